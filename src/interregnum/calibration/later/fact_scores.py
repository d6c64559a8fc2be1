r"""Fact by fact: the frozen model's interval and density for a later fact, beside climatology's.

Climatology says that the fact stays what it was to 1989,

.. math:: y' \sim N(y, \; s^2 (1 + n / n')),

with the fact's value y, its error s and its cases n to 1989, and n' cases later: the later record
is a sample too. The model says what worlds of the later record's shape give. A logistic baseline
has no number for a fact, and speaks of cases only. All is on the logit or logarithmic scale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.facts import FactValue, Kind
from interregnum.calibration.record_file import Record
from interregnum.calibration.values import untransformed

Floats = NDArray[np.float64]

LEVEL = 0.90
REACH = NormalDist().inv_cdf(0.5 + LEVEL / 2.0)
LEAST_KNOWN = 0.5
"""Share of worlds that must have a case of a fact for the model to say something of it."""
LEAST_SPREAD = 0.05
BEYOND = 50.0
"""Logarithm from which a rate or ratio has no end that a reader could be told."""
LOG_TWO_PI = math.log(2.0 * math.pi)


class Predictive(NamedTuple):
    """What is foretold of a fact, on the scale on which facts are compared.

    Parameters
    ----------
    low, middle, high
        Ends and middle of the 90 % interval.
    mean, sd
        Of the density by which it is scored, taken as normal.
    """

    low: float
    middle: float
    high: float
    mean: float
    sd: float

    def interval_score(self, value: Floats | float) -> Floats:
        """Return the width of the interval, and twenty times what lies outside it.

        T. Gneiting and A. E. Raftery, Strictly proper scoring rules, prediction, and estimation,
        Journal of the American Statistical Association 102 (2007),
        doi:10.1198/016214506000001437. Lower is better.

        >>> Predictive(-1.0, 0.0, 1.0, 0.0, 0.6).interval_score(np.array([0.0, 1.5])).tolist()
        [2.0, 12.0]
        """
        at = np.asarray(value, dtype=float)
        penalty = 2.0 / (1.0 - LEVEL)
        outside = np.maximum(self.low - at, 0.0) + np.maximum(at - self.high, 0.0)
        return np.asarray(self.high - self.low + penalty * outside)

    def log_score(self, value: Floats | float) -> Floats:
        """Return minus the logarithm of the density; lower is better."""
        off = (np.asarray(value, dtype=float) - self.mean) / self.sd
        return np.asarray(0.5 * (off * off + LOG_TWO_PI) + math.log(self.sd))

    def holds(self, value: float) -> bool:
        """Return whether a value lies inside the interval."""
        return self.low <= value <= self.high


class FactScore(NamedTuple):
    """One fact of the later record beside what was foretold of it.

    Parameters
    ----------
    name, title, kind
        Of the fact.
    votes
        Whether it counts in the sums.
    fitted
        Whether the fact to 1989 was fitted to.
    later
        The later record.
    until
        The last day looked at, as ``2010-12-31``.
    model, climatology
        What was foretold.
    worlds
        Share of worlds with a case of it.
    """

    name: str
    title: str
    kind: Kind
    votes: bool
    fitted: bool
    later: FactValue
    until: str
    model: Predictive
    climatology: Predictive
    worlds: float


class Skill(NamedTuple):
    """A mean score of the model less that of climatology, over the facts that vote.

    Parameters
    ----------
    measure
        ``interval`` or ``log``.
    model, climatology
        Mean scores; lower is better.
    difference, low, high
        Model less climatology with its 90 % interval from draws of whole countries: below 0 the
        model foretold better.
    facts
        How many facts.
    """

    measure: str
    model: float
    climatology: float
    difference: float
    low: float
    high: float
    facts: int


def climatology_of(record: Record, name: str, later: FactValue) -> Predictive:
    """Return that a fact stays what it was, with the errors of both samples.

    Parameters
    ----------
    record
        To 1989.
    name
        Of the fact.
    later
        Of which only the number of cases is used.
    """
    own = record.fact(name)
    sd = own.sd * math.sqrt(1.0 + max(own.n, 1) / max(later.n, 1))
    ends = own.estimate - REACH * sd, own.estimate, own.estimate + REACH * sd
    return Predictive(*ends, own.estimate, sd)


def predictive_of(values: Floats) -> Predictive | None:
    """Return what worlds foretell of a fact; None where fewer than half have a case of it.

    Parameters
    ----------
    values
        The fact in each world, not a number where there is no case.
    """
    known = values[np.isfinite(values)]
    if len(known) < max(LEAST_KNOWN * len(values), 2):
        return None
    low, middle, high = (float(x) for x in np.quantile(known, (0.05, 0.5, 0.95)))
    sd = max(float(known.std(ddof=1)), LEAST_SPREAD)
    return Predictive(low, middle, high, float(known.mean()), sd)


def skills(
    scores: Sequence[FactScore], draws: Mapping[str, Floats], fitted: bool | None = None
) -> tuple[Skill, ...]:
    """Return the mean scores of model and climatology, and their difference with its interval.

    Parameters
    ----------
    scores
        Fact by fact.
    draws
        Every fact in draws of whole countries.
    fitted
        Which facts: those whose value to 1989 was fitted to, or not; by default both.

    Notes
    -----
    The interval is normal with the spread of the draws: a drawn record has its own sampling error
    twice, which both scores share.
    """
    some = [one for one in scores if one.votes and fitted in (None, one.fitted)]
    if not some:
        return ()
    found = []
    for measure in ("interval", "log"):
        own = [_score(one.model, measure, one.later.estimate) for one in some]
        other = [_score(one.climatology, measure, one.later.estimate) for one in some]
        drawn = [
            _score(one.model, measure, draws[one.name])
            - _score(one.climatology, measure, draws[one.name])
            for one in some
        ]
        spread = float(np.nanstd(np.nanmean(np.array(drawn), axis=0), ddof=1))
        model, climate = float(np.mean(own)), float(np.mean(other))
        gain = model - climate
        ends = gain - REACH * spread, gain + REACH * spread
        found.append(Skill(measure, model, climate, gain, *ends, len(some)))
    return tuple(found)


def _score(one: Predictive, measure: str, value: Floats | float) -> Floats:
    return one.interval_score(value) if measure == "interval" else one.log_score(value)


def as_row(one: FactScore) -> dict[str, object]:
    """Return a fact as plain values: numbers on its natural scale, scores on the transformed."""
    value = one.later.estimate
    row: dict[str, object] = {
        "name": one.name,
        "title": one.title,
        "fitted": one.fitted,
        "votes": one.votes,
        "until": one.until,
        "later": _short(_natural(one.kind, value)),
        "n": one.later.n,
        "events": one.later.events,
        "share_of_worlds": _short(one.worlds),
    }
    for word, told in (("model", one.model), ("climatology", one.climatology)):
        low, middle, high = (
            _short(_natural(one.kind, x)) for x in (told.low, told.middle, told.high)
        )
        row[word] = {
            "estimate": middle,
            "low": low,
            "high": high,
            "inside": told.holds(value),
            "interval_score": _short(float(told.interval_score(value))),
            "log_score": _short(float(told.log_score(value))),
        }
    return row


def _natural(kind: Kind, value: float) -> float:
    """Return a share, rate or ratio; of a ratio beyond all bounds infinity."""
    return math.inf if kind != "share" and value > BEYOND else untransformed(kind, value)


def _short(number: float) -> float:
    """Return a number to six significant digits."""
    return float(f"{number:.6g}")
