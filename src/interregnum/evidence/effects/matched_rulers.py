"""What became of rulers within years of an event, beside comparable rulers who had none.

Comparable are months of rulers of the same group of regimes, with about the same time in office
and in the same decade, whom no such event had befallen for five years.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interregnum.effects import Scale
from interregnum.evidence.estimators.blocks import Blocks
from interregnum.evidence.estimators.matching import Cells, counted, matched
from interregnum.evidence.findings import Facts, Findings, effect_from
from interregnum.evidence.leader_months import (
    DAYS_A_YEAR,
    IRREGULAR,
    MEMORY,
    MONTHS_A_YEAR,
    RulerMonths,
    month_of,
)

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

HORIZONS = (1, 2, 5)
TENURES = (1, 2, 5, 10, 20)
"""Where one bin of time in office ends and the next begins [years]."""
OUTCOMES = {
    "exit": "rulers who left office in any way",
    "irregular_exit": "rulers who left office irregularly",
    "next_attempt": "rulers whose country saw another coup attempt",
    "next_success": "rulers whose country saw a successful coup",
}


@dataclass(frozen=True, slots=True)
class Attempts:
    """The coup attempts of all countries, each with ``gw``, ``day`` and ``won``."""

    events: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Strip:
    """Cases of rulers at a day, in cells, with what came within each horizon.

    Parameters
    ----------
    frame
        ``gw``, ``cell``, and for each horizon ``whole_H`` and ``OUTCOME_H``.
    """

    frame: pd.DataFrame


def cells_of(group: pd.Series, months: pd.Series, year: pd.Series) -> pd.Series:
    """Return the cell of regime group, time in office and decade, as text.

    Parameters
    ----------
    group
        Of the regime.
    months
        In office [months].
    year
        The calendar year.

    Examples
    --------
    >>> import pandas as pd
    >>> cells_of(pd.Series(["party"]), pd.Series([30]), pd.Series([1967]))[0]
    'party/2/196'
    """
    import numpy as np

    bins = np.digitize(months / MONTHS_A_YEAR, TENURES).astype(str)
    decade = (year // 10).astype(int).astype(str)
    cell: pd.Series = group.astype(str) + "/" + bins + "/" + decade
    return cell


def cases_of(panel: RulerMonths, struck: pd.DataFrame, attempts: Attempts) -> Strip:
    """Return events that a ruler outlived, with what came after them.

    Parameters
    ----------
    panel
        Rulers and the last day known.
    struck
        Events in autocracies with their ruler, from
        :func:`interregnum.evidence.leader_months.befallen`. One whose ruler left on the day of
        the event is no case.
    attempts
        What may come next.
    """
    rulers = panel.rulers.iloc[struck["ruler"].to_numpy()].reset_index(drop=True)
    outlived = (rulers["end"] > struck["day"]) | (rulers["how"] == "")
    struck, rulers = struck[outlived].reset_index(drop=True), rulers[outlived]
    rulers = rulers.reset_index(drop=True)
    months = struck["month"] - month_of(rulers["start"])
    cell = cells_of(struck["group"], months, struck["year"])
    frame = struck[["gw", "day", "ruler"]].assign(cell=cell)
    return Strip(_followed(panel, frame, rulers, attempts))


def controls_of(panel: RulerMonths, since: pd.Series, now: pd.Series, attempts: Attempts) -> Strip:
    """Return the months of rulers without an event in memory, with what came after them.

    Parameters
    ----------
    panel
        Rulers and months.
    since
        Months since the last event.
    now
        Events in the month itself, which make it no control.
    attempts
        What may come next.
    """
    import pandas as pd

    free = ~since.between(1, MEMORY) & (now == 0)
    months = panel.months[free].reset_index(drop=True)
    rulers = panel.rulers.iloc[months["ruler"].to_numpy()].reset_index(drop=True)
    cell = cells_of(months["group"], months["tenure"], months["year"])
    # A day earlier, so that what comes on the first day of the month counts.
    day = months["opens"] - pd.Timedelta(days=1)
    frame = months[["gw", "ruler"]].assign(day=day, cell=cell)
    return Strip(_followed(panel, frame, rulers, attempts))


def _followed(
    panel: RulerMonths, frame: pd.DataFrame, rulers: pd.DataFrame, attempts: Attempts
) -> pd.DataFrame:
    """Add for each horizon whether it was observed whole and what came within it."""
    import pandas as pd

    won = attempts.events[attempts.events["won"]]
    coming = {
        "next_attempt": _next_day(frame, attempts.events),
        "next_success": _next_day(frame, won),
    }
    for years in HORIZONS:
        limit = frame["day"] + pd.Timedelta(days=round(years * DAYS_A_YEAR))
        gone = (rulers["how"] != "") & (rulers["end"] <= limit)
        frame = frame.assign(
            **{
                f"whole_{years}": limit <= panel.last,
                f"exit_{years}": gone,
                f"irregular_exit_{years}": gone & (rulers["how"] == IRREGULAR),
                **{f"{name}_{years}": day <= limit for name, day in coming.items()},
            }
        )
    return frame


def _next_day(frame: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    """Return the day of the next event in the country after each case's day, NaT where none."""
    import pandas as pd

    asked = frame[["gw", "day"]].assign(row=range(len(frame))).sort_values("day", kind="stable")
    came = events[["gw", "day"]].assign(came=events["day"]).sort_values("day", kind="stable")
    found = pd.merge_asof(
        asked, came, on="day", by="gw", direction="forward", allow_exact_matches=False
    ).sort_values("row")
    return pd.Series(found["came"].to_numpy(), index=frame.index)


