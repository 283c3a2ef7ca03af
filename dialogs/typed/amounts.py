"""Typed amounts in kronor, read exactly or not at all.

The whole text must be one amount; with anything else in it (another currency, a range, VAT, "about") nothing
is read, for a wrong reading is worse than asking. Numbers are integers and decimals, never binary floats.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from knowledge.swedish import fold


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Phrases, parted by commas."""
    return tuple(tuple(phrase.split()) for phrase in text.split(","))


_UNITS = """
    noll en tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton
"""
_SMALL = {word: value for value, word in enumerate(_UNITS.split())} | {"ett": 1, "aderton": 18}
_SPOKEN = {"tretti": 30, "forti": 40, "femti": 50, "sexti": 60, "sjutti": 70, "atti": 80, "nitti": 90}
_TENS = {
    word: 10 * (place + 2)
    for place, word in enumerate(
        ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "attio", "nittio")
    )
} | _SPOKEN
_HUNDRED = "hundra"
_THOUSAND = frozenset({"tusen", "tkr", "kkr", "k", "ksek", "lax", "laxar", "tusenlappar", "tusenlapp"})
_MILLION = frozenset({"miljon", "miljoner", "milj", "mille", "mkr", "mnkr", "msek", "m"})
NUMERALS = frozenset({*_SMALL, *_TENS, _HUNDRED, "halv", *_THOUSAND - {"k"}, *_MILLION - {"m"}})
"""Words that numbers are made of."""
_KRONOR = frozenset({"kr", "kronor", "krona", "sek", "spann", ":-"})
_SAYS = """
    det ar blir kostar kostnaden vardet summan beloppet priset hela kopet totala exakt precis vi raknar med
    jag har raknat raknade fram till pa offerten offert ligger lyder kalkylen anbudet totalsumman
    totalkostnaden avtalsvardet upphandlingen uppdraget projektet alltihop allt hamnar landar beraknas uppgar
    totalt sammanlagt tot tillsammans
"""
_BEFORE = frozenset(_SAYS.split())
_AFTER = frozenset({"totalt", "sammanlagt", "tot", "tillsammans", "exakt", "jamnt", "bara"})
_WHOLE = _phrases("""
    enligt offerten, enligt offert, enligt kalkylen, pa hela avtalstiden, med allt, for allt,
    for hela avtalstiden, under hela avtalstiden, for hela perioden, for hela kopet, for hela behovet,
    med optioner, med optionerna, med optioner och forlangningar, med forlangning, med forlangningar,
    inklusive optioner, inklusive optioner och forlangningar, inklusive forlangning, inklusive forlangningar,
    allt inraknat, med allt inraknat
""")
"""What may follow an amount for the whole of the purchase."""
_WITHOUT = frozenset({"exkl", "exklusive", "ex", "utan"})
_MONTHS = {"manad": 1, "manaden": 1, "man": 1, "manader": 1, "ar": 12, "aret": 12}

_READABLE = re.compile(r"[a-zåäö0-9 .,:'/\-]+")
_TOKEN = re.compile(
    r"""(?P<grouped>\d{1,3}(?P<sign>[ .'])\d{3}(?:(?P=sign)\d{3})*(?:,\d+)?(?!\d))
      | (?P<plain>\d+(?:[.,]\d+)?)
      | (?P<word>[a-z]+)
      | (?P<kronor>[:,]-)
      | \s+""",
    re.VERBOSE,
)

_NOTHING = frozenset({"gratis", "det ar gratis", "det kostar inget", "kostar inget", "kostnadsfritt"})

_SURE_WITHOUT_UNIT = 10_000
"""A bare number below this may be meant in thousands: "700"."""
_MOST_THOUSANDS = 100_000
MOST = 1_000_000_000
_LONGEST = 100
"""Characters. What is longer is a story, not an amount."""
_MOST_DIGITS = 20


@dataclass(frozen=True)
class _Number:
    value: Decimal
    doubtful: bool = False
    """``1.200``: thousands or decimals. Sure in kronor, not in millions."""


_Token = _Number | str


