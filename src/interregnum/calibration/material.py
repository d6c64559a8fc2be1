"""What a fit is made from: simulated facts at design points, and the record's own facts."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.errors import ScenarioError

Floats: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.intp]

# What stands for the error of a fact that has no case: the fact then says nothing.
SILENT = 1e3
LARGEST = 1e8


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Bank:
    """Simulated facts at design points.

    Parameters
    ----------
    places
        Design points in the unit cube, shape (points, parameters).
    facts
        Simulated facts on the transformed scale (logit or log), shape (points, facts); NaN
        where the simulated world had no case.
    errors
        Standard errors of the facts: the noise of one simulated panel, shape of ``facts``.
    names
        Of the facts.
    """

    places: Floats
    facts: Floats
    errors: Floats
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        points = self.places.shape[0]
        if self.facts.shape != (points, len(self.names)) or self.errors.shape != self.facts.shape:
            msg = (
                f"bank: {points} points, {len(self.names)} names, facts {self.facts.shape}, errors "
                f"{self.errors.shape}; give facts and errors of shape (points, names)"
            )
            raise ScenarioError(msg)
        known = np.isfinite(self.facts)
        if not np.all(np.isfinite(self.errors[known]) & (self.errors[known] >= 0.0)):
            msg = "bank: a fact that is there has no standard error; give one at or above 0"
            raise ScenarioError(msg)
        if not np.all((self.places >= 0.0) & (self.places <= 1.0)):
            msg = "bank: a design point lies outside the unit cube; give places in [0, 1]"
            raise ScenarioError(msg)

    def rows(self, chosen: Rows) -> Bank:
        """Return the bank of some of the design points.

        Parameters
        ----------
        chosen
            Their row numbers.
        """
        return dataclasses.replace(
            self,
            places=self.places[chosen],
            facts=self.facts[chosen],
            errors=self.errors[chosen],
        )

    def only(self, names: Sequence[str]) -> Bank:
        """Return the bank of some of the facts, in the order given.

        Parameters
        ----------
        names
            Of the facts to keep.

        Raises
        ------
        ScenarioError
            If the bank has no fact of such a name.
        """
        missing = [name for name in names if name not in self.names]
        if missing:
            msg = f"bank: no fact {missing[0]}; it has {', '.join(self.names)}"
            raise ScenarioError(msg)
        at = [self.names.index(name) for name in names]
        return dataclasses.replace(
            self, facts=self.facts[:, at], errors=self.errors[:, at], names=tuple(names)
        )

    def panel_error(self) -> Floats:
        """Return the median standard error of each fact over the points that have it."""
        known = np.where(np.isfinite(self.facts), self.errors, np.nan)
        return np.array(
            [
                float(np.median(column[np.isfinite(column)])) if np.isfinite(column).any() else 0.0
                for column in known.T
            ]
        )


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Observed:
    """The facts that a model is fitted to, with everything that is known of their errors.

    Parameters
    ----------
    names
        Of the facts.
    values
        On the transformed scale, shape (facts,), all finite.
    covariance
        Of the values' sampling errors, shape (facts, facts).
    discrepancy
        Standard deviation by which a right model may still miss each fact, shape (facts,).
    weights
        In (0, 1]: how much of a fact's information is used, shape (facts,).
    silent
        Names of facts that carry weight and no vote: they say too little for a verdict of inside
        or outside, such as none of seven.
    """

    names: tuple[str, ...]
    values: Floats
    covariance: Floats
    discrepancy: Floats
    weights: Floats
    silent: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        count = len(self.names)
        shapes = (self.values, self.discrepancy, self.weights)
        if self.covariance.shape != (count, count) or any(a.shape != (count,) for a in shapes):
            msg = f"record: the arrays do not fit {count} facts; give one value a fact"
            raise ScenarioError(msg)
        if not all((np.abs(a) <= LARGEST).all() for a in (*shapes, self.covariance)):
            msg = (
                f"record: a number is not finite, or beyond {LARGEST:g} on the logit or log scale; "
                "leave out facts that have no case"
            )
            raise ScenarioError(msg)
        if not np.all((self.weights > 0.0) & (self.weights <= 1.0)):
            msg = "record: a weight is not in (0, 1]; leave out facts of weight 0"
            raise ScenarioError(msg)
        if (self.discrepancy < 0.0).any() or not np.allclose(self.covariance, self.covariance.T):
            msg = "record: a discrepancy below 0, or a covariance that is not symmetric; correct it"
            raise ScenarioError(msg)
        lowest = float(np.linalg.eigvalsh(self.covariance + np.diag(self.discrepancy**2))[0])
        if lowest <= 0.0:
            msg = (
                f"record: covariance and discrepancy have an eigenvalue of {lowest:.3g}; draw more "
                "bootstrap samples than facts, or state a discrepancy above 0"
            )
            raise ScenarioError(msg)

    def base(self) -> Floats:
        """Return the covariance with the discrepancy, before the emulator's variance."""
        return self.covariance + np.diag(self.discrepancy**2)

    def only(self, names: Sequence[str]) -> Observed:
        """Return the record of some of the facts, in the order given.

        Parameters
        ----------
        names
            Of the facts to keep, all of them the record's.
        """
        at = [self.names.index(name) for name in names]
        return dataclasses.replace(
            self,
            names=tuple(names),
            values=self.values[at],
            covariance=self.covariance[np.ix_(at, at)],
            discrepancy=self.discrepancy[at],
            weights=self.weights[at],
            silent=tuple(name for name in self.silent if name in names),
        )

    def with_values(self, values: Floats) -> Observed:
        """Return the same record with other values: a synthetic data set.

        Parameters
        ----------
        values
            On the transformed scale, shape (facts,).
        """
        return dataclasses.replace(self, values=values)

    def scatter_of_panel(self, values: Floats, errors: Floats) -> Observed:
        """Return simulated facts as data, with the errors of their own panel.

        Parameters
        ----------
        values
            Simulated facts, NaN where there was no case, shape (facts,).
        errors
            Their standard errors, shape (facts,).

        Notes
        -----
        Facts of one panel overlap as those of the record do: the record's correlations are
        taken over. No discrepancy: the data come from the model itself. A fact without a case
        gets an error so large that it says nothing.
        """
        known = np.isfinite(values)
        spread = np.where(known, np.where(known, errors, 0.0), SILENT)
        own = np.sqrt(np.diag(self.covariance))
        own = np.where(own > 0.0, own, 1.0)
        correlation = self.covariance / np.outer(own, own)
        correlation[~known, :] = 0.0
        correlation[:, ~known] = 0.0
        np.fill_diagonal(correlation, 1.0)
        floor = np.diag(np.full(len(spread), 1e-9))
        return dataclasses.replace(
            self,
            values=np.where(known, values, 0.0),
            covariance=correlation * np.outer(spread, spread) + floor,
            discrepancy=np.zeros(len(spread)),
        )
