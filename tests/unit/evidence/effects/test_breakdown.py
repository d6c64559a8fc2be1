"""Breakdowns of four regimes, counted on one's fingers, late entry and all."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from interregnum.effects import Effect
from interregnum.evidence.effects.breakdown import FAMILY
from made_tables import counts, found, rows

Codes = tuple[int, int, int]


def regime(
    gw: int, group: str, ages: range, codes: Codes | None, first: int = 1960
) -> list[tuple[object, ...]]:
    """Return the years of a regime; ``codes`` are mode, deaths and successor of its end."""
    lines = []
    for place, age in enumerate(ages):
        ends = codes is not None and age == ages[-1]
        mode, deaths, successor = codes if ends and codes else (0, 0, 0)
        year = first + place
        day = f"{year}-12-01" if ends else None
        lines.append((gw, year, group, f"{gw}", age, int(ends), mode, deaths, successor, day))
    return lines


def table() -> pd.DataFrame:
    """Return a regime felled by a coup, one that stands, one seen from year 3, one voted out."""
    frame = rows(
        "gw year regime_group gwf_casename gwf_duration gwf_fail gwf_fail_type gwf_fail_violent "
        "gwf_fail_subsregime date",
        *regime(2, "military", range(1, 5), (5, 1, 2)),
        *regime(20, "party", range(1, 7), None),
        *regime(40, "personal", range(3, 9), (4, 3, 1)),
        *regime(41, "personal", range(1, 3), (2, 1, 1), first=1970),
    )
    return frame.assign(date=pd.to_datetime(frame["date"]))


@pytest.fixture(scope="module")
def effects() -> dict[str, Effect]:
    """Return the family over the four regimes."""
    return found(FAMILY, {"gwf": table()})


def test_rates_are_breakdowns_by_country_years(effects: dict[str, Effect]) -> None:
    assert counts(effects["breakdown.rate.all"]) == (3, 18)
    assert effects["breakdown.rate.all"].estimate == pytest.approx(3 / 18)
    assert counts(effects["breakdown.rate.personal"]) == (2, 8)
    assert counts(effects["breakdown.rate.1970s"]) == (1, 2)
    assert counts(effects["breakdown.rate.mode.coup"]) == (1, 18)


def test_survival_lets_regimes_enter_when_first_seen(effects: dict[str, Effect]) -> None:
    # Year 2: one of three ends; year 4: one of three, the late one now among them.
    assert effects["breakdown.survival_5y.all"].estimate == pytest.approx(2 / 3 * 2 / 3)
    assert counts(effects["breakdown.survival_5y.all"]) == (2, 4)


def test_which_end_came_first_adds_up_to_one(effects: dict[str, Effect]) -> None:
    first = {
        cause: effects[f"breakdown.incidence_10y.{cause}.all"].estimate
        for cause in ("insiders_or_election", "coup", "uprising", "insurgents", "other")
    }
    assert first["insiders_or_election"] == pytest.approx(1 / 3)
    assert first["coup"] == pytest.approx(2 / 9)
    assert first["uprising"] == pytest.approx(4 / 9)
    assert effects["breakdown.survival_10y.all"].estimate == 0.0


def test_modes_deaths_and_successors_have_breakdowns_below(effects: dict[str, Effect]) -> None:
    assert counts(effects["breakdown.mode_share.coup.all"]) == (1, 3)
    assert counts(effects["breakdown.mode_share.by_election.all"]) == (1, 3)
    assert counts(effects["breakdown.deaths_over_25.personal"]) == (1, 2)
    assert counts(effects["breakdown.successor.democracy.all"]) == (2, 3)
    assert counts(effects["breakdown.successor.democracy.mode.uprising"]) == (1, 1)
    difference = effects["breakdown.successor_difference.democracy.uprising_coup"]
    assert difference.estimate == 1.0
    assert difference.low < 1.0
    assert counts(effects["breakdown.unarmed_share.personal"]) == (1, 2)


def test_a_breakdown_after_the_last_day_is_not_seen() -> None:
    before = found(FAMILY, {"gwf": table()}, date(1963, 11, 30))
    assert counts(before["breakdown.rate.all"]) == (0, 12)
    after = found(FAMILY, {"gwf": table()}, date(1963, 12, 1))
    assert counts(after["breakdown.rate.all"]) == (1, 12)
