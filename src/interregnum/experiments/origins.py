"""Where futures begin: on a day, or on the day after a political event, while a run has days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from interregnum.engine.schedule import EVENT_NAMES
from interregnum.errors import ScenarioError, nearest

if TYPE_CHECKING:
    import pandas as pd


class Origin(NamedTuple):
    """Where futures begin: a run of a study, and the first day that may differ [d]."""

    run: int
    day: int


def day_of(at: str, events: pd.DataFrame, run: int) -> int | None:
    """Return the first day that may differ: a day itself, or the day after an event's.

    Parameters
    ----------
    at
        A day number, or the name of an event.
    events
        The study's log.
    run
        Whose.

    Returns
    -------
    The day [d], or None where the run has no such event.

    Raises
    ------
    ScenarioError
        If ``at`` is neither a day nor the name of an event.
    """
    if at.lstrip("-").isdigit():
        if int(at) < 0:
            raise ScenarioError(f"fork: --at {at} is before the first day; give a day from 0")
        return int(at)
    if at not in EVENT_NAMES:
        msg = f"fork: --at {at} is neither a day nor an event; {nearest(at, EVENT_NAMES)}"
        raise ScenarioError(msg)
    days = events.loc[(events["run"] == run) & (events["event"] == at), "day"]
    return None if days.empty else int(days.min()) + 1


def origins_of(
    at: str, runs: pd.DataFrame, events: pd.DataFrame, aftermath: int, chosen: Iterable[int]
) -> tuple[list[Origin], list[int]]:
    """Return where futures of the chosen runs begin, and which were over or had no such event.

    Parameters
    ----------
    at
        A day number, or the name of an event.
    runs, events
        Of the study.
    aftermath
        How long a run goes on after a removal [d].
    chosen
        Numbers of runs.
    """
    last_days = last_days_of(runs, events, aftermath)
    origins, without = [], []
    mine = events[events["event"] == at]
    for run in chosen:
        if run not in last_days:
            msg = f"fork: the study has no run {run}; give one of 0 to {len(runs) - 1}"
            raise ScenarioError(msg)
        day = day_of(at, mine, run)
        if day is None or day > last_days[run]:
            without.append(run)
        else:
            origins.append(Origin(run, day))
    return origins, without


def last_days_of(runs: pd.DataFrame, events: pd.DataFrame, aftermath: int) -> dict[int, float]:
    """Return the last day that each run has [d], infinite where the ruler stayed to the horizon.

    A run in which the ruler fell ends with its aftermath, also where he won the contest for the
    ruins and counts as surviving.
    """
    import pandas as pd

    fell = events[events["event"] == "removed"].groupby("run")["day"].max()
    last = {}
    for run, day in zip(runs["run"], runs["day"], strict=True):
        if run in fell.index:
            last[int(run)] = float(fell[run] + aftermath)
        else:
            last[int(run)] = float("inf") if pd.isna(day) else float(day)
    return last
