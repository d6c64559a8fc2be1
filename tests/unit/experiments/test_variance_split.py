"""A split is of a nested design that can tell its parts."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.variance_split import split_of


def test_one_structure_decides_nothing() -> None:
    values = np.random.default_rng(0).random((50, 1, 2, 2))
    found = split_of(values)
    assert found.structure == found.both == pytest.approx((0.0, 0.0, 0.0), abs=1e-12)
    assert sum(part.estimate for part in found.parts.values()) == pytest.approx(1.0)


def test_parts_do_not_depend_on_where_zero_is() -> None:
    values = np.random.default_rng(1).random((40, 2, 2, 2))
    before, after = split_of(values), split_of(values + 1e3)
    assert before.luck.estimate == pytest.approx(after.luck.estimate, abs=1e-9)


@pytest.mark.parametrize("shape", [(9, 1, 2, 2), (20, 1, 1, 2), (20, 1, 2, 1)])
def test_a_design_that_cannot_tell_parts_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ScenarioError, match="give at least"):
        split_of(np.random.default_rng(0).random(shape))


def test_what_never_varies_is_refused() -> None:
    with pytest.raises(ScenarioError, match="is 0 in every run"):
        split_of(np.zeros((20, 1, 2, 2)))
