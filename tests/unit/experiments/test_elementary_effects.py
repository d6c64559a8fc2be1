"""Paths change one input at a time and keep their luck."""

from __future__ import annotations

import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.elementary_effects import morris_design


def test_a_path_changes_each_input_once_at_the_same_luck() -> None:
    design = morris_design(4, 6, 2, 0)
    steps = (design.points[:, 1:] != design.points[:, :-1]).sum(axis=1)
    assert (steps == 1).all()
    assert (design.numbers == design.numbers[:, :1]).all()
    assert len(set(design.numbers[:, 0].ravel().tolist())) == 12


def test_a_seed_of_nought_is_a_seed() -> None:
    assert (morris_design(3, 5, 1, 0).points == morris_design(3, 5, 1, 0).points).all()


@pytest.mark.parametrize(("paths", "replicates"), [(3, 1), (10, 0)])
def test_too_few_are_refused(paths: int, replicates: int) -> None:
    with pytest.raises(ScenarioError, match="give at least 4 paths"):
        morris_design(3, paths, replicates, 0)
