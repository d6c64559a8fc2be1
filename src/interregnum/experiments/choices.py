"""Choices between structures: what a categorical dimension changes, found by comparing plans.

A key of a scenario that changes numbers only, such as which equilibrium is played, can differ
from run to run of one plan. One that changes what a run is laid out with cannot.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from interregnum.engine.plan import Plan, plan_of
from interregnum.errors import ScenarioError
from interregnum.experiments.dimensions import Dimension, Floats
from interregnum.scenario.load import changed_scenario

if TYPE_CHECKING:
    from interregnum.scenario.schema import Scenario

MOST_COMBINATIONS = 2000


def of_set(error: ScenarioError) -> str:
    """Return what is wrong with a setting that does not come from the command line.

    >>> of_set(ScenarioError("--set selection=3: must be a word"))
    'selection=3: must be a word'
    """
    return str(error).removeprefix("--set ")


def given_by_choices(
    scenario: Scenario, words: Sequence[Dimension], design: Mapping[str, Floats], place: str
) -> dict[str, Floats]:
    """Return what the categorical dimensions give at each point, by the name of the plan's row.

    Parameters
    ----------
    scenario
        The case.
    words
        The categorical dimensions: their names are keys of the scenario.
    design
        By name, the number of the choice at each point.
    place
        Where they were written, for messages.

    Raises
    ------
    ScenarioError
        If a choice is no value of its key, or changes what a run is laid out with, or leaves a
        parameter drawn that another fixes.
    """
    if not words:
        return {}
    codes = np.column_stack([design[d.name] for d in words]).astype(int)
    combinations, which = np.unique(codes, axis=0, return_inverse=True)
    if len(combinations) > MOST_COMBINATIONS:
        msg = (
            f"{place}: uncertainties: the categorical ones have {len(combinations)} combinations "
            f"in this design; at most {MOST_COMBINATIONS} fit: give a range instead"
        )
        raise ScenarioError(msg)
    plan = plan_of(scenario)
    found = [dict(_changes(row, words, scenario, plan, place)) for row in combinations]
    rows = {row.name: row for row in plan.parameters}
    given = {}
    for name in sorted({name for changes in found for name in changes}):
        if rows[name].draw != "fixed" and any(name not in changes for changes in found):
            culprit = ", ".join(d.name for d in words)
            msg = (
                f"{place}: uncertainties: {name} would be fixed at some choices of {culprit} and "
                "drawn at others; make it a policy"
            )
            raise ScenarioError(msg)
        values = np.array([changes.get(name, rows[name].value) for changes in found])
        given[name] = values[which.reshape(-1)]
    return given


def _changes(
    codes: Sequence[int],
    words: Sequence[Dimension],
    scenario: Scenario,
    plan: Plan,
    place: str,
) -> Iterator[tuple[str, float]]:
    """Yield each row of the plan that a combination of choices sets, and its value."""
    settings = {d.name: d.choices[code] for d, code in zip(words, codes, strict=True)}
    try:
        changed = plan_of(changed_scenario(scenario, settings.items()))
    except ScenarioError as error:
        raise ScenarioError(f"{place}: uncertainties: {of_set(error)}") from None
    laid_out = [f.name for f in dataclasses.fields(Plan) if f.name not in ("parameters", "table")]
    same_names = [row.name for row in changed.parameters] == [row.name for row in plan.parameters]
    if not same_names or any(getattr(changed, k) != getattr(plan, k) for k in laid_out):
        named = ", ".join(f"{key} = {value!s}" for key, value in settings.items())
        msg = (
            f"{place}: uncertainties: {named} changes what a run is laid out with, not only its "
            "numbers; make it a policy"
        )
        raise ScenarioError(msg)
    for mine, own in zip(changed.parameters, plan.parameters, strict=True):
        if mine._replace(source="") != own._replace(source=""):
            if mine.draw != "fixed":
                msg = f"{place}: uncertainties: {mine.name} would still be drawn; make it a policy"
                raise ScenarioError(msg)
            yield mine.name, mine.value
