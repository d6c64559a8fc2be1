"""If it comes, which way? The skill of those who foretell the mode of a removal.

Nobody may be able to say when, and yet the way may be known. An oracle knows the whole state of a
run on a day, so his chances of each mode are those of many futures of that very past; an observer
knows the public belief alone. Both are scored on the futures in which a removal comes, against the
shares of modes among all of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.intervals import Interval

if TYPE_CHECKING:
    import numpy.typing as npt

NORMAL_95 = 1.959963984540054
# Fewer pasts with two removals, or with one that came another way than most, say nothing of skill.
FEWEST_PASTS, FEWEST_OTHERS = 10, 5
FOLDS = 10
DEGREE = 3


class ModeSkill(NamedTuple):
    """How much better than the shares of modes somebody foretells the mode of a removal [1].

    ``at`` is the day of the forecast [d], ``within`` how many days it reaches [d]; ``pasts`` have
    two removals or more among their futures, ``futures`` is how many these have in all, and
    ``shares`` which part of them has each mode, by its code. 1 is certainty, 0 no better than the
    shares; not a number where hardly any past could tell, or every removal has the same mode.
    """

    at: int
    within: int
    pasts: int
    futures: int
    shares: dict[int, float]
    oracle: Interval
    observer: Interval


def mode_skill(
    belief: npt.NDArray[Any], modes: npt.NDArray[Any], at: int, within: int
) -> ModeSkill:
    """Return the skill of oracle and observer, with 95 % intervals.

    Parameters
    ----------
    belief
        (pasts, numbers) that the observer knows.
    modes
        (pasts, futures): the code of the mode; negative where no removal comes.
    at, within
        For the record [d].

    Notes
    -----
    The score of chances f where mode k comes is Brier's own, over all modes: the sum of
    (f_j - 1{j = k})², which the shares p miss by 1 - Σ p². With n removals of a past, m of them in
    mode k, Σ m (m - 1) / (n (n - 1)) has as its mean the Σ q² of the past's true chances q, so an
    oracle with infinitely many futures is scored without bias; Σ p² takes products of different
    pasts in the same way. A past counts as often as it has removals, and needs two. The logarithm
    has no such estimate: its oracle would look the better the fewer the futures. The observer's
    chances are cubic ridge regressions on what he knows, fitted on other pasts (ten folds), cut to
    [0, 1] and scaled to a sum of 1: what can be shown to be known, so a lower limit. Intervals are
    normal, with a jackknife over pasts.

    References
    ----------
    G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly Weather
    Review 78 (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.

    Examples
    --------
    >>> import numpy as np
    >>> fate = np.repeat(np.arange(100)[:, None] % 2 + 4, 3, axis=1)
    >>> found = mode_skill(np.zeros((100, 1)), fate, 0, 730)
    >>> round(found.oracle.estimate, 2), found.shares
    (1.0, {4: 0.5, 5: 0.5})
    """
    import numpy as np

    held = (modes >= 0).sum(axis=1) >= 2
    modes, belief = modes[held], belief[held]
    codes = np.unique(modes[modes >= 0])
    counts = (modes[:, :, None] == codes).sum(axis=1).astype(float)
    futures = counts.sum()
    shares = {
        int(code): float(count / futures)
        for code, count in zip(codes, counts.sum(axis=0), strict=True)
    }
    told = (at, within, len(modes), int(futures), shares)
    others = 0
    if len(codes) > 1:
        others = int(
            (np.delete(counts, counts.sum(axis=0).argmax(), axis=1) > 0.0).any(axis=1).sum()
        )
    if len(modes) < FEWEST_PASTS or others < FEWEST_OTHERS:
        nothing = Interval(float("nan"), float("nan"), float("nan"))
        return ModeSkill(*told, nothing, nothing)
    return ModeSkill(*told, *_jackknifed(counts, mode_chances(belief, counts)))


def mode_chances(known: npt.NDArray[Any], counts: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return chances of each mode for each past, from what is known of it, fitted on other pasts.

    Parameters
    ----------
    known
        (pasts, numbers).
    counts
        (pasts, modes): how many of each past's removals came each way, at least one in all.
    """
    import numpy as np
    from sklearn.linear_model import RidgeCV
    from sklearn.model_selection import KFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import PolynomialFeatures, StandardScaler

    removals = counts.sum(axis=1)
    shares = counts / removals[:, None]
    made = np.empty_like(counts)
    for fitted, left in KFold(FOLDS, shuffle=True, random_state=0).split(known):
        fit = make_pipeline(
            StandardScaler(),
            PolynomialFeatures(DEGREE, include_bias=False),
            StandardScaler(),
            RidgeCV(np.logspace(-2, 4, 13)),
        )
        fit.fit(known[fitted], shares[fitted], ridgecv__sample_weight=removals[fitted])
        made[left] = fit.predict(known[left])
    # One of them is above zero: fitted shares have a sum of 1.
    clipped = np.clip(made, 0.0, 1.0)
    chances: npt.NDArray[Any] = clipped / clipped.sum(axis=1, keepdims=True)
    return chances


def _jackknifed(counts: Any, chances: Any) -> tuple[Interval, Interval]:
    """Return the skill of oracle and observer from the modes of each past's removals."""
    import numpy as np

    removals = counts.sum(axis=1)
    alike = (counts * (counts - 1.0)).sum(axis=1) / (removals - 1.0)
    misses = removals * (1.0 + (chances**2).sum(axis=1)) - 2.0 * (counts * chances).sum(axis=1)
    squares = (counts**2).sum(axis=1)
    rows = np.column_stack([removals, removals**2, alike, misses, squares, counts])
    found = _both(rows.sum(axis=0))
    without = _both(rows.sum(axis=0) - rows)
    pasts = len(rows)
    spread = np.sqrt(((without - without.mean(axis=0)) ** 2).sum(axis=0) * (pasts - 1) / pasts)
    low, high = found - NORMAL_95 * spread, found + NORMAL_95 * spread
    return (
        Interval(float(found[0]), float(low[0]), float(high[0])),
        Interval(float(found[1]), float(low[1]), float(high[1])),
    )


def _both(sums: Any) -> Any:
    """Return both skills from sums over pasts, see the caller for their columns."""
    import numpy as np

    removals, removals_squared, alike, misses, squares = (sums[..., k] for k in range(5))
    # Two removals of different pasts come the same way with this chance.
    grand = ((sums[..., 5:] ** 2).sum(axis=-1) - squares) / (removals**2 - removals_squared)
    oracle = (alike / removals - grand) / (1.0 - grand)
    return np.stack([oracle, 1.0 - misses / removals / (1.0 - grand)], axis=-1)
