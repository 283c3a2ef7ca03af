"""What a caller of the store can run into."""


class StoreError(Exception):
    """The database cannot do what was asked. Nothing was changed; the message says what to look at."""
