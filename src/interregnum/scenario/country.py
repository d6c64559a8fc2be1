"""A country for teaching is drawn from a seed: towns, populations, a road and its garrisons.

A scenario with a block ``country`` in the place of ``places`` and ``regions`` gets both drawn when
it is loaded. The draws are addressed by what they are for, so more regions leave the first ones
where they are. What is loaded holds the drawn numbers, and each names the seed as its source.
"""

from __future__ import annotations

from itertools import pairwise
from math import floor, sqrt
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

from interregnum.errors import ScenarioError
from interregnum.kernels.random import PURPOSE_PARAMETER, name_address, uniform
from interregnum.scenario.complaint import complaint
from interregnum.scenario.document import Document, KeyPath
from interregnum.scenario.quantity import Frozen, Quantity, fault, measured_in

KEY = "country"
DRAWN = ("places", "regions")
KM_PER_DEGREE = 111.2
ROAD_OVER_STRAIGHT_LINE = 1.2


class Country(Frozen):
    """How a country is drawn.

    Parameters
    ----------
    seed
        Which country; another seed, another country.
    regions
        How many regions [1]; the first, the most populous, holds the capital.
    stops
        How many towns the road passes before it reaches the capital [1].
    population
        Inhabitants in all [persons].
    width
        Side of the square in which the towns lie [km].
    garrison
        Units at the first town, the logistics hub [persons]; further on stand 2 to 20 % of that.
    """

    seed: Annotated[int, Field(strict=True, ge=0, lt=2**63)]
    regions: Annotated[Quantity, AfterValidator(measured_in("1", 2.0, 99.0))]
    stops: Annotated[Quantity, AfterValidator(measured_in("1", 1.0, 98.0))]
    population: Annotated[Quantity, AfterValidator(measured_in("persons", 1000.0, 1e10))]
    width: Annotated[Quantity, AfterValidator(measured_in("km", 10.0, 5000.0))]
    garrison: Annotated[Quantity, AfterValidator(measured_in("persons", 0.0))]

    @model_validator(mode="after")
    def _country_is_one(self) -> Country:
        """Check that nothing here is drawn again in each run, and that counts are whole."""
        for name in ("regions", "stops", "population", "width", "garrison"):
            quantity: Quantity = getattr(self, name)
            if quantity.draw != "fixed":
                raise fault("is the same in all runs; write draw: fixed", name, "draw")
            if name not in ("width", "garrison") and quantity.value != int(quantity.value):
                raise fault("must be a whole number", name, "value")
        if self.stops.value >= self.regions.value:
            rule = f"needs more regions than that; at most {self.regions.value - 1:g}"
            raise fault(rule, "stops", "value")
        return self


class _Block(BaseModel):
    """The part of a file that says how its country is drawn."""

    country: Country


class Town(NamedTuple):
    """A region's town: which region, inhabitants [persons], and where it lies [km]."""

    number: int
    population: int
    east: float
    north: float


def with_country(document: Document) -> Document:
    """Return a document whose country, if it asks for one, has become places and regions.

    Parameters
    ----------
    document
        A scenario before validation.

    Raises
    ------
    ScenarioError
        If the block is wrong, or places or regions stand beside it.

    Examples
    --------
    >>> from interregnum.scenario.document import parse_document
    >>> plain = parse_document("title: no country here", "example")
    >>> with_country(plain) is plain
    True
    """
    if KEY not in document.values:
        return document
    for key in DRAWN:
        if key in document.values:
            msg = f"{document.locate((key,))}: {key}: is drawn from {KEY}; remove one of the two"
            raise ScenarioError(msg)
    try:
        country = _Block.model_validate({KEY: document.values[KEY]}).country
    except ValidationError as error:
        raise complaint(document, error) from None
    place = document.locate((KEY,))
    values = {key: value for key, value in document.values.items() if key != KEY}
    drawn = {"places": places_of(country), "regions": regions_of(country)}
    origins: dict[KeyPath, str] = {(key,): place for key in DRAWN}
    return document._replace(values=values | drawn, inherited={**document.inherited, **origins})


