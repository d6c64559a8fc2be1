"""The shipped effects are those that the data give, to the last digit that matters."""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest

from interregnum.effects import Effect
from interregnum.evidence.computing import compute
from interregnum.evidence.folders import VARIABLE, data_folder
from interregnum.evidence.shipping import shipped_table

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(VARIABLE not in os.environ, reason=f"{VARIABLE} names no data"),
]


def close(one: float | None, other: float | None) -> bool:
    """Return whether two numbers agree to 1e-9, or neither is known."""
    first, second = (math.nan if value is None else value for value in (one, other))
    return (math.isnan(first) and math.isnan(second)) or math.isclose(
        first, second, rel_tol=1e-9, abs_tol=1e-9
    )


def test_the_shipped_table_is_computed_again_from_the_same_files() -> None:
    shipped = shipped_table()
    folder = data_folder(Path(os.environ[VARIABLE]))
    table = compute(folder, draws=shipped.draws, seed=shipped.seed)
    if table.files != shipped.files:
        pytest.skip("the data at hand are not those that the table came from")
    assert [effect.name for effect in table.effects] == [effect.name for effect in shipped.effects]

    def numbers(effect: Effect) -> tuple[float | None, ...]:
        return effect.estimate, effect.low, effect.high, effect.bias_factor

    differing = [
        now.name
        for now, then in zip(table.effects, shipped.effects, strict=True)
        if (now.n, now.events, now.definition, now.period, now.claims)
        != (then.n, then.events, then.definition, then.period, then.claims)
        or not all(map(close, numbers(now), numbers(then)))
    ]
    assert differing == []
