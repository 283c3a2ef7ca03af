"""What people write into a ticket, validated where it enters. Only these functions make the types."""

from typing import NewType

QUESTION_LENGTH = 4_000
"""Characters of a question at most."""
ANSWER_LENGTH = 8_000
"""Characters of an expert's answer at most."""
POST_LENGTH = 4_000
"""Characters of anything else that is written into a ticket at most."""
REQUEST_ID_LENGTH = 100

QuestionText = NewType("QuestionText", str)
PostText = NewType("PostText", str)
AnswerText = NewType("AnswerText", PostText)
RequestId = NewType("RequestId", str)
"""Comes with the form that was sent. The same form sent twice by the same person is one ticket."""


class TicketTextError(Exception):
    """A text that a ticket cannot hold; the writer can mend it."""


class TextMissingError(TicketTextError):
    """Nothing was written."""

    def __init__(self) -> None:
        super().__init__("The text is empty; write something.")


class TextTooLongError(TicketTextError):
    """More was written than fits."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"The text is {length} characters; shorten it to {limit}.")
        self.length = length
        self.limit = limit


def question_text(raw: str) -> QuestionText:
    """The question in *raw*, without surrounding space. Raises ``TicketTextError``."""
    return QuestionText(_bounded(raw, QUESTION_LENGTH))


def answer_text(raw: str) -> AnswerText:
    """The answer in *raw*, without surrounding space. Raises ``TicketTextError``."""
    return AnswerText(PostText(_bounded(raw, ANSWER_LENGTH)))


def post_text(raw: str) -> PostText:
    """A question back, a reply, a fact, a note or a reason in *raw*. Raises ``TicketTextError``."""
    return PostText(_bounded(raw, POST_LENGTH))


def request_id(raw: str) -> RequestId:
    """The id in *raw*, as the form gave it. Raises ``TicketTextError``."""
    return RequestId(_bounded(raw, REQUEST_ID_LENGTH))


def _bounded(raw: str, limit: int) -> str:
    text = _storable(raw).strip()
    if not text:
        raise TextMissingError
    if len(text) > limit:
        raise TextTooLongError(len(text), limit)
    return text


def _storable(raw: str) -> str:
    # JSON may carry half of a surrogate pair, which no encoding takes, and NUL, which PostgreSQL does not
    # store.
    return raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
