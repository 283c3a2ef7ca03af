"""The language model: an extra that the bot is complete without, and the only home of its package."""
