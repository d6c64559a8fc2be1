"""Ruler spells: many rulers of one type of regime, each from his entry to his exit or thirty years.

A pool is what a type and its parameters give, before any calendar: rulers in the order of their
numbers, and of their events those that the map to the record needs
(:mod:`interregnum.calibration.event_map`). Parameters that are not given are drawn from their own
ranges, ruler by ruler. Two facts that a scenario states once are drawn here: how large the country
is, and whether the service that may turn on the ruler is in state pay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from interregnum.errors import UsageError, nearest

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from interregnum.engine.mean_field import Batch, Lives
    from interregnum.engine.plan import Plan

SCENARIOS = {
    "personal": "synthetic-personalist",
    "military": "synthetic-military",
    "party": "synthetic-party",
    "monarchy": "synthetic-monarchy",
}
"""The library's scenario of each type of regime, by the word of the record's groups."""

STATE_PAY_SHARE = 0.25
"""Assumed: in how many countries the service that may turn is the state's own. Its capture of
the capital is then a coup (mode 5), and else that of an armed group (mode 6)."""
POPULATION = (2.5e6, 4e7)
"""Assumed: inhabitants, log-uniform, a quarter to four times the ten million of the scenarios."""

BATCH = 64
NUMBERS_APART = 2**28  # run numbers of each type, so that no two types share a draw
_EXITS = ("exit.death", "exit.succession", "exit.concession")
EXITS = ("", "death", "succession", "election")


@dataclass(frozen=True)
class Pool:
    """Rulers of one type of regime.

    Parameters
    ----------
    regime_type
        ``personal``, ``military``, ``party`` or ``monarchy``.
    spells
        A row a ruler, in order: ``run``, ``outcome`` (as in tables of runs), ``day`` (of the exit,
        the horizon where he stays) [d], ``mode`` (gwf_fail_type, 0 none), ``violence``
        (gwf_fail_violent, 0 not removed), ``exit`` (how he left in order, empty otherwise),
        ``holder`` (code of who rules at the end), ``removed``, ``contested``, ``continuity`` [1],
        ``deaths`` and ``deaths_worst_year`` [persons], ``settled_day`` (from the removal) [d],
        ``population`` [persons], ``pool`` (those who can be mobilised) [persons], ``arms`` and
        ``nonviolence`` [1], ``age`` at entry [yr], ``state_pay``, ``lot`` in [0, 1).
    events
        ``run``, ``day``, ``event`` and ``size``, ordered by run and time.
    horizon
        Days after which a spell is cut [d].
    """

    regime_type: str
    spells: pd.DataFrame
    events: pd.DataFrame
    horizon: int


@cache
def _plan(regime_type: str, settings: tuple[tuple[str, Any], ...]) -> Plan:
    """Return the plan of a type's scenario under some settings."""
    from interregnum.engine.plan import plan_of
    from interregnum.scenario.load import load_scenario

    if regime_type not in SCENARIOS:
        msg = f"spells: {regime_type} is no type of regime; {nearest(regime_type, SCENARIOS)}"
        raise UsageError(msg)
    # A fit starts from the declared ranges, never from what an earlier fit shipped.
    settings = (("posterior", "none"), *settings)
    return plan_of(load_scenario(SCENARIOS[regime_type], settings, environment={}))


def pool_of(
    regime_type: str,
    count: int,
    seed: int,
    given: Mapping[str, float],
    *,
    workers: int = 1,
    settings: Sequence[tuple[str, Any]] = (),
) -> Pool:
    """Return so many ruler spells of a type of regime.

    Parameters
    ----------
    regime_type
        ``personal``, ``military``, ``party`` or ``monarchy``.
    count
        How many rulers; the first of a larger pool are those of a smaller one.
    seed
        The root of all draws, in [0, 2**63).
    given
        Values of parameters by full name, the same for every ruler; all others are drawn.
    workers
        How many threads; they change nothing but the time it takes.
    settings
        Pairs of a dotted key and a value, as ``--set`` takes them.

    Raises
    ------
    UsageError
        If the type or a parameter is not known, or the count is not positive.
    """
    import numpy as np
    import pandas as pd

    from interregnum.engine.draws import UNIFORM
    from interregnum.engine.mean_field import Lives, run_lives
    from interregnum.kernels.scalar import Target

    plan = _plan(regime_type, tuple(settings))
    if count < 1:
        raise UsageError(f"spells: {count} rulers are no pool; ask for one or more")
    names = [row.name for row in plan.parameters]
    for name in given:
        if name not in names:
            raise UsageError(f"spells: {name} is no parameter; {nearest(name, names)}")
    start = list(SCENARIOS).index(regime_type) * NUMBERS_APART
    numbers = np.arange(start, start + count)
    lives = Lives(numbers.tolist(), _columns(numbers, seed, given))

    def batch(first: int) -> tuple[pd.DataFrame, pd.DataFrame]:
        cut: Lives = lives.cut(first, min(first + BATCH, count))
        return _frames(run_lives(plan, seed, cut, Target.CPU, first=first), plan)

    firsts = range(0, count, BATCH)
    if workers > 1:
        with ThreadPoolExecutor(workers) as threads:
            found = list(threads.map(batch, firsts))
    else:
        found = [batch(first) for first in firsts]
    spells = pd.concat([frame for frame, _ in found], ignore_index=True)
    # Which group those who take power by a coup belong to is the map's question, not the run's.
    spells["lot"] = _drawn("calibration.same_group", (UNIFORM, 0.0, 1.0), seed, numbers)
    events = pd.concat([frame for _, frame in found], ignore_index=True)
    return Pool(regime_type, spells, events, plan.horizon)


