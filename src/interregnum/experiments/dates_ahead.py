"""The dates by which a forecast of a case is read, from the day on which it starts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from interregnum.scenario.schema import Scenario

YEARS = (1, 2, 3)


class Ahead(NamedTuple):
    """A date: its short name, what it is called, and how many days lie before it ends [d]."""

    name: str
    title: str
    days: int


def dates_ahead(scenario: Scenario) -> tuple[Ahead, ...]:
    """Return the end of the second month after the start, that of the year, and 1, 2, 3 years.

    >>> from interregnum.scenario.load import load_scenario
    >>> [row.days for row in dates_ahead(load_scenario("mutiny-2023", environment={}))]
    [70, 192, 366, 731, 1096]
    """
    start = scenario.start.date()
    month = start.month + 3
    after = date(start.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    last, end = after - timedelta(days=1), date(start.year, 12, 31)
    rows = [
        Ahead(f"by_{last}", f"by {last:%-d %B %Y}", (last - start).days + 1),
        Ahead(f"by_{end}", f"by {end:%-d %B %Y}", (end - start).days + 1),
    ]
    for years in YEARS:
        day = _years_later(start, years)
        word = "1 year" if years == 1 else f"{years} years"
        rows.append(Ahead(f"within_{years}_y", f"within {word}", (day - start).days))
    return tuple(rows)


def _years_later(day: date, years: int) -> date:
    """Return the same date some years later; 1 March for a leap day that there is not."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
