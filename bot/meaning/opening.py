"""Puts the language model to the content that its vectors were computed for."""

from dataclasses import replace
from pathlib import Path

from bot.conversation.library import Library
from bot.meaning.model import installed_model
from bot.meaning.vectors import kept_vectors
from knowledge.loader import ORGANISATION
from knowledge.meaning import Meaning, Meant, sentences


def understood(library: Library, organisation: Path | None) -> Library:
    """*library*, asking the language model too: where one is installed, and the folder has every vector."""
    model = installed_model()
    if model is None or library.knowledge.confidence.meaning is None:
        return library
    texts, owners = sentences(library.knowledge.subjects)
    vectors = kept_vectors(organisation or ORGANISATION, texts)
    if vectors is None:
        return library
    meaning = Meaning(vectors, owners)

    def meant(question: str) -> Meant:
        return meaning.of(model.vector(question))

    return replace(library, meant=meant)
