"""Large protest in autocracies: what the state did, and whether the ruler was gone soon after.

Events of at least 5,000 people that follow one another in one country are an episode, which ends
when thirty days pass without another. The list of protests begins in 1990: under the usual last
day of 1989 no effect has a case, and each says so.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from interregnum.effects import Effect
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings
from interregnum.evidence.rulers import gone_by, in_office, last_day_of, spells
from interregnum.evidence.told import facts_of

if TYPE_CHECKING:
    import pandas as pd

FIRST_YEAR = 1990
LARGE = ("5000-10000", ">10000")
PAUSE = 30
WINDOWS = {"90d": (90, "within 90 days"), "1y": (365, "within a year")}
RESPONSES = {
    "killings": (("killings",), "killed protesters"),
    "violence": (("killings", "shootings", "beatings"), "beat, shot at or killed protesters"),
    "arrests": (("arrests",), "arrested protesters"),
    "accommodation": (("accommodation",), "gave way in something"),
    "ignored": (("ignore",), "let them pass"),
}
CAVEAT = (
    "An association, not a cause: crowds come where rule is weak. The size of a third of all "
    "protests is not known, and news reaches the list from some countries more than from others."
)


def episodes(protests: pd.DataFrame, until: date) -> pd.DataFrame:
    """Return a row an episode of large protest.

    Parameters
    ----------
    protests
        Mass Mobilization: a row an event with ``gw``, ``date``, ``end``, its category of
        size and a column of 0 and 1 for each response of the state.
    until
        Events that begin later are left out.

    Returns
    -------
    Columns ``gw``, ``day`` (the first), ``last`` and the responses: 1 where any event had it.
    """
    import pandas as pd

    flags = sorted({flag for kinds, _ in RESPONSES.values() for flag in kinds})
    large = protests[
        protests["participants_category"].isin(LARGE)
        & protests["gw"].notna()
        & (protests["date"] <= pd.Timestamp(until))
    ]
    end = large["end"].fillna(large["date"])
    rows = large.assign(
        gw=large["gw"].astype("int64"),
        day=large["date"],
        last=end.where(end <= pd.Timestamp(until), pd.Timestamp(until)),
    )
    rows = rows.sort_values(["gw", "day", "last"], kind="stable", ignore_index=True)
    reach = rows.groupby("gw")["last"].cummax().groupby(rows["gw"]).shift()
    fresh = reach.isna() | ((rows["day"] - reach).dt.days > PAUSE)
    rows["episode"] = fresh.cumsum()
    kinds = {"gw": ("gw", "first"), "day": ("day", "min"), "last": ("last", "max")}
    found = rows.groupby("episode").agg(**kinds, **{flag: (flag, "max") for flag in flags})
    return found.reset_index(drop=True)


def under_autocracy(cases: pd.DataFrame, regimes: pd.DataFrame) -> pd.DataFrame:
    """Return the cases on whose day an autocracy of REIGN's list of regimes stood."""
    import pandas as pd

    kept = regimes[regimes["regime_group"].notna() & regimes["gw"].notna()]
    spans = pd.DataFrame(
        {
            "gw": kept["gw"].astype("int64"),
            "from": kept["gwf_startdate"].astype("datetime64[ns]"),
            "to": kept["gwf_enddate"],
        }
    ).sort_values("from", kind="stable")
    days = cases.assign(day=cases["day"].astype("datetime64[ns]"))
    days = days.sort_values("day", kind="stable")
    joined = pd.merge_asof(days, spans, left_on="day", right_on="from", by="gw")
    inside = joined["from"].notna() & (joined["to"].isna() | (joined["to"] >= joined["day"]))
    kept = joined[inside].drop(columns=["from", "to"])
    return kept.sort_values(["gw", "day"], kind="stable", ignore_index=True)