def add_matched(
    findings: Findings,
    blocks: Blocks,
    strips: tuple[Strip, Strip],
    name: str,
    words: tuple[str, Facts],
) -> None:
    """Add for every horizon and outcome the share among cases, among controls, and what is between.

    Parameters
    ----------
    findings, blocks
        Where they go, and the draws.
    strips
        Cases and controls.
    name
        Of the kind of event, as ``failed``.
    words
        What the cases are, as "after a failed coup", and what is said of them.
    """
    what, facts = words
    for years in HORIZONS:
        cases, controls = (strip.frame[strip.frame[f"whole_{years}"]] for strip in strips)
        cases = cases[cases["cell"].isin(controls["cell"])]
        controls = controls[controls["cell"].isin(cases["cell"])]
        for outcome, subject in OUTCOMES.items():
            stem = f"after_failure.{outcome}_{years}y"
            column = f"{outcome}_{years}"
            span = f"within {years} year{'s' if years > 1 else ''}"
            findings.share(
                f"{stem}.{name}",
                cases[column],
                cases["gw"],
                f"Share of {subject} {span} {what}, among those who have comparable rulers.",
                facts,
            )
            _add_controls(
                findings,
                blocks,
                (cases, controls, column),
                f"{stem}.{name}_matched",
                (
                    f"Share of {subject} {span} of a month, among months of rulers comparable to "
                    f"those {what} (regime group, time in office, decade) without such an event "
                    "in five years, weighed like them.",
                    facts,
                ),
            )
            findings.difference(
                f"{stem}_difference.{name}",
                (f"{stem}.{name}", f"{stem}.{name}_matched"),
                f"Share of {subject} {span} {what}, less that of comparable rulers.",
            )


def _add_controls(
    findings: Findings,
    blocks: Blocks,
    strips: tuple[pd.DataFrame, pd.DataFrame, str],
    name: str,
    words: tuple[str, Facts],
) -> None:
    """Add the share among controls, weighed like the cases."""
    import numpy as np
    import pandas as pd

    cases, controls, column = strips
    labels = sorted(set(cases["cell"]))
    size = (len(blocks.codes), max(len(labels), 1))
    parts: list[NDArray[np.float64]] = []
    for strip in (cases, controls):
        place = blocks.place(strip["gw"])
        cell = pd.Index(labels).get_indexer(strip["cell"])
        parts += counted(place, cell, strip[column], size)
    cells = Cells(*parts)
    estimate = float(matched(cells, np.ones((1, len(blocks.codes)))).controls[0])
    values = (estimate, estimate, estimate)
    counts = (len(controls), int(controls[column].sum()))
    effect = effect_from(name, values, counts, (words[0], Scale.SHARE), words[1])
    findings.add(effect, matched(cells, blocks.weights).controls)
