"""What makes an amount uncertain: why a typed one was not read, and whether one in a question may be used."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dialogs.typed.amounts import NUMERALS, read_amount
from knowledge.swedish import fold, words

_AMOUNT = re.compile(r"\d[\d .,]*½?(?:\s*(?:kronor|kr|tkr|mkr|tusen|miljoner|miljon)\b)?", re.IGNORECASE)
_RANGE = re.compile(r"\d\s*(?:-|–|—|till|eller)\s*\d")
_NEGATIVE = re.compile(r"^\s*(?:[-−–]\s*\d|minus\b)")
_MANY = re.compile(r"\d\s*[eE]\s*\d|(?:\d[ .']?){9}\d|miljard")
_OTHER_MONEY = re.compile(r"[€$£]|\b(?:eur|euro|usd|dollar|dollars|pund|gbp|nok|dkk)\b")
_WITHOUT_VAT = re.compile(r"\b(?:exkl|exklusive|ex|utan)\.?\s*moms(?:en)?\b")
_WITH_VAT = re.compile(r"\b(?:inkl|ink|inklusive|med)\.?\s*moms(?:en)?\b")
_HOW_MANY = r"(?:\d+|tva|tre|fyra|fem|sex|sju|atta|nio|tio|flera|olika|separata|skilda)"
_SPLIT = re.compile(
    rf"""\b(?:dela[rst]?|delade|stycka[rt]?|styckade)\s+(?:\w+\s+){{0,4}}?upp\b | \buppdel | \bsplitt?[aer]
       | \betapp | \bomgang | \bresten\b | \bhalften\b
       | \b{_HOW_MANY}\s+(?:(?:olika|separata|skilda|mindre)\s+)?
         (?:kop|inkop|bestallningar|order|ordrar|avtal|fakturor|delar|upphandlingar|direktupphandlingar)\b
       | \d.*\b(?:nu|sen|sedan|senare|darefter|nasta|arsskiftet)\b.*\d
       | \d.*\b(?:och|plus|sedan|sen|resten)\s.*\d.*\b(?:nu|sen|sedan|senare|darefter|nasta|arsskiftet)\b""",
    re.VERBOSE,
)
_TERM = re.compile(rf"\b(?:i|for|pa|under|over)\s+{_HOW_MANY}\s+(?:ar|manad|manader|kvartal|veckor|dagar)\b")
_SUM = re.compile(r"\d\s*[x×*+]\s*\d|\bganger\b|\d.*\b(?:plus|och|samt)\b.*\d")
_EACH_WORDS = """
    manad manaden manadsvis man styck st stycket styckpris kvartal kvartalet dag dagen timme timmen timma
    vecka veckan enhet person aret arligen arlig arsvis varje vardera lopande aterkommande
"""
_BOUND_WORDS = "over under max maximalt maxbelopp hogst minst mer mindre"
_ABOUT_WORDS = """
    ca cirka circa omkring ungefar runt kring typ drygt knappt nastan narmare uppskattningsvis uppskattat tror
    troligen antagligen nog par nagra flera kanske eventuellt nagonstans nanstans halv
"""
_EACH, _BOUND = frozenset(_EACH_WORDS.split()), frozenset(_BOUND_WORDS.split())
_ABOUT = frozenset(_ABOUT_WORDS.split())

_LEAD_WORDS = """
    for pa ar blir kosta kostar kostat kostnad kostnaden pris priset summa summan belopp beloppet varde vardet
    vard vart varda totalt exakt precis
