"""The names under which a claim may read a run, in words; what reads them is elsewhere.

Nothing heavy is imported here, so that a ledger can be looked at in an instant.
"""

from __future__ import annotations

from typing import NamedTuple

# Days on which daily quantities are read, in runs that are followed.
PATH_DAYS = (2, 30, 60, 180, 360)
PATH_HORIZON = 365
FOLLOWED = (
    "belief.mean",
    "belief.fall_chance",
    "legitimacy.expressed_support",
    "legitimacy.level",
    "elites.deserted",
    "units.share_acting",
    "forces.loyal",
)
CLASSES = ("democracy", "militarised", "insider", "fragmentation", "other")
HOLDERS = ("insiders", "nationalists", "democrats", "regional", "shared")


class Told(NamedTuple):
    """A quantity of a run in words; ``followed`` says that daily quantities are needed."""

    words: str
    followed: bool = False


_RULE = "within the days"
QUANTITIES: dict[str, Told] = {
    "removed": Told(f"the ruler is removed {_RULE}, for good"),
    "collapse": Told(f"the ruler falls {_RULE}, even if he comes back"),
    "any_exit": Told(f"the ruler is gone {_RULE}"),
    "exit_but_death": Told(f"the ruler is gone {_RULE}, other than by natural death"),
    "regular_exit": Told(f"the ruler leaves in order {_RULE}"),
    "natural_death": Told(f"the ruler dies in office {_RULE}"),
    "peaceful_exit": Told(
        f"election, succession, or an uprising or insiders without a death, {_RULE}"
    ),
    "turnover": Told(f"the ruler is removed, or concedes an election, {_RULE}"),
    "lost_war": Told("the front breaks within a year, under this ruler"),
    "mutiny_wins": Told(f"removed by arms {_RULE}, a month at most after the first mutiny"),
    "democracy_kept": Told(
        f"removed {_RULE}, and a conceded election within the aftermath that lasts 180 days"
    ),
    "uprising": Told(f"removed by an uprising {_RULE}"),
    "by_arms": Told(f"removed by a coup or an armed group {_RULE}"),
    "bloody_removal": Told(f"removed {_RULE}, with over 25 deaths"),
    "stood_down": Told(f"a column stands down {_RULE}"),
    "further_attempt": Told(f"a coup attempt, or a mutiny after the first week, {_RULE}"),
    "attempt_after_march": Told(
        f"a coup attempt from the third day on, or a mutiny after the first week, {_RULE}"
    ),
    "later_uprising": Told(f"a mass attack after the first week, {_RULE}"),
    "desertion": Told(f"a patronage pyramid of elites deserts {_RULE}"),
    "defection": Told(
        f"elites desert, insiders or units attempt, or a further mutiny begins, {_RULE}"
    ),
    "mutiny": Told(f"a mutiny begins {_RULE}"),
    "front_breaks": Told(f"the front breaks {_RULE}"),
    **{name: Told(f"removed {_RULE}, and the class is {name}") for name in CLASSES},
    "strongman": Told(f"removed {_RULE}, and an armed faction or an interim ruler holds on"),
    **{
        f"held_by_{name}": Told(f"removed {_RULE}, and {name} hold power in the end")
        for name in HOLDERS
    },
    **{
        f"{name}@{day}": Told(f"{name} on day {day}", True)
        for name in FOLLOWED
        for day in PATH_DAYS
    },
}
