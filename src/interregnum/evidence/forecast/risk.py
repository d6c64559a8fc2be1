"""Who could lose power on a day: rulers of autocracies, and the country-months that are missing."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interregnum.evidence.forecast.known import Cases, Day, Days, Known, View

NO_RULER = "no ruler is recorded"
NOT_CODED = "no autocracy is recorded: a democracy, or not coded"
UNDATED = "an attempt may lie in the window or not: its day is not known"


class AtRisk(NamedTuple):
    """Rulers of autocracies on a day, and the countries without one.

    Parameters
    ----------
    cases
        The rulers.
    absent
        For each country that is left out, why.
    """

    cases: Cases
    absent: dict[int, str]


def at_risk(view: View) -> AtRisk:
    """Return the rulers of autocracies at the beginning of a day.

    A spell is open if no end was known: of two open spells of one country the later one counts.
    A source that ends before the day knows nobody, which is told and not taken for peace.
    """
    states = set(_open_spells(view["states"]))
    for name in ("regimes", "rulers"):
        last = view[name].covers[1]
        if last < view.day - np.timedelta64(1, "D"):
            return AtRisk(_cases([]), dict.fromkeys(states, f"{name} are covered to {last}"))
    regimes, rulers = _open_spells(view["regimes"]), _open_spells(view["rulers"])
    both = [(gw, rulers[gw], row) for gw, row in sorted(regimes.items()) if gw in rulers]
    absent = {gw: NO_RULER for gw in regimes if gw not in rulers}
    absent |= {gw: NOT_CODED for gw in states if gw not in regimes}
    return AtRisk(_cases(both), absent)


def _open_spells(table: Known) -> dict[int, int]:
    """Return the row of the latest spell of each country that has not ended."""
    rows = np.flatnonzero(np.isnat(table["end"]))
    order = rows[np.argsort(table["start"][rows], kind="stable")]
    return dict(zip(table["country"][order].tolist(), order.tolist(), strict=True))


def _cases(rows: list[tuple[int, int, int]]) -> Cases:
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return Cases(columns[:, 0], columns[:, 1], columns[:, 2])


class Outcome(NamedTuple):
    """What became of each case.

    Parameters
    ----------
    date
        The day of the first event from the origin on; not a time where none is recorded.
    unknown
        True where it cannot be told whether the event lies in the window.
    """

    date: Days
    unknown: NDArray[np.bool_]


def outcome_of(target: str, final: View, seen: View, cases: Cases, window_end: Day) -> Outcome:
    """Return the first event of each case from the day of the forecast on.

    Parameters
    ----------
    target
        ``exit``: this ruler leaves; ``irregular_exit``: he leaves against the rules, no other exit
        having come before; ``breakdown``: this regime ends; ``attempt``: a coup attempt in
        the country.
    final
        The record at its end.
    seen
        The view of the forecast, whose rows the cases name.
    cases
        The rulers.
    window_end
        The first day after the window.
    """
    if target == "exit":
        return _exits(final["rulers"], seen["rulers"], cases.ruler)
    if target == "breakdown":
        return _breakdowns(final["regimes"], seen["regimes"], cases.regime)
    if target == "irregular_exit":
        return _irregular_exits(final["rulers"], seen["rulers"], cases.ruler)
    return _attempts(final["attempts"], cases, seen.day, window_end)


def _attempts(attempts: Known, cases: Cases, start: Day, end: Day) -> Outcome:
    """Return the first attempt of each country; unknown where it may lie in the window or not."""
    dates = np.full(len(cases), np.datetime64("NaT"), dtype="datetime64[D]")
    unknown = np.zeros(len(cases), dtype=bool)
    earliest, latest = attempts["earliest"], attempts["date"]
    inside = (earliest >= start) & (latest < end)
    astride = (earliest < end) & (latest >= start) & ~inside
    for place, country in enumerate(cases.country):
        own = attempts["country"] == country
        later = latest[own & (earliest >= start)]
        if len(later):
            dates[place] = later.min()
        unknown[place] = bool((own & astride).any()) and not bool((own & inside).any())
    return Outcome(dates, unknown)


def _rows_in(final: Known, seen: Known, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where the rows of a view stand in the record at its end."""
    place = {int(number): row for row, number in enumerate(final["number"])}
    return np.array([place[int(number)] for number in seen["number"][rows]], dtype=np.int64)


def _exits(final: Known, seen: Known, rows: NDArray[np.int64]) -> Outcome:
    end = final["end"][_rows_in(final, seen, rows)]
    return Outcome(end, np.zeros(len(rows), dtype=bool))


def _breakdowns(final: Known, seen: Known, rows: NDArray[np.int64]) -> Outcome:
    """Return the end of each regime, known by its country and first day."""
    keys = zip(final["country"].tolist(), final["start"].tolist(), strict=True)
    end = dict(zip(keys, final["end"], strict=True))
    own = zip(seen["country"][rows].tolist(), seen["start"][rows].tolist(), strict=True)
    dates = np.array([end[key] for key in own], dtype="datetime64[D]")
    return Outcome(dates, np.zeros(len(rows), dtype=bool))


def _irregular_exits(final: Known, seen: Known, rows: NDArray[np.int64]) -> Outcome:
    """Return the day of each irregular exit; unknown where the source tells of an end alone."""
    there = _rows_in(final, seen, rows)
    end, irregular = final["end"][there], final["irregular_exit"][there]
    never = np.datetime64("NaT", "D")
    return Outcome(np.where(irregular == 1.0, end, never), ~np.isnat(end) & np.isnan(irregular))
