"""From what the matcher found to the card a reader sees: an answer with its sources, choices, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.conversation.card import (
    Block,
    Button,
    Card,
    Details,
    Link,
    LinkButton,
    Paragraph,
    Reply,
    Sources,
    Steps,
    Tone,
)
from bot.conversation.library import Library
from bot.texts import Texts
from knowledge.amounts import Filled, fill, swedish_day
from knowledge.asking import Asked
from knowledge.model import Citation, Contact, Entry
from knowledge.parameters import ParameterNotInForceError

SEE_ALSO = 2
"""Related entries offered as buttons; more would push the answer off a phone's screen."""

HARDLY = 0.01
"""Confidence below which something is not offered: that it came next says nothing of what was meant."""


@dataclass(frozen=True)
class Answers:
    """Writes replies out of the library's content, as it reads on a day."""

    library: Library
    texts: Texts

    def reply(self, asked: Asked, day: date, draft: str) -> Reply:
        """What is shown for what was *asked*: an answer, choices, where else to turn, or nothing known."""
        if asked.kind == "choose":
            return self.choices(asked, draft)
        if asked.entry is None:
            return self.nothing(asked, draft)
        entry = self.library.knowledge.entries.get(asked.entry)
        return self.entry(entry, day, asked, draft) if entry else self.elsewhere(asked.entry, asked, draft)

    def entry(self, entry: Entry, day: date, asked: Asked, draft: str) -> Reply:
        """The answer of *entry* as it holds on *day*. *draft* is the id of the hand-over it may lead to."""
        blocks = self.body(entry, day)
        buttons = [
            *self._start(entry, draft),
            Button(self.texts("button.helpful"), "feedback.helpful", {"entry": entry.id}),
            Button(self.texts("button.ask_expert"), "handover.open", {"draft": draft}),
            *(self._related(key) for key in entry.see_also[:SEE_ALSO]),
        ]
        return Reply(
            Card(entry.title, tuple(blocks), tuple(buttons), footnote=self.approval(entry)), shown(asked)
        )

    def approval(self, entry: Entry) -> str:
        """Whether somebody of the unit has read *entry*, and when."""
        if not (entry.approved.by and entry.approved.on):
            return self.texts("answer.draft")
        return self.texts("answer.approved", by=entry.approved.by, day=swedish_day(entry.approved.on))

    def choices(self, asked: Asked, draft: str) -> Reply:
        """A question back: which of these was meant? Always with a way out."""
        buttons = [
            Button(self._title(subject), "ask.entry", {"entry": subject, "draft": draft}, wide=True)
            for subject, sure in asked.candidates
            if sure >= HARDLY
        ]
        none = Button(self.texts("choices.none"), "ask.none", {"draft": draft}, wide=True)
        buttons += [none, self._ask_expert(draft)]
        title = self.texts("choices.several" if asked.several else "choices.title")
        return Reply(Card(title, buttons=tuple(buttons)), shown(asked))

    def nothing(self, asked: Asked, draft: str) -> Reply:
        """An honest "I do not know", and the way to a person."""
        if asked.unknown_year:
            return self._unknown_year(asked.unknown_year, asked, draft)
        card = Card(
            self.texts("none.title"),
            (Paragraph(self.texts("none.text")),),
            (self._ask_expert(draft, primary=True),),
            tone=Tone.CAUTION,
        )
        return Reply(card, shown(asked))

    def _unknown_year(self, year: int, asked: Asked, draft: str) -> Reply:
        """The amounts of another year are never shown in its place, but what holds now is one press away."""
        subject, _ = asked.candidates[0]
        now = Button(self._title(subject), "ask.entry", {"entry": subject, "draft": draft}, wide=True)
        card = Card(
            self.texts("none.year.title", year=year),
            (Paragraph(self.texts("none.year.text", year=year)),),
            (now, self._ask_expert(draft, primary=True)),
            tone=Tone.CAUTION,
        )
        return Reply(card, shown(asked))

    def elsewhere(self, subject: str, asked: Asked, draft: str) -> Reply:
        """Where to turn with what is not ours."""
        matter = self.library.knowledge.elsewhere[subject]
        card = Card(
            matter.title,
            (Paragraph(matter.where),),
            (self._ask_expert(draft),),
            label=self.texts("elsewhere.label"),
        )
        return Reply(card, shown(asked))

    def sources(self, citations: Iterable[Citation]) -> Sources:
        """*citations* as links, one for each source with all places in it, what was read of it and when."""
        places: dict[str, list[str]] = {}
        for citation in dict.fromkeys(citations):
            places.setdefault(citation.source, []).extend([citation.at] if citation.at else [])
        links = []
        for name, at in places.items():
            source = self.library.knowledge.sources[name]
            text = " ".join([source.short, "; ".join(at)]).strip()
            read = self.texts("answer.checked", day=source.checked.isoformat())
            links.append(Link(text, source.url, ", ".join(part for part in (source.version, read) if part)))
        return Sources(self.texts("answer.sources"), tuple(links))

    def contact(self, contact: Contact) -> tuple[Block, tuple[LinkButton, ...]]:
        """Who to turn to, with what the deployment knows of how to reach them."""
        ways = [way for way in (contact.mail, contact.phone) if way]
        text = " · ".join([f"{contact.name}. {contact.about}", *ways])
        page = (LinkButton(self.texts("button.contact_page"), contact.page),) if contact.page else ()
        return Paragraph(text), page

    def body(self, entry: Entry, day: date) -> list[Block]:
        """The answer of *entry* as it holds on *day*, with steps, details and sources."""
        knowledge = self.library.knowledge
        try:
            answer = fill(entry.answer, knowledge, day)
            steps = [fill(step, knowledge, day) for step in entry.steps]
            details = fill(entry.details or "", knowledge, day)
        except ParameterNotInForceError:
            unknown = self.texts("answer.date_unknown", day=swedish_day(day), unit=knowledge.unit.name)
            who, _ = self.contact(knowledge.unit)
            return [Paragraph(unknown), who, self.sources(entry.sources)]
        blocks: list[Block] = [Paragraph(answer.text)]
        if steps:
            blocks.append(Steps(self.texts("answer.steps"), tuple(step.text for step in steps)))
        if details.text:
            blocks.append(Details(self.texts("answer.details"), details.text))
        amounts: list[Filled] = [answer, *steps, details]
        of_amounts = (citation for filled in amounts for citation in filled.citations)
        known = {citation.source for citation in entry.sources}
        more = (citation for citation in of_amounts if citation.source not in known)
        return [*blocks, self.sources((*entry.sources, *more))]

    def _start(self, entry: Entry, draft: str) -> list[Button]:
        if entry.dialog is None:
            return []
        label = self.texts(f"button.start.{entry.dialog}")
        return [Button(label, "dialog.start", {"flow": entry.dialog, "draft": draft}, primary=True)]

    def _related(self, entry: str) -> Button:
        return Button(self._title(entry), "ask.entry", {"entry": entry, "draft": ""}, wide=True)

    def _ask_expert(self, draft: str, *, primary: bool = False) -> Button:
        return Button(self.texts("button.ask_expert"), "handover.open", {"draft": draft}, primary=primary)

    def _title(self, subject: str) -> str:
        knowledge = self.library.knowledge
        return (knowledge.entries.get(subject) or knowledge.elsewhere[subject]).title


def shown(asked: Asked) -> dict[str, object]:
    """What a test client may see of a reply: the design's matching contract."""
    return {"kind": asked.kind, "entry": asked.entry, "confidence": asked.confidence}
