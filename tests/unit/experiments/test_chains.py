"""Which runs are told, and where each turned: by counting runs with the same history."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from interregnum.experiments.chains import (
    ALIKE,
    Moment,
    chains,
    histories,
    kind_of,
    pivot_of,
)

STEP = Moment(0, None, None, "deal", 0.0, False, 50)


def events(rows: list[tuple[int, int, str, float]]) -> pd.DataFrame:
    """Return an event log from run, day, event and size."""
    frame = pd.DataFrame(rows, columns=["run", "day", "event", "size"])
    return frame.assign(hour=math.nan, place=None)


def study() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return 100 runs: 50 with a desertion, of which 45 fall; 50 without, of which 5 do."""
    rows, outcomes = [], []
    for run in range(100):
        rows.append((run, 0, "mutiny_begins", 9000.0))
        deserted = run < 50
        if deserted:
            rows.append((run, 1, "pyramid_deserts", 0.2))
        fell = run < 45 or run >= 95
        if fell:
            rows += [(run, 2, "coup_attempt", 0.9), (run, 2, "removed", 5.0)]
        outcomes.append("insider" if fell else "survives")
    days = pd.array([2 if name == "insider" else None for name in outcomes], dtype="Int64")
    runs = pd.DataFrame({"run": range(100), "outcome": outcomes, "day": days})
    return runs.assign(**{"result.deaths": 0.0}), events(rows)


def test_a_fall_is_said_of_the_event_that_brought_it() -> None:
    found = histories(events([(0, 3, "mass_attack", 0.7), (0, 3, "removed", 4.0)]), [0, 1])
    assert [(m.event, m.felled) for m in found[0]] == [("mass_attack", True)]
    assert found[1] == []


def test_what_only_measures_an_attack_is_not_told() -> None:
    measured = [(0, 3, "crowd", 0.1), (0, 3, "units_aside", 0.2), (0, 3, "mass_attack", 0.7)]
    found = histories(events([*measured, (0, 3, "removed", 4.0)]), [0])
    assert [(m.event, m.felled) for m in found[0]] == [("mass_attack", True)]


def test_a_fall_without_a_visible_cause_stands_alone() -> None:
    found = histories(events([(0, 1, "deal", 0.4), (0, 3, "removed", 4.0)]), [0])
    assert [(m.event, m.felled) for m in found[0]] == [("deal", False), ("removed", True)]


def test_the_ease_of_a_capture_counts_by_halves_and_other_sizes_do_not() -> None:
    taken = Moment(0, 7.0, "hub", "place_taken", 0.5, False)
    assert kind_of(taken) == kind_of(taken._replace(size=0.9))
    assert kind_of(taken) != kind_of(taken._replace(size=0.49))
    assert kind_of(STEP) == kind_of(STEP._replace(size=0.9, day=300))
    assert kind_of(STEP) != kind_of(STEP._replace(felled=True))


def test_shares_are_those_of_the_runs_with_the_same_history() -> None:
    told = {chain.outcome: chain for chain in chains(*study())}
    fell = told["insider"]
    assert fell.share_before == 0.5
    assert [m.alike for m in fell.moments] == [100, 50, 45]
    assert [m.share for m in fell.moments] == pytest.approx([0.5, 0.9, 1.0])
    assert fell.moments[fell.pivot or 0].event == "pyramid_deserts"


def test_what_the_scenario_imposes_is_never_pivotal() -> None:
    steps = [STEP._replace(event="mutiny_begins", share=0.9), STEP._replace(share=0.97)]
    assert pivot_of(steps, 0.5, True) == 0
    assert pivot_of(steps, 0.5, True, ("mutiny_begins",)) == 1


def test_a_survivor_turns_where_the_share_of_removals_falls() -> None:
    steps = [STEP._replace(share=0.8), STEP._replace(share=0.2)]
    assert (pivot_of(steps, 0.5, True), pivot_of(steps, 0.5, False)) == (0, 1)


def test_small_moves_and_few_runs_turn_nothing() -> None:
    assert pivot_of([STEP._replace(share=0.54)], 0.5, True) is None
    assert pivot_of([STEP, STEP._replace(share=0.9)], 0.5, True) is None


def test_nothing_is_said_of_histories_that_few_runs_share() -> None:
    runs, log = study()
    lonely = events([(99, 1, "front_breaks", 1.0)])
    log = pd.concat([log, lonely]).sort_values(["run", "day"], kind="stable")
    weights = [0.0] * 99 + [1.0]
    chain = chains(runs, log, weights)[0]
    assert chain.run == 99
    assert chain.moments[-1].alike < ALIKE
    assert chain.moments[-1].share is None


def test_runs_are_weighed_where_they_are_conditioned() -> None:
    runs, log = study()
    weights = [0.0 if run < 45 else 1.0 for run in range(100)]
    assert chains(runs, log, weights)[0].share_before == pytest.approx(5 / 55)


def test_the_deadliest_run_is_told_too() -> None:
    runs, log = study()
    runs.loc[70, "result.deaths"] = 1234.0
    last = chains(runs, log)[-1]
    assert last.run == 70
    assert last.reason.endswith("about 1,200")
