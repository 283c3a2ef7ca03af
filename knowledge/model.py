"""What the bot knows, as types: entries, sources, dated parameters, contacts and responsibilities.

The models mirror the YAML one to one: a field's name is the key an editor writes. They are strict (a text is
a text, never a number that looks like one) and closed (an unknown key is a fault).
"""

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
FactId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}-[0-9A-Z]{2,3}$")]
Url = Annotated[str, StringConstraints(pattern=r"^https://\S+$")]

Law = Literal["LOU", "LUF", "LUFS", "LUK"]
Basis = Literal["law", "practice", "organisation", "unknown"]
"""What an answer rests on. ``unknown``: nothing public settles it; the answer says so and names who knows."""


class Content(BaseModel):
    """Base of everything that is read from YAML."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Source(Content):
    """A law or a page that statements rest on."""

    id: Id
    title: Text
    short: Text
    """How it is cited in a line of its own, for instance ``LOU``."""
    url: Url
    checked: date
    """The day somebody last read it."""
    version: Text | None = None
    """What was read, when the source itself says: a consolidation or the page's own date."""


class Citation(Content):
    """A place in a source."""

    source: Id
    at: Text | None = None
    """The paragraph or the heading, for instance ``19 a kap. 2 §``."""


class Approval(Content):
    """Who of the unit has read an entry, and when; both empty until somebody has."""

    by: Text | None = None
    on: date | None = None

    @model_validator(mode="after")
    def _name_and_day_go_together(self) -> "Approval":
        if (self.by is None) != (self.on is None):
            raise ValueError("'by' och 'on' hör ihop – skriv vem som läst och vilken dag")
        return self


class Entry(Content):
    """A curated answer."""

    id: Id
    title: Text
    basis: Basis
    answer: Text
    """The short answer. ``{name}`` stands for the parameter of that name on the day of the question."""
    steps: tuple[Text, ...] = ()
    """What the asker does, in order, where the asker must act."""
    details: Text | None = None
    wordings: Annotated[tuple[Text, ...], Field(min_length=1)]
    keywords: tuple[Text, ...] = ()
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    facts: Annotated[tuple[FactId, ...], Field(min_length=1)]
    """Rows of the fact register that the answer restates."""
    see_also: tuple[Id, ...] = ()
    dialog: Id | None = None
    """The guided dialog that takes the question further."""
    owner: Id
    """The contact that answers for the entry."""
    review_by: date
    approved: Approval = Approval()


class Wordings(Content):
    """More ways of asking for an entry, kept apart from it so that the answer stays easy to read."""

    id: Id
    """The entry's id."""
    wordings: Annotated[tuple[Text, ...], Field(min_length=1)]


class Elsewhere(Content):
    """A matter that is not ours to answer: the reply says where to turn, and nothing more."""

    id: Id
    title: Text
    where: Text
    """One sentence: who answers it."""
    wordings: Annotated[tuple[Text, ...], Field(min_length=1)]
    keywords: tuple[Text, ...] = ()


class Neighbour(Content):
    """A question that sounds like an entry's and is another's."""

    ask: Text
    to: Id
    """What does answer it: another entry, or a matter that is not ours."""


class Golden(Content):
    """What an entry must find and what it must leave to others, in words that are not its wordings.

    They are asked, never matched against: that is what makes them a measure.
    """

    id: Id
    """The entry's id."""
    finds: Annotated[tuple[Text, ...], Field(min_length=3)]
    leaves: Annotated[tuple[Neighbour, ...], Field(min_length=1)]


class Outside(Content):
    """Questions that nothing here answers: the confidence learns from them when to be silent."""

    id: Id
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]


