"""A person can see all that is kept about them, and be forgotten where that is right."""

import json
from datetime import timedelta

from ticket_rows import ASKER, CHAT, EXPERT, answered, submit, taken, told

from bot.conversation.turn import Person
from bot.store.persons import Erased
from bot.store.store import open_store
from bot.tickets import moves
from bot.tickets.moves import Move, MoveName
from bot.tickets.outbox import NoticeKind
from bot.tickets.text import post_text

OTHER = Person("asker-2", "Någon annan")
NOBODY = Person("erased:1", "en person som har tagits bort")


async def erase(store, person, at):
    """Forget *person*; what would be done is told beforehand, and then done."""
    expected = await store.persons.erase(person.id, NOBODY, at, dry_run=True)
    erased = await store.persons.erase(person.id, NOBODY, at, dry_run=False)
    assert erased == expected
    return erased


async def test_all_that_is_kept_about_a_person_is_shown(store, at):
    await store.conversations.save_state("chat", ASKER.id, '{"drafts": []}', at)
    await answered(store, at)
    await told(store, at + timedelta(days=1))
    kept = json.loads(json.dumps(await store.persons.export(ASKER.id)))
    (conversation,), (ticket,) = kept["conversations"], kept["tickets"]
    assert (conversation["conversation"], conversation["state"]) == ("chat", {"drafts": []})
    assert (ticket["asker_name"], ticket["question"]) == (ASKER.name, "Får jag köpa något hemligt?")
    assert (ticket["posts"][0][4], ticket["holder_name"]) == ("Ja.", EXPERT.name)
    assert ticket["asker_place"]["conversation"] == CHAT.conversation
    assert [row["move"] for row in ticket["history"]] == ["submit", "take", "answer"]
    assert {row["kind"] for row in ticket["notices"]} >= {"announce", "deliver_answer"}
    assert ticket["created_at"].startswith("2026-03-02T09:00:00")


async def test_nothing_of_anybody_else_is_shown(store, at):
    await store.conversations.save_state("chat", OTHER.id, "{}", at)
    await submit(store, at, asker=OTHER)
    kept = await store.persons.export(ASKER.id)
    assert kept == {"person": ASKER.id, "conversations": [], "tickets": [], "handled": [], "moves": []}


async def test_an_expert_sees_what_they_did(store, at):
    number = await answered(store, at)
    kept = await store.persons.export(EXPERT.id)
    assert kept["handled"] == [number]
    assert [move["move"] for move in kept["moves"]] == ["take", "answer"]
    assert kept["tickets"] == []


async def test_a_name_leads_to_its_ids(store, at):
    await answered(store, at)
    assert await store.persons.ids_of(ASKER.name) == (ASKER.id,)
    assert await store.persons.ids_of(EXPERT.name) == (EXPERT.id,)
    assert await store.persons.ids_of("Ingen") == ()


async def test_an_erased_person_is_nowhere(store, at):
    await store.conversations.save_state("chat", ASKER.id, "{}", at)
    await answered(store, at)
    await told(store, at + timedelta(days=1))
    assert await erase(store, ASKER, at) == Erased(conversations=1, tickets=(1,), left=(), handled=())
    kept = await store.persons.export(ASKER.id)
    assert not any(kept[kind] for kind in ("conversations", "tickets", "handled", "moves"))
    everything = json.dumps(await store.persons.export(NOBODY.id), ensure_ascii=False)
    for trace in (ASKER.id, ASKER.name, CHAT.conversation, CHAT.service_url):
        assert trace not in everything.replace(NOBODY.id, "")


async def test_the_question_and_its_answer_stay_without_the_name(store, at):
    """They are public record."""
    await answered(store, at)
    await told(store, at + timedelta(days=1))
    await erase(store, ASKER, at)
    ticket = await store.tickets.get(1)
    assert (ticket.asker, ticket.question, ticket.answer) == (NOBODY, "Får jag köpa något hemligt?", "Ja.")
    assert ticket.holder == EXPERT
    assert [row.by for row in await store.tickets.history(1)] == [NOBODY, EXPERT, EXPERT]


async def test_the_card_in_the_channel_is_drawn_anew(store, at):
    await answered(store, at)
    await told(store, at + timedelta(days=1))
    await erase(store, ASKER, at)
    claim = await store.outbox.claim(list(NoticeKind), at, at + timedelta(minutes=1))
    assert (claim.notice.kind, claim.ticket.asker) == (NoticeKind.UPDATE_EXPERT_CARD, NOBODY)
    assert await store.outbox.deliver_the_undelivered(at) == 0


async def test_who_waits_for_an_answer_can_still_get_it(store, at):
    """An open question, and an answer on its way, keep their person until it has arrived."""
    await submit(store, at)
    await answered(store, at, "form-2")
    assert await erase(store, ASKER, at) == Erased(conversations=0, tickets=(), left=(1, 2), handled=())
    assert (await store.tickets.get(2)).asker_place == CHAT
    await told(store, at + timedelta(days=1))
    assert await erase(store, ASKER, at) == Erased(conversations=0, tickets=(2,), left=(1,), handled=())


async def test_nobody_else_is_forgotten(store, at):
    await store.conversations.save_state("chat", OTHER.id, "{}", at)
    await answered(store, at, "form-2", asker=OTHER)
    await told(store, at + timedelta(days=1))
    assert await erase(store, ASKER, at) == Erased(conversations=0, tickets=(), left=(), handled=())
    assert (await store.tickets.get(1)).asker == OTHER
    assert await store.conversations.load_state("chat", OTHER.id) == "{}"


async def test_who_handled_a_question_stays_on_it(store, at):
    await submit(store, at)
    await taken(store, 1, at)
    assert await erase(store, EXPERT, at) == Erased(conversations=0, tickets=(), left=(), handled=(1,))
    assert (await store.tickets.get(1)).holder == EXPERT


async def test_the_file_holds_no_trace_of_who_was_erased(sqlite_url, tmp_path, at):
    """Not in deleted rows, and not in the log beside the file."""
    store = await open_store(sqlite_url)
    await store.conversations.save_state("chat", ASKER.id, '{"a secret": 1}', at)
    await answered(store, at)
    await told(store, at + timedelta(days=1))
    await erase(store, ASKER, at)
    written = b"".join(file.read_bytes() for file in (tmp_path / "data").iterdir())
    for trace in (ASKER.id, ASKER.name, "a secret", CHAT.conversation):
        assert trace.encode() not in written
    await store.close()


async def test_what_an_asker_wrote_later_loses_their_name_too(store, at):
    """And what they did with their own question is no work of an expert's."""
    number = (await submit(store, at)).number
    await taken(store, number, at)
    more = Move(MoveName.ADD, lambda ticket: moves.add(ticket, ASKER, post_text("Det brådskar."), at))
    await store.tickets.change(number, more, ASKER, at)
    done = Move(MoveName.ANSWER, lambda ticket: moves.answer(ticket, EXPERT, post_text("Ja."), at))
    await store.tickets.change(number, done, EXPERT, at)
    await told(store, at + timedelta(days=1))
    assert (await store.persons.export(ASKER.id))["handled"] == []
    assert await erase(store, ASKER, at) == Erased(conversations=0, tickets=(1,), left=(), handled=())
    ticket = await store.tickets.get(number)
    assert [(post.by, post.text) for post in ticket.posts] == [(NOBODY, "Det brådskar."), (EXPERT, "Ja.")]
    assert ASKER.name not in repr(ticket.posts)
    assert ASKER.name not in repr(await store.tickets.history(number))
