"""The self-check leaves no trace: its answers are in no database file, log or figure, however it ends."""

from pathlib import Path

import pytest
import structlog

from bot.app import build_talk
from bot.conversation.memory import SILENCE
from bot.observing import Figures, set_up_logging
from bot.settings import Settings
from bot.store.store import open_store

TYPED = ("min brorsa äger luftballongfirman", "vet inte om min kusin är med", "ja en flaska vinbärssaft")
"""What is typed on the way: answers, and what is no answer."""
MARKS = (
    *("luftballong", "kusin", "vinbär", "konsult", "party_or_owner", "representative", "gain_or_harm"),
    *("unsure", "Vet inte", "Part eller delägare", "Bisyssla"),
)


@pytest.fixture
def figures() -> Figures:
    return Figures()


@pytest.fixture
def watched(enter, library, store, figures):
    """A person in a private chat, with figures on."""
    chat = enter()
    settings = Settings(expert_channel_id="19:x", expert_service_url="http://localhost:1/")
    chat.talk = build_talk(library, store, settings=settings, kick=lambda: None, observe=figures.observe)
    yield chat
    structlog.reset_defaults()


async def answer_some(chat) -> None:
    """Half of the self-check, with buttons, words, a change and a question; logs tell all they can."""
    set_up_logging("debug")
    await chat.act("dialog.start", flow="jav")
    await chat.press("Konsult eller inhyrd")
    for text in TYPED:
        await chat.say(text)
    await chat.say("vet inte")
    await chat.say("ändra 2")
    await chat.say("vet inte")
    await chat.say("Får jag ta emot en luftballong som gåva?")
    assert chat.facts()["kind"] == "dialog"


def traces(folder: Path, logged: str, figures: Figures) -> list[str]:
    """The marks that are found in any file of the database, in the logs or in the figures."""
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    told = logged + figures.exposition().decode()
    assert "turn taken" in logged
    assert "inkopsbot_turns_total" in told
    return [mark for mark in MARKS if mark.encode() in kept or mark in told]


async def to_the_end(chat) -> None:
    await answer_some(chat)
    while chat.facts()["kind"] == "dialog":
        await chat.press("Vet inte")
    assert chat.facts() == {"kind": "outcome", "dialog": "jav"}


async def to_a_stop(chat) -> None:
    await answer_some(chat)
    await chat.say("ja")
    assert chat.facts() == {"kind": "outcome", "dialog": "jav"}


async def to_a_typed_stop(chat) -> None:
    """The answer that ends it is written, and names somebody."""
    set_up_logging("debug")
    await chat.act("dialog.start", flow="jav")
    await chat.press("Konsult eller inhyrd")
    await chat.say("min kusin äger bolaget")
    assert chat.facts() == {"kind": "outcome", "dialog": "jav"}


async def to_a_cancel(chat) -> None:
    await answer_some(chat)
    await chat.press("Avbryt")


async def to_a_silence(chat) -> None:
    await answer_some(chat)
    chat.later(seconds=SILENCE.total_seconds() + 1)
    assert "Dina svar är borta" in await chat.say("hej")


async def to_another_check(chat) -> None:
    await answer_some(chat)
    await chat.act("dialog.start", flow="ansvar")


async def still_running(chat) -> None:
    await answer_some(chat)


@pytest.mark.parametrize(
    "end",
    [still_running, to_the_end, to_a_stop, to_a_typed_stop, to_a_cancel, to_a_silence, to_another_check],
)
async def test_no_answer_is_found_anywhere(watched, tmp_path, figures, capfd, end):
    """While it runs and after each way that it can end."""
    await end(watched)
    assert traces(tmp_path, "".join(capfd.readouterr()), figures) == []


async def test_a_crash_leaves_nothing_and_the_restart_knows_nothing(
    watched, library, tmp_path, figures, capfd
):
    """The files are as a process leaves them that dies in the middle; the next one has no answer in it."""
    await answer_some(watched)
    button = watched.button("Ja")
    again = await open_store(f"sqlite:///{tmp_path / 'bot.db'}")
    try:
        settings = Settings(expert_channel_id="19:x", expert_service_url="http://localhost:1/")
        watched.talk = build_talk(
            library, again, settings=settings, kick=lambda: None, observe=figures.observe
        )
        assert "Kontrollen är avslutad" in await watched.act(button.action, **button.data)
        assert traces(tmp_path, "".join(capfd.readouterr()), figures) == []
    finally:
        await again.close()


async def test_a_ticket_from_the_outcome_knows_only_what_the_asker_wrote(watched, tmp_path, figures, capfd):
    """The form that leads to a person starts empty, and what is sent is what stands in it."""
    await to_a_stop(watched)
    await watched.press("Fråga en upphandlare")
    await watched.press("Skicka", question="Jag vill tala med någon.")
    assert traces(tmp_path, "".join(capfd.readouterr()), figures) == []
