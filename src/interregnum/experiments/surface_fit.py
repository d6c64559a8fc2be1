"""A surface fitted to paired differences, with its error on runs that it has not seen.

Three ways of fitting compete by cross-validation against the constant effect: a penalised linear
form, a penalised quadratic of a few inputs, and boosted trees. Where none is surely better than
the constant, that is the answer: these runs do not show that the effect differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.experiments.pairing import mean_interval
from interregnum.experiments.surface_ways import Constant, ways
from interregnum.intervals import Interval

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.experiments.surface import Input, Readings

    Floats = npt.NDArray[np.float64]

FOLDS = 5
SHUFFLES = 2
SHOWN_INPUTS = 3
GROUPS = 5


class Candidate(NamedTuple):
    """A way of fitting, its cross-validated error, and by how much it beats the constant.

    ``error`` is the root of the mean squared error in the unit of the outcome, ``gain`` the part
    of the constant's squared error that it saves [1], below 0 where it does worse.
    """

    name: str
    error: float
    gain: Interval


class Importance(NamedTuple):
    """By how much the squared error grows when an input is shuffled, as part of the constant's [1].

    The interval holds for all inputs together with 95 %.
    """

    name: str
    loss: Interval


class Group(NamedTuple):
    """Runs alike in the prediction or in an input: where they lie, and the effect seen in them."""

    at: float
    runs: int
    effect: Interval


class Dependence(NamedTuple):
    """How the effect goes with one input: fitted, and as seen in fifths or categories of it.

    ``fitted`` has the mean over the folds' surfaces at each point, and the least and the largest
    of them.
    """

    input: Input
    points: tuple[float, ...]
    fitted: tuple[Interval, ...]
    seen: tuple[Group, ...]


class Surface(NamedTuple):
    """What was fitted.

    ``effect`` is the mean over all runs, ``constant_error`` the cross-validated error of saying so
    everywhere. ``chosen`` is the candidate with the least error; ``shows`` whether it surely beats
    the constant. Importances come with the largest first; ``calibration`` compares predictions on
    unseen runs, in fifths, with what happened there.
    """

    effect: Interval
    constant_error: float
    candidates: tuple[Candidate, ...]
    chosen: Candidate
    shows: bool
    importances: tuple[Importance, ...]
    dependences: tuple[Dependence, ...]
    calibration: tuple[Group, ...]


class _Folds(NamedTuple):
    """What a way of fitting gave: predictions for unseen runs, a surface and its runs a fold."""

    predicted: Floats
    models: list[Any]
    tests: list[npt.NDArray[np.int_]]


def fit_surface(readings: Readings, seed: int = 0) -> Surface:
    """Fit a surface to paired differences.

    Parameters
    ----------
    readings
        From :meth:`interregnum.experiments.surface.Surfacing.readings`.
    seed
        Of folds and shuffles.

    Raises
    ------
    UsageError
        If scikit-learn is not installed.

    Notes
    -----
    Errors are those of five-fold cross-validation; that of the constant is of the mean of the
    other folds. Intervals of gains hold for the three candidates together and take runs as
    independent, which folds that share training runs are not quite.
    """
    makers = ways()
    from threadpoolctl import threadpool_limits

    # One thread: sums come out in one order, and small fits do not wait for each other.
    with threadpool_limits(1):
        return _fitted(readings, makers, seed)


def _fitted(readings: Readings, makers: Mapping[str, Callable[[], Any]], seed: int) -> Surface:
    """Return the surface of the best of several ways of fitting."""
    import numpy as np

    matrix, columns = _matrix(readings)
    target = readings.differences
    every = {name: _folds(make, matrix, target, seed) for name, make in makers.items()}
    flat = _folds(Constant, matrix, target, seed)
    base = (target - flat.predicted) ** 2
    candidates = tuple(
        _candidate(name, base, (target - found.predicted) ** 2, len(every))
        for name, found in every.items()
    )
    chosen = min(candidates, key=lambda row: row.error)
    shows = chosen.gain.low > 0.0
    best = every[chosen.name]
    importances: tuple[Importance, ...] = ()
    dependences: tuple[Dependence, ...] = ()
    if shows:
        importances = _importances(readings, best, (matrix, columns), float(base.mean()), seed)
        sure = [row.name for row in importances if row.loss.low > 0.0][:SHOWN_INPUTS]
        places = {row.name: k for k, row in enumerate(readings.inputs)}
        dependences = tuple(
            _dependence(readings, best, (matrix, columns), places[name]) for name in sure
        )
    return Surface(
        effect=_mean(target),
        constant_error=float(np.sqrt(base.mean())),
        candidates=candidates,
        chosen=chosen,
        shows=shows,
        importances=importances,
        dependences=dependences,
        calibration=_fifths(best.predicted, target) if shows else (),
    )


def _matrix(readings: Readings) -> tuple[Floats, list[list[int]]]:
    """Return inputs as columns, and which columns belong to each input.

    A parameter drawn in its logarithm enters so; a rule has one column for each of its values but
    the first.
    """
    import numpy as np

    columns: list[Floats] = []
    places: list[list[int]] = []
    for row in readings.inputs:
        mine = _columns(row, row.values)
        places.append(list(range(len(columns), len(columns) + len(mine))))
        columns += mine
    return np.column_stack(columns), places


def _columns(row: Input, values: Floats) -> list[Floats]:
    """Return the columns of one input for some of its values."""
    import numpy as np

    if row.categories:
        return [(values == k).astype(float) for k in range(1, len(row.categories))]
    return [np.log(values) if row.is_log else values]


def _folds(make: Callable[[], Any], matrix: Floats, target: Floats, seed: int) -> _Folds:
    """Return predictions for each run by a surface that was fitted without it."""
    import numpy as np

    order = np.random.default_rng(seed).permutation(len(target))
    tests = [np.sort(part) for part in np.array_split(order, FOLDS)]
    predicted = np.empty(len(target))
    models = []
    for test in tests:
        train = np.setdiff1d(order, test)
        model = make().fit(matrix[train], target[train])
        predicted[test] = model.predict(matrix[test])
        models.append(model)
    return _Folds(predicted, models, tests)


def _score(comparisons: int) -> float:
    """Return the normal score with which so many intervals hold together with 95 %."""
    return NormalDist().inv_cdf(1.0 - 0.025 / comparisons)


def _joint(values: Floats, scale: float, comparisons: int) -> Interval:
    """Return a mean over a scale with an interval that holds together with others."""
    mean = float(values.mean()) / scale
    half = _score(comparisons) * float(values.std(ddof=1)) / sqrt(len(values)) / scale
    return Interval(mean, mean - half, mean + half)


def _candidate(name: str, base: Floats, errors: Floats, among: int) -> Candidate:
    """Return a candidate's error and its gain on the constant."""
    scale = max(float(base.mean()), 1e-12)
    return Candidate(name, sqrt(float(errors.mean())), _joint(base - errors, scale, among))


