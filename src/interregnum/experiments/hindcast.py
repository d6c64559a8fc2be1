"""Two forecasts of a case whose end is known: from its onset on, and from what was known after it.

Both are runs in two levels: rows of parameters, and runs of each row that differ by luck alone.
Forward, the rows are those of ordinary runs. Conditioned, they are drawn again by how well short
runs of them agree with the marked rows, and each goes on from pasts of its own that agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.mean_field import Fork, Lives
from interregnum.engine.plan import Plan, plan_of
from interregnum.engine.record import REGULAR_EXIT, events_table, is_removed, runs_table
from interregnum.errors import ScenarioError
from interregnum.experiments.ensemble import Gap, Job, Workers, landing
from interregnum.experiments.fork import future_number, seed_of_futures
from interregnum.experiments.outcomes import march_endings
from interregnum.experiments.pasts import (
    Known,
    Past,
    effective_pasts,
    given_rows,
    known_of,
    matching_pasts,
    resampled,
)
from interregnum.scenario.imposed import marked_rows
from interregnum.scenario.load import changed_scenario

if TYPE_CHECKING:
    from interregnum.kernels.scalar import Target
    from interregnum.scenario.schema import Scenario

INNER = 5
# With fewer effective rows of parameters no interval is given.
FEWEST = 30.0
# Short runs of each conditioned row, from which its own pasts are drawn.
TRIES = 40
# Pasts of rows stand far from the numbers of ordinary runs.
APART = 2**31
LARGEST = 200_000_000
Progress = Callable[[str, int, int], None]


class Order(NamedTuple):
    """What is asked for.

    Parameters
    ----------
    scenario
        The case, in mode ``forward``, with the horizon of the forecast.
    runs
        Of each forecast, a multiple of :data:`INNER` is used.
    pasts
        Short runs among which those that agree are looked for.
    seed, target, workers
        As for a study.
    """

    scenario: Scenario
    runs: int
    pasts: int
    seed: int
    target: Target
    workers: Workers = None

    @property
    def rows(self) -> int:
        """How many rows of parameters each forecast has."""
        return self.runs // INNER


class Lived(NamedTuple):
    """Runs of a forecast, row by row, and how they ended.

    Parameters
    ----------
    rows
        Which ordinary run's parameters each run has.
    lives
        Whose draws they are.
    runs, events
        As tables of a study.
    effective
        Of how many equally weighted rows the forecast is worth.
    matched
        Short runs that agreed; 0 where none was asked to.
    """

    rows: list[int]
    lives: Lives
    runs: Any
    events: Any
    effective: float
    matched: int = 0


def check_order(order: Order) -> None:
    """Refuse numbers out of range and cases that say nothing to forecast.

    Raises
    ------
    ScenarioError
        With the way out.
    """
    for name, value, low in (("runs", order.runs, 4 * INNER), ("pasts", order.pasts, order.rows)):
        if not low <= value <= LARGEST:
            msg = f"hindcast: {name} = {value} is out of range; give {low} to {LARGEST}"
            raise ScenarioError(msg)
    if order.scenario.mode == "replay" or order.scenario.mutiny.end != "by_rule":
        msg = (
            f"hindcast: scenario {order.scenario.scenario}: what happened is imposed; a forecast "
            "goes by rule: leave mode and mutiny.end out of --set"
        )
        raise ScenarioError(msg)
    if not marked_rows(order.scenario) or not order.scenario.mutiny.happens:
        msg = (
            f"hindcast: scenario {order.scenario.scenario}: nothing to condition on; mark "
            "captures, movements or a deal of the timeline with role: imposed, and let the mutiny "
            "happen"
        )
        raise ScenarioError(msg)


def forward_lives(order: Order, plan: Plan) -> tuple[list[int], Lives]:
    """Return rows and lives from the onset on: the first run of each row is the ordinary one."""
    rows = [row for row in range(order.rows) for _ in range(INNER)]
    numbers = [row if k == 0 else _apart(row, k) for row in range(order.rows) for k in range(INNER)]
    return rows, Lives(numbers, given_rows(plan, order.seed, rows, order.target))


def forward(order: Order, progress: Progress | None = None) -> Lived:
    """Return runs from the onset on, nothing later known.

    Parameters
    ----------
    order
        What is asked for.
    progress
        Called with a word, runs landed and runs in all.
    """
    plan = _plan(order.scenario)
    rows, lives = forward_lives(order, plan)
    return _lived(order, plan, rows, lives, float(order.rows), progress)


def conditioned(order: Order, progress: Progress | None = None) -> Lived | None:
    """Return runs that go on from pasts which agree with what was known; None if none agrees.

    Parameters
    ----------
    order
        What is asked for.
    progress
        Called with a word, runs landed and runs in all.

    Notes
    -----
    Ordinary runs 0 to ``pasts`` are lived to the last day that is known: a run's likelihood of
    the marked rows is an unbiased estimate of that of its parameters, so rows drawn by it follow
    their distribution given what was known. A row's own pasts are fresh short runs with its
    parameters, drawn by their likelihood; where none agrees it has the past that it was drawn by.
    """
    known = known_of(order.scenario, order.seed, order.target, order.workers)
    every = range(order.pasts)
    first = matching_pasts(known, every, every, _named(progress, "pasts"))
    if not first:
        return None
    chosen = [first[k] for k in resampled([past.weight for past in first], order.rows)]
    own = _own_pasts(known, chosen, _named(progress, "pasts of rows"))
    rows, lives = _futures(order, chosen, own)
    plan = _plan(order.scenario)
    return _lived(order, plan, rows, lives, effective_pasts(first), progress)._replace(
        matched=len(first)
    )


def _own_pasts(known: Known, chosen: Sequence[Past], progress: Any) -> list[list[Past]]:
    """Return INNER pasts of each chosen row, drawn by their likelihood among fresh short runs."""
    unique = sorted({past.row for past in chosen})
    rows = [row for row in unique for _ in range(TRIES)]
    numbers = [_apart(row, INNER + k) for row in unique for k in range(TRIES)]
    found: dict[int, list[Past]] = {row: [] for row in unique}
    for past in matching_pasts(known, rows, numbers, progress):
        found[past.row].append(past)
    own = []
    for past in chosen:
        mine = found[past.row] or [past]
        own.append([mine[k] for k in resampled([one.weight for one in mine], INNER)])
    return own


def _futures(
    order: Order, chosen: Sequence[Past], own: Sequence[Sequence[Past]]
) -> tuple[list[int], Lives]:
    """Return rows and lives that fork on the day that is open, each into a future of its own."""
    pasts = [past for mine in own for past in mine]
    rows = [row.row for row, mine in zip(chosen, own, strict=True) for _ in mine]
    plan = _plan(order.scenario)
    fresh = [future_number(k // INNER, k % INNER) for k in range(len(pasts))]
    seed = seed_of_futures(order.seed, 0)
    fork = Fork([past.day for past in pasts], plan, seed, fresh)
    given = given_rows(plan, order.seed, rows, order.target)
    return rows, Lives([past.number for past in pasts], given, fork)


def _lived(
    order: Order,
    plan: Plan,
    rows: list[int],
    lives: Lives,
    effective: float,
    progress: Progress | None,
) -> Lived:
    """Return what the lives of a forecast give."""
    batches = []
    job = Job(plan, order.seed, order.target, lives=lives)
    for landed in landing(job, [Gap(0, len(rows))], order.workers):
        batches.append(landed.batch)
        if progress is not None:
            word = "forward" if lives.fork is None else "conditioned"
            progress(word, sum(len(batch.outcomes) for batch in batches), len(rows))
    batches.sort(key=lambda batch: batch.first)
    runs = runs_table(plan, order.seed, batches).to_pandas()
    return Lived(rows, lives, runs, events_table(plan, batches).to_pandas(), effective)


def families(lived: Lived) -> list[int]:
    """Return one number a row: rows that are copies of one draw of parameters share it."""
    return lived.rows[::INNER]


def is_enough(lived: Lived) -> bool:
    """Return whether a forecast is worth enough rows of parameters for an interval."""
    return lived.effective >= FEWEST


def removal_days(lived: Lived, *, regular: bool = False) -> Any:
    """Return (rows, runs a row): the day on which each ruler fell [d], infinite if he did not.

    Parameters
    ----------
    lived
        Runs of a forecast.
    regular
        Days of regular exits (death, succession, election) instead of removals.
    """
    import numpy as np

    outcome = lived.runs["outcome"]
    mask = (outcome == REGULAR_EXIT) if regular else is_removed(outcome)
    days = lived.runs["day"].astype("Float64").fillna(0).to_numpy(dtype=float)
    return np.where(mask.to_numpy(), days, np.inf).reshape(-1, INNER)


def marches_won(lived: Lived, capital: str) -> Any:
    """Return (rows, runs a row): whether the column took the capital, or the ruler fell then.

    The ruler fell on the march if he did so not after the day on which the column ended.
    """
    import numpy as np

    events = lived.events
    endings = march_endings(lived.runs, events, capital)
    over = events[events["event"].isin(["deal", "surrender", "beaten"])].groupby("run")["day"].min()
    fell = events[events["event"] == "removed"].groupby("run")["day"].min()
    numbers = lived.runs["run"]
    last = over.reindex(numbers).fillna(np.inf).to_numpy(dtype=float)
    day = fell.reindex(numbers).fillna(np.inf).to_numpy(dtype=float)
    won = (endings == "capital_taken").to_numpy() | (np.isfinite(day) & (day <= last))
    return won.reshape(-1, INNER)


def _plan(scenario: Scenario) -> Plan:
    return plan_of(scenario.model_copy(update={"contrast": None}))


def without_mutiny(scenario: Scenario) -> Plan:
    """Return the plan of the same case in which the mutiny does not happen."""
    return _plan(changed_scenario(scenario, [("mutiny.happens", False)]))


def _apart(row: int, k: int) -> int:
    """Return the number of a row's k-th own run, apart from those of ordinary runs."""
    return (future_number(row, k) + APART) % 2**32


def _named(progress: Progress | None, word: str) -> Callable[[int, int], None] | None:
    """Return the same call with its word said."""
    if progress is None:
        return None
    return lambda done, whole: progress(word, done, whole)
