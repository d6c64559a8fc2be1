"""What is done to a case: arms as plans, and the rival structures under which they are lived.

An arm is the base case with settings. One that acts from the collapse on is lived twice: first
the base case, to learn when the ruler falls, and then once more, with its settings from the next
day on. Every draw has an address, so both share whatever the settings do not reach.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.mean_field import Fork, Lives
from interregnum.engine.plan import Plan, plan_of
from interregnum.errors import ScenarioError, nearest
from interregnum.experiments.structures import Structure, rival_structures
from interregnum.scenario.load import changed_scenario, load_scenario, scenario_hash

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.claims.model_block import Arm, ModelBlock
    from interregnum.scenario.schema import Scenario

    Floats = npt.NDArray[np.float64]

PARAMETERS = ("posterior", "prior")
# Structures of which a run takes many times as long as of the others.
SLOW = ("structure=social", "structure=enforced")


class LivedArm(NamedTuple):
    """An arm under a structure, ready to run.

    ``plan`` is what a run begins with; ``later`` what it goes on with from ``day`` on, or, where
    that is -1, from the day after a removal; None where it goes on as it began. ``key`` names it
    among kept values.
    """

    plan: Plan
    later: Plan | None
    key: str
    before_key: str = ""
    day: int = -1

    @property
    def before(self) -> LivedArm:
        """The base case under the same structure, which the arm is until it acts."""
        return LivedArm(self.plan, None, self.before_key)


def base_case(
    block: ModelBlock,
    scenario: str,
    parameters: str = "posterior",
    settings: Mapping[str, Any] | None = None,
) -> Scenario:
    """Return the case of a claim, before any arm.

    Parameters
    ----------
    block
        Of the claim.
    scenario
        The ledger's case, where the block names none.
    parameters
        ``posterior``: fitted parameters are drawn from the shipped posterior, if this model
        version has one; ``prior``: from their declared ranges.
    settings
        Of a placebo, set last.

    Raises
    ------
    ScenarioError
        If a setting is wrong, or the parameters are neither.
    """
    if parameters not in PARAMETERS:
        msg = f"claims: parameters = {parameters}: {nearest(parameters, PARAMETERS)}"
        raise ScenarioError(msg)
    drawn = [("posterior", "none")] if parameters == "prior" else []
    asked = [*drawn, *block.settings.items(), *(settings or {}).items()]
    found = load_scenario(block.scenario or scenario, asked, environment={})
    if found.mode == "condition":
        msg = (
            f"scenario {found.scenario}: mode = condition weighs runs; arms need forward or replay"
        )
        raise ScenarioError(msg)
    return found.model_copy(update={"contrast": None})


def structures_of(block: ModelBlock, case: Scenario) -> list[Structure]:
    """Return the structures under which a claim is run, the case's own first.

    Raises
    ------
    ScenarioError
        If the block names one that is none.
    """
    switched = {key for arm in block.arms.values() for key in arm.settings}
    every = rival_structures(case, sorted(switched))
    if block.structures is None:
        return every
    known = {row.name: row for row in every[1:]}
    for name in block.structures:
        if name not in known:
            raise ScenarioError(f"structures: {name} is none; {nearest(name, known)}")
    return [every[0], *(known[name] for name in block.structures)]


def lived_arm(case: Scenario, arm: Arm, structure: Structure) -> LivedArm:
    """Return an arm under a structure.

    Raises
    ------
    ScenarioError
        If a setting is wrong, or comes too late to act.
    """
    built = changed_scenario(case, structure.settings)
    changed = changed_scenario(built, arm.settings.items())
    if arm.stage == "start" or not arm.settings:
        return LivedArm(plan_of(changed), None, _key(changed))
    plan, later = plan_of(built), plan_of(changed)
    day = arm.stage if isinstance(arm.stage, int) else -1
    same = [row.name for row in plan.parameters] == [row.name for row in later.parameters]
    if not same or plan.switches != later.switches or plan.region_share != later.region_share:
        named = ", ".join(arm.settings)
        msg = f"arm {arm.words}: {named} cannot be changed on the way; write stage: start"
        raise ScenarioError(msg)
    return LivedArm(plan, later, f"{_key(built, changed)}-{day + 1}", _key(built), day)


def with_ease(arm: LivedArm, ease: float) -> LivedArm:
    """Return an arm in which the first place falls with a certain ease.

    Parameters
    ----------
    arm
        Of a case in mode replay.
    ease
        Share of the first garrison that is seen to stand aside [1].

    Raises
    ------
    ScenarioError
        If nothing is imposed on the first place.
    """
    if arm.plan.imposed[0] <= 0.0:
        raise ScenarioError("arm: ease_level: no place is imposed; set mode: replay")
    plan = dataclasses.replace(arm.plan, imposed_ease=(ease, *arm.plan.imposed_ease[1:]))
    return arm._replace(plan=plan, key=f"{arm.key}-e{round(1e6 * ease)}")


def _key(*scenarios: Scenario) -> str:
    """Return a name for kept values that only the same runs have."""
    words = " ".join(scenario_hash(row) for row in scenarios)
    return hashlib.sha256(words.encode()).hexdigest()[:20]


def lives_of(
    arm: LivedArm,
    numbers: Sequence[int],
    given: Mapping[str, Floats],
    fall_days: Floats | None,
    seed: int,
) -> Lives:
    """Return the lives of runs of an arm.

    A parameter that an arm fixes on the way is drawn by the run's own number until then, not by
    its draw; one that no case draws, as most switches, is not concerned.

    Parameters
    ----------
    arm
        From :func:`lived_arm`.
    numbers
        Whose draws each run uses.
    given
        Parameters by name, one value a run; those that the arm fixes are left out.
    fall_days
        The day of each run's removal in the base case, not finite where there is none; needed
        where the arm acts from the collapse on [d].
    seed
        Of the study.
    """
    import numpy as np

    own = {row.name: row for row in (arm.later or arm.plan).parameters}
    values = {
        name: column.tolist()
        for name, column in given.items()
        if name in own and own[name].draw != "fixed"
    }
    if arm.later is None:
        return Lives(numbers, values)
    if arm.day >= 0:
        return Lives(numbers, values, Fork([arm.day] * len(numbers), arm.later, seed, numbers))
    if fall_days is None:
        raise ScenarioError("arm: acts from the collapse on; its base case must be run first")
    days = np.where(np.isfinite(fall_days), fall_days + 1.0, -1.0).astype(int).tolist()
    return Lives(numbers, values, Fork(days, arm.later, seed, numbers))


def fixed_open(case: Scenario, block: ModelBlock) -> list[tuple[str, str]]:
    """Return parameters that the block leaves open but an arm that decides fixes, with its name."""
    found = []
    deciding = () if block.contrast is None else block.contrast.arms
    for name in deciding:
        changed = changed_scenario(case, block.arms[name].settings.items())
        rows = {row.name: row for row in plan_of(changed).parameters}
        for parameter in block.open:
            if parameter not in rows:
                raise ScenarioError(f"open: {parameter} is none; {nearest(parameter, rows)}")
            row = rows[parameter]
            if row.draw == "fixed" or not row.high > row.low:
                found.append((parameter, name))
    return found
