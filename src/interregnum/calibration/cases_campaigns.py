"""A world's campaigns, in the columns of the record's lists of campaigns and of campaign-years.

Crowds of a thousand persons or more that come in one country less than a year apart are one
campaign. It ends with the fall of the ruler, and has succeeded if he fell while it went on or
within a year of its peak. It is violent if at its peak less than half of it was nonviolent.
Security forces have defected from the ruler where a tenth of the units stood aside from a crowd,
or where a column set out while the campaign was on. What a list knows and a world does not (goals
but the ruler's fall, foreign support, a violent flank, officials who went over) is missing there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.calibration.calendar import codes, years
from interregnum.calibration.chain import Shape
from interregnum.calibration.event_map import LEAST_ASIDE, VIOLENT_BELOW
from interregnum.calibration.happenings import Happenings

if TYPE_CHECKING:
    import pandas as pd

YEAR = 365
_UNKNOWN = ("REGVIOL", "VIOLENTFLANK", "VIOLSIM", "REGAID", "STATESUP")


class Campaign(NamedTuple):
    """Crowds of one country that belong together; days count as in a history.

    ``fall`` is the day on which it succeeded, None where it did not; ``defections`` the days on
    which security forces went over; ``going_on`` whether it had not ended on the last day.
    """

    country: int
    begins: int
    last: int
    peak: int
    persons: float
    share: float
    violent: bool
    fall: int | None
    defections: tuple[int, ...]
    going_on: bool

    @property
    def ends(self) -> int:
        """The day on which it had won, or of its last crowd."""
        return self.last if self.fall is None else max(self.fall, self.last)


def campaigns_of(happened: Happenings) -> list[Campaign]:
    """Return the campaigns of a world by country and day."""
    attacks = happened.attacks.sort_values(["country", "day"], kind="stable")
    falls = _days_of(happened.falls)
    marches = _days_of(happened.columns)
    found: list[Campaign] = []
    group: list[Any] = []
    for attack in attacks.itertuples(index=False):
        if group and not _joins(group, attack, falls):
            found.append(_campaign(group, falls, marches, happened.last_day))
            group = []
        group.append(attack)
    if group:
        found.append(_campaign(group, falls, marches, happened.last_day))
    return found


def _days_of(cases: pd.DataFrame) -> dict[int, list[int]]:
    """Return the days of each country, in order."""
    found: dict[int, list[int]] = {}
    for country, day in sorted(zip(cases["country"], cases["day"], strict=True)):
        found.setdefault(int(country), []).append(int(day))
    return found


def _joins(group: list[Any], attack: Any, falls: dict[int, list[int]]) -> bool:
    """Return whether a crowd belongs to a campaign: soon enough, and no ruler fell between."""
    before = group[-1]
    if attack.country != before.country or attack.day - before.day >= YEAR:
        return False
    return not any(before.day <= day < attack.day for day in falls.get(attack.country, []))


def _campaign(
    group: list[Any],
    falls: dict[int, list[int]],
    marches: dict[int, list[int]],
    last_day: int,
) -> Campaign:
    """Return what a list says of some crowds."""
    country, begins, last = int(group[0].country), int(group[0].day), int(group[-1].day)
    top = max(group, key=lambda attack: attack.persons)
    until = max(last, int(top.day) + YEAR)
    fall = next((day for day in falls.get(country, []) if begins <= day <= until), None)
    aside = {int(attack.day) for attack in group if attack.aside >= LEAST_ASIDE}
    aside |= {day for day in marches.get(country, []) if begins <= day <= last}
    return Campaign(
        country,
        begins,
        last,
        int(top.day),
        float(top.persons),
        float(top.persons / top.population),
        bool(top.nonviolence < VIOLENT_BELOW),
        fall,
        tuple(sorted(aside)),
        fall is None and last + YEAR > last_day,
    )


def campaigns(happened: Happenings, shape: Shape) -> pd.DataFrame:
    """Return the campaigns of a world, as the longer of the two lists has them."""
    import pandas as pd

    made = campaigns_of(happened)
    number = range(len(made))
    gw = pd.Series(codes([c.country for c in made]), dtype="Int64")
    won = pd.Series([int(c.fall is not None) for c in made], dtype="Int64")
    ongoing = pd.Series([int(c.going_on) for c in made], dtype="Int64")
    violent = pd.Series([int(c.violent) for c in made], dtype="Int64")
    ends = years([c.ends for c in made], shape.first_year)
    return pd.DataFrame(
        {
            "NAVCOID": pd.Series([str(n) for n in number], dtype="string"),
            "CAMPAIGN": pd.Series([f"campaign {n}" for n in number], dtype="string"),
            "LOCATION": "country " + gw.astype("string"),
            "BYEAR": pd.array(years([c.begins for c in made], shape.first_year), dtype="Int64"),
            "EYEAR": pd.array(ends, dtype="Int64"),
            "SUCCESS": won,
            "LIMITED": pd.Series(0, index=number, dtype="Int64"),
            "FAILURE": 1 - won,
            "ONGOING": ongoing,
            "VIOL": violent,
            "NONVIOL": 1 - violent,
            "REGCHANGE": pd.Series(1, index=number, dtype="Int64"),
            **{
                goal: pd.Series(0, index=number, dtype="Int64")
                for goal in ("FSELFDET", "SECESSION", "OTHER")
            },
            "gw": gw,
            "year": pd.array(ends, dtype="Int64"),
            "ended": ongoing == 0,
        }
    )


def attributes(happened: Happenings, shape: Shape) -> pd.DataFrame:
    """Return the campaigns of a world with their size and defection, as the older list has them."""
    import pandas as pd

    made = campaigns_of(happened)
    unknown = pd.Series(pd.NA, index=range(len(made)), dtype="Int64")
    return campaigns(happened, shape).assign(
        DURATION=pd.Series([float(c.last - c.begins + 1) for c in made], dtype="float64"),
        PARTICIPATION=pd.Series([c.persons for c in made], dtype="float64"),
        PERCENTAGEPOPULARPARTICIPATION=pd.Series([c.share for c in made], dtype="float64"),
        DEFECT=pd.Series([int(bool(c.defections)) for c in made], dtype="Int64"),
        **dict.fromkeys(_UNKNOWN, unknown),
    )


def campaign_years(happened: Happenings, shape: Shape) -> pd.DataFrame:
    """Return the campaign-years of a world; what a world does not know is missing."""
    import pandas as pd

    rows = []
    for number, made in enumerate(campaigns_of(happened)):
        first, last = (int(y) for y in years([made.begins, made.ends], shape.first_year))
        over = set(years(made.defections, shape.first_year).tolist())
        for year in range(first, last + 1):
            won = int(made.fall is not None and year == last)
            stage = 2 if year == last and not made.going_on else int(year > first)
            rows.append(
                (number, made.country, year, stage, won, int(year in over), int(not made.violent))
            )
    names = ["id", "country", "year", "cyear", "success", "sec_defect", "prim_method"]
    frame = pd.DataFrame(rows, columns=names).astype("int64").astype("Int64")
    gw = pd.Series(codes(frame["country"].astype("int64")), dtype="Int64")
    unknown = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    return frame.drop(columns="country").assign(
        campaign="campaign " + frame["id"].astype(str),
        location="country " + gw.astype(str),
        lccode=gw,
        **dict.fromkeys(("camp_size", "repression", "state_defect", "progress"), unknown),
        camp_structure=unknown,
        gw=gw,
        ended=frame["cyear"] == 2,
    )