def read_amount(text: str) -> int | None:
    """The amount in whole kronor that *text* says, without VAT; None when it is not certain."""
    tokens = _tokens(text)
    if " ".join(map(str, tokens or ())) in _NOTHING:
        return 0
    if not tokens:
        return None
    term, tokens = _term(tokens)
    tokens, in_kronor = _bare(tokens)
    amount = _amount(tokens, in_kronor) if tokens and term else None
    if amount is None or amount * term != int(amount * term) or amount * term >= MOST:
        return None
    return int(amount * term)


def _tokens(text: str) -> list[_Token] | None:
    """The numbers and words of *text*; None when there is anything else in it."""
    text = re.sub(r",(?= [a-z])|[()]", " ", text.casefold())
    text = re.sub(r"(?<=\d) ?½", ",5", text)
    text = re.sub(r"\s+", " ", text).strip().rstrip(".!").rstrip()
    if len(text) > _LONGEST or not _READABLE.fullmatch(text):
        return None
    text = re.sub(r"(?<=[a-z])\.", " ", fold(text)).replace("/", " per ")
    tokens: list[_Token] = []
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            return None
        place = found.end()
        if found["word"]:
            tokens.extend(_numerals(found["word"]) or (found["word"],))
        elif found["kronor"]:
            tokens.append(":-")
        elif not found[0].isspace():
            number = _number(found[0], found["sign"])
            if number is None:
                return None
            tokens.append(number)
    return tokens


def _number(written: str, sign: str | None) -> _Number | None:
    if len(written) > _MOST_DIGITS:
        return None
    whole, _, decimals = written.partition(",")
    if sign and whole[0] != "0":
        groups = whole.split(sign)
        return _Number(Decimal(f"{''.join(groups)}.{decimals or 0}"), sign == "." and len(groups) == 2)  # noqa: PLR2004
    if sign in (" ", "'"):
        return None
    whole, _, decimals = written.replace(",", ".").partition(".")
    if (len(whole) > 1 and whole[0] == "0") or "." in decimals:
        return None
    if len(decimals) == 3 and whole != "0":  # noqa: PLR2004 - "1,200" may be meant as 1200
        return None
    return _Number(Decimal(f"{whole}.{decimals or 0}"))


@lru_cache(maxsize=4_096)
def _numerals(word: str) -> tuple[str, ...] | None:
    """``sexhundratusen`` as its numerals; None when it is not made of numerals alone."""
    if not word:
        return ()
    for length in range(len(word), 1, -1):
        if word[:length] in NUMERALS and (rest := _numerals(word[length:])) is not None:
            return word[:length], *rest
    return None


def _term(tokens: list[_Token]) -> tuple[int, list[_Token]]:
    """How many times the amount is paid, and its tokens. 0: paid over and over, and for how long is not said.

    ``15 000 kr i månaden i 36 månader`` is paid 36 times.
    """
    places = [i for i, token in enumerate(tokens) if token in ("i", "per")]
    if not places:
        return 1, tokens
    match tokens[places[0] :]:
        case [("i" | "per"), str(period), "i", *count, str(unit)] if period in _MONTHS and unit in _MONTHS:
            times = _count(count)
            months = times * _MONTHS[unit] if times is not None else Decimal(0)
            each = _MONTHS[period]
            if months % each == 0:
                return int(months) // each, tokens[: places[0]]
    return 0, tokens


def _bare(tokens: list[_Token]) -> tuple[list[_Token], bool]:
    """The tokens of the number alone, and whether kronor were said."""
    tokens = list(tokens)
    while (tokens and tokens[0] in _BEFORE) or _says_without_vat(tokens[:2]):
        del tokens[: 2 if _says_without_vat(tokens[:2]) else 1]
    while tokens and (more := _said_of_the_whole(tokens)):
        del tokens[-more:]
    in_kronor = False
    if tokens and tokens[-1] in _KRONOR:
        in_kronor = True
        del tokens[-1]
    elif tokens and tokens[0] in ("kr", "sek"):
        in_kronor = True
        del tokens[0]
    return tokens, in_kronor


def _says_without_vat(tokens: list[_Token]) -> bool:
    return len(tokens) == 2 and tokens[0] in _WITHOUT and tokens[1] == "moms"  # noqa: PLR2004


