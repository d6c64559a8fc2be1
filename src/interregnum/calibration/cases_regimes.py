"""A world's regimes, rulers and states, in the columns of the record's three lists of them.

An autocracy has a row in a year if it is in power as the first of January begins; one that comes
and goes between two such days has none, as in the record. A ruler who was removed and won the
contest never left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.calibration.calendar import codes, dates, years
from interregnum.calibration.chain import History, Regime, Shape

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    "country",
    "year",
    "regime_group",
    "gwf_casename",
    "gwf_startdate",
    "gwf_enddate",
    "gwf_duration",
    "gwf_fail",
    "gwf_fail_type",
    "gwf_fail_violent",
    "gwf_fail_subsregime",
    "censored",
)


def _rows(regime: Regime, shape: Shape, last_day: int) -> list[tuple[object, ...]]:
    """Return the country-years of a regime, whose days stay numbers."""
    end = last_day if regime.end is None else regime.end
    first, last = (int(year) for year in years([regime.start, end], shape.first_year))
    name = f"{codes(regime.country)} {first % 100:02d}-{last % 100:02d} {regime.start}"
    rows: list[tuple[object, ...]] = []
    for year in range(first + 1, last + 1):
        ends = year == last and regime.end is not None
        end_codes = (regime.mode, regime.violence, regime.successor) if ends else (0, 0, 0)
        told = (regime.country, year, regime.regime_type, name, regime.start, end, year - first)
        rows.append((*told, int(ends), *end_codes, regime.end is None))
    return rows


def gwf(history: History, shape: Shape) -> pd.DataFrame:
    """Return the autocratic country-years of a world, as Geddes, Wright and Frantz have them."""
    import pandas as pd

    rows = [row for r in history.regimes for row in _rows(r, shape, history.last_day)]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    gw = pd.Series(codes(frame["country"]), index=frame.index, dtype="Int64")
    days = {
        name: pd.Series(dates(frame[name], shape.first_year), index=frame.index)
        for name in ("gwf_startdate", "gwf_enddate")
    }
    numbers = [name for name in _COLUMNS if name.startswith("gwf_fail")]
    return frame.drop(columns="country").assign(
        gw=gw,
        gwf_cowcode=gw,
        gwf_country="country " + gw.astype(str),
        gwf_regimetype=frame["regime_group"],
        **days,
        **{name: frame[name].astype("Int64") for name in (*numbers, "gwf_duration", "year")},
        date=days["gwf_enddate"].where(frame["gwf_fail"] == 1),
    )


def archigos(history: History, shape: Shape) -> pd.DataFrame:
    """Return the rulers of a world, as Archigos has them; democracies have none here."""
    import pandas as pd

    frame = pd.DataFrame(history.rulers)
    open_ = frame["end"].isna()
    gw = pd.Series(codes(frame["country"]), dtype="Int64")
    start = pd.Series(dates(frame["start"], shape.first_year))
    end = pd.Series(dates(frame["end"].fillna(history.last_day), shape.first_year))
    number = frame.groupby("country").cumcount() + 1
    born = start.dt.year.astype("Int64") - frame["age"].astype(int)
    return pd.DataFrame(
        {
            "obsid": gw.astype(str) + "-" + number.astype(str),
            "ccode": gw,
            "leader": "ruler " + gw.astype(str) + "-" + number.astype(str),
            "startdate": start,
            "enddate": end,
            "entry": frame["follows"],
            "exit": frame["how"],
            "yrborn": born,
            "born": born,
            "gw": gw,
            "date": start,
            "year": start.dt.year.astype("Int64"),
            "censored": open_,
        }
    )


def states(history: History, shape: Shape) -> pd.DataFrame:
    """Return the states of a world, each independent since its first regime began."""
    import pandas as pd

    first: dict[int, int] = {}
    for regime in history.regimes:
        first.setdefault(regime.country, regime.start)
    gw = pd.Series(codes(list(first)), dtype="Int64")
    start = pd.Series(dates(list(first.values()), shape.first_year))
    end = pd.Series(dates([history.last_day] * len(first), shape.first_year))
    return pd.DataFrame(
        {
            "gwcode": gw,
            "statename": "country " + gw.astype(str),
            "startdate": start,
            "enddate": end,
            "gw": gw,
            "date": start,
            "year": start.dt.year.astype("Int64"),
            "censored": True,
        }
    )
