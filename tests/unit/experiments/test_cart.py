"""Leaves of the tree do not overlap, hold every run, and find what was planted."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.boxes import in_box, share_of
from interregnum.experiments.cart import leaves


def planted() -> tuple[dict[str, np.ndarray], np.ndarray]:
    draw = np.random.default_rng(6)
    columns: dict[str, np.ndarray] = {name: draw.random(1000) for name in ("x", "y")}
    columns["word"] = draw.choice(["a", "b", "c"], 1000)
    return columns, (columns["x"] > 0.6) & (columns["word"] != "b")


def test_every_run_lies_in_exactly_one_leaf() -> None:
    columns, interest = planted()
    boxes = leaves(columns, interest)
    held = sum(in_box(columns, box).astype(int) for box in boxes)
    assert held.tolist() == [1] * len(interest)


def test_a_planted_box_is_a_leaf() -> None:
    columns, interest = planted()
    shares = {box: share_of(columns, interest, box) for box in leaves(columns, interest)}
    box = max(shares, key=lambda one: shares[one].coverage)
    limits = {limit.name: limit for limit in box}
    assert set(limits) == {"x", "word"}
    assert limits["word"].among == ("a", "c")
    assert limits["x"].low == pytest.approx(0.6, abs=0.01)
    assert shares[box].density == 1.0


def test_leaves_are_as_large_and_as_few_as_asked() -> None:
    columns, interest = planted()
    boxes = leaves(columns, interest, least_mass=0.1, most=3)
    assert len(boxes) <= 3
    assert all(share_of(columns, interest, box).mass >= 0.1 for box in boxes)
    with pytest.raises(ScenarioError, match="least_mass"):
        leaves(columns, interest, least_mass=1.5)
