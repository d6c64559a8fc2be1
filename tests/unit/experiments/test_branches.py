"""Branches: what may be switched, what they are compared by, and that nothing else moves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.branches import (
    Branching,
    Lived,
    Switch,
    endpoint_values,
    endpoints,
    states,
    switches_of,
)
from interregnum.scenario.load import load_scenario

SCENARIO = load_scenario("mutiny-2023", ())


def lived(key: str, values: tuple[Any, ...], runs: int = 120, **settings: Any) -> list[Lived]:
    pairs = [(name.replace("__", "."), value) for name, value in settings.items()]
    scenario = load_scenario("mutiny-2023", pairs)
    asked = Branching(scenario=scenario, switches=[Switch(key, values)], runs=runs, seed=7)
    return list(asked.lived())


@pytest.mark.parametrize(
    ("switches", "rule"),
    [
        ((), "no switch is named"),
        ((Switch("sanctions", (True,)),), "two or more different values"),
        ((Switch("sanctions", (True, True)),), "two or more different values"),
        ((Switch("sanctions", (True, False)), Switch("sanctions", (True, False))), "twice"),
        ((Switch("horizon", (365, 730)),), "how long"),
        ((Switch("sanctoins", (True, False)),), "did you mean sanctions"),
        ((Switch("mode", ("forward", "condition")),), "mode = condition weighs runs"),
        ((Switch("selection", ("focal", "largets")),), "selection"),
        ((Switch("election.period", tuple(range(1, 67))),), "branches are more than"),
    ],
)
def test_a_switch_that_compares_nothing_is_refused(switches: tuple[Switch, ...], rule: str) -> None:
    with pytest.raises(ScenarioError, match=rule):
        Branching(scenario=SCENARIO, switches=switches, runs=10)


@pytest.mark.parametrize(("change", "rule"), [({"runs": 1}, "runs"), ({"seed": -1}, "seed")])
def test_numbers_out_of_range_are_refused(change: dict[str, int], rule: str) -> None:
    asked: dict[str, Any] = {"runs": 10, **change}
    with pytest.raises(ScenarioError, match=f"{rule} = "):
        Branching(scenario=SCENARIO, switches=[Switch("sanctions", (True, False))], **asked)


def test_a_word_is_no_list_of_values() -> None:
    with pytest.raises(ScenarioError, match="no list of values"):
        switches_of({"selection": "focal"})


def test_endpoints_of_a_hand_made_table() -> None:
    runs = pd.DataFrame(
        {
            "outcome": ["survives", "survives", "insider", "democracy", "regular_exit"],
            "day": pd.array([None, None, 29, 30, 400], dtype="Int64"),
            "result.contested": [False, True, False, False, False],
        }
    )
    values = {row.name: endpoint_values(runs, row.name, 365).tolist() for row in endpoints(365)}
    assert values["removed"] == [0, 0, 1, 1, 0]
    assert values["collapse"] == [0, 1, 1, 1, 0]
    assert values["removed_within_30_d"] == [0, 0, 1, 0, 0]
    assert values["exit_day"] == [365, 365, 29, 30, 365]
    assert values["survives"] == [1, 1, 0, 0, 0]
    assert "removed_within_365_d" not in values
    assert states(runs).tolist()[:2] == ["survives", "returned"]


def test_parameters_of_branches_are_equal_but_for_the_switch() -> None:
    first, second = lived("coordination.precision_units", (20.0, 60.0), runs=20)
    names = [name for name in first.runs.column_names if "." in name]
    drawn = [name for name in names if not name.startswith("result.")]
    differ = [n for n in drawn if not first.runs.column(n).equals(second.runs.column(n))]
    assert len(drawn) > 100
    assert differ == ["coordination.precision_units"]


def test_nothing_moves_before_the_day_on_which_the_switch_acts() -> None:
    onset = 60
    scheduled = {"value": float(onset), "range": [0.0, 700.0]}
    first, second = lived("mutiny.happens", (True, False), mutiny__onset_day=scheduled)
    before = []
    for row in (first, second):
        events = row.events.to_pandas()
        before.append(events[events["day"] < onset].reset_index(drop=True))
    # Those who fell before lived the same aftermath; those who had not, all days up to the onset.
    assert len(before[0]) > 100
    pd.testing.assert_frame_equal(before[0], before[1])
    ended = first.runs.column("day").to_pandas().fillna(9999) < onset
    one, other = (row.runs.to_pandas()[ended.to_numpy()] for row in (first, second))
    assert len(one) > 5
    assert one["outcome"].tolist() == other["outcome"].tolist()


def test_noise_stays_the_same_where_a_switch_changes_no_input() -> None:
    # Recognition enters the contest for power: all days up to a fall are the same to the last bit.
    first, second = lived("factions.recognition_effect", (1.0, -0.5))
    one, other = (row.events.to_pandas() for row in (first, second))
    falls = one[one["event"] == "removed"].groupby("run")["day"].first()
    assert 50 < len(falls) < 110
    ruled = []
    for frame in (one, other):
        last = frame["run"].map(falls).fillna(10_000)
        ruled.append(frame[frame["day"] < last].reset_index(drop=True))
    assert len(ruled[0]) > 300
    pd.testing.assert_frame_equal(*ruled)
    assert not one.equals(other)


def test_branches_do_not_depend_on_the_number_of_runs() -> None:
    few, many = (lived("sanctions", (True, False), runs=runs) for runs in (10, 25))
    for one, other in zip(few, many, strict=True):
        assert other.runs.slice(0, 10).equals(one.runs)


def test_every_combination_is_a_branch() -> None:
    switches = [Switch("sanctions", (True, False)), Switch("selection", ("focal", "largest"))]
    asked = Branching(scenario=SCENARIO, switches=switches, runs=2)
    assert [row.levels for row in asked.branches] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert asked.branches[1].name == "sanctions=true, selection=largest"
    assert np.prod([len(row.values) for row in switches]) == 4
