"""What several packages' tests share."""

import pytest

from bot.conversation.library import Library, open_library


@pytest.fixture(scope="session")
def library() -> Library:
    """The content that ships, loaded once."""
    return open_library()
