"""*Mina ärenden*: a person sees their own tickets, alone, and how each stands."""

from bot.conversation.turn import Scope


async def hand_over(chat, question):
    await chat.say("människa")
    await chat.press("Skicka", question=question)


async def test_ones_own_tickets_are_listed_newest_first(enter):
    """Each with number, question and where it stands now."""
    chat = enter()
    await hand_over(chat, "Får vi köpa begagnat?")
    await hand_over(chat, "Vem skriver under?")
    listed = await chat.say("Mina ärenden")
    assert listed.index("Vem skriver under?") < listed.index("Får vi köpa begagnat?")
    assert "Ärende 2 · Sparat" in listed


async def test_anothers_tickets_are_never_listed(enter):
    """Whose a ticket is, is decided by the channel's id for the person."""
    await hand_over(enter(), "Får vi köpa begagnat?")
    other = enter("Kollega", conversation="chat-of-another")
    said = await other.say("mina ärenden")
    assert "Du har inga ärenden" in said
    assert "begagnat" not in said


async def test_where_others_read_nothing_is_listed(enter):
    chat = enter()
    await hand_over(chat, "Får vi köpa begagnat?")
    said = await enter(scope=Scope.CHANNEL, conversation="hall").say("mina ärenden")
    assert "bara i vår egen chatt" in said
    assert "begagnat" not in said


async def test_a_long_question_is_shortened_in_the_list(enter):
    chat = enter()
    await hand_over(chat, "lång " * 300)
    assert len(await chat.say("mina ärenden")) < 400


async def test_a_check_that_runs_goes_on_after_the_list(enter):
    """Looking is no answer to the open question, which is shown again."""
    chat = enter()
    asked = await chat.say("direktupphandling")
    said = await chat.say("mina ärenden")
    assert "Du har inga ärenden" in said
    assert asked.splitlines()[-1] in said
