"""One turn: a message or a button in, replies out. Free of any channel, as all that it calls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.conversation.answering import Answering
from bot.conversation.answers import Answers
from bot.conversation.card import Button, Card, Paragraph, Reply
from bot.conversation.expert_desk import ExpertDesk
from bot.conversation.guide import Guide
from bot.conversation.handover import HandOver
from bot.conversation.introduction import Introduction
from bot.conversation.judging import Opinions
from bot.conversation.memory import Draft, Memories, Memory
from bot.conversation.own_tickets import OwnTickets
from bot.conversation.receipts import Receipts
from bot.conversation.refusals import ticket_number
from bot.conversation.returning import Returning
from bot.conversation.searching import Searching
from bot.conversation.turn import Action, Person, Place, Turn
from bot.conversation.understanding import ANSWERED_IN_A_LINE, Phrases, Said, Start
from bot.conversation.walk import Step
from bot.texts import Texts
from knowledge.swedish import words

MAX_TEXT = 4000
"""Characters of a question at most; more than a page is for a person to read."""


@dataclass(frozen=True)
class Conversation:
    """What the bot says, whatever the channel."""

    answers: Answers
    guide: Guide
    receipts: Receipts
    handover: HandOver
    own: OwnTickets
    expert_desk: ExpertDesk
    memories: Memories
    phrases: Phrases
    introduction: Introduction
    answering: Answering
    opinions: Opinions
    searching: Searching
    texts: Texts
    new_id: Callable[[], str]
    observe: Callable[[Turn, Sequence[Reply]], None]
    """Told of each turn, for logs and figures; of texts and names it keeps nothing."""

    async def turn(self, turn: Turn) -> list[Reply]:
        """The replies to one message or button press, and what is remembered for the next."""
        before = await self.memories.recall(turn)
        step = await (self._press(turn.action, turn, before) if turn.action else self._read(turn, before))
        step = Returning(self.guide).greet(before, step)
        await self.memories.keep(turn, before, step.memory)
        self.observe(turn, step.replies)
        return step.replies

    async def welcome(self, place: Place, added_by: Person) -> list[Reply]:
        """The first words in a place where the bot was just added; others are told who did it."""
        return [self.introduction.welcome(place, added_by)]

    # A message

    async def _read(self, turn: Turn, memory: Memory) -> Step:
        text = turn.text.strip()
        if not text:
            return self._aside("bad.empty", memory)
        if len(text) > MAX_TEXT:
            return self._too_long(text, memory)
        in_check = memory.dialog or memory.parked
        if not words(text) or not (in_check or any(sign.isalpha() for sign in text)):
            return self._aside("bad.no_words", memory)
        meaning = self.phrases.meaning(text)
        if memory.dialog and turn.edited:
            return Step(
                [], memory
            )  # an earlier answer is changed with its button, not behind the check's back
        if memory.dialog:
            return await self._within_dialog(text, meaning, turn, memory)
        about_ended = self._about_ended(text, meaning, turn, memory)
        if about_ended:
            return about_ended
        taken_up = Returning(self.guide).read(text, meaning, turn, memory)
        if taken_up:
            return taken_up
        if isinstance(meaning, Start):
            return self.guide.start(meaning.flow, turn, memory)
        if meaning is Said.MINE:
            return Step([await self.own.mine(turn)], memory)
        if meaning:
            return self._said(meaning, turn, memory)
        return await self.answering.answer_in_turn(text, turn, memory)

    async def _within_dialog(
        self, text: str, meaning: Said | Start | None, turn: Turn, memory: Memory
    ) -> Step:
        """A command, an answer to the open question, or a question in the middle, after which it goes on."""
        pressed = self.guide.value_question.pressed_by_name(text, memory)
        if pressed:
            return pressed
        match meaning:
            case Said.CANCEL:
                return self.guide.walk.cancel(memory)
            case Said.BACK:
                return self.guide.walk.back(memory)
            case Said.RESTART:
                return self.guide.restart(turn, memory)
            case Said.RESUME:
                return self.guide.walk.resume(memory, "dialog.resumed")
        answered = self.guide.typed(text, turn, memory)
        if answered:
            return answered
        match meaning:
            case Said.BYE:
                return self.guide.walk.cancel(memory)
            case Start(flow=flow):
                return self.guide.leave_for(flow, turn, memory)
            case Said.STRAY:
                return self.guide.ask_again(memory, text, turn)
            case Said.MINE:
                return self._and_on(Step([await self.own.mine(turn)], memory))
            case Said():
                return self._and_on(self._said(meaning, turn, memory))
        asked = await self.answering.asked(text)
        if asked.kind != "answer":
            return self.guide.ask_again(memory, text, turn)
        return self._and_on(self.answering.answer(asked, text, turn, memory))

    def _and_on(self, aside: Step) -> Step:
        """*aside*, and after it the open question of the dialog that runs, if one does."""
        if aside.memory.dialog is None:
            return aside
        resumed = self.guide.walk.resume(aside.memory, "dialog.resumed")
        return Step([*aside.replies, *resumed.replies], resumed.memory)

    def _about_ended(
        self, text: str, meaning: Said | Start | None, turn: Turn, memory: Memory
    ) -> Step | None:
        """What a message means for the check that has ended; None when it is about something else."""
        asks_receipt = words(text) in [words(one) for one in self.texts.items("receipt.words")]
        if asks_receipt and memory.ended and self.receipts.can_be_of(memory.ended):
            return Step([self.receipts.show({"run": memory.ended.run}, turn, memory)], memory)
        return self.guide.after_the_end(text, meaning, turn, memory)

    def _said(self, said: Said, turn: Turn, memory: Memory) -> Step:
        """Small talk, help, a wish for a person, or a command with nothing to command."""
        match said:
            case Said.HELP:
                return Step([self.introduction.help()], memory)
            case Said.HUMAN:
                draft = self.guide.walk.so_far(memory)
                form = self.handover.form(draft, turn)
                return Step([Reply(form.content, {"kind": "human"})], memory.with_draft(draft))
        return Step([Reply(self.texts(ANSWERED_IN_A_LINE[said]), {"kind": "smalltalk"})], memory)

    # A button

    async def _press(self, action: Action, turn: Turn, memory: Memory) -> Step:
        part, _, move = action.id.partition(".")
        values = action.values
        match part:
            case "ticket":
                return Step(await self.expert_desk.press(action, turn), memory)
            case "own":
                return Step(await self.own.press(action, turn), memory)
        draft = memory.draft(values.get("draft", ""))
        match part, move:
            case "dialog", "start" if values.get("flow") in self.answers.library.flows:
                question = draft.question if draft else ""
                return self.guide.start(values["flow"], turn, memory, question)
            case "receipt", "show":
                return Step([self.receipts.show(values, turn, memory)], memory)
            case "dialog", _:
                return self.guide.press(move, values, turn, memory)
            case "ask", "entry" if self.answers.library.knows(values.get("entry", "")):
                return self._and_on(self.answering.chosen(values["entry"], turn, memory, draft))
            case "ask", "none":
                return self._and_on(self.answering.chosen(None, turn, memory, draft))
            case "feedback", "helpful":
                await self.opinions.helped(values.get("entry", ""), turn)
                return self._and_on(Step([Reply(self.texts("feedback.thanks"))], memory))
            case "handover", "cancel":
                done = Reply(Card(self.texts("handover.cancelled")), in_place=True)
                return self._and_on(Step([done], memory))
            case "handover", _:
                return await self._hand_over(move, draft, action, turn, memory)
        return self._aside("bad.card", memory)

    async def _hand_over(
        self, move: str, draft: Draft | None, action: Action, turn: Turn, memory: Memory
    ) -> Step:
        """The form to the experts: opened, sent, or put into a ticket that there is."""
        values = action.values
        match move:
            case "open":
                # Each form is a request of its own: sent twice it is one ticket, another form is another.
                draft = (draft or Draft(id="", question="")).model_copy(update={"id": self.new_id()})
                return Step([self.handover.form(draft, turn)], memory.with_draft(draft))
            case "send" if draft:
                asked = {name for name in ("anew", "sure", "mask") if values.get(name) == "1"}
                if "mask" in asked:
                    draft = draft.without_numbers()
                sent = await self.handover.send(
                    draft,
                    turn,
                    draft.question if asked else values.get("question", ""),
                    urgency=values.get("urgency", ""),
                    topic=values.get("topic", ""),
                    anew="anew" in asked,
                    sure="sure" in asked or "anew" in asked,
                )
                return Step(sent.replies, memory.with_draft(sent.draft))
            case "send":
                return self._lost_form(values.get("question", ""), turn, memory)
            case "add" if draft and (number := ticket_number(action)):
                return Step(await self.handover.add(draft, turn, number), memory)
        return self._aside("bad.card", memory)

    def _lost_form(self, question: str, turn: Turn, memory: Memory) -> Step:
        """A form whose draft has been forgotten: what was written is shown again, so that nothing is lost."""
        draft = Draft(id=self.new_id(), question=question[:MAX_TEXT])
        form = self.handover.form(draft, turn, problem=self.texts("handover.gone"))
        return Step([Reply(form.content, in_place=True)], memory.with_draft(draft))

    def _aside(self, key: str, memory: Memory) -> Step:
        """The text *key*; a dialog that runs goes on."""
        return self._and_on(Step([Reply(self.texts(key))], memory))

    def _too_long(self, text: str, memory: Memory) -> Step:
        """More than is read here; a person can have its beginning."""
        if memory.dialog:
            return self.guide.walk.resume(memory, "dialog.not_understood")
        problem = self.texts("bad.too_long", length=len(text), limit=MAX_TEXT)
        draft = Draft(id=self.new_id(), question=text[:MAX_TEXT])
        button = Button(self.texts("button.ask_expert"), "handover.open", {"draft": draft.id}, primary=True)
        card = Card(self.texts("bad.too_long.title"), (Paragraph(problem),), (button,))
        return Step([Reply(card, {"kind": "none"})], memory.with_draft(draft))
