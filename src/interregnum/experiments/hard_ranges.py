"""Everything that may differ, over all that is admissible: declared ranges, and structures.

Where ensembles draw from what a scenario holds plausible, a search for what the model can produce
at all moves every parameter over the range that its declaration admits, fixed ones too, and lets
the rival structures and options vary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from interregnum.engine.options import OPTIONS
from interregnum.engine.plan import Plan, plan_of
from interregnum.errors import ScenarioError
from interregnum.experiments.dimensions import Dimension, Floats, values_at
from interregnum.scenario.load import changed_scenario
from interregnum.scenario.parameters import DrawnParameter, declared_table, parameter_table

if TYPE_CHECKING:
    from interregnum.scenario.schema import Scenario

SOURCE = "assumed: found by a search over all that is admissible"
# What a scenario may choose without another road, country or calendar.
CHOICES: Mapping[str, tuple[Any, ...]] = {
    "selection": ("focal", "largest", "smallest"),
    "expectation": ("equilibrium", "adaptive"),
    "structure": ("reference", "social", "enforced"),
    "private_memory": ("none", "accumulated"),
    "war": ("none", "hazard", "lanchester"),
    "sanctions": (False, True),
    "elections": (False, True),
    "channels.armed": (False, True),
    "channels.unarmed": (False, True),
    "ruler.visible": (False, True),
    "mutiny.happens": (False, True),
    "mutiny.state_pay": (False, True),
}


class Choice(NamedTuple):
    """A structure that can be given to a run: its key, the option's name, and values by word."""

    key: str
    option: str
    words: tuple[Any, ...]
    values: tuple[float, ...]


class Space(NamedTuple):
    """What is moved: dimensions of parameters, then one for each choice."""

    scenario: Scenario
    plan: Plan
    dimensions: tuple[Dimension, ...]
    choices: tuple[Choice, ...]

    @property
    def columns(self) -> int:
        """How many coordinates of the unit cube it takes."""
        return sum(d.columns for d in self.dimensions) + len(self.choices)

    def given(self, cube: Floats) -> dict[str, Floats]:
        """Return the values of every parameter and option at points of the unit cube."""
        parts = len(self.choices)
        inner = cube[:, : cube.shape[1] - parts]
        values = values_at(self.dimensions, inner)
        for k, choice in enumerate(self.choices):
            at = np.floor(cube[:, inner.shape[1] + k] * len(choice.values)).astype(int)
            at = np.minimum(at, len(choice.values) - 1)
            values[choice.option] = np.array(choice.values)[at]
        return values

    def settings(self, cube_row: Floats) -> dict[str, Any]:
        """Return one point as settings, by dotted key, from which a scenario of its own comes."""
        values = {name: float(v[0]) for name, v in self.given(cube_row[None, :]).items()}
        words = {}
        for choice in self.choices:
            word = choice.words[choice.values.index(values.pop(choice.option))]
            words[choice.key] = word
        return {**words, **values}

    def scenario_at(self, cube_row: Floats) -> Scenario:
        """Return one point as a scenario in which nothing is drawn but chance itself."""
        declared = {row.name: row.unit for row in declared_table()}
        settings = self.settings(cube_row)
        # All at once: setting them one by one asks for every declaration again each time.
        fixed = {
            name: {"unit": declared[name], "value": value, "draw": "fixed", "source": SOURCE}
            for name, value in settings.items()
            if name in declared
        }
        own = [(key, value) for key, value in settings.items() if key not in declared]
        stated = self.scenario.model_dump(mode="json", exclude_none=True)["parameters"]
        return changed_scenario(self.scenario, [*own, ("parameters", {**stated, **fixed})])


def hard_space(scenario: Scenario) -> Space:
    """Return everything of a scenario that may differ, over all that is admissible.

    Parameters
    ----------
    scenario
        Its facts (road, regions, calendar, horizon) stay as they are, and so do what it imposes
        and the ranges of its own quantities.

    Raises
    ------
    ScenarioError
        If nothing may differ.

    Notes
    -----
    A parameter declared as logarithmic is moved on that scale, any other evenly; the weights of a
    simplex evenly over the simplex.
    """
    alone = scenario.model_copy(update={"contrast": None})
    plan = plan_of(alone)
    dimensions = tuple(_dimensions(alone))
    if not dimensions:
        raise ScenarioError(f"{scenario.scenario}: no parameter has a range; nothing can be moved")
    return Space(alone, plan, dimensions, tuple(_choices(alone, plan)))


def _dimensions(scenario: Scenario) -> list[Dimension]:
    declared = {row.name: row for row in declared_table()}
    found: list[Dimension] = []
    simplexes: dict[str, list[str]] = {}
    for row in parameter_table(scenario):
        hard = declared.get(row.name, row)
        kind, _, simplex = hard.draw.partition(":")
        if kind == "dirichlet":
            simplexes.setdefault(simplex.rpartition(":")[0], []).append(row.name)
        elif hard.low < hard.high:
            found.append(Dimension(row.name, _law(hard), hard.low, hard.high, hard.value))
    for name, members in simplexes.items():
        ones = (1.0,) * len(members)
        found.append(Dimension(name, "dirichlet", members=tuple(members), concentration=ones))
    return found


def _law(row: DrawnParameter) -> str:
    return "log_uniform" if row.draw == "log_uniform" and row.low > 0.0 else "uniform"


def _choices(scenario: Scenario, plan: Plan) -> list[Choice]:
    """Return the choices of which each changes one option of the runs and nothing else."""
    found = []
    for key, words in CHOICES.items():
        option = _option_of(scenario, plan, key, words)
        if option is not None:
            found.append(option)
    return found


def _option_of(scenario: Scenario, plan: Plan, key: str, words: Sequence[Any]) -> Choice | None:
    """Return a choice; None where a word is refused or more than one option would change."""
    before = {row.name: row for row in plan.parameters}
    values: list[dict[str, float]] = []
    for word in words:
        try:
            changed = plan_of(changed_scenario(scenario, [(key, word)]))
        except ScenarioError:
            return None
        after = {row.name: row for row in changed.parameters}
        loose = [name for name in before if name not in OPTIONS and before[name] != after[name]]
        if loose or changed.switches != plan.switches or changed.forces != plan.forces:
            return None
        values.append({name: after[name].value for name in OPTIONS})
    moved = [name for name in OPTIONS if len({row[name] for row in values}) > 1]
    if len(moved) != 1:
        return None
    numbers = tuple(row[moved[0]] for row in values)
    return Choice(key, moved[0], tuple(words), numbers)
