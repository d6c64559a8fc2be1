"""Democracy and dictatorship by leader, by Cheibub, Gandhi and Vreeland, as lifelines ships it.

One row a spell of a leader under one kind of regime, 1946 to 2008. No file is needed: the table
comes with the survival library, of the extra ``stats``.

References
----------
Cheibub, J. A., Gandhi, J. and Vreeland, J. R. (2010), Public Choice 143, 67-101,
doi:10.1007/s11127-009-9491-2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.errors import UsageError
from interregnum.evidence.cases import CaseTable, ReadReport
from interregnum.evidence.codes import gw_column

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.folders import DataFolder

REGIMES = (
    *("Monarchy", "Civilian Dict", "Military Dict"),
    *("Parliamentary Dem", "Presidential Dem", "Mixed Dem"),
)


def load(folder: DataFolder | None = None) -> CaseTable:
    """Return one row a spell of a leader under one kind of regime.

    Columns of the library, plus ``gw``, ``year`` (the first) and ``censored`` (the end was not
    observed). The days are not known.

    Parameters
    ----------
    folder
        Not used: the table comes with the library.

    Raises
    ------
    UsageError
        The library is not installed.
    """
    del folder
    try:
        from lifelines.datasets import load_dd
    except ImportError as error:
        raise UsageError(
            'chga: the table comes with lifelines; pip install "interregnum[stats]"'
        ) from error
    return tidy(load_dd())


def tidy(rows: pd.DataFrame) -> CaseTable:
    """Return the library's rows as cases; spells met twice for two codes of Polity count once."""
    whole = ["cowcode2", "start_year", "duration", "observed"]
    frame = rows.astype(dict.fromkeys(whole, "Int64")).reset_index(drop=True)
    others = [name for name in frame.columns if name != "politycode"]
    twice = frame.duplicated(others)
    frame = frame[~twice].assign(
        year=frame["start_year"],
        censored=frame["observed"] == 0,
        gw=gw_column(frame["cowcode2"], frame["start_year"], "cow"),
    )
    frame["censored"] = frame["censored"].astype(bool)
    frame = frame.sort_values(["gw", "start_year", "duration", "ehead"]).reset_index(drop=True)
    reason = "the same spell under another code of Polity"
    left_out = {reason: int(twice.sum())} if twice.any() else {}
    report = ReadReport("lifelines.datasets.load_dd", "", len(rows), left_out)
    return CaseTable("chga", frame, (report,), "as shipped with lifelines")
