"""Episodes of large protest on hand-made tables; under the usual last day there is none."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd

from interregnum.evidence.effects.protest import (
    FAMILY,
    episodes,
    quiet_days,
    under_autocracy,
)
from made_tables import counts, found, rows

LATE = date(1999, 12, 31)
BIG, SMALL = ">10000", "100-999"
PROTESTS = rows(
    "gw date end participants_category killings shootings beatings arrests accommodation ignore",
    (2, "1991-01-10", "1991-01-12", BIG, 0, 0, 1, 0, 0, 0),
    (2, "1991-02-05", "1991-02-05", "5000-10000", 1, 0, 0, 1, 0, 0),
    (2, "1991-02-20", "1991-02-20", SMALL, 0, 0, 0, 0, 1, 0),
    (2, "1991-05-01", "1991-05-01", BIG, 0, 0, 0, 0, 1, 0),
    (20, "1992-03-01", None, BIG, 0, 0, 0, 0, 0, 1),
    (40, "1992-03-01", "1992-03-01", BIG, 0, 0, 0, 0, 0, 1),
)
REGIMES = rows(
    "gw gwf_startdate gwf_enddate regime_group",
    (2, "1980-01-01", "1995-06-30", "personal"),
    (20, "1980-01-01", None, "party"),
    (40, "1980-01-01", None, None),
)
LEADERS = rows(
    "gw leader startdate enddate exit yrborn",
    (2, "a", "1985-01-01", "1991-06-30", "Irregular", 1930),
    (2, "b", "1991-06-30", "1999-12-31", "Still in Office", 1930),
    (20, "c", "1985-01-01", "1992-12-01", "Natural Death", 1930),
)
FRAMES = {"mass_mobilization": PROTESTS, "archigos": LEADERS, "reign.regimes": REGIMES}


def test_thirty_quiet_days_end_an_episode_and_small_protests_make_none() -> None:
    seen = episodes(PROTESTS, LATE)
    days = [(gw, day.strftime("%Y-%m-%d")) for gw, day in zip(seen["gw"], seen["day"], strict=True)]
    assert days == [
        (2, "1991-01-10"),
        (2, "1991-05-01"),
        (20, "1992-03-01"),
        (40, "1992-03-01"),
    ]
    assert seen["killings"].tolist() == [1, 0, 0, 0]
    assert seen["accommodation"].tolist() == [0, 1, 0, 0]


def test_events_after_the_last_day_are_not_seen() -> None:
    seen = episodes(PROTESTS, date(1991, 1, 31))
    assert seen["last"].tolist() == [pd.Timestamp(1991, 1, 12)]
    assert seen["killings"].tolist() == [0]


def test_only_days_under_an_autocracy_count() -> None:
    cases = rows(
        "gw day", (2, "1991-01-10"), (2, "1996-01-01"), (20, "1999-01-01"), (40, "1992-01-01")
    )
    kept = under_autocracy(cases, REGIMES)
    assert kept["gw"].tolist() == [2, 20]


def test_quiet_days_follow_a_year_without_an_episode() -> None:
    quiet = quiet_days(episodes(PROTESTS, LATE), pd.Timestamp(1993, 12, 31))
    own = quiet[quiet["gw"] == 2]["day"].dt.year.tolist()
    assert own == [1991, 1993]


def test_exits_are_counted_within_the_window_and_death_is_none() -> None:
    effects = found(FAMILY, FRAMES, LATE)
    # Episodes under autocracy: country 2 in January and May 1991, country 20 in 1992.
    assert counts(effects["protest.response.violence"]) == (1, 3)
    assert counts(effects["protest.exit_90d.episode"]) == (1, 3)
    assert counts(effects["protest.exit_1y.episode"]) == (2, 3)
    assert counts(effects["protest.exit_90d.episode_with_killings"]) == (0, 1)
    assert counts(effects["protest.exit_1y.episode_with_killings"]) == (1, 1)


def test_no_effect_has_a_case_under_the_usual_last_day_and_each_says_so() -> None:
    assert not FAMILY.for_calibration
    effects = found(FAMILY, FRAMES)
    assert set(effects) == set(found(FAMILY, FRAMES, LATE))
    for effect in effects.values():
        assert effect.n == 0
        assert math.isnan(effect.estimate)
        assert "begins in 1990" in effect.caveat


def test_windows_beyond_the_list_of_rulers_are_left_out() -> None:
    cut = LEADERS.assign(
        enddate=LEADERS["enddate"].where(LEADERS["leader"] != "b", pd.Timestamp(1991, 7, 15)),
    )
    cut = cut[cut["leader"] != "c"]
    effects = found(FAMILY, {**FRAMES, "archigos": cut}, LATE)
    assert counts(effects["protest.exit_90d.episode"]) == (0, 1)
    assert counts(effects["protest.exit_1y.episode"]) == (0, 0)
