"""Whether all that the bot needs is there: looked at one by one, each with what to do."""