def _said_of_the_whole(tokens: list[_Token]) -> int:
    """How many of the last tokens only say that the amount is for the whole purchase."""
    if tokens[-1] in _AFTER:
        return 1
    if len(tokens) > 2 and _says_without_vat(tokens[-2:]):  # noqa: PLR2004
        return 2
    return max((len(phrase) for phrase in _WHOLE if tuple(tokens[-len(phrase) :]) == phrase), default=0)


def _amount(tokens: list[_Token], in_kronor: bool) -> Decimal | None:
    parts = _parted(tokens, _MILLION)
    if parts is None:
        return _below_million(tokens, in_kronor)
    before, after = parts
    millions = _count(before, scaled=True)
    if millions is None or not after:
        return None if millions is None else millions * 1_000_000
    rest = _below_million(after[1:] if after[0] == "och" else after, in_kronor)
    if rest is None or not 1_000 <= rest < 1_000_000 or millions != int(millions):  # noqa: PLR2004
        return None
    return millions * 1_000_000 + rest


def _below_million(tokens: list[_Token], in_kronor: bool) -> Decimal | None:
    parts = _parted(tokens, _THOUSAND)
    if parts is None:
        number = _count(tokens)
        sure = in_kronor or number == 0 or _sure_without_unit(tokens, number)
        return number if sure else None
    before, after = parts
    thousands = _count(before, scaled=True) if before else Decimal(1)
    rest = _count(after) if after else Decimal(0)
    if thousands is None or rest is None or thousands >= _MOST_THOUSANDS or rest >= 1_000:  # noqa: PLR2004
        return None
    if after and not in_kronor:
        return None
    return thousands * 1_000 + rest


def _sure_without_unit(tokens: list[_Token], number: Decimal | None) -> bool:
    """A bare number is kronor when it is large and cannot be a date."""
    looks_like_a_date = number is not None and 19_000_000 <= number < 21_000_000 and number % 1000 != 0  # noqa: PLR2004
    return number is not None and number >= _SURE_WITHOUT_UNIT and not looks_like_a_date and len(tokens) == 1


def _parted(tokens: list[_Token], scale: frozenset[str]) -> tuple[list[_Token], list[_Token]] | None:
    for place, token in enumerate(tokens):
        if token in scale:
            return tokens[:place], tokens[place + 1 :]
    return None


def _count(tokens: list[_Token], scaled: bool = False) -> Decimal | None:
    """A number in digits, or in words below two thousand. *scaled*: it counts thousands or millions."""
    match tokens:
        case [_Number(value, doubtful)]:
            return None if doubtful and scaled else value
        case [*whole, "och", ("en" | "ett"), "halv"] if scaled:
            number = _count(whole)
            return None if number is None else number + Decimal("0.5")
        case ["halv"] | ["en", "halv"] if scaled:
            return Decimal("0.5")
        case ["en", "hel"] if scaled:
            return Decimal(1)
        case [*whole, "komma", str(tenths)] if scaled and tenths in _SMALL:
            number = _count(whole)
            return None if number is None else number + Decimal(f"0.{_SMALL[tenths]}")
    if _HUNDRED not in tokens:
        return _below_hundred(tokens)
    place = tokens.index(_HUNDRED)
    before, after = tokens[:place], tokens[place + 1 :]
    hundreds = _count(before) if before else Decimal(1)
    rest = _below_hundred(after) if after else Decimal(0)
    if hundreds is None or rest is None or not 0 < hundreds < 20:  # noqa: PLR2004 - "tolv hundra", not "tjugo hundra"
        return None
    return hundreds * 100 + rest


def _below_hundred(tokens: list[_Token]) -> Decimal | None:
    match tokens:
        case [str(word)] if word in _SMALL or word in _TENS:
            return Decimal(_SMALL.get(word, _TENS.get(word, 0)))
        case [str(tens), str(unit)] if tens in _TENS and 0 < _SMALL.get(unit, 0) < 10:  # noqa: PLR2004
            return Decimal(_TENS[tens] + _SMALL[unit])
    return None
