"""Of which rows of a timeline the model can speak, and what each of its runs says of them.

A row is spoken of by its kind: places taken and the end of the column in hours, removal and
survival in days, crowds and deaths in persons. A row of any other kind names something that no
mechanism produces, and is listed with that reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.record import is_removed
from interregnum.scenario.imposed import CAPTURE, DEAL, KINDS, MOVEMENT

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.scenario.facts import Event
    from interregnum.scenario.schema import Scenario

# Ends of a column by the row's kind; `end` is any of them.
ENDS = {DEAL: ("deal",), "surrender": ("surrender",), "defeat": ("beaten",)}
ANY_END = ("deal", "surrender", "beaten")
CROWD = "crowd"
LOSSES = ("deaths", "losses")
# The model's citizens act once a week, on a day that no record could tell: a crowd is compared
# with the largest turnout of the week around its day.
HALF_WEEK = 3
CAMPAIGN = 1000.0  # persons on the street that make a campaign, as NAVCO counts them


class Drawn(NamedTuple):
    """What an ensemble drew, as far as rows can speak of it.

    Parameters
    ----------
    runs, events
        As in ``runs.parquet`` and ``events.parquet``.
    turnout, deaths
        Of the first runs, (run, day) [persons]; not a number after a run's end.
    """

    runs: pd.DataFrame
    events: pd.DataFrame
    turnout: Any
    deaths: Any


class Spoken(NamedTuple):
    """One thing that the model says of some rows.

    Parameters
    ----------
    rows
        Their numbers in the timeline; several where the model counts them as one.
    what
        In words.
    unit
        Of the numbers; empty where something happens or does not.
    low, high
        What was observed, in the unit; both 1 where something happened.
    values
        What each run says: in the unit, or 1 and 0; not a number where a run says nothing.
        Series are followed in the first runs only, so there may be fewer values than runs.
    """

    rows: tuple[int, ...]
    what: str
    unit: str
    low: float
    high: float
    values: Any


class Unspoken(NamedTuple):
    """A row that the model says nothing of, and why."""

    row: int
    reason: str


def spoken_rows(scenario: Scenario, drawn: Drawn) -> tuple[list[Spoken], list[Unspoken]]:
    """Return what the model says of the rows of a timeline, and of which rows it says nothing.

    Parameters
    ----------
    scenario
        Whose timeline is compared.
    drawn
        Runs of that scenario, drawn by rule.

    Notes
    -----
    Rows of crowds on one day are added up, and so are deaths of several sides at one time,
    because the model counts the country's. The largest crowd is also held against the largest
    turnout on any day, because a run may draw the same campaign in another month. A ruler who
    was removed and back within 90 days counts as one who stayed, as in the table of outcomes.
    """
    spoken: list[Spoken] = []
    silent: list[Unspoken] = []
    done: set[int] = set()
    for number, row in enumerate(scenario.timeline):
        if number in done:
            continue
        reason = _reason(scenario, row)
        if reason:
            silent.append(Unspoken(number, reason))
            continue
        together = _together(scenario, number)
        done |= set(together)
        spoken += _speaker(row.kind)(scenario, drawn, together)
    crowds = [one.rows for one in spoken if scenario.timeline[one.rows[0]].kind == CROWD]
    if crowds:
        spoken += _peak(scenario, drawn, max(crowds, key=lambda rows: _sum(scenario, rows)[1]))
    return spoken, silent


def is_used(row: Event) -> bool:
    """Return whether mode ``condition`` weighs runs by a row, which is then no test of it."""
    return row.role == "imposed" and row.kind in KINDS


def _speaker(kind: str) -> Callable[[Scenario, Drawn, tuple[int, ...]], Iterator[Spoken]]:
    """Return the function that says what runs say of rows of a kind."""
    if kind in (CAPTURE, MOVEMENT):
        return _fall
    if kind in ENDS or kind == "end":
        return _column_end
    if kind == CROWD:
        return _crowd
    if kind in LOSSES:
        return _deaths
    return {"removal": _removal, "survival": _survival}[kind]


def _reason(scenario: Scenario, row: Event) -> str:
    """Return why the model says nothing of a row; empty where it speaks."""
    if row.role == "imposed" and row.kind not in KINDS:
        return "imposed in every mode: the onset"
    if row.kind in (CAPTURE, MOVEMENT):
        known = [place.name for place in scenario.places]
        if row.place not in known:
            return "names no place of the model's road"
    elif row.kind in (CROWD, *LOSSES):
        if row.unit != "persons":
            return "gives no number of persons"
    elif row.kind == "size":
        return "a strength is an input of the scenario"
    elif row.kind == "election":
        return "its date is an input of the scenario"
    elif row.kind == "outcome":
        return "in words only; kind removal, survival or end says what to test"
    elif row.kind not in (*ENDS, "end", "removal", "survival"):
        return "no mechanism produces it"
    if not 0 <= _day(scenario, row) < int(scenario.horizon.value):
        return "lies outside the horizon"
    return ""


def _together(scenario: Scenario, number: int) -> tuple[int, ...]:
    """Return the rows that the model counts as one with a row: crowds of a day, deaths by side."""
    row = scenario.timeline[number]
    if row.kind not in (CROWD, *LOSSES):
        return (number,)
    kinds = (CROWD,) if row.kind == CROWD else LOSSES
    return tuple(
        i
        for i, other in enumerate(scenario.timeline)
        if other.kind in kinds
        and other.unit == row.unit
        and (other.time == row.time or (row.kind == CROWD and other.time.date() == row.time.date()))
    )


def _fall(scenario: Scenario, drawn: Drawn, rows: tuple[int, ...]) -> Iterator[Spoken]:
    """Say whether and when the first column took a row's place."""
    row = scenario.timeline[rows[0]]
    timed = _timed(drawn.events)
    falls = timed[(timed["event"] == "place_taken") & (timed["place"] == row.place)]
    first = _first(falls, drawn)
    ended = _first(_ends(timed, scenario), drawn)
    # A place that falls to a later column is another story.
    first = first.where(~(first > ended))
    yield from _whether_and_when(scenario, rows, f"{row.place} is taken", first)


