"""Experiment files: exact keys, and messages that name the place, the rule and the way out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.experiment_file import read_experiment
from unit.experiments import swept
from unit.experiments.swept import NEWS


def test_what_is_not_said_has_a_default(tmp_path: Path) -> None:
    path = swept.file(tmp_path, policies=None, uncertainties=None, outcomes=None, seed=None)
    experiment = read_experiment(path).experiment
    assert experiment.decided() == {"as-it-is": {}}
    assert (experiment.design, experiment.seed, experiment.common_seeds, experiment.others) == (
        "latin_hypercube", 0, True, "drawn"
    )  # fmt: skip
    assert "removed" in experiment.outcomes


def test_levers_are_every_combination(tmp_path: Path) -> None:
    levers = {"sanctions": [True, False], "war": ["none", "hazard"]}
    decided = read_experiment(swept.file(tmp_path, policies=None, levers=levers)).experiment
    assert decided.decided() == {
        'sanctions=true, war="none"': {"sanctions": True, "war": "none"},
        'sanctions=true, war="hazard"': {"sanctions": True, "war": "hazard"},
        'sanctions=false, war="none"': {"sanctions": False, "war": "none"},
        'sanctions=false, war="hazard"': {"sanctions": False, "war": "hazard"},
    }


def test_the_command_line_has_the_last_word(tmp_path: Path) -> None:
    path = swept.file(tmp_path)
    changed = read_experiment(path, {"horizon": 9, "sanctions": False}, {"points": 8})
    assert changed.experiment.settings == {"horizon": 9, "sanctions": False}
    assert (changed.experiment.points, changed.experiment.replicates) == (8, 4)
    with pytest.raises(ScenarioError, match=r"^--points 0: points = 0: must be"):
        read_experiment(path, {}, {"points": 0})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"pionts": 3}, "yaml:.*pionts = 3: unknown key; did you mean points"),
        ({"points": None}, "points: is missing; say how many"),
        ({"design": "full_factorial"}, "points = 3: a full factorial has as many as it has"),
        ({"design": "sobl"}, "must be one of .*did you mean sobol"),
        ({"outcomes": ["survivs"]}, "did you mean survives"),
        ({"levers": {"sanctions": [True]}}, "policies or levers; keep one"),
        ({"settings": {NEWS: 3.0}}, "set for all and uncertain"),
        ({"settings": {f"parameters.{NEWS}": 3.0}, "policies": None}, "unknown|uncertain"),
        ({"policies": {"loud": {NEWS: 3.0}}}, "decided and uncertain"),
        ({"policies": None, "levers": {"selection": ["focal"]}}, "decided and uncertain"),
        ({"replicates": 0}, "replicates = 0"),
        ({"seed": -1}, "seed = -1"),
        ({"experiment": "Two Words"}, "must have the form"),
    ],
)
def test_a_wrong_experiment_is_refused(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ScenarioError, match=message):
        read_experiment(swept.file(tmp_path, **changes))


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"distribution": "uniform", "range": [3, 1]}, "range: must be .lowest, highest."),
        ({"distribution": "log_uniform", "range": [0, 1]}, "log_uniform needs a range above 0"),
        ({"distribution": "categorical"}, "values: is missing"),
        ({"distribution": "categorical", "values": [1, 1]}, "values: a choice stands twice"),
        ({"distribution": "categorical", "values": [[1]]}, "must be true, false, a number"),
        ({"distribution": "uniform", "values": [1, 2]}, "values: belongs to categorical"),
        ({"distribution": "fixed", "range": [1, 2]}, "range: belongs to a range"),
        ({"distribution": "uniform", "value": 2}, "value = 2: belongs to normal or fixed"),
        ({"range": [1, 2], "levels": 1}, "levels = 1"),
        ({"distribution": "gamma"}, "must be one of uniform"),
        ({"range": [1, float("nan")]}, "NaN|range"),
    ],
)
def test_a_wrong_law_is_refused(tmp_path: Path, said: dict[str, Any], message: str) -> None:
    path = swept.file(tmp_path, uncertainties={NEWS: said})
    with pytest.raises(ScenarioError, match=message):
        read_experiment(path)


def test_a_message_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "experiment.yaml"
    path.write_text("experiment: a\ntitle: b\nscenario: mutiny-2023\npoints: many\n")
    with pytest.raises(ScenarioError, match=r"experiment.yaml:4: points = \"many\": must be"):
        read_experiment(path)
