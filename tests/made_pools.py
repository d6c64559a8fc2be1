"""Hand-made ruler spells, so that a world made of them can be counted on one's fingers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from interregnum.calibration.spells import Pool

HORIZON = 10957
STAYS = {
    "outcome": "survives",
    "day": HORIZON,
    "mode": 0,
    "violence": 0,
    "exit": "",
    "holder": -1,
    "removed": False,
    "contested": False,
    "continuity": 0.0,
    "deaths": 0.0,
    "deaths_worst_year": 0.0,
    "settled_day": 0.0,
    "population": 1e7,
    "pool": 3.5e5,
    "arms": 0.0,
    "nonviolence": 1.0,
    "age": 50.0,
    "state_pay": True,
    "lot": 0.9,
}
"""A ruler who stays until the horizon, unarmed citizens, ten million inhabitants."""
HANDS_OVER = {"outcome": "regular_exit", "exit": "succession"}
DIES = {"outcome": "regular_exit", "exit": "death"}
COUP = {"outcome": "militarised", "mode": 5, "violence": 2, "removed": True, "holder": 1}

Line = tuple[int, int, str, float]


def pool(
    *spells: Mapping[str, object],
    events: Sequence[Line] = (),
    regime_type: str = "personal",
    horizon: int = HORIZON,
) -> Pool:
    """Return a pool of rulers who differ from one who stays as said; lines are run, day, ..."""
    rows = [{"run": number, **STAYS, **spell} for number, spell in enumerate(spells)]
    lines = pd.DataFrame(list(events), columns=["run", "day", "event", "size"])
    lines = lines.astype({"run": "int64", "day": "int64", "size": "float64"})
    return Pool(regime_type, pd.DataFrame(rows), lines, horizon)


def random_pool(count: int, seed: int, regime_type: str = "personal") -> Pool:
    """Return rulers who end in every way there is, with attempts, plots and crowds."""
    draws = np.random.default_rng(seed)
    ends = (
        STAYS,
        HANDS_OVER,
        DIES,
        {**HANDS_OVER, "mode": 3},
        {**HANDS_OVER, "exit": "election", "mode": 2},
        {**COUP, "outcome": "democracy", "mode": 4},
        {**COUP, "deaths_worst_year": 4000.0, "settled_day": 300.0, "violence": 4},
        {**COUP, "outcome": "fragmentation", "mode": 9, "holder": -1},
        {**COUP, "outcome": "insider", "continuity": 0.8},
        {**COUP, "outcome": "survives", "mode": 0, "contested": True, "settled_day": 30.0},
    )
    spells, lines = [], []
    for run in range(count):
        end = dict(ends[int(draws.integers(len(ends)))])
        day = int(draws.integers(0, 4000))
        end = {"age": 40.0 + run % 30, "nonviolence": 0.2 + 0.6 * (run % 2), **end}
        if end.get("outcome", "survives") != "survives" or end.get("contested"):
            end["day"] = day
        spells.append(end)
        lines += _lines(run, day, end, draws)
    return pool(*spells, events=lines, regime_type=regime_type)


def _lines(run: int, day: int, end: Mapping[str, object], draws: np.random.Generator) -> list[Line]:
    """Return a ruler's events in order: failures before his end, and what brought him down."""
    earlier = sorted(draws.integers(0, max(day, 1), size=3).tolist())
    lines: list[Line] = [
        (run, earlier[0], "plot_found_out", 1.0),
        (run, earlier[1], "insiders_acted", 0.1),
        (run, earlier[2], "crowd", 5e4),
        (run, earlier[2], "units_aside", 0.2),
    ]
    if end.get("removed") and end.get("mode") == 4:
        lines += [(run, day, "crowd", 2e5), (run, day, "units_aside", 0.4)]
    elif end.get("removed"):
        lines.append((run, day, "insiders_acted", 0.6))
    if end.get("deaths_worst_year"):
        lines.append((run, day + 1, "fighting_begins", 0.5))
    return lines
