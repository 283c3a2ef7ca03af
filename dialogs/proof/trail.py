"""The way that shows a fault, in words: ``Vägen dit: Lag = LOU → Värde = från och med 700 000 kronor``."""

from collections.abc import Iterable
from datetime import date

from dialogs.in_words import amounts_in_words, choices_in_words
from dialogs.model import Flow
from dialogs.proof.cells import Cell
from dialogs.proof.diagram import Step
from knowledge.amounts import swedish_day


def trail_in_words(flow: Flow, trail: Iterable[Step], day: object = None) -> str:
    """The answers in the order they are given, with the *day* of the case if it has one."""
    steps = [f"{flow.question(fact).called} = {cell_in_words(flow, fact, cell)}" for fact, cell in trail]
    if isinstance(day, date) and day > date.min:
        steps.insert(0, f"Dag = {swedish_day(day)}")
    return f"Vägen dit: {' → '.join(steps) or 'första frågan'}"


def cell_in_words(flow: Flow, fact: str, cell: Cell) -> str:
    """The answers of *cell*, to the question about *fact*."""
    if cell.low is not None:
        return amounts_in_words(cell.low, cell.high)
    return choices_in_words(flow.question(fact), cell.values)
