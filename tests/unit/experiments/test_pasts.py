"""Short runs that agree with what was known."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.engine.mean_field import Lives, run_lives
from interregnum.engine.plan import plan_of
from interregnum.engine.record import events_table, runs_table
from interregnum.experiments.conditioning import run_weights
from interregnum.experiments.pasts import (
    Past,
    effective_pasts,
    given_rows,
    known_of,
    matching_pasts,
    resampled,
)
from interregnum.kernels.scalar import Target
from interregnum.scenario.load import changed_scenario, load_scenario
from interregnum.scenario.schema import Scenario

RUNS = 120


@pytest.fixture(scope="module")
def loose() -> Scenario:
    """Return the case of which only the capture of the hub is known, with any ease."""
    scenario = load_scenario("mutiny-2023", [("posterior", "none")], environment={})
    rows = [
        row.model_copy(update={"low": 0.0, "high": 1.0})
        if row.kind == "capture"
        else row.model_copy(update={"role": "observed"})
        for row in scenario.timeline
    ]
    return scenario.model_copy(update={"timeline": tuple(rows), "contrast": None})


def test_short_runs_weigh_as_whole_runs_do(loose: Scenario) -> None:
    known = known_of(loose, 7, Target.CPU, 1)
    found = matching_pasts(known, range(RUNS), range(RUNS))
    plan = plan_of(changed_scenario(loose, [("horizon", 20)]))
    batch = run_lives(plan, 7, Lives(range(RUNS)), Target.CPU)
    runs = runs_table(plan, 7, [batch]).to_pandas()
    events = events_table(plan, [batch]).to_pandas()
    weights = run_weights(runs, events, loose).to_numpy()
    taken = events[(events["event"] == "place_taken") & (events["place"] == "Rostov-on-Don")]
    day = taken.groupby("run")["day"].min()
    left = batch.outcomes[:, 0]
    expected = {k for k in day.index if weights[k] > 0 and left[k] >= day[k] + 1}
    assert {past.number for past in found} == expected
    assert len(expected) > 10
    ours = np.array([past.weight for past in found])
    theirs = weights[[past.number for past in found]]
    # The one is absolute, the other relative to the best run.
    assert ours / ours[0] == pytest.approx(theirs / theirs[0], rel=1e-9)


def test_a_row_given_its_own_draws_is_the_ordinary_run(loose: Scenario) -> None:
    known = known_of(loose, 7, Target.CPU, 1)
    given = given_rows(known.plan, 7, range(6), Target.CPU)
    plain = run_lives(known.plan, 7, Lives(range(6)), Target.CPU)
    again = run_lives(known.plan, 7, Lives(range(6), given), Target.CPU)
    assert np.array_equal(plain.parameters, again.parameters)
    assert np.array_equal(plain.events, again.events)


def test_weights_of_a_made_example_are_the_share_of_copies() -> None:
    assert resampled([0.5, 0.0, 0.25, 0.25], 8) == [0, 0, 0, 0, 2, 2, 3, 3]


def test_the_effective_size_of_unequal_pasts_is_less_than_their_number() -> None:
    pasts = [Past(0, 0, 1.0, 2), Past(1, 1, 1.0, 2), Past(2, 2, 0.0, 2), Past(3, 3, 0.5, 2)]
    assert effective_pasts(pasts) == pytest.approx(2.5**2 / 2.25)
