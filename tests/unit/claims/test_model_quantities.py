"""What is read from a run, on runs made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.claims.model_names import QUANTITIES
from interregnum.claims.model_quantities import COLUMNS, READERS, columns_of, named, read
from interregnum.engine.generate import OUTCOME_QUANTITIES
from interregnum.engine.mean_field import Batch
from interregnum.engine.record import OUTCOMES
from interregnum.engine.schedule import EVENT_NAMES


def batch() -> Batch:
    """Three runs: one survives, one falls to an uprising on day 40, one leaves in order."""
    outcomes = np.zeros((3, 2 + len(OUTCOME_QUANTITIES)))
    put = {name: 2 + k for k, name in enumerate(OUTCOME_QUANTITIES)}
    outcomes[:, 0] = [730.0, 40.0, 100.0]
    outcomes[:, put["outcome.class"]] = [OUTCOMES.index(n) for n in
                                         ("survives", "democracy", "regular_exit")]  # fmt: skip
    outcomes[1, put["outcome.mode"]] = 4.0
    outcomes[1, put["deaths.total"]] = 26.0
    outcomes[2, put["exit.death"]] = 1.0
    event = {name: float(k) for k, name in enumerate(EVENT_NAMES)}
    lines = [
        (10, 1.0, -1.0, -1.0, event["deal"], 0.4),
        (10, 5.0, -1.0, -1.0, event["coup_attempt"], 0.1),
        (11, 0.0, -1.0, -1.0, event["mutiny_begins"], 1.0),
        (11, 90.0, -1.0, -1.0, event["new_election"], 1.0),
        (11, 200.0, -1.0, -1.0, event["reversal"], 1.0),
    ]
    return Batch(10, np.zeros((3, 0)), outcomes, np.array(lines))


def runs() -> dict[str, np.ndarray]:
    return named(columns_of(batch()))


def test_every_name_that_a_claim_may_use_is_read() -> None:
    assert set(READERS) == set(QUANTITIES)


def test_columns_are_as_many_as_their_names() -> None:
    assert columns_of(batch()).shape == (3, len(COLUMNS))


@pytest.mark.parametrize(
    ("name", "within", "expected"),
    [
        ("removed", 730, [0, 1, 0]),
        ("removed", 40, [0, 0, 0]),
        ("any_exit", 730, [0, 1, 1]),
        ("exit_but_death", 730, [0, 1, 0]),
        ("natural_death", 730, [0, 0, 1]),
        ("uprising", 730, [0, 1, 0]),
        ("by_arms", 730, [0, 0, 0]),
        ("bloody_removal", 730, [0, 1, 0]),
        ("democracy", 730, [0, 1, 0]),
        ("stood_down", 730, [1, 0, 0]),
        ("further_attempt", 730, [1, 0, 0]),
        ("further_attempt", 5, [0, 0, 0]),
        ("attempt_after_march", 730, [1, 0, 0]),
        ("mutiny", 730, [0, 1, 0]),
    ],
)
def test_a_quantity_is_read_from_outcome_and_events(
    name: str, within: float, expected: list[int]
) -> None:
    assert read(runs(), name, within).tolist() == expected


def test_an_election_that_a_reversal_undid_within_half_a_year_is_no_lasting_democracy() -> None:
    assert read(runs(), "democracy_kept", 730).tolist() == [0, 0, 0]
    later = {**runs(), "last.reversal": np.array([-np.inf, 271.0, -np.inf])}
    assert read(later, "democracy_kept", 730).tolist() == [0, 1, 0]


def test_runs_without_the_condition_do_not_count() -> None:
    found = read(runs(), "democracy", 730, "removed")
    assert found[1] == 1.0
    assert np.isnan(found[[0, 2]]).all()
