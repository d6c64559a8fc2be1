"""The bank: at each of many design points a simulated world, and every stylised fact of it.

A design point gives the fitted parameters; the others are drawn ruler by ruler. Its world has the
record's own shape, so that the noise of its facts is that of a record of that size. Points are
kept one by one as they land, so that an interrupted bank goes on where it was.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.calibration.fitted import FITTED, NAMES, TYPE_OF, from_unit
from interregnum.errors import ScenarioError
from interregnum.version import MODEL_VERSION

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.calibration.material import Bank
    from interregnum.calibration.world import World

    Floats = npt.NDArray[np.float64]

RULERS = {"personal": 150, "military": 110, "party": 170, "monarchy": 60}
"""How many rulers of each type a world of the record's shape uses, with some to spare."""
FORM = "interregnum bank point 1"
RUNAWAY = 5.0
"""A log ratio beyond this (148 times) comes from a regression that has nothing on one side: no
estimate. The record's ratios lie within 1.4."""


@dataclass(frozen=True)
class Setting:
    """What is the same at every design point.

    Parameters
    ----------
    settings
        Pairs of a dotted key and a value, as ``--set`` takes them.
    fixed
        Values of parameters by full name that hold instead of what a point gives.
    seed
        The root of all draws; every point has draws of its own.
    """

    settings: tuple[tuple[str, Any], ...] = ()
    fixed: Mapping[str, float] = field(default_factory=dict)
    seed: int = 1989


def design(points: int, seed: int) -> Floats:
    """Return design points that fill the unit cube evenly: a scrambled Sobol sequence.

    Parameters
    ----------
    points
        How many.
    seed
        Of the scrambling.

    Returns
    -------
    Shape (points, parameters).

    Examples
    --------
    >>> design(8, 1).shape
    (8, 12)
    """
    from interregnum.calibration.libraries import library

    sobol = library("scipy.stats.qmc").Sobol(len(FITTED), rng=seed)
    found: Floats = sobol.random_base2(max(math.ceil(math.log2(points)), 0))[:points]
    return found


def given_at(place: Floats, regime_type: str, fixed: Mapping[str, float]) -> dict[str, float]:
    """Return the parameters of a type of regime at a place in the unit cube.

    Parameters
    ----------
    place
        Shape (parameters,).
    regime_type
        ``personal``, ``military``, ``party`` or ``monarchy``.
    fixed
        What holds instead.
    """
    values = from_unit(place[None, :])[0]
    given = {
        row.parameter: float(value)
        for row, value in zip(FITTED, values, strict=True)
        if row.regime_type in (None, TYPE_OF[regime_type])
    }
    return given | dict(fixed)


def world_at(place: Floats, setting: Setting, number: int) -> World:
    """Return the world of a place in the unit cube.

    Parameters
    ----------
    place
        Shape (parameters,).
    setting
        What is the same at every place.
    number
        Of the point; points of other numbers have other draws.
    """
    from interregnum.calibration.chain import Shape
    from interregnum.calibration.spells import pool_of
    from interregnum.calibration.world import world_of

    seed = setting.seed * 1_000_003 + number
    pools = {
        name: pool_of(
            name, count, seed, given_at(place, name, setting.fixed), settings=setting.settings
        )
        for name, count in RULERS.items()
    }
    return world_of(pools, Shape(), seed)


def facts_at(place: Floats, setting: Setting, number: int) -> dict[str, tuple[float, float, int]]:
    """Return every stylised fact of the world of a place: estimate, error, cases.

    Parameters
    ----------
    place, setting, number
        As for :func:`world_at`.
    """
    from interregnum.calibration.targets import facts_on

    found = facts_on(world_at(place, setting, number))
    return {name: (fact.estimate, fact.error, fact.n) for name, fact in found.items()}


def _key(place: Floats, setting: Setting, number: int) -> str:
    """Return what tells one point from another."""
    import hashlib

    told = [FORM, MODEL_VERSION, NAMES, [float(x) for x in place], number, setting.seed]
    told += [list(map(list, setting.settings)), sorted(setting.fixed.items()), RULERS]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """Write a point beside its name, then give it its name."""
    beside = path.with_suffix(".part")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def run_points(
    folder: Path,
    places: Floats,
    setting: Setting,
    *,
    first: int = 0,
    workers: int = 2,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> None:
    """Simulate design points that have not landed yet, and keep each as it lands.

    Parameters
    ----------
    folder
        Where points are kept, one file each.
    places
        Shape (points, parameters).
    setting
        What is the same at every point.
    first
        Number of the first of them.
    workers
        How many points are simulated at once; it changes no value.
    told
        Called with the points done and all of them, as each lands.

    Raises
    ------
    ScenarioError
        If a point that has landed was made by another model or at another place.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = []
    for number, place in enumerate(places, first):
        path, key = folder / f"{number:06d}.json", _key(place, setting, number)
        if not path.exists():
            missing.append((number, place, path, key))
        elif _read(path)["key"] != key:
            raise ScenarioError(
                f"bank: {path.name} holds another design point than asked for (its key differs: "
                "model, place, seed or settings have changed); give a new folder"
            )
    done = len(places) - len(missing)

    def one(point: tuple[int, Floats, Path, str]) -> None:
        number, place, path, key = point
        facts = facts_at(place, setting, number)
        row = {"form": FORM, "key": key, "number": number, "place": [float(x) for x in place]}
        _write(path, row | {"facts": facts})

    with ThreadPoolExecutor(workers) as threads:
        for _ in threads.map(one, missing):
            done += 1
            told(done, len(places))


def _read(path: Path) -> dict[str, Any]:
    try:
        row: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ScenarioError(f"bank: {path.name} cannot be read ({error}); delete it") from None
    if row.get("form") != FORM:
        raise ScenarioError(f"bank: {path.name} is no design point of this form; delete it")
    return row


def _are_ratios(names: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which facts are logarithms of ratios."""
    import numpy as np

    from interregnum.calibration.targets import TARGETS

    kinds = {target.name: target.kind for target in TARGETS}
    return np.array([kinds.get(name) == "ratio" for name in names])


def bank_of(folders: Iterable[Path], names: Sequence[str]) -> Bank:
    """Return the bank that folders of design points hold.

    Parameters
    ----------
    folders
        Each with files of :func:`run_points`.
    names
        The facts wanted.

    Raises
    ------
    ScenarioError
        If there is no point, or one cannot be read.
    """
    import numpy as np

    from interregnum.calibration.material import Bank

    rows = [_read(path) for folder in folders for path in sorted(Path(folder).glob("*.json"))]
    if not rows:
        raise ScenarioError("bank: there is no design point; run `interregnum calibrate bank`")
    facts = np.array([[row["facts"][name][0] for name in names] for row in rows], dtype=float)
    errors = np.array([[row["facts"][name][1] for name in names] for row in rows], dtype=float)
    known = np.isfinite(facts) & np.isfinite(errors)
    known &= ~(_are_ratios(names) & (np.abs(facts) > RUNAWAY))
    facts[~known], errors[~known] = np.nan, np.nan
    places = np.array([row["place"] for row in rows], dtype=float)
    return Bank(places=places, facts=facts, errors=errors, names=tuple(names))


def cases_of(folders: Iterable[Path], names: Sequence[str]) -> Floats:
    """Return how many cases each fact has at each design point, shape (points, facts).

    Parameters
    ----------
    folders, names
        As for :func:`bank_of`.
    """
    import numpy as np

    rows = [_read(path) for folder in folders for path in sorted(Path(folder).glob("*.json"))]
    return np.array([[row["facts"][name][2] for name in names] for row in rows], dtype=float)
