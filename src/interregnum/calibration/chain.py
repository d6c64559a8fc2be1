"""Rulers end to end: from pools of spells to the history of a hundred countries.

A country is ruled by autocrats, one after another, in regimes of one type each. What a ruler's
end means is said by :mod:`interregnum.calibration.event_map`: the next ruler of the same regime
enters on the day of an exit that the regime outlives, a ruler who won the contest goes on, and a
breakdown makes room for a democracy, for nobody, or for another autocracy at once. How long
democracy and the absence of a state last, which type comes next and when a country begins are
drawn by laws that are stated here and assumed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from interregnum.calibration.event_map import (
    DEMOCRACY,
    LEAST_CONTINUITY,
    NO_STATE,
    SAME_GROUP,
    End,
    is_breakdown,
    recorded_mode,
    successor_of,
)
from interregnum.calibration.supply import Supply
from interregnum.errors import UsageError

if TYPE_CHECKING:
    import numpy as np

    from interregnum.calibration.spells import Pool

DAYS_A_YEAR = 365.25
NOT_YET = 10**9  # a day that no world reaches
MOST_TRIES = 50
EXIT_WORDS = {
    "death": "Natural Death",
    "succession": "Regular",
    "election": "Regular",
    "": "Irregular",
}
STILL = "Still in Office"

STANDING = {"military": 0.146, "monarchy": 0.138, "party": 0.51, "personal": 0.206}
"""Types of first regimes: shares of the record's country-years to 1989."""
STARTING = {"military": 0.30, "monarchy": 0.08, "party": 0.32, "personal": 0.30}
"""Types of later regimes: shares of the regimes that the record has to 1989."""


class Founder(NamedTuple):
    """The first regime of a country, where it is given: its type, and the day on which it began.

    One that began before the world's first day, 0, stands on that day.
    """

    regime_type: str
    start: int


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a world looks like before anybody rules in it.

    Parameters
    ----------
    countries
        How many.
    first_year, last_year
        Of the record that it stands beside.
    at_once, last_start
        Assumed: share of countries whose first regime begins on the first day; that of the others
        begins on a day drawn uniformly until the end of this year. The record's states begin so.
    standing, starting
        Shares of types among first and among later regimes.
    democracy_years, no_state_years
        Assumed: mean length of democracy and of the absence of a state, exponential [yr].
    same_group
        Share of the elite's weight that still rules, from which a replacement by insiders is no
        breakdown; above 1 it always is one.
    founders
        The first regimes, a country each, where they are given and not drawn.
    """

    countries: int = 100
    first_year: int = 1946
    last_year: int = 1989
    at_once: float = 0.3
    last_start: int = 1975
    standing: Mapping[str, float] = field(default_factory=lambda: dict(STANDING))
    starting: Mapping[str, float] = field(default_factory=lambda: dict(STARTING))
    democracy_years: float = 10.0
    no_state_years: float = 3.0
    same_group: float = LEAST_CONTINUITY
    outlived: Mapping[str, float] = field(default_factory=lambda: dict(SAME_GROUP))
    founders: tuple[Founder, ...] = ()

    def __post_init__(self) -> None:
        """Check that there is time, and somebody to rule."""
        if self.countries < 1 or not self.first_year <= self.last_start <= self.last_year:
            msg = (
                f"world: {self.countries} countries from {self.first_year}, beginning by "
                f"{self.last_start}, until {self.last_year}: give one or more, and years in order"
            )
            raise UsageError(msg)
        if self.founders and len(self.founders) != self.countries:
            msg = f"world: {len(self.founders)} first regimes for {self.countries} countries: "
            raise UsageError(f"{msg}give one each, or none")


class Regime(NamedTuple):
    """An autocracy; days count from the first of the world's first year, 0.

    ``end`` is None while it stands on the last day; then ``mode``, ``violence`` and ``successor``
    are 0.
    """

    country: int
    regime_type: str
    start: int
    end: int | None
    mode: int
    violence: int
    successor: int


class Ruler(NamedTuple):
    """A ruler from entry to exit; ``end`` is None and ``how`` says so while he is in office."""

    country: int
    start: int
    end: int | None
    how: str
    age: float
    follows: str  # how power came to him, in Archigos's words


class Segment(NamedTuple):
    """A spell laid into the calendar: its day d is the world's day ``clock`` + 1 + d.

    ``fall`` is the day on which its ruler was brought down or conceded, else :data:`NOT_YET`.
    """

    country: int
    regime_type: str
    row: int
    clock: int
    fall: int


class History(NamedTuple):
    """Everything that was laid, in the order of countries and days.

    ``last_day`` is the last one looked at; ``taken`` says how many spells of each type were used
    and ``reused`` how many of them a second time because the pool had run dry.
    """

    last_day: int
    regimes: list[Regime]
    rulers: list[Ruler]
    segments: list[Segment]
    taken: dict[str, int]
    reused: dict[str, int]


def history_of(pools: Mapping[str, Pool], shape: Shape, seed: int) -> History:
    """Return the history of a world.

    Parameters
    ----------
    pools
        Rulers of every type that the shape asks for.
    shape
        How many countries, when, and of which types.
    seed
        The root of what is drawn here, each country's from its own number.

    Raises
    ------
    UsageError
        If a type has no pool.
    """
    import numpy as np

    asked = {founder.regime_type for founder in shape.founders} or {*shape.standing}
    missing = sorted({*asked, *shape.starting} - set(pools))
    if missing:
        raise UsageError(f"world: there are no spells of {', '.join(missing)}; make their pools")
    supply = Supply(pools)
    history = History(_days(shape, shape.last_year + 1) - 1, [], [], [], supply.taken, {})
    for country in range(shape.countries):
        draws = np.random.default_rng(np.random.SeedSequence([seed, country]))
        _live(history, supply, country, shape, draws)
    return history._replace(reused=supply.reused())


def _days(shape: Shape, year: int) -> int:
    """Return the world's day of the first of January of a year."""
    from datetime import date

    return (date(year, 1, 1) - date(shape.first_year, 1, 1)).days