def _column_end(scenario: Scenario, drawn: Drawn, rows: tuple[int, ...]) -> Iterator[Spoken]:
    """Say whether and when the first column ended as a row says."""
    kind = scenario.timeline[rows[0]].kind
    wanted = ENDS.get(kind, ANY_END)
    ends = _ends(_timed(drawn.events), scenario)
    first = ends.sort_values(["run", "time"], kind="stable").drop_duplicates("run")
    so_ended = first[first["event"].isin(wanted)]
    how = {"deal": "by a deal", "surrender": "by surrender", "defeat": "beaten"}.get(
        kind, "short of the capital"
    )
    yield from _whether_and_when(scenario, rows, f"the column ends {how}", _first(so_ended, drawn))


def _whether_and_when(
    scenario: Scenario, rows: tuple[int, ...], what: str, times: pd.Series
) -> Iterator[Spoken]:
    """Say in which runs something happened, and at which hour where it did."""
    due = (scenario.timeline[rows[0]].time - scenario.start).total_seconds() / 3600.0
    happened = times.notna().to_numpy(dtype=float)
    yield Spoken(rows, what, "", 1.0, 1.0, happened)
    yield Spoken(rows, f"{what}: when, if so", "h", due, due, times.to_numpy(dtype=float))


def _removal(scenario: Scenario, drawn: Drawn, rows: tuple[int, ...]) -> Iterator[Spoken]:
    """Say whether the ruler was removed within the horizon, and on which day."""
    day = float(_day(scenario, scenario.timeline[rows[0]]))
    removed = is_removed(drawn.runs["outcome"])
    days = drawn.runs["day"].where(removed).to_numpy(dtype=float)
    whole = int(scenario.horizon.value)
    yield Spoken(rows, f"removed within {whole} d", "", 1.0, 1.0, removed.to_numpy(dtype=float))
    yield Spoken(rows, "removed: which day, if so", "d", day, day, days)