def quiet_days(found: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """Return the first days of years, in countries of the list, with no episode in the year before.

    They are what exits after episodes are compared with: ``gw`` and ``day``.
    """
    import pandas as pd

    years = range(FIRST_YEAR + 1, until.year + 1)
    busy = {
        (gw, year)
        for gw, first, last in found[["gw", "day", "last"]].itertuples(index=False)
        for year in range(first.year + 1, last.year + 2)
    }
    rows = [
        (gw, pd.Timestamp(year, 1, 1))
        for gw in sorted(set(found["gw"]))
        for year in years
        if (gw, year) not in busy
    ]
    days = pd.DataFrame(rows, columns=["gw", "day"])
    return days.astype({"gw": "int64", "day": "datetime64[ns]"})


def add_responses(findings: Findings, cases: pd.DataFrame, facts: Facts) -> None:
    """Add the share of episodes that met each response of the state."""
    for key, (flags, words) in RESPONSES.items():
        met = (cases[list(flags)] == 1).any(axis=1)
        definition = (
            f"Share of episodes of large protest in autocracies in which the state {words}."
        )
        findings.share(f"protest.response.{key}", met, cases["gw"], definition, facts)


def add_exits(
    findings: Findings, ruled: dict[str, pd.DataFrame], facts: Facts, last: pd.Timestamp
) -> None:
    """Add the ruler's exit after episodes, with and without killings, and on quiet days.

    Parameters
    ----------
    findings, facts
        Where they go, and what is said of them.
    ruled
        For each arm, its cases with the ruler in office.
    last
        Windows that end later are left out.
    """
    import pandas as pd

    told = {
        "episode": "after the first day of an episode of large protest",
        "episode_with_killings": "after the first day of an episode in which protesters died",
        "episode_without_killings": "after the first day of an episode in which no protester died",
        "quiet": "after 1 January of a year that followed one without such an episode",
    }
    for window, (days, words) in WINDOWS.items():
        for arm, when in told.items():
            closing = ruled[arm]["day"] + pd.Timedelta(days=days)
            whole = ruled[arm][closing <= last]
            gone = gone_by(whole, closing[closing <= last], None)
            definition = (
                f"Share of autocratic rulers who had left office, otherwise than by natural "
                f"death, {words} {when}."
            )
            findings.share(f"protest.exit_{window}.{arm}", gone, whole["gw"], definition, facts)
        for first, second in (
            ("episode", "quiet"),
            ("episode_with_killings", "episode_without_killings"),
        ):
            findings.difference(
                f"protest.exit_{window}_difference.{first}_less_{second}",
                (f"protest.exit_{window}.{first}", f"protest.exit_{window}.{second}"),
                f"Share of autocratic rulers gone {words} {told[first]}, less that {told[second]}.",
            )


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    protests, archigos = tables.table("mass_mobilization"), tables.table("archigos")
    regimes = tables.table("reign.regimes")
    last = last_day_of(archigos, until)
    found = under_autocracy(episodes(protests.frame, until), regimes.frame)
    quiet = under_autocracy(quiet_days(found, last), regimes.frame)
    rulers = spells(archigos, until)
    ruled = in_office(rulers, found)
    killed = ruled["killings"] == 1
    arms = {
        "episode": ruled,
        "episode_with_killings": ruled[killed],
        "episode_without_killings": ruled[~killed],
        "quiet": in_office(rulers, quiet),
    }
    findings = Findings([*found["gw"], *quiet["gw"]], draws, seed)
    early = until.year < FIRST_YEAR
    years = (FIRST_YEAR, until.year)
    caveat = f"The list of protests begins in {FIRST_YEAR}. {CAVEAT}" if early else CAVEAT
    facts = facts_of([protests, regimes], years, caveat, claims=("C04",))
    add_responses(findings, found, facts)
    facts = facts_of([protests, regimes, archigos], years, caveat, claims=("C04",))
    add_exits(findings, arms, facts, last)
    return findings.effects


FAMILY = Family(
    name="protest",
    title="Large protest in autocracies",
    needs=("mass_mobilization", "archigos", "reign.regimes"),
    compute=compute,
    for_calibration=False,
)
