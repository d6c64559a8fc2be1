"""The shape of later worlds is the later record's own, and old regimes stand on the first day."""

from __future__ import annotations

import numpy as np
import pandas as pd

from interregnum.calibration.chain import STARTING, Founder, Shape, history_of
from interregnum.calibration.later.worlds import Draws, rulers_for, shape_of
from later_record import TYPES, rulers
from made_tables import MadeTables


def gwf(*lines: tuple[int, int, str, str, int]) -> MadeTables:
    frame = pd.DataFrame(lines, columns=["gw", "year", "regime_group", "gwf_startdate", "gwf_fail"])
    frame["gwf_startdate"] = pd.to_datetime(frame["gwf_startdate"])
    return MadeTables({"gwf": frame})


STOOD = tuple((gw, 1990, "party", "1960-01-01", 0) for gw in range(1, 4))


def test_regimes_that_stand_begin_with_their_age_and_later_ones_on_their_day() -> None:
    tables = gwf(
        (1, 1989, "party", "1985-01-01", 0),
        (1, 1990, "party", "1985-01-01", 1),
        (2, 1990, "personal", "1940-01-01", 0),
        (3, 1989, "military", "1980-01-01", 1),
        (3, 1996, "military", "1995-03-02", 0),
    )
    shape = shape_of(tables, 1990, 2000)
    assert (shape.countries, shape.first_year, shape.last_year) == (3, 1990, 2000)
    five, oldest, later = shape.founders
    assert five == Founder("party", -1826)
    assert oldest == Founder("personal", -round(20 * 365.25))
    assert later == Founder(
        "military", (pd.Timestamp("1995-03-02") - pd.Timestamp("1990-01-01")).days
    )


def test_few_later_regimes_leave_the_shares_of_types_to_1989() -> None:
    assert dict(shape_of(gwf(*STOOD), 1990, 2000).starting) == STARTING


def test_many_later_regimes_give_the_shares_of_their_types() -> None:
    begun = [(10 + n, 1995, "military", "1994-05-05", 0) for n in range(12)]
    assert dict(shape_of(gwf(*STOOD, *begun), 1990, 2000).starting) == {"military": 1.0}


def test_a_list_that_ends_before_the_window_gives_the_shape_of_its_last_year() -> None:
    tables = gwf((1, 1989, "party", "1985-01-01", 0), (2, 1989, "personal", "1980-01-01", 1))
    assert [one.regime_type for one in shape_of(tables, 1990, 2000).founders] == ["party"]


def test_an_old_regime_stands_on_the_first_day_whatever_its_hazard() -> None:
    founders = tuple(Founder("military", -3650) for _ in range(40))
    shape = Shape(countries=40, first_year=1990, last_year=2000, last_start=2000, founders=founders)
    pools = {name: rulers(500, 4, name, 0.3) for name in TYPES}
    history = history_of(pools, shape, 1)
    first = {regime.country: regime for regime in reversed(history.regimes)}
    assert len(first) == 40
    assert all(one.end is None or one.end > 0 for one in first.values())
    assert all(one.start in (-3650, 0) for one in first.values())
    # Nothing of a regime that was laid and taken away is left.
    kept = {(part.country, part.clock) for part in history.segments}
    assert len(kept) == len(history.segments)
    assert history.taken["military"] > len(history.segments) // 2


def test_worlds_without_given_regimes_are_drawn_as_before() -> None:
    pools = {name: rulers(300, 4, name) for name in TYPES}
    history = history_of(pools, Shape(countries=20), 9)
    assert {regime.start >= 0 for regime in history.regimes} == {True}


def test_draws_are_spread_by_weight_and_named_by_parameter() -> None:
    columns = {
        "type_mean.party": np.array([0.4, 0.9]),
        "opportunity.attempt_rate": np.array([1.0, 2.0]),
    }
    draws = Draws(np.array([3.0, 1.0]), columns).spread(4)
    assert draws.columns["opportunity.attempt_rate"].tolist() == [1.0, 1.0, 1.0, 2.0]
    assert draws.given(3, "party") == {"start.type_mean": 0.9, "opportunity.attempt_rate": 2.0}
    assert draws.given(3, "military") == {"opportunity.attempt_rate": 2.0}


def test_more_years_ask_for_more_rulers() -> None:
    few = shape_of(gwf(*STOOD), 1990, 1995)
    many = shape_of(gwf(*(STOOD[0][:1] + row[1:] for row in STOOD)), 1990, 2020)
    assert rulers_for(many)["party"] >= rulers_for(few)["party"] >= 40
