"""The questions in a message, where it holds several."""

import re

from knowledge.swedish import tokens

_SENTENCE = re.compile(r"[^?!\n]*?(?:\?|!|\n|\.(?=\s+[A-ZÅÄÖ])|$)")
_ASKING = (
    "vad vem vems vilken vilket vilka var vart varför när hur får kan ska måste behöver är finns gäller "
    "what who which where when why how may can must should do does is are"
)
_BEGINS = re.compile(rf"(?:{'|'.join(_ASKING.split())})\b", re.IGNORECASE)
_NEXT_QUESTION = re.compile(rf",?\s+(?:och|samt|and)\s+(?={_BEGINS.pattern})", re.IGNORECASE)


def questions(text: str) -> list[str]:
    """The sentences of *text* that ask, apart where "och" joins them; not what only tells."""
    found = []
    for sentence in _SENTENCE.findall(text):
        asks = sentence.strip()
        parts = _NEXT_QUESTION.split(asks) if _BEGINS.match(asks) else [asks]
        found += [part for part in parts if part.endswith("?") or _BEGINS.match(part)]
    return [part for part in found if len(part.split()) > 1 and tokens(part)]
