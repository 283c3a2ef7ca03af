"""A check that has ended gives a receipt to whoever asks; of a private one it is the outcome alone."""

from dataclasses import replace

from bot.conversation.turn import Scope


async def test_an_outcome_gives_a_receipt_to_keep(chat):
    """With answers, rules, versions and a checksum; it is the run that ended last."""
    await chat.act("dialog.start", flow="direktupphandling")
    await chat.press("Ja")
    said = await chat.press("Kvitto")
    assert "Kvitto: Kan köpet direktupphandlas?" in said
    assert "DD-01" in said
    assert "Kontrollsumma" in said
    old = chat.button("Kvitto")
    await chat.act("dialog.start", flow="direktupphandling")
    await chat.press("Nej")
    assert "finns inte kvar" in await chat.act("receipt.show", run="made-up")
    await chat.press("Avbryt")
    assert "DD-01" in await chat.act(old.action, **old.data)


async def test_the_private_checks_receipt_is_its_outcome_alone(chat):
    """Nothing that was answered, and only where nobody else reads."""
    await chat.act("dialog.start", flow="jav")
    await chat.press("Anställd i kommunen")
    await chat.press("Ja")
    said = await chat.press("Kvitto")
    assert "visar bara resultatet" in said
    assert "Anställd" not in said
    assert "JD-" not in said
    assert "finns inte kvar" in await chat.act("receipt.show", flow="jav", outcome="made-up")
    assert "finns inte kvar" in await chat.act("receipt.show", flow="direktupphandling", outcome="route")
    chat.place = replace(chat.place, scope=Scope.CHANNEL)
    outcome = chat.button("Kvitto").data["outcome"]
    assert "finns inte kvar" in await chat.act("receipt.show", flow="jav", outcome=outcome)
