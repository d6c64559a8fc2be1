"""The event map: which happenings of a run stand for which entries of the record.

A coup attempt is an attack of elites and units in which they act with at least a fiftieth of their
weight, or a column on the road; a plot is one found out before it starts; a campaign's attack has
a thousand persons or more; security forces defect where a tenth of the units or more stand aside,
or a column is on the road. A removal is no breakdown of the regime where the ruler came back, where
insiders replaced him and the elite stayed, or where those who took power by a coup are of the same
group: of which group officers are the model does not say, so that a lot decides, at the record's
odds by type (D020). A crowd that is armed for at least half is what the record calls insurgents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.engine.mean_field import Batch

LEAST_INSIDERS = 0.02
"""Share of elites and units, by weight, from which an attack of theirs is a coup attempt [1]."""
LEAST_CROWD = 1000.0
"""From so many persons on a mass attack belongs to a campaign."""
LEAST_ASIDE = 0.1
"""Assumed: share of units that act at a mass attack from which security forces have defected."""
LEAST_CONTINUITY = 0.5
"""Share of the elite's weight that still rules, from which the ruling group is the same [1]."""
ONE_ENTRY = 7
"""Assumed: what follows an attempt within so many days belongs to the same entry of a list [d].
Powell and Thyne call a coup a success after as long in power."""
VIOLENT_BELOW = 0.5
"""A campaign whose share of nonviolence is below this is violent [1]."""
SAME_GROUP = {"military": 27 / 42, "monarchy": 3 / 12, "party": 13 / 32, "personal": 8 / 38}
"""How often a regime outlives a successful coup that no democracy follows, by type [1]. Record to
1989: coups of Powell and Thyne in country-years of Geddes, Wright and Frantz that end no regime."""
UPRISING, COUP, INSURGENTS = 4, 5, 6
"""Modes of a breakdown by those who act (gwf_fail_type)."""

BEGINS, PLOT, INSIDERS, CROWD, ASIDE = (
    "mutiny_begins",
    "plot_found_out",
    "insiders_acted",
    "crowd",
    "units_aside",
)
ENDS = ("deal", "surrender", "beaten")
FIGHTING, FRONT = "fighting_begins", "front_breaks"
KEPT = (BEGINS, *ENDS, PLOT, INSIDERS, CROWD, ASIDE, FIGHTING, FRONT)

DEMOCRACY, AUTOCRACY, NO_STATE = 1, 2, 3
"""What follows a breakdown (gwf_fail_subsregime)."""


def kept_events(batch: Batch, spells: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of a batch's log that the map needs, crowds in persons.

    Parameters
    ----------
    batch
        From the engine; runs are numbered as in ``spells``.
    spells
        Its rulers, with ``run`` and ``pool``.

    Returns
    -------
    ``run``, ``day``, ``event`` and ``size``. Attempts of too few insiders and crowds of too few
    persons are left out, and with such a crowd the units that stood aside from it.
    """
    import numpy as np
    import pandas as pd

    from interregnum.engine.schedule import EVENT_NAMES

    codes = {name: float(EVENT_NAMES.index(name)) for name in KEPT}
    lines = batch.events[np.isin(batch.events[:, 4], list(codes.values()))]
    run, code = lines[:, 0].astype(int), lines[:, 4]
    crowd, aside = code == codes[CROWD], code == codes[ASIDE]
    size = lines[:, 5].copy()
    size[crowd] *= spells["pool"].to_numpy()[run - batch.first][crowd]
    kept = np.ones(len(lines), dtype=bool)
    kept[code == codes[INSIDERS]] = size[code == codes[INSIDERS]] >= LEAST_INSIDERS
    kept[crowd] = size[crowd] >= LEAST_CROWD
    # The line after a crowd's own tells how many units stood aside from it.
    follows = np.flatnonzero(aside)
    kept[follows] = kept[follows - 1]
    names = np.array(EVENT_NAMES, dtype=object)[code[kept].astype(int)]
    return pd.DataFrame(
        {
            "run": run[kept],
            "day": lines[kept, 1].astype(int),
            "event": names,
            "size": size[kept],
        }
    )


class End(NamedTuple):
    """What the map asks of the end of a ruler.

    ``outcome`` is as in tables of runs, ``mode`` as gwf_fail_type (0 none), ``continuity`` the
    share of the elite's weight from before the crisis that rules at the end [1], ``lot`` a
    uniform draw in [0, 1).
    """

    outcome: str
    mode: int
    continuity: float
    lot: float


def is_breakdown(end: End, outlived: float, same_group: float = LEAST_CONTINUITY) -> bool:
    """Return whether the end of a ruler is the end of the regime too.

    Parameters
    ----------
    end
        How he ended.
    outlived
        How often a regime of this type outlives a coup that no democracy follows [1].
    same_group
        From which share of continuity on the ruling group can be the same [1].

    Notes
    -----
    Where insiders replace the ruler and no rules change (neither mode 1 nor 8), the regime goes
    on as long as the ruling group is the same; where a coup leaves the elite in place but an armed
    part rules, it may be (:data:`SAME_GROUP`).

    Examples
    --------
    >>> military = SAME_GROUP["military"]
    >>> is_breakdown(End("insider", 5, 0.8, 0.9), military)
    False
    >>> is_breakdown(End("militarised", 5, 0.8, 0.9), military)
    True
    >>> is_breakdown(End("militarised", 5, 0.8, 0.1), military)
    False
    >>> is_breakdown(End("regular_exit", 0, 0.0, 0.1), military)
    False
    """
    if end.mode == 0:
        return False
    if end.continuity < same_group or end.outcome in ("democracy", "fragmentation"):
        return True
    if end.outcome == "insider":
        return end.mode in (1, 8)
    return end.mode != COUP or end.lot >= outlived


def recorded_mode(mode: int, nonviolence: float) -> int:
    """Return the mode that the record's coders would give: an armed uprising is insurgents'.

    >>> recorded_mode(4, 1.0), recorded_mode(4, 0.2), recorded_mode(5, 0.2)
    (4, 6, 5)
    """
    return INSURGENTS if mode == UPRISING and nonviolence < VIOLENT_BELOW else mode


def successor_of(outcome: str, mode: int) -> int:
    """Return what follows a breakdown: 1 democracy, 2 autocracy, 3 no governed state.

    A ruler who concedes an election, or whose successor is elected, is followed by a democracy.

    >>> successor_of("democracy", 4), successor_of("fragmentation", 9), successor_of("other", 5)
    (1, 3, 2)
    >>> successor_of("regular_exit", 2)
    1
    """
    if outcome == "democracy" or mode in (2, 3):
        return DEMOCRACY
    return NO_STATE if outcome == "fragmentation" else AUTOCRACY
