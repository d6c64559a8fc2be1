"""How often the intervals of the fitted parameters hold the values that made the data."""

from __future__ import annotations

import dataclasses
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.emulator import Emulator
from interregnum.calibration.importance import Pool, prior_pool, weighted_posterior
from interregnum.calibration.libraries import library, one_thread
from interregnum.calibration.likelihood import likelihood_of
from interregnum.calibration.material import SILENT, Bank, Observed
from interregnum.errors import ScenarioError

Floats: TypeAlias = NDArray[np.float64]
Scatter: TypeAlias = Literal["panel", "record"]

LOWEST, HIGHEST = 0.80, 0.97
FAMILY_ERROR = 0.05


@dataclasses.dataclass(frozen=True, kw_only=True)
class Coverage:
    """Shares of synthetic data sets whose interval held the truth.

    Parameters
    ----------
    shares
        One a parameter [1].
    pooled
        Over parameters and data sets [1].
    sets
        How many data sets.
    level
        Of the intervals [1].
    effective
        The smallest effective number of draws among the posteriors.
    """

    shares: tuple[float, ...]
    pooled: float
    sets: int
    level: float
    effective: float

    @property
    def all_passed(self) -> bool:
        """Whether the pooled share lies between 80 and 97 %, and no parameter is far outside."""
        inside = LOWEST <= self.pooled <= HIGHEST
        return inside and all(self.passed(at) for at in range(len(self.shares)))

    def strictly(self, parameter: int) -> bool:
        """Return whether one parameter's own share lies between 80 and 97 %.

        Parameters
        ----------
        parameter
            Its place in the order of the fit.
        """
        return LOWEST <= self.shares[parameter] <= HIGHEST

    def passed(self, parameter: int) -> bool:
        """Return whether one parameter's share could come from a coverage between 80 and 97 %.

        Parameters
        ----------
        parameter
            Its place in the order of the fit.

        Notes
        -----
        Fifty data sets know a share of 90 % to 4 points: of twelve right intervals, one or
        more leaves 80-97 % in a third of all tries. A parameter fails when a coverage at the
        nearer bound would give its count, or one further out, with a probability below 5 %
        divided by the number of parameters.
        """
        binom = library("scipy.stats").binom
        count = round(self.shares[parameter] * self.sets)
        too_few = binom.cdf(count, self.sets, LOWEST)
        too_many = binom.sf(count - 1, self.sets, HIGHEST)
        return bool(min(too_few, too_many) >= FAMILY_ERROR / len(self.shares))


def coverage(
    emulator: Emulator,
    bank: Bank,
    observed: Observed,
    *,
    sets: int = 50,
    scatter: Scatter = "panel",
    seed: int = 0,
) -> Coverage:
    """Return how often 90 % intervals hold the truth, on design points held out of the emulator.

    Parameters
    ----------
    emulator
        That has not seen ``emulator.held``.
    bank
        The whole bank; simulated facts at held-out points are the data.
    observed
        The record, whose correlations, and for ``record`` whose errors, the data take over.
    sets
        How many design points.
    scatter
        ``panel``: the simulated facts as they are, with the errors of their own panel.
        ``record``: with sampling error and discrepancy of the record added, so that the data
        are as noisy as the record's own. Weights are left out of both: they are a choice about
        the record, not a property of such data.
    seed
        Of the choice of points and of the draws.

    Raises
    ------
    ScenarioError
        If fewer points are held out than sets are asked for.
    """
    if len(emulator.held) < sets:
        msg = (
            f"coverage: {len(emulator.held)} design points are held out, {sets} are asked for; "
            "hold out more, or ask for fewer sets"
        )
        raise ScenarioError(msg)
    random = np.random.default_rng(seed)
    rows = random.permutation(emulator.held)[:sets]
    level = 0.9
    ends = np.array([0.5 - 0.5 * level, 0.5 + 0.5 * level])
    inside, effective = [], []
    plain = dataclasses.replace(observed, weights=np.ones(len(observed.names)))
    with one_thread():
        pool: Pool | None = None
        for row in rows:
            data = _data(plain, bank, int(row), scatter, random)
            likelihood = likelihood_of(emulator, data)
            pool = prior_pool(likelihood, seed=seed) if pool is None else pool
            found = weighted_posterior(likelihood, pool, seed=seed + int(row))
            low, high = found.quantiles(ends)
            inside.append((low <= bank.places[row]) & (bank.places[row] <= high))
            effective.append(found.effective)
    held = np.array(inside)
    return Coverage(
        shares=tuple(float(share) for share in held.mean(axis=0)),
        pooled=float(held.mean()),
        sets=sets,
        level=level,
        effective=float(min(effective)),
    )


def _data(
    observed: Observed, bank: Bank, row: int, scatter: Scatter, random: np.random.Generator
) -> Observed:
    """Return the simulated facts of one design point as data."""
    facts, errors = bank.facts[row], bank.errors[row]
    if scatter == "panel":
        return observed.scatter_of_panel(facts, errors)
    known = np.isfinite(facts)
    noise = np.linalg.cholesky(observed.base()) @ random.standard_normal(len(facts))
    own = np.where(known, np.where(known, errors, 0.0), SILENT)
    return dataclasses.replace(
        observed,
        values=np.where(known, facts + noise, 0.0),
        covariance=observed.covariance + np.diag(own**2),
    )
