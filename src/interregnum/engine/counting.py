"""The text that counts runs: daily quantities into fixed bins, and who holds each region."""

from __future__ import annotations

from interregnum.engine.series import BINS, PATHS, SERIES
from interregnum.engine.slots import slot
from interregnum.engine.territory import CRISIS_PEAK, HORIZON, TWO_YEARS_AFTER


def daily_counts() -> list[str]:
    """Return the text that counts the day's quantities into the histogram and the first paths."""
    lines = [f"            crowd = max(crowd, {slot('citizens.turnout', False)})"]
    lines.append("            if recording > 0:")
    for k, row in enumerate(SERIES):
        value = slot(row.quantity, False)
        scale = BINS / (row.high - row.low)
        cell = f"({k} * horizon + day) * {BINS}"
        lines.append(
            f"                tally(histogram, {cell} + bin_of({value}, {row.low!r}, {scale!r}))"
        )
    lines.append(f"            if recording > 0 and run < {PATHS}:")
    for k, row in enumerate(SERIES):
        cell = f"(r * {len(SERIES)} + {k}) * horizon + day"
        lines.append(f"                paths[{cell}] = {slot(row.quantity, False)}")
    return lines


def _held(moment: int, places: str) -> str:
    """Return the text that counts who holds each region at a moment."""
    return f"count_holders(territory, regions, road_region, {moment}, {places})"


def crisis_counts(index: dict[str, int]) -> list[str]:
    """Return the text that counts, before the aftermath, who holds each region in the crisis."""
    on_road, place = slot("mutiny.on_road", False), slot("mutiny.place", False)
    share = f"p[{index['campaign.mobilisable_share']}]"
    return [
        "        if recording > 1:",
        f"            {_held(CRISIS_PEAK, 'farthest')}",
        f"            count_crowd(territory, crowd * {share})",
        f"            if {slot('outcome.removed', False)} <= 0.0:",
        f"                {_held(HORIZON, f'places_held({on_road}, {place})')}",
    ]


def aftermath_counts(length: str) -> list[str]:
    """Return the text that counts who holds each region after a removal, in the evening.

    ``length`` is the text of how many days the aftermath has.
    """
    since, last = slot("aftermath.day", False), slot("aftermath.last", False)
    return [
        f"            if recording > 1 and day == evening_of_horizon(horizon, ended, {length}):",
        f"                {_held(HORIZON, '0')}",
        f"            if recording > 1 and two_years_after({since}, {last}):",
        f"                {_held(TWO_YEARS_AFTER, '0')}",
    ]
