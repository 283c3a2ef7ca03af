"""Whose question it is: an entry's owner, or the one who stands in for them on the day."""

from collections.abc import Mapping
from datetime import date

from knowledge.model import Contact


def on_duty(contact: Contact, contacts: Mapping[str, Contact], day: date) -> Contact:
    """*contact*, or where they are away on *day*, the first of their deputies who is not."""
    tried = {contact.id}
    while any(one.covers(day) for one in contact.away):
        deputy = contacts.get(contact.deputy or "")
        if deputy is None or deputy.id in tried:
            break
        contact = deputy
        tried.add(contact.id)
    return contact


def stand_in(contact: Contact, contacts: Mapping[str, Contact], day: date) -> Contact:
    """Who takes over from *contact* when they let a question lie; the same where they have no deputy."""
    deputy = contacts.get(contact.deputy or "")
    return on_duty(deputy, contacts, day) if deputy else contact


def dead_end(contact: Contact, contacts: Mapping[str, Contact]) -> str:
    """What is wrong where nobody is on duty for *contact* on some day; empty where somebody always is.

    The days that matter are those on which somebody's absence begins: nobody else leaves in between.
    """
    chain = _deputies(contact, contacts)
    begins = sorted({absence.from_ for one in chain for absence in one.away})
    for day in begins:
        found = on_duty(contact, contacts, day)
        if any(absence.covers(day) for absence in found.away):
            return f"ingen tar emot frågorna {day} – lägg till en ersättare med 'deputy' som är på plats då"
    return ""


def _deputies(contact: Contact, contacts: Mapping[str, Contact]) -> list[Contact]:
    """*contact* and all deputies after it, each once."""
    chain = [contact]
    while (deputy := contacts.get(chain[-1].deputy or "")) and deputy not in chain:
        chain.append(deputy)
    return chain
