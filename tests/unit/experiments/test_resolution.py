"""Experiments meet their scenario: laws, ranges, choices, and what a policy's runs are given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interregnum.engine.plan import plan_of
from interregnum.errors import ScenarioError
from interregnum.scenario.load import load_scenario
from unit.experiments import swept
from unit.experiments.swept import NEWS

SCENARIO = load_scenario("mutiny-2023", [("horizon", 2)]).model_copy(update={"contrast": None})


def test_every_point_is_given_to_every_policy(tmp_path: Path) -> None:
    found = swept.resolved(tmp_path)
    assert [policy.name for policy in found.policies] == ["as-it-was", "no-sanctions"]
    assert [policy.scenario.sanctions for policy in found.policies] == [True, False]
    for policy in found.policies:
        assert np.array_equal(policy.given[NEWS], found.design[NEWS])
        assert np.array_equal(policy.given["scenario.selection"], found.design["selection"])
        assert sum(policy.given[name] for name in found.dimensions[2].members) == pytest.approx(1)
        assert policy.scenario.contrast is None


def test_other_parameters_can_stand_at_their_centre(tmp_path: Path) -> None:
    found = swept.resolved(tmp_path, others="central").policies[0]
    rows = plan_of(found.scenario).parameters
    drawn = {row.name: row.value for row in rows if row.draw != "fixed"}
    designed = {NEWS, *swept.resolved(tmp_path).dimensions[2].members}
    assert designed < set(drawn) < set(found.given)
    assert all(
        set(found.given[name].tolist()) == {value}
        for name, value in drawn.items()
        if name not in designed
    )


def test_a_bare_parameter_is_as_the_scenario_draws_it(tmp_path: Path) -> None:
    dimension = swept.resolved(tmp_path, uncertainties={NEWS: {}}).dimensions[0]
    row = next(row for row in plan_of(SCENARIO).parameters if row.name == NEWS)
    assert (dimension.law, dimension.low, dimension.high) == (row.draw, row.low, row.high)


def test_concentrations_can_be_stated(tmp_path: Path) -> None:
    said = {"distribution": "dirichlet", "concentration": {"coordination.weight_units": 90.0}}
    dimension = swept.resolved(tmp_path, uncertainties={"weights": said}).dimensions[0]
    stated = dict(zip(dimension.members, dimension.concentration, strict=True))
    assert stated.pop("coordination.weight_units") == 90.0
    assert sorted(stated.values()) == [5.0, 6.0]


def test_the_digest_changes_with_the_experiment_but_not_with_replicates(tmp_path: Path) -> None:
    one = swept.resolved(tmp_path).sha256
    assert one == swept.resolved(tmp_path, replicates=9).sha256
    others: list[dict[str, Any]] = [
        {"points": 4}, {"seed": 8}, {"design": "monte_carlo"}, {"common_seeds": False},
        {"settings": {"horizon": 3}}, {"policies": {"as-it-was": {}}},
    ]  # fmt: skip
    digests = {swept.resolved(tmp_path, **changes).sha256 for changes in others}
    assert len(digests | {one}) == len(others) + 1


@pytest.mark.parametrize(
    ("name", "said", "message"),
    [
        ("public_signal.exposure_precison", {}, "did you mean public_signal.exposure_precision"),
        (NEWS, {"range": [0.5, 9000]}, r"admissible range is \[0.5, 20\]"),
        (NEWS, {"distribution": "fixed", "value": 9000}, "lies outside"),
        (NEWS, {"distribution": "dirichlet"}, "cannot be dirichlet"),
        ("weights", {"distribution": "uniform"}, "cannot be uniform"),
        ("weights", {"range": [0, 1]}, "a simplex has none"),
        ("weights", {"distribution": "dirichlet", "concentration": {"x": 1}}, "no member"),
        ("coordination.weight_units", {}, "name their simplex, weights"),
        ("selection", {"distribution": "categorical", "values": ["biggest"]}, "focal, largest"),
        ("mode", {"distribution": "categorical", "values": ["forward"]}, "make it a policy"),
        (
            "aftermath",
            {"distribution": "categorical", "values": [1]},
            r"give a number in \[910, 3652\]",
        ),
        (
            "mechanisms.off",
            {"distribution": "categorical", "values": ["election"]},
            "mechanisms.off",
        ),
        (
            "private_army.exists",
            {"distribution": "categorical", "values": [True, False]},
            "drawn at others; make it a policy",
        ),
        (
            "mutiny.end",
            {"distribution": "categorical", "values": ["by_rule", "stand_down"]},
            "laid out with, not only its numbers; make it a policy",
        ),
    ],
)
def test_what_cannot_be_uncertain_is_refused(
    tmp_path: Path, name: str, said: dict[str, Any], message: str
) -> None:
    path = tmp_path / "experiment.yaml"
    with pytest.raises(ScenarioError, match=message) as refused:
        swept.resolved(tmp_path, uncertainties={name: said}, points=16, policies=None)
    assert str(refused.value).startswith(str(path))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"scenario": "mutiny-2032"}, "did you mean mutiny-2023"),
        ({"settings": {"horizont": 3}}, "did you mean horizon"),
        ({"policies": {"a": {"sanctons": False}}}, "a: sanctons=false: unknown key"),
        ({"policies": {"a": {"private_army.exists": False}},
          "uncertainties": {"force.private_army": {}}}, "policy a changes force.private_army"),
        ({"design": "sobol"}, "give a power of 2"),
        ({"settings": {"mode": "condition"}}, "condition weighs runs"),
    ],
)  # fmt: skip
def test_an_experiment_that_does_not_fit_its_scenario_is_refused(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ScenarioError, match=message):
        swept.resolved(tmp_path, **changes)
