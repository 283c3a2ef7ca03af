"""``inkopsbot calibrate``: fit the confidence to the content as it is now, and keep its vectors."""

from pathlib import Path

import typer
import yaml

from bot.commands.opening import the_library, the_settings
from bot.commands.shares import share
from bot.conversation.library import Library
from bot.meaning.model import LanguageModel, installed_model
from bot.meaning.vectors import keep_vectors, kept_vectors
from knowledge.calibration import Example, calibrated, examples, examples_with_meaning
from knowledge.loader import ORGANISATION
from knowledge.meaning import Meaning, Vectors, sentences
from knowledge.model import LeftOut

FILE = "confidence.yaml"
HEAD = """\
# Hur säker boten är på vad som menas. Räknas ut ur innehållet med "inkopsbot calibrate": kör det när en
# formulering, ett nyckelord, en synonym eller en fråga som inte är vår har ändrats. Gränserna väljer du
# själv: från "sure" visas svaret, från "unsure" visas förslag, och under det säger boten att den inte vet.
"""


def calibrate() -> None:
    """Räkna om hur säker boten är, utifrån innehållet. Skriver confidence.yaml i organisationens mapp."""
    settings = the_settings()
    folder, library, model = settings.content_dir or ORGANISATION, the_library(settings), installed_model()
    if model is None:
        typer.echo("Språkmodellen är inte installerad, så boten går bara på orden.")
    by_meaning = _with_meaning(library, folder, model) if model else None
    found = calibrated(
        library.knowledge, list(examples(library.knowledge, library.matcher)), by_meaning or None
    )
    fitted = found.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    (folder / FILE).write_text(
        HEAD + yaml.safe_dump({"confidence": fitted}, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    typer.echo(f"Skrev {FILE} i {folder}. Av svarens formuleringar, var och en utelämnad när den ställs:")
    _tell("Med orden", found.words_left_out)
    _tell("Med orden och betydelsen", found.meaning_left_out)


def _tell(how: str, measured: LeftOut | None) -> None:
    if measured:
        typer.echo(
            f"{how}: rätt först {share(measured.first)}, bland tre {share(measured.three)}, "
            f"besvarade {share(measured.answered)} och av dem fel {share(measured.wrong)}."
        )


def _with_meaning(library: Library, folder: Path, model: LanguageModel) -> list[Example]:
    knowledge = library.knowledge
    texts, owners = sentences(knowledge.subjects)
    new = keep_vectors(folder, [*texts, *knowledge.foreign], model)
    typer.echo(f"Räknade ut betydelsen av {new} nya meningar.")
    meaning = Meaning(_kept(folder, texts), owners)
    foreign = [meaning.of(vector) for vector in _kept(folder, knowledge.foreign)] if knowledge.foreign else []
    return list(examples_with_meaning(knowledge, library.matcher, meaning, foreign))


def _kept(folder: Path, texts: list[str] | tuple[str, ...]) -> Vectors:
    vectors = kept_vectors(folder, texts)
    assert vectors is not None  # noqa: S101 - they were kept just now
    return vectors
