"""Which engine an ensemble is asked for, and the persons that it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from interregnum.errors import UsageError, nearest

if TYPE_CHECKING:
    from interregnum.engine.persons import Persons

MEAN_FIELD, AGENTS = "mean-field", "agents"


class EngineWords(TypedDict, total=False):
    """How an engine is asked for: its name, and numbers of persons."""

    engine: str
    citizens: int | None
    elites: int | None
    units: int | None


def persons_asked(words: EngineWords) -> Persons | None:
    """Return the persons that words ask for, None for the mean-field.

    Parameters
    ----------
    words
        ``engine``, ``"mean-field"`` or ``"agents"``; of the latter ``citizens``, how many stand
        for the population, in [100, 2**31), by default a million; ``elites`` and ``units``, by
        default 500 and 1000, of which 0 is a continuum that acts by its mean-field share.

    Raises
    ------
    UsageError
        If there is no such engine, or persons are counted where it has none.
    ScenarioError
        If a number is out of range.

    >>> persons_asked({"engine": "agents", "citizens": 5000}).elites
    500
    >>> persons_asked({}) is None
    True
    """
    from interregnum.engine.persons import DEFAULT_CITIZENS, persons_of

    engine = words.get("engine", MEAN_FIELD)
    citizens, elites, units = (words.get(name) for name in ("citizens", "elites", "units"))
    if engine == AGENTS:
        number = DEFAULT_CITIZENS if citizens is None else citizens
        return persons_of(number, elites, units)  # type: ignore[arg-type]
    if engine != MEAN_FIELD:
        msg = f"run: engine = {engine} is not known; {nearest(engine, [MEAN_FIELD, AGENTS])}"
        raise UsageError(msg)
    if any(number is not None for number in (citizens, elites, units)):
        msg = "run: --citizens, --elites and --units count persons; add --engine agents"
        raise UsageError(msg)
    return None
