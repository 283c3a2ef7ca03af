"""As time passes: one reminder of each kind, silent claims back to the queue, one summary a morning."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.tickets.desk import TicketDesk
from bot.tickets.model import Reminded, TicketState
from bot.tickets.postman import PostmanUnavailableError
from bot.tickets.reminding import Reminding
from bot.tickets.working_hours import Calendar
from knowledge.working_hours import WEEK, WorkingHours

HOURS = WorkingHours.model_validate(
    {
        "week": {day: ["08.00–12.00", "13.00–17.00"] for day in WEEK[:5]},
        "answer_within": 8,
        "urgent_within": 2,
        "remind_before": 2,
        "return_after": 8,
        "approved": {"by": "Enhetschefen", "on": date(2026, 1, 1)},
    }
)
CALENDAR = Calendar(HOURS, ZoneInfo("Europe/Stockholm"))
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # nine o'clock in Stockholm


@pytest.fixture
def sent():
    return []


@pytest.fixture
async def open_reminding(open_office, clock, sent):
    """The office's clock stands at Monday nine o'clock."""

    async def open_one():
        office = await open_office()
        clock.now = MONDAY
        office.desk = TicketDesk(office.store.tickets, clock, office.dispatcher.kick, CALENDAR.promise)

        async def post(tickets, now):
            sent.append((len(tickets), now))

        reminding = Reminding(
            desk=office.desk,
            digests=office.store.digests,
            calendar=lambda: CALENDAR,
            stand_in=lambda *_: "Ersättaren",
            post_digest=post,
            clock=clock,
        )
        return office, reminding

    return open_one


@pytest.fixture
async def office_and_reminding(open_reminding):
    return await open_reminding()


def told(office):
    return [text for where, _, text in office.postman.carried if text.startswith("news")]


async def test_a_ticket_is_promised_a_time(office_and_reminding):
    office, _ = office_and_reminding
    assert (await office.submit()).due_at == MONDAY + timedelta(days=1)


async def test_the_experts_are_reminded_once_before_and_once_after(office_and_reminding, clock):
    office, reminding = office_and_reminding
    await office.submit()
    await office.settle()
    soon, overdue = Reminded.SOON, Reminded.OVERDUE
    for hours, reminded in ((1, None), (7, soon), (7.2, soon), (24, overdue), (25, overdue)):
        clock.now = MONDAY + timedelta(hours=hours)
        await reminding.look()
        assert (await office.desk.get(1)).reminded is reminded
        await office.settle()
    assert told(office) == ["news: 1 remind", "news: 1 remind"]


async def test_nobody_is_reminded_at_night(office_and_reminding, clock):
    office, reminding = office_and_reminding
    await office.submit()
    clock.now = MONDAY + timedelta(hours=14)
    await reminding.look()
    assert (await office.desk.get(1)).reminded is None


async def test_what_is_answered_is_not_reminded_of(office_and_reminding, clock, expert):
    office, reminding = office_and_reminding
    await office.submit()
    await office.desk.take(1, expert)
    await office.answer(1, expert, "Ja.")
    clock.now = MONDAY + timedelta(hours=25)
    await reminding.look()
    assert (await office.desk.get(1)).reminded is None


async def test_a_silent_claim_goes_back_and_to_the_deputy(office_and_reminding, clock, expert):
    office, reminding = office_and_reminding
    await office.submit()
    await office.settle()
    await office.desk.take(1, expert)
    clock.now = MONDAY + timedelta(hours=25)
    await reminding.look()
    ticket = await office.desk.get(1)
    assert (ticket.state, ticket.holder, ticket.addressee) == (TicketState.ANNOUNCED, None, "Ersättaren")
    await office.settle()
    assert "news: 1 return" in told(office)


async def test_a_claim_that_is_worked_on_stays(office_and_reminding, clock, expert):
    office, reminding = office_and_reminding
    await office.submit()
    await office.desk.take(1, expert)
    clock.now = MONDAY + timedelta(hours=23)
    await office.desk.note(1, expert, "Jag ringer leverantören.")
    clock.now = MONDAY + timedelta(hours=25)
    await reminding.look()
    assert (await office.desk.get(1)).holder == expert


async def test_replicas_that_look_at_the_same_moment_remind_once(open_reminding, clock, sent):
    office, reminding = await open_reminding()
    _, twin = await open_reminding()
    await office.submit()
    clock.now = MONDAY + timedelta(hours=24)
    for one in (reminding, twin, reminding):
        await one.look()
    await office.settle()
    assert told(office) == ["news: 1 remind"]
    assert len(sent) == 1


async def test_each_morning_has_one_summary(office_and_reminding, clock, sent):
    office, reminding = office_and_reminding
    await office.submit()
    for hours in (0, 0.5, 3, 23, 24, 24.1):
        clock.now = MONDAY + timedelta(hours=hours)
        await reminding.look()
    assert [(count, now) for count, now in sent] == [(1, MONDAY), (1, MONDAY + timedelta(hours=23))]


async def test_without_open_tickets_a_morning_is_quiet(office_and_reminding, sent):
    _, reminding = office_and_reminding
    await reminding.look()
    assert sent == []


async def test_a_summary_that_could_not_be_sent_is_sent_later(office_and_reminding, clock, sent):
    office, reminding = office_and_reminding
    await office.submit()

    async def fail(tickets, now):
        raise PostmanUnavailableError

    broken = Reminding(**{**vars(reminding), "post_digest": fail})
    await broken.look()
    await reminding.look()
    assert len(sent) == 1


async def test_without_working_hours_nothing_is_promised_or_reminded_of(office, clock):
    reminding = Reminding(
        desk=office.desk,
        digests=office.store.digests,
        calendar=lambda: None,
        stand_in=lambda *_: "",
        post_digest=None,
        clock=clock,
    )
    assert (await office.submit()).due_at is None
    await reminding.look()
    assert (await office.desk.get(1)).reminded is None
