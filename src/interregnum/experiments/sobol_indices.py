"""Sobol's indices of a chance: which inputs move the probability of an outcome, and by how much.

An outcome of one run is mostly luck. The indices here are those of its mean over luck at given
inputs, estimated without averaging luck away: products of runs with different luck have the
product of the means as their own mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.errors import ScenarioError
from interregnum.experiments.salib_call import guest, library_seed, problem_of
from interregnum.experiments.slices import explained_by_design, sliced, slices_of, square_of_mean
from interregnum.intervals import Interval

if TYPE_CHECKING:
    import numpy.typing as npt

GROUPS = 64
NORMAL_95 = 1.959963984540054
RESAMPLES = 100
# Scatter of so few moved points says little: three may be missed by chance.
FEW_MOVED = 10


class SobolDesign(NamedTuple):
    """Saltelli's design: base points A and B, and A with one column of B each.

    ``points`` is (base, inputs + 2, coordinates) in the unit cube: A, the mixed ones, B.
    ``numbers`` is (base, inputs + 2, replicates): a base point's A and mixed points share their
    luck, B has its own; no luck is used twice elsewhere. ``widths`` says how many coordinates each
    input takes; those of one input are replaced together.
    """

    points: npt.NDArray[Any]
    numbers: npt.NDArray[Any]
    widths: tuple[int, ...]


class SobolIndex(NamedTuple):
    """What one input does to an outcome.

    ``first`` and ``total`` are shares of the variance of its probability (or mean); ``same_luck``
    is the total index of single runs whose luck is held, chance included in the whole;
    ``difference`` is the mean in the upper third of the input's range less that in the lower.
    Shares of a variance that does not stand out from luck are no numbers, nor is the
    ``difference`` of an input of several coordinates, which has no thirds.
    """

    name: str
    first: Interval
    total: Interval
    same_luck: Interval
    difference: Interval


class SobolResult(NamedTuple):
    """All inputs, and the share of the variance of single runs that they decide together."""

    decided: Interval
    indices: tuple[SobolIndex, ...]


def sobol_design(inputs: int | Sequence[int], base: int, replicates: int, seed: int) -> SobolDesign:
    """Return Saltelli's design without second order, sampled by SALib.

    Parameters
    ----------
    inputs
        How many, or how many coordinates each takes.
    base
        Base points, a power of two of at least 16.
    replicates
        Runs of each point, each with other luck, at least 2.
    seed
        Of the scrambling.

    Raises
    ------
    ScenarioError
        If a number is out of range.

    References
    ----------
    A. Saltelli et al., Variance based sensitivity analysis of model output, Computer Physics
    Communications 181 (2010), doi:10.1016/j.cpc.2009.09.018.

    Examples
    --------
    >>> sobol_design(3, 16, 2, 0).points.shape
    (16, 5, 3)
    """
    import numpy as np

    if base < 16 or base & (base - 1):
        msg = f"sensitivity: points = {base} is no power of two of at least 16; give for example"
        raise ScenarioError(f"{msg} 1024")
    if replicates < 2:
        msg = f"sensitivity: replicates = {replicates}; chance cannot be told from inputs by one"
        raise ScenarioError(f"{msg} run of a point, give at least 2")
    from SALib.sample import sobol

    widths = (1,) * inputs if isinstance(inputs, int) else tuple(inputs)
    count = len(widths)
    with guest():
        rows = sobol.sample(
            problem_of(widths), base, calc_second_order=False, seed=library_seed(seed)
        )
    luck = 2 * np.arange(base)[:, None, None] + 2 * base * np.arange(replicates)[None, None, :]
    numbers = np.repeat(luck, count + 2, axis=1)
    numbers[:, -1, :] += 1
    return SobolDesign(rows.reshape(base, count + 2, sum(widths)), numbers, widths)


def sobol_indices(
    design: SobolDesign, names: Sequence[str], values: npt.NDArray[Any]
) -> SobolResult:
    """Return first-order and total indices with 95 % intervals.

    Parameters
    ----------
    design
        From :func:`sobol_design`.
    names
        Of the inputs.
    values
        (base, inputs + 2, replicates), one outcome of each run of the design.

    Raises
    ------
    ScenarioError
        If the outcome is the same in every run.

    Notes
    -----
    Total: half the mean product, over two replicates, of the differences between A and A with
    another value of the input at the same luck (Jansen's estimator without its noise). First
    order: variance of means over slices of A and B, which for yes-or-no outcomes is an order of
    magnitude more precise than products over the design; an input of several coordinates has no
    slices, so it takes the mean product of B and of what B's coordinates change in A. Intervals
    are normal with a jackknife over 64 blocks of base points; where an input moved fewer than ten
    points, the total's upper end is at least that of the rule of three. ``same_luck`` is SALib's
    own analysis of each replicate.

    References
    ----------
    M. J. W. Jansen, Analysis of variance designs for model output, Computer Physics
    Communications 117 (1999), doi:10.1016/S0010-4655(98)00154-4.
    """
    import numpy as np

    if np.ptp(values) == 0.0:
        raise ScenarioError(
            f"sensitivity: the outcome is {values.flat[0]:g} in every run, so nothing moves it; "
            "choose another outcome or wider ranges"
        )
    estimate, spread = _jackknifed(lambda kept: _estimates(design, values, kept), len(values))
    count = len(names)
    luck = _same_luck(values, design.widths)
    still = _least_seen(values, estimate[0])
    apart = square_of_mean(values[:, :1] - values[:, 1:-1], axis=2)
    moved = (apart != 0.0).sum(axis=0)
    rows = []
    for j, name in enumerate(names):
        places = (1 + j, 1 + count + j, 1 + 2 * count + j)
        first, total, difference = (_interval(estimate[k], spread[k]) for k in places)
        if moved[j] < FEW_MOVED:
            total = total._replace(high=max(total.high, still))
        rows.append(SobolIndex(name, first, total, luck[j], difference))
    return SobolResult(_interval(estimate[0], spread[0]), tuple(rows))


def _least_seen(values: Any, decided: float) -> float:
    """Return the total index below which an input may well move no base point (rule of three)."""
    import numpy as np

    whole = np.concatenate([values[:, 0], values[:, -1]]).var() * decided
    return float(1.5 * np.ptp(values) ** 2 / len(values) / whole) if whole > 0.0 else float("nan")


def _interval(estimate: float, spread: float) -> Interval:
    # Where leaving a block out leaves nothing decided, a share of it is no number.
    estimate = float("nan") if spread != spread else estimate
    half = NORMAL_95 * float(spread)
    return Interval(float(estimate), float(estimate) - half, float(estimate) + half)


def _estimates(design: SobolDesign, values: Any, kept: Any) -> Any:
    """Return what inputs decide together, then first, total and difference of each input."""
    import numpy as np

    points, chosen = design.points[kept], values[kept]
    ends = np.concatenate([chosen[:, 0], chosen[:, -1]])
    centre, whole = ends.mean(), ends.var()
    # Chance falls out of products of different replicates.
    decided = square_of_mean(ends - centre, axis=1).mean()
    apart = chosen[:, :1] - chosen[:, 1:-1]
    total = 0.5 * square_of_mean(apart, axis=2).mean(axis=0)
    mean = ends.mean(axis=1)
    first, difference = [], []
    column = 0
    for j, width in enumerate(design.widths):
        levels = np.concatenate([points[:, 0, column], points[:, -1, column]])
        column += width
        if width > 1:
            changed = (chosen[:, 1 + j] - chosen[:, 0]).mean(axis=1)
            first.append(float(((chosen[:, -1] - centre).mean(axis=1) * changed).mean()))
            difference.append(float("nan"))
            continue
        first.append(explained_by_design(sliced(levels, slices_of(len(levels))), ends))
        difference.append(mean[levels >= 2.0 / 3.0].mean() - mean[levels < 1.0 / 3.0].mean())
    scale = decided if decided > 0.0 else np.nan
    return np.array([decided / whole, *(np.array(first) / scale), *(total / scale), *difference])


def _jackknifed(of: Callable[[Any], Any], base: int) -> tuple[Any, Any]:
    """Return an estimate and its standard error, leaving out one block of base points at a time.

    Blocks are successive: each is a small balanced design, and so is what is left.
    """
    import numpy as np

    groups = min(GROUPS, base)
    block = np.arange(base) * groups // base
    whole = of(np.ones(base, dtype=bool))
    without = np.array([of(block != g) for g in range(groups)])
    spread = ((without - without.mean(axis=0)) ** 2).sum(axis=0) * (groups - 1) / groups
    return whole, np.sqrt(spread)


def _same_luck(values: Any, widths: Sequence[int]) -> list[Interval]:
    """Return SALib's total indices of single runs, the mean over replicates.

    Replicates share their points, so the half-width is that of one of them: rather too wide.
    """
    import numpy as np
    from SALib.analyze import sobol

    blocks = [np.ascontiguousarray(values[:, :, r]).ravel() for r in range(values.shape[2])]
    with guest():
        found = [
            sobol.analyze(
                problem_of(widths),
                block,
                calc_second_order=False,
                num_resamples=RESAMPLES,
                seed=library_seed(0),
            )
            for block in blocks
            if np.ptp(block) > 0.0
        ]
    estimate = np.mean([each["ST"] for each in found], axis=0)
    half = np.mean([each["ST_conf"] for each in found], axis=0)
    return [
        Interval(float(e), float(e - h), float(e + h)) for e, h in zip(estimate, half, strict=True)
    ]
