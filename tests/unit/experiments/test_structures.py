"""Rival structures: which there are, and that each is compared with the scenario's own."""

from __future__ import annotations

import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.branches import Branching, Switch
from interregnum.experiments.structures import rival_structures, rivals
from interregnum.scenario.load import load_scenario

SCENARIO = load_scenario("mutiny-2023", ())
PAIR = [Switch("mutiny.happens", (True, False))]


def test_rivals_replace_one_rule_each_and_never_by_the_scenarios_own() -> None:
    names = [row.name for row in rival_structures(SCENARIO)]
    assert names == [
        "as in the scenario",
        "expectation=adaptive",
        "selection=largest",
        "selection=smallest",
        "structure=social",
        "structure=enforced",
        "mutiny_onset.resistance_by_strength=0.0",
        "private_memory=accumulated",
        "contest.decisiveness=0.5",
        "contest.decisiveness=1.0",
        "contest.decisiveness=2.0",
    ]
    other = load_scenario("mutiny-2023", [("selection", "largest"), ("contest.decisiveness", 1.0)])
    names = [row.name for row in rival_structures(other, ["structure"])]
    assert "selection=focal" in names
    assert not {"selection=largest", "contest.decisiveness=1.0", "structure=social"} & set(names)


def test_effects_stand_beside_each_other_with_paired_differences() -> None:
    asked = Branching(scenario=SCENARIO, switches=PAIR, runs=6, seed=7)
    landed: list[tuple[int, int]] = []
    found = rivals(asked, progress=lambda done, whole: landed.append((done, whole)))
    assert landed[-1] == (11 * 12, 11 * 12)
    assert found[0].differences == ()
    own = {row.outcome: row.estimate for row in found[0].effects}
    for rival in found[1:]:
        mine = {row.outcome: row.estimate for row in rival.effects}
        for row in rival.differences:
            assert row.estimate == pytest.approx(mine[row.outcome] - own[row.outcome])


def test_a_factorial_has_no_rivals() -> None:
    switches = [Switch("selection", ("focal", "largest", "smallest"))]
    asked = Branching(scenario=SCENARIO, switches=switches, runs=2)
    with pytest.raises(ScenarioError, match="two values"):
        rivals(asked)
