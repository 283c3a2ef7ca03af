"""Whether the checks and the bot's own parts fit together: what one names, the other has."""

from collections.abc import Iterator

from bot.conversation.library import Library
from bot.conversation.understanding import Said
from bot.texts import Texts, swedish
from dialogs.loader import FLOWS
from knowledge.yaml_reader import ContentError, Fault


def whole(library: Library) -> Library:
    """*library*, where every check that the bot leads to exists and can be started.

    Raises ``ContentError`` with what is missing.
    """
    faults = [*_missing(library, swedish()), *_without_button(library, swedish())]
    if faults:
        raise ContentError(faults)
    return library


def _missing(library: Library, texts: Texts) -> Iterator[Fault]:
    said = {str(one) for one in Said}
    words = "orden under 'understands' i botens texter"
    needed = {name: words for name in texts.understands if name not in said}
    for entry in library.knowledge.entries.values():
        if entry.dialog:
            needed.setdefault(entry.dialog, f"svaret {entry.id!r}")
    for name, by in needed.items():
        if name not in library.flows:
            problem = f"kontrollen saknas, men {by} leder till den – lägg tillbaka filen eller ta bort det"
            yield Fault(f"{FLOWS.name}/{name}.yaml", 1, "", problem)


def _without_button(library: Library, texts: Texts) -> Iterator[Fault]:
    for name in library.flows:
        key = f"button.start.{name}"
        try:
            texts(key)
        except KeyError:
            problem = f"ingen knapp kan starta kontrollen – skriv {key!r} i botens texter"
            yield Fault(f"{FLOWS.name}/{name}.yaml", 1, "", problem)