def _survival(scenario: Scenario, drawn: Drawn, rows: tuple[int, ...]) -> Iterator[Spoken]:
    """Say whether the ruler was still in office on a row's day."""
    day = _day(scenario, scenario.timeline[rows[0]])
    gone = drawn.runs["day"].astype(float) <= day
    in_office = 1.0 - gone.to_numpy(dtype=float)
    yield Spoken(rows, f"still in office on day {day}", "", 1.0, 1.0, in_office)


def _crowd(scenario: Scenario, drawn: Drawn, rows: tuple[int, ...]) -> Iterator[Spoken]:
    """Say how many citizens were on the street in the week around a row's day."""
    import numpy as np

    day = _day(scenario, scenario.timeline[rows[0]])
    week = drawn.turnout[:, max(0, day - HALF_WEEK) : day + HALF_WEEK + 1]
    largest = np.where(np.isnan(week), -np.inf, week).max(axis=1)
    largest = np.where(np.isfinite(largest), largest, np.nan)
    yield Spoken(rows, "largest turnout of the week", "persons", *_sum(scenario, rows), largest)


def _peak(scenario: Scenario, drawn: Drawn, rows: tuple[int, ...]) -> Iterator[Spoken]:
    """Say whether citizens came at all, and how many on their best day."""
    import numpy as np

    largest = np.where(np.isnan(drawn.turnout), 0.0, drawn.turnout).max(axis=1)
    came = largest >= CAMPAIGN
    whole = int(scenario.horizon.value)
    what = f"{CAMPAIGN:,.0f} or more on some day of {whole}"
    yield Spoken(rows, what, "", 1.0, 1.0, came.astype(float))
    best = np.where(came, largest, np.nan)
    yield Spoken(rows, "largest turnout of any day, if so", "persons", *_sum(scenario, rows), best)


def _deaths(scenario: Scenario, drawn: Drawn, rows: tuple[int, ...]) -> Iterator[Spoken]:
    """Say how many had died by a row's day; a run that has ended keeps its count."""
    import numpy as np

    until = drawn.deaths[:, : _day(scenario, scenario.timeline[rows[0]]) + 1]
    # Deaths only add up, so the last number of a run is its largest.
    last = np.where(np.isnan(until), 0.0, until).max(axis=1)
    yield Spoken(rows, "deaths so far", "persons", *_sum(scenario, rows), last)


def _sum(scenario: Scenario, rows: tuple[int, ...]) -> tuple[float, float]:
    """Return the sums of the lower and of the upper numbers of rows."""
    chosen = [scenario.timeline[number] for number in rows]
    return (
        sum(float(row.low) for row in chosen if row.low is not None),
        sum(float(row.high) for row in chosen if row.high is not None),
    )


def _day(scenario: Scenario, row: Event) -> int:
    """Return the day of the scenario on which a row falls [d]."""
    return (row.time - scenario.start).days


def _timed(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events of columns with their time in hours after the start."""
    kept = events[events["hour"].notna()]
    return kept.assign(time=24.0 * kept["day"] + kept["hour"].astype(float))


def _ends(timed: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Return the events that end a column: a stop before the capital, or its fall."""
    at_capital = timed["place"] == scenario.places[-1].name
    taken = (timed["event"] == "place_taken") & at_capital
    return timed[timed["event"].isin(ANY_END) | taken]


def _first(events: pd.DataFrame, drawn: Drawn) -> pd.Series:
    """Return the time of the first event of each run [h]; missing where a run has none."""
    return events.groupby("run")["time"].min().reindex(drawn.runs["run"])
