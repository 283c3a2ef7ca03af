"""All proofs of a flow, one after the other."""

from collections.abc import Mapping

from dialogs.model import Flow
from dialogs.proof.diagram import diagram
from dialogs.proof.rules import faults_in_rules
from dialogs.proof.talk import faults_in_talk
from dialogs.question_checks import Found
from knowledge.model import Parameter


def unproven(flow: Flow, parameters: Mapping[str, Parameter]) -> Found:
    """Where in *flow* the proofs fail, and what to mend. Of a flow in which every name leads somewhere.

    The conversation is walked when the table is right: what is wrong there would only be told twice.
    """
    in_rules = list(faults_in_rules(diagram(flow, parameters)))
    yield from in_rules or faults_in_talk(flow, parameters)
