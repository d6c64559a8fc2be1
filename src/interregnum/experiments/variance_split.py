"""How much of what happens is structure, parameters, the ruler's hidden strength, and luck.

The law of total variance, estimated on a nested and paired design: points of the parameters, each
under every structure; rulers of each point; lives of each ruler. Products of different rulers or
lives have products of means as their mean, so that no part carries the noise of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.errors import ScenarioError
from interregnum.experiments.slices import square_of_mean
from interregnum.intervals import Interval

if TYPE_CHECKING:
    import numpy.typing as npt

NORMAL_95 = 1.959963984540054
FEWEST_POINTS = 10


class Split(NamedTuple):
    """The parts of an outcome's variance, each a share of the whole [1]; they add up to 1.

    ``structure`` and ``parameters`` are what each decides on its own, ``both`` what only their
    combination does, ``strength`` the ruler's strength on day 0, drawn at given parameters, and
    ``luck`` all that happens from day 0 on. ``variance`` is the whole, in the outcome's unit
    squared.
    """

    structure: Interval
    parameters: Interval
    both: Interval
    strength: Interval
    luck: Interval
    variance: Interval

    @property
    def parts(self) -> dict[str, Interval]:
        """The shares by name."""
        return {name: part for name, part in self._asdict().items() if name != "variance"}


def split_of(values: npt.NDArray[Any]) -> Split:
    """Return the parts of a variance with 95 % intervals.

    Parameters
    ----------
    values
        (points, structures, rulers, lives): at least 10 points drawn independently, 2 rulers and
        2 lives. Structures may share their rulers and lives; different rulers of a point, and
        different lives of a ruler, are independent.

    Raises
    ------
    ScenarioError
        If there are too few, or the outcome is the same in every run.

    Notes
    -----
    With s structure, x parameters, h strength, and m(...) the conditional mean: structure is
    Var m(s), parameters Var m(x), both Var m(s, x) less these two, strength E Var(m(s, x, h) |
    s, x), luck E Var(Y | s, x, h). Structures weigh the same. Every part is an unbiased estimate,
    so one near zero may fall below; intervals are normal with a jackknife over points.

    References
    ----------
    Y. Sun, D. W. Apley and J. Staum, Efficient nested simulation for estimating the variance of a
    conditional expectation, Operations Research 59 (2011), doi:10.1287/opre.1110.0932.

    Examples
    --------
    >>> import numpy as np
    >>> coin = np.random.default_rng(0).integers(0, 2, (400, 2, 2, 2)).astype(float)
    >>> split_of(coin).luck.low > 0.85
    True
    """
    import numpy as np

    points, structures, rulers, lives = values.shape
    if points < FEWEST_POINTS or min(rulers, lives) < 2:
        msg = (
            f"split: {points} points of {rulers} rulers with {lives} lives; give at least "
            f"{FEWEST_POINTS} points, 2 rulers and 2 lives"
        )
        raise ScenarioError(msg)
    if np.ptp(values) == 0.0:
        msg = f"split: the outcome is {values.flat[0]:g} in every run; choose another outcome"
        raise ScenarioError(msg)
    moments = _moments(values - values.mean())
    whole = _parts(moments, np.zeros((1, moments.width)))[0]
    without = _parts(moments, moments.rows)
    spread = np.sqrt(((without - without.mean(axis=0)) ** 2).sum(axis=0) * (points - 1) / points)
    if structures == 1:
        spread[[0, 2]] = 0.0
    return Split(
        *(
            Interval(float(v), float(v - NORMAL_95 * s), float(v + NORMAL_95 * s))
            for v, s in zip(whole, spread, strict=True)
        )
    )


class _Moments(NamedTuple):
    """Per point: mean products at each depth, then means by structure; and how many structures."""

    rows: Any
    structures: int

    @property
    def width(self) -> int:
        return int(self.rows.shape[1])


def _moments(values: Any) -> _Moments:
    """Return per point E Y², and mean products of lives, of rulers, and of rulers over structures.

    Structures may share luck, so only different rulers are multiplied over structures.
    """
    import numpy as np

    ruler_means = values.mean(axis=3)
    squares = (values**2).mean(axis=(1, 2, 3))
    same_ruler = square_of_mean(values, axis=3).mean(axis=(1, 2))
    same_point = square_of_mean(ruler_means, axis=2).mean(axis=1)
    over_structures = square_of_mean(ruler_means.mean(axis=1), axis=1)
    means = values.mean(axis=(2, 3))
    columns = (squares, same_ruler, same_point, over_structures)
    whole = means.mean(axis=1)
    rows = np.column_stack([*columns, whole, whole**2, means, means**2])
    return _Moments(rows, values.shape[1])


def _parts(moments: _Moments, removed: Any) -> Any:
    """Return shares and the variance, with one row of moments removed at a time."""
    import numpy as np

    gone = 1 if removed.any() else 0
    count = len(moments.rows) - gone
    sums = moments.rows.sum(axis=0) - removed
    squares, same_ruler, same_point, over_structures = (sums[:, k] / count for k in range(4))
    pairs = count * (count - 1)
    grand = (sums[:, 4] ** 2 - sums[:, 5]) / pairs
    k = moments.structures
    by_structure = ((sums[:, 6 : 6 + k] ** 2 - sums[:, 6 + k :]) / pairs).mean(axis=1)
    variance = squares - grand
    structure, parameters = by_structure - grand, over_structures - grand
    both = same_point - grand - structure - parameters
    parts = [structure, parameters, both, same_ruler - same_point, squares - same_ruler]
    return np.column_stack([*(part / variance for part in parts), variance])
