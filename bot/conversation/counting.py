"""Help to work out the whole value: a form in the dialog's own card, and the sum that came of it."""

from collections.abc import Mapping
from decimal import Decimal

from bot.conversation.answers import Answers
from bot.conversation.card import Block, Button, Card, ChoiceInput, Details, Paragraph, TextInput
from bot.conversation.memory import Running
from dialogs.conversation import Ask
from dialogs.model import Counting
from dialogs.typed.amount_doubts import Doubt, doubt_of, only_amount
from dialogs.whole_value import PARTS, VAT_RATES, PartError, WholeValue, read_whole_value
from knowledge.amounts import kronor

_DEFAULTS = {"periods": "1", "extensions": "0", "options": "0", "units": "1"}
"""What stands in the fields from the start: a single purchase for one unit."""
_LENGTH = 60
"""Characters of a field at most."""


def counting_card(
    ask: Ask, counting: Counting, running: Running, answers: Answers, *, problem: str = "", price: str = ""
) -> Card:
    """The form, with what was filled in before, or *price* in its place. *problem* says what to mend."""
    texts, filled = answers.texts, {**running.parts, **({"each": price} if price else {})}
    fields: list[Block] = [
        TextInput(
            part,
            texts(f"counting.{part}"),
            value=filled.get(part, _DEFAULTS.get(part, "")),
            required=part == "each",
            max_length=_LENGTH,
            error=texts("counting.each_missing") if part == "each" else "",
        )
        for part in PARTS
        if part != "vat"
    ]
    rates = tuple((str(rate), texts(f"counting.vat.{rate}")) for rate in VAT_RATES)
    fields.append(ChoiceInput("vat", texts("counting.vat"), rates, filled.get("vat", "0")))
    run = {"run": running.run, "fact": ask.question.fact}
    return Card(
        texts("counting.title"),
        (
            Paragraph(problem or counting.text),
            *fields,
            Details(texts("counting.why"), counting.why),
            answers.sources(counting.sources),
        ),
        (
            Button(texts("button.count"), "dialog.counted", run, primary=True, sends_inputs=True),
            Button(texts("button.back"), "dialog.resume", {"run": running.run}),
        ),
        label=ask.question.called,
    )


def counted(values: Mapping[str, str], running: Running) -> Running:
    """*running* with the parts that were filled in."""
    return running.model_copy(update={"parts": {part: values.get(part, "")[:_LENGTH] for part in PARTS}})


def price_in(text: str) -> str:
    """The price that *text*, written while the form is open, is for one period; empty where it is none."""
    amount = only_amount(text)
    each = text.strip() if amount is None or doubt_of(text).doubt is not Doubt.EACH else kronor(amount)
    try:
        read_whole_value({"each": each})
    except PartError:
        return ""
    return each


def without_vat(amount: int) -> Mapping[str, int]:
    """*amount* without each rate of VAT that it may hold, in whole kronor, by ``rate_`` and the percent."""
    return {
        f"rate_{rate}": WholeValue(Decimal(amount), 1, 0, Decimal(0), 1, rate).total
        for rate in VAT_RATES
        if rate
    }


def whole_value(running: Running) -> WholeValue | None:
    """The value that was worked out in the dialog, if one was."""
    if not running.parts:
        return None
    try:
        return read_whole_value(running.parts)
    except PartError:
        return None
