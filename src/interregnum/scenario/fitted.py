"""Fitted parameters: which of a scenario's numbers a posterior gives, and by which column."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interregnum.scenario.parameters import DrawnParameter
    from interregnum.scenario.posterior import Posterior
    from interregnum.scenario.schema import Scenario

TYPE_MEAN = "start.type_mean"
TYPED = "type_mean."
# The draw of a parameter that is taken from a row of the posterior.
POSTERIOR = "posterior"


def parameter_of(column: str, regime_type: str | None) -> str | None:
    """Return the parameter that a column stands for in a case of some type; None if in none.

    >>> parameter_of("type_mean.party", "party"), parameter_of("type_mean.party", "military")
    ('start.type_mean', None)
    >>> parameter_of("opportunity.attempt_rate", None)
    'opportunity.attempt_rate'
    """
    if not column.startswith(TYPED):
        return column
    return TYPE_MEAN if column.removeprefix(TYPED) == regime_type else None


def fitted_columns(scenario: Scenario) -> dict[str, str]:
    """Return by the parameter's name the column that each fitted parameter is drawn from.

    A parameter that the scenario or a setting states itself is not among them, nor is
    ``start.type_mean`` of a scenario that says no ``regime_type``.
    """
    if scenario.posterior is None:
        return {}
    named = {
        parameter_of(column, scenario.regime_type): column
        for column in scenario.posterior.parameters
    }
    return {
        name: column
        for name, column in named.items()
        if name is not None and name not in scenario.parameters
    }


def parameters_told(scenario: Scenario) -> str:
    """Return where the numbers of a scenario come from, in a few words for a provenance line."""
    if scenario.posterior is None:
        return "not calibrated"
    count = len(fitted_columns(scenario))
    return f"{count} parameters from posterior {scenario.posterior.sha256[:12]}"


def with_fitted(rows: list[DrawnParameter], scenario: Scenario) -> list[DrawnParameter]:
    """Return rows of which those that a posterior gives say so."""
    columns = fitted_columns(scenario)
    return [
        row if row.name not in columns else _fitted(row, scenario.posterior, columns[row.name])
        for row in rows
    ]


def _fitted(row: DrawnParameter, posterior: Posterior | None, column: str) -> DrawnParameter:
    """Return a row as a posterior's column gives it."""
    assert posterior is not None
    told = posterior.parameters[column]
    source = (
        f"fitted to the record until {posterior.until} ({told.gate}): column {column} of posterior "
        f"{posterior.sha256[:12]}"
    )
    low, high = told.range
    return row._replace(value=told.value, low=low, high=high, source=source, draw=POSTERIOR)
