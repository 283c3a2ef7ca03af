"""``inkopsbot doctor``: whether all is well, and what to do where it is not."""

import asyncio
import json
from typing import Annotated

import typer

from bot.commands.opening import the_settings
from bot.conversation.plain import printable
from bot.doctor.finding import Finding, Health
from bot.observing import SILENT, set_up_logging
from bot.present import clock
from bot.settings import Settings

SIGNS = {Health.WELL: "✓", Health.WATCH: "!", Health.ILL: "✗"}
SOMETHING_IS_ILL = 1


def doctor(
    *, as_json: Annotated[bool, typer.Option("--json", help="En rad JSON för varje sak.")] = False
) -> None:
    """Se efter om allt som boten behöver finns, och vad som ska göras där något fattas. Ändrar inget."""
    settings = the_settings()
    set_up_logging(SILENT)
    findings = asyncio.run(_look(settings))
    for one in findings:
        if as_json:
            typer.echo(json.dumps(vars(one), ensure_ascii=False))
        else:
            do = f" – {one.do}" if one.do else ""
            typer.echo(printable(f"{SIGNS[one.health]} {one.about}: {one.found}{do}"))
    if any(one.health is Health.ILL for one in findings):
        raise typer.Exit(SOMETHING_IS_ILL)


async def _look(settings: Settings) -> list[Finding]:
    from bot.doctor.at_home import at_home  # noqa: PLC0415 - other commands start without it
    from bot.doctor.outside import outside  # noqa: PLC0415
    from bot.server import token_of  # noqa: PLC0415

    found = list(at_home(settings, clock(settings)()))
    return found + [one async for one in outside(settings, token_of(settings))]
