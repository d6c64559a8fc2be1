"""Autocratic regimes year by year, and how they broke down, by Geddes, Wright and Frantz.

One row a country and year under autocratic rule, as the country stood on 1 January. The year in
which a regime broke down carries ``gwf_fail`` 1 and how it ended; a spell that never does is
censored at the end of the data. The authors' own table (``GWFtscs``) calls the country's code
``cowcode``; the larger one of all political regimes holds other years too, which are left out.

References
----------
Geddes, B., Wright, J. and Frantz, E. (2014), Perspectives on Politics 12(2), 313-331,
doi:10.1017/S1537592714000851.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.days import read_days
from interregnum.evidence.sources.gathering import Account, first_of, read
from interregnum.evidence.sources.regime_types import AUTOCRATIC, MARKS, regime_group

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

CODES = {
    "gwf_fail": (0, 1),
    "gwf_fail_subsregime": (0, 1, 2, 3),
    "gwf_fail_type": tuple(range(10)),
    "gwf_fail_violent": (0, 1, 2, 3, 4),
}

_COLUMNS: dict[str, Kind] = {
    "year": "integer",
    "gwf_country": "text",
    "gwf_casename": "text",
    "gwf_startdate": "text",
    "gwf_enddate": "text",
    "gwf_duration": "integer",
    **dict.fromkeys(CODES, "integer"),
    "gwf_regimetype": "text",
}
_OPTIONAL: dict[str, Kind] = {
    "gwf_cowcode": "integer",
    "cowcode": "integer",
    "GWn": "integer",
    "gwf_spell": "integer",
    "gwf_nonautocracy": "text",
    **dict.fromkeys(MARKS, "integer"),
}


def load(folder: DataFolder) -> CaseTable:
    """Return one row a country and year of autocratic rule.

    Columns of the authors, plus ``gwf_cowcode`` (whatever the file calls it), ``gw``,
    ``regime_group`` (military, monarchy, party or personal), ``censored`` (the spell outlives
    the data) and ``date`` (the day of the breakdown, NaT in other years).

    Raises
    ------
    ScenarioError
        The file is missing or holds what its codebook does not know.
    """
    account = read(folder, "gwf", "country_years", _COLUMNS, _OPTIONAL)
    account.frame = account.frame.assign(gwf_cowcode=first_of(account, ("gwf_cowcode", "cowcode")))
    account.drop_repeated_rows()
    _only_autocracies(account)
    account.refuse_repeated(["gwf_cowcode", "year"], "a country has one row a year")
    for column, allowed in CODES.items():
        check_codes(account.frame, column, allowed, account.path)
    _check_ends(account)
    frame = account.frame
    spell = ["gwf_cowcode", "gwf_casename"]
    ends = frame["gwf_fail"] == 1
    end = read_days(account, "gwf_enddate", first="day")
    account.frame = frame.assign(
        gwf_startdate=read_days(account, "gwf_startdate", first="day"),
        gwf_enddate=end,
        gw=_gw(account),
        regime_group=regime_group(frame),
        censored=~ends.groupby([frame[name] for name in spell]).transform("any").astype(bool),
        date=end.where(ends.fillna(False).astype(bool)),
    )
    account.refuse(account.frame["regime_group"].isna(), spell, "the regime is of no group")
    account.note(account.frame["gwf_regimetype"].isna(), "no type told; the marks give the group")
    return account.table(["gwf_cowcode", "year"])


def _only_autocracies(account: Account) -> None:
    """Leave out other rule, which the table of all political regimes holds too."""
    frame = account.frame
    if "gwf_nonautocracy" in frame:
        account.leave_out(frame["gwf_nonautocracy"].notna(), "not an autocracy")
    check_codes(account.frame, "gwf_regimetype", sorted(AUTOCRATIC), account.path)


def _check_ends(account: Account) -> None:
    """Refuse a kind of end without a breakdown; say how many breakdowns have no kind."""
    frame = account.frame
    account.refuse(frame["gwf_fail"].isna(), ["gwf_casename", "year"], "gwf_fail is missing")
    fails = frame["gwf_fail"] == 1
    for column in list(CODES)[1:]:
        told = (frame[column] > 0).fillna(False).astype(bool)
        account.refuse(
            told & ~fails,
            ["gwf_casename", "year", "gwf_fail", column],
            f"{column} tells how the regime ended, but gwf_fail that it did not",
        )
        account.note(fails & ~told, f"a breakdown without {column}")


def _gw(account: Account) -> pd.Series:
    """Return the Gleditsch-Ward code that a file gives, and else that of the country's code."""
    frame = account.frame
    converted = gw_column(frame["gwf_cowcode"], frame["year"], "cow")
    return frame["GWn"].fillna(converted) if "GWn" in frame else converted
