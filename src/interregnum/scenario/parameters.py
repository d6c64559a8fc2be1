"""Every number that may differ between runs, in one ordered table.

The order is part of the contract: mechanisms in registry order with their parameters as
declared, then the forces, then the places in the order of the march, leg before garrison.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from interregnum.declare import Mechanism, Parameter, parameters_of
from interregnum.errors import nearest
from interregnum.scenario.fitted import with_fitted
from interregnum.scenario.quantity import Quantity, check_range, fault

if TYPE_CHECKING:
    from interregnum.scenario.schema import ParameterOverride, Scenario

ABSENT = "scenario option: private_army.exists is false"
DRAWS = ("uniform", "log_uniform", "normal", "fixed")


class DrawnParameter(NamedTuple):
    """One row of the table: central value, bounds, unit, source, draw and symbol.

    ``draw`` is ``uniform``, ``log_uniform``, ``normal``, ``fixed``, ``dirichlet:NAME:A``, or
    ``posterior``; a fixed parameter keeps its bounds for information, one of a posterior has its
    median and the lowest and highest draw.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    draw: str
    symbol: str


class SourceCount(NamedTuple):
    """How many parameters were assumed, come from the case's record, are published, or fitted."""

    assumed: int
    record: int
    published: int
    fitted: int = 0


def declared_mechanisms() -> tuple[Mechanism, ...]:
    """Return the registered mechanisms; the only gateway from scenarios to mechanisms."""
    from interregnum.mechanisms import MECHANISMS

    return tuple(MECHANISMS)


def declared_parameters() -> tuple[Parameter, ...]:
    """Return the declared parameters of all mechanisms in registry order."""
    return _parameters_of_all(declared_mechanisms())


@cache
def _parameters_of_all(mechanisms: tuple[Mechanism, ...]) -> tuple[Parameter, ...]:
    # Reading the annotations takes ten milliseconds, and every setting asks for them.
    return tuple(row for mechanism in mechanisms for row in parameters_of(mechanism))


def declared_table() -> tuple[DrawnParameter, ...]:
    """Return every declared parameter as it stands before any scenario.

    Examples
    --------
    >>> "mutiny_onset.start_bound" in [row.name for row in declared_table()]
    True
    """
    return tuple(resolved(parameter, None, "") for parameter in declared_parameters())


def parameter_table(scenario: Scenario) -> tuple[DrawnParameter, ...]:
    """Return every parameter with the scenario's overrides applied.

    Parameters
    ----------
    scenario
        A validated scenario.

    Returns
    -------
    tuple of DrawnParameter
        In the order given at the top of this module; it does not depend on which mechanisms
        are switched off, so that paired branches share the addresses of their draws.
    """
    rows = [
        resolved(parameter, scenario.parameters.get(parameter.name), scenario.scenario)
        for parameter in declared_parameters()
    ]
    rows = with_fitted(rows, scenario)
    for field in type(scenario.force).model_fields:
        row = _row(f"force.{field}", getattr(scenario.force, field), "F")
        if field == "private_army" and not scenario.private_army.exists:
            row = row._replace(value=0.0, low=0.0, high=0.0, draw="fixed", source=ABSENT)
        rows.append(row)
    for place in scenario.places:
        rows.append(_row(f"place.{place.name}.leg", place.leg, "ℓ_r"))
        if place.garrison is not None:
            rows.append(_row(f"place.{place.name}.garrison", place.garrison, "F_r"))
    return tuple(rows)


def _row(name: str, quantity: Quantity, symbol: str) -> DrawnParameter:
    """Return the table row of a scenario's own quantity."""
    low, high = quantity.range
    q = quantity
    return DrawnParameter(name, q.value, low, high, q.unit, q.source, q.draw, symbol)


def resolved(
    parameter: Parameter, override: ParameterOverride | None, scenario: str
) -> DrawnParameter:
    """Return a declared parameter with a scenario's override applied.

    Parameters
    ----------
    parameter
        The declaration.
    override
        What the scenario states of it, or ``None``.
    scenario
        The scenario's name, which signs a number that came without a source.

    Raises
    ------
    PydanticCustomError
        If the override's unit, value, range or draw does not fit the declaration.
    """
    name, default, declared = parameter
    plain = DrawnParameter(
        name, default, declared.low, declared.high,
        declared.unit, declared.source, declared.draw, declared.symbol,
    )  # fmt: skip
    if override is None:
        return plain
    low, high = override.range or (plain.low, plain.high)
    value = default if override.value is None else override.value
    if override.range is None and not low <= value <= high:
        low, high = parameter.declaration.admissible
    unsigned = override.value is not None or override.range is not None
    fallback = f"assumed: scenario {scenario} gives no source" if unsigned else plain.source
    row = plain._replace(
        value=value, low=low, high=high, unit=override.unit,
        source=override.source or fallback, draw=override.draw or plain.draw,
    )  # fmt: skip
    _check_fit(row, plain, parameter.declaration.admissible)
    return row


