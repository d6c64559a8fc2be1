"""What a scenario is: a case, its options and its numbers, validated and then frozen."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from interregnum.errors import nearest
from interregnum.scenario import country, imposed, inheritance, options
from interregnum.scenario import parameters as parameter_rules
from interregnum.scenario.basis import check_posterior
from interregnum.scenario.facts import Event, Force, LocalTime, Mutiny, Place, Regions
from interregnum.scenario.posterior import PosteriorChoice, RegimeType
from interregnum.scenario.quantity import (
    Frozen,
    Quantity,
    Real,
    Switch,
    Text,
    fault,
    measured_in,
)

# A century: worlds of rulers are followed for decades, claims for ten years at most.
LONGEST_HORIZON = 36525.0


def _json_scalar(value: Any) -> Any:
    """Refuse containers and null where one setting is asked for."""
    if not isinstance(value, bool | int | float | str):
        raise fault("must be true, false, a number or a word")
    return value


class ParameterOverride(Frozen):
    """What a scenario states of a declared parameter; whatever is absent stays as declared.

    Parameters
    ----------
    unit
        Must equal the declared unit.
    value, range
        Central value and range, both inside the declared range.
    source
        Where they come from.
    draw
        ``uniform``, ``log_uniform``, ``normal``, ``fixed``, or the declared draw.
    """

    unit: Text
    value: Real | None = None
    range: tuple[Real, Real] | None = None
    source: Text | None = None
    draw: Text | None = None


class MechanismChoice(Frozen):
    """Which mechanisms are switched off."""

    off: tuple[Text, ...] = ()


class Contrast(Frozen):
    """The paired arm that a run draws beside the scenario: one switch and its other value."""

    switch: Text
    value: Annotated[bool | Real | str, BeforeValidator(_json_scalar)]
    label: Text


class Scenario(Frozen):
    """A case and its options.

    Parameters
    ----------
    scenario
        Its name, in lower case with hyphens.
    title, summary
        For a reader.
    mode
        ``forward``: only the onset is imposed. ``replay``: the marked rows of the timeline are
        imposed too. ``condition``: runs go by rule and are weighed by the marked rows.
    start
        Local time at the capital at which day 0 begins.
    horizon
        Whole days in which a removal is looked for [d].
    aftermath
        Whole days that follow a removal and always run to their end [d].
    population
        Inhabitants [persons]; only where there is no table of regions, whose sum it else is.
    war, sanctions, elections, channels, ruler, private_army
        Which war is fought, whether sanctions are in force, whether elections are held, which
        challenges are open, whether the ruler shows himself, whether the private army exists.
    structure, expectation, private_memory
        Rival structures of citizens' choice, their expectation and what they remember.
    mutiny, force, places, regions, timeline
        The facts of the case; regions and timeline are absent where it has none.
    parameters
        Overrides of mechanism parameters by full name.
    mechanisms
        Mechanisms switched off.
    selection
        Which equilibrium is played where several exist.
    contrast
        The paired arm, if any.
    regime_type
        Which mean strength of a posterior is this case's: that of rulers of personal, military,
        party or monarchical regimes.
    posterior
        What fitted parameters are drawn from: ``shipped``, the path of a file, or ``none``; then,
        as all others, they are drawn from their own ranges. By default the shipped one, if there
        is one.
    """

    scenario: Annotated[str, Field(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    summary: Text
    mode: Literal["forward", "replay", "condition"] = "forward"
    start: LocalTime
    horizon: Annotated[Quantity, AfterValidator(measured_in("d", 1.0, LONGEST_HORIZON))]
    aftermath: options.Aftermath = Quantity(**options.AFTERMATH)
    selection: Literal["focal", "largest", "smallest"] = "focal"
    structure: options.Structure = "reference"
    expectation: options.Expectation = "equilibrium"
    private_memory: options.PrivateMemory = "none"
    war: options.War = "none"
    sanctions: Switch = False
    elections: Switch = False
    channels: options.Channels = options.Channels()
    ruler: options.Ruler = options.Ruler()
    private_army: options.PrivateArmy = options.PrivateArmy()
    contrast: Contrast | None = None
    mutiny: Mutiny
    force: Force
    places: Annotated[tuple[Place, ...], Field(min_length=1)]
    parameters: dict[str, ParameterOverride] = Field(default_factory=dict)
    mechanisms: MechanismChoice = MechanismChoice()
    timeline: tuple[Event, ...] = ()
    regions: Regions | None = None
    population: options.Population | None = None
    regime_type: RegimeType | None = None
    posterior: PosteriorChoice = None

    @property
    def people(self) -> float:
        """Inhabitants of the country [persons]."""
        if self.population is not None:
            return self.population.value
        return 0.0 if self.regions is None else float(self.regions.total.value)

    @model_validator(mode="after")
    def _horizon_is_whole_days(self) -> Scenario:
        """Check the horizon and that the onset lies within it."""
        if self.horizon.value != int(self.horizon.value):
            raise fault("must be a whole number of days", "horizon", "value")
        if self.horizon.draw != "fixed":
            raise fault("is not drawn; write draw: fixed", "horizon", "draw")
        if self.mutiny.onset_day.value >= self.horizon.value:
            rule = f"lies outside the horizon; give a day before {self.horizon.value:g}"
            raise fault(rule, "mutiny", "onset_day", "value")
        return self

    @model_validator(mode="after")
    def _path_reaches_the_capital(self) -> Scenario:
        """Check that the march ends at the one capital, through known regions."""
        last = len(self.places) - 1
        if not self.places[last].capital:
            raise fault("the path must end at the capital; mark its last place capital: true",
                        "places", last, "capital")  # fmt: skip
        seen: set[str] = set()
        for index, place in enumerate(self.places):
            if place.capital and index != last:
                raise fault("only the last place is the capital", "places", index, "capital")
            self._check_region(index, place)
            if place.name in seen:
                raise fault("stands twice; names of places differ", "places", index, "name")
            seen.add(place.name)
        return self

    def _check_region(self, index: int, place: Place) -> None:
        """Check that a place lies in a known region, or in none where there are none."""
        at = ("places", index, "region")
        if self.regions is None:
            if place.region is not None:
                raise fault("this scenario has no regions; add their table or remove this", *at)
            return
        codes = {row.iso_3166_2 for row in self.regions.rows}
        if place.region is None:
            raise fault("is missing; name a region of the table", *at)
        if place.region not in codes:
            raise fault(f"is no region of this scenario; {nearest(place.region, codes)}", *at)

    @model_validator(mode="after")
    def _people_are_counted_once(self) -> Scenario:
        """Check that the population is a sum of regions or a number of its own."""
        if self.regions is None and self.population is None:
            rule = "is missing; without a table of regions, state the population as a quantity"
            raise fault(rule, "population")
        if self.regions is not None and self.population is not None:
            raise fault("is the sum of the regions; remove this", "population")
        return self

    @model_validator(mode="after")
    def _timeline_runs_forward(self) -> Scenario:
        """Check the order of the timeline, and that what is imposed can be."""
        for index, (earlier, later) in enumerate(
            zip(self.timeline, self.timeline[1:], strict=False), start=1
        ):
            if later.time < earlier.time:
                raise fault("comes before the row above it; sort", "timeline", index, "time")
        imposed.check_imposed(self)
        return self

    @model_validator(mode="after")
    def _options_are_declared(self) -> Scenario:
        """Check parameter overrides and switched-off mechanisms against the registry."""
        parameter_rules.check_overrides(self.parameters, self.scenario)
        if self.posterior is not None:
            check_posterior(self.posterior)
        known = [mechanism.name for mechanism in parameter_rules.declared_mechanisms()]
        for index, name in enumerate(self.mechanisms.off):
            if name not in known:
                rule = f"is no mechanism; {nearest(name, known)}"
                raise fault(rule, "mechanisms", "off", index)
        return self


def json_schema() -> dict[str, Any]:
    """Return the published JSON schema of scenario files.

    A file is a whole scenario with places or a country, or it extends another; of the latter the
    schema checks the top level, because what it leaves out depends on its base.

    Examples
    --------
    >>> json_schema()["title"]
    'Scenario'
    """
    whole = Scenario.model_json_schema()
    drawn = country.Country.model_json_schema()
    definitions = {**drawn.pop("$defs"), **whole.pop("$defs"), "Country": drawn, "Scenario": whole}
    whole["properties"][country.KEY] = {"$ref": "#/$defs/Country"}
    whole["required"].remove("places")
    whole["oneOf"] = [{"required": ["places"]}, {"required": [country.KEY]}]
    named = {key: whole["properties"][key] for key in inheritance.OWN}
    extending = {
        "type": "object",
        "properties": {inheritance.KEY: {"type": "string", "pattern": r"\S"}, **named},
        "required": [inheritance.KEY, *inheritance.OWN],
        "propertyNames": {"enum": [inheritance.KEY, country.KEY, *Scenario.model_fields]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenario",
        "if": {"type": "object", "required": [inheritance.KEY]},
        "then": extending,
        "else": {"$ref": "#/$defs/Scenario"},
        "$defs": definitions,
    }
