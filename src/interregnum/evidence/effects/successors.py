"""Who rules after an autocracy: the kind of rule that follows, and whether soldiers come first.

A spell of autocratic rule of REIGN that has ended is followed by the next spell of the same state
that is not provisional or an occupation, if it begins within three years. Military rule stands
for a militarised heir: whose ideas it has, no list tells.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from interregnum.effects import Effect, Grade, Scale
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings, effect_from
from interregnum.evidence.told import facts_of

if TYPE_CHECKING:
    import pandas as pd

HEIRS = {
    "military": "military rule",
    "personal": "personal rule",
    "party": "the rule of a party",
    "monarchy": "a monarchy",
    "democracy": "presidential or parliamentary rule",
    "other": "another kind of rule, or none within three years",
}
DEMOCRATIC = ("presidential", "parliamentary")
PASSING = ("provisional", "foreign", "warlord")
"""How types begin that no heir is counted by."""
MOST_DAYS = 3 * 365
FIRST_YEAR = 1946
CAVEAT = (
    "An association, not a cause: the kind of rule is the coders' judgement, made when it was "
    "known. Military rule is a proxy of a militarised heir; what those who took power believed is "
    "in no list."
)


def heirs(spells: pd.DataFrame, until: date) -> pd.DataFrame:
    """Return one row an autocratic spell that ended, with the kind of rule that followed.

    Parameters
    ----------
    spells
        Of REIGN's regimes.
    until
        The last day looked at: a spell whose heir was not known by then is left out.

    Returns
    -------
    ``gw``, ``group`` of the spell that ended, ``year`` of its end and ``heir``.
    """
    import pandas as pd

    last = pd.Timestamp(until)
    known = spells[spells["gwf_startdate"] <= last].dropna(subset=["gw"])
    known = known.sort_values(["gw", "gwf_startdate"], kind="stable")
    rows = []
    for _, some in known.groupby("gw"):
        settled = some[~some["gwf_regimetype"].str.startswith(PASSING)]
        ended = some[some["regime_group"].notna() & ~some["censored"]]
        for spell in ended[ended["gwf_enddate"] <= last].to_dict("records"):
            end = spell["gwf_enddate"]
            if end.year < FIRST_YEAR:
                continue
            limit = end + pd.Timedelta(days=MOST_DAYS)
            begins = settled["gwf_startdate"]
            after = settled[(begins >= end) & (begins <= limit)].to_dict("records")
            if not after and limit > last:
                continue
            heir = _kind(after[0]) if after else "other"
            rows.append((int(spell["gw"]), spell["regime_group"], end.year, heir))
    return pd.DataFrame(rows, columns=["gw", "group", "year", "heir"])


def _kind(spell: Mapping[Hashable, Any]) -> str:
    """Return the kind of rule of a spell."""
    import pandas as pd

    if not pd.isna(spell["regime_group"]):
        return str(spell["regime_group"])
    return "democracy" if spell["gwf_regimetype"] in DEMOCRATIC else "other"


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    table = tables.table("reign.regimes")
    cases = heirs(table.frame, until)
    last = int(cases["year"].max()) if len(cases) else until.year
    facts = facts_of([table], (FIRST_YEAR, last), CAVEAT, grade=Grade.PROXY, claims=("C16",))
    findings = Findings(cases["gw"], draws, seed)
    personal = cases[cases["group"] == "personal"]
    for end, words, some in (
        ("all", "autocracies", cases),
        ("personal", "personal regimes", personal),
    ):
        for heir, what in HEIRS.items():
            definition = f"Share of {words} that ended which were followed by {what}."
            came = some["heir"] == heir
            findings.share(f"successors.share.{heir}.{end}", came, some["gw"], definition, facts)
        add_rank(findings, some, (end, words), facts)
    return findings.effects


def add_rank(findings: Findings, cases: pd.DataFrame, words: tuple[str, str], facts: Facts) -> None:
    """Add the share of military heirs less the largest share of another known kind."""
    import numpy as np

    if cases.empty:
        return
    end, told = words
    rivals = [heir for heir in HEIRS if heir not in ("military", "other")]
    counts = {heir: (cases["heir"] == heir).astype(float) for heir in ("military", *rivals)}
    whole = findings.drawn(findings.by_country(cases["gw"], np.ones(len(cases))))
    drawn = {
        heir: findings.drawn(findings.by_country(cases["gw"], came)) / np.maximum(whole, 1.0)
        for heir, came in counts.items()
    }
    draws = drawn["military"] - np.max([drawn[heir] for heir in rivals], axis=0)
    shares = {heir: float(came.mean()) for heir, came in counts.items()}
    estimate = shares["military"] - max(shares[heir] for heir in rivals)
    definition = (
        f"Share of {told} that ended which were followed by military rule, less the largest share "
        "of another kind of rule (personal, party, monarchy, presidential or parliamentary)."
    )
    effect = effect_from(
        f"successors.rank.military.{end}",
        (estimate, estimate, estimate),
        (len(cases), int(counts["military"].sum())),
        (definition, Scale.DIFFERENCE),
        facts,
    )
    findings.add(effect, draws)


FAMILY = Family(
    name="successors",
    title="Who rules after an autocracy",
    needs=("reign.regimes",),
    compute=compute,
)
