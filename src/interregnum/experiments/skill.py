"""Can anybody say when? The skill of one who knows everything, and of one who knows what all know.

An oracle knows the whole state of a run on a day: parameters, the regime's strength, every memory.
His forecast is the share of many futures of that very past. An observer knows the public belief
alone. Both are scored against the share of all runs, which needs no knowledge.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.generate import EXIT_DAY, OUTCOME_QUANTITIES
from interregnum.engine.mean_field import Fork, Lives
from interregnum.engine.plan import Plan
from interregnum.engine.record import OUTCOMES, REGULAR_EXIT, SURVIVES
from interregnum.engine.series import PATHS, SERIES
from interregnum.errors import ScenarioError
from interregnum.experiments.ensemble import Gap, Job, landing
from interregnum.experiments.fork import future_number, seed_of_futures
from interregnum.experiments.kept_values import KeptValues, gathered, under
from interregnum.experiments.mode_skill import ModeSkill, mode_skill
from interregnum.experiments.slices import square_of_mean
from interregnum.experiments.uncertain_inputs import drawn_parameters
from interregnum.intervals import Interval
from interregnum.kernels.scalar import Target

if TYPE_CHECKING:
    import numpy.typing as npt

    from interregnum.engine.mean_field import Batch

NORMAL_95 = 1.959963984540054
WITHIN_DAYS = (30, 90, 180, 365)
FEWEST_PASTS, FEWEST_FUTURES = 30, 2
# Pasts with a removal in some future, and with none in some: fewer say nothing of skill.
FEWEST_HELD = 5
FOLDS = 10
DEGREE = 3
KNOWN = ("belief.mean", "belief.fall_chance")


class Skill(NamedTuple):
    """How much better than the share of all runs somebody forecasts a removal (Brier skill) [1].

    ``at`` is the day of the forecast [d], ``within`` how many days it reaches [d], ``share`` how
    many of the pasts' futures hold a removal by then. 1 is certainty, 0 no better than the share;
    not a number where fewer than five pasts could go either way.
    """

    at: int
    within: int
    pasts: int
    share: float
    oracle: Interval
    observer: Interval


class Known(NamedTuple):
    """The pasts that are not over on a day, and what the public believes then: (pasts, numbers)."""

    runs: list[int]
    belief: npt.NDArray[Any]


class Asked(NamedTuple):
    """Whose pasts, how many futures of each, and how they are run."""

    plan: Plan
    seed: int
    pasts: int
    futures: int
    workers: int | None = None
    target: Target = Target.CPU


class Foretold(NamedTuple):
    """The skill of forecasts made on a day: that of a removal, by days ahead, and of its mode."""

    skills: list[Skill]
    mode: ModeSkill


def skills(asked: Asked, at: int, kept: KeptValues | None = None) -> Foretold:
    """Return the skill of forecasts made on a day, one for each number of days ahead.

    Parameters
    ----------
    asked
        At least 30 pasts and 2 futures.
    at
        The first day that is open [d]; 0 is before anything has happened.
    kept
        Where what futures give is kept batch by batch; by default nowhere.

    Raises
    ------
    ScenarioError
        If a number is out of range, or hardly any past is still open.
    """
    import numpy as np

    check_days(asked, at)
    horizon = asked.plan.horizon
    known = at_the_start(asked) if at == 0 else on_a_day(asked, at)
    if len(known.runs) < FEWEST_PASTS:
        msg = f"split: only {len(known.runs)} of {asked.pasts} pasts are still open on day {at};"
        raise ScenarioError(f"{msg} give an earlier day or more pasts")
    days, modes = removals(asked, known.runs, at, kept)
    ahead = [within for within in WITHIN_DAYS if at + within < horizon]
    found = [skill(known.belief, days < at + w, at, w) for w in (*ahead, horizon - at)]
    came = np.where(days < horizon, modes, -1)
    return Foretold(found, mode_skill(known.belief, came, at, horizon - at))


def check_days(asked: Asked, at: int) -> None:
    """Refuse a day of forecast, or numbers of pasts and futures, out of range.

    Raises
    ------
    ScenarioError
        With the range.
    """
    horizon = asked.plan.horizon
    if not 0 <= at < horizon:
        msg = f"split: at = {at} is no day before the horizon of {horizon}; give one in [0, "
        raise ScenarioError(f"{msg}{horizon})")
    if asked.pasts < FEWEST_PASTS or asked.futures < FEWEST_FUTURES:
        msg = f"split: {asked.pasts} pasts with {asked.futures} futures; give at least"
        raise ScenarioError(f"{msg} {FEWEST_PASTS} and {FEWEST_FUTURES}")


def skill(belief: npt.NDArray[Any], happened: npt.NDArray[Any], at: int, within: int) -> Skill:
    """Return the skill of oracle and observer, with 95 % intervals.

    Parameters
    ----------
    belief
        (pasts, numbers) that the observer knows.
    happened
        (pasts, futures): whether it did.
    at, within
        For the record [d].

    Notes
    -----
    The oracle's skill is the variance between pasts over the whole, estimated by products of
    different futures: what a forecast by infinitely many futures would have. The observer's
    forecast is a cubic ridge regression on what he knows, fitted on other pasts (ten folds). It
    is what can be shown to be known, so a lower limit. Intervals: normal, jackknife over pasts.

    Examples
    --------
    >>> import numpy as np
    >>> fate = np.repeat(np.arange(100)[:, None] % 2 == 0, 4, axis=1)
    >>> [round(skill(np.zeros((100, 1)), fate, 0, 30).oracle.estimate, 2)]
    [1.0]
    """
    import numpy as np

    outcome = happened.astype(float)
    share = float(outcome.mean())
    held = int(happened.any(axis=1).sum()), int((~happened).any(axis=1).sum())
    if min(held) < FEWEST_HELD:
        nothing = Interval(float("nan"), float("nan"), float("nan"))
        return Skill(at, within, len(outcome), share, nothing, nothing)
    forecast = forecasts(belief, outcome.mean(axis=1))
    misses = ((forecast[:, None] - outcome) ** 2).mean(axis=1)
    between = square_of_mean(outcome, axis=1)
    means = outcome.mean(axis=1)
    rows = np.column_stack([means, means**2, between, misses])
    return Skill(at, within, len(outcome), share, *_jackknifed(rows))


def forecasts(known: npt.NDArray[Any], shares: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return a probability for each past from what is known of it, fitted on other pasts.

    Parameters
    ----------
    known
        (pasts, numbers).
    shares
        Share of each past's futures in which it happened.
    """
    import numpy as np
    from sklearn.linear_model import RidgeCV
    from sklearn.model_selection import KFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import PolynomialFeatures, StandardScaler

    fit = make_pipeline(
        StandardScaler(),
        PolynomialFeatures(DEGREE, include_bias=False),
        StandardScaler(),
        RidgeCV(np.logspace(-2, 4, 13)),
    )
    folds = KFold(FOLDS, shuffle=True, random_state=0)
    made: npt.NDArray[Any] = np.clip(cross_val_predict(fit, known, shares, cv=folds), 0.0, 1.0)
    return made


