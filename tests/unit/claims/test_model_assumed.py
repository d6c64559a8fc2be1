"""The search for both signs, on planted functions of the parameters instead of the engine."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from interregnum.claims import model_assumed
from interregnum.claims.evidence_of_model import Odds
from interregnum.claims.model_assumed import Search, sure_signs
from interregnum.claims.model_block import ModelBlock
from interregnum.claims.model_odds import Scale
from interregnum.claims.model_points import Points, children
from interregnum.experiments.structures import Structure

OWN = Structure("", None)
BLOCK = ModelBlock.model_validate(
    {
        "reading": "a planted effect",
        "arms": {"one": {"words": "with"}, "two": {"words": "without"}},
        "quantity": {"name": "removed"},
        "contrast": {"kind": "pair", "arms": ["one", "two"]},
    }
)
ODDS = {"own": Odds(0.98, 0.02, 0.0, 0.2, 0.1, 0.3, 0.01, 200)}


class Planted:
    """Runs whose paired difference has an expectation that is a function of the parameters."""

    effect: Callable[[np.ndarray], np.ndarray]

    def __init__(self, *_: Any) -> None:
        pass

    def components(self, points: Points, _: Any, lives: int, first: int) -> np.ndarray:
        chance = type(self).effect(points.values)
        random = np.random.default_rng(first)
        hits = random.random((len(chance), lives)) < abs(chance)[:, None]
        return (np.sign(chance)[:, None] * hits)[None]


def search(monkeypatch: pytest.MonkeyPatch, effect: Callable[[Any], Any]) -> Search:
    planted = type("PlantedEffect", (Planted,), {"effect": staticmethod(effect)})
    monkeypatch.setattr(model_assumed, "Pointwise", planted)
    claim = SimpleNamespace(claim="C99", reference=0.0, direction=1, indifference=0.05)
    bench = SimpleNamespace(seed=1, target=model_assumed_target())
    return Search(
        claim=claim,  # type: ignore[arg-type]
        block=BLOCK,
        scenario="quiet-personalist",
        settings={},
        bench=bench,  # type: ignore[arg-type]
        points=400,
    )


def model_assumed_target() -> Any:
    from interregnum.kernels.scalar import Target

    return Target.CPU


def test_a_sign_that_turns_in_a_corner_of_the_prior_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def effect(values: np.ndarray) -> np.ndarray:
        level = values[:, 0] / values[:, 0].max()
        return np.where(level > 0.85, -0.3, 0.2)

    found = search(monkeypatch, effect).found([OWN], ODDS)
    assert found.positive_found
    assert found.negative_found
    assert found.lowest < -0.05


def test_a_sign_that_never_turns_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def effect(values: np.ndarray) -> np.ndarray:
        return 0.02 + 0.1 * values[:, 0] / values[:, 0].max()

    found = search(monkeypatch, effect).found([OWN], ODDS)
    assert found.positive_found
    assert not found.negative_found
    assert found.points > 400


def test_nothing_at_all_is_not_taken_for_the_other_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    found = search(monkeypatch, lambda values: np.zeros(len(values))).found([OWN], ODDS)
    assert not found.negative_found


def test_signs_that_the_claims_own_runs_show_are_not_looked_for() -> None:
    scale = Scale(0.0, 1, 0.05)
    both = {"own": ODDS["own"], "rival": ODDS["own"]._replace(estimate=-0.2)}
    assert sure_signs(scale, both["own"]) == (1,)
    assert sure_signs(scale, both["rival"]) == (-1,)


def test_children_keep_the_parents_and_take_no_value_from_nowhere() -> None:
    random = np.random.default_rng(0)
    everyone = Points(random.random((50, 6)), ("",) * 50)
    parents = everyone.rows([3, 7])
    found = children(parents, everyone, 20, random)
    assert len(found.structures) == 20
    assert np.array_equal(found.values[:2], parents.values)
    assert np.isin(found.values, everyone.values).all()