def _check_fit(
    row: DrawnParameter, declared: DrawnParameter, admissible: tuple[float, float]
) -> None:
    """Check an overridden row against the declared one."""
    at = ("parameters", row.name)
    if row.unit != declared.unit:
        raise fault(f"the unit must be {declared.unit}; convert the number", *at, "unit")
    known = {*DRAWS, declared.draw}
    if row.draw not in known:
        raise fault(f"is no draw of this parameter; {nearest(row.draw, known)}", *at, "draw")
    unit = "" if declared.unit == "1" else f" {declared.unit}"
    low, high = admissible
    way_out = (
        f"the admissible range is [{low:g}, {high:g}]{unit}; give a number "
        f"inside, or widen the declaration in mechanisms/{row.name.split('.')[0]}.py"
    )
    if not low <= row.value <= high:
        raise fault(way_out, *at, "value")
    if row.low < low or row.high > high:
        raise fault(way_out, *at, "range")
    check_range(row.value, (row.low, row.high), row.draw, *at)


def check_overrides(overrides: Mapping[str, ParameterOverride], scenario: str) -> None:
    """Check all overrides against the declarations, simplexes included.

    Raises
    ------
    PydanticCustomError
        If a name is unknown, an override does not fit, or weights that share a simplex are
        overridden in part or do not sum to 1.
    """
    declared = {parameter.name: parameter for parameter in declared_parameters()}
    for name in overrides:
        if name not in declared:
            raise fault(f"unknown parameter; {nearest(name, declared)}", "parameters", name)
    simplexes: dict[str, list[DrawnParameter]] = {}
    for name, parameter in declared.items():
        row = resolved(parameter, overrides.get(name), scenario)
        kind, _, simplex = parameter.declaration.draw.partition(":")
        if kind == "dirichlet":
            simplexes.setdefault(simplex.rpartition(":")[0], []).append(row)
    for members in simplexes.values():
        _check_simplex(members, overrides)


def _check_simplex(members: list[DrawnParameter], overrides: Iterable[str]) -> None:
    """Check that the weights of one simplex are drawn together or fixed together."""
    names = [row.name for row in members]
    touched = next((name for name in names if name in set(overrides)), None)
    if touched is None:
        return
    at = ("parameters", touched)
    together = f"{', '.join(names)} share a sum of 1"
    if len({row.draw.partition(":")[0] for row in members}) > 1:
        raise fault(f"{together} and are drawn or fixed together; set all of them", *at)
    total = sum(row.value for row in members)
    if abs(total - 1.0) > 1e-9:
        raise fault(f"{together}, but sum to {total:.12g}; correct them", *at, "value")


def source_kind(source: str) -> str:
    """Return ``assumed``, ``record``, ``fitted`` or ``published`` for a source text.

    Notes
    -----
    Its beginning decides: ``assum…`` is assumed, ``record`` is the record of the case,
    ``fitted`` comes from a posterior, anything else is published.

    Examples
    --------
    >>> source_kind("record, computed: legs"), source_kind("Singh 2014")
    ('record', 'published')
    """
    text = source.strip().lower()
    if text.startswith("assum"):
        return "assumed"
    return next((kind for kind in ("record", "fitted") if text.startswith(kind)), "published")


def count_sources(table: Iterable[DrawnParameter]) -> SourceCount:
    """Return how many parameters are assumed, from the record, published, and fitted.

    Notes
    -----
    :func:`source_kind` decides.

    Examples
    --------
    >>> row = DrawnParameter("a.b", 1.0, 0.0, 2.0, "1", "assumed, swept", "uniform", "a")
    >>> count_sources([row, row._replace(source="Singh 2014")])
    SourceCount(assumed=1, record=0, published=1, fitted=0)
    """
    kinds = [source_kind(row.source) for row in table]
    return SourceCount(*(kinds.count(kind) for kind in SourceCount._fields))