def _importances(
    readings: Readings,
    found: _Folds,
    layout: tuple[Floats, list[list[int]]],
    scale: float,
    seed: int,
) -> tuple[Importance, ...]:
    """Return the importance of every input on runs that a fold has not seen."""
    import numpy as np

    matrix, places = layout
    target, random = readings.differences, np.random.default_rng(seed + 1)
    before = (target - found.predicted) ** 2
    rows = []
    for row, columns in zip(readings.inputs, places, strict=True):
        after = np.zeros(len(target))
        for model, test in zip(found.models, found.tests, strict=True):
            for _ in range(SHUFFLES):
                shuffled = matrix[test].copy()
                shuffled[:, columns] = matrix[random.permutation(test)][:, columns]
                after[test] += (target[test] - model.predict(shuffled)) ** 2 / SHUFFLES
        rows.append(Importance(row.name, _joint(after - before, scale, len(places))))
    return tuple(sorted(rows, key=lambda row: -row.loss.estimate))


def _dependence(
    readings: Readings, found: _Folds, layout: tuple[Floats, list[list[int]]], which: int
) -> Dependence:
    """Return how the fitted effect goes with one input, all others as they were drawn."""
    import numpy as np

    matrix, places = layout
    row = readings.inputs[which]
    if row.categories:
        points = np.arange(float(len(row.categories)))
        seen = [(point, row.values == point) for point in points]
    else:
        points = np.quantile(row.values, np.linspace(0.02, 0.98, 25))
        edges = np.quantile(row.values, np.linspace(0.0, 1.0, GROUPS + 1))
        group = np.clip(np.searchsorted(edges, row.values, side="right") - 1, 0, GROUPS - 1)
        seen = [(float(np.median(row.values[group == k])), group == k) for k in range(GROUPS)]
    curves = np.empty((FOLDS, len(points)))
    for k, (model, test) in enumerate(zip(found.models, found.tests, strict=True)):
        moved = matrix[test[:1000]].copy()
        for j, point in enumerate(points):
            moved[:, places[which]] = np.column_stack(_columns(row, np.full(len(moved), point)))
            curves[k, j] = model.predict(moved).mean()
    fitted = tuple(
        Interval(float(curve.mean()), float(curve.min()), float(curve.max())) for curve in curves.T
    )
    groups = tuple(
        Group(float(at), int(mask.sum()), _mean(readings.differences[mask])) for at, mask in seen
    )
    return Dependence(row, tuple(float(point) for point in points), fitted, groups)


def _fifths(predicted: Floats, target: Floats) -> tuple[Group, ...]:
    """Return what happened in fifths of unseen runs by what was predicted for them."""
    import numpy as np

    order = np.argsort(predicted, kind="stable")
    return tuple(
        Group(float(predicted[part].mean()), len(part), _mean(target[part]))
        for part in np.array_split(order, GROUPS)
    )


def _mean(values: Floats) -> Interval:
    """Return a mean of differences with its 95 % interval."""
    most = float(abs(values).max())
    return mean_interval(values, most)
