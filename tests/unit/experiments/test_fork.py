"""Forks: where futures begin, what may be changed, and whose draws they use."""

from __future__ import annotations

from typing import Any

import pytest

from interregnum.errors import ScenarioError, StudyError
from interregnum.experiments.fork import (
    Forking,
    check_past,
    future_number,
    futures_tables,
    seed_of_futures,
)
from interregnum.experiments.origins import Origin
from interregnum.scenario.load import load_scenario

SCENARIO = load_scenario("mutiny-2023", ())


def forking(**changes: Any) -> Forking:
    asked: dict[str, Any] = {
        "scenario": SCENARIO, "seed": 7, "origins": [Origin(3, 100)], "futures": 4
    }  # fmt: skip
    return Forking(**{**asked, **changes})


def test_futures_of_one_run_never_share_a_number() -> None:
    assert len({future_number(12345, k) for k in range(10_000)}) == 10_000
    assert all(0 <= future_number(2**31, k) < 2**32 for k in range(3))


def test_futures_never_draw_with_the_seed_of_the_past() -> None:
    seeds = {seed_of_futures(seed, given) for seed in range(20) for given in range(20)}
    assert len(seeds) == 400
    assert not seeds & set(range(20))


@pytest.mark.parametrize(
    ("settings", "culprit"),
    [
        ({"start.credibility": 0.9}, "start.credibility"),
        ({"mechanisms.off": ["election"]}, "switches"),
    ],
)
def test_what_acts_before_the_first_day_only_is_refused(
    settings: dict[str, Any], culprit: str
) -> None:
    with pytest.raises(ScenarioError, match=culprit):
        forking(settings=settings)


@pytest.mark.parametrize(
    ("change", "rule"),
    [({"futures": 0}, "runs = 0"), ({"future_seed": -1}, "seed"), ({"origins": []}, "no run")],
)
def test_numbers_out_of_range_are_refused(change: dict[str, Any], rule: str) -> None:
    with pytest.raises(ScenarioError, match=rule):
        forking(**change)


def test_a_past_that_comes_back_otherwise_is_refused() -> None:
    with pytest.raises(StudyError, match="another model version"):
        check_past(forking(), {3: "no such outcome"})


def test_the_number_of_futures_changes_none_of_them() -> None:
    few, many = (forking(futures=n) for n in (3, 6))
    first, second = (
        futures_tables(asked, asked.plan, asked.lived(asked.plan))["futures"]
        for asked in (few, many)
    )
    assert second.slice(0, 3).equals(first)
    assert second.column("future").to_pylist() == list(range(6))
