"""Chains of events: which runs of an ensemble are told, and at which event each of them turned.

An event is pivotal by what came of the runs that had the same history. Take the runs of the study
in which the same events happened in the same order up to some event, and the share of them in
which the ruler was removed; the pivotal event of a run is the one at which this share moves
furthest towards how the run ended. Times between events do not count, where fewer than
:data:`ALIKE` runs share a history nothing is said, and what the scenario itself imposes turns
nothing. The share is of what the model did, not a cause: it also moves by what did not happen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from interregnum.engine.record import OUTCOMES, is_removed
from interregnum.engine.schedule import MEASURES

if TYPE_CHECKING:
    import pandas as pd

ALIKE = 20  # a share of fewer runs than this says too little
COMMONEST = "its history is the commonest among the runs that end so"
LEAST_MOVE = 0.05  # a smaller move of the share turns nothing
HALF = 0.5
TOLD = 5
FALL = "removed"
SETTLED = "settlement"
PLACE_TAKEN = "place_taken"
# What the size of these events names is who, not how much.
WHO = (SETTLED, "recognition")

Kind = tuple[str, ...]


class Moment(NamedTuple):
    """One event of a told run.

    Parameters
    ----------
    day, hour
        Day of the run [d], and hour of that day [h] or None where the model has days only.
    place, event, size
        As in ``events.parquet``.
    felled
        Whether the ruler was removed by it.
    alike
        How many runs of the study share the history up to and with this event.
    share
        Share of these in which the ruler was removed [1]; None where too few are alike.
    """

    day: int
    hour: float | None
    place: str | None
    event: str
    size: float
    felled: bool
    alike: int = 0
    share: float | None = None


class Chain(NamedTuple):
    """A told run: its events, and which of them turned it.

    ``share_before`` is the share of all runs in which the ruler was removed; ``pivot`` the index
    of the pivotal moment, None where no event moved the share by 5 points or more.
    """

    run: int
    outcome: str
    day: int | None
    reason: str
    share_before: float
    moments: tuple[Moment, ...]
    pivot: int | None


def kind_of(moment: Moment) -> Kind:
    """Return what makes two events the same for the comparison of histories.

    A place is taken with half of its garrison or more standing aside, or with less; a settlement
    and a recognition differ by whose they are; all other sizes are left out.

    >>> kind_of(Moment(0, 7.5, "the hub", "place_taken", 0.41, False))
    ('place_taken', 'the hub', 'fought', '')
    """
    how = ""
    if moment.event == PLACE_TAKEN:
        how = "aside" if moment.size >= HALF else "fought"
    elif moment.event in WHO:
        how = f"{moment.size:.0f}"
    return moment.event, moment.place or "", how, FALL if moment.felled else ""


def histories(events: pd.DataFrame, runs: Sequence[int]) -> dict[int, list[Moment]]:
    """Return the events of each run in order; a fall is said of the event that brought it.

    Lines that only measure an attack are left out.

    Parameters
    ----------
    events
        As in ``events.parquet``, in its order.
    runs
        Which runs there are; one without events has an empty history.
    """
    found: dict[int, list[Moment]] = {int(run): [] for run in runs}
    columns = [events[name].tolist() for name in ("run", "day", "hour", "place", "event", "size")]
    for run, day, hour, place, event, size in zip(*columns, strict=True):
        if event in MEASURES:
            continue
        history = found[int(run)]
        if event == FALL and history and history[-1].day == int(day):
            history[-1] = history[-1]._replace(felled=True)
            continue
        clock = None if hour is None or hour != hour else float(hour)
        where = place if isinstance(place, str) else None
        history.append(Moment(int(day), clock, where, str(event), float(size), event == FALL))
    return found


class _Weighed(NamedTuple):
    """What histories are compared by: kinds by run, who fell, and what each run counts."""

    kinds: Mapping[int, list[Kind]]
    fell: Mapping[int, bool]
    weight: Mapping[int, float]

    def share(self, runs: Sequence[int]) -> float:
        """Return the share of some runs in which the ruler was removed."""
        total = sum(self.weight[run] for run in runs)
        hit = sum(self.weight[run] for run in runs if self.fell[run])
        return hit / total if total > 0.0 else 0.0


def _followed(run: int, history: Sequence[Moment], study: _Weighed) -> tuple[Moment, ...]:
    """Return a run's moments with what came of the runs that share its history so far."""
    alike = list(study.kinds)
    told = []
    for step, moment in enumerate(history):
        kind = study.kinds[run][step]
        alike = [r for r in alike if len(study.kinds[r]) > step and study.kinds[r][step] == kind]
        share = study.share(alike) if len(alike) >= ALIKE else None
        told.append(moment._replace(alike=len(alike), share=share))
    return tuple(told)


