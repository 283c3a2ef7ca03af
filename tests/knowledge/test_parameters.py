"""An amount holds in its period alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.loader import COUNTRY
from knowledge.model import DatedValue, Parameter
from knowledge.parameters import ParameterNotInForceError, value_on
from knowledge.yaml_reader import parse, read_yaml


def parameter(*periods: tuple[str, str | None, int]) -> Parameter:
    values = tuple(
        DatedValue.model_validate(
            {
                "from": date.fromisoformat(first),
                "to": date.fromisoformat(last) if last else None,
                "sek": amount,
                "source": "lou",
                "facts": ("T-20",),
            }
        )
        for first, last, amount in periods
    )
    return Parameter(id="grans", name="Gräns", law="LOU", review_by=date(2027, 1, 31), values=values)


GAP = parameter(("2022-02-01", "2023-12-31", 1), ("2025-01-01", None, 2))


@pytest.mark.parametrize(
    ("day", "amount"),
    [("2022-02-01", 1), ("2023-12-31", 1), ("2025-01-01", 2), ("2099-12-31", 2)],
)
def test_the_first_and_the_last_day_belong_to_the_period(day: str, amount: int) -> None:
    assert value_on(GAP, date.fromisoformat(day)).sek == amount


@pytest.mark.parametrize("day", ["2022-01-31", "2024-01-01", "2024-12-31"])
def test_outside_the_periods_nothing_is_known(day: str) -> None:
    with pytest.raises(ParameterNotInForceError) as error:
        value_on(GAP, date.fromisoformat(day))
    assert error.value.parameter == "grans"
    assert error.value.day == date.fromisoformat(day)


def shipped() -> dict[str, Parameter]:
    document = read_yaml(COUNTRY / "parameters.yaml", "parameters.yaml")
    read = [parse(document, ("parameters", i), Parameter)[0] for i in range(len(document.data["parameters"]))]
    return {parameter.id: parameter for parameter in read if parameter}


SHIPPED = shipped()


@pytest.mark.parametrize(
    ("id_", "day", "sek", "eur"),
    [
        ("direktupphandlingsgrans_lou", "2022-02-01", 700_000, None),
        ("direktupphandlingsgrans_lou", "2030-01-01", 700_000, None),
        ("direktupphandlingsgrans_lou_bilaga2", "2022-02-01", 7_802_550, None),
        ("direktupphandlingsgrans_lou_bilaga2", "2025-12-31", 8_109_450, None),
        ("direktupphandlingsgrans_lou_bilaga2", "2026-01-01", None, 750_000),
        ("direktupphandlingsgrans_luf", "2026-01-01", 1_200_000, None),
        ("direktupphandlingsgrans_luf_bilaga2", "2023-12-31", 10_403_400, None),
        ("direktupphandlingsgrans_luf_bilaga2", "2024-01-01", 10_812_600, None),
        ("direktupphandlingsgrans_luf_bilaga2", "2027-12-31", None, 1_000_000),
        ("direktupphandlingsgrans_lufs", "2024-06-01", 1_200_000, None),
        ("direktupphandlingsgrans_luk", "2023-12-31", 2_799_554, None),
        ("direktupphandlingsgrans_luk", "2024-01-01", 2_994_008, None),
        ("direktupphandlingsgrans_luk", "2026-01-01", None, 270_200),
        ("dokumentationsgrans_lou", "2026-01-01", 100_000, None),
        ("efterannonsgrans_luf", "2026-01-01", 1_200_000, None),
    ],
)
def test_the_limits_that_ship_are_those_of_the_law(
    id_: str, day: str, sek: int | None, eur: int | None
) -> None:
    value = value_on(SHIPPED[id_], date.fromisoformat(day))
    assert (value.sek, value.eur) == (sek, eur)


@given(st.sampled_from(sorted(SHIPPED)), st.dates(date(2000, 1, 1), date(2022, 1, 31)))
def test_no_limit_reaches_back_before_the_rules_of_2022(id_: str, day: date) -> None:
    with pytest.raises(ParameterNotInForceError):
        value_on(SHIPPED[id_], day)
