"""Twins: who changed, and how much pairs gain on the contrasts of the case of 2023."""

from __future__ import annotations

import pandas as pd
import pytest

from interregnum.experiments.branches import Branching, Switch
from interregnum.experiments.pairing import Effect
from interregnum.experiments.twins import Move, compared, flips, moved, twin_effects
from interregnum.scenario.load import load_scenario

SCENARIO = load_scenario("mutiny-2023", ())


def frame(*rows: tuple[str, bool]) -> pd.DataFrame:
    names, contested = zip(*rows, strict=True)
    return pd.DataFrame({"outcome": names, "result.contested": contested})


def effects(key: str, first: object, second: object, runs: int) -> dict[str, Effect]:
    switch = Switch(key, (first, second))
    asked = Branching(scenario=SCENARIO, switches=[switch], runs=runs, seed=7)
    one, other = (compared(row.runs) for row in asked.lived())
    return {row.outcome: row for row in twin_effects(one, other, 730)}


def test_flips_count_from_what_to_what() -> None:
    second = frame(("survives", False), ("survives", False), ("insider", False), ("other", False))
    first = frame(("survives", True), ("insider", False), ("insider", False), ("survives", True))
    found = flips(first, second)
    # The first fell and was back: another state, but the same outcome class.
    assert found.share.estimate == 0.5
    assert found.moves == (
        Move("other", "returned", 1, 0.25),
        Move("survives", "insider", 1, 0.25),
        Move("survives", "returned", 1, 0.25),
    )


def test_the_mutiny_reaches_half_of_the_bound_on_whether_the_ruler_falls() -> None:
    found = effects("mutiny.happens", True, False, 400)
    reached = found["collapse"].reached
    assert reached is not None
    assert reached >= 0.5
    # Runs change both ways on lasting removal: those whom the column topples may be back, and
    # then stay. Far from the bound, but still better than unrelated ensembles.
    removed = found["removed"]
    assert removed.only_first is not None
    assert removed.only_second is not None
    assert min(removed.only_first, removed.only_second) > 0.05
    assert removed.variance_reduction is not None
    assert removed.variance_reduction > 1.5


@pytest.mark.parametrize(
    ("key", "first", "second"),
    [
        ("factions.preparation_incumbent", 0.5, 0.6),
        ("factions.preparation_democrats", 0.5, 0.6),
        ("factions.recognition_effect", 0.2, 0.0),
    ],
)
def test_small_contrasts_gain_at_least_five(key: str, first: float, second: float) -> None:
    for row in effects(key, first, second, 300).values():
        # Where the outcome is so rare that no pairs could, the bound says so.
        if row.bound is not None and row.bound < 10.0:
            continue
        small = abs(row.estimate) < 0.05 or row.unit == "d"
        assert small
        assert row.variance_reduction is None or row.variance_reduction >= 5.0


def test_a_switch_without_effect_moves_nothing() -> None:
    switches = [Switch("social_influence.social_weight", (0.2, 1.0))]
    asked = Branching(scenario=SCENARIO, switches=switches, runs=20, seed=7)
    assert moved(list(asked.lived())) is False
