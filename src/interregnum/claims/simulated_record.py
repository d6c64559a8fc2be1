"""Number (c): the record's own estimator, applied to simulated worlds instead of the record.

Worlds are simulated at draws of the posterior and written down as the record's datasets; the very
functions that compute an effect of the record compute it on them. What the record's number would
be, were the model true, stands beside what it is: their distance is the model's misfit, and the
distance of (c) from the effect of the model's own interventions is what selection does.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.claims.evidence_of_model import ModelEvidence, RecordsEstimator
from interregnum.errors import InterregnumError, StudyError
from interregnum.experiments.whole_file import write_whole
from interregnum.kernels.launch import source_digest
from interregnum.scenario.fitted import parameter_of
from interregnum.scenario.posterior import SHIPPED, WEIGHT, is_shipped
from interregnum.version import MODEL_VERSION

if TYPE_CHECKING:
    from interregnum.calibration.world import World
    from interregnum.claims.schema import Claim

UNTIL = date(1989, 12, 31)
WORLDS = 30
FEWEST_WORLDS, RUNS_A_WORLD = 3, 330
# Intervals over worlds hold the noise of a record of that size; its own bootstrap is not needed.
FEWEST_DRAWS = 2
INTERVAL = (0.025, 0.5, 0.975)
FORM = "interregnum simulated record 1"
Tell = Callable[[str, int, int], None]
Effects = dict[str, tuple[float, int]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Worlds:
    """Which worlds are simulated.

    Parameters
    ----------
    count, seed
        How many, and where their draws begin.
    parameters
        ``posterior``: fitted parameters at draws of the shipped posterior, if there is one;
        ``prior``: every ruler draws its own from the declared ranges.
    settings
        Of a placebo.
    workers
        Threads, a world each.
    folder
        Where each world's effects land; by default nowhere.
    """

    count: int = WORLDS
    seed: int = 0
    parameters: str = "posterior"
    settings: tuple[tuple[str, Any], ...] = ()
    workers: int = 1
    folder: Path | None = None


def simulated_effects(
    asked: Worlds, names: Iterable[str] = (), tell: Tell | None = None
) -> dict[str, RecordsEstimator]:
    """Return what the record's estimators give on simulated worlds, by the effect's name.

    Parameters
    ----------
    asked
        The worlds.
    names
        Of effects; by default every effect of every family. One that worlds cannot tell, or
        that hardly any can, is left out.
    tell
        Called with words, worlds done and worlds in all.

    Raises
    ------
    StudyError
        If the disk refuses.

    Notes
    -----
    The estimate is the median over worlds, the interval holds 95 % of them: each has the record's
    shape, so it holds the noise of one record as well as that of the parameters.
    """
    import numpy as np

    wanted = tuple(dict.fromkeys(names))
    found: list[Effects] = []

    def one(number: int) -> Effects:
        return effects_of(asked, number, wanted)

    with ThreadPoolExecutor(max_workers=max(asked.workers, 1)) as pool:
        for done, row in enumerate(pool.map(one, range(asked.count)), 1):
            found.append(row)
            if tell is not None:
                tell("the record's estimators on simulated worlds", done, asked.count)
    rows = {}
    for name in wanted or tuple(dict.fromkeys(name for row in found for name in row)):
        known = [row[name] for row in found if name in row and isfinite(row[name][0])]
        if 2 * len(known) < asked.count or not known:
            continue
        low, middle, high = np.quantile([value for value, _ in known], INTERVAL)
        size = int(np.median([n for _, n in known]))
        rows[name] = RecordsEstimator(name, float(middle), float(low), float(high), size)
    return rows


def effects_of(asked: Worlds, number: int, names: Sequence[str]) -> Effects:
    """Return effects of one world with their cases; taken up where they have landed.

    Parameters
    ----------
    asked
        The worlds.
    number
        Which.
    names
        Of effects; none means all.
    """
    from interregnum.evidence.computing import FAMILIES

    asked_of = {name.partition(".")[0] for name in names}
    families = tuple(name for name in FAMILIES if name in asked_of or not names)
    place = None if asked.folder is None else asked.folder / f"{_key(asked, number, families)}.json"
    if place is not None and place.is_file():
        try:
            content = json.loads(place.read_text(encoding="utf-8"))
            return {name: (_number(row[0]), int(row[1])) for name, row in content.items()}
        except (OSError, ValueError, TypeError, IndexError, AttributeError):
            place.unlink(missing_ok=True)
    found = record_of(world_of_number(asked, number), families)
    if place is not None:
        _keep(place, found)
    return found


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)


def _key(asked: Worlds, number: int, families: Sequence[str]) -> str:
    """Return a name that only the same world has."""
    told = [FORM, MODEL_VERSION, source_digest(), number, asked.seed, asked.parameters]
    told += [[list(row) for row in asked.settings], list(families), _posterior_digest(asked)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:24]


def _posterior_digest(asked: Worlds) -> str:
    if asked.parameters != "posterior" or not is_shipped():
        return ""
    return hashlib.sha256(SHIPPED.read_bytes()).hexdigest()


def _keep(place: Path, found: Effects) -> None:
    """Write a world's effects whole."""
    plain = {name: [v if isfinite(v) else None, n] for name, (v, n) in found.items()}
    text = json.dumps(plain, sort_keys=True)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, lambda stream: stream.write(text.encode()))
    except OSError as error:
        msg = f"{place}: cannot be written ({error.strerror}); free some space and go on"
        raise StudyError(msg) from error