class DatedValue(Content):
    """A parameter's value in one period. At least one of *sek* and *eur* is given; *sek* empty: not known."""

    from_: Annotated[date, Field(alias="from")]
    to: date | None = None
    """The last day in force; empty while no end is known."""
    sek: Annotated[int, Field(ge=0)] | None = None
    """Kronor, without VAT."""
    eur: Annotated[int, Field(ge=0)] | None = None
    """Euro, without VAT."""
    source: Id
    at: Text | None = None
    facts: Annotated[tuple[FactId, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_an_amount_and_a_period(self) -> "DatedValue":
        if self.sek is None and self.eur is None:
            raise ValueError("beloppet saknas – skriv 'sek', 'eur' eller båda")
        if self.to is not None and self.to < self.from_:
            raise ValueError("'to' ligger före 'from' – byt dagarna")
        return self

    def covers(self, day: date) -> bool:
        """Whether the value is in force on *day*."""
        return self.from_ <= day and (self.to is None or day <= self.to)


class Parameter(Content):
    """A dated amount, excluding VAT. Between and outside its periods nothing is known."""

    id: Id
    name: Text
    law: Law
    review_by: date
    values: Annotated[tuple[DatedValue, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _periods_do_not_overlap(self) -> "Parameter":
        ordered = sorted(self.values, key=lambda value: value.from_)
        for earlier, later in pairwise(ordered):
            if earlier.to is None or later.from_ <= earlier.to:
                raise ValueError(
                    f"två perioder gäller samtidigt från {later.from_} – ändra 'from' eller 'to'"
                )
        return self


class Absence(Content):
    """Days when somebody is away, the first and the last included."""

    from_: Annotated[date, Field(alias="from")]
    to: date

    @model_validator(mode="after")
    def _is_a_period(self) -> "Absence":
        if self.to < self.from_:
            raise ValueError("'to' ligger före 'from' – byt dagarna")
        return self

    def covers(self, day: date) -> bool:
        """Whether it is one of the days."""
        return self.from_ <= day <= self.to


class Contact(Content):
    """Somebody to turn to. A deployment adds what is not public (address, telephone) in its own layer."""

    id: Id
    name: Text
    about: Text
    """One sentence: when to turn there."""
    page: Url | None = None
    mail: Text | None = None
    phone: Text | None = None
    deputy: Id | None = None
    """The contact that takes over while this one is away, or lets a ticket lie still."""
    away: tuple[Absence, ...] = ()
    checked: date


class Responsibility(Content):
    """Who answers for a kind of matter: what an outcome of the dialog ``ansvar`` says here."""

    id: Id
    title: Text
    text: Text
    contact: Id | None = None
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    facts: Annotated[tuple[FactId, ...], Field(min_length=1)]


class Organisation(Content):
    """The organisation whose bot this is."""

    name: Text
    unit: Id
    """The contact of the procurement experts, offered wherever the bot cannot answer."""


class Weights(Content):
    """A logistic model: what each reading of the best candidate says of the probability that it is right."""

    intercept: float
    score: float
    """For each unit of the score."""
    lead: float
    """For each unit of score before the next candidate."""
    coverage: float
    """For having words for all of the question."""
    length: float = 0.0
    """For the question's length, the logarithm of one more than its telling words: one word can mean much."""
    nearness: float = 0.0
    """For the nearest sentence's cosine, where the meaning was compared."""


NOT_FITTED = "nothing"
Share = Annotated[float, Field(ge=0, le=1)]


class LeftOut(Content):
    """How the content does when each wording is asked with that wording left out: all shares of 1."""

    first: Share
    """The right subject came first."""
    three: Share
    """It was among the best three."""
    answered: Share
    """One was shown at once."""
    wrong: Share
    """Of those that were shown: the wrong one."""


class Confidence(Content):
    """How sure the bot is, and where the bands lie; fitted to the content by ``inkopsbot calibrate``.

    Content that nothing has been fitted to is never sure: its answers are offered as choices.
    """

    fitted_to: Text = NOT_FITTED
    """The fingerprint of the content that the weights were fitted to."""
    words: Weights = Weights(intercept=-8.4, score=1.3, lead=2.6, coverage=4.2, length=2.8)
    """Where the words alone were compared."""
    meaning: Weights | None = None
    """Where the meaning was compared too; empty: it is not asked."""
    words_left_out: LeftOut | None = None
    """What ``evaluate`` sets beside its figures, for words alone; empty: it has not been measured."""
    meaning_left_out: LeftOut | None = None
    """The same for words, and meaning where they leave it open."""
    sure: Annotated[float, Field(gt=0, le=1)] = 1.0
    """From this confidence an answer is shown."""
    unsure: Annotated[float, Field(ge=0, lt=1)] = 0.15
    """From this confidence choices are shown; below it the bot says that it does not know."""


class SynonymSet(Content):
    """Words that people use for one thing; the first is the word of the content."""

    word: Text
    also: Annotated[tuple[Text, ...], Field(min_length=1)]
