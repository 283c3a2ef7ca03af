"""What readers say of an answer is kept by entry and version, once each, and never with who said it."""

import sqlalchemy as sa

from bot.conversation.card import Reply
from bot.conversation.turn import Turn
from bot.store.tables import judgements


async def said(store):
    return [(one.entry, one.helped, one.words) for one, _ in await store.judgements.all()]


async def test_a_press_under_an_answer_is_kept_once(chat, store):
    await chat.say("Får jag dela upp ett inköp i flera?")
    for _ in range(2):
        assert "Tack" in await chat.press("Det hjälpte")
    assert await said(store) == [("dela-upp-inkop", True, "")]


async def test_a_thumb_is_kept_with_the_version_that_was_read(chat, store):
    talk, person = chat.talk.conversation, chat.person
    answer = Reply("…", {"kind": "answer", "entry": "dela-upp-inkop"})
    await talk.shown("chat m1", answer, chat.at)
    await talk.judge("chat m1", person, chat.at, helped=True, words="Bra!")
    await talk.judge("chat m1", person, chat.at, helped=False, words="Ring 811218-9876 om det.")
    assert await said(store) == [("dela-upp-inkop", False, "Ring [personnummer borttaget] om det.")]
    version = (await store.judgements.all())[0][0].version
    assert version == talk.conversation.answers.library.knowledge.version


async def test_of_what_is_no_answer_nothing_is_kept(chat, store):
    await chat.talk.conversation.shown("chat m1", Reply("Hej"), chat.at)
    await chat.talk.conversation.judge("chat m1", chat.person, chat.at, helped=True, words="")
    await chat.act("feedback.helpful", entry="finns-inte")
    assert await said(store) == []


async def test_who_said_it_cannot_be_read(chat, store):
    await chat.say("Får jag dela upp ett inköp i flera?")
    await chat.press("Det hjälpte")
    async with store.database.reading() as connection:
        rows = (await connection.execute(sa.select(judgements))).all()
    assert chat.person.id not in repr(rows)
    assert chat.person.name not in repr(rows)


async def test_an_edit_does_not_answer_a_checks_question(chat):
    """Who mends an old message while a check runs meant the old message."""
    await chat.say("direktupphandling")
    edited = Turn("t-edit", chat.person, chat.place, chat.at, text="ja", edited=True)
    assert await chat.talk.conversation.turn(edited) == []


async def test_an_edited_question_is_answered(chat):
    edited = Turn("t-edit", chat.person, chat.place, chat.at, text="Får jag dela upp ett inköp?", edited=True)
    (reply,) = await chat.talk.conversation.turn(edited)
    assert reply.facts["kind"] in ("answer", "choose")


async def test_a_search_gives_answers_without_buttons(chat):
    """A card that is put into any chat has nobody behind its buttons."""
    hits = chat.talk.conversation.search("får vi dela upp ett inköp", chat.at.date())
    assert hits[0].title == "Får jag dela upp ett inköp i flera?"
    assert len(hits[0].preview) <= 120
    assert all(hit.card.buttons == () for hit in hits)
    assert hits[0].card.footnote


async def test_an_empty_search_gives_what_many_ask(chat):
    assert len(chat.talk.conversation.search("  ", chat.at.date())) >= 2


async def test_a_search_that_means_nothing_gives_nothing(chat):
    assert chat.talk.conversation.search("☃", chat.at.date()) == []
