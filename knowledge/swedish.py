"""Swedish text, normalised in one place: what is the same to a reader is the same to the matcher.

Folded before it is stemmed, on both sides, so that missing å, ä and ö cost nothing.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

_STEMMER = Stemmer.Stemmer("swedish")
_MARKS = re.compile("[\u0300-\u036f]+")
"""Diacritics of Latin letters, once a letter is taken apart."""
_WORD = re.compile(r"[a-z0-9]+")
_PARAGRAPH = re.compile(r"(\d+)\s*§+")

_STOP_WORDS = """
a about all alla allt an and ar are at att av aven be bli blir bra can da dar de del dem den denna
det detta dig din dina ditt do does du efter eller en er ert et ett far fick for fran from ga gar ge
ger gor gora hade han har have hej her hon how hur i in inom ir is it jag ju kan kanske kunna man
med men mer mig min mina mitt mot my nagon nagot nagra ni nu och of om on or oss pa sa sade sen sig
sin sina sitt ska skulle som stor ta tar that the there till to tycker under upp ut vad var vara
vart vem vi vid vilka vilken vilket vill vore we what when where which who will with would
"""

STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Folded words that say nothing of the subject. A question of stop words alone keeps them."""


def fold(text: str) -> str:
    """Lower case without diacritics: ``Jävsfråga`` → ``javsfraga``."""
    folded = text.casefold()
    return folded if folded.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", folded))


def words(text: str) -> list[str]:
    """Folded words in order; hyphens part words, as do all other signs."""
    return _WORD.findall(fold(_PARAGRAPH.sub(r"\1 paragraf", text)))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A folded word's stem. Words of up to three letters are abbreviations and stay as they are."""
    return word if len(word) <= 3 else _STEMMER.stemWord(word)  # noqa: PLR2004


def tokens(text: str) -> list[str]:
    """Stems of the words that say something, in order, with repetition."""
    found = words(text)
    telling = [word for word in found if word not in STOP_WORDS]
    return [stem(word) for word in telling or found]


def grams(found: Iterable[str], shortest: int = 3, longest: int = 4) -> list[str]:
    """Pieces of *shortest* to *longest* characters of the words *found*, edges included, with repetition."""
    return [
        word[start : start + size]
        for word in (f" {one} " for one in found)
        for size in range(shortest, longest + 1)
        for start in range(len(word) - size + 1)
    ]