def world_of_number(asked: Worlds, number: int) -> World:
    """Return a world of the record's shape, at a draw of the posterior.

    Parameters
    ----------
    asked
        The worlds.
    number
        Which; its draws are its own.
    """
    from interregnum.calibration.bank import RULERS
    from interregnum.calibration.chain import Shape
    from interregnum.calibration.spells import pool_of
    from interregnum.calibration.world import world_of

    seed = asked.seed * 1_000_003 + number
    pools = {
        kind: pool_of(
            kind, count, seed, given_of(asked, number, kind), settings=list(asked.settings)
        )
        for kind, count in RULERS.items()
    }
    return world_of(pools, Shape(), seed)


def given_of(asked: Worlds, number: int, regime_type: str) -> dict[str, float]:
    """Return the fitted parameters of a type's rulers in a world: one row of the posterior.

    Parameters
    ----------
    asked
        The worlds.
    number
        Which world.
    regime_type
        ``personal``, ``military``, ``party`` or ``monarchy``.
    """
    import numpy as np

    if asked.parameters != "posterior" or not is_shipped():
        return {}
    table = _posterior_table(str(SHIPPED), _posterior_digest(asked))
    weights = np.array(table[WEIGHT])
    random = np.random.default_rng([asked.seed, 4, number])
    row = int(random.choice(len(weights), p=weights / weights.sum()))
    switched = {key for key, _ in asked.settings}
    named = ((parameter_of(column, regime_type), column) for column in table if column != WEIGHT)
    return {
        name: float(table[column][row])
        for name, column in named
        if name is not None and name not in switched
    }


@cache
def _posterior_table(path: str, digest: str) -> dict[str, list[float]]:
    """Return the columns of a posterior; the digest only tells one content from another."""
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    return {name: table[name].to_pylist() for name in table.column_names}


def record_of(world: World, families: Sequence[str]) -> Effects:
    """Return every effect that some families of the record find in a world, with its cases.

    Parameters
    ----------
    world
        As tables of cases.
    families
        Of effects; one whose tables a world does not have gives none.
    """
    from interregnum.evidence.computing import family_of

    found: Effects = {}
    for name in families:
        family = family_of(name)
        try:
            effects = family.compute(world, UNTIL, FEWEST_DRAWS, 0)
        except InterregnumError:
            continue
        found |= {effect.name: (effect.estimate, effect.n) for effect in effects}
    return found


def effects_asked(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the effects that claims name as the record's estimands, each once."""
    names = [row.effect for claim in claims for row in claim.record.estimands]
    return tuple(dict.fromkeys(names))


def with_number_c(
    evidence: ModelEvidence, claim: Claim, simulated: Mapping[str, RecordsEstimator]
) -> ModelEvidence:
    """Return evidence with number (c): that of the first of the record's estimands that has one.

    Parameters
    ----------
    evidence
        Of the claim.
    claim
        Whose record names the estimands.
    simulated
        From :func:`simulated_effects`.
    """
    for row in claim.record.estimands:
        if row.effect in simulated:
            return dataclasses.replace(evidence, number_c=simulated[row.effect])
    return evidence
