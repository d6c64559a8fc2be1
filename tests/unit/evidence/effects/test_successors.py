"""Heirs of four autocracies, told on one's fingers, and the last day looked at."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from interregnum.effects import Effect
from interregnum.evidence.effects.successors import FAMILY, heirs
from made_tables import MadeTables

COLUMNS = ("gw", "gwf_regimetype", "regime_group", "gwf_startdate", "gwf_enddate", "censored")
SPELLS = (
    (2, "personal", "personal", "1950-01-01", "1960-01-01", False),
    (2, "provisional", None, "1960-01-01", "1960-06-01", False),
    (2, "military", "military", "1960-06-01", "1970-01-01", False),
    (2, "presidential", None, "1970-01-01", "1989-12-31", True),
    (20, "personal", "personal", "1950-01-01", "1975-01-01", False),
    (20, "military-personal", "military", "1975-01-01", "1989-12-31", True),
    (40, "party", "party", "1950-01-01", "1980-01-01", False),
    (41, "personal", "personal", "1960-01-01", "1988-06-01", False),
    (41, "party", "party", "1990-03-01", "1999-01-01", False),
)


def spells() -> pd.DataFrame:
    frame = pd.DataFrame(SPELLS, columns=list(COLUMNS))
    frame["regime_group"] = frame["regime_group"].astype("string")
    for column in ("gwf_startdate", "gwf_enddate"):
        frame[column] = pd.to_datetime(frame[column])
    return frame


def computed(until: date = date(1989, 12, 31)) -> dict[str, Effect]:
    tables = MadeTables({"reign.regimes": spells()})
    return {effect.name: effect for effect in FAMILY.compute(tables, until, 200, 0)}


def test_heirs_are_the_next_settled_rule() -> None:
    found = heirs(spells(), date(1989, 12, 31))
    told = list(zip(found["gw"], found["group"], found["heir"], strict=True))
    assert told == [
        (2, "personal", "military"),
        (2, "military", "democracy"),
        (20, "personal", "military"),
        (40, "party", "other"),
    ]


def test_an_heir_of_a_later_day_is_not_looked_at() -> None:
    later = heirs(spells(), date(1995, 1, 1))
    assert (41, "party") in set(zip(later["gw"], later["heir"], strict=True))
    assert 41 not in set(heirs(spells(), date(1989, 12, 31))["gw"])


def test_shares_are_counts_over_those_that_ended() -> None:
    found = computed()
    military = found["successors.share.military.all"]
    assert (military.estimate, military.n, military.events) == (0.5, 4, 2)
    assert found["successors.share.military.personal"].estimate == 1.0


def test_the_rank_is_against_the_largest_other_known_kind() -> None:
    rank = computed()["successors.rank.military.all"]
    assert rank.estimate == pytest.approx(0.5 - 0.25)
    assert rank.low <= rank.estimate <= rank.high
