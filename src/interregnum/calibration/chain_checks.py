"""Whether a chain has run long enough, and whether two starts found the same posterior."""

from __future__ import annotations

import dataclasses
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.libraries import library

Floats: TypeAlias = NDArray[np.float64]

LARGEST_R_HAT = 1.05
LEAST_LENGTHS = 20.0  # autocorrelation times that the kept part of a chain must cover
LARGEST_SHIFT = 4.0  # Monte Carlo standard errors between the means of two starts


@dataclasses.dataclass(frozen=True, kw_only=True)
class ChainChecks:
    """What is known of a chain's convergence.

    Parameters
    ----------
    autocorrelation_steps
        The longest of the parameters' integrated autocorrelation times [steps].
    effective
        The smallest effective number of draws of a parameter.
    r_hat
        The largest rank-normalised split R-hat of a parameter, over all walkers.
    acceptance
        Mean share of proposals that were accepted.
    shift
        Largest distance between the starts' means of a parameter [its Monte Carlo errors].
    spread_ratio
        Largest ratio of the starts' standard deviations of a parameter.
    steps
        Kept a start.
    """

    autocorrelation_steps: float
    effective: float
    r_hat: float
    acceptance: float
    shift: float
    spread_ratio: float
    steps: int

    @property
    def starts_agree(self) -> bool:
        """Whether a second, dispersed start found the same posterior."""
        return self.shift <= LARGEST_SHIFT and self.spread_ratio <= 1.25

    @property
    def converged(self) -> bool:
        """Whether the chain is long enough and the starts agree."""
        long_enough = self.steps >= LEAST_LENGTHS * self.autocorrelation_steps
        return bool(long_enough and self.r_hat <= LARGEST_R_HAT and self.starts_agree)


def split_r_hat(chains: Floats) -> Floats:
    """Return the rank-normalised split R-hat of each parameter.

    Parameters
    ----------
    chains
        Shape (steps, chains, parameters).

    Returns
    -------
    About 1 where all halves of all chains look alike, more where they do not.

    References
    ----------
    A. Vehtari, A. Gelman, D. Simpson, B. Carpenter and P.-C. Bürkner, Rank-normalization,
    folding, and localization: an improved R-hat, Bayesian Analysis 16 (2021),
    doi:10.1214/20-BA1221.

    Examples
    --------
    >>> draws = np.random.default_rng(1).normal(size=(400, 4, 1))
    >>> bool(split_r_hat(draws)[0] < 1.01), bool(split_r_hat(draws + np.eye(4)[None, :, :1])[0] > 1)
    (True, True)
    """
    half = len(chains) // 2
    halves = np.concatenate((chains[:half], chains[half : 2 * half]), axis=1)
    folded = np.abs(halves - np.median(halves, axis=(0, 1)))
    return np.maximum(_r_hat_of_ranks(halves), _r_hat_of_ranks(folded))


def _r_hat_of_ranks(chains: Floats) -> Floats:
    steps, count, parameters = chains.shape
    ranks = library("scipy.stats").rankdata(chains.reshape(steps * count, parameters), axis=0)
    scores = library("scipy.special").ndtri((ranks - 0.375) / (steps * count + 0.25))
    scores = scores.reshape(steps, count, parameters)
    within = scores.var(axis=0, ddof=1).mean(axis=0)
    between = scores.mean(axis=0).var(axis=0, ddof=1)
    return np.asarray(np.sqrt((steps - 1) / steps + between / within))


def chain_checks(starts: list[Floats], acceptance: float) -> ChainChecks:
    """Return what is known of the convergence of several starts.

    Parameters
    ----------
    starts
        The kept part of each start, shape (steps, walkers, parameters).
    acceptance
        Mean share of accepted proposals.

    Notes
    -----
    Walkers of one ensemble help each other and are no independent chains; the effective number is
    therefore draws by autocorrelation time, and starts are compared by their means.
    """
    measure = library("emcee").autocorr.integrated_time
    times = np.array([np.maximum(measure(each, quiet=True, tol=0), 1.0) for each in starts])
    sizes = np.array([[each.shape[0] * each.shape[1]] for each in starts])
    effective = sizes / times
    means = np.array([each.mean(axis=(0, 1)) for each in starts])
    spreads = np.array([each.std(axis=(0, 1)) for each in starts])
    shift, ratio = 0.0, 1.0
    if len(starts) > 1:
        errors = np.sqrt((spreads**2 / effective).sum(axis=0))
        shift = float(np.max(np.ptp(means, axis=0) / errors))
        ratio = float(np.max(spreads.max(axis=0) / spreads.min(axis=0)))
    return ChainChecks(
        autocorrelation_steps=float(times.max()),
        effective=float(effective.sum(axis=0).min()),
        r_hat=float(split_r_hat(np.concatenate(starts, axis=1)).max()),
        acceptance=acceptance,
        shift=shift,
        spread_ratio=ratio,
        steps=min(len(each) for each in starts),
    )
