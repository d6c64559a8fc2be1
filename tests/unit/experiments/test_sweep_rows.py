"""Rows of a sweep: looked up by number, and told with the words of the experiment."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interregnum.experiments.sweep_rows import Shared, Tiled, design_table, order_of
from unit.experiments import swept


def test_rows_are_looked_up_as_if_they_were_written_out() -> None:
    values = np.array([3.0, 1.0, 2.0])
    tiled, shared = Tiled(values, 4), Shared(3, 4)
    assert list(tiled) == np.tile(values, 4).tolist()
    assert list(shared) == np.repeat(np.arange(4), 3).tolist()
    assert tiled[4:8] == list(tiled)[4:8]
    assert shared[4:8] == list(shared)[4:8]
    assert tiled[-1] == 2.0
    copy = pickle.loads(pickle.dumps(tiled))
    assert list(copy) == list(tiled)


def test_points_share_chance_unless_asked_otherwise(tmp_path: Path) -> None:
    for common, numbers in ((True, [0, 0, 0, 1, 1, 1]), (False, [0, 1, 2, 3, 4, 5])):
        resolved = swept.resolved(tmp_path, common_seeds=common)
        order = order_of(resolved, resolved.policies[0], 2)
        assert order.lives is not None
        assert list(order.lives.numbers) == numbers


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (["none", "hazard"], ["none", "hazard"]),
        ([0.5, 2], [0.5, 2.0]),
        ([True, False], [True, False]),
    ],
)
def test_choices_are_told_by_their_words(
    tmp_path: Path, values: list[Any], told: list[Any]
) -> None:
    key = {str: "war", float: swept.NEWS, bool: "sanctions"}[type(values[0])]
    said = {key: {"distribution": "categorical", "values": values}}
    changes = {"uncertainties": said, "policies": None, "points": None}
    found = swept.resolved(tmp_path, design="full_factorial", **changes)
    assert design_table(found).column(key).to_pylist() == told