def _columns(
    numbers: npt.NDArray[np.int64], seed: int, given: Mapping[str, float]
) -> dict[str, Sequence[float]]:
    """Return one value a ruler of every parameter that is not drawn by the plan."""
    import numpy as np

    from interregnum.engine.draws import LOG_UNIFORM, UNIFORM

    pay = _drawn("calibration.state_pay", (UNIFORM, 0.0, 1.0), seed, numbers)
    people = _drawn("calibration.population", (LOG_UNIFORM, *POPULATION), seed, numbers)
    columns: dict[str, Sequence[float]] = {
        "scenario.state_pay": (pay < STATE_PAY_SHARE).astype(float).tolist(),
        "scenario.population": np.floor(people).tolist(),
    }
    return columns | {name: [float(value)] * len(numbers) for name, value in given.items()}


def _drawn(
    name: str, law: tuple[float, float, float], seed: int, numbers: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Return a draw a ruler, addressed by a name and the ruler's number as a parameter is."""
    import numpy as np

    from interregnum.engine.mean_field import entries
    from interregnum.kernels.random import name_address
    from interregnum.kernels.scalar import Target

    kind, low, high = law
    words = name_address(name)
    row = np.array([kind, low, low, high, float(words[0]), float(words[1]), -1.0])
    found = np.zeros(len(numbers))
    entries(Target.CPU)[0](seed, len(numbers), numbers.astype(np.float64), row, found)
    return found


def _frames(batch: Batch, plan: Plan) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rulers and the events of a batch, straight from its arrays."""
    import numpy as np
    import pandas as pd

    from interregnum.calibration.event_map import kept_events

    columns = {"run": batch.first + np.arange(len(batch.outcomes))}
    spells = pd.DataFrame(columns | _ends(batch) | _circumstances(batch, plan))
    return spells, kept_events(batch, spells)


def _ends(batch: Batch) -> dict[str, npt.NDArray[Any]]:
    """Return how each ruler of a batch ended, and what came of it."""
    import numpy as np

    from interregnum.engine.generate import EXIT_DAY, OUTCOME_QUANTITIES
    from interregnum.engine.record import OUTCOMES

    left = {name: batch.outcomes[:, 2 + i] for i, name in enumerate(OUTCOME_QUANTITIES)}
    removed, contested = left["outcome.removed"] > 0.0, left["outcome.contested"] > 0.0
    kinds = left["outcome.class"].astype(int)
    kinds[removed & ~contested & (kinds == 0)] = OUTCOMES.index("other")
    # A concession rules out the others on its day, and a death a succession.
    way = np.zeros(len(kinds), dtype=int)
    for code in (2, 1, 3):
        way[(left[_EXITS[code - 1]] > 0.0) & ~removed] = code
    return {
        "outcome": np.array(OUTCOMES, dtype=object)[kinds],
        "day": batch.outcomes[:, EXIT_DAY].astype(int),
        "mode": left["outcome.mode"].astype(int),
        "violence": left["outcome.violence"].astype(int),
        "exit": np.array(EXITS, dtype=object)[way],
        "holder": left["contest.holder"].astype(int),
        "removed": removed,
        "contested": contested,
        "continuity": left["outcome.continuity"],
        "deaths": left["deaths.total"],
        "deaths_worst_year": left["contest.deaths_worst"],
        "settled_day": left["contest.settled_day"],
    }


def _circumstances(batch: Batch, plan: Plan) -> dict[str, npt.NDArray[Any]]:
    """Return what was drawn of each ruler's country and age."""
    import numpy as np

    index = {row.name: i for i, row in enumerate(plan.parameters)}
    drawn = {name: batch.parameters[:, i] for name, i in index.items()}
    arms = drawn["factions.arms_democrats"] * drawn["scenario.armed"]
    population = drawn["scenario.population"]
    return {
        "population": population,
        "pool": population * drawn["campaign.mobilisable_share"],
        "arms": arms,
        "nonviolence": np.clip(1.0 - drawn["campaign.violence_per_arms"] * arms, 0.0, 1.0),
        "age": drawn["natural_death.age"],
        "state_pay": drawn["scenario.state_pay"] > 0.0,
    }