def _jackknifed(rows: Any) -> tuple[Interval, Interval]:
    """Return both skills from (mean, its square, mean product, miss) of each past."""
    import numpy as np

    def both(sums: Any, count: int) -> Any:
        mean, square, between, miss = (sums[..., k] for k in range(4))
        grand = (mean * mean - square) / (count * (count - 1))
        whole = mean / count - grand
        return np.stack([(between / count - grand) / whole, 1.0 - miss / count / whole], axis=-1)

    count = len(rows)
    found = both(rows.sum(axis=0), count)
    without = both(rows.sum(axis=0) - rows, count - 1)
    spread = np.sqrt(((without - without.mean(axis=0)) ** 2).sum(axis=0) * (count - 1) / count)
    low, high = found - NORMAL_95 * spread, found + NORMAL_95 * spread
    return (
        Interval(float(found[0]), float(low[0]), float(high[0])),
        Interval(float(found[1]), float(low[1]), float(high[1])),
    )


def at_the_start(asked: Asked) -> Known:
    """Return every past with the belief before day 0: its mean and its precision.

    These are what the mechanism ``start`` sets from parameters that the public shares.
    """
    import numpy as np

    fixed = {row.name: row.value for row in asked.plan.parameters}
    drawn = drawn_parameters(asked.plan, asked.seed, range(asked.pasts), asked.target)

    def column(name: str) -> Any:
        return drawn.get(name, np.full(asked.pasts, fixed[name]))

    shift = column("fundamentals.sanctions_shock") * column("scenario.sanctions")
    bought = column("start.credibility") * column("start.full_overestimation")
    mean = column("start.type_mean") + bought - shift
    return Known(list(range(asked.pasts)), np.stack([mean, column("start.public_precision")], 1))


