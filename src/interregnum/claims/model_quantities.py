"""What is read from one run: whether something came of it, by when, and how things stood on a day.

Every quantity is one number a run, most of them 0 or 1. Runs keep the few columns from which all
quantities follow, so that claims share runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from interregnum.claims.model_names import CLASSES, FOLLOWED, HOLDERS, PATH_DAYS
from interregnum.engine.generate import OUTCOME_QUANTITIES
from interregnum.engine.record import HOLDERS as SIDES
from interregnum.engine.record import OUTCOMES, REGULAR_EXIT, SURVIVES
from interregnum.engine.schedule import EVENT_NAMES
from interregnum.engine.series import SERIES

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.engine.mean_field import Batch

    Floats = npt.NDArray[np.float64]
    Columns = Mapping[str, Floats]

# An imposed march is over within it: what comes later is another event.
MARCH_DAYS = 7.0
MANY_DEATHS = 25.0
SAFE_DAYS, MONTH_DAYS, YEAR_DAYS = 180.0, 30.0, 365.0
PEACEFUL_MODES = (1.0, 2.0, 3.0, 4.0)
# The first day of an event.
_FIRST = (
    "deal",
    "surrender",
    "beaten",
    "front_breaks",
    "pyramid_deserts",
    "mutiny_begins",
    "coup_attempt",
)
# The same from MARCH_DAYS on, and from the day on when an imposed deal has been made.
_LATER = ("mutiny_begins", "mass_attack")
_AFTER_DEAL = ("coup_attempt",)
DEAL_DAYS = 2.0
# The last day of an election whose loser conceded, and of an armed reversal, after a removal.
_LAST = {"conceded": "new_election", "reversal": "reversal"}
OUTCOME_COLUMNS = ("day", "excess", *OUTCOME_QUANTITIES)
COLUMNS: tuple[str, ...] = (
    *OUTCOME_COLUMNS,
    *(f"first.{name}" for name in _FIRST),
    *(f"later.{name}" for name in _LATER),
    *(f"after.{name}" for name in _AFTER_DEAL),
    *(f"last.{name}" for name in _LAST),
)
PATH_COLUMNS = tuple(f"{name}@{day}" for name in FOLLOWED for day in PATH_DAYS)


def columns_of(batch: Batch, *, followed: bool = False) -> Floats:
    """Return (runs, columns) of a batch, in the order of :data:`COLUMNS`, then the paths'.

    Parameters
    ----------
    batch
        With paths of every run where ``followed``.
    followed
        Whether daily quantities are kept too.
    """
    import numpy as np

    runs = len(batch.outcomes)
    found = [batch.outcomes]
    rows = batch.events[:, 0].astype(np.int64) - batch.first
    days, codes = batch.events[:, 1], batch.events[:, 4]
    for names, from_day in ((_FIRST, 0.0), (_LATER, MARCH_DAYS), (_AFTER_DEAL, DEAL_DAYS)):
        for name in names:
            mine = (codes == float(EVENT_NAMES.index(name))) & (days >= from_day)
            first = np.full(runs, np.inf)
            np.minimum.at(first, rows[mine], days[mine])
            found.append(first[:, None])
    sizes = batch.events[:, 5]
    for name, event in _LAST.items():
        mine = codes == float(EVENT_NAMES.index(event))
        if name == "conceded":
            mine &= sizes > 0.0
        last = np.full(runs, -np.inf)
        np.maximum.at(last, rows[mine], days[mine])
        found.append(last[:, None])
    if followed:
        assert batch.paths is not None
        places = [row.name for row in SERIES]
        for name in FOLLOWED:
            path = batch.paths[:, places.index(name), :]
            found.append(path[:, list(PATH_DAYS)].astype(float))
    return np.concatenate(found, axis=1)


def named(values: Floats) -> dict[str, Floats]:
    """Return the columns of kept values by name."""
    names = COLUMNS if values.shape[1] == len(COLUMNS) else (*COLUMNS, *PATH_COLUMNS)
    return {name: values[:, k] for k, name in enumerate(names)}


def read(columns: Columns, name: str, within: float, given: str | None = None) -> Floats:
    """Return one number a run; not a number where the run does not count.

    Parameters
    ----------
    columns
        From :func:`named`.
    name, given
        Of :data:`~interregnum.claims.model_names.QUANTITIES`; runs without ``given`` do not count.
    within
        [d]

    Examples
    --------
    >>> import numpy as np
    >>> runs = {"day": np.array([3.0, 900.0]), "outcome.class": np.array([2.0, 4.0])}
    >>> read(runs, "removed", 730.0)
    array([1., 0.])
    >>> read(runs, "democracy", 1000.0, "removed")
    array([1., 0.])
    """
    import numpy as np

    values = np.asarray(READERS[name](columns, within), dtype=float)
    if given is None:
        return values
    holds = np.asarray(READERS[given](columns, within), dtype=float) > 0.0
    return np.where(holds, values, np.nan)


def _classes(columns: Columns, names: Sequence[str]) -> Any:
    codes = [OUTCOMES.index(name) for name in names]
    kind = columns["outcome.class"]
    found = kind == codes[0]
    for code in codes[1:]:
        found = found | (kind == code)
    return found


def _removed(columns: Columns, within: float) -> Any:
    return ~_classes(columns, (SURVIVES, REGULAR_EXIT)) & (columns["day"] < within)


def _of_class(*names: str) -> Callable[[Any, float], Any]:
    return lambda c, within: _classes(c, names) & _removed(c, within)


def _held_by(*names: str) -> Callable[[Any, float], Any]:
    codes = [SIDES.index(name) for name in names]

    def found(c: Any, within: float) -> Any:
        import numpy as np

        return np.isin(c["contest.holder"], codes) & _removed(c, within)

    return found


def _by_mode(*modes: float) -> Callable[[Any, float], Any]:
    def found(c: Any, within: float) -> Any:
        import numpy as np

        return np.isin(c["outcome.mode"], modes) & _removed(c, within)

    return found


def _collapse(c: Any, within: float) -> Any:
    back = (c["outcome.contested"] > 0.0) & (c["day"] < within)
    return _removed(c, within) | back


def _regular(c: Any, within: float) -> Any:
    return _classes(c, (REGULAR_EXIT,)) & (c["day"] < within)


def _natural(c: Any, within: float) -> Any:
    return _regular(c, within) & (c["exit.death"] > 0.0)


def _conceded(c: Any, within: float) -> Any:
    """A regular exit of which an election or a hand-over decided."""
    return _regular(c, within) & (c["exit.death"] <= 0.0)


def _peaceful(c: Any, within: float) -> Any:
    quiet = (c["deaths.total"] <= 0.5) & _by_mode(*PEACEFUL_MODES)(c, within)
    return quiet | _conceded(c, within)


def _bloody(c: Any, within: float) -> Any:
    return _removed(c, within) & (c["deaths.total"] > MANY_DEATHS)


def _first(*names: str) -> Callable[[Any, float], Any]:
    def found(c: Any, within: float) -> Any:
        hit = c[names[0]] < within
        for name in names[1:]:
            hit = hit | (c[name] < within)
        return hit

    return found


def _stood_down(c: Any, within: float) -> Any:
    return _first("first.deal", "first.surrender")(c, within)


def _democracy_kept(c: Any, within: float) -> Any:
    """A conceded election in the aftermath that no armed reversal undid within 180 days."""
    undone = (c["last.reversal"] >= c["last.conceded"]) & (
        c["last.reversal"] <= c["last.conceded"] + SAFE_DAYS
    )
    held = c["last.conceded"] >= c["day"]
    return _removed(c, within) & held & ~undone


def _mutiny_wins(c: Any, within: float) -> Any:
    """The ruler falls to arms within a month of the first mutiny."""
    soon = (c["day"] >= c["first.mutiny_begins"]) & (
        c["day"] <= c["first.mutiny_begins"] + MONTH_DAYS
    )
    return _won_by_arms(c, within) & soon


def _lost_war(c: Any, within: float) -> Any:
    """The front breaks within the first year, and under this ruler."""
    return (c["first.front_breaks"] < YEAR_DAYS) & (c["first.front_breaks"] <= c["day"])


def _turnover(c: Any, within: float) -> Any:
    return _removed(c, within) | (_regular(c, within) & (c["exit.concession"] > 0.0))


def _strongman(c: Any, within: float) -> Any:
    return _of_class("militarised", "other")(c, within)


def _won_by_arms(c: Any, within: float) -> Any:
    return _by_mode(5.0, 6.0)(c, within)


def _level(column: str) -> Callable[[Any, float], Any]:
    return lambda c, within: c[column]


# By name, as :data:`interregnum.claims.model_names.QUANTITIES` tells them in words.
READERS: dict[str, Callable[[Any, float], Any]] = {
    "removed": _removed,
    "collapse": _collapse,
    "any_exit": lambda c, w: _removed(c, w) | _regular(c, w),
    "exit_but_death": lambda c, w: _removed(c, w) | _conceded(c, w),
    "regular_exit": _regular,
    "natural_death": _natural,
    "peaceful_exit": _peaceful,
    "turnover": _turnover,
    "lost_war": _lost_war,
    "mutiny_wins": _mutiny_wins,
    "democracy_kept": _democracy_kept,
    "uprising": _by_mode(4.0),
    "by_arms": _won_by_arms,
    "bloody_removal": _bloody,
    "stood_down": _stood_down,
    "further_attempt": _first("first.coup_attempt", "later.mutiny_begins"),
    "attempt_after_march": _first("after.coup_attempt", "later.mutiny_begins"),
    "later_uprising": _first("later.mass_attack"),
    "desertion": _first("first.pyramid_deserts"),
    "defection": _first("first.pyramid_deserts", "first.coup_attempt", "later.mutiny_begins"),
    "mutiny": _first("first.mutiny_begins"),
    "front_breaks": _first("first.front_breaks"),
    **{name: _of_class(name) for name in CLASSES},
    "strongman": _strongman,
    **{f"held_by_{name}": _held_by(name) for name in HOLDERS},
    **{column: _level(column) for column in PATH_COLUMNS},
}
