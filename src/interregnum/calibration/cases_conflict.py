"""A world's civil conflicts: country-years with deaths in the contest after a fall.

How many died is known for a contest's worst year. They are laid evenly over the days of fighting,
or over its first year where it lasted longer, so that later years count for too much if anything.
Fighting that no fall began is not in the model, and neither is how a war between states ends: it
has fronts that break, and no war that is won. The table of such wars is therefore empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.calibration.calendar import codes, years
from interregnum.calibration.chain import Shape
from interregnum.calibration.happenings import Happenings

if TYPE_CHECKING:
    import pandas as pd

CONFLICT, WAR = 25.0, 1000.0
"""Deaths a year from which fighting is a conflict, and from which it is a war."""
DAYS_A_YEAR = 365
_WARS = (
    *("warnum", "ccode", "side", "outcome", "initiator", "batdeath"),
    *("start_year", "end_year", "gw", "year"),
)


def conflict_years(happened: Happenings, shape: Shape) -> pd.DataFrame:
    """Return the country-years of civil conflict of a world, as Uppsala and Oslo list them."""
    import pandas as pd

    from interregnum.calibration.calendar import dates

    deaths: dict[tuple[int, int], float] = {}
    names = ("country", "start", "end", "deaths")
    columns = (happened.contests[name].tolist() for name in names)
    for country, start, end, worst in zip(*columns, strict=True):
        days = max(end - start, 1)
        for year in years(range(start, start + days), shape.first_year).tolist():
            before = deaths.get((country, year), 0.0)
            deaths[country, year] = before + worst / min(days, DAYS_A_YEAR)
    fought = [(gw, year, n) for (gw, year), n in sorted(deaths.items()) if n >= CONFLICT]
    frame = pd.DataFrame(fought, columns=["country", "year", "deaths"])
    gw = pd.Series(codes(frame["country"]), dtype="Int64")
    return pd.DataFrame(
        {
            "conflict_id": gw,
            "year": frame["year"].astype("Int64"),
            "gwno_a": gw.astype("string"),
            "intensity_level": (1 + (frame["deaths"] >= WAR).astype("int64")).astype("Int64"),
            "type_of_conflict": "intrastate",
            "gw": gw,
            "date": pd.Series(dates([], shape.first_year)).reindex(frame.index),
        }
    )


def wars(happened: Happenings, shape: Shape) -> pd.DataFrame:
    """Return the table of wars between states, which is empty in every world."""
    import pandas as pd

    return pd.DataFrame({name: pd.Series(dtype="Int64") for name in _WARS})
