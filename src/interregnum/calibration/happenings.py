"""What befell the rulers of a world: the events of spells, laid into the calendar and the map.

An attempt of insiders succeeds on the day on which its ruler falls for good; a column that set
out succeeds where nothing ended it before he fell. Attempts on one ruler within a week are one, as
they would be in a list, and so are plots; where one of them won, that is the attempt.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from interregnum.calibration.chain import NOT_YET, History
from interregnum.calibration.event_map import (
    BEGINS,
    CROWD,
    ENDS,
    FIGHTING,
    INSIDERS,
    ONE_ENTRY,
    PLOT,
)

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.calibration.spells import Pool

_OF_SPELL = (
    "nonviolence",
    "population",
    "state_pay",
    "contested",
    "removed",
    "deaths_worst_year",
    "settled_day",
)


class Happenings(NamedTuple):
    """Tables of what befell rulers; days count as in :class:`~.chain.History`.

    Parameters
    ----------
    attempts
        ``country``, ``day``, ``won`` and ``column`` (0 none, 1 in state pay, 2 not).
    plots
        ``country`` and ``day``.
    attacks
        Of crowds: ``country``, ``day``, ``persons``, ``aside`` [1], ``nonviolence`` [1],
        ``population``.
    columns
        Days on which a column set out: ``country`` and ``day``.
    falls
        Days on which a ruler was brought down or conceded: ``country`` and ``day``.
    contests
        After a removal: ``country``, ``start`` (of the fighting), ``end`` (its settlement, or the
        end of what is followed) and ``deaths`` (of its worst year) [persons].
    last_day
        The last one looked at.
    """

    attempts: pd.DataFrame
    plots: pd.DataFrame
    attacks: pd.DataFrame
    columns: pd.DataFrame
    falls: pd.DataFrame
    contests: pd.DataFrame
    last_day: int


def happenings_of(pools: Mapping[str, Pool], history: History) -> Happenings:
    """Return what befell the rulers of a history.

    Parameters
    ----------
    pools
        The spells that it was made of, with their events.
    history
        From :func:`interregnum.calibration.chain.history_of`.
    """
    laid = _laid(pools, history)
    seen = laid[laid["day"] <= history.last_day].reset_index(drop=True)
    crowds = seen[seen["event"] == CROWD]
    # The line after a crowd's own says how many units stood aside from it.
    beside = seen.loc[crowds.index + 1]
    attacks = crowds[["country", "day", "nonviolence", "population"]].assign(
        persons=crowds["size"].to_numpy(), aside=beside["size"].to_numpy()
    )
    began = seen[seen["event"] == BEGINS]
    falls = [(part.country, part.fall) for part in history.segments if part.fall < NOT_YET]
    key = ["country", "day"]
    return Happenings(
        _attempts(laid, history.last_day),
        _entries(seen[seen["event"] == PLOT])[key],
        attacks.reset_index(drop=True),
        began[key].reset_index(drop=True),
        _frame(falls, key),
        _contests(seen, history.last_day),
        history.last_day,
    )


def _frame(rows: list[tuple[int, int]], names: list[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=names).astype("int64")


def _laid(pools: Mapping[str, Pool], history: History) -> pd.DataFrame:
    """Return the events of every spell used, by country and day, with what is known of it."""
    import numpy as np
    import pandas as pd

    parts = []
    for name, pool in pools.items():
        used = [(i, part) for i, part in enumerate(history.segments) if part.regime_type == name]
        if not used:
            continue
        rows = np.array([part.row for _, part in used])
        runs = pool.spells["run"].to_numpy()[rows]
        of_run = pool.events["run"].to_numpy()
        first, after = np.searchsorted(of_run, runs), np.searchsorted(of_run, runs, side="right")
        counts = after - first
        which = np.repeat(np.arange(len(used)), counts)
        at = np.arange(counts.sum()) + np.repeat(first - np.cumsum(counts) + counts, counts)
        known = pool.spells.iloc[rows[which]]
        clock = np.array([part.clock for _, part in used])[which]
        parts.append(
            pd.DataFrame(
                {
                    "segment": np.array([i for i, _ in used])[which],
                    "country": np.array([part.country for _, part in used])[which],
                    "day": clock + 1 + pool.events["day"].to_numpy()[at],
                    "event": pool.events["event"].to_numpy()[at],
                    "size": pool.events["size"].to_numpy()[at],
                    "fall": np.array([part.fall for _, part in used])[which],
                    "exit": clock + 1 + known["day"].to_numpy(),
                    **{column: known[column].to_numpy() for column in _OF_SPELL},
                }
            )
        )
    laid = pd.concat(parts, ignore_index=True)
    return laid.sort_values("segment", kind="stable", ignore_index=True)


def _attempts(laid: pd.DataFrame, last: int) -> pd.DataFrame:
    """Return insiders' attacks and columns with whether they won, up to the last day."""
    import numpy as np

    tried = laid[laid["event"].isin((INSIDERS, BEGINS, *ENDS))]
    column = (tried["event"] == BEGINS).to_numpy()
    # A column was stopped where the next line of its spell, attacks left out, is an end of one.
    road = tried[tried["event"] != INSIDERS]
    after = road["event"].isin(ENDS) & (road["segment"] == road["segment"].shift())
    stopped = after.shift(-1, fill_value=False).reindex(tried.index, fill_value=False)
    falls = ((tried["fall"] < NOT_YET) & tried["removed"]).to_numpy()
    same_day = (tried["fall"] == tried["day"]).to_numpy()
    won = np.where(column, falls & ~stopped.to_numpy(), same_day)
    kind = np.where(column, np.where(tried["state_pay"], 1, 2), 0)
    kept = (tried["day"] <= last) & ~tried["event"].isin(ENDS)
    found = tried[["segment", "country", "day"]].assign(won=won, column=kind)[kept]
    return _entries(found).drop(columns="segment")


def _entries(found: pd.DataFrame) -> pd.DataFrame:
    """Return one row for all that came within a week on one ruler: what won, else the first."""
    import numpy as np

    entry = np.zeros(len(found), dtype=np.int64)
    number, ruler, first = -1, -1, 0
    pairs = zip(found["segment"].tolist(), found["day"].tolist(), strict=True)
    for row, (segment, day) in enumerate(pairs):
        if segment != ruler or day - first >= ONE_ENTRY:
            number, ruler, first = number + 1, segment, day
        entry[row] = number
    ordered = found.assign(entry=entry)
    if "won" in ordered:
        ordered = ordered.sort_values(
            ["entry", "won"], ascending=[True, False], kind="stable", ignore_index=True
        )
    kept = ordered.drop_duplicates("entry").drop(columns="entry")
    return kept.reset_index(drop=True)


def _contests(seen: pd.DataFrame, last: int) -> pd.DataFrame:
    """Return the fighting after each removal that had any."""
    import numpy as np

    fought = seen[(seen["event"] == FIGHTING) & seen["removed"]]
    fought = fought.drop_duplicates("segment")
    # Without a settlement the fighting is followed for two years and a half, as the engine does.
    end = fought["exit"] + np.where(fought["settled_day"] > 0, fought["settled_day"], 913)
    return (
        fought[["country"]]
        .assign(
            start=fought["day"],
            end=np.minimum(end.astype("int64"), last),
            deaths=fought["deaths_worst_year"],
        )
        .reset_index(drop=True)
    )
