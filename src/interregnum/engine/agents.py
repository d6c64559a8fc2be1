"""The engine with persons: the mean-field's days, with heads counted where the regime is tested.

The loop over days is the same compiled one (:mod:`interregnum.engine.generate`); it pauses
before the test of collapse, persons are asked one by one whether they act, the shares that were
counted take the place of those in closed form, and the day goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, NamedTuple

from interregnum.engine import pausing
from interregnum.engine.count import Counter
from interregnum.engine.counted import Count, Draws, State
from interregnum.engine.head_entries import head_entries
from interregnum.engine.mean_field import Batch, Laid, Lives, entries, finished, prepared
from interregnum.engine.persons import Persons, check_fits
from interregnum.engine.plan import Plan
from interregnum.engine.slots import QUANTITY_INDEX
from interregnum.kernels.scalar import Target

_ACTING = {
    "citizens": "citizens.share_acting",
    "elites": "elites.share_acting",
    "units": "units.share_acting",
}


class Headcount(NamedTuple):
    """What was counted on one day of one run.

    ``citizens`` is :class:`~interregnum.engine.count.Count`; ``expected`` are the shares of
    citizens, elites and units in closed form, ``counted`` those that took their place.
    """

    run: int
    day: int
    citizens: Count
    expected: tuple[float, float, float]
    counted: tuple[float, float, float]


Tell = Callable[[Headcount], None]


class Hand(NamedTuple):
    """How a batch is done; ``target``, ``first`` and ``series`` as for the mean-field.

    On so many ``threads`` a count is shared, and ``tell`` is told of each.
    """

    target: Target
    first: int = 0
    series: bool = False
    threads: int = 1
    tell: Tell | None = None


def run_lives_of_persons(
    plan: Plan, seed: int, lives: Lives, persons: Persons, hand: Hand
) -> Batch:
    """Return a batch of runs with persons.

    Parameters
    ----------
    plan, seed, lives
        As for :func:`.mean_field.run_lives`; parameters and all public events have the draws that
        they have there.
    persons
        How many there are.
    hand
        Who counts, and what is kept; the counts do not depend on it.

    Raises
    ------
    ScenarioError
        If the persons do not fit the memory.
    """
    check_fits(plan, persons)
    target, first, series = hand.target, hand.first, hand.series
    laid = prepared(plan, seed, lives, target, first=first, series=series)
    kept = laid.work["kept"]
    kept[pausing.MODE] = pausing.PAUSES
    loop = entries(target)[1]
    with _mapping(hand.threads) as mapped:
        counter = Counter(plan, persons, target, head_entries(target), mapped)
        loop(*laid.arguments)
        while kept[pausing.MODE] == pausing.PAUSED:
            _weigh(counter, laid, _draws(seed, lives, kept), first, hand.tell)
            loop(*laid.arguments)
    return finished(plan, laid, first=first, series=series)


@contextmanager
def _mapping(threads: int) -> Iterator[Any]:
    """Give a map over threads, or over none; no pool is opened that nobody needs."""
    if threads <= 1:
        yield map
        return
    with ThreadPoolExecutor(max_workers=threads) as pool:
        yield pool.map


def _draws(seed: int, lives: Lives, kept: Any) -> Draws:
    """Return whose draws count today: persons are born with the first, days may fork."""
    row = int(kept[pausing.RUN])
    day = int(kept[pausing.DAY])
    born = int(lives.numbers[row])
    if kept[pausing.FORKED] > 0.0 and lives.fork is not None:
        return Draws(seed, born, lives.fork.seed, int(lives.fork.numbers[row]), day)
    return Draws(seed, born, seed, born, day)


def _weigh(counter: Counter, laid: Laid, draws: Draws, first: int, tell: Tell | None) -> None:
    """Count heads and put the shares counted in the place of those in closed form."""
    state = State(laid.work)
    slots = [QUANTITY_INDEX[name] for name in _ACTING.values()]
    expected = tuple(float(laid.work["s"][place]) for place in slots)
    count = counter.citizens(state, draws)
    counted = (
        count.acting / count.pool if count.pool > 0 else 0.0,
        counter.elites(state, draws) if counter.persons.elites else expected[1],
        counter.units(state, draws) if counter.persons.units else expected[2],
    )
    for place, share in zip(slots, counted, strict=True):
        laid.work["s"][place] = share
    if tell is not None:
        run = first + int(laid.work["kept"][pausing.RUN])
        tell(Headcount(run, draws.day, count, expected, counted))  # type: ignore[arg-type]
