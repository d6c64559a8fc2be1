"""Days as sources write them: in parts, in words, half known; and when what is half known was.

A day that is not known is no day (NaT). Two further columns then hold the first and the last day
on which it may have been, so that nothing is counted as early or late by chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.errors import ScenarioError

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.sources.gathering import Account

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

FIRST_YEAR = 1678
"""The first whole year that a column of days in nanoseconds holds."""

_FORMS = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ T]00:00.*)?",
    r"(?P<day>\d{1,2})[ -]?(?P<word>[a-z]{3})[a-z]*[ -]?(?P<year>\d{4})",
)
_SLASHES = {
    "month": r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})",
    "day": r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
}


def read_days(account: Account, column: str, *, first: str | None = None) -> pd.Series:
    """Read days written as 1952-03-10, 10mar1952, 10 March 1952 or with slashes.

    Parameters
    ----------
    account
        The file's rows; the column is text.
    column
        Where the days stand.
    first
        What comes first between slashes, "month" or "day"; None where no slash is expected.

    Raises
    ------
    ScenarioError
        A value is none of these, or a day that no calendar has.
    """
    import pandas as pd

    text = account.frame[column].str.strip().str.lower()
    found = pd.Series(pd.NaT, index=text.index, dtype="datetime64[ns]", name=column)
    early = pd.Series(False, index=text.index)
    for form in (*_FORMS, *([_SLASHES[first]] if first else [])):
        parts = text.str.extract(f"^{form}$")
        if "word" in parts:
            named = parts["word"].map({word: at for at, word in enumerate(MONTHS, 1)})
            parts = parts.drop(columns="word").assign(month=named)
        parts = parts.apply(pd.to_numeric, errors="coerce").dropna()
        early |= text.index.isin(parts.index[parts["year"] < FIRST_YEAR])
        if len(parts := parts[parts["year"] >= FIRST_YEAR]):
            days = pd.to_datetime(parts[["year", "month", "day"]].astype(int), errors="coerce")
            found.loc[parts.index] = days.astype("datetime64[ns]")
    account.note(early, f"{column} is before {FIRST_YEAR}, too early for a column of days")
    account.refuse(
        text.notna() & found.isna() & ~early, [column], f"{column} is no day that the calendar has"
    )
    return found


def days_of_parts(account: Account, parts: tuple[str, str, str]) -> pd.DataFrame:
    """Make days of a year, a month and a day, either of which may be unknown.

    A month or day that is missing, 0 or negative is unknown; then ``date`` is NaT, and
    ``earliest`` and ``latest`` are the first and last day of the month or of the year. They are
    the day itself where it is known.

    Parameters
    ----------
    account
        The file's rows.
    parts
        The columns of year, month and day.

    Raises
    ------
    ScenarioError
        A month above 12, or a day that its month does not have.
    """
    import pandas as pd

    year, month, day = (account.frame[name] for name in parts)
    months_known = (month > 0).fillna(False).astype(bool)
    days_known = months_known & (day > 0).fillna(False).astype(bool)
    account.refuse(year.isna(), parts, "a case without a year cannot be placed")
    account.refuse(months_known & (month > 12), parts, "no year has that month")
    start = _day(year, month.where(months_known, 1), day.where(days_known, 1))
    account.refuse(start.isna(), parts, "that month does not have that day")
    end = _day(year, month.where(months_known, 12), day.where(days_known, 1))
    end = end.where(days_known, end + pd.offsets.MonthEnd(0))
    account.note(~days_known, "the day is not known; earliest and latest bound it")
    return pd.DataFrame({"date": start.where(days_known), "earliest": start, "latest": end})


def _day(year: pd.Series, month: pd.Series, day: pd.Series) -> pd.Series:
    """Return days of whole numbers, NaT where the calendar has none."""
    import pandas as pd

    parts = pd.DataFrame({"year": year, "month": month, "day": day}).astype("Int64").astype(float)
    return pd.to_datetime(parts, errors="coerce").astype("datetime64[ns]")


def known_by(frame: pd.DataFrame, last: pd.Timestamp) -> pd.Series:
    """Return which cases surely happened by the end of a day.

    A case whose day is unknown counts only if every day on which it may have been is in time.
    """
    if "latest" not in frame:
        raise ScenarioError("known_by: the table has no column latest, so no days half known")
    return frame["latest"] <= last
