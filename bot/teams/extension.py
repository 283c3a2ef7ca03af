"""Invokes beside the conversation: answers looked up in the compose box, and thumbs under an answer.

Shapes are msteams-docs' messaging-extensions/how-to/search-commands/respond-to-search.md and agents-in-teams/
integrate-ai/user-feedback-controls.md.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bot.conversation.searching import Hit
from bot.teams.cards.render import to_attachment

SEARCH = "composeExtension/query"
COMMAND = "search"
PARAMETER = "q"
"""The command and its parameter, as the app's manifest names them."""
MAX_QUERY = 300
"""Characters of what is looked up; more is no search."""
FEEDBACK = "message/submitAction"
MAX_FEEDBACK = 5_000


def read_query(value: object) -> str | None:
    """What is looked up: empty at first, None for what is no search of ours."""
    if not isinstance(value, Mapping) or value.get("commandId") != COMMAND:
        return None
    parameters = value.get("parameters")
    if not isinstance(parameters, list):
        return None
    named = {one.get("name"): one.get("value") for one in parameters if isinstance(one, Mapping)}
    text = named.get(PARAMETER, "")
    return text[:MAX_QUERY] if isinstance(text, str) else None


def results(hits: Sequence[Hit]) -> dict[str, Any]:
    """The body that lists *hits*, each as a line to choose and the card that it becomes."""
    return {
        "composeExtension": {
            "type": "result",
            "attachmentLayout": "list",
            "attachments": [{**to_attachment(hit.card), "preview": _preview(hit)} for hit in hits],
        }
    }


def nothing_found(text: str) -> dict[str, Any]:
    """The body that says *text* instead of listing anything."""
    return {"composeExtension": {"type": "message", "text": text}}


def _preview(hit: Hit) -> dict[str, Any]:
    content = {"title": hit.title, "text": hit.preview}
    return {"contentType": "application/vnd.microsoft.card.thumbnail", "content": content}


class Said(NamedTuple):
    """What somebody pressed under an answer, and wrote there."""

    helped: bool
    words: str


def read_feedback(value: object) -> Said | None:
    """The thumb in a ``message/submitAction``, with the words beside it; None for anything else."""
    if not isinstance(value, Mapping) or value.get("actionName") != "feedback":
        return None
    said = value.get("actionValue")
    if not isinstance(said, Mapping) or said.get("reaction") not in ("like", "dislike"):
        return None
    return Said(said["reaction"] == "like", _words(said.get("feedback")))


def _words(raw: object) -> str:
    """The text in ``{"feedbackText": "…"}``, which comes as a string of JSON."""
    if not isinstance(raw, str) or len(raw) > MAX_FEEDBACK:
        return ""
    try:
        parsed = json.loads(raw)
    except (ValueError, RecursionError):
        return ""
    text = parsed.get("feedbackText") if isinstance(parsed, dict) else None
    return text if isinstance(text, str) else ""
