"""A guided dialog as data: questions, limits, an ordered decision table, flags and outcomes.

A flow is written to be read aloud by somebody who knows procurement: every rule is a row, every row has a
reason and a source, and nothing about the rules is said anywhere else. The models mirror the YAML one to one.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from knowledge.model import Citation, Content, FactId, Id, Text
from knowledge.swedish import words

Fact = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
RowId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[0-9]{2}$")]
Tone = Literal["good", "caution", "stop", "neutral"]
Sources = Annotated[tuple[Citation, ...], Field(min_length=1)]
FactIds = Annotated[tuple[FactId, ...], Field(min_length=1)]

UNSURE = "unsure"
"""The value of "I do not know" wherever a question offers it."""
UNKNOWN = "unknown"
"""The value of an amount that the user does not know."""
ASK_BACK = "ask_back"
"""In place of a value: examples of what is no clear answer."""

Examples = tuple[tuple[str, tuple[str, ...]], ...]
"""What people have answered, by the value that they meant."""


class Choice(Content):
    """One answer to a question."""

    value: Fact
    label: Text
    also: tuple[Text, ...] = ()
    """What people type when they mean this: words and short phrases. Most stand in ``flows/wordings``."""
    spans: tuple[tuple[Text, ...], ...] = ()
    """Lists of words: words out of two of the lists together mean this."""
    endings: tuple[Text, ...] = ()
    """A word with one of these endings means this."""
    asks: Fact | None = None
    """The answer is not a value of the fact: it opens the question about this other fact first."""
    offers: tuple[Fact, ...] = ()
    """In a question that narrows another: the values that are left to choose from."""


class Counting(Content):
    """Help to work an amount out from its parts."""

    text: Text
    """How to fill the parts in."""
    why: Text
    """Why it is the whole that counts."""
    sources: Sources
    facts: FactIds


class Question(Content):
    """What is asked about one fact."""

    fact: Fact
    kind: Literal["choice", "amount"]
    short: Text | None = None
    """The question's name in a list of answers, in a word or three; without one its text stands there."""
    text: Text
    about: Fact | None = None
    """The earlier fact that the answer is about: when that one changes, this is asked again."""
    why: Text
    """Why we ask."""
    explain: Text | None = None
    """A term in the question, explained."""
    unsure: Text | None = None
    """How to find out, for those who do not know."""
    choices: Annotated[tuple[Choice, ...], Field(min_length=1)]
    """For an amount: what may be answered instead of an amount."""
    counting: Counting | None = None
    """For an amount: help to work it out."""
    strict: bool = False
    """More words than a yes or a no may change it: "ja, för första året". None are passed over."""
    examples: Examples = ()
    """From ``flows/examples``."""
    frame: tuple[Text, ...] = ()
    """Words that people put around an answer to this question, also when they put it as a question."""
    assume: Fact | None = None
    """What a conversation takes for granted until another answer opens the question."""
    narrows: Fact | None = None
    """The question only shortens the list of another: asked in conversation, and no fact of the case."""

    @property
    def about_you_alone(self) -> bool:
        """Whether it asks about the one who answers, and nobody close."""
        asked = words(self.text)
        return "du" in asked and "nara" not in asked

    @property
    def called(self) -> str:
        """What the question is called in a list."""
        return self.short or self.text

    def choice(self, value: str) -> Choice | None:
        """The choice with *value*, if the question has it."""
        return next((choice for choice in self.choices if choice.value == value), None)

    @property
    def values(self) -> tuple[str, ...]:
        """The values of the fact, in order (for an amount: those that are not amounts)."""
        return tuple(choice.value for choice in self.choices if choice.asks is None)


class Condition(Content):
    """What a fact must be. Written as a list of values, or as how an amount stands to a limit.

    Exactly one is given. Of an amount and a limit, exactly one of *below*, *at_least* and *undecided_by* is
    true; *undecided_by*: no limit is in force that day, or it is not known in kronor and might be either.
    """

    one_of: Annotated[tuple[Fact, ...], Field(min_length=1)] | None = None
    below: Id | None = None
    """Strictly below the limit (in law: understiger)."""
    at_least: Id | None = None
    """The limit or more (in law: uppgår till minst)."""
    above: Id | None = None
    """Strictly above the limit (in law: överstiger). Never true of a limit that is not known in kronor."""
    near: Id | None = None
    """Nine tenths of the limit or more. Never true of a limit that is not known in kronor."""
    undecided_by: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _a_list_means_one_of(cls, raw: Any) -> Any:
        return {"one_of": raw} if isinstance(raw, tuple | list) else raw

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("skriv en lista med värden, eller en enda jämförelse med en gräns")
        return self

    @property
    def limit(self) -> str | None:
        """The limit that the amount is compared with."""
        return self.below or self.at_least or self.above or self.near or self.undecided_by


