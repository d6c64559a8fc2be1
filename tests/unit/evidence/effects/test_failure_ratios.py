"""Executed failures beside thwarted plots: one regression, the ratio of its two ratios."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from interregnum.evidence.effects.failure_ratios import executed_over_thwarted, ratio_columns
from interregnum.evidence.estimators.regression import ratios
from interregnum.evidence.findings import Facts
from interregnum.evidence.leader_months import windows_of

RNG = np.random.default_rng(2)
CASES = 4000
FACTS = Facts(source="made", vintage="1", period="1950-1989", caveat="an association")


@pytest.fixture(scope="module")
def months() -> pd.DataFrame:
    """Return ruler-months in which exits follow executed failures twice as often."""
    since = {kind: RNG.integers(1, 90, CASES) for kind in ("executed", "thwarted")}
    chance = 0.05 * np.where(since["executed"] <= 12, 2.0, 1.0)
    return pd.DataFrame(
        {
            "gw": RNG.integers(1, 40, CASES),
            "tenure": RNG.integers(0, 240, CASES),
            "group": RNG.choice(["military", "monarchy", "party", "personal"], CASES),
            "exit": RNG.uniform(size=CASES) < chance,
            **since,
        }
    )


def test_it_is_the_quotient_of_the_two_ratios_beside_it(months: pd.DataFrame) -> None:
    since = {kind: months[kind].astype(float) for kind in ("executed", "thwarted")}
    effect = executed_over_thwarted(months, since, FACTS)
    marks = {kind: windows_of(values) for kind, values in since.items()}
    columns, wanted = ratio_columns(months, marks)
    both = ratios(months["exit"].astype(float), columns, months["gw"], wanted)
    quotient = both["executed.year_1"].estimate / both["thwarted.year_1"].estimate
    assert effect.estimate == pytest.approx(quotient)
    assert effect.low < effect.estimate < effect.high
    assert effect.arms == (
        "after_failure.any_exit_ratio.executed.year_1",
        "after_failure.any_exit_ratio.thwarted.year_1",
    )
    assert (effect.n, effect.events) == (CASES, int(months["exit"].sum()))


def test_the_columns_are_windows_first_then_what_is_held_equal(months: pd.DataFrame) -> None:
    columns, wanted = ratio_columns(months, {"failed": windows_of(months["executed"])})
    assert wanted == ("failed.year_1", "failed.year_2", "failed.years_3_5")
    assert set(columns) - set(wanted) == {
        "tenure",
        "tenure_squared",
        "military",
        "monarchy",
        "personal",
    }
