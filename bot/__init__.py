"""The procurement bot: conversation, tickets, storage, Teams, terminal, commands."""

__version__ = "0.1.0"
"""Said here alone: ``pyproject.toml`` reads it, and a container holds no package's metadata to ask."""
