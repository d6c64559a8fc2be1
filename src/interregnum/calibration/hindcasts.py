"""A hindcast as numbers with their names: both forecasts, the march, and the record beside it."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Protocol

from interregnum.calibration.reference_case import DEFINITION, LABEL, reference_classes
from interregnum.experiments.dates_ahead import dates_ahead
from interregnum.experiments.hindcast import (
    FEWEST,
    INNER,
    Order,
    families,
    is_enough,
    marches_won,
    removal_days,
)
from interregnum.experiments.two_levels import Forecast, forecast_of
from interregnum.version import MODEL_VERSION, __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interregnum.calibration.reference_case import Parameters, ReferenceClass
    from interregnum.experiments.hindcast import Lived
    from interregnum.experiments.support import Support

AS_OF = {"forward": "onset", "condition": "stand-down"}
HOW = (
    "Intervals are 90 % over parameters: rows of parameters are the outer level, runs of a row, "
    f"which differ by luck alone, the inner one ({INNER} a row), and luck is taken out. The Monte "
    "Carlo error is that of the mean, and more runs shrink it. Removal is irregular; regular exits "
    "(death, succession, election) stand apart."
)


class Made(Protocol):
    """What a hindcast holds."""

    @property
    def order(self) -> Order:
        """What was asked for."""

    @property
    def lived(self) -> Mapping[str, Lived | None]:
        """Runs by forecast."""

    @property
    def support(self) -> Mapping[str, Support | None]:
        """Expressed support by forecast."""

    @property
    def parameters(self) -> Parameters:
        """Where parameters come from."""


def hindcast_content(made: Made) -> dict[str, Any]:
    """Return a hindcast as what JSON can hold; what is not known is None.

    Parameters
    ----------
    made
        A hindcast.
    """
    from interregnum.scenario.load import scenario_hash

    order = made.order
    forward = made.lived["forward"]
    assert forward is not None
    won = forecast_of(marches_won(forward, order.scenario.places[-1].name))
    return {
        "label": LABEL,
        "called": made.parameters.word,
        "parameters": made.parameters.told,
        "posterior_sha256": made.parameters.sha256,
        "scenario": order.scenario.scenario,
        "scenario_sha256": scenario_hash(order.scenario),
        "seed": order.seed,
        "runs": order.rows * INNER,
        "pasts": order.pasts,
        "level": 0.9,
        "least_effective_rows": FEWEST,
        "package_version": __version__,
        "model_version": MODEL_VERSION,
        "how": HOW,
        "forecasts": {
            name: _forecast(order, name, lived, made.support[name])
            for name, lived in made.lived.items()
        },
        "march": {
            "fitted": _told(won, enough=is_enough(forward)),
            "classes": [_class(row) for row in reference_classes()],
            "definition": DEFINITION,
        },
    }


def _forecast(
    order: Order, name: str, lived: Lived | None, support: Support | None
) -> dict[str, Any]:
    """Return one forecast as what JSON can hold."""
    if lived is None:
        return {"as_of": AS_OF[name], "effective_rows": 0.0, "matched": 0, "removal": None}
    enough, same = is_enough(lived), families(lived)
    rows = []
    for kind in (False, True):
        days = removal_days(lived, regular=kind)
        rows.append(
            [
                {"name": one.name, "title": one.title, "days": one.days}
                | _told(forecast_of(days < one.days, same), enough=enough)
                for one in dates_ahead(order.scenario)
            ]
        )
    return {
        "as_of": AS_OF[name],
        "effective_rows": lived.effective,
        "matched": lived.matched,
        "rows": len(set(same)),
        "removal": rows[0],
        "regular_exit": rows[1],
        "support": None if support is None else _support(support, enough=enough),
    }


def _told(found: Forecast, *, enough: bool) -> dict[str, Any]:
    """Return a forecast; without its interval where too few rows speak."""
    told = {key: _number(value) for key, value in found._asdict().items()}
    return told if enough else {**told, "low": None, "high": None, "parameter_sd": None}


def _support(found: Support, *, enough: bool) -> dict[str, Any]:
    told = {key: _number(value) for key, value in found._asdict().items()}
    if not enough:
        for key in ("shock_low", "shock_high", "half_life_low", "half_life_high"):
            told[key] = None
    return {**told, "unit": {"shock": "1", "half_life": "d"}}


def _number(value: float) -> float | None:
    """Return a number, None where it is none or has no end."""
    return value if isfinite(value) else None


def _class(row: ReferenceClass) -> dict[str, Any]:
    effect = row.effect
    return {
        "title": row.title,
        "effect": effect.name,
        "share": effect.estimate,
        "low": effect.low,
        "high": effect.high,
        "level": effect.level,
        "attempts": effect.n,
        "successes": effect.events,
        "period": effect.period,
        "source": effect.source,
        "definition": effect.definition,
        "caveat": effect.caveat,
    }
