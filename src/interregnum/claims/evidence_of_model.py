"""What the model's test of a claim hands to the rule: plain numbers, without frames or arrays.

Every ``estimate``, ``low`` and ``high`` is of the claim's quantity x in the unit of the claim's
``measure`` (a log ratio is the natural logarithm); every probability is of E = s(x - x0), as
:mod:`interregnum.claims.rule` defines it. Nothing heavy is imported here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from interregnum.errors import ScenarioError


class Odds(NamedTuple):
    """The three probabilities of E with the quantity's own estimate.

    Parameters
    ----------
    p_plus, p_zero, p_minus
        Pr(E > δ), Pr(|E| <= δ) and Pr(E < -δ) over the draws [1].
    estimate, low, high
        Mean of x and the ends of its 95 % interval over the draws.
    error
        Monte Carlo standard error of ``estimate``, not a number where it is not known.
    draws
        Parameter draws behind it.
    """

    p_plus: float
    p_zero: float
    p_minus: float
    estimate: float
    low: float
    high: float
    error: float = math.nan
    draws: int = 0


class AssumedSearch(NamedTuple):
    """What the search of the admissible prior and structures for both signs has found.

    Parameters
    ----------
    points
        Points tried, the local search included.
    positive_found, negative_found
        Whether some point has E > δ, and some E < -δ, beyond its own Monte Carlo error.
    lowest, highest
        The least and the greatest E found.
    """

    points: int
    positive_found: bool
    negative_found: bool
    lowest: float
    highest: float


class Region(NamedTuple):
    """A part of the parameter space in which a claim does better or worse.

    Parameters
    ----------
    words
        The region for a reader, as ``overestimation above 0.2 and news precision below 3``.
    p_plus, p_minus
        Of E within it, over draws that were not used to find it.
    confirmed
        Whether it was named beforehand, or found on one half of the draws and holds on the other.
    coverage, density
        Share of the failing (or succeeding) draws that it holds, and their share within it.
    """

    words: str
    p_plus: float
    p_minus: float
    confirmed: bool
    coverage: float
    density: float


class Deciding(NamedTuple):
    """A parameter that decides a claim.

    Parameters
    ----------
    name
        Its full name.
    share
        Of the variance of E that it carries [1].
    basis
        ``fitted``, ``prior`` or another word of the parameter table.
    """

    name: str
    share: float
    basis: str


class Beside(NamedTuple):
    """A number shown beside the claim's own: another horizon, structure or arm.

    Parameters
    ----------
    words
        What it is.
    estimate, low, high
        The number and the ends of its interval.
    """

    words: str
    estimate: float
    low: float
    high: float


class RecordsEstimator(NamedTuple):
    """Number (c): the record's estimator applied to simulated cases.

    Parameters
    ----------
    effect
        The name of the record's effect that it imitates.
    estimate, low, high
        In that effect's own unit.
    n
        Simulated cases in it.
    """

    effect: str
    estimate: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEvidence:
    """Everything that the model says of one claim.

    Parameters
    ----------
    claim
        Its id.
    testable, reason
        Whether the model can test it; why not, or what its number means.
    pooled
        Over posterior × passing structures with equal weights; None if not testable.
    structures
        The same in each structure by name.
    passing
        The structures that pass the gate, over which ``pooled`` is taken.
    gate_passed
        Whether the posterior passed its gate; if not, the verdict is at most undecided.
    prior_share
        Share of the variance of E carried by parameters labelled ``prior``; None if unknown.
    assumed_search
        None where it was not made.
    regions
        At most a handful, in words.
    deciding
        The two or three parameters that decide.
    beside
        Other horizons, structures or arms.
    number_c
        The record's estimator on simulated cases, where there is one.
    runs, seed
        Runs behind it over all arms, and the master seed.
    commands
        Command lines that reproduce the numbers.
    series
        For pictures: ``{"levels": [...], "quantiles": [...]}`` of the paired effect x over draws,
        and anything else that is plain JSON.
    """

    claim: str
    testable: bool
    reason: str
    pooled: Odds | None = None
    structures: Mapping[str, Odds] = field(default_factory=dict)
    passing: tuple[str, ...] = ()
    gate_passed: bool = False
    prior_share: float | None = None
    assumed_search: AssumedSearch | None = None
    regions: tuple[Region, ...] = ()
    deciding: tuple[Deciding, ...] = ()
    beside: tuple[Beside, ...] = ()
    number_c: RecordsEstimator | None = None
    runs: int = 0
    seed: int = 0
    commands: tuple[str, ...] = ()
    series: Mapping[str, Any] = field(default_factory=dict)


_ROWS: dict[str, type[Any]] = {"regions": Region, "deciding": Deciding, "beside": Beside}
_SINGLE: dict[str, type[Any]] = {
    "pooled": Odds,
    "assumed_search": AssumedSearch,
    "number_c": RecordsEstimator,
}


def as_plain(evidence: ModelEvidence) -> dict[str, Any]:
    """Return a model's evidence as plain values for JSON; what is not a number becomes None.

    >>> as_plain(ModelEvidence(claim="C11", testable=False, reason="no data"))["pooled"] is None
    True
    """
    return {each.name: _plain(getattr(evidence, each.name)) for each in fields(ModelEvidence)}


def evidence_from(record: Mapping[str, Any]) -> ModelEvidence:
    """Return the evidence that :func:`as_plain` gave as plain values.

    Raises
    ------
    ScenarioError
        If a field is missing or unknown.
    """
    known = {each.name for each in fields(ModelEvidence)}
    unknown = sorted(set(record) - known)
    if unknown:
        msg = f"model evidence: unknown field {unknown[0]!r}; the fields are {', '.join(known)}"
        raise ScenarioError(msg)
    values = dict(record)
    try:
        for name, kind in _ROWS.items():
            values[name] = tuple(_row(kind, row) for row in values.get(name) or ())
        for name, kind in _SINGLE.items():
            one = values.get(name)
            values[name] = None if one is None else _row(kind, one)
        values["structures"] = {
            name: _row(Odds, row) for name, row in (values.get("structures") or {}).items()
        }
        for name in ("passing", "commands"):
            values[name] = tuple(values.get(name) or ())
        return ModelEvidence(**values)
    except (KeyError, TypeError, ValueError) as error:
        place = record.get("claim", "(no claim)")
        raise ScenarioError(f"model evidence of {place}: {error}; run the claim anew") from error


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if hasattr(value, "_asdict"):
        return {key: _plain(inner) for key, inner in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _row(kind: type[Any], record: Mapping[str, Any]) -> Any:
    """Return a named tuple of plain values; None where a number is due is not a number."""
    hints = kind.__annotations__
    return kind(
        **{
            key: math.nan if value is None and hints[key] == "float" else value
            for key, value in record.items()
        }
    )