When = Mapping[Fact, Condition]
"""All of the conditions hold. An empty one always does."""


class LimitChoice(Content):
    """Which parameter is the limit in some cases."""

    when: When
    parameter: Id
    surely_more_than: Id | None = None
    """While the limit is known only in euro: a parameter that it is larger than at any exchange rate."""


class Limit(Content):
    """A dated amount that depends on the case. The first choice that fits holds."""

    id: Id
    choose: Annotated[tuple[LimitChoice, ...], Field(min_length=1)]


class Row(Content):
    """A row of the decision table. Several rows may share a *row* id: they are parts of one rule."""

    row: RowId
    when: Annotated[When, Field(min_length=1)]
    outcome: Id
    reason: Text
    """Why, to be read aloud. ``{value}`` is the user's amount, ``{limit}`` what the row compares it with."""
    reason_in_euro: Text | None = None
    """The reason instead, where the limit is in force but known in euro alone."""
    sources: Sources
    facts: FactIds


class Flag(Content):
    """Something to mind that goes with an outcome. Several may share an id: one thing, by different laws."""

    id: Id
    row: RowId | None = None
    """The rule that adds it, where a rule of the table does."""
    added_to: tuple[Id, ...] = ()
    """The outcomes it goes with; empty: every one."""
    when: tuple[When, ...] = ()
    """Any of these; empty: always."""
    to_do: bool = False
    """Something to do and to tick off, rather than to know."""
    title: Text
    text: Text
    """What it means and what to do. ``{value}`` and ``{limit}`` as in a row's reason."""
    sources: Sources
    facts: FactIds


class Outcome(Content):
    """Where a dialog ends. Says its own text, or what the organisation says of a responsibility."""

    id: Id
    tone: Tone
    title: Text | None = None
    text: Text | None = None
    responsibility: Id | None = None
    """The organisation's responsibility that gives title, text and sources."""
    next_steps: tuple[Text, ...] = ()
    sources: tuple[Citation, ...] = ()
    facts: tuple[FactId, ...] = ()
    leads_to: Id | None = None
    """The dialog that takes it from here."""
    then_back: bool = False
    """When that dialog is done, this one goes on at its last question."""
    holds_up: bool = False
    """What waited for this dialog is not to go on before the outcome has been seen to."""

    @model_validator(mode="after")
    def _has_words_and_a_source(self) -> Self:
        own = (self.title, self.text, self.sources or None, self.facts or None)
        if self.responsibility is None and None in own:
            raise ValueError(
                "skriv title, text, sources och facts, eller peka på ett ansvar med responsibility"
            )
        if self.responsibility is not None and any(own):
            raise ValueError("ta bort title, text, sources och facts: responsibility ger dem")
        return self


class Flow(Content):
    """A guided dialog."""

    name: Id
    version: Annotated[int, Field(ge=1)]
    """Counts up when a rule, question or value changes: a running dialog of another version starts again."""
    title: Text
    intro: Text
    sensitive: bool = False
    """The answers are kept for the running dialog only, in no log, metric or ticket."""
    receipt: bool = False
    """Whoever asks for it gets a receipt of the outcome."""
    dated: bool = False
    """The case has a ``date``; a conversation never asks for it."""
    decide: Literal["first", "strictest"]
    """``first``: the first row that fits decides, and nothing more is asked than the rows need.
    ``strictest``: all is asked until the strictest outcome is reached; the strictest fitting row decides."""
    otherwise: Id | None = None
    """The outcome where no row fits; only with ``strictest``."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    limits: tuple[Limit, ...] = ()
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    flags: tuple[Flag, ...] = ()
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    """With ``strictest`` the strictest stands first."""

    def question(self, fact: str) -> Question:
        """The question about *fact*. Raises ``KeyError``."""
        for question in self.questions:
            if question.fact == fact:
                return question
        raise KeyError(fact)

    def outcome(self, id_: str) -> Outcome:
        """The outcome *id_*. Raises ``KeyError``."""
        for outcome in self.outcomes:
            if outcome.id == id_:
                return outcome
        raise KeyError(id_)

    def limit(self, id_: str) -> Limit:
        """The limit *id_*. Raises ``KeyError``."""
        for limit in self.limits:
            if limit.id == id_:
                return limit
        raise KeyError(id_)

    def narrowing(self, fact: str) -> Question | None:
        """The question that shortens the list of *fact*, if there is one."""
        return next((question for question in self.questions if question.narrows == fact), None)

    @property
    def contract(self) -> tuple[Question, ...]:
        """The questions whose facts make a case: all but those that only narrow."""
        return tuple(question for question in self.questions if question.narrows is None)
