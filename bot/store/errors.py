"""What a caller of the store can run into."""


class StoreError(Exception):
    """The database cannot do what was asked. Nothing was changed.

    The message is for whoever runs the bot: in Swedish, what is wrong and what to do, to stand after a colon.
    """
