"""What a design moves: parameters over their declared draws, and structures between their values.

A design is made in the unit cube and mapped by each input's own quantiles, so that a design
weighs values as ordinary runs do. Weights that sum to 1 move together, as one input of several
coordinates. What a design does not move is drawn by a run's number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.mean_field import drawn_table
from interregnum.engine.options import OPTIONS
from interregnum.engine.plan import Plan, plan_of
from interregnum.errors import ScenarioError, nearest
from interregnum.experiments.dimensions import broken_stick, simplexes_of
from interregnum.kernels.scalar import Target
from interregnum.scenario.fitted import POSTERIOR
from interregnum.scenario.load import changed_scenario

if TYPE_CHECKING:
    import numpy.typing as npt

    from interregnum.scenario.parameters import DrawnParameter
    from interregnum.scenario.schema import Scenario

# Below two standard deviations of a normal law.
END_LEVEL = NormalDist().cdf(-2.0)


class Input(NamedTuple):
    """Something a design moves.

    ``draw`` is ``uniform``, ``log_uniform``, ``normal``, or ``choice``: then ``choices`` are its
    values, equally likely, and ``words`` their names. It is ``dirichlet`` for a simplex: then
    ``members`` are the parameters that share a sum of 1, with their ``concentration``.
    """

    name: str
    unit: str
    draw: str
    value: float = 0.0
    low: float = 0.0
    high: float = 0.0
    choices: tuple[float, ...] = ()
    words: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    concentration: tuple[float, ...] = ()

    @property
    def width(self) -> int:
        """How many coordinates of the unit cube it takes."""
        return len(self.members) - 1 if self.members else 1


def moved_parameters(plan: Plan) -> list[DrawnParameter]:
    """Return the parameters that are drawn over a range of their own.

    The weights of a simplex are none of these: one cannot be moved without the others, so the
    simplex is an input by its own name. Nor is what comes from a posterior, for the same reason.
    """
    drawn = ("uniform", "log_uniform", "normal")
    return [row for row in plan.parameters if row.draw in drawn and row.high > row.low]


def movable_names(plan: Plan) -> list[str]:
    """Return what a design can move: parameters with a range, and simplexes by their names."""
    return [*(row.name for row in moved_parameters(plan)), *simplexes_of(plan)]


def inputs_named(plan: Plan, names: Sequence[str]) -> list[Input]:
    """Return inputs for parameters, or for simplexes such as ``weights``, by their names.

    Raises
    ------
    ScenarioError
        If a name is unknown, stands twice, or is that of a parameter that is not moved.
    """
    rows = {row.name: row for row in moved_parameters(plan)}
    simplexes = simplexes_of(plan)
    for turn, name in enumerate(names):
        if name in names[:turn]:
            raise ScenarioError(f"sensitivity: {name} is named twice; name it once")
        if name not in simplexes:
            _check_moved(plan, name, movable_names(plan))
    return [
        _simplex_of(name, *simplexes[name]) if name in simplexes else _input_of(rows[name])
        for name in names
    ]


def _check_moved(plan: Plan, name: str, movable: Sequence[str]) -> None:
    """Refuse the name of what is no parameter, or of one that does not move alone."""
    known = {row.name: row for row in plan.parameters}
    if name not in known:
        raise ScenarioError(f"sensitivity: no parameter {name}; {nearest(name, movable)}")
    if known[name].draw.startswith("dirichlet"):
        simplex = known[name].draw.split(":")[1]
        msg = (
            f"sensitivity: {name} is a weight and shares a sum of 1 with others, so it cannot be "
            f"moved alone; name them all as {simplex}, or use --method pawn, which takes runs as "
            "they are drawn"
        )
        raise ScenarioError(msg)
    if known[name].draw == POSTERIOR:
        msg = (
            f"sensitivity: {name} is drawn from the posterior together with what was fitted with "
            "it, so it cannot be moved alone; use --method pawn, which takes runs as they are "
            "drawn, or --parameters prior, which draws it from its own range"
        )
        raise ScenarioError(msg)
    if name not in movable:
        msg = (
            f"sensitivity: {name} is fixed at {known[name].value:g}; give it a range "
            f"(--set {name} takes only values), or vary a structure with --structure"
        )
        raise ScenarioError(msg)


def _simplex_of(name: str, members: tuple[str, ...], concentration: tuple[float, ...]) -> Input:
    return Input(name, "1", "dirichlet", members=members, concentration=concentration)


def _input_of(row: DrawnParameter) -> Input:
    return Input(row.name, row.unit, row.draw, row.value, row.low, row.high)


def structures_named(scenario: Scenario, given: Mapping[str, Sequence[Any]]) -> list[Input]:
    """Return inputs for structural options, such as ``{"selection": ["focal", "largest"]}``.

    Raises
    ------
    ScenarioError
        If a key is no option, a value is none of its own, or there are fewer than two.
    """
    alone = scenario.model_copy(update={"contrast": None})
    before = plan_of(alone)
    return [_structure(alone, before, key, list(values)) for key, values in given.items()]


def _structure(scenario: Scenario, before: Plan, key: str, values: list[Any]) -> Input:
    """Return one structural option as an input: what each value changes among the options."""
    words = tuple(str(value).lower() if isinstance(value, bool) else str(value) for value in values)
    place = f"structure {key}={','.join(words)}"
    if len(words) < 2 or len(set(words)) < len(words):
        raise ScenarioError(f"{place}: not two or more different values; give for example a,b")
    rows = []
    for value in values:
        plan = plan_of(changed_scenario(scenario, [(key, value)]))
        rows.append({row.name: row.value for row in plan.parameters})
        same = _without_options(plan) == _without_options(before)
        if not same or plan.switches != before.switches or plan.horizon != before.horizon:
            msg = (
                f"{place}: changes more than an option of the runs; compare it by `interregnum "
                "twins SCENARIO --switch ...`"
            )
            raise ScenarioError(msg)
    differing = [name for name in OPTIONS if len({row[name] for row in rows}) > 1]
    if len(differing) != 1 or len({row[differing[0]] for row in rows}) < len(rows):
        raise ScenarioError(f"{place}: changes nothing that runs could differ by; remove it")
    choices = tuple(row[differing[0]] for row in rows)
    return Input(differing[0], "1", "choice", choices=choices, words=words)


def _without_options(plan: Plan) -> list[DrawnParameter]:
    return [row for row in plan.parameters if row.name not in OPTIONS]


def given_at(inputs: Sequence[Input], points: npt.NDArray[Any]) -> dict[str, list[float]]:
    """Return the values that points of the unit cube stand for, by the parameter's name.

    Parameters
    ----------
    inputs
        One a column; a simplex takes a column less than it has members.
    points
        (rows, columns) in [0, 1].

    Notes
    -----
    A simplex is broken as a stick (:func:`~interregnum.experiments.dimensions.broken_stick`), so
    that uniform points have its Dirichlet law. An end of the cube, which only Morris's levels
    reach, stands for the level at two standard deviations of a normal law: there a normal draw is
    cut too, and a weight of exactly 0 or 1 is one that no run draws.

    Examples
    --------
    >>> import numpy as np
    >>> precision = Input("tau", "1", "log_uniform", low=1.0, high=100.0)
    >>> rule = Input("rule", "1", "choice", choices=(0.0, 1.0), words=("a", "b"))
    >>> given = given_at([precision, rule], np.array([[0.5, 0.2], [1.0, 1.0]]))
    >>> [round(value, 6) for value in given["tau"]], given["rule"]
    ([10.0, 100.0], [0.0, 1.0])
    >>> halves = Input("w", "1", "dirichlet", members=("a", "b"), concentration=(1.0, 1.0))
    >>> given_at([halves], np.array([[0.25]]))
    {'a': [0.25], 'b': [0.75]}
    """
    import numpy as np

    given: dict[str, list[float]] = {}
    column = 0
    for one in inputs:
        levels = points[:, column : column + one.width]
        column += one.width
        if one.members:
            levels = np.where(levels <= 0.0, END_LEVEL, levels)
            levels = np.where(levels >= 1.0, 1.0 - END_LEVEL, levels)
            weights = broken_stick(one.concentration, levels)
            given |= {
                name: part.tolist() for name, part in zip(one.members, weights.T, strict=True)
            }
        else:
            given[one.name] = _quantiles(one, levels[:, 0]).tolist()
    return given


def _quantiles(one: Input, levels: Any) -> Any:
    """Return an input's values at levels in [0, 1], as the engine draws them."""
    import numpy as np

    if one.draw == "choice":
        count = len(one.choices)
        at = [min(floor(level * count), count - 1) for level in levels]
        return np.array([one.choices[k] for k in at])
    if one.draw == "log_uniform":
        low, high = np.log(one.low), np.log(one.high)
        return np.clip(np.exp(low + levels * (high - low)), one.low, one.high)
    if one.draw == "normal":
        from scipy.stats import norm

        # As in engine.draws: a range is four standard deviations wide and ends cut.
        wide = 0.25 * (one.high - one.low)
        return np.clip(one.value + wide * norm.ppf(levels), one.low, one.high)
    return one.low + levels * (one.high - one.low)


def drawn_parameters(
    plan: Plan, seed: int, numbers: Sequence[int], target: Target
) -> dict[str, npt.NDArray[Any]]:
    """Return what ordinary runs draw of the parameters that are drawn at all, by their names.

    Parameters
    ----------
    plan, seed, target
        As for a study.
    numbers
        Of the runs.
    """
    rows = drawn_table(plan, seed, numbers, target)
    return {
        row.name: rows[:, j].copy()
        for j, row in enumerate(plan.parameters)
        if row.draw != "fixed" and row.high > row.low
    }
