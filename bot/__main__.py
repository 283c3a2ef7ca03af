"""``python -m bot`` is the command ``inkopsbot``."""

from bot.commands import main

main()
