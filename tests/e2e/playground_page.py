"""The Agents Playground in a browser, in the words of somebody who uses it.

What was found out about its page (version 0.2.28):

- The conversations are ``treeitem`` buttons on the left: "Personal Chat", the group chat's name, and "team -
  channel". The first time one is chosen, ``installationUpdate`` and ``conversationUpdate`` are sent.
- The left column repeats the last message of the personal chat, so text is looked for in the pane beside it.
- In a chat there is one compose box, under the messages. In a channel the first box starts a new post (button
  "Post"), and each post has a box of its own for replies. The newest post is on top, its replies in order.
- In a channel and a group chat the bot gets a message only when it is mentioned, and a mention is made by
  choosing in the menu that typing "@" opens; typing the name alone is only text.
- A bot that answers a new post within some ten milliseconds can be too fast for the page, which drops an
  answer to a post that it has not yet drawn. A reply in a post that is drawn has no such race.
- A press on ``Action.Execute`` replaces the card in place with the one the bot returns, over a bar that says
  "Your response was sent to the app". A card that the bot updates (PUT) changes at once, and one in a
  conversation that is not open has changed when it is opened.
- Nothing is kept over a restart of the Playground. There is one user: asker and expert are the same person.
"""

import asyncio
from pathlib import Path

from playwright.async_api import Locator, Page, expect

BOT_NAME = "Inköpsboten"
PERSONAL_CHAT = "Personal Chat"
GROUP_CHAT = "Inköp på förskolan"
EXPERT_CHANNEL = "Frågor till upphandlare"
COMPOSE_BOX = "[data-lexical-editor=true]"
CARD = ".ac-adaptiveCard"
SETTLED = 0.7
"""Seconds that a written text must stand: longer than the bot needs to update a card after a press."""
WRITINGS = 5


class PlaygroundPage:
    """One open page. *screenshots* is the folder that pictures are written to."""

    def __init__(self, page: Page, screenshots: Path) -> None:
        self._page = page
        self._screenshots = screenshots
        navigation = "//*[@role='region' and @aria-label='Chat and Teams Channel']"
        self.pane = page.locator(f"xpath={navigation}/../../following-sibling::div[1]")
        """The messages and compose boxes of the conversation that is open."""

    async def open(self, address: str) -> None:
        """Go to the Playground at *address*, in the personal chat, with its log panel out of the way."""
        await self._page.goto(address)
        await self._page.get_by_role("button", name="Hide log panel").click()
        await expect(self._compose_box()).to_be_visible()

    async def open_personal_chat(self) -> None:
        """Show the user's own chat with the bot."""
        await self._page.get_by_role("treeitem", name=PERSONAL_CHAT).click()
        await expect(self.pane.get_by_role("button", name="Post", exact=True)).to_have_count(0)

    async def open_channel(self, name: str = EXPERT_CHANNEL) -> None:
        """Show a channel of the team."""
        await self._page.get_by_role("treeitem", name=name).click()
        await expect(self.pane.get_by_role("button", name="Post", exact=True)).to_be_visible()

    async def send(self, text: str) -> None:
        """Write *text* in the chat that is open and send it."""
        await self._compose_box().click()
        await self._page.keyboard.insert_text(text)
        await self.pane.get_by_role("button", name="Send Message").click()

    async def mention_bot_in_new_post(self, text: str) -> None:
        """Start a post in the channel that is open, and reply to it with a mention of the bot and *text*."""
        title = f"Nytt inlägg: {text}"
        await self._compose_box().click()
        await self._page.keyboard.insert_text(title)
        await self.pane.get_by_role("button", name="Post", exact=True).click()
        post = self.pane.locator(".fui-Card").filter(has_text=title)
        await post.locator(COMPOSE_BOX).click()
        await self._page.keyboard.type(f"@{BOT_NAME}")
        await self._page.get_by_role("menuitem", name=BOT_NAME).click()
        await self._page.keyboard.insert_text(f" {text}")
        await post.get_by_role("button", name="Send Message").click()

    async def open_group_chat(self) -> None:
        """Show the group chat."""
        await self._page.get_by_role("treeitem", name=GROUP_CHAT).click()
        await expect(self.pane.get_by_role("button", name="Post", exact=True)).to_have_count(0)

    async def mention_bot(self, text: str) -> None:
        """Write a mention of the bot and *text* in the chat that is open, and send it."""
        await self._compose_box().click()
        await self._page.keyboard.type(f"@{BOT_NAME}")
        await self._page.get_by_role("menuitem", name=BOT_NAME).click()
        await self._page.keyboard.insert_text(f" {text}")
        await self.pane.get_by_role("button", name="Send Message").click()

    async def search_answers(self, text: str, *, command: str, parameter: str) -> None:
        """Look *text* up in the bot's message extension, beside the chat that is open."""
        await self.pane.get_by_role("button", name="Trigger Message Extension App").click()
        await self._page.get_by_role("menuitem", name="Search Command").click()
        await self._page.get_by_role("button", name="Specify Command ID or Parameter").click()
        await self._page.get_by_placeholder("Command ID").fill(command)
        await self._page.get_by_placeholder("Parameter name").fill(parameter)
        await self._page.get_by_placeholder("Enter a search term").fill(text)

    async def choose_found(self, title: str) -> None:
        """Put the answer called *title* into the chat's compose box."""
        await self._page.get_by_text(title).last.click()

    def card(self, text: str = "") -> Locator:
        """Return the last card that holds *text* in any case: in a chat the newest one."""
        return self.pane.locator(CARD).filter(has_text=text).last

    def message(self, text: str) -> Locator:
        """Return the last message, card or not, that holds *text* in one piece."""
        return self.pane.get_by_text(text).last

    async def press(self, label: str, *, card: str = "") -> None:
        """Press the button *label* in the last card that has it (and that holds the text *card*)."""
        button = self._page.get_by_role("button", name=label, exact=True)
        await (
            self.pane.locator(CARD)
            .filter(has_text=card)
            .filter(has=button)
            .last.get_by_role("button", name=label, exact=True)
            .click()
        )

    async def fill(self, text: str, *, card: str) -> None:
        """Write *text* in the field of the card that holds the text *card*.

        An update of the card that was already under way empties its field; then it is written again. The
        pointer goes there first, as a person's does: a chat draws a message anew when it enters.
        """
        field = self.card(card).get_by_role("textbox")
        await field.hover()
        for _ in range(WRITINGS):
            await field.fill(text)
            await asyncio.sleep(SETTLED)
            if await field.input_value() == text:
                return
        raise AssertionError(f"The field of the card {card!r} is emptied again and again.")

    async def screenshot(self, name: str) -> None:
        """Keep a picture of the page as *name*.png."""
        self._screenshots.mkdir(parents=True, exist_ok=True)
        await self._page.screenshot(path=self._screenshots / f"{name}.png", animations="disabled")

    def _compose_box(self) -> Locator:
        return self.pane.locator(COMPOSE_BOX).first
