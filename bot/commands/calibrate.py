"""``inkopsbot calibrate``: fit the confidence to the content as it is now, and keep its vectors."""

from collections.abc import Sequence
from pathlib import Path

import typer
import yaml

from bot.commands.opening import the_library, the_settings
from bot.conversation.library import Library
from bot.meaning.model import LanguageModel, installed_model
from bot.meaning.vectors import keep_vectors, kept_vectors
from knowledge.calibration import Example, examples, examples_with_meaning, fit
from knowledge.loader import ORGANISATION
from knowledge.meaning import Meaning, sentences
from knowledge.model import Confidence, Weights

FILE = "confidence.yaml"
HEAD = """\
# Hur säker boten är på vad som menas. Räknas ut ur innehållet med "inkopsbot calibrate": kör det när en
# formulering, ett nyckelord, en synonym eller en fråga som inte är vår har ändrats. Gränserna väljer du
# själv: från "sure" visas svaret, från "unsure" visas förslag, och under det säger boten att den inte vet.
"""
BANDS = {"sure": 0.7, "unsure": 0.08}
"""The bands of content that has not chosen its own."""


def calibrate() -> None:
    """Räkna om hur säker boten är, utifrån innehållet. Skriver confidence.yaml i organisationens mapp."""
    settings = the_settings()
    folder, library, model = settings.content_dir or ORGANISATION, the_library(settings), installed_model()
    knowledge = library.knowledge
    by_words = list(examples(knowledge, library.matcher))
    typer.echo(f"Med orden hittar {_right(by_words, library)} av formuleringarna sitt svar.")
    by_meaning = _with_meaning(library, folder, model) if model else None
    if by_meaning:
        typer.echo(f"Med orden och betydelsen hittar {_right(by_meaning, library)} av dem sitt svar.")
    else:
        typer.echo("Språkmodellen är inte installerad, så boten går bara på orden.")
    weights = fit(by_words), fit(by_meaning) if by_meaning else None
    (folder / FILE).write_text(HEAD + _as_yaml(library, *weights), encoding="utf-8")
    typer.echo(f"Skrev {FILE} i {folder}.")


def _with_meaning(library: Library, folder: Path, model: LanguageModel) -> list[Example]:
    texts, owners = sentences(library.knowledge.subjects)
    new = keep_vectors(folder, texts, model)
    typer.echo(f"Räknade ut betydelsen av {new} nya formuleringar av {len(texts)}.")
    vectors = kept_vectors(folder, texts)
    assert vectors is not None  # noqa: S101 - they were kept just now
    meaning = Meaning(vectors, owners)
    foreign = [meaning.of(model.vector(question)) for question in library.knowledge.foreign]
    return list(examples_with_meaning(library.knowledge, library.matcher, meaning, foreign))


def _right(found: Sequence[Example], library: Library) -> str:
    """The share of the entries' own wordings that find their entry though they are left out."""
    asked = [one for one in found if one.expected in library.knowledge.entries]
    return f"{sum(one.right for one in asked) / max(len(asked), 1):.1%}".replace(".", ",").replace("%", " %")


def _as_yaml(library: Library, words: Weights, meaning: Weights | None) -> str:
    knowledge = library.knowledge
    chosen = knowledge.confidence
    bands = BANDS if chosen == Confidence() else {"sure": chosen.sure, "unsure": chosen.unsure}
    fitted = {
        **bands,
        "fitted_to": knowledge.wording_version,
        "words": words.model_dump(exclude_defaults=True),
        **({"meaning": meaning.model_dump(exclude_defaults=True)} if meaning else {}),
    }
    return yaml.safe_dump({"confidence": fitted}, allow_unicode=True, sort_keys=False)
