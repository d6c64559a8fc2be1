"""Which run is typical and which extreme, among those whose paths are kept in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.engine.series import Series

RULE = (
    "Among the first {count} runs, whose paths are kept: typical is the run of the commonest "
    "outcome whose paths lie nearest the day-by-day median of the runs of that outcome; extreme "
    "is the run whose paths lie farthest from the median of all of them, summed over days."
)


RETURNED = "returned"  # removed, and back within 90 days: counted as survival


class Chosen(NamedTuple):
    """A run that is shown: its number, what it stands for and how it ended.

    ``day`` is the day on which rule ended, None where it did not.
    """

    run: int
    kind: str
    outcome: str
    day: int | None


def chosen_runs(
    runs: pd.DataFrame, paths: dict[str, Any], followed: Sequence[Series]
) -> tuple[Chosen, ...]:
    """Return the typical and the extreme run; of a study of one run, that run.

    Parameters
    ----------
    runs
        With columns ``run``, ``outcome``, ``day`` and ``result.contested``, as in
        ``runs.parquet``. A ruler who was removed and came back is an outcome of its own.
    paths
        Of each followed quantity by name, (run, day), not a number after a run's end.
    followed
        The quantities, whose ranges make their distances comparable.

    Returns
    -------
    tuple
        Typical, then extreme; where the same run is both, the next farthest is extreme.

    Notes
    -----
    A distance is the mean over quantities of |value - median| / range. For the typical run it is
    averaged over the days of the run, and the day of exit counts as a quantity of its own over
    the days followed; for the extreme run it is summed over days. Ties go to the lower run.
    """
    scaled = np.stack([np.asarray(paths[s.name], dtype=float) / (s.high - s.low) for s in followed])
    count, days = scaled.shape[1:]
    first = runs.iloc[:count]
    every = runs["outcome"].where(~runs["result.contested"], RETURNED)
    outcome = every.iloc[:count].to_numpy()
    lasts = np.asarray(np.isfinite(scaled[0]).sum(axis=1), dtype=float)
    commonest = every.value_counts().reindex(sorted(set(outcome)))
    group = np.flatnonzero(outcome == commonest.idxmax())
    near = np.nanmean(_distances(scaled[:, group]), axis=1)
    near += np.abs(lasts[group] - np.median(lasts[group])) / days
    typical = int(group[int(np.argmin(near))])
    found = [_chosen(first, outcome, typical, "typical" if count > 1 else "only")]
    if count > 1:
        far = np.nansum(_distances(scaled), axis=1)
        far[typical] = -1.0
        found.append(_chosen(first, outcome, int(np.argmax(far)), "extreme"))
    return tuple(found)


def _distances(scaled: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the distance of each run from the median of each day, not a number after its end."""
    inside = np.isfinite(scaled).any(axis=(0, 1))
    median = np.full((len(scaled), 1, scaled.shape[2]), np.nan)
    median[:, 0, inside] = np.nanmedian(scaled[:, :, inside], axis=1)
    return np.asarray(np.abs(scaled - median).mean(axis=0))


def _chosen(first: pd.DataFrame, outcome: Any, row: int, kind: str) -> Chosen:
    import pandas as pd

    one = first.iloc[row]
    day = None if pd.isna(one["day"]) else int(one["day"])
    return Chosen(int(one["run"]), kind, str(outcome[row]), day)


class Happening(NamedTuple):
    """A day of a run and what happened on it, in words, and the rows of a timeline it marks."""

    day: int
    text: str
    weight: int
    rows: tuple[str, ...] = ()


WORDS = {
    "mutiny_begins": "mutiny begins",
    "place_taken": "taken",
    "place_held": "held",
    "deal": "deal: the column turns round",
    "surrender": "the column surrenders",
    "beaten": "the column is beaten",
    "plot_found_out": "a plot is found out",
    "pyramid_deserts": "a patronage pyramid deserts",
    "coup_attempt": "coup attempt",
    "mass_attack": "mass attack",
    "campaign_ends": "campaign ends",
    "removed": "ruler removed",
    "front_breaks": "the front breaks",
    "election_won": "election won",
    "election_stolen": "election lost, result denied",
    "election_conceded": "election lost and conceded",
    "ruler_dies": "ruler dies",
    "succession": "succession, or an election without the ruler",
    "fighting_begins": "fighting among factions begins",
    "settlement": "contest settled",
    "recognition": "recognition from abroad changes",
    "new_election": "election under the new rule",
    "reversal": "reversal by force",
    "amnesty": "amnesty",
    "insiders_acted": "elites and units act",
    "crowd": "a crowd comes",
    "units_aside": "units stand aside",
}
# What ends a rule or turns a story weighs more than what goes with it.
_WEIGHTS = {
    "removed": 9, "election_conceded": 9, "ruler_dies": 9, "succession": 9, "mutiny_begins": 8,
    "deal": 8, "surrender": 8, "beaten": 8, "front_breaks": 7, "reversal": 7, "settlement": 6,
    "election_stolen": 6, "fighting_begins": 6, "coup_attempt": 5, "new_election": 5,
    "election_won": 4, "mass_attack": 4, "place_held": 4, "place_taken": 4,
}  # fmt: skip


# Which events stand in which row below a run's paths.
ROWS = {
    "the march": ("mutiny_begins", "place_taken", "place_held", "deal", "surrender", "beaten"),
    "coup attempts": ("coup_attempt",),
    "mass attacks": ("mass_attack",),
    "elections": ("election_won", "election_stolen", "election_conceded", "new_election"),
    "the front breaks": ("front_breaks",),
    "rule ends": ("removed", "election_conceded", "ruler_dies", "succession"),
    "after a fall": ("fighting_begins", "settlement", "reversal"),
}


def happenings(events: pd.DataFrame, run: int) -> tuple[Happening, ...]:
    """Return a run's events day by day, in order, those of a day in one line."""
    from interregnum.engine.schedule import MEASURES

    mine = events[(events["run"] == run) & ~events["event"].isin(MEASURES)]
    found: dict[int, list[tuple[str, str]]] = {}
    columns = (mine["day"], mine["hour"], mine["place"], mine["event"])
    for day, hour, place, event in zip(*columns, strict=True):
        found.setdefault(int(day), []).append((str(event), _words(str(event), place, hour)))
    return tuple(
        Happening(
            day,
            _line([text for _, text in rows]),
            max(_WEIGHTS.get(e, 1) for e, _ in rows),
            tuple(name for name, kinds in ROWS.items() if any(e in kinds for e, _ in rows)),
        )
        for day, rows in sorted(found.items())
    )


def _words(event: str, place: Any, hour: Any) -> str:
    """Return an event in words, with its place and clock where it has them."""
    text = WORDS.get(event, event.replace("_", " "))
    if event in ("place_taken", "place_held"):
        text = f"{place} {text}"
    if hour == hour:  # not a number where no hour is known
        minutes = int(60.0 * float(hour))
        text += f" {minutes // 60:02d}:{minutes % 60:02d}"
    return text


def _line(texts: list[str]) -> str:
    """Return what happened on a day, each once, with how often."""
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    return ", ".join(f"{text} ({n} times)" if n > 1 else text for text, n in counts.items())
