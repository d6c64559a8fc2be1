"""Country-years of autocracy with the breakdowns in them, and the arms by which they are told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable

GROUPS = ("military", "monarchy", "party", "personal")


def country_years(table: CaseTable, until: date) -> pd.DataFrame:
    """Return the autocratic country-years up to a day, with what broke down by then.

    Parameters
    ----------
    table
        Geddes, Wright and Frantz as read.
    until
        A breakdown on a later day is not looked at.

    Returns
    -------
    ``gw``, ``year``, ``group``, ``duration`` [years, from 1], ``spell``, ``failed``, and of
    breakdowns ``mode``, ``deaths`` and ``successor`` (codes of the list, 0 where none).
    """
    import pandas as pd

    frame = table.frame
    kept = frame[frame["gw"].notna() & (frame["year"] <= until.year)]
    failed = (kept["gwf_fail"] == 1).fillna(False).astype(bool)
    late = kept["date"].notna() & (kept["date"] > pd.Timestamp(until))
    failed &= ~late
    codes = {
        name: kept[column].fillna(0).astype("int64").where(failed, 0)
        for name, column in (
            ("mode", "gwf_fail_type"),
            ("deaths", "gwf_fail_violent"),
            ("successor", "gwf_fail_subsregime"),
        )
    }
    return pd.DataFrame(
        {
            "gw": kept["gw"].astype("int64"),
            "year": kept["year"].astype("int64"),
            "group": kept["regime_group"].astype("object"),
            "duration": kept["gwf_duration"].fillna(1).astype("int64"),
            "spell": kept["gwf_casename"].astype("object"),
            "failed": failed,
            **codes,
        }
    ).reset_index(drop=True)


def selections(cases: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """Return the end of a name, its words and the cases: all, each group, each decade."""
    found = [("all", "of all groups", cases)]
    found += [(group, f"of the group {group}", cases[cases["group"] == group]) for group in GROUPS]
    for decade in range(int(cases["year"].min()) // 10 * 10, int(cases["year"].max()) + 1, 10):
        some = cases[cases["year"].between(decade, decade + 9)]
        words = f"in {some['year'].min()}-{some['year'].max()}"
        found.append((f"{decade}s", words, some))
    return found
