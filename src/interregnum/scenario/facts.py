"""The facts of a case: forces, places along the march, regions and the timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from interregnum.scenario.options import End
from interregnum.scenario.quantity import (
    Column,
    Count,
    Frozen,
    Quantity,
    Real,
    Switch,
    Text,
    Unit,
    fault,
    measured_in,
)

Persons = Annotated[Quantity, AfterValidator(measured_in("persons", 0.0))]
Leg = Annotated[Quantity, AfterValidator(measured_in("km", 0.0, positive=True))]
RegionCode = Annotated[str, Field(strict=True, pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")]


def _is_written_as_text(value: Any) -> Any:
    """Refuse numbers, which would be read as seconds since 1970."""
    if not isinstance(value, str | datetime):
        raise fault("must be a local date and time such as 2023-06-23T21:25")
    return value


def _has_no_zone(value: datetime) -> datetime:
    """Refuse a zone, because all times of a scenario are local to its capital."""
    if value.tzinfo is not None:
        raise fault("must be local time at the capital; leave the zone out")
    return value


LocalTime = Annotated[datetime, BeforeValidator(_is_written_as_text), AfterValidator(_has_no_zone)]


class Force(Frozen):
    """Strengths of the services that take part [persons]."""

    private_army: Persons
    front_army: Persons
    capital_guard: Persons


class Mutiny(Frozen):
    """The imposed onset: whether it happens, when, and which service starts it.

    Parameters
    ----------
    happens
        ``False`` removes the imposed onset and nothing else.
    onset_day
        Whole days after the scenario's start [d].
    onset_hour
        Hour of that day [h].
    service
        The field of :class:`Force` that mutinies.
    end
        How the scheduled column ends: ``by_rule``, or by imposition after every place before the
        capital has been taken: ``stand_down`` before it, ``defeat`` at it, or ``win``.
    state_pay
        Whether the private army is in state pay, so that its capture of the capital is a coup by
        a state service (mode 5) and not by an armed group (mode 6).
    """

    happens: Switch
    onset_day: Annotated[Quantity, AfterValidator(measured_in("d", 0.0))]
    onset_hour: Annotated[Quantity, AfterValidator(measured_in("h", 0.0, 48.0))]
    service: Literal["private_army", "front_army", "capital_guard"] = "private_army"
    end: End = "by_rule"
    state_pay: Switch = True

    @model_validator(mode="after")
    def _onset_is_a_moment(self) -> Mutiny:
        """Check that the onset is one fixed moment of a day."""
        for name in ("onset_day", "onset_hour"):
            if getattr(self, name).draw != "fixed":
                raise fault("is imposed, so its draw must be fixed", name, "draw")
        if self.onset_day.value != int(self.onset_day.value):
            raise fault("must be a whole number of days", "onset_day", "value")
        if self.onset_hour.value >= 24.0:
            raise fault("must be an hour in [0, 24)", "onset_hour", "value")
        if not self.state_pay and self.service != "private_army":
            rule = f"a {self.service.replace('_', ' ')} is in state pay; write true"
            raise fault(rule, "state_pay")
        return self


class Place(Frozen):
    """One place that the column meets, in the order of the march.

    Parameters
    ----------
    name
        Its name; part of the parameter names ``place.<name>.leg`` and ``place.<name>.garrison``.
    region
        ISO 3166-2 code of its region; absent where the scenario has no table of regions.
    leg
        Road distance from the previous place, or from the start of the march [km].
    garrison
        Units there at the onset [persons]; absent at the capital, where the capital guard stands.
    hub
        Whether it is a logistics hub.
    capital
        Whether it is the capital, where the march ends.
    """

    name: Annotated[str, Field(strict=True, pattern=r"^[A-Za-z][A-Za-z0-9 ()'-]*$")]
    region: RegionCode | None = None
    leg: Leg
    garrison: Persons | None = None
    hub: Switch = False
    capital: Switch = False

    @model_validator(mode="after")
    def _somebody_stands_there(self) -> Place:
        """Check that the garrison is given once and only once."""
        if self.capital and self.garrison is not None:
            raise fault("the capital's defenders are force.capital_guard; remove it", "garrison")
        if not self.capital and self.garrison is None:
            raise fault("is missing; a place on the way needs a garrison, 0 if empty", "garrison")
        return self


class Region(NamedTuple):
    """One region: code, name, federal district, population [persons], capital, latitude and
    longitude of the capital [deg]."""

    iso_3166_2: RegionCode
    name: Text
    federal_district: Text
    population: Count
    capital: Text
    latitude: Real
    longitude: Real


class RegionColumns(Frozen):
    """Unit, range and source of the numeric columns of the table of regions."""

    population: Column
    latitude: Column
    longitude: Column


class Regions(Frozen):
    """The table of regions with the census total to which its populations must add up."""

    columns: RegionColumns
    total: Persons
    rows: Annotated[tuple[Region, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _cells_obey_their_columns(self) -> Regions:
        """Check units, cell ranges, unique codes and the census total."""
        for name, unit in (("population", "persons"), ("latitude", "deg"), ("longitude", "deg")):
            self._check_column(name, unit)
        seen: set[str] = set()
        for index, row in enumerate(self.rows):
            if row.iso_3166_2 in seen:
                raise fault("stands twice; give each region one row", "rows", index, "iso_3166_2")
            seen.add(row.iso_3166_2)
        counted = sum(row.population for row in self.rows)
        if counted != self.total.value:
            rule = f"the populations of the rows sum to {counted}; correct the rows or the total"
            raise fault(rule, "total", "value")
        return self

    def _check_column(self, name: str, unit: str) -> None:
        """Check one column's unit and that its cells lie in its range."""
        column: Column = getattr(self.columns, name)
        if column.unit != unit:
            raise fault(f"the unit must be {unit}", "columns", name, "unit")
        low, high = column.range
        for index, row in enumerate(self.rows):
            if not low <= getattr(row, name) <= high:
                rule = f"lies outside its column's range [{low:g}, {high:g}]"
                raise fault(rule, "rows", index, name)


class Event(Frozen):
    """One row of the timeline: what the record says, and whether the scenario imposes it.

    Parameters
    ----------
    time
        Local time at the capital.
    kind, place, event
        Kind of event, where it was seen, and one clause that names roles, not persons.
    low, high, unit
        Range of a reported number and its unit, all three or none; of an imposed capture, its
        ease: the share of the garrison that stood aside.
    source
        Where it was read.
    role
        ``observed``: plotted and scored, never used. ``imposed``: the onset in every mode; a
        capture, movement or deal in mode replay, and weighed in mode condition.
    """

    time: LocalTime
    kind: Text
    place: Text
    event: Text
    low: Real | None = None
    high: Real | None = None
    unit: Unit | None = None
    source: Text
    role: Literal["imposed", "observed"]

    @model_validator(mode="after")
    def _number_is_complete(self) -> Event:
        """Check that a reported number has both bounds, in order, and a unit."""
        given = [part is not None for part in (self.low, self.high, self.unit)]
        if any(given) and not all(given):
            raise fault("a reported number needs low, high and unit together")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise fault("low exceeds high; swap them", "low")
        return self
