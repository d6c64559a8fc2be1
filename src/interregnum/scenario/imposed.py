"""What a scenario imposes on its own column: places that fall or hold, and where a deal ends it.

Two things impose. ``mode: replay`` takes the rows of the timeline that are marked ``imposed``;
``mutiny.end`` is a contrast that imposes a march without any record. Both bind the scheduled
column alone, never a later mutiny.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from interregnum.errors import nearest
from interregnum.scenario.quantity import fault

if TYPE_CHECKING:
    from interregnum.scenario.facts import Event
    from interregnum.scenario.schema import Scenario

CAPTURE = "capture"
MOVEMENT = "movement"
DEAL = "deal"
KINDS = (CAPTURE, MOVEMENT, DEAL)
BY_RULE = 0.0
TAKEN = 1.0
HELD = 2.0
EASE_BY_RULE = -1.0
NO_DEAL = -1


class Imposed(NamedTuple):
    """What is imposed, place by place.

    Parameters
    ----------
    places
        0 by rule, 1 taken by imposition, 2 held by imposition.
    ease
        Share of the garrison that is seen to stand aside [1]; -1 by rule.
    deal_place
        Number of the place after which a deal ends the column; -1 for none.
    """

    places: tuple[float, ...]
    ease: tuple[float, ...]
    deal_place: int


class Marked(NamedTuple):
    """A marked row of the timeline: its number there, and the place of the road that it names.

    ``place`` is -1 for a deal.
    """

    number: int
    row: Event
    place: int


def marked_rows(scenario: Scenario) -> tuple[Marked, ...]:
    """Return the rows that replay imposes and condition weighs, the onset apart.

    Parameters
    ----------
    scenario
        A scenario whose marked rows name places of the road.

    Examples
    --------
    >>> from interregnum.scenario.load import load_scenario
    >>> [row.row.kind for row in marked_rows(load_scenario("mutiny-2023", environment={}))]
    ['capture', 'movement', 'deal']
    """
    names = [place.name for place in scenario.places]
    return tuple(
        Marked(number, row, names.index(row.place) if row.kind != DEAL else -1)
        for number, row in enumerate(scenario.timeline)
        if row.role == "imposed" and row.kind in KINDS
    )


def imposed_steps(scenario: Scenario) -> Imposed:
    """Return what a scenario imposes on its scheduled column.

    Parameters
    ----------
    scenario
        A validated scenario.

    Notes
    -----
    In replay every place up to the last one that a marked row names is taken; the ease is the
    middle of the range that a capture states, and by rule elsewhere. Hours stay by rule.
    ``mutiny.end`` takes every place before the capital with ease by rule; then the column stands
    down, is beaten at the capital, or takes it. Otherwise nothing is imposed.

    Examples
    --------
    >>> from interregnum.scenario.load import load_scenario
    >>> imposed_steps(load_scenario("mutiny-2023", [("mode", "replay")], environment={}))
    Imposed(places=(1.0, 1.0, 1.0, 0.0, 0.0), ease=(0.95, -1.0, -1.0, -1.0, -1.0), deal_place=2)
    """
    count = len(scenario.places)
    ease = [EASE_BY_RULE] * count
    if scenario.mode == "replay":
        return _replayed(scenario, ease)
    if scenario.mutiny.end == "by_rule":
        return Imposed((BY_RULE,) * count, tuple(ease), NO_DEAL)
    at_capital = {"stand_down": BY_RULE, "defeat": HELD, "win": TAKEN}[scenario.mutiny.end]
    deal = count - 2 if scenario.mutiny.end == "stand_down" else NO_DEAL
    return Imposed((TAKEN,) * (count - 1) + (at_capital,), tuple(ease), deal)


def _replayed(scenario: Scenario, ease: list[float]) -> Imposed:
    """Return what the marked rows impose."""
    last, deal = -1, NO_DEAL
    for _, row, place in marked_rows(scenario):
        if row.kind == DEAL:
            deal = last
            continue
        last = max(last, place)
        if row.kind == CAPTURE and row.low is not None and row.high is not None:
            ease[place] = 0.5 * (row.low + row.high)
    taken = tuple(TAKEN if i <= last else BY_RULE for i in range(len(ease)))
    return Imposed(taken, tuple(ease), deal)


def check_imposed(scenario: Scenario) -> None:
    """Check that the marked rows, the mode and the imposed end can all be meant.

    Raises
    ------
    PydanticCustomError
        At the row or key that cannot.
    """
    _check_kinds(scenario)
    last, ended = -1, False
    for index, row in enumerate(scenario.timeline):
        if row.role == "imposed" and row.kind in KINDS:
            if ended:
                rule = "the column has ended by the deal above; mark this row observed"
                raise fault(rule, "timeline", index, "role")
            last = _checked_step(scenario, index, last)
            ended = row.kind == DEAL
    _check_mode(scenario, last >= 0)
    _check_end(scenario)


def _check_kinds(scenario: Scenario) -> None:
    """Check that one row at most is imposed that is neither capture, movement nor deal."""
    imposed = enumerate(scenario.timeline)
    onsets = [i for i, row in imposed if row.role == "imposed" and row.kind not in KINDS]
    if len(onsets) > 1:
        rule = f"only the onset and rows of kind {', '.join(KINDS)} can be imposed"
        raise fault(f"{rule}; mark this row observed", "timeline", onsets[1], "role")


def _checked_step(scenario: Scenario, index: int, last: int) -> int:
    """Return the place up to which the column has come after a marked row."""
    row = scenario.timeline[index]
    at = ("timeline", index)
    if row.kind == DEAL:
        if last < 0:
            rule = "a deal is imposed after an imposed capture or movement; mark one above"
            raise fault(f"{rule}, or mark this row observed", *at, "role")
        if last == len(scenario.places) - 1:
            rule = "the row above takes the capital, which ends the march; mark this row observed"
            raise fault(rule, *at, "role")
        return last
    names = [place.name for place in scenario.places]
    if row.place not in names:
        rule = f"an imposed {row.kind} is at a place of the road; {nearest(row.place, names)}"
        raise fault(rule, *at, "place")
    place = names.index(row.place)
    if place < last:
        rule = f"the column has passed it: a row above imposes {names[last]}; correct one of them"
        raise fault(rule, *at, "place")
    if row.kind == CAPTURE and row.low is not None and row.high is not None:
        if row.unit != "1":
            rule = 'the number of an imposed capture is its ease, a share; the unit must be "1"'
            raise fault(rule, *at, "unit")
        if row.low < 0.0 or row.high > 1.0:
            side = "low" if row.low < 0.0 else "high"
            raise fault("the ease of a capture is a share; give numbers in [0, 1]", *at, side)
    return place


def _check_mode(scenario: Scenario, marks_anything: bool) -> None:
    """Check that a mode that uses the marked rows finds some, after the onset."""
    if scenario.mode == "forward":
        return
    if not marks_anything:
        rule = f"{scenario.mode} needs a row of kind capture or movement with role: imposed"
        raise fault(f"{rule}; mark one in timeline, or use forward", "mode")
    onset = scenario.start + timedelta(
        days=scenario.mutiny.onset_day.value, hours=scenario.mutiny.onset_hour.value
    )
    for index, row in enumerate(scenario.timeline):
        if row.role == "imposed" and row.kind in KINDS and row.time < onset:
            rule = f"comes before the onset of the mutiny at {onset:%Y-%m-%dT%H:%M}; correct one"
            raise fault(rule, "timeline", index, "time")


def _check_end(scenario: Scenario) -> None:
    """Check that an imposed end is asked of a forward run with a road to march."""
    if scenario.mutiny.end == "by_rule":
        return
    at = ("mutiny", "end")
    if scenario.mode != "forward":
        rule = f"mode {scenario.mode} takes the march from the timeline"
        raise fault(f"{rule}; write by_rule, or mode: forward", *at)
    if scenario.mutiny.end == "stand_down" and len(scenario.places) < 2:
        raise fault("needs a place before the capital to stand down at; add one to places", *at)
