"""The later facts are those of the evidence's own functions, over later cases only."""

from __future__ import annotations

from datetime import date

import numpy as np

from interregnum.calibration.later.facts import later_facts, later_untils
from interregnum.calibration.later.window import LaterTables, Window
from interregnum.calibration.targets import TARGETS, facts_on
from later_record import LAST, MadeSources


def test_a_window_over_the_whole_record_gives_the_facts_of_the_record() -> None:
    made = MadeSources()
    window = Window(1946, pretended=True)
    tables = LaterTables(made, window)
    untils, missing = later_untils(tables)
    found = later_facts(tables, untils, missing).values
    whole = facts_on(made, date(1989, 12, 31))
    for name in ("breakdown.rate.personal", "campaigns.success.nonviolent"):
        if name in found:
            assert found[name] == whole[name]
    assert found["breakdown.rate.personal"].n > 0


def test_later_years_alone_are_counted() -> None:
    made = MadeSources()
    tables = LaterTables(made, Window(1990))
    found = later_facts(tables, *later_untils(tables)).values["breakdown.rate.party"]
    frame = made.table("gwf").frame
    later = frame[(frame["year"] >= 1990) & (frame["regime_group"] == "party")]
    assert (found.n, found.events) == (len(later), int(later["gwf_fail"].sum()))


def test_facts_whose_list_ends_in_1989_are_missing_and_say_so() -> None:
    tables = LaterTables(MadeSources(without=("powell_thyne.events",)), Window(1990))
    untils, missing = later_untils(tables)
    assert "attempts.success.without_failure_in_five_years" in missing
    assert "powell_thyne.events has no later rows" in missing["after_failure.attempts_ratio.year_1"]
    assert "breakdown.rate.party" in untils
    assert set(untils) | set(missing) == {target.name for target in TARGETS}


def test_every_fact_is_counted_or_missing_and_draws_move_around_it() -> None:
    tables = LaterTables(MadeSources(), Window(1990))
    found = later_facts(tables, *later_untils(tables))
    assert set(found.values) | set(found.missing) == {target.name for target in TARGETS}
    assert found.untils["breakdown.rate.party"] == date(LAST, 12, 31)
    drawn = found.draws(200, 1)
    name = "breakdown.rate.party"
    spread = float(np.std(drawn[name]))
    assert abs(float(np.mean(drawn[name])) - found.values[name].estimate) < spread
    assert 0.3 < spread / found.values[name].error < 3.0
