"""Epstein's runs lie in the bands of two other codes, and his two groups fare as he says."""

from __future__ import annotations

import math

import pytest

import interregnum as ir
from interregnum.canonical.epstein import outbursts_of
from interregnum.canonical.shelf import solution_of
from interregnum.errors import ScenarioError
from interregnum.kernels.scalar import Target


def test_run_2_rounded_down_lies_in_the_bands_over_twenty_seeds() -> None:
    found = ir.canonical.epstein(run=2, ratio_rule="floor", steps=3000, seeds=20)
    for output, low, high in (
        (found.outbursts, 95, 130),
        (found.peak, 280, 380),
        (found.calm_share, 0.58, 0.70),
        (found.mean_wait, 17, 26),
    ):
        assert low <= output.min() <= output.max() <= high


def test_run_2_as_printed_has_no_outbursts() -> None:
    found = ir.canonical.epstein(run=2, ratio_rule="identity", steps=3000, seeds=5)
    assert found.outbursts.tolist() == [0.0] * 5
    assert found.peak.max() < 50
    assert all(math.isnan(wait) for wait in found.mean_wait)


def test_without_cops_the_aggrieved_are_active() -> None:
    found = ir.canonical.epstein(run=2, cop_density=0.0, steps=3, seeds=20, size=100)
    share = found.active[:, 2] / 7000
    # Four standard errors of twenty means of 7,000 persons.
    assert share.mean() == pytest.approx(4 / 9, abs=4 * math.sqrt(20 / 81 / 140_000))
    assert (found.active[:, 0] == found.active[:, 2]).all()


def test_two_groups_live_in_peace_or_one_removes_the_other() -> None:
    peace = ir.canonical.epstein(run=6, steps=300, seeds=3)
    assert peace.peak.max() == 0
    assert peace.group_sizes is not None
    assert peace.group_sizes.min() > 300
    war = ir.canonical.epstein(run=7, steps=1000, seeds=6)
    assert war.group_sizes is not None
    assert (war.group_sizes.min(axis=1) == 0).mean() >= 0.5


def test_runs_3_to_5_fill_the_jail_for_good() -> None:
    for run in (3, 4, 5):
        found = ir.canonical.epstein(run=run, steps=200, seeds=2)
        assert found.mean_jailed.min() > 0
    sudden = ir.canonical.epstein(run=4, steps=200, seeds=3)
    salami = ir.canonical.epstein(run=3, steps=200, seeds=3)
    assert sudden.active[:, :76].max() < sudden.active[:, 76:].max()
    assert salami.peak.max() < 700


def test_those_in_sight_of_cops_pretend_in_run_1() -> None:
    watched = ir.canonical.epstein(run=1, steps=200, seeds=3)
    alone = ir.canonical.epstein(run=1, steps=200, seeds=3, cop_density=0.0)
    assert alone.peak.max() == alone.active.min(axis=1).max()
    assert watched.active[:, 100:].mean() < 0.9 * alone.active.mean()


def test_an_outburst_ends_below_fifty_and_not_at_it() -> None:
    assert outbursts_of([51, 50, 51, 49, 51]) == (2, 1.0)
    assert outbursts_of([50, 49]) == (0, None)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"vision": 20, "size": 40}, "vision = 20 sees round"),
        ({"agent_density": 0.98}, "do not fit on 1600 sites"),
        ({"run": 9}, r"run = 9 is out of range; give a number in \[1, 8\]"),
        ({"ratio_rule": "ceil"}, "identity, floor, round"),
    ],
)
def test_what_cannot_be_played_is_refused(case: dict[str, object], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        solution_of("epstein", case)


def test_more_seeds_do_not_change_the_first() -> None:
    few = solution_of("epstein", {"run": 2, "steps": 20, "seeds": 1}, Target.CPU)
    many = solution_of("epstein", {"run": 2, "steps": 20, "seeds": 3}, Target.CPU)
    assert many["active"][0] == few["active"][0]