"""
_FOLLOW_WORDS = "utan att annons annonsera annonsering upphandling upphandla direkt da ju tack"
_LEADS, _FOLLOWS = frozenset(_LEAD_WORDS.split()), frozenset(_FOLLOW_WORDS.split())
"""Words right before an amount that is what something costs, and words after it that say nothing of it."""
_OTHER_WORDS = "inte ej halva halften del delen delar resten gransen"
_OTHERWISE = NUMERALS - {"en", "ett"} | frozenset(_OTHER_WORDS.split())
"""Words that make another amount of it, or an amount of something else, wherever they stand."""


class Doubt(StrEnum):
    """What stands in the way of reading an amount."""

    SMALL = "small"
    NEGATIVE = "negative"
    TOO_MUCH = "too_much"
    SPLIT = "split"
    """A need bought in parts."""
    VAT = "vat"
    OTHER_MONEY = "other_money"
    RANGE = "range"
    EACH = "each"
    TERM = "term"
    """An amount and a time, and whether it is paid once or again and again is not said."""
    SEVERAL = "several"
    FRACTION = "fraction"
    BOUND = "bound"
    """At most, or at least."""
    ABOUT = "about"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Doubted:
    """A typed amount that was not read, and why. *number*: the bare one, where it is too small to be sure."""

    doubt: Doubt
    number: int = 0


def doubt_of(text: str) -> Doubted:
    """Why *text*, which ``read_amount`` does not read, is not certain."""
    bare = read_amount(f"{text.strip()} kr")
    if bare is not None and bare > 0 and {"kr", "kronor"}.isdisjoint(words(text)):
        return Doubted(Doubt.SMALL, bare)
    return Doubted(next(_doubts(text), Doubt.UNCLEAR))


def only_amount(text: str) -> int | None:
    """The one amount in *text*, whatever is said of it; None where there are several, or none is sure."""
    found = [read_amount(one[0].strip()) for one in _AMOUNT.finditer(" ".join(text.split()))]
    return found[0] if len(found) == 1 else None


def says_with_vat(text: str) -> bool:
    """Whether *text* says that its amount holds VAT."""
    return _WITH_VAT.search(fold(text)) is not None


def amount_in(text: str) -> int | None:
    """The amount that a question in words is about, where nothing in all of it makes that amount uncertain.

    ``read_amount`` reads it. Another figure, a doubt anywhere, or words around it that may change it: None.
    """
    text = " ".join(text.split())
    found = list(_AMOUNT.finditer(text))
    if len(found) != 1 or next(_doubts(text), None):
        return None
    before, after = text[: found[0].start()].rstrip(), text[found[0].end() :].rstrip(" .!?")
    around = f"{before} {after}"
    if any(sign.isnumeric() for sign in around) or not _OTHERWISE.isdisjoint(words(around)):
        return None
    if before and not (before[-1].isalpha() and _LEADS.issuperset(words(before)[-1:] or [before])):
        return None
    whole = read_amount(text[found[0].start() :].rstrip(" .!?"))
    if whole is not None:
        return whole
    plain = all(sign.isalpha() or sign in " ,." for sign in after)
    return read_amount(found[0][0].strip()) if plain and _FOLLOWS.issuperset(words(after)) else None


def _doubts(text: str) -> Iterator[Doubt]:
    """All that makes an amount in *text* uncertain; what can help most first."""
    plain, said = fold(text), frozenset(words(text))
    found = (
        (Doubt.NEGATIVE, _NEGATIVE.search(plain)),
        (Doubt.TOO_MUCH, _MANY.search(plain)),
        (Doubt.SPLIT, _SPLIT.search(plain)),
        (Doubt.VAT, re.search(r"\bmoms", _WITHOUT_VAT.sub(" ", plain))),
        (Doubt.OTHER_MONEY, _OTHER_MONEY.search(plain)),
        (Doubt.RANGE, _RANGE.search(plain) or "mellan" in said),
        (Doubt.EACH, said & _EACH or "/" in text or {"per", "ar"} <= said),
        (Doubt.TERM, _TERM.search(plain)),
        (Doubt.SEVERAL, _SUM.search(plain)),
        (Doubt.FRACTION, re.search(r"\d{3},\d{1,2}(?!\d)", plain)),
        (Doubt.BOUND, said & _BOUND),
        (Doubt.ABOUT, said & _ABOUT),
    )
    return (doubt for doubt, is_so in found if is_so)
