r"""Which twelve parameters are fitted, fixed before any fit, and what was believed of them.

All other parameters of the model keep their own prior and are drawn run by run. The fit knows a
parameter by its place in the unit cube: 0 is the low end of its prior, 1 the high end, and the
prior is uniform in between, on the natural or on the logarithmic scale.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.errors import ScenarioError, nearest

Floats: TypeAlias = NDArray[np.float64]
Kind: TypeAlias = Literal["uniform", "log_uniform"]

# Standard deviation of a uniform number in [0, 1]: what a parameter's posterior is measured by.
PRIOR_SPREAD = 1.0 / np.sqrt(12.0)


class Fitted(NamedTuple):
    """One fitted parameter and its prior.

    Parameters
    ----------
    name
        In the bank and in every table of the fit.
    parameter
        In the model, ``mechanism.parameter``.
    regime_type
        The type of regime whose scenario it belongs to; None if all types share it.
    low, high
        Ends of the prior [unit].
    kind
        ``uniform`` or ``log_uniform`` between the ends.
    label
        One clause for a reader.
    unit
        Of the value; ``"1"`` for a pure number.
    symbol
        In the model text.
    source
        Where the ends come from; an invented one says ``assumed``.
    """

    name: str
    parameter: str
    regime_type: str | None
    low: float
    high: float
    kind: Kind
    label: str
    unit: str
    symbol: str
    source: str


def _type_mean(regime_type: str, title: str) -> Fitted:
    """Return the mean strength of a type of regime."""
    return Fitted(
        f"type_mean.{regime_type}",
        "start.type_mean",
        regime_type,
        0.15,
        1.3,
        "uniform",
        f"mean strength of {title}",
        "1",
        "θ̄_type",
        "assumed: wide, to be fitted to hazards by type",
    )


_TYPES = (
    ("personal", "personal rule"),
    ("military", "military rule"),
    ("party", "one-party rule and of monarchies"),
)
_HAZARDS = "assumed: attempts and their success"
_SHARED: tuple[Fitted, ...] = (
    Fitted("start.public_precision", "start.public_precision", None, 4.0, 30.0, "uniform",
           "precision of the public's prior belief; sets how much rulers of a type differ", "1",
           "α_0", "assumed: opacity of the regime"),
    Fitted("start.full_overestimation", "start.full_overestimation", None, -0.2, 0.6, "uniform",
           "overestimation that full propaganda buys", "1", "o_full",
           "assumed: open; the sign of news depends on it"),
    Fitted("opportunity.attempt_rate", "opportunity.attempt_rate", None, 0.1, 1.5, "log_uniform",
           "opportunities for an attempt", "1/yr", "λ_att", _HAZARDS),
    Fitted("attempt_chance.sharpness", "attempt_chance.sharpness", None, 0.0, 3.0, "uniform",
           "how sharply attempts follow their chance of success", "1", "η", _HAZARDS),
    Fitted("opportunity.citizen_share", "opportunity.citizen_share", None, 0.05, 0.6, "uniform",
           "share of opportunities that citizens start", "1", "χ_c", "assumed"),
    Fitted("opportunity.plot_deterrence", "opportunity.plot_deterrence", None, 0.0, 1.0, "uniform",
           "how far a plot found out puts others off", "1", "d_plot",
           "assumed: rulers after thwarted plots"),
    Fitted("public_signal.margin_precision", "public_signal.margin_precision", None, 0.5, 20.0,
           "log_uniform", "precision of news of how narrowly a ruler survived", "1", "τ_m",
           "assumed: the key unknown"),
    Fitted("collapse.luck_spread", "collapse.luck_spread", None, 0.0, 0.6, "uniform",
           "how much of an attack is luck", "1", "s_x",
           "assumed: success after failures"),
    Fitted("new_rule.election_rate_insiders", "new_rule.election_rate_insiders", None, 0.01, 1.0,
           "log_uniform", "elections called by insiders who took over", "1/yr", "λ_el insiders",
           "assumed: to be fitted, range ours"),
)  # fmt: skip

# Too few monarchies broke down to be fitted alone, and their rate is that of party regimes.
TYPE_OF = {"personal": "personal", "military": "military", "party": "party", "monarchy": "party"}

FITTED: tuple[Fitted, ...] = (*(_type_mean(*named) for named in _TYPES), *_SHARED)
NAMES: tuple[str, ...] = tuple(row.name for row in FITTED)


def fitted_named(name: str) -> Fitted:
    """Return a fitted parameter.

    Parameters
    ----------
    name
        One of :data:`NAMES`.

    Raises
    ------
    ScenarioError
        If there is none of that name.

    Examples
    --------
    >>> fitted_named("opportunity.attempt_rate").unit
    '1/yr'
    """
    for row in FITTED:
        if row.name == name:
            return row
    msg = f"calibration: {name} is not a fitted parameter; {nearest(name, NAMES)}"
    raise ScenarioError(msg)


def from_unit(places: Floats) -> Floats:
    """Return the parameters' values at places in the unit cube.

    Parameters
    ----------
    places
        Shape (n, 12), each in [0, 1], in the order of :data:`FITTED`.

    Returns
    -------
    Values [unit of each parameter], shape (n, 12).

    Raises
    ------
    ScenarioError
        If the shape is another, or a place lies outside the cube.

    Examples
    --------
    >>> values = from_unit(np.full((1, 12), 0.5))
    >>> round(float(values[0, 3]), 3), round(float(values[0, 5]), 4)  # midway; geometric midway
    (17.0, 0.3873)
    """
    places = _checked(places, "places")
    if not np.all((places >= 0.0) & (places <= 1.0)):
        msg = "calibration: a place lies outside the unit cube; give numbers in [0, 1]"
        raise ScenarioError(msg)
    low, high, logarithmic = _ends()
    inside = low + (high - low) * places
    natural = np.where(logarithmic, np.exp(np.where(logarithmic, inside, 0.0)), inside)
    # Rounding may pass an end by a unit in the last place.
    return np.clip(natural, *_natural_ends())


def to_unit(values: Floats) -> Floats:
    """Return the places in the unit cube of parameters' values.

    Parameters
    ----------
    values
        Shape (n, 12) [unit of each parameter], in the order of :data:`FITTED`.

    Returns
    -------
    Places in [0, 1], shape (n, 12).

    Raises
    ------
    ScenarioError
        If the shape is another, or a value lies outside its prior; the parameter is named.

    Examples
    --------
    >>> places = np.full((1, 12), 0.25)
    >>> bool(np.allclose(to_unit(from_unit(places)), places))
    True
    """
    values = _checked(values, "values")
    bottom, top = _natural_ends()
    outside = ~((values >= bottom) & (values <= top))
    if outside.any():
        row, column = (int(at[0]) for at in np.nonzero(outside))
        found = FITTED[column]
        msg = (
            f"calibration: {found.name} = {values[row, column]} lies outside its prior; give a "
            f"number from {found.low} to {found.high}"
        )
        raise ScenarioError(msg)
    low, high, logarithmic = _ends()
    safe = np.where(logarithmic, np.log(np.maximum(values, 1e-300)), values)
    return np.clip((safe - low) / (high - low), 0.0, 1.0)


def _natural_ends() -> tuple[Floats, Floats]:
    """Return the ends of the priors."""
    return np.array([row.low for row in FITTED]), np.array([row.high for row in FITTED])


def _ends() -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return the ends on the scale on which the prior is uniform."""
    low, high = _natural_ends()
    logarithmic = np.array([row.kind == "log_uniform" for row in FITTED])
    # A uniform prior may start at or below 0, where no logarithm is asked for.
    safe_low, safe_high = np.where(logarithmic, low, 1.0), np.where(logarithmic, high, 1.0)
    return (
        np.where(logarithmic, np.log(safe_low), low),
        np.where(logarithmic, np.log(safe_high), high),
        logarithmic,
    )


def _checked(array: Floats, what: str) -> Floats:
    """Return the array as floats if its shape is right."""
    found = np.asarray(array, dtype=np.float64)
    if found.ndim != 2 or found.shape[1] != len(FITTED):
        msg = f"calibration: {what} of shape {found.shape}; give one column a fitted parameter (12)"
        raise ScenarioError(msg)
    return found
