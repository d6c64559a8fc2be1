"""Regular exits follow their declared laws: deaths, successions, dates and counts of elections."""

from __future__ import annotations

from math import exp, sqrt

import numpy as np

from interregnum.kernels.random import Address
from interregnum.mechanisms import election, election_verdict, natural_death, succession
from workspaces import gaussian_belief

RUNS = 40_000
SIGMAS = 4.0


def close(count: float, trials: int, probability: float) -> bool:
    error = sqrt(trials * probability * (1.0 - probability))
    return abs(count - trials * probability) < SIGMAS * error


def test_deaths_follow_the_hazard_of_the_age() -> None:
    """A hazard a hundred times the record's, so that there is something to count."""
    params = natural_death.Params(age=70.0, hazard_at_60=2.43)
    reads = natural_death.Reads()
    for day in (0, 3652):
        dead = sum(
            natural_death.rule(reads, params, Address(7, run, day)).death for run in range(RUNS)
        )
        age = 70.0 + (day + 0.5) / 365.25
        rate = 2.43 * exp(0.0627 * (age - 60.0)) / 365.25
        assert close(dead, RUNS, 1.0 - exp(-rate))


def test_successions_come_at_their_rate_whatever_the_day() -> None:
    params, reads = succession.Params(20.0), succession.Reads()
    for day in (0, 3652):
        passed = sum(
            succession.rule(reads, params, Address(7, run, day)).succession for run in range(RUNS)
        )
        assert close(passed, RUNS, 1.0 - exp(-20.0 / 365.25))


def test_first_elections_spread_evenly_over_a_period() -> None:
    reads, params = election.Reads(0.0, 1.0, 1.0), election.Params(4.0)
    dates = [election.rule(reads, params, Address(7, run, -1)).next_day for run in range(RUNS)]
    counts, _ = np.histogram(dates, bins=12, range=(0.0, 1461.0))
    assert all(close(count, RUNS, 1.0 / 12.0) for count in counts)


def test_published_shares_have_the_moments_of_fraud_and_noise() -> None:
    reads = election_verdict.Reads(0.45, 0.3, gaussian_belief(0.5, 12.0))
    params = election_verdict.Params()
    outs = [election_verdict.rule(reads, params, Address(7, run, 5)) for run in range(RUNS)]
    shares = np.array([out.share for out in outs])
    spread = sqrt(0.2 * 0.2 / 12.0 + 0.05 * 0.05)
    assert abs(shares.mean() - 0.55) < SIGMAS * spread / sqrt(RUNS)
    assert abs(shares.std() - spread) < SIGMAS * spread / sqrt(2.0 * RUNS)
    # What a beaten ruler does is independent of by how much he was beaten.
    lost = [out for out in outs if out.share < 0.5]
    assert close(sum(out.concession for out in lost), len(lost), 0.24421)
