"""What a person types, as a value of the question, or nothing: then the bot asks back.

A wrong reading is worse than asking. So all of the text is the answer (``whole``): words that belong to one
answer, words that carry no meaning of their own, and nothing else. Or an answer stands by itself with its
reason beside it (``reasons``), and no other answer is likelier. Or the text is like the examples of one
answer and of no other (``likeness``).
"""

from dialogs.conversation import Ask
from dialogs.model import Flow, Question
from dialogs.state import Answer
from dialogs.typed.days import read_day
from dialogs.typed.likeness import likest, read_alike
from dialogs.typed.phrases import phrases_of
from dialogs.typed.reasons import read_with_reason
from dialogs.typed.spelling import spelt
from dialogs.typed.whole import read_whole
from knowledge.swedish import words

_LONGEST = 200
"""Characters. What is longer tells a story; it is not read."""
_CLEARLY = 0.5
"""How much likelier than the next one an answer with its reason must be; nearly alike is asked back."""


def read(flow: Flow, fact: str, text: str) -> str | int | None:
    """The value of *fact* that *text* says, or None: ask back. Raises ``KeyError`` for an unknown fact."""
    if fact == "date" and flow.dated:
        day = read_day(text)
        return day.isoformat() if day else None
    question = flow.question(fact)
    value = read_answer(question, text)
    return value if isinstance(value, int) or value in question.values else None


def reply(flow: Flow, asked: Ask, text: str) -> Answer | None:
    """The fact and the value that *text* says in answer to what is *asked*, or None: ask back.

    What is written on a choice, or listed as said for it, is that choice, as if it were pressed. Otherwise a
    person may answer the question behind a narrowing one at once ("leveranser"); that spares them a step.
    """
    said = spelt(text)
    exact = [choice.value for choice in asked.choices if said in phrases_of(choice)]
    if len(exact) == 1 and "?" not in text:
        return asked.question.fact, exact[0]
    if asked.question.narrows is not None:
        value = read(flow, asked.question.narrows, text)
        if value is not None:
            return asked.question.narrows, value
    value = read_answer(asked.question, text)
    is_open = isinstance(value, int) or value in [choice.value for choice in asked.choices]
    return (asked.question.fact, value) if value is not None and is_open else None


def read_answer(question: Question, text: str) -> str | int | None:
    """What *text* says in answer to *question*, also a choice that opens another; None: ask back."""
    asks = "?" in text and not any(word in words(" ".join(question.frame)) for word in words(text))
    if len(text) > _LONGEST or asks:
        return None
    said = spelt(text)
    whole = read_whole(question, said, text)
    if whole is not None:
        return whole
    alike, reasoned = likest(question, said), read_with_reason(question, text)
    if reasoned is not None:
        agrees = alike is None or (alike.value == reasoned and alike.margin >= _CLEARLY)
        return reasoned if agrees else None
    return read_alike(question, said)
