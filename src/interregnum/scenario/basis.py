"""What a run takes each parameter from: a posterior, the record, the case, or a declared range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.errors import nearest
from interregnum.scenario.fitted import POSTERIOR, fitted_columns, parameter_of
from interregnum.scenario.parameters import (
    DrawnParameter,
    declared_parameters,
    resolved,
    source_kind,
)
from interregnum.scenario.posterior import WAY_OUT, Posterior
from interregnum.scenario.quantity import fault

if TYPE_CHECKING:
    from interregnum.scenario.schema import Scenario


def check_posterior(posterior: Posterior) -> None:
    """Check the columns of a posterior against the declarations.

    Raises
    ------
    PydanticCustomError
        If a column is no parameter, has another unit, shares a simplex, or leaves the declared
        range.
    """
    declared = {parameter.name: parameter for parameter in declared_parameters()}
    for column, told in posterior.parameters.items():
        place = f"{posterior.path}: column {column}"
        name = parameter_of(column, column.rpartition(".")[2]) or column
        if name not in declared:
            raise fault(f"{place}: is no parameter; {nearest(name, declared)}; {WAY_OUT}")
        row = resolved(declared[name], None, "")
        if row.draw.startswith("dirichlet"):
            raise fault(f"{place}: shares a sum of 1 and is not fitted alone; {WAY_OUT}")
        if told.unit != row.unit:
            raise fault(f"{place}: its unit is {told.unit}, the declared one {row.unit}; {WAY_OUT}")
        low, high = told.admitted or (row.low, row.high)
        if told.range[0] < low or told.range[1] > high:
            rule = f"lies in [{told.range[0]:g}, {told.range[1]:g}], outside the admitted "
            rule += f"[{low:g}, {high:g}]; fit it again inside, or widen the declaration"
            raise fault(f"{place}: {rule} in mechanisms/{name.split('.')[0]}.py")


def gate_of(row: DrawnParameter, scenario: Scenario | None) -> str | None:
    """Return the word of the gate of a parameter that a posterior gives; None of any other."""
    if row.draw != POSTERIOR or scenario is None or scenario.posterior is None:
        return None
    column = fitted_columns(scenario)[row.name]
    return scenario.posterior.parameters[column].gate


def basis_of(row: DrawnParameter, scenario: Scenario | None) -> str:
    """Return what a run takes a parameter from.

    ``fitted``: the posterior. ``record``: the record of the case. ``scenario``: what the case
    states without one. ``prior``: its declared range.
    """
    if row.draw == POSTERIOR:
        return "fitted"
    if source_kind(row.source) == "record":
        return "record"
    declared = row.name in {p.name for p in declared_parameters()}
    stated = scenario is not None and (not declared or row.name in scenario.parameters)
    return "scenario" if stated else "prior"
