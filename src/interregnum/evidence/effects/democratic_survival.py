"""How long new democracies last, by the way in which they came.

Two readings: the transitions that the Lexical Index of Electoral Democracy tells and types
itself, and the democracies of Boix, Miller and Rosato after autocracies whose end Geddes, Wright
and Frantz describe. A democracy is followed from its first full year to the year of its breakdown
or the last year looked at; those that had not broken down by then are censored.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from interregnum.effects import Effect, Scale
from interregnum.evidence.estimators.life_tables import LifeTable, curves
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings, effect_from
from interregnum.evidence.interval_ends import LEVEL
from interregnum.evidence.told import facts_of, last_year
from interregnum.intervals import Interval, wilson

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

HORIZONS = (5, 10, 20)
LIED_WAYS = {
    1: ("conversion", "led by the incumbents"),
    2: ("pact", "by agreement of incumbents and opposition"),
    3: ("collapse", "led by the opposition after the rule collapsed"),
    4: ("supervised", "under foreign supervision, as by a leaving colonial power"),
    5: ("liberated", "by foreign liberation"),
}
GWF_WAYS = {
    "insiders": ((1, 2, 3), "by a change of rules from inside or by elections"),
    "uprising": ((4,), "by a popular uprising"),
    "coup": ((5,), "by a military coup"),
    "armed": ((6, 7), "by insurgents, civil war or a foreign force"),
}
WAIT = 2
CAVEAT = (
    "An association, not a cause: the way in which democracy comes depends on the country and the "
    "time. Few democracies of each way are followed for long."
)


def lied_spells(frame: pd.DataFrame, until: date) -> pd.DataFrame:
    """Return a row a democratic transition of LIED, followed to its breakdown.

    Parameters
    ----------
    frame
        A row a state and year with ``democratic_transition``, ``transition_type`` and
        ``democratic_breakdown``.
    until
        Its year is the last one looked at.

    Returns
    -------
    Columns ``gw``, ``year``, ``way``, ``years`` (followed) and ``broke`` (whether it broke down
    in the last of them).
    """
    import pandas as pd

    kept = frame[(frame["year"] <= until.year) & frame["gw"].notna()]
    kept = kept.astype({"gw": "int64", "year": "int64"}).sort_values(["gw", "year"])
    rows = []
    for gw, state in kept.groupby("gw", sort=True):
        last = int(state["year"].max())
        broken = state.loc[state["democratic_breakdown"] == 1, "year"].tolist()
        came = state[state["democratic_transition"] == 1]
        for year, kind in zip(came["year"], came["transition_type"], strict=True):
            end = min((at for at in broken if at > year), default=None)
            stop = last if end is None else end
            way = LIED_WAYS[int(kind)][0]
            rows.append((gw, year, way, stop - year, end is not None))
    found = pd.DataFrame(rows, columns=["gw", "year", "way", "years", "broke"])
    return found[found["years"] > 0].reset_index(drop=True)


def bmr_spells(regimes: pd.DataFrame, democracy: pd.DataFrame, until: date) -> pd.DataFrame:
    """Return a row a breakdown of an autocracy that a democracy followed, as by `lied_spells`.

    Parameters
    ----------
    regimes
        Geddes, Wright and Frantz: a row an autocratic state and year.
    democracy
        Boix, Miller and Rosato: a row a state and year with ``democracy``.
    until
        Its year is the last one looked at.

    Notes
    -----
    Democracy follows where the state is one in the year of the breakdown or in one of the two
    years after it.
    """
    import pandas as pd

    seen = democracy[(democracy["year"] <= until.year) & democracy["democracy"].notna()]
    seen = seen[seen["gw"].notna()]
    status = {
        (int(gw), int(year)): int(value)
        for gw, year, value in seen[["gw", "year", "democracy"]].itertuples(index=False)
    }
    fell = regimes[
        (regimes["gwf_fail"] == 1) & (regimes["year"] <= until.year) & regimes["gw"].notna()
    ]
    rows = []
    for gw, year, kind in fell[["gw", "year", "gwf_fail_type"]].itertuples(index=False):
        way = next((name for name, (kinds, _) in GWF_WAYS.items() if kind in kinds), None)
        starts = [int(year) + k for k in range(WAIT + 1) if status.get((int(gw), int(year) + k))]
        if way is None or not starts:
            continue
        stop = starts[0]
        while status.get((int(gw), stop + 1)) == 1:
            stop += 1
        broke = (int(gw), stop + 1) in status
        rows.append((int(gw), starts[0], way, stop + int(broke) - starts[0], broke))
    found = pd.DataFrame(rows, columns=["gw", "year", "way", "years", "broke"])
    return found[found["years"] > 0].sort_values(["gw", "year"], ignore_index=True)


def add_survival(
    findings: Findings, cases: pd.DataFrame, facts: Facts, stem: str, words: str
) -> None:
    """Add the share still democratic after 5, 10 and 20 years, and the rate of breakdown.

    Parameters
    ----------
    findings, facts
        Where they go, and what is said of them.
    cases
        Spells with ``gw``, ``years`` and ``broke``.
    stem
        How the names end, as ``lied.pact``.
    words
        Which democracies.
    """
    import numpy as np

    years = cases["years"].to_numpy(dtype=np.int64)
    broke = cases["broke"].to_numpy(dtype=bool)
    at = np.arange(1, max(HORIZONS) + 1)
    risk = findings.by_country(cases["gw"], years[:, None] >= at)
    ends = findings.by_country(cases["gw"], (years[:, None] == at) & broke[:, None])
    drawn = _kaplan_meier(findings.drawn(ends), findings.drawn(risk))
    whole = _kaplan_meier(ends.sum(axis=0)[None, :], risk.sum(axis=0)[None, :])[0]
    for horizon in HORIZONS:
        share = float(whole[horizon - 1])
        name = f"democratic_survival.share_{horizon}y.{stem}"
        definition = (
            f"Kaplan-Meier share of democracies {words} that had not broken down after {horizon} "
            "years."
        )
        counts = (len(cases), int((broke & (years <= horizon)).sum()))
        found, moving = Interval(share, share, share), True
        if share in (0.0, 1.0):
            # No draw can differ: the interval is that of those who were followed so long.
            followed = max(int((years >= horizon).sum()), 1)
            found, moving = wilson(round(share * followed), followed, LEVEL), False
        effect = effect_from(name, found, counts, (definition, Scale.SHARE), facts)
        findings.add(effect, drawn[:, horizon - 1] if moving else None)
    findings.rate(
        f"democratic_survival.breakdown_rate.{stem}",
        (cases["gw"], broke, years),
        f"Breakdowns of democracies {words}, a year of democracy.",
        facts,
    )


def _kaplan_meier(ends: NDArray[np.float64], risk: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share that survives each year in each row of sums.

    It is not a number once nobody is left to follow, unless by then none survived.
    """
    import numpy as np

    shares = curves(LifeTable(risk, ends[..., None])).survival
    gone = np.minimum.accumulate(np.nan_to_num(shares, nan=1.0), axis=1) == 0.0
    return np.where(gone, 0.0, shares)


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    lied, bmr, gwf = (tables.table(name) for name in ("lied", "bmr", "gwf"))
    own, joined = lied_spells(lied.frame, until), bmr_spells(gwf.frame, bmr.frame, until)
    findings = Findings([*own["gw"], *joined["gw"]], draws, seed)
    first = int(own["year"].min()) if len(own) else until.year
    facts = facts_of([lied], (first, last_year(until, lied)), CAVEAT, claims=("C08", "C09"))
    for way, words in LIED_WAYS.values():
        told = f"that came {words}"
        add_survival(findings, own[own["way"] == way], facts, f"lied.{way}", told)
    _add_contrasts(findings, "lied", (("collapse", "pact"), ("collapse", "conversion")))
    years = (1946, last_year(until, gwf, bmr))
    facts = facts_of([gwf, bmr], years, CAVEAT, claims=("C04", "C08"))
    for way, (_, words) in GWF_WAYS.items():
        told = f"that followed an autocracy ended {words}"
        add_survival(findings, joined[joined["way"] == way], facts, f"gwf.{way}", told)
    _add_contrasts(findings, "gwf", (("coup", "insiders"), ("uprising", "insiders")))
    return findings.effects


def _add_contrasts(findings: Findings, source: str, pairs: tuple[tuple[str, str], ...]) -> None:
    """Add differences of the shares after ten years, and ratios of the rates of breakdown."""
    for first, second in pairs:
        findings.difference(
            f"democratic_survival.share_10y_difference.{source}.{first}_less_{second}",
            (
                f"democratic_survival.share_10y.{source}.{first}",
                f"democratic_survival.share_10y.{source}.{second}",
            ),
            f"Share of democracies by {first} not broken down after 10 years, less that by "
            f"{second}.",
        )
        findings.ratio(
            f"democratic_survival.breakdown_ratio.{source}.{first}_to_{second}",
            (
                f"democratic_survival.breakdown_rate.{source}.{first}",
                f"democratic_survival.breakdown_rate.{source}.{second}",
            ),
            f"Breakdowns a year of democracies by {first}, divided by those by {second}.",
        )


FAMILY = Family(
    name="democratic_survival",
    title="Survival of new democracies",
    needs=("lied", "bmr", "gwf"),
    compute=compute,
)
