"""Whether the confidence was fitted to the content as it is."""

from collections.abc import Iterator

from knowledge.checks.finding import Examined, Finding
from knowledge.model import NOT_FITTED


def stale_confidence(examined: Examined) -> Iterator[Finding]:
    """A confidence that was fitted to other wordings: it says nothing about these."""
    knowledge = examined.knowledge
    if knowledge.confidence.fitted_to not in (NOT_FITTED, knowledge.wording_version):
        problem = "räknades ut för andra formuleringar än de som finns nu – kör inkopsbot calibrate"
        yield Finding("confidence", "", ("fitted_to",), problem)


def confidence_not_fitted(examined: Examined) -> Iterator[Finding]:
    """A confidence that was never fitted: the bot offers choices, or goes by weights of other content."""
    if examined.knowledge.confidence.fitted_to == NOT_FITTED:
        problem = "säkerheten är inte uträknad för det här innehållet – kör inkopsbot calibrate"
        yield Finding("confidence", "", (), problem)