def on_a_day(asked: Asked, at: int) -> Known:
    """Return the pasts not over before a day, with the belief of the evening before.

    It is told by its mean and by the chance of a fall that it implies.
    """
    import numpy as np

    kept, belief = [], []
    names = [series.name for series in SERIES]
    followed = [names.index(name) for name in KNOWN]
    # The paths of the first runs of a job are kept, so each job is no longer than that.
    for first in range(0, asked.pasts, PATHS):
        numbers = range(first, min(first + PATHS, asked.pasts))
        job = Job(asked.plan, asked.seed, asked.target, True, Lives(numbers))
        for landed in landing(job, [Gap(0, len(numbers))], asked.workers):
            batch = landed.batch
            assert batch.paths is not None
            over = _over(batch.outcomes, at)
            known = batch.paths[:, followed, at - 1]
            for r in np.flatnonzero(~over & np.isfinite(known).all(axis=1)):
                kept.append(first + batch.first + int(r))
                belief.append(known[r])
    order = np.argsort(kept)
    return Known([kept[k] for k in order], np.array([belief[k] for k in order], dtype=float))


def removals(
    asked: Asked, runs: Sequence[int], at: int, kept: KeptValues | None = None
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Return day and mode of the removal in every future, each (pasts, futures).

    The day is infinite where none comes; the mode is coded as gwf_fail_type.
    """
    numbers = [run for run in runs for _ in range(asked.futures)]
    fresh = [future_number(run, future) for run in runs for future in range(asked.futures)]
    fork = Fork([at] * len(numbers), asked.plan, seed_of_futures(asked.seed, 0), fresh)
    job = Job(asked.plan, asked.seed, asked.target, lives=Lives(numbers, fork=fork))
    found = gathered(job, _days_and_modes, 2, asked.workers, kept=under(kept, f"forecast-{at}"))
    days, modes = (found[:, k].reshape(len(runs), asked.futures) for k in range(2))
    return days, modes.astype(int)


def _days_and_modes(batch: Batch) -> npt.NDArray[Any]:
    """Return the day of each run's removal, infinite where none lasts, and its mode."""
    import numpy as np

    code, mode = (
        batch.outcomes[:, 2 + OUTCOME_QUANTITIES.index(name)]
        for name in ("outcome.class", "outcome.mode")
    )
    lasting = (code != OUTCOMES.index(SURVIVES)) & (code != OUTCOMES.index(REGULAR_EXIT))
    return np.column_stack([np.where(lasting, batch.outcomes[:, EXIT_DAY], np.inf), mode])


def _over(outcomes: Any, at: int) -> Any:
    """Return whether the ruler had left, or had fallen, before a day."""
    code = outcomes[:, 2 + OUTCOME_QUANTITIES.index("outcome.class")]
    fell = outcomes[:, 2 + OUTCOME_QUANTITIES.index("outcome.removed")] > 0.0
    return (fell | (code == OUTCOMES.index(REGULAR_EXIT))) & (outcomes[:, EXIT_DAY] < at)
