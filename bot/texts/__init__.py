"""The bot's own wording, in one file a language, so that whoever owns the words can change them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.conversation.follow_up import FollowUpSigns
from knowledge.model import Content, Text
from knowledge.yaml_reader import ContentError, parse, read_yaml


class Wording(Content):
    """All that the bot says of its own, and the phrases it understands without the knowledge base."""

    says: dict[Text, Text | tuple[Text, ...]]
    openings: tuple[Text, ...]
    follows: FollowUpSigns
    understands: dict[Text, tuple[Text, ...]]


class Texts:
    """The wording in one language."""

    def __init__(self, wording: Wording) -> None:
        self._says = wording.says
        self.openings = wording.openings
        self.follows = wording.follows
        self.understands: Mapping[str, tuple[str, ...]] = wording.understands

    def __call__(self, key: str, **values: object) -> str:
        """The text of *key* with ``{name}`` filled in. Raises ``KeyError`` for a text that does not exist."""
        text = self._says[key]
        if not isinstance(text, str):
            raise KeyError(key)
        return text.format_map(values) if values else text

    def items(self, key: str) -> tuple[str, ...]:
        """The list of *key*. Raises ``KeyError`` where there is none."""
        texts = self._says[key]
        if isinstance(texts, str):
            raise KeyError(key)
        return texts


@cache
def swedish() -> Texts:
    """The Swedish wording. Raises ``ContentError`` where the file has faults."""
    file = Path(__file__).parent / "sv.yaml"
    document = read_yaml(file, f"texts/{file.name}")
    wording, faults = parse(document, (), Wording)
    if wording is None or document.faults:
        raise ContentError([*document.faults, *faults])
    return Texts(wording)
