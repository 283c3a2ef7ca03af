"""How a test goes through a check: begin it, read its card, change an answer."""

from bot.conversation.card import Answered, Button, Card


async def begin(chat, flow, *labels):
    """Start the check and press *labels* in order."""
    await chat.act("dialog.start", flow=flow)
    for label in labels:
        await chat.press(label)


def summary(card: Card) -> Answered | None:
    return next((block for block in card.blocks if isinstance(block, Answered)), None)


def labels_of(card: Card) -> list[str]:
    return [button.label for button in card.buttons if isinstance(button, Button)]


async def change(chat, number):
    button = summary(chat.last).items[number - 1].change
    return await chat.act(button.action, **button.data)
