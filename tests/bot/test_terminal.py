"""The terminal as a channel: numbers press buttons, and an answer is never taken for a press."""

from bot.conversation.card import Button, Card, Reply, TextInput
from bot.conversation.turn import Action
from bot.terminal import Terminal

QUESTION = Card(
    "Ja eller nej?", buttons=(Button("Ja", "dialog.answer"), Button("Börja om", "dialog.restart"))
)
ARTICLE = Card("Ett svar", buttons=(Button("Det hjälpte", "feedback.helpful"),))
AMOUNT = Card(
    "Värdet?",
    (TextInput("amount", "Värde"),),
    (Button("Fortsätt", "dialog.amount", sends_inputs=True), Button("Börja om", "dialog.restart")),
)


def terminal(*typed: str) -> tuple[Terminal, list[str]]:
    """A terminal in which *typed* are written when it asks, and what it shows."""
    lines, shown = iter(typed), list[str]()
    return Terminal(lambda _: next(lines), shown.append), shown


def test_a_question_keeps_its_numbers_when_an_article_stands_before_it() -> None:
    """A finger that remembers "1" presses what it pressed before."""
    one, shown = terminal()
    one.render([Reply(ARTICLE), Reply(QUESTION)])
    assert one.read("1") == Action("dialog.answer", {})
    assert one.read("3") == Action("feedback.helpful", {})
    assert [line.strip() for line in shown if "[" in line] == ["[3] Det hjälpte", "[1] Ja", "[2] Börja om"]


def test_a_number_that_may_be_an_amount_is_asked_about() -> None:
    """ "5" at the value is perhaps five kronor, and all answers would be gone."""
    one, _ = terminal("", "j")
    one.render([Reply(AMOUNT)])
    assert one.read("2") == "2"
    assert one.read("2") == Action("dialog.restart", {})


def test_the_button_that_opens_the_field_needs_no_question() -> None:
    one, _ = terminal("640 000")
    one.render([Reply(AMOUNT)])
    assert one.read("1") == Action("dialog.amount", {"amount": "640 000"})


def test_a_number_without_a_button_is_a_text() -> None:
    one, _ = terminal()
    one.render([Reply(QUESTION)])
    assert one.read("7") == "7"
