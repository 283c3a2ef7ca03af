"""Why a question was answered as it was, for whoever edits the content."""

from collections.abc import Iterator

from bot.commands.shares import share
from bot.conversation.library import Library
from knowledge.asking import Asked
from knowledge.confidence import CHOICES, readings

ALIKE = 0.995
"""From this likeness a word was the same word."""


def reasons(library: Library, question: str, asked: Asked) -> Iterator[str]:
    """The lines that explain *asked*, Swedish: what each candidate was found by, the best first."""
    if asked.kind in {"human", "smalltalk"}:
        yield "En fras som boten känner igen (understands i botens texter), så inget svar letades fram."
        return
    confidence = library.knowledge.confidence
    answered, offered = share(confidence.sure), share(confidence.unsure)
    yield f"Visas som svar från {answered} säkerhet, som förslag från {offered}."
    ranked, closely = library.ranked_closely(question)
    yield "Orden räckte inte, så betydelsen vägdes in." if closely else "Orden avgjorde."
    sure = dict(asked.candidates)
    if asked.several:
        yield "Meddelandet rymmer flera frågor, så ett svar på varje erbjuds."
        ranked = [one for one in ranked if one.subject in sure]
    for position, candidate in enumerate(ranked[:CHOICES]):
        reason = library.matcher.reason(question, candidate.subject)
        taken = (word if like >= ALIKE else f"{word} ≈ {known}" for word, known, like in reason.words)
        yield ""
        yield f"{candidate.subject}: {share(sure.get(candidate.subject, 0.0))} säker"
        yield f"  ord som träffar: {', '.join(taken) or 'inga'}"
        if reason.unknown:
            yield f"  ord som den saknar: {', '.join(reason.unknown)}"
        yield f"  närmaste formulering: {reason.wording}"
        meaning = "" if candidate.nearness is None else f", betydelsens närhet {_number(candidate.nearness)}"
        lead = _number(readings(ranked, position).lead)
        words = f"orden täcker {share(reason.coverage)}, sannolikheten ger {_number(reason.likelihood)}"
        yield f"  {words}{meaning}"
        yield f"  summa {_number(candidate.score)}, {lead} före den närmaste"


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",").replace("-", "−")
