"""Whether the fitted model would have shown the record: fact by fact, and all facts together."""

from __future__ import annotations

import dataclasses
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.libraries import library, one_thread
from interregnum.calibration.likelihood import Likelihood
from interregnum.calibration.material import Observed

Floats: TypeAlias = NDArray[np.float64]

LEVEL = 0.9
WIDEST = 3.0  # times the record's own interval
LEAST_INSIDE = 0.8
LEAST_P = 0.05


@dataclasses.dataclass(frozen=True, kw_only=True)
class FactCheck:
    """One fact of the record beside the model's 90 % interval, on the transformed scale.

    Parameters
    ----------
    name
        Of the fact.
    record
        Its value in the record.
    low, median, high
        Of the model: posterior, emulator and panel noise, without discrepancy.
    inside
        Whether the record lies inside.
    inside_with_discrepancy
        Whether it lies inside the interval that the stated discrepancy widens.
    width_ratio
        Width of the model's interval by the width of the record's own.
    votes
        Whether it counts among the facts inside or outside.
    interval_score
        Width plus 20 times the distance of the record from the interval; lower is better.
    """

    name: str
    record: float
    low: float
    median: float
    high: float
    inside: bool
    inside_with_discrepancy: bool
    width_ratio: float
    interval_score: float
    votes: bool = True

    @property
    def counts(self) -> bool:
        """Whether it lies inside an interval no wider than three times the record's own."""
        return self.inside and self.width_ratio <= WIDEST


@dataclasses.dataclass(frozen=True, kw_only=True)
class Predictive:
    """What the posterior predicts of the record.

    Parameters
    ----------
    facts
        One a fact.
    joint_p
        Posterior predictive p-value of the joint chi-squared, with discrepancy and without
        weights: how often a replicate would miss by more than the record does.
    joint_p_weighted
        The same with the weights of the fit.
    """

    facts: tuple[FactCheck, ...]
    joint_p: float
    joint_p_weighted: float

    @property
    def share_inside(self) -> float:
        """Share of the facts that vote inside an interval that is not too wide."""
        return float(np.mean([fact.counts for fact in self.facts if fact.votes]))

    @property
    def passed(self) -> bool:
        """Whether 80 % of the facts are inside, and the joint p-value is 5 % or more."""
        return self.share_inside >= LEAST_INSIDE and self.joint_p >= LEAST_P


def predictive(
    likelihood: Likelihood, places: Floats, *, panel: Floats | None = None, seed: int = 0
) -> Predictive:
    """Return what a posterior predicts of the record.

    Parameters
    ----------
    likelihood
        Of the record's facts.
    places
        Equally weighted posterior draws in the unit cube, shape (n, parameters).
    panel
        Standard deviation of the noise of a panel of the record's size, one a fact; by default
        the record's own sampling errors.
    seed
        Of the noise.

    Notes
    -----
    Given the parameters, the joint chi-squared of a replicate has its own law with one degree
    of freedom a fact; the p-value is the mean of its tail beyond the record's.

    References
    ----------
    A. Gelman, X.-L. Meng and H. Stern, Posterior predictive assessment of model fitness via
    realized discrepancies, Statistica Sinica 6 (1996).
    """
    observed = likelihood.observed
    noise = np.sqrt(np.diag(observed.covariance)) if panel is None else panel
    random = np.random.default_rng(seed)
    with one_thread():
        mean, variance = likelihood.predict(places)
        first = random.standard_normal(mean.shape)
        second = random.standard_normal(mean.shape)
        draws = mean + np.sqrt(variance + noise**2) * first
        wide = draws + observed.discrepancy * second
        plain = dataclasses.replace(observed, weights=np.ones(len(observed.names)))
        return Predictive(
            facts=tuple(
                _check(observed, at, draws[:, at], wide[:, at]) for at in range(len(observed.names))
            ),
            joint_p=_joint_p(likelihood.for_data(plain), mean, variance),
            joint_p_weighted=_joint_p(likelihood, mean, variance),
        )


def _joint_p(likelihood: Likelihood, mean: Floats, variance: Floats) -> float:
    """Return the mean tail probability of the joint chi-squared."""
    tails = []
    for start in range(0, len(mean), 512):
        rows = slice(start, start + 512)
        left, _ = likelihood.standardised(mean[rows], variance[rows])
        square = np.einsum("nf,nf->n", left, left)
        tails.append(library("scipy.stats").chi2.sf(square, mean.shape[1]))
    return float(np.concatenate(tails).mean())


def _check(observed: Observed, at: int, draws: Floats, wide: Floats) -> FactCheck:
    """Return one fact beside its interval."""
    ends = (0.5 - 0.5 * LEVEL, 0.5, 0.5 + 0.5 * LEVEL)
    low, median, high = (float(end) for end in np.quantile(draws, ends))
    wide_low, _, wide_high = (float(end) for end in np.quantile(wide, ends))
    record = float(observed.values[at])
    own = 2.0 * float(library("scipy.special").ndtri(ends[2]))
    own *= float(np.sqrt(observed.covariance[at, at]))
    miss = max(low - record, 0.0) + max(record - high, 0.0)
    return FactCheck(
        name=observed.names[at],
        record=record,
        low=low,
        median=median,
        high=high,
        inside=low <= record <= high,
        inside_with_discrepancy=wide_low <= record <= wide_high,
        width_ratio=(high - low) / own if own > 0.0 else float("inf"),
        interval_score=(high - low) + 2.0 / (1.0 - LEVEL) * miss,
        votes=observed.names[at] not in observed.silent,
    )
