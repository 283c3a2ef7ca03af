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


async def test_what_is_left_to_do_and_the_amounts_are_on_it(chat):
    """A receipt that said only "allowed" would hide that the value is near the limit."""
    await chat.act("dialog.start", flow="direktupphandling")
    for label in ("Nej", "Nej, ett vanligt köp", "Nej", "Varor"):
        await chat.press(label)
    await chat.say("640 000 kr")
    await chat.press("Ja, allt är med")
    said = await chat.press("Kvitto")
    assert "Stäm av uppskattningen med upphandlarna" in said
    assert "Dokumentationsgräns" in said
    assert "100\xa0000\xa0kronor" in said


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
