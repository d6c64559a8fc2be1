"""What is read from one run: whether something came of it, by when, and how things stood on a day.

Every quantity is one number a run, most of them 0 or 1. Runs keep the few columns from which all
quantities follow, so that claims share runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.engine.generate import OUTCOME_QUANTITIES
from interregnum.engine.record import HOLDERS, OUTCOMES, REGULAR_EXIT, SURVIVES
from interregnum.engine.schedule import EVENT_NAMES
from interregnum.engine.series import SERIES
from interregnum.errors import ScenarioError

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
# Days on which daily quantities are read, in runs that are followed.
PATH_DAYS = (2, 30, 60, 180, 360)
PATH_HORIZON = 365
FOLLOWED = (
    "belief.mean",
    "belief.fall_chance",
    "legitimacy.expressed_support",
    "legitimacy.level",
    "elites.deserted",
    "units.share_acting",
    "forces.loyal",
)
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


class Quantity(NamedTuple):
    """One number a run.

    ``of`` takes the columns and the days in which it is looked for; what does not count in a run
    is not a number. ``followed`` says that daily quantities are needed.
    """

    unit: str
    words: str
    of: Callable[[Columns, float], Floats]
    followed: bool = False


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


def check_quantity(name: str, given: str | None) -> None:
    """Refuse a condition that is no yes-or-no quantity of the same runs.

    Raises
    ------
    ScenarioError
        If it is a number, or read from daily quantities.
    """
    if given is not None and (QUANTITIES[given].unit != "1" or QUANTITIES[given].followed):
        msg = f"quantity {name}: given {given} is no event; name one such as removed"
        raise ScenarioError(msg)


def read(columns: Columns, name: str, within: float, given: str | None = None) -> Floats:
    """Return one number a run; not a number where the run does not count.

    Parameters
    ----------
    columns
        From :func:`named`.
    name, given
        Of :data:`QUANTITIES`; runs without ``given`` do not count.
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

    values = np.asarray(QUANTITIES[name].of(columns, within), dtype=float)
    if given is None:
        return values
    holds = np.asarray(QUANTITIES[given].of(columns, within), dtype=float) > 0.0
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
    codes = [HOLDERS.index(name) for name in names]

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


def _path(name: str, day: int) -> Quantity:
    column = f"{name}@{day}"
    return Quantity("level", f"{name} on day {day}", lambda c, within: c[column], True)


_RULE = "within the days"
QUANTITIES: dict[str, Quantity] = {
    "removed": Quantity("1", f"the ruler is removed {_RULE}, for good", _removed),
    "collapse": Quantity("1", f"the ruler falls {_RULE}, even if he comes back", _collapse),
    "any_exit": Quantity(
        "1", f"the ruler is gone {_RULE}", lambda c, w: _removed(c, w) | _regular(c, w)
    ),
    "exit_but_death": Quantity(
        "1",
        f"the ruler is gone {_RULE}, other than by natural death",
        lambda c, w: _removed(c, w) | _conceded(c, w),
    ),
    "regular_exit": Quantity("1", f"the ruler leaves in order {_RULE}", _regular),
    "natural_death": Quantity("1", f"the ruler dies in office {_RULE}", _natural),
    "peaceful_exit": Quantity(
        "1", f"election, succession, or an uprising or insiders without a death, {_RULE}", _peaceful
    ),
    "turnover": Quantity(
        "1", f"the ruler is removed, or concedes an election, {_RULE}", _turnover
    ),
    "lost_war": Quantity("1", "the front breaks within a year, under this ruler", _lost_war),
    "mutiny_wins": Quantity(
        "1", f"removed by arms {_RULE}, a month at most after the first mutiny", _mutiny_wins
    ),
    "democracy_kept": Quantity(
        "1",
        f"removed {_RULE}, and a conceded election within the aftermath that lasts 180 days",
        _democracy_kept,
    ),
    "uprising": Quantity("1", f"removed by an uprising {_RULE}", _by_mode(4.0)),
    "by_arms": Quantity("1", f"removed by a coup or an armed group {_RULE}", _won_by_arms),
    "bloody_removal": Quantity("1", f"removed {_RULE}, with over 25 deaths", _bloody),
    "stood_down": Quantity("1", f"a column stands down {_RULE}", _stood_down),
    "further_attempt": Quantity(
        "1",
        f"a coup attempt, or a mutiny after the first week, {_RULE}",
        _first("first.coup_attempt", "later.mutiny_begins"),
    ),
    "attempt_after_march": Quantity(
        "1",
        f"a coup attempt from the third day on, or a mutiny after the first week, {_RULE}",
        _first("after.coup_attempt", "later.mutiny_begins"),
    ),
    "later_uprising": Quantity(
        "1", f"a mass attack after the first week, {_RULE}", _first("later.mass_attack")
    ),
    "desertion": Quantity(
        "1", f"a patronage pyramid of elites deserts {_RULE}", _first("first.pyramid_deserts")
    ),
    "defection": Quantity(
        "1",
        f"elites desert, insiders or units attempt, or a further mutiny begins, {_RULE}",
        _first("first.pyramid_deserts", "first.coup_attempt", "later.mutiny_begins"),
    ),
    "mutiny": Quantity("1", f"a mutiny begins {_RULE}", _first("first.mutiny_begins")),
    "front_breaks": Quantity("1", f"the front breaks {_RULE}", _first("first.front_breaks")),
    **{
        name: Quantity("1", f"removed {_RULE}, and the class is {name}", _of_class(name))
        for name in ("democracy", "militarised", "insider", "fragmentation", "other")
    },
    "strongman": Quantity(
        "1", f"removed {_RULE}, and an armed faction or an interim ruler holds on", _strongman
    ),
    **{
        f"held_by_{name}": Quantity(
            "1", f"removed {_RULE}, and {name} hold power in the end", _held_by(name)
        )
        for name in ("insiders", "nationalists", "democrats", "regional", "shared")
    },
    **{
        f"{name}@{day}": _path(name, day)
        for name in FOLLOWED
        for day in PATH_DAYS
    },
}
