"""Heavy work is done one piece at a time beside the loop, and not at all when too much waits."""

import asyncio
import threading

from bot.meaning.thread import MOST_WAITING, Thread


async def test_the_loop_goes_on_while_heavy_work_is_done():
    """Other turns are taken meanwhile."""
    aside, done = Thread(), threading.Event()
    working = asyncio.ensure_future(aside(lambda: done.wait(5), False))
    await asyncio.sleep(0)
    assert not working.done()
    done.set()
    assert await working is True


async def test_more_than_can_be_waited_for_is_answered_at_once():
    """The light answer is better than a late one, and the room comes back."""
    aside, done = Thread(), threading.Event()
    waiting = [asyncio.ensure_future(aside(lambda: done.wait(5), False)) for _ in range(MOST_WAITING)]
    await asyncio.sleep(0)
    assert await aside(lambda: "heavy", "light") == "light"
    done.set()
    assert await asyncio.gather(*waiting) == [True] * MOST_WAITING
    assert await aside(lambda: "heavy", "light") == "heavy"


async def test_what_fails_gives_its_room_back():
    """An error is the caller's, and does not fill the queue."""
    aside = Thread()

    def fail() -> None:
        raise ValueError

    for _ in range(MOST_WAITING + 1):
        try:
            await aside(fail, None)
        except ValueError:
            continue
    assert await aside(lambda: "heavy", "light") == "heavy"
