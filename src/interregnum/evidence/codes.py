"""The codes of states: Gleditsch-Ward's as the key, and how others differ from them.

Gleditsch and Ward, the Correlates of War, Polity and V-Dem number most states alike and some
not, and three of them give one number to two states. A code is therefore read with its year,
and stands for the state that was there on the last day of that year, or, where there was none,
the one whose land it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from interregnum.errors import UsageError, nearest
from interregnum.evidence.state_names import GW_NAMES, VDEM_STATES

if TYPE_CHECKING:
    import pandas as pd

System = Literal["gw", "cow", "polity", "vdem"]
_Spells = tuple[tuple[int, int | None], ...]

# Each exception is a list of (last year, code), the last of them without an end.
_GERMANY: _Spells = ((1948, 255), (9999, 260))
_SERBIA: _Spells = ((1917, 340), (2005, 345), (9999, 340))
_SOUTHERN_VIETNAM: _Spells = ((1953, 815), (9999, 817))

# The Correlates of War: one Germany, one Yugoslavia, a new Yemen, their own numbers for islands
# (970 is Nauru there and Kiribati here).
_COW: dict[int, _Spells] = {
    255: _GERMANY,
    345: _SERBIA,
    679: ((9999, 678),),
    817: _SOUTHERN_VIETNAM,
    946: ((9999, 970),),
    947: ((9999, 973),),
    955: ((9999, 972),),
    970: ((9999, 971),),
}

# Polity's numbers, which several datasets of democracy and protest call COW's: states that
# changed their borders got new ones (341 is Kosovo there and Montenegro here).
_POLITY: dict[int, _Spells] = {
    **_COW,
    324: ((9999, 325),),
    341: ((9999, 347),),
    342: ((9999, 340),),
    347: ((2005, 345), (9999, 340)),
    348: ((9999, 341),),
    364: ((9999, 365),),
    525: ((9999, 626),),
    529: ((9999, 530),),
    624: ((9999, 625),),
    769: ((9999, 770),),
    818: ((9999, 816),),
}

# V-Dem's own country_id, where one number runs through several states or through none.
_VDEM: dict[int, _Spells] = {
    35: _SOUTHERN_VIETNAM,
    42: ((1910, 730), (9999, 732)),
    77: _GERMANY,
    144: ((1917, 300), (9999, 305)),
    157: ((1992, 315), (9999, 316)),
    198: _SERBIA,
    236: ((1964, 511), (9999, None)),
}


def gw_from_cow(ccode: int, year: int) -> int | None:
    """Return the Gleditsch-Ward code for a code of the Correlates of War.

    Parameters
    ----------
    ccode
        The code; one that only Gleditsch and Ward use stays as it is.
    year
        The year of the row.

    Returns
    -------
    int or None
        None where no state has the code.

    Examples
    --------
    >>> gw_from_cow(255, 1938), gw_from_cow(255, 1995), gw_from_cow(679, 1991)
    (255, 260, 678)
    >>> gw_from_cow(970, 1990), gw_name(971), gw_from_cow(393, 1990)
    (971, 'Nauru', None)
    """
    return _from(_COW, ccode, year)


def gw_from_polity(ccode: int, year: int) -> int | None:
    """Return the Gleditsch-Ward code for a code as Polity gives it.

    BMR's `cowcode`, Mass Mobilization's `ccode` and NAVCO's `lccode` are of this kind.

    >>> gw_from_polity(364, 1980), gw_from_polity(347, 1999), gw_from_polity(341, 2010)
    (365, 345, 347)
    """
    return _from(_POLITY, ccode, year)


def gw_from_vdem(country_id: int, year: int) -> int | None:
    """Return the Gleditsch-Ward code for a `country_id` of V-Dem (ERT has it too).

    None for lands that were no state: Palestine, Somaliland, Hong Kong, Zanzibar after 1964.

    >>> gw_from_vdem(157, 1968), gw_from_vdem(157, 2000), gw_from_vdem(167, 2000)
    (315, 316, None)
    """
    if country_id in _VDEM:
        return _from(_VDEM, country_id, year)
    return VDEM_STATES.get(country_id)


def gw_from_gw(gwcode: int, year: int) -> int | None:
    """Return a Gleditsch-Ward code as it is, or None where no state has it.

    >>> gw_from_gw(365, 1950), gw_from_gw(999, 1950)
    (365, None)
    """
    return gwcode if gwcode in GW_NAMES else None


def gw_name(gw: int) -> str:
    """Return a state's name.

    >>> gw_name(365)
    'Russia (Soviet Union)'
    """
    if gw not in GW_NAMES:
        known = [str(code) for code in GW_NAMES]
        raise UsageError(f"no state has the Gleditsch-Ward code {gw}; {nearest(str(gw), known)}")
    return GW_NAMES[gw]


_SYSTEMS: dict[System, Callable[[int, int], int | None]] = {
    "gw": gw_from_gw,
    "cow": gw_from_cow,
    "polity": gw_from_polity,
    "vdem": gw_from_vdem,
}


def gw_column(codes: pd.Series[int], years: pd.Series[int], system: System) -> pd.Series[int]:
    """Return the Gleditsch-Ward codes of a column of codes, missing where there is no state.

    Parameters
    ----------
    codes, years
        Columns of one table, of whole numbers; a missing code or year gives a missing state.
    system
        Whose codes they are: ``gw``, ``cow``, ``polity`` or ``vdem``.
    """
    import pandas as pd

    translate = _SYSTEMS[system]
    pairs = pd.DataFrame({"code": codes.astype("Int64"), "year": years.astype("Int64")})
    table = {
        (code, year): translate(int(code), int(year))
        for code, year in pairs.dropna().drop_duplicates().itertuples(index=False)
    }
    found = [
        None if code is pd.NA or year is pd.NA else table[(code, year)]
        for code, year in pairs.itertuples(index=False)
    ]
    return pd.Series(found, index=codes.index, dtype="Int64", name="gw")


def _from(exceptions: dict[int, _Spells], code: int, year: int) -> int | None:
    """Return the state that a code stood for, by its exceptions and else by the code itself."""
    for last, gw in exceptions.get(code, ()):
        if year <= last:
            return gw
    return code if code in GW_NAMES else None
