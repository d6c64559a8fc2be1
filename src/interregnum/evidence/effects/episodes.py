"""Times under risk: rulers and regimes from when each was first seen to when it was last seen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from interregnum.evidence.leader_months import DAYS_A_YEAR, IRREGULAR, RulerMonths

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable


class Episodes(NamedTuple):
    """Times under risk, one a spell, for the shape of a hazard.

    Parameters
    ----------
    gw, group
        Of each spell.
    entered, left
        When it came under observation and when it went out, since its beginning [years].
    ended
        Whether it ended then, by kind of end.
    """

    gw: pd.Series
    group: pd.Series
    entered: pd.Series
    left: pd.Series
    ended: dict[str, pd.Series]


def ruler_episodes(panel: RulerMonths) -> Episodes:
    """Return the unbroken stretches of months that rulers spent at the head of autocracies.

    Parameters
    ----------
    panel
        Rulers and their months. A stretch is seen from its first month on.
    """
    import numpy as np
    import pandas as pd

    months = panel.months.sort_values(["ruler", "month"], kind="stable")
    broken = (months["month"].diff() != 1) | (months["ruler"].diff() != 0)
    grouped = months.assign(stretch=broken.cumsum()).groupby("stretch")
    first, last = grouped.first(), grouped.last()
    rulers = panel.rulers.iloc[first["ruler"].to_numpy()].set_axis(first.index)
    closing = last["opens"] + pd.offsets.MonthEnd(0)
    stop = np.minimum(closing, rulers["end"])
    exit_here = last["exit"].astype(bool)
    return Episodes(
        first["gw"],
        first["group"],
        (first["opens"] - rulers["start"]).dt.days / DAYS_A_YEAR,
        # Half a day more, so that who left on the day of entry was there for some time.
        ((stop - rulers["start"]).dt.days + 0.5) / DAYS_A_YEAR,
        {
            "ruler_exit": exit_here,
            "irregular_exit": exit_here & (rulers["how"] == IRREGULAR),
        },
    )


def regime_episodes(table: CaseTable, until: date) -> Episodes:
    """Return autocratic regimes from the first 1 January on which each was seen.

    Parameters
    ----------
    table
        Geddes, Wright and Frantz as read.
    until
        The last day looked at.
    """
    import pandas as pd

    frame = table.frame
    kept = frame[frame["gw"].notna() & (frame["year"] <= until.year)]
    kept = kept.sort_values(["gw", "gwf_casename", "year"], kind="stable")
    grouped = kept.groupby(["gw", "gwf_casename"], sort=True)
    first, last = grouped.first(), grouped.last()
    start = first["gwf_startdate"]
    seen = pd.to_datetime(first["year"].astype(int).astype(str) + "-01-01")
    failed = (last["gwf_fail"] == 1) & ~(last["date"] > pd.Timestamp(until))
    failed = failed.fillna(False).astype(bool)
    closing = pd.to_datetime(last["year"].astype(int).astype(str) + "-12-31")
    closing = closing.where(closing <= pd.Timestamp(until), pd.Timestamp(until))
    stop = last["date"].where(failed & last["date"].notna(), closing)
    entered = ((seen - start).dt.days / DAYS_A_YEAR).clip(lower=0.0)
    left = ((stop - start).dt.days + 0.5) / DAYS_A_YEAR
    good = (left > entered) & start.notna()
    episodes = pd.DataFrame(
        {"gw": first.index.get_level_values(0).astype("int64"), "group": first["regime_group"]}
    )
    return Episodes(
        episodes["gw"][good],
        episodes["group"][good].astype("object"),
        entered[good],
        left[good],
        {"breakdown": failed[good]},
    )
