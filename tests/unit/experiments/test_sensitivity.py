"""Sensitivity of a case: what is refused, what is run, and no dependence on threads."""

from __future__ import annotations

from typing import Any

import pytest

import interregnum as ir
from interregnum.errors import ScenarioError
from interregnum.experiments.sensitivity import Method, Sensing, lived_outcomes


def asked(**changes: Any) -> Sensing:
    whole: dict[str, Any] = {
        "scenario": ir.load("mutiny-2023").scenario,
        "parameters": ("start.type_mean", "factions.taint"),
        "points": 16,
        "seed": 7,
    }
    return Sensing(**{**whole, **changes})


def test_results_do_not_depend_on_threads() -> None:
    one, two = (asked(workers=workers).rankings() for workers in (1, 2))
    # What is no number equals itself as a word.
    assert repr(one) == repr(two)
    assert asked().runs() == 16 * 4 * 2


def test_a_design_may_move_a_structure_and_measure_several_outcomes() -> None:
    given = asked(
        outcomes=("removed", "exit_day"),
        structures={"selection": ["largest", "smallest"]},
    )
    found = given.rankings()
    assert [ranking.outcome for ranking in found] == ["removed", "exit_day"]
    names = {row.name for row in found[0].rows}
    assert names == {"start.type_mean", "factions.taint", "scenario.selection"}
    units = {row.unit for row in found[0].rows}
    assert units == {"1"}


def test_what_a_design_moves_is_what_runs_are_given() -> None:
    given = asked(method=Method.MORRIS, points=4, replicates=1)
    (ranking,) = given.rankings()
    assert ranking.resolved
    assert {row.name for row in ranking.rows} == set(given.parameters)


@pytest.mark.parametrize("method", [Method.SOBOL, Method.MORRIS])
def test_weights_move_together_as_one_input(method: Method) -> None:
    given = asked(method=method, parameters=("weights", "start.type_mean"))
    assert given.runs() == 16 * (4 if method is Method.SOBOL else 3) * 2
    (ranking,) = given.rankings()
    rows = {row.name: row.values for row in ranking.rows}
    assert set(rows) == {"weights", "start.type_mean"}
    signed = "difference" if method is Method.SOBOL else "mean"
    assert rows["weights"][signed].estimate != rows["weights"][signed].estimate
    assert rows["start.type_mean"][signed].estimate < 0.0


def test_given_data_rank_what_runs_drew() -> None:
    given = asked(method=Method.PAWN, points=200)
    (ranking,) = given.rankings()
    assert len(ranking.rows) == 3
    assert ranking.rows[0].name == "start.type_mean"
    assert given.runs() == 200


def test_screening_takes_the_strongest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interregnum.experiments.sensitivity.SCREENING_RUNS", 300)
    chosen = asked(parameters=(), most=3).inputs()
    assert len(chosen) == 3
    assert "start.type_mean" in [one.name for one in chosen]


@pytest.mark.parametrize(
    ("changes", "way_out"),
    [
        ({"outcomes": ("remove",)}, "did you mean removed"),
        ({"outcomes": ()}, "at least one outcome"),
        ({"outcomes": ("removed", "removed")}, "each once"),
        ({"parameters": ("start.typ_mean",)}, "did you mean start.type_mean"),
        ({"points": 100}, "power of two"),
        ({"replicates": 1}, "at least 2"),
        ({"most": 0}, "at least 1 parameter"),
        ({"seed": -1}, "give one in"),
        ({"method": Method.PAWN, "points": 100}, "at least 200"),
        ({"method": Method.PAWN, "structures": {"selection": ["focal", "largest"]}}, "sobol"),
        ({"method": Method.MORRIS, "points": 2}, "at least 4 paths"),
    ],
)
def test_what_cannot_be_analysed_is_refused(changes: dict[str, Any], way_out: str) -> None:
    with pytest.raises(ScenarioError, match=way_out):
        asked(**changes)


def test_outcomes_lie_in_the_order_of_lives() -> None:
    from interregnum.engine.mean_field import Lives
    from interregnum.experiments.ensemble import Job

    given = asked()
    forwards, backwards = (
        lived_outcomes(
            Job(given.plan, 7, lives=Lives(numbers)), ("removed", "exit_day"), 2
        ).tolist()
        for numbers in (range(40), range(39, -1, -1))
    )
    assert forwards == backwards[::-1]
