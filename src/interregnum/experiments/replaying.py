"""A case is run by rule and compared with its own timeline, row by row, misses included.

In mode ``forward`` nothing but the onset is imposed and every later row is a test. In mode
``condition`` the same runs are weighed by the rows that are marked, and only the others test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.errors import ScenarioError
from interregnum.experiments.spoken_rows import (
    Drawn,
    Spoken,
    Unspoken,
    is_used,
    spoken_rows,
)
from interregnum.kernels.scalar import Target
from interregnum.scores import crps, log_score, probability_from

if TYPE_CHECKING:
    from interregnum.experiments.memory import Results
    from interregnum.scenario.schema import Scenario

SHARES = (0.1, 0.5, 0.9)
# Of what happens or does not, a miss is what the model gave less than one chance in ten: no more
# than lies below, or above, its band of numbers.
LEAST_CHANCE = SHARES[0]
INSIDE, BELOW, ABOVE, UNLIKELY, NO_RUN = "inside", "below", "above", "unlikely", "no run"
MISSES = (BELOW, ABOVE, UNLIKELY)


class Scored(NamedTuple):
    """What was observed, what the model said of it, and how good that was.

    Parameters
    ----------
    rows
        Numbers of the rows in the timeline.
    what, unit
        What is compared; the unit is empty where something happens or does not.
    low, high
        What was observed, in the unit.
    share
        Share of runs in which it happened, or which give a number [1].
    band
        The model's 10, 50 and 90 % quantiles, in the unit; None of what happens or does not.
    score
        ``CRPS`` in the unit, or ``log``, natural; lower is better. None where no run says a word.
    verdict
        ``inside``; a miss: ``below`` or ``above``, where the observation lies of the band, or
        ``unlikely``, below one chance in ten; or ``no run``.
    """

    rows: tuple[int, ...]
    what: str
    unit: str
    low: float
    high: float
    share: float
    band: tuple[float, float, float] | None
    score: float | None
    verdict: str

    @property
    def scored_by(self) -> str:
        """The name of the score."""
        return "CRPS" if self.unit else "log"


class Replayed(NamedTuple):
    """A case against its timeline in one mode.

    ``effective`` is Kish's effective number of runs; ``used`` are the rows by which runs were
    weighed, which are no test; ``unspoken`` those of which the model says nothing.
    """

    mode: str
    runs: int
    followed: int
    effective: float
    scored: tuple[Scored, ...]
    used: tuple[int, ...]
    unspoken: tuple[Unspoken, ...]


def replay(
    scenario: Scenario,
    *,
    runs: int,
    seed: int,
    workers: int | None = None,
    target: Target = Target.CPU,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Replayed, ...]:
    """Run a case by rule and score what it says of its timeline.

    Parameters
    ----------
    scenario
        A case with a timeline; its mode and its contrast are left aside.
    runs, seed, workers, target, progress
        As for an ensemble.

    Returns
    -------
    tuple of Replayed
        Mode ``forward``; then ``condition`` where rows are marked and the mutiny happens.

    Raises
    ------
    ScenarioError
        If there is no timeline, the end of the mutiny is imposed, or a number is out of range.

    Notes
    -----
    Both modes share their runs. Series are followed in the first 200 runs, so that crowds and
    deaths rest on these.
    """
    from interregnum.experiments.memory import results_in_memory
    from interregnum.experiments.order import Order

    _check(scenario)
    plain = scenario.model_copy(update={"mode": "forward", "contrast": None})
    order = Order(scenario=plain, runs=runs, seed=seed, workers=workers, target=target)
    drawn = drawn_of(results_in_memory(order, progress), plain)
    found = [compared(plain, drawn, None)]
    if plain.mutiny.happens and any(is_used(row) for row in plain.timeline):
        from interregnum.experiments.conditioning import run_weights

        found.append(compared(plain, drawn, run_weights(drawn.runs, drawn.events, plain)))
    return tuple(found)


def _check(scenario: Scenario) -> None:
    if not scenario.timeline:
        msg = f"scenario {scenario.scenario}: has no timeline; add one, or use interregnum run"
        raise ScenarioError(msg)
    if scenario.mutiny.end != "by_rule":
        msg = (
            f"scenario {scenario.scenario}: mutiny.end = {scenario.mutiny.end} imposes what a "
            "replay would test; write by_rule"
        )
        raise ScenarioError(msg)


def drawn_of(results: Results, scenario: Scenario) -> Drawn:
    """Return what an ensemble in memory drew: its tables, and turnout and deaths day by day."""
    from interregnum.engine.series import SERIES

    names = [series.name for series in SERIES]
    columns = ["run", "outcome", "day", "campaign.mobilisable_share"]
    runs = results.tables["runs"].select(columns).to_pandas()
    paths = results.tallies["series"].paths.astype(float)
    pool = runs["campaign.mobilisable_share"].to_numpy()[: len(paths), None] * scenario.people
    turnout = paths[:, names.index("citizens.turnout")] * pool
    deaths = paths[:, names.index("deaths.total")]
    return Drawn(runs, results.tables["events"].to_pandas(), turnout, deaths)


def compared(scenario: Scenario, drawn: Drawn, weights: Any) -> Replayed:
    """Return a case's timeline against what was drawn.

    Parameters
    ----------
    scenario
        The case.
    drawn
        Its runs, drawn by rule.
    weights
        One a run for mode ``condition``, None for mode ``forward``.
    """
    import numpy as np

    from interregnum.experiments.conditioning import effective_size

    equal = weights is None
    mass = np.ones(len(drawn.runs)) if equal else np.asarray(weights, dtype=float)
    spoken, silent = spoken_rows(scenario, drawn)
    used = [] if equal else [i for i, row in enumerate(scenario.timeline) if is_used(row)]
    tests = [one for one in spoken if not set(one.rows) & set(used)]
    return Replayed(
        mode="forward" if equal else "condition",
        runs=len(drawn.runs),
        followed=len(drawn.turnout),
        effective=effective_size(mass),
        scored=tuple(scored(one, mass) for one in tests),
        used=tuple(used),
        unspoken=tuple(silent),
    )


def scored(spoken: Spoken, weights: Any) -> Scored:
    """Return what the model says of rows with its score.

    Parameters
    ----------
    spoken
        What each run says.
    weights
        Of the runs, not negative; values of fewer runs belong to the first ones.

    Examples
    --------
    >>> import numpy as np
    >>> days = Spoken((0,), "removed: which day", "d", 17.0, 17.0, np.array([9.0, 21.0, np.nan]))
    >>> one = scored(days, np.ones(3))
    >>> one.band, one.score, one.verdict
    ((9.0, 9.0, 21.0), 3.0, 'inside')
    """
    import numpy as np

    from interregnum.experiments.conditioning import effective_size

    values = np.asarray(spoken.values, dtype=float)
    mass = np.asarray(weights, dtype=float)[: len(values)]
    total = float(mass.sum())
    here = ~np.isnan(values) & (mass > 0.0)
    if total <= 0.0 or not here.any():
        return Scored(*spoken[:5], 0.0, None, None, NO_RUN)
    if not spoken.unit:
        share = min(float((mass * values)[here].sum()) / total, 1.0)
        chance = probability_from(share, effective_size(mass))
        verdict = UNLIKELY if chance < LEAST_CHANCE else INSIDE
        return Scored(*spoken[:5], share, None, log_score(chance, True), verdict)
    low, middle, high = _quantiles(values[here], mass[here])
    observed = 0.5 * (spoken.low + spoken.high)
    score = crps(values[here].tolist(), observed, mass[here].tolist())
    verdict = BELOW if spoken.high < low else ABOVE if spoken.low > high else INSIDE
    share = min(float(mass[here].sum()) / total, 1.0)
    return Scored(*spoken[:5], share, (low, middle, high), score, verdict)


def _quantiles(values: Any, weights: Any) -> tuple[float, float, float]:
    """Return the weighted 10, 50 and 90 % quantiles: the least values that reach these shares."""
    import numpy as np

    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    last = len(values) - 1
    low, middle, high = (
        float(values[order][min(int(np.searchsorted(reached, q * reached[-1])), last)])
        for q in SHARES
    )
    return low, middle, high
