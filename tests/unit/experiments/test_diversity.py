"""The search finds rare kinds beside rare kinds, and the same ones every time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.diversity import found_kinds


def nested(points: np.ndarray, numbers: Sequence[int]) -> list[int]:
    """Return how many of the first seven coordinates lie above 0.75."""
    return [int((row[:7] > 0.75).sum()) for row in points]


def test_kinds_beside_rare_kinds_are_found_where_spreading_alone_finds_none() -> None:
    seen = {row.kind: row for row in found_kinds(nested, 12, budget=3000, seed=4)}
    # Seven coordinates above 0.75 come in 1 of 16,384 points: hardly ever in 1,500.
    assert seen[7].spread_runs == 0
    assert seen[7].runs > 5
    assert seen[1].spread_runs > seen[5].spread_runs
    assert sum(row.runs for row in seen.values()) == 3000
    assert sum(row.spread_runs for row in seen.values()) == 1500


def test_the_first_example_gives_its_kind_again() -> None:
    for row in found_kinds(nested, 12, budget=400, seed=1):
        assert nested(row.first.coordinates[None, :], [row.first.number]) == [row.kind]
        assert (row.first.coordinates > 0.0).all()
        assert (row.first.coordinates < 1.0).all()


def test_a_seed_finds_the_same_and_numbers_stay_few() -> None:
    asked: list[int] = []

    def told(points: np.ndarray, numbers: Sequence[int]) -> list[int]:
        asked.extend(numbers)
        return nested(points, numbers)

    first, again = (found_kinds(told, 8, budget=300, seed=3, numbers=5) for _ in range(2))
    assert [(row.kind, row.runs, row.turn) for row in first] == [
        (row.kind, row.runs, row.turn) for row in again
    ]
    assert set(asked) <= set(range(5))
    assert len(asked) == 600


def test_progress_ends_at_the_budget() -> None:
    told: list[tuple[int, int]] = []
    found_kinds(nested, 8, budget=101, seed=3, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (101, 101)


@pytest.mark.parametrize(("budget", "columns"), [(99, 4), (500, 0)])
def test_what_cannot_be_searched_is_refused(budget: int, columns: int) -> None:
    with pytest.raises(ScenarioError, match="diversity"):
        found_kinds(nested, columns, budget=budget, seed=1)
