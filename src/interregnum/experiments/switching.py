"""What each mechanism does: switch it off, run the same random numbers, see what moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.declare import Mechanism
from interregnum.engine.record import OUTCOMES, values_digest
from interregnum.errors import ScenarioError, nearest
from interregnum.experiments.memory import run_in_memory
from interregnum.experiments.order import Order
from interregnum.intervals import Interval, paired_difference
from interregnum.kernels.scalar import Target
from interregnum.mechanisms import MECHANISMS
from interregnum.scenario.load import load_scenario

if TYPE_CHECKING:
    from interregnum.scenario.schema import Scenario

LEVEL = 0.95
VIOLENCE = {1: "no deaths", 2: "1-25 deaths", 3: "26-1,000 deaths", 4: "over 1,000 deaths"}
Settings = tuple[tuple[str, Any], ...]

# Without a ruler there is no run.
INDISPENSABLE = ("start",)
USUAL: tuple[str, Settings] = ("mutiny-2023", ())
# Where a mechanism needs another case, or a structure of its own, to have something to do.
EXERCISED: dict[str, tuple[str, Settings]] = {
    # Fighters count when factions form, so the front has to break while the ruler still stands.
    "fighters_return": ("mutiny-2023", (("mutiny.happens", False), ("front.break_rate", 0.5))),
    "social_influence": ("mutiny-2023", (("structure", "social"),)),
    "norm_enforcement": ("mutiny-2023", (("structure", "enforced"),)),
}


class Switched(NamedTuple):
    """What one mechanism does to a study.

    ``changed`` says whether any value of runs or events differs, ``flipped`` the share of runs
    whose outcome differs, ``moved`` which outcome's share moved most, and ``effect`` by how much
    (on minus off, paired, with its 95 % interval) [1].
    """

    mechanism: str
    equation: str
    scenario: str
    settings: Settings
    changed: bool
    flipped: float
    moved: str
    effect: Interval


class Ran(NamedTuple):
    """A study as far as it is compared: outcomes and violence by run, digests of its tables."""

    outcomes: list[str]
    violence: list[int | None]
    digests: tuple[str, str]


def ran(scenario: Scenario, runs: int, seed: int, target: Target = Target.CPU) -> Ran:
    """Return the outcomes of a scenario's own arm and the digests of its tables."""
    alone = scenario.model_copy(update={"contrast": None})
    tables = run_in_memory(Order(scenario=alone, runs=runs, seed=seed, target=target))
    names = tables["runs"].column("outcome").to_pylist()
    violence = tables["runs"].column("violence").to_pylist()
    return Ran(names, violence, (values_digest(tables["runs"]), values_digest(tables["events"])))


def without(scenario: Scenario, name: str) -> Scenario:
    """Return a scenario in which one mechanism more is switched off."""
    choice = scenario.mechanisms.model_copy(update={"off": (*scenario.mechanisms.off, name)})
    return scenario.model_copy(update={"mechanisms": choice})


def most_moved(on: Ran, off: Ran) -> tuple[str, Interval]:
    """Return the outcome, or class of violence, whose share differs most, and the difference."""
    rows: list[tuple[str, list[int], list[int]]] = [
        (name, [int(x == name) for x in on.outcomes], [int(x == name) for x in off.outcomes])
        for name in OUTCOMES
    ]
    for code, name in VIOLENCE.items():
        first, second = ([int(x == code) for x in one.violence] for one in (on, off))
        rows.append((name, first, second))
    effects = {name: paired_difference(a, b, LEVEL) for name, a, b in rows}
    best = max(effects, key=lambda name: abs(effects[name].estimate))
    return best, effects[best]


def switch_off(
    names: Sequence[str] | None = None,
    *,
    runs: int = 400,
    seed: int = 1,
    progress: Callable[[str], None] | None = None,
) -> list[Switched]:
    """Return, mechanism by mechanism, what switching it off does in the case that exercises it.

    Parameters
    ----------
    names
        Which mechanisms; by default all but those without which there is no run.
    runs, seed
        Of each study.
    progress
        Called with the name of the mechanism whose turn it is.

    Raises
    ------
    ScenarioError
        If a name is no mechanism.
    """
    known = {m.name: m for m in MECHANISMS if m.name not in INDISPENSABLE}
    for name in names or ():
        if name not in known:
            msg = f"mechanisms: {name} cannot be switched off; {nearest(name, known)}"
            raise ScenarioError(msg)
    whole: dict[tuple[str, Settings], tuple[Scenario, Ran]] = {}
    rows = []
    for name in names or known:
        if progress is not None:
            progress(name)
        where = EXERCISED.get(name, USUAL)
        if where not in whole:
            scenario = load_scenario(where[0], where[1])
            whole[where] = (scenario, ran(scenario, runs, seed))
        rows.append(_row(known[name], where, whole[where], (runs, seed)))
    return rows


def _row(
    mechanism: Mechanism,
    where: tuple[str, Settings],
    whole: tuple[Scenario, Ran],
    size: tuple[int, int],
) -> Switched:
    """Return what one mechanism does, given the study in which it is on."""
    scenario, on = whole
    off = ran(without(scenario, mechanism.name), *size)
    moved, effect = most_moved(on, off)
    flips = sum(a != b for a, b in zip(on.outcomes, off.outcomes, strict=True))
    return Switched(
        mechanism.name,
        mechanism.equation,
        where[0],
        where[1],
        on.digests != off.digests,
        flips / len(on.outcomes),
        moved,
        effect,
    )
