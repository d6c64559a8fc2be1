"""Ways of fitting a surface: a constant, two penalised forms, and boosted trees."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from interregnum.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

QUADRATIC_INPUTS = 12


def check_library() -> None:
    """Refuse to begin without the library that fits, before anything has run.

    Raises
    ------
    UsageError
        If scikit-learn is not installed.
    """
    ways()


class Constant:
    """The surface that is the same everywhere."""

    def fit(self, matrix: Floats, target: Floats) -> Constant:
        """Take the mean of what is fitted."""
        self.mean = float(target.mean())
        return self

    def predict(self, matrix: Floats) -> Floats:
        """Return the mean for every row."""
        import numpy as np

        return np.full(len(matrix), self.mean)


def ways() -> dict[str, Callable[[], Any]]:
    """Return the ways of fitting by their names.

    Raises
    ------
    UsageError
        If scikit-learn is not installed.
    """
    try:
        from sklearn.ensemble import HistGradientBoostingRegressor
        from sklearn.feature_selection import SelectKBest, f_regression
        from sklearn.linear_model import RidgeCV
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import PolynomialFeatures, StandardScaler
    except ImportError:
        msg = 'surface: needs scikit-learn; install it by pip install "interregnum[stats]"'
        raise UsageError(msg) from None
    penalties = [10.0**power for power in range(7)]

    def quadratic() -> Any:
        chosen = SelectKBest(f_regression, k=QUADRATIC_INPUTS)
        scaled = (StandardScaler(), chosen, PolynomialFeatures(2, include_bias=False))
        return make_pipeline(*scaled, StandardScaler(), RidgeCV(penalties))

    def trees() -> Any:
        return HistGradientBoostingRegressor(
            learning_rate=0.05,
            max_iter=150,
            max_leaf_nodes=8,
            min_samples_leaf=40,
            l2_regularization=1.0,
            early_stopping=False,
            random_state=0,
        )

    return {
        "penalised linear": lambda: make_pipeline(StandardScaler(), RidgeCV(penalties)),
        "penalised quadratic": quadratic,
        "boosted trees": trees,
    }
