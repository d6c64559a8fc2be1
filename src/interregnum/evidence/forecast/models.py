"""Four ways to turn what is known into a probability, the plainest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from interregnum.errors import UsageError

Floats = NDArray[np.float64]
LEAST = 1e-6
_RECENT_YEARS = (1.0, 5.0)
_SEED = 0


class Training(NamedTuple):
    """Rows whose outcome was known when the forecast was made.

    Parameters
    ----------
    values
        Covariates, shape (rows, covariates).
    happened
        Outcomes.
    names
        Of the covariates.
    since
        The covariate that holds the logarithm of one plus the years since such an event in the
        country, for :func:`persistence`.
    """

    values: Floats
    happened: NDArray[np.bool_]
    names: tuple[str, ...]
    since: str = "since_attempt"


Predict = Callable[[Floats], Floats]
Fit = Callable[[Training], Predict]


def climatology(training: Training) -> Predict:
    """Return the share of past rows with an event, the same for all (Jeffreys' mean).

    >>> fit = climatology(Training(np.zeros((3, 1)), np.array([True, False, False]), ("x",)))
    >>> fit(np.zeros((2, 1))).tolist()
    [0.375, 0.375]
    """
    share = _share(training.happened)
    return lambda values: np.full(len(values), share)


def persistence(training: Training) -> Predict:
    """Return the share of past rows whose last event lay as far back: under 1, 5 years, or more."""
    column = training.names.index(training.since)
    bins = np.log1p(np.array(_RECENT_YEARS))
    groups = np.digitize(training.values[:, column], bins)
    shares = np.array([_share(training.happened[groups == group]) for group in range(3)])
    return lambda values: shares[np.digitize(values[:, column], bins)]


def logistic(training: Training) -> Predict:
    """Return a logistic regression on all covariates, standardised, with a ridge of weight 1.

    What is missing reads as the median of the past, with a mark of its own.
    """
    linear, impute, pipeline, scale = _parts_of_logistic()
    used = _used(training.values)
    if training.happened.all() or not training.happened.any() or not used.any():
        return climatology(training)
    model = pipeline.make_pipeline(
        impute.SimpleImputer(strategy="median", add_indicator=True),
        scale.StandardScaler(),
        linear.LogisticRegression(C=1.0, max_iter=1000, random_state=_SEED),
    )
    with _one_thread():
        model.fit(training.values[:, used], training.happened)
    return _predicting(model, used)


def trees(training: Training) -> Predict:
    """Return gradient-boosted trees on all covariates; what is missing takes a branch of its own.

    Small and slow learners, chosen once and not tuned on what is scored.
    """
    ensemble = _module("sklearn.ensemble")
    used = _used(training.values)
    if training.happened.all() or not training.happened.any() or not used.any():
        return climatology(training)
    model = ensemble.HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=80,
        max_leaf_nodes=8,
        min_samples_leaf=100,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=_SEED,
    )
    with _one_thread():
        model.fit(training.values[:, used], training.happened)
    return _predicting(model, used)


MODELS: dict[str, Fit] = {
    "climatology": climatology,
    "persistence": persistence,
    "logistic": logistic,
    "trees": trees,
}
"""Each way by its name; the first is what skill is measured against."""


def require_library() -> None:
    """Refuse at once, before anything is read, where the library of the models is missing.

    Raises
    ------
    UsageError
        If scikit-learn is not installed.
    """
    _module("sklearn")


def _share(happened: NDArray[np.bool_]) -> float:
    return (float(happened.sum()) + 0.5) / (len(happened) + 1.0)


def _used(values: Floats) -> NDArray[np.bool_]:
    """Return which covariates say anything yet: known somewhere, and not the same everywhere."""
    told = np.zeros(values.shape[1], dtype=bool)
    for column in range(values.shape[1]):
        known = values[:, column][~np.isnan(values[:, column])]
        told[column] = len(known) > 0 and float(known.min()) < float(known.max())
    return told


def _predicting(model: Any, used: NDArray[np.bool_]) -> Predict:
    def predict(values: Floats) -> Floats:
        with _one_thread():
            chances: Floats = model.predict_proba(values[:, used])[:, 1]
        return np.clip(chances, LEAST, 1.0 - LEAST)

    return predict


def _parts_of_logistic() -> tuple[Any, Any, Any, Any]:
    names = ("linear_model", "impute", "pipeline", "preprocessing")
    linear, impute, pipeline, scale = (_module(f"sklearn.{name}") for name in names)
    return linear, impute, pipeline, scale


def _one_thread() -> Any:
    """Compute on one thread: sums keep their order, and so few rows are slower on several."""
    return _module("threadpoolctl").threadpool_limits(1)


def _module(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        msg = 'forecast: scikit-learn is missing; pip install "interregnum[stats]"'
        raise UsageError(msg) from error