def pivot_of(
    moments: Sequence[Moment], before: float, fell: bool, imposed: Sequence[str] = ()
) -> int | None:
    """Return the index of the moment that moved the share furthest towards how the run ended.

    Parameters
    ----------
    moments
        With their shares.
    before
        Share of all runs in which the ruler was removed [1].
    fell
        Whether he was removed in this run.
    imposed
        Events that happen in every run because the scenario says so.

    >>> step = Moment(0, None, None, "deal", 0.0, False, 50)
    >>> pivot_of([step._replace(share=0.55), step._replace(share=0.9)], 0.5, True)
    1
    """
    best, found = LEAST_MOVE, None
    for index, moment in enumerate(moments):
        if moment.share is None:
            break
        move = moment.share - before if fell else before - moment.share
        if move > best and moment.event not in imposed:
            best, found = move, index
        before = moment.share
    return found


def _until_settled(kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """Return a history up to the settlement after a fall, or whole if nobody fell."""
    for index, kind in enumerate(kinds):
        if kind[0] == SETTLED:
            return tuple(kinds[: index + 1])
    return tuple(kinds)


def _typical(members: Sequence[int], study: _Weighed) -> int:
    """Return the first run whose history is the commonest among some runs."""
    paths = {run: _until_settled(study.kinds[run]) for run in members}
    counted: Counter[tuple[Kind, ...]] = Counter()
    for run, path in paths.items():
        counted[path] += study.weight[run]  # type: ignore[assignment]
    return max(members, key=lambda run: (counted[paths[run]], -run))


def _chosen(runs: pd.DataFrame, study: _Weighed) -> list[tuple[int, str]]:
    """Return which runs are told, and why: one of each common outcome, and the deadliest."""
    by_outcome: dict[str, list[int]] = {name: [] for name in OUTCOMES}
    for run, outcome in zip(runs["run"].tolist(), runs["outcome"].tolist(), strict=True):
        if study.weight[run] > 0.0:
            by_outcome[outcome].append(int(run))
    common = sorted(
        (name for name in OUTCOMES if by_outcome[name]),
        key=lambda name: -sum(study.weight[run] for run in by_outcome[name]),
    )
    chosen = [(_typical(by_outcome[name], study), COMMONEST) for name in common[:TOLD]]
    deaths = runs["result.deaths"].fillna(0.0)
    deadliest = int(runs["run"].tolist()[int(deaths.argmax())])
    if float(deaths.max()) > 0.0 and deadliest not in {run for run, _ in chosen}:
        chosen.append(
            (
                deadliest,
                f"it has the most deaths of all runs, about {float(f'{deaths.max():.2g}'):,.0f}",
            )
        )
    return chosen


def chains(
    runs: pd.DataFrame,
    events: pd.DataFrame,
    weights: Sequence[float] | None = None,
    imposed: Sequence[str] = (),
) -> tuple[Chain, ...]:
    """Return the runs that are told, each with its pivotal event.

    Parameters
    ----------
    runs, events
        As in ``runs.parquet`` and ``events.parquet``.
    weights
        Of each run, where runs are conditioned on what was observed.
    imposed
        As for :func:`pivot_of`.

    Notes
    -----
    Of each of the five commonest outcomes the first run whose history up to the settlement is the
    commonest; beside them the run with the most deaths. No random numbers.
    """
    numbers = [int(run) for run in runs["run"]]
    found = histories(events, numbers)
    fell = dict(zip(numbers, is_removed(runs["outcome"]).tolist(), strict=True))
    weight = dict(zip(numbers, [1.0] * len(numbers) if weights is None else weights, strict=True))
    kinds = {run: [kind_of(moment) for moment in found[run]] for run in numbers}
    study = _Weighed(kinds, fell, weight)
    known = runs["day"].notna()
    days = dict(zip(runs["run"][known].tolist(), runs["day"][known].tolist(), strict=True))
    outcomes = dict(zip(numbers, runs["outcome"].tolist(), strict=True))
    before = study.share(numbers)
    told = []
    for run, reason in _chosen(runs, study):
        moments = _followed(run, found[run], study)
        when = int(days[run]) if run in days else None
        pivot = pivot_of(moments, before, fell[run], imposed)
        told.append(Chain(run, outcomes[run], when, reason, before, moments, pivot))
    return tuple(told)
