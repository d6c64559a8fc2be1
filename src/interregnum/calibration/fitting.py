"""From a bank and the record to a posterior and to what the gate says of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.coverage import coverage
from interregnum.calibration.emulator import Emulator, fit_emulator, refitted
from interregnum.calibration.findings import Findings, gate_of
from interregnum.calibration.fitted import NAMES
from interregnum.calibration.identification import identification
from interregnum.calibration.likelihood import Likelihood, likelihood_of
from interregnum.calibration.material import Bank, Observed
from interregnum.calibration.predictive import Predictive, predictive
from interregnum.calibration.reliability import Reliability, reliability
from interregnum.calibration.sampling import Plan, Posterior, sampled_posterior
from interregnum.calibration.simulation_based import SimulationBased, simulation_based

if TYPE_CHECKING:
    from interregnum.calibration.coverage import Coverage
    from interregnum.calibration.gate import Gate
    from interregnum.calibration.record_file import Record

Floats: TypeAlias = NDArray[np.float64]

SETS = 50
RANK_SETS = 200


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Fit:
    """A posterior and what it was made from.

    Parameters
    ----------
    bank
        All design points.
    emulator
        That has seen four fifths of them, for checks.
    likelihood
        Of the record, by the emulator that has seen all of them.
    posterior
        Its draws.
    """

    bank: Bank
    emulator: Emulator
    likelihood: Likelihood
    posterior: Posterior


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Checked:
    """What the gate looked at, and what it says.

    Parameters
    ----------
    gate
        What passed.
    predicted
        Each fitted fact beside the record.
    emulated, covered, ranks
        The other checks.
    """

    gate: Gate
    predicted: Predictive
    emulated: Reliability
    covered: Coverage
    ranks: SimulationBased


def observed_of(record: Record) -> Observed:
    """Return the fitted facts of the record, with covariance, discrepancy and weights.

    Parameters
    ----------
    record
        From :func:`interregnum.calibration.record.record_facts`.
    """
    from interregnum.calibration.targets import TARGETS

    chosen = [target for target in TARGETS if target.fitted and target.weight > 0.0]
    part = record.part([target.name for target in chosen])
    return Observed(
        names=part.names,
        values=np.array(part.estimates),
        covariance=np.array(part.covariance),
        discrepancy=np.array([target.discrepancy for target in chosen]),
        weights=np.array([target.weight for target in chosen]),
        silent=tuple(target.name for target in chosen if not target.votes),
    )


def fit(
    bank: Bank,
    observed: Observed,
    *,
    seed: int,
    workers: int = 1,
    steps: int = 3000,
    checkpoints: Path | None = None,
) -> Fit:
    """Return the posterior of a bank and a record.

    Parameters
    ----------
    bank
        With the observed facts, in their order.
    observed
        From :func:`observed_of`.
    seed
        Of what is held out and of the chain.
    workers
        Threads; the result does not depend on them.
    steps
        Of each of two starts of the chain.
    checkpoints
        A folder in which an interrupted chain is kept.
    """
    emulator = fit_emulator(bank, seed=seed, workers=workers)
    whole = refitted(emulator, bank, workers=workers)
    likelihood = likelihood_of(whole, observed)
    plan = Plan(seed=seed, steps=steps)
    posterior = sampled_posterior(likelihood, plan, checkpoints=checkpoints)
    return Fit(bank=bank, emulator=emulator, likelihood=likelihood, posterior=posterior)


def check(
    found: Fit, observed: Observed, *, others: Mapping[str, Floats] | None = None, seed: int = 0
) -> Checked:
    """Return what the gate says of a fit.

    Parameters
    ----------
    found
        From :func:`fit`.
    observed
        The record that it was fitted to.
    others
        Posterior draws under other selections, by name.
    seed
        Of synthetic data.
    """
    posteriors = {"focal": found.posterior.places} | dict(others or {})
    predicted = predictive(found.likelihood, found.posterior.places, seed=seed)
    emulated = reliability(found.emulator, found.bank)
    covered = coverage(found.emulator, found.bank, observed, sets=SETS, scatter="record", seed=seed)
    ranks = simulation_based(found.likelihood, sets=RANK_SETS, seed=seed)
    findings = Findings(
        ranks=ranks,
        covered=covered,
        predicted=predicted,
        identified=identification(posteriors, NAMES),
        chain=found.posterior.checks,
        emulated=emulated,
    )
    return Checked(
        gate=gate_of(findings), predicted=predicted, emulated=emulated, covered=covered, ranks=ranks
    )
