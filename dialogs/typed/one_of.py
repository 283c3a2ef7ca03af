"""An answer that names one of several choices."""

from functools import lru_cache

from dialogs.model import Question
from dialogs.typed.phrases import gist, gists_of, phrases_of, place_of
from dialogs.typed.spelling import mended
from dialogs.typed.vocabulary import FRAME, NO, NO_PHRASES, YES, Words
from dialogs.typed.yes_or_no import goes_with_no
from knowledge.swedish import fold, words

_BOTH = frozenset({"bade", "och", "samt", "tillsammans", "med"})


def one_of(question: Question, said: Words) -> str | None:
    """The one choice whose words were said, among words that only frame it."""
    none = next((value for value in ("none", "ordinary") if question.choice(value)), None)
    if none and not NO.isdisjoint(said):
        rest = tuple(word for word in said if word not in NO)
        choice = question.choice(none)
        own = gists_of(choice) if choice else frozenset()
        return none if rest in NO_PHRASES or gist(rest) in own or goes_with_no(rest) else None
    found, left = named(question, said)
    around = FRAME.union(words(" ".join(question.frame)))
    around |= frozenset() if none in found else YES  # "ja, hos leverantören", but not "ja, inget av detta"
    if len(found) != 1 or not all(word in around or not word for word in left):
        return None
    return found.pop()


def named(question: Question, said: Words) -> tuple[set[str], Words]:
    """The choices of *question* that *said* names, and *said* with "" for the words that name them."""
    phrases, known = _listed(tuple((choice.value, phrases_of(choice)) for choice in question.choices))
    left = tuple(mended(word, known) for word in said)
    found: set[str] = set()
    for phrase, value in phrases:
        if phrase[0] not in left:
            continue
        while (place := place_of(left, phrase)) is not None:
            found.update(other for same, other in phrases if same == phrase)
            found.add(value)
            left = (*left[:place], *([""] * len(phrase)), *left[place + len(phrase) :])
    for more in (_spanned, _ended):
        also, left = more(question, left)
        found |= also
    return found, left


@lru_cache(maxsize=100)
def _listed(
    choices: tuple[tuple[str, frozenset[Words]], ...],
) -> tuple[tuple[tuple[Words, str], ...], frozenset[str]]:
    """The phrases of all *choices*, the longest first, each with its choice; and all of their words."""
    phrases = [(phrase, value) for value, listed in choices for phrase in sorted(listed)]
    phrases.sort(key=lambda pair: len(pair[0]), reverse=True)
    return tuple(phrases), frozenset(word for phrase, _ in phrases for word in phrase)


def _spanned(question: Question, said: Words) -> tuple[set[str], Words]:
    """The choices that are meant by words out of two of their lists, and what else was said."""
    found = set()
    for choice in question.choices:
        lists = [frozenset(words(" ".join(names))) for names in choice.spans]
        if sum(not names.isdisjoint(said) for names in lists) > 1:
            found.add(choice.value)
            named = _BOTH.union(*lists)
            said = tuple("" if word in named else word for word in said)
    return found, said


def _ended(question: Question, said: Words) -> tuple[set[str], Words]:
    """The choices that words such as "skolmöbler" mean by their ending, and what else was said."""
    endings = [(fold(ending), choice.value) for choice in question.choices for ending in choice.endings]
    meant = [
        {value for ending, value in endings if word.endswith(ending) and len(word) > len(ending) + 1}
        for word in said
    ]
    return set().union(*meant), tuple(
        "" if values else word for word, values in zip(said, meant, strict=True)
    )
