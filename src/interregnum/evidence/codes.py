"""The codes of states: Gleditsch-Ward's as the key, and how others differ from them."""

from __future__ import annotations

_ALWAYS = (-9999, 9999)

# Where a code of the Correlates of War is not that of Gleditsch and Ward: (first, last, GW).
_COW: dict[int, tuple[tuple[int, int, int], ...]] = {
    255: ((-9999, 1948, 255), (1949, 9999, 260)),
    345: ((-9999, 1917, 340), (1918, 2005, 345), (2006, 9999, 340)),
    679: ((*_ALWAYS, 678),),
    817: ((-9999, 1893, 815), (1894, 9999, 817)),
    946: ((*_ALWAYS, 970),),
    947: ((*_ALWAYS, 973),),
    955: ((*_ALWAYS, 972),),
    970: ((*_ALWAYS, 971),),
}


def gw_from_cow(ccode: int, year: int) -> int | None:
    """Return the Gleditsch-Ward code of a Correlates-of-War code in a year, None if no state."""
    for first, last, gw in _COW.get(ccode, ()):
        if first <= year <= last:
            return gw
    return ccode
