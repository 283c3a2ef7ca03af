"""A few of the deaths that ``make prove`` dies, in every run of the tests."""

import aiohttp
import pytest
from organisation import process_context
from simulated_teams import Connector, Mood
from story import tell


@pytest.mark.parametrize("dies_at", [0, 14, 27, 41])
async def test_a_death_between_the_click_and_the_answer_loses_nothing(tmp_path, dies_at):
    """One ticket, one holder, one answer, and cards that say so, whenever the process is killed."""
    connector = Connector()
    await connector.start()
    try:
        async with aiohttp.ClientSession() as session:
            outcome = await tell(
                process_context(),
                connector,
                session,
                f"sqlite:///{tmp_path}/bot.db",
                name="one",
                mood=Mood.WELL,
                dies_at=dies_at,
            )
    finally:
        await connector.stop()
    assert bool(outcome.death) == bool(dies_at)