def towns_of(country: Country) -> list[Town]:
    """Return the towns of a country's regions, the most populous first.

    Notes
    -----
    Populations fall with rank as 1/rank, times a uniform draw from 0.5 to 1.5; what rounding
    leaves over lives in the first region.
    """
    count, people = int(country.regions.value), int(country.population.value)
    width = country.width.value
    raw = [((0.5 + _draw(country, f"{i}.population")) / i, i) for i in range(1, count + 1)]
    whole = sum(weight for weight, _ in raw)
    towns = [
        Town(
            i,
            int(floor(people * weight / whole)),
            width * _draw(country, f"{i}.east"),
            width * _draw(country, f"{i}.north"),
        )
        for weight, i in sorted(raw, reverse=True)
    ]
    rest = people - sum(town.population for town in towns)
    return [towns[0]._replace(population=towns[0].population + rest), *towns[1:]]


def regions_of(country: Country) -> dict[str, Any]:
    """Return the block ``regions`` of a scenario file."""
    source = _source(country)
    span = [0.0, country.width.value / KM_PER_DEGREE]
    people = int(country.population.value)
    middle = country.width.value / 2.0
    degrees = {"unit": "deg", "range": span, "source": source}
    return {
        "columns": {
            "population": {"unit": "persons", "range": [0, people], "source": source},
            "latitude": degrees,
            "longitude": degrees,
        },
        "total": {
            "value": people,
            "unit": "persons",
            "range": [people, people],
            "draw": "fixed",
            "source": country.population.source,
        },
        "rows": [
            [
                _code(town),
                f"Region {town.number:02d}",
                "North" if town.north >= middle else "South",
                town.population,
                _name(town),
                town.north / KM_PER_DEGREE,
                town.east / KM_PER_DEGREE,
            ]
            for town in towns_of(country)
        ],
    }


def places_of(country: Country) -> list[dict[str, Any]]:
    """Return the block ``places`` of a scenario file: the road from the hub to the capital.

    Notes
    -----
    The hub is the town farthest from the capital; between them the road takes the towns that
    lengthen it least, in the order of their distance. Roads are 1.2 times the straight line.
    """
    capital, *others = towns_of(country)
    others.sort(key=lambda town: _distance(town, capital), reverse=True)
    hub, *between = others
    between.sort(key=lambda town: _distance(hub, town) + _distance(town, capital))
    passed = between[: int(country.stops.value) - 1]
    passed.sort(key=lambda town: _distance(town, capital), reverse=True)
    camp = country.width.value * (0.05 + 0.1 * _draw(country, "camp"))
    road = [hub, *passed, capital]
    legs = [camp, *(ROAD_OVER_STRAIGHT_LINE * _distance(a, b) for a, b in pairwise(road))]
    places = []
    for town, leg in zip(road, legs, strict=True):
        place = {
            "name": _name(town),
            "region": _code(town),
            "leg": _around(max(1.0, leg), "km", 0.2, country),
            "hub": town is hub,
            "capital": town is capital,
        }
        if town is not capital:
            share = 1.0 if town is hub else 0.02 + 0.18 * _draw(country, f"{town.number}.garrison")
            place["garrison"] = _around(country.garrison.value * share, "persons", 0.5, country)
        places.append(place)
    return places


def _around(value: float, unit: str, margin: float, country: Country) -> dict[str, Any]:
    """Return a quantity at a whole number, with a range of a share either way."""
    middle = floor(value + 0.5)
    span = [(1.0 - margin) * middle, (1.0 + margin) * middle]
    return {"value": middle, "unit": unit, "range": span, "source": _source(country)}


def _draw(country: Country, what: str) -> float:
    """Return the uniform number of a thing's own name."""
    words = name_address(f"{KEY}.{what}")
    return uniform(country.seed, 0, words[1], words[0], PURPOSE_PARAMETER, 0)


def _source(country: Country) -> str:
    return f"assumed: drawn at country.seed = {country.seed}"


def _code(town: Town) -> str:
    """Return a code of the kind that ISO 3166 leaves to its users."""
    return f"XX-{town.number:02d}"


def _name(town: Town) -> str:
    return f"Town {town.number:02d}"


def _distance(first: Town, second: Town) -> float:
    """Return the straight line between two towns [km]."""
    east, north = first.east - second.east, first.north - second.north
    return sqrt(east * east + north * north)
