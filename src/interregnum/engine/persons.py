"""How many persons stand for a country, and whether they fit the machine."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from interregnum.engine.plan import STRUCTURES, Plan
from interregnum.errors import ScenarioError

FEWEST_CITIZENS = 100
MOST_CITIZENS = 2**31 - 2  # numbers of persons, and one that is nobody, in 32 bits
MOST_INSIDERS = 10_000_000
DEFAULT_CITIZENS = 1_000_000
DEFAULT_ELITES = 500
DEFAULT_UNITS = 1000
PLACE_BYTES = 4  # a member's number
NEED_BYTES = 4  # from how many on he joins, where people watch one another
# What a process of this package takes beside the persons: interpreter, libraries, daily counts.
BESIDE_BYTES = 400 * 2**20


class Persons(NamedTuple):
    """How many individuals there are.

    ``citizens`` stand for the whole population, each with weight N_pop/N; of ``elites`` and
    ``units`` zero means a continuum, which acts by its mean-field share.
    """

    citizens: int
    elites: int = DEFAULT_ELITES
    units: int = DEFAULT_UNITS

    @property
    def entry(self) -> dict[str, int | str]:
        """How a manifest names the engine and its persons."""
        return {"name": "agents", **self._asdict()}

    @property
    def told(self) -> str:
        """How a reader is told of them.

        >>> Persons(1000000, 500, 0).told
        'persons: 1,000,000 citizens, 500 elites, units a continuum'
        """
        insiders = {"elites": self.elites, "units": self.units}
        rest = [f"{n:,} {name}" if n else f"{name} a continuum" for name, n in insiders.items()]
        return f"persons: {self.citizens:,} citizens, {', '.join(rest)}"


def persons_of(citizens: int, elites: int | None = None, units: int | None = None) -> Persons:
    """Return so many persons, their numbers checked.

    Raises
    ------
    ScenarioError
        If a number is out of range.

    >>> persons_of(1000).units
    1000
    """
    given = {
        "citizens": (citizens, FEWEST_CITIZENS, MOST_CITIZENS),
        "elites": (DEFAULT_ELITES if elites is None else elites, 0, MOST_INSIDERS),
        "units": (DEFAULT_UNITS if units is None else units, 0, MOST_INSIDERS),
    }
    for name, (value, low, high) in given.items():
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            msg = f"run: {name} = {value} is not a whole number in [{low}, {high}]"
            raise ScenarioError(msg)
    return Persons(*(value for value, _, _ in given.values()))


def memory_needed(plan: Plan, persons: Persons, at_once: int = 1) -> int:
    """Return how much memory runs with these persons may take [B].

    Parameters
    ----------
    plan
        What is run; its largest pool counts.
    persons
        How many there are.
    at_once
        How many runs are done at the same time.

    Notes
    -----
    4 bytes a member of the pool, none where everybody is one; 4 more where people watch one
    another. Everything else a person is, is looked up by address.
    """
    return BESIDE_BYTES + at_once * int(_bytes_a_citizen(plan) * persons.citizens)


def _bytes_a_citizen(plan: Plan) -> float:
    row = next(p for p in plan.parameters if p.name == "campaign.mobilisable_share")
    largest = min(max(row.high, row.value), 1.0)
    watched = 0.0
    for parameter in plan.parameters:
        if parameter.name == "scenario.structure":
            watched = NEED_BYTES if parameter.value == STRUCTURES["social"] else 0.0
    listed = 0.0 if min(row.low, row.value) >= 1.0 else PLACE_BYTES
    return largest * (listed + watched)


def memory_at_hand() -> int:
    """Return how much memory the machine can still give [B]; the limit of a container counts."""
    free = 2**62
    for line in _lines("/proc/meminfo"):
        if line.startswith("MemAvailable:"):
            free = int(line.split()[1]) * 1024
    limit, used = (_lines(f"/sys/fs/cgroup/memory.{name}") for name in ("max", "current"))
    if limit and used and limit[0].isdigit():
        free = min(free, int(limit[0]) - int(used[0]))
    return free


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def check_fits(plan: Plan, persons: Persons, at_once: int = 1, free: int | None = None) -> None:
    """Refuse runs that would not fit the memory, before anything is allocated.

    Parameters
    ----------
    plan, persons, at_once
        As for :func:`memory_needed`.
    free
        Memory at hand [B]; by default what the machine says.

    Raises
    ------
    ScenarioError
        Saying what would fit.
    """
    here = memory_at_hand() if free is None else free
    needed = memory_needed(plan, persons, at_once)
    if needed <= here:
        return
    each = at_once * _bytes_a_citizen(plan)
    fits = int((here - BESIDE_BYTES) / max(each, 1e-9))
    msg = (
        f"run: {persons.citizens} citizens need {needed / 2**30:.2f} GiB for {at_once} runs at "
        f"once, {max(here, 0) / 2**30:.2f} GiB are free; "
    )
    if fits < FEWEST_CITIZENS:
        raise ScenarioError(msg + "free some memory")
    fewer = "" if at_once == 1 else "--workers 1, or "
    raise ScenarioError(f"{msg}what fits: {fewer}--citizens {min(fits, MOST_CITIZENS)}")
