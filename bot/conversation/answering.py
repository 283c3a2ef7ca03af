"""A question put to the knowledge: what it asks for, alone or with the one before it, and what is shown."""

from dataclasses import dataclass

from bot.conversation.aside import Aside
from bot.conversation.follow_up import FollowUps, first_question, with_follow_up
from bot.conversation.memory import Draft, Memory
from bot.conversation.turn import Turn
from bot.conversation.understanding import Phrases
from bot.conversation.walk import Step, Walk
from knowledge.asking import Asked


@dataclass(frozen=True)
class Answering:
    """Answers questions, and keeps each so that it can be handed over."""

    walk: Walk
    """The dialog that may run meanwhile: what is asked beside private answers is private."""
    phrases: Phrases
    follow_ups: FollowUps
    aside: Aside

    async def asked(self, text: str) -> Asked:
        """What the words of *text* ask for, or where they leave it open, what it means."""
        library = self.walk.answers.library
        asked = library.ask(text, self.phrases)
        if not library.is_open(asked):
            return asked
        return await self.aside(lambda: library.ask_closely(text, self.phrases), asked)

    async def answer_in_turn(self, text: str, turn: Turn, memory: Memory) -> Step:
        """What the knowledge says of *text*, read with the question before it where it goes on from that."""
        alone = await self.asked(text)
        before = memory.drafts[-1] if memory.drafts else None
        if before is None or not before.question or not self.follow_ups.goes_on(text):
            return self.answer(alone, text, turn, memory)
        both = await self.asked(f"{first_question(before.question)} {text}")
        asked = self.follow_ups.taken_together(text, alone, both, before.entry)
        goes_on = asked is not alone
        return self.answer(asked, with_follow_up(before.question, text) if goes_on else text, turn, memory)

    def answer(self, asked: Asked, text: str, turn: Turn, memory: Memory) -> Step:
        """What the knowledge says of *text*: an answer, choices, where else to turn, or nothing."""
        draft = Draft(id=self.walk.new_id(), question=text, entry=asked.entry, shown=asked.shown)
        return self._shown(asked, draft, turn, memory)

    def chosen(self, subject: str | None, turn: Turn, memory: Memory, draft: Draft | None) -> Step:
        """What the reader chose, from choices or among related answers; None is none of them."""
        ours = subject in self.walk.answers.library.knowledge.entries
        asked = Asked("answer" if ours else "none", subject, 1.0 if subject else 0.0, ())
        draft = (draft or Draft(id=self.walk.new_id(), question="")).model_copy(update={"entry": subject})
        return self._shown(asked, draft, turn, memory)

    def _shown(self, asked: Asked, draft: Draft, turn: Turn, memory: Memory) -> Step:
        """What is shown for *asked*, with *draft* kept for a hand-over from it."""
        if memory.dialog and self.walk.runs.is_private(memory.dialog):
            draft = Draft(id=self.walk.new_id(), question="")
        reply = self.walk.answers.reply(asked, turn.at.date(), draft.id)
        return Step([reply], memory.with_draft(draft))
