"""The whole job in Microsoft's client: a question answered, a check guided, a case handed over and back."""

import re

from playground_page import PlaygroundPage
from playwright.async_api import expect

from bot.teams.extension import COMMAND, PARAMETER


async def test_a_question_is_answered_with_its_sources(playground: PlaygroundPage) -> None:
    """A plain question gets one card: the answer, and where it comes from."""
    await playground.send("när måste jag annonsera?")

    answer = playground.card("Källor").filter(has_text="Det hjälpte")
    await expect(answer).to_contain_text("700 000 kr")
    await expect(answer).to_contain_text("LOU")
    await expect(answer.get_by_role("button", name="Fråga en upphandlare")).to_be_visible()
    await playground.screenshot("1-svar-med-kallor")


async def test_a_purchase_with_an_amount_leads_through_the_check(playground: PlaygroundPage) -> None:
    """Asking about chairs for 640 000 kr leads to the check, which knows the amount and says why it may."""
    await playground.send("får jag köpa stolar för 640 000")
    await playground.press("Får jag köpa direkt?", card="Det hjälpte")

    await playground.press("Nej", card="avtal eller ramavtal")
    await playground.press("Nej, ett vanligt köp", card="i stället för ett vanligt köp")
    await playground.press("Nej", card="en koppling till en tänkbar leverantör")
    await playground.press("Varor", card="Vad ska du köpa?")
    value = playground.card("Vad är hela köpet värt").get_by_role("textbox")
    await expect(value).to_have_value(re.compile(r"640\s000"))
    await playground.screenshot("2-fraga-i-kontrollen")
    await playground.press("Fortsätt")
    await playground.press("Ja, allt är med", card="hela behovet")

    outcome = playground.card("Därför")
    await expect(outcome).to_contain_text("700 000 kr")
    await expect(outcome).to_contain_text("LOU")
    await expect(outcome).to_contain_text(re.compile(r"Bedömt den \d{1,2} [a-z]+ \d{4}"))
    await playground.screenshot("3-utfall")


async def test_the_jav_check_starts_in_private_and_is_refused_in_a_channel(
    playground: PlaygroundPage,
) -> None:
    """What is asked about jäv is nobody else's to read."""
    await playground.send("jav")
    await expect(playground.card("I vilken roll arbetar du med ärendet?")).to_be_visible()
    await playground.screenshot("4-jav-privat")

    await playground.open_channel()
    await playground.mention_bot_in_new_post("jav")
    await expect(playground.message("Jävskollen är privat")).to_be_visible()
    await expect(playground.card("I vilken roll arbetar du med ärendet?")).to_have_count(0)
    await playground.screenshot("5-jav-i-kanal")


async def test_what_the_bot_cannot_answer_is_answered_by_an_expert(playground: PlaygroundPage) -> None:
    """A ticket goes to the experts, who ask back and answer; the asker replies and says that it helped."""
    question = "hur högt flyger en lila giraff"
    await playground.send(question)
    await playground.press("Fråga en upphandlare")
    form = playground.card("Det här skickas också med")
    await expect(form.get_by_role("textbox", name="Din fråga")).to_have_value(question)
    await playground.screenshot("6-formular")
    await playground.press("Skicka", card="Det här skickas också med")
    await expect(playground.card("Din fråga är skickad")).to_contain_text("Väntar på en upphandlare")

    await playground.open_channel()
    await expect(playground.card("Ny fråga")).to_contain_text(question)
    await playground.screenshot("7-arende-i-kanalen")
    await playground.press("Jag tar den", card=question)
    await playground.fill("Vilken giraff menar du?", card="Fråga som Beställare har tagit")
    await playground.press("Fråga tillbaka", card=question)
    await expect(playground.card("väntar på svar")).to_contain_text("Vilken giraff menar du?")
    await playground.screenshot("8-fragat-tillbaka")

    await playground.open_personal_chat()
    await expect(playground.card("Upphandlaren behöver veta mer")).to_be_visible()
    await playground.fill("Den på lekplatsen.", card="Beställare undrar")
    await playground.screenshot("9-motfragan-i-chatten")
    await playground.press("Svara", card="Beställare undrar")
    await expect(playground.card("Någon arbetar med din fråga")).to_contain_text("Den på lekplatsen.")

    await playground.open_channel()
    await expect(playground.card("Beställare svarade").filter(has_not_text="Läge")).to_contain_text(
        "Den på lekplatsen."
    )
    await playground.fill("Tre meter. Köp den på ramavtalet.", card="Fråga som Beställare har tagit")
    await playground.press("Granska svaret", card=question)
    await expect(playground.card("Så här läser Beställare svaret")).to_be_visible()
    await playground.screenshot("10-granskat")
    await playground.press("Skicka svaret", card="Så här läser Beställare svaret")
    await expect(playground.card("Besvarad fråga")).to_contain_text("Köp den på ramavtalet")
    await playground.screenshot("11-besvarat-i-kanalen")

    await playground.open_personal_chat()
    await expect(playground.card("Svar från en upphandlare")).to_contain_text("Köp den på ramavtalet")
    await playground.press("Det hjälpte", card="Svar från en upphandlare")
    await expect(playground.card("Svar från en upphandlare")).to_contain_text("Ja, det hjälpte.")
    await playground.screenshot("12-svaret-i-chatten")
    await playground.send("mina ärenden")
    await expect(playground.card("Mina ärenden")).to_contain_text("Besvarat av Beställare")
    await playground.screenshot("13-mina-arenden")


async def test_in_a_group_chat_a_question_is_answered_and_private_matters_are_not(
    playground: PlaygroundPage,
) -> None:
    """Whoever is mentioned answers where it was asked; what is private is sent to the personal chat."""
    await playground.open_group_chat()
    await playground.mention_bot("när måste jag annonsera?")
    await expect(playground.card("Källor")).to_contain_text("700 000 kr")
    await playground.mention_bot("mina ärenden")
    await expect(playground.message("Dina ärenden visar jag bara i vår egen chatt")).to_be_visible()


async def test_an_answer_is_looked_up_and_put_into_a_chat(playground: PlaygroundPage) -> None:
    """Without asking the bot anything: from the compose box, in any chat."""
    await playground.open_group_chat()
    await playground.search_answers("får vi dela upp ett inköp", command=COMMAND, parameter=PARAMETER)
    await playground.choose_found("Får jag dela upp ett inköp i flera?")
    await expect(playground.card("Källor")).to_contain_text("Nej, inte för att hamna under en gräns")
    await playground.screenshot("14-svar-i-en-chatt")
