"""Groups of regimes: many names of types, five words that effects are told by.

The group of a hybrid is its first word, an oligarchy counts as a party, and indirect military
rule as military (Geddes, Wright and Frantz 2014). Where the type is not told, the authors' own
four marks decide: they count Iran after 1979, which has no type, as a party.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

GROUPS = ("military", "monarchy", "party", "personal")
MARKS = {
    "gwf_party": "party",
    "gwf_personal": "personal",
    "gwf_military": "military",
    "gwf_monarch": "monarchy",
    "gwf_monarchy": "monarchy",
}
_GROUP_OF = {
    "party-based": "party",
    "party": "party",
    "party-personal": "party",
    "party-military": "party",
    "party-personal-military": "party",
    "oligarchy": "party",
    "personal": "personal",
    "military": "military",
    "military-personal": "military",
    "military personal": "military",
    "indirect military": "military",
    "monarchy": "monarchy",
}
AUTOCRATIC = frozenset(_GROUP_OF)
"""The types of autocratic regimes, as versions spell them."""


def regime_group(frame: pd.DataFrame, column: str = "gwf_regimetype") -> pd.Series:
    """Return the group of each regime, missing for what is no autocracy.

    >>> import pandas as pd
    >>> types = ["oligarchy", "military-personal", None, "presidential"]
    >>> rows = pd.DataFrame({"gwf_regimetype": types, "gwf_party": [1, 0, 1, 0]})
    >>> regime_group(rows).fillna("").tolist()
    ['party', 'military', 'party', '']
    """
    group = frame[column].map(_GROUP_OF).astype("string")
    untold = frame[column].isna()
    for mark, name in MARKS.items():
        if mark in frame:
            marked = untold & (frame[mark] == 1).fillna(False).astype(bool)
            group = group.mask(marked & group.isna(), name)
    return group.rename("regime_group")
