"""Numbers that stand beside a claim's own and decide nothing: horizons, other arms, half-lives.

They are of the case's own structure. Their intervals are those of chance alone: 95 % of a mean
over runs, resampled by draw of the parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from math import log
from typing import TYPE_CHECKING

from interregnum.claims.evidence_of_model import Beside
from interregnum.claims.model_block import Contrast, ModelBlock, Reading
from interregnum.claims.model_contrast import combined, components
from interregnum.claims.model_names import PATH_DAYS, QUANTITIES
from interregnum.experiments.structures import Structure

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.claims.model_test import ModelTest
    from interregnum.claims.schema import Claim
    from interregnum.scenario.schema import Scenario

    Floats = npt.NDArray[np.float64]

RESAMPLES = 300
FOLLOWED_RUNS = 1000
OWN = Structure("", None)


def besides(test: ModelTest, claim: Claim, block: ModelBlock, case: Scenario) -> tuple[Beside, ...]:
    """Return all that is shown beside a claim.

    Parameters
    ----------
    test
        On whose bench runs are made.
    claim, block
        The claim.
    case
        Its base case.
    """
    found = []
    for words, reading, contrast in _asked(claim, block):
        values = _readings(test, block, case, reading, contrast, claim.horizon.decides)
        estimate = resampled(values, partial(combined, contrast))
        found.append(Beside(words, *estimate))
    found += list(_half_lives(test, block, case))
    return tuple(found)


def _asked(claim: Claim, block: ModelBlock) -> Iterator[tuple[str, Reading, Contrast]]:
    """Yield what is shown: other horizons of the claim's own contrast, then what the block asks."""
    assert block.quantity is not None
    assert block.contrast is not None
    if block.shows_horizons and block.quantity.within is None:
        for days in claim.horizon.shown:
            reading = block.quantity.model_copy(update={"within": days})
            yield f"the same within {days} days", reading, block.contrast
    for row in block.beside:
        yield row.words, row.quantity, row.contrast


def _readings(
    test: ModelTest,
    block: ModelBlock,
    case: Scenario,
    reading: Reading,
    contrast: Contrast,
    within: float,
) -> Floats:
    """Return (components, runs); arms that decide the claim have all their runs already."""
    assert block.contrast is not None
    needed = dict.fromkeys([*contrast.arms, *([reading.given_arm] if reading.given_arm else [])])
    layout = test.bench.layout
    if QUANTITIES[reading.name].followed:
        runs = min(FOLLOWED_RUNS, layout.draws)
        get: Callable[..., object] = test.bench.followed
    else:
        runs = layout.runs if set(needed) <= set(block.contrast.arms) else layout.draws
        get = test.bench.columns
    arms = {name: get(case, block.arms[name], OWN, runs) for name in needed}
    return components(contrast, reading, arms, within)  # type: ignore[arg-type]


def resampled(
    values: Floats, combine: Callable[[Floats], Floats], seed: int = 0
) -> tuple[float, float, float]:
    """Return x of the means over runs, with a 95 % interval by resampling runs.

    Parameters
    ----------
    values
        (components, runs); not a number where a run does not count.
    combine
        What makes x of (components, n) means.
    seed
        Of the resampling.

    Examples
    --------
    >>> import numpy as np
    >>> resampled(np.full((1, 50), 0.25), lambda means: means[0])
    (0.25, 0.25, 0.25)
    """
    import numpy as np

    counted = np.isfinite(values)
    sums = np.where(counted, values, 0.0)
    if not counted.any(axis=1).all():
        nothing = float("nan")
        return nothing, nothing, nothing
    runs = values.shape[1]
    random = np.random.default_rng(seed)
    weights = random.multinomial(runs, np.full(runs, 1.0 / runs), RESAMPLES).astype(float)
    below = counted.astype(float) @ weights.T
    means = (sums @ weights.T) / np.maximum(below, 1e-9)
    draws = combine(means[:, (below > 0.0).all(axis=0)])
    estimate = float(combine((sums.sum(axis=1) / counted.sum(axis=1))[:, None])[0])
    low, high = (float(end) for end in np.quantile(draws, (0.025, 0.975)))
    return estimate, low, high


def _half_lives(test: ModelTest, block: ModelBlock, case: Scenario) -> Iterator[Beside]:
    """Yield how long the difference between the two first arms takes to halve [d]."""
    import numpy as np

    if not block.half_lives:
        return
    names = list(block.arms)[:2]
    runs = min(FOLLOWED_RUNS, test.bench.layout.draws)
    first, second = (test.bench.followed(case, block.arms[name], OWN, runs) for name in names)
    for name in block.half_lives:
        gaps = np.stack([first[f"{name}@{day}"] - second[f"{name}@{day}"] for day in PATH_DAYS])
        words = f"days after which half of the mark on {name} is gone"
        yield Beside(words, *resampled(gaps, halved))


def halved(gaps: Floats) -> Floats:
    """Return on which day each gap is half of that of the first day, or the last day if never.

    Parameters
    ----------
    gaps
        (days, n), for the days of :data:`~interregnum.claims.model_names.PATH_DAYS`.

    Examples
    --------
    >>> import numpy as np
    >>> days = np.array(PATH_DAYS, dtype=float)
    >>> found = halved(np.exp(-np.log(2.0) * (days - 2.0) / 100.0)[:, None])
    >>> round(float(found[0]), 3)
    102.0
    """
    import numpy as np

    found = np.full(gaps.shape[1], float(PATH_DAYS[-1]))
    for k in range(gaps.shape[1]):
        start = abs(gaps[0, k])
        for j in range(1, len(PATH_DAYS)):
            before, now = abs(gaps[j - 1, k]), abs(gaps[j, k])
            if now <= 0.5 * start:
                span = PATH_DAYS[j] - PATH_DAYS[j - 1]
                fall = log(max(before, 1e-12) / max(now, 1e-12))
                part = log(max(before, 1e-12) / max(0.5 * start, 1e-12)) / fall if fall else 0.0
                found[k] = PATH_DAYS[j - 1] + span * min(max(part, 0.0), 1.0)
                break
    return found
