"""A check in Microsoft's client: one card from the first question on, where every answer can be changed."""

import asyncio

from playground_page import SETTLED, PlaygroundPage
from playwright.async_api import expect


async def test_an_answer_is_changed_from_the_list_in_the_card(playground: PlaygroundPage) -> None:
    """The list unfolds; its "Ändra" opens the question again, with what was answered."""
    await playground.send("direktupphandling")
    await playground.press("Nej", card="avtal eller ramavtal")
    await playground.press("Dina svar hittills", card="i stället för ett vanligt köp")
    await playground.screenshot("10-dina-svar")
    await playground.press("Ändra: Avtal som täcker behovet", card="i stället för ett vanligt köp")
    again = playground.card("Du svarade: Nej")
    await expect(again).to_contain_text("avtal eller ramavtal")
    await playground.press("Ja", card="Du svarade: Nej")
    await expect(playground.card("Köp på avtalet")).to_be_visible()


async def test_the_value_is_worked_out_in_the_card(playground: PlaygroundPage) -> None:
    """The form's sum stands in the field, to be confirmed."""
    await playground.send("direktupphandling")
    await playground.press("Nej", card="avtal eller ramavtal")
    await playground.press("Nej, ett vanligt köp", card="i stället för ett vanligt köp")
    await playground.press("Nej", card="en koppling till en tänkbar leverantör")
    await playground.press("Varor", card="Vad ska du köpa?")
    await playground.press("Hjälp mig räkna", card="Vad är hela köpet värt")
    form = playground.card("Räkna ut hela värdet")
    await asyncio.sleep(SETTLED)  # the update of the card that follows a press empties its fields
    await form.get_by_role("textbox").nth(0).fill("5 000")
    await form.get_by_role("textbox").nth(1).fill("36")
    await playground.press("Räkna ut", card="Räkna ut hela värdet")
    value = playground.card("Så räknade jag").get_by_role("textbox")
    await expect(value).to_have_value("180\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kronor")
    await playground.screenshot("11-utraknat")
