"""The bot as an app that Teams' administrators upload."""