def _type(shares: Mapping[str, float], draws: np.random.Generator) -> str:
    """Return a type drawn by shares."""
    names = list(shares)
    total = sum(shares.values())
    return str(draws.choice(names, p=[shares[name] / total for name in names]))


def _live(
    history: History, supply: Supply, country: int, shape: Shape, draws: np.random.Generator
) -> None:
    """Lay a country's regimes, from its first to the last day."""
    kind, start = _first_of(country, shape, draws)
    how = "Regular"
    while start < history.last_day:
        regime = Regime(country, kind, start, None, 0, 0, 0)
        regime = _standing(history, supply, regime, how, shape)
        history.regimes.append(regime)
        if regime.end is None:
            return
        years = {DEMOCRACY: shape.democracy_years, NO_STATE: shape.no_state_years}
        wait = draws.exponential(1.0) * years.get(regime.successor, 0.0)
        start = regime.end + math.ceil(wait * DAYS_A_YEAR)
        how = "Irregular"
        kind = _type(shape.starting, draws)


def _first_of(country: int, shape: Shape, draws: np.random.Generator) -> Founder:
    """Return the first regime of a country: as given, or drawn."""
    if shape.founders:
        return shape.founders[country]
    at_once = draws.random() < shape.at_once
    start = 0 if at_once else int(draws.integers(0, _days(shape, shape.last_start + 1)))
    return Founder(_type(shape.standing, draws), start)


def _standing(
    history: History, supply: Supply, regime: Regime, follows: str, shape: Shape
) -> Regime:
    """Lay a regime; one that began before the world is laid anew until it stands on day 0.

    After fifty tries it begins on day 0 instead.
    """
    rulers, segments = len(history.rulers), len(history.segments)
    for _ in range(MOST_TRIES if regime.start < 0 else 0):
        found = _reign(history, supply, regime, follows, shape)
        if found.end is None or found.end > 0:
            return found
        del history.rulers[rulers:], history.segments[segments:]
    begun = regime._replace(start=max(regime.start, 0))
    return _reign(history, supply, begun, follows, shape)


def _reign(history: History, supply: Supply, regime: Regime, follows: str, shape: Shape) -> Regime:
    """Lay the rulers of a regime, and return it with its end."""
    country, last = regime.country, history.last_day
    entry, clock, age = regime.start, regime.start, -1.0
    while True:
        row, spell = supply.take(regime.regime_type)
        age = spell.age if age < 0.0 else age
        stays = not spell.removed and spell.exit == ""
        day = clock + spell.day + (0 if stays else 1)
        down = (spell.removed and not spell.contested) or spell.exit == "election"
        fall = day if down and day <= last else NOT_YET
        history.segments.append(Segment(country, regime.regime_type, row, clock, fall))
        # He outlives the spell: cut at the horizon, or back in power when the contest is settled.
        back = day + int(spell.settled_day) if spell.contested else day
        goes_on = stays or spell.contested
        if day > last or (goes_on and back >= last):
            history.rulers.append(Ruler(country, entry, None, STILL, age, follows))
            return regime
        if goes_on:
            clock = back
            continue
        history.rulers.append(Ruler(country, entry, day, EXIT_WORDS[spell.exit], age, follows))
        end = End(spell.outcome, spell.mode, spell.continuity, spell.lot)
        if is_breakdown(end, shape.outlived[regime.regime_type], shape.same_group):
            after = successor_of(spell.outcome, spell.mode)
            mode = recorded_mode(spell.mode, spell.nonviolence)
            violence = max(spell.violence, 1)
            return regime._replace(end=day, mode=mode, violence=violence, successor=after)
        follows = "Irregular" if spell.removed else "Regular"
        entry, clock, age = day, day, -1.0
