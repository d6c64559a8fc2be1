"""Forecasts scored against what came, beside climatology, with intervals by whole countries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interregnum.evidence.forecast.areas import areas, areas_by_block
from interregnum.intervals import wilson
from interregnum.scores import brier, log_score

Floats = NDArray[np.float64]
Drawn = tuple[Floats, NDArray[np.intp]]

_BINS = 10
_ENDS = (0.025, 0.975)


class Score(NamedTuple):
    """One number about one model.

    Parameters
    ----------
    model, measure
        Whose, and which: ``brier``, ``brier_skill``, ``log``, ``log_skill``, ``auc_roc``,
        ``auc_pr``, ``expected_over_observed``, ``crps`` [years], ``crps_skill``.
    estimate, low, high
        The number with its 95 % interval from whole countries drawn anew.
    n, events
        Forecasts scored, and how many of them came true.
    """

    model: str
    measure: str
    estimate: float
    low: float
    high: float
    n: int
    events: int


class Scored(NamedTuple):
    """What the scores are made of.

    Parameters
    ----------
    forecasts
        By model, the reference first, each of shape (n,).
    happened
        Outcomes, shape (n,).
    country
        Of each row, shape (n,).
    """

    forecasts: Mapping[str, Floats]
    happened: NDArray[np.bool_]
    country: NDArray[np.int64]


class Bin(NamedTuple):
    """One point of a reliability curve: forecasts of about one size, and how often they came true.

    Parameters
    ----------
    model
        Whose forecasts.
    forecast
        Their mean [1].
    observed, low, high
        Share that came true with Wilson's 95 % interval, which takes the rows as independent and
        is therefore too narrow [1].
    n
        How many there are.
    """

    model: str
    forecast: float
    observed: float
    low: float
    high: float
    n: int


def country_weights(country: NDArray[np.int64], draws: int, seed: int) -> Drawn:
    """Return how often each country is drawn, shape (draws, countries), and each row's column."""
    names, block = np.unique(country, return_inverse=True)
    chance = np.full(len(names), 1.0 / len(names))
    drawn = np.random.default_rng(seed).multinomial(len(names), chance, size=draws)
    return drawn.astype(np.float64), block


def scores_of(scored: Scored, draws: int, seed: int) -> list[Score]:
    """Return every score of chances and orders for every model.

    Parameters
    ----------
    scored
        Forecasts and outcomes; the first model is the reference of skill.
    draws, seed
        Of the bootstrap by country.
    """
    weights, block = country_weights(scored.country, draws, seed)
    came = scored.happened
    rows: list[Score] = []
    reference: dict[str, Floats] = {}
    for model, forecast in scored.forecasts.items():
        losses = {
            "brier": _each(brier, forecast, came),
            "log": _each(log_score, forecast, came),
        }
        reference = reference or losses
        for measure, loss in losses.items():
            rows += loss_rows(model, measure, loss, reference[measure], (weights, block), came)
        rows += _order_rows(model, forecast, came, weights, block)
        rows.append(_calibration_row(model, forecast, came, weights, block))
    return rows


def loss_rows(
    model: str,
    measure: str,
    loss: Floats,
    reference: Floats,
    drawn: Drawn,
    came: NDArray[np.bool_],
) -> list[Score]:
    """Return a mean loss, and the skill 1 - loss / loss of the reference, with intervals."""
    weights, block = drawn
    own = weights @ np.bincount(block, loss, weights.shape[1])
    others = weights @ np.bincount(block, reference, weights.shape[1])
    count = weights @ np.bincount(block, minlength=weights.shape[1])
    n, events = len(loss), int(came.sum())
    mean = _score(model, measure, float(loss.mean()), own / count, (n, events))
    skill = 1.0 - float(loss.mean()) / float(reference.mean())
    return [mean, _score(model, f"{measure}_skill", skill, 1.0 - own / others, (n, events))]


def reliability(scored: Scored) -> list[Bin]:
    """Return the reliability curve of each model: ten bins of equally many forecasts."""
    bins: list[Bin] = []
    for model, forecast in scored.forecasts.items():
        edges = np.unique(np.quantile(forecast, np.linspace(0, 1, _BINS + 1)[1:-1]))
        group = np.digitize(forecast, edges, right=True)
        for number in np.unique(group):
            rows = group == number
            share = wilson(int(scored.happened[rows].sum()), int(rows.sum()))
            bins.append(Bin(model, float(forecast[rows].mean()), *share, n=int(rows.sum())))
    return bins


def _each(score: object, forecast: Floats, came: NDArray[np.bool_]) -> Floats:
    assert callable(score)
    return np.array([score(p, y) for p, y in zip(forecast.tolist(), came.tolist(), strict=True)])


def _order_rows(
    model: str,
    forecast: Floats,
    came: NDArray[np.bool_],
    weights: Floats,
    block: NDArray[np.intp],
) -> list[Score]:
    whole, drawn = areas(forecast, came), areas_by_block(forecast, came, block, weights)
    size = (len(came), int(came.sum()))
    return [
        _score(model, "auc_roc", float(whole.roc[0]), drawn.roc, size),
        _score(model, "auc_pr", float(whole.precision[0]), drawn.precision, size),
    ]


def _calibration_row(
    model: str,
    forecast: Floats,
    came: NDArray[np.bool_],
    weights: Floats,
    block: NDArray[np.intp],
) -> Score:
    expected = weights @ np.bincount(block, forecast, weights.shape[1])
    observed = weights @ np.bincount(block, came, weights.shape[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = expected / observed
        ratio = float(np.float64(forecast.sum()) / np.float64(came.sum()))
    size = (len(came), int(came.sum()))
    return _score(model, "expected_over_observed", ratio, drawn, size)


def _score(
    model: str, measure: str, estimate: float, drawn: Floats, size: tuple[int, int]
) -> Score:
    kept = drawn[np.isfinite(drawn)]
    low, high = np.quantile(kept, _ENDS) if len(kept) else (np.nan, np.nan)
    return Score(model, measure, estimate, float(low), float(high), *size)
