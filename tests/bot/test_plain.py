"""What a card says where it cannot be drawn, and what a notification says of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.card import (
    Answered,
    Bullets,
    Button,
    Card,
    Checklist,
    Details,
    Given,
    Link,
    LinkButton,
    Paragraph,
    Rows,
    Sources,
    Steps,
    Talk,
    TextInput,
    Tone,
)
from bot.conversation.plain import SUMMARY_LENGTH, plain_text, printable, summary

OUTCOME = Card(
    label="Resultat",
    title="Värdet tillåter direktupphandling",
    tone=Tone.GOOD,
    blocks=(
        Paragraph("Värdet ligger under gränsen."),
        Steps("Gör så här", ("Fråga flera leverantörer.", "Spara svaren.")),
        Bullets("Spara", ("Beslutet", "Skälen")),
        Rows((("Lag", "LOU"), ("Värde", "180 000 kronor"))),
        Checklist("Checklista", (("Före avtal", "Kontrollera leverantören."),)),
        Talk((("Anna skrev · 1 mars 9.00", "Två\nrader."),)),
        Details("Mer om värdet", "Även optioner ingår."),
        Answered("Dina svar", (Given("Avtal", "Nej", Button("Ändra", "change")),), "Skriv ”ändra 1”."),
        Sources(
            "Källor", (Link("LOU 19 a kap.", "https://example.org/lou", "läst 1 november"), Link("Policy"))
        ),
        TextInput("note", "Anteckning"),
    ),
    buttons=(Button("Börja om", "restart"), LinkButton("Öppna policyn", "https://example.org/policy")),
    footnote="Utkast",
)

OUTCOME_TEXT = """\
Resultat
Värdet tillåter direktupphandling

Värdet ligger under gränsen.

Gör så här
1. Fråga flera leverantörer.
2. Spara svaren.

Spara
– Beslutet
– Skälen

Lag: LOU
Värde: 180 000 kronor

Checklista
☐ Före avtal: Kontrollera leverantören.

Anna skrev · 1 mars 9.00:
  Två
rader.

Mer om värdet
Även optioner ingår.

Dina svar
1. Avtal: Nej
Skriv ”ändra 1”.

Källor
– LOU 19 a kap. (läst 1 november)
  https://example.org/lou
– Policy

Öppna policyn: https://example.org/policy

Utkast"""


def test_a_card_reads_from_top_to_bottom_without_what_can_only_be_pressed_or_filled_in():
    assert plain_text(OUTCOME) == OUTCOME_TEXT


def test_an_empty_part_leaves_no_empty_lines():
    assert (
        plain_text(Card(title="Hej", blocks=(Paragraph(" "), Paragraph("Fråga på.")))) == "Hej\n\nFråga på."
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("rad\r\nrad\rrad", "rad\nrad\nrad"),
        ("ett\n \n\n\ntvå", "ett\n\ntvå"),
        ("\x1b[31mrött\x07", "[31mrött"),
        ("kr\u202e007", "kr007"),
        ("halv\ud800t", "halvt"),
        ("\tin\tdrag", "in drag"),
    ],
)
def test_what_could_steer_a_terminal_or_turn_the_reading_direction_is_removed(written, read):
    assert printable(written) == read


@given(st.text(alphabet=st.characters(codec=None)))
def test_printable_text_holds_only_signs_and_line_ends_and_stays_the_same_a_second_time(text):
    shown = printable(text)
    assert all(sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"} for sign in shown)
    assert printable(shown) == shown


def test_a_notification_says_the_title_alone():
    """What stands under the title may be private, and a notification shows on a locked screen."""
    assert summary(OUTCOME) == "Värdet tillåter direktupphandling"


def test_a_card_without_title_is_announced_by_its_first_words():
    assert summary(Card(title="", blocks=(Paragraph("Tack!\nVi hörs."),))) == "Tack! Vi hörs."


def test_a_long_title_is_cut_between_words():
    announced = summary(Card(title="upphandling " * 40))
    assert announced.endswith("upphandling…")
    assert len(announced) <= SUMMARY_LENGTH


@given(st.text(max_size=600))
def test_a_notification_is_one_short_line(title):
    announced = summary(Card(title=title))
    assert len(announced) <= SUMMARY_LENGTH
    assert len(announced.splitlines()) <= 1
