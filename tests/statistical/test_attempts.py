"""Attempts follow their declared laws: how often, whose, found out or not, and on whose chance."""

from math import exp, sqrt
from typing import Any

import numpy as np
import pytest

from interregnum.kernels.random import Address
from interregnum.mechanisms import opening, opportunity
from workspaces import road_of

RUNS = 40_000
SIGMAS = 4.0


def close(count: int, trials: int, probability: float) -> bool:
    error = sqrt(trials * probability * (1.0 - probability))
    return abs(count - trials * probability) < SIGMAS * error


@pytest.fixture(scope="module")
def days() -> list[opportunity.Writes]:
    """Days on which the hazard is 200 a year, so that there is something to count."""
    road = road_of([9000.0], service=50000.0, others=41000.0)
    reads = opportunity.Reads(
        400.0, 0.0, 0.0, 0.0, 0.0, 0.0, 50000.0, 0.3, 0.45, 2023.5, 1.0, 1.0, road
    )
    params = opportunity.Params(citizen_share=0.4, plot_probability=0.3)
    return [opportunity.rule(reads, params, Address(7, run, 5)) for run in range(RUNS)]


def test_opportunities_arise_at_their_hazard(days: list[Any]) -> None:
    arisen = sum(d.initiator > 0.0 for d in days)
    assert days[0].hazard == pytest.approx(200.0)
    assert close(arisen, RUNS, 1.0 - exp(-200.0 / 365.0))


def test_initiators_plots_and_calls_have_their_shares(days: list[Any]) -> None:
    arisen = [d for d in days if d.initiator > 0.0]
    insiders = [d for d in arisen if d.initiator == opportunity.INSIDERS]
    assert close(len(arisen) - len(insiders), len(arisen), 0.4)
    plots = sum(d.plot > 0.0 for d in insiders)
    assert close(plots, len(insiders), 0.3)
    started = [d for d in insiders if d.plot == 0.0]
    # Units' weight .45 of .75, and half of all forces are the service's.
    assert close(sum(d.called > 0.0 for d in started), len(started), 0.3)
    assert not any(d.plot for d in arisen if d.initiator == opportunity.CITIZENS)


def test_a_crisis_opens_with_its_probability() -> None:
    reads = opening.Reads(0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.4, 0.5, 1.0)
    outs = [opening.rule(reads, opening.Params(), Address(7, run, 5)) for run in range(RUNS)]
    opened = [w for w in outs if w.opened > 0.0]
    assert close(len(opened), RUNS, 0.5)
    assert close(sum(w.initiator == opening.CITIZENS for w in opened), len(opened), 0.4)


def test_an_organised_opposition_opens_more_of_its_own_days() -> None:
    reads = opening.Reads(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.4, 1.0, 1.0)
    outs = [opening.rule(reads, opening.Params(), Address(7, run, 5)) for run in range(RUNS)]
    citizens = sum(w.initiator == opening.CITIZENS for w in outs)
    assert close(citizens, RUNS, 0.4 * (0.5 + 0.3 * 0.5))
    assert close(sum(w.initiator == opening.INSIDERS for w in outs), RUNS, 0.6 * 0.5)
    closed = reads._replace(unarmed=0.0)
    left = [opening.rule(closed, opening.Params(), Address(7, run, 5)) for run in range(RUNS)]
    assert close(sum(w.opened > 0.0 for w in left), RUNS, 0.6 * 0.5)


def test_openings_are_independent_of_opportunities(days: list[Any]) -> None:
    reads = opening.Reads(0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.4, 0.5, 1.0)
    opened = [opening.rule(reads, opening.Params(), Address(7, r, 5)).opened for r in range(RUNS)]
    arisen = [float(d.initiator > 0.0) for d in days]
    assert abs(np.corrcoef(opened, arisen)[0, 1]) < SIGMAS / sqrt(RUNS)
