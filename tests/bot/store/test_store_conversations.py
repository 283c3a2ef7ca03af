"""Where a dialog stands is kept per person and conversation."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.errors import StoreError


async def test_what_was_saved_last_is_loaded(store, at):
    assert await store.conversations.load_state("chat", "asker-1") is None
    await store.conversations.save_state("chat", "asker-1", '{"step": 1}', at)
    await store.conversations.save_state("chat", "asker-1", '{"step": 2}', at)
    assert await store.conversations.load_state("chat", "asker-1") == '{"step": 2}'


async def test_each_person_and_each_conversation_has_a_state_of_its_own(store, at):
    keys = [("chat-1", "asker-1"), ("chat-1", "asker-2"), ("chat-2", "asker-1")]
    for conversation, person in keys:
        await store.conversations.save_state(conversation, person, f"{conversation} {person}", at)
    await store.conversations.delete_state(*keys[0])
    loaded = [await store.conversations.load_state(*key) for key in keys]
    assert loaded == [None, "chat-1 asker-2", "chat-2 asker-1"]


async def test_forgetting_what_is_not_there_is_no_error(store):
    await store.conversations.delete_state("chat", "asker-1")


async def test_many_save_at_once(store, at):
    await asyncio.gather(
        *(store.conversations.save_state("chat", f"asker-{n % 5}", str(n), at) for n in range(50))
    )
    assert await store.conversations.load_state("chat", "asker-0") is not None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(state=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=500))
async def test_any_text_comes_back_as_it_was_saved(store, at, state):
    """Except NUL, which JSON writes as an escape and PostgreSQL does not take raw."""
    await store.conversations.save_state("chat", "asker-1", state, at)
    assert await store.conversations.load_state("chat", "asker-1") == state


async def test_a_text_that_cannot_be_stored_changes_nothing(store, at):
    """Half of a surrogate pair has no encoding."""
    await store.conversations.save_state("chat", "asker-1", "before", at)
    with pytest.raises(StoreError):
        await store.conversations.save_state("chat", "asker-1", "\ud83d", at)
    assert await store.conversations.load_state("chat", "asker-1") == "before"


async def test_a_time_without_a_zone_is_refused(store, at):
    with pytest.raises(StoreError):
        await store.conversations.save_state("chat", "asker-1", "{}", at.replace(tzinfo=None))
