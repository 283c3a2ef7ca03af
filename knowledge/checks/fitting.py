"""Whether the confidence was fitted to the content as it is."""

from collections.abc import Iterator

from knowledge.checks.finding import Examined, Finding


def stale_confidence(examined: Examined) -> Iterator[Finding]:
    """A confidence that was fitted to other wordings: it says nothing about these."""
    knowledge = examined.knowledge
    fitted = ("confidence", "") in examined.written.places
    if fitted and knowledge.confidence.fitted_to != knowledge.wording_version:
        problem = "räknades ut för andra formuleringar än de som finns nu – kör inkopsbot calibrate"
        yield Finding("confidence", "", ("fitted_to",), problem)
