"""Rulers and coup attempts after wars lost, won and drawn.

Interstate wars are dated by year, so a case is a ruler who was in office when the war's last year
began, and windows end with a calendar year. Beside them stand rulers at the beginning of years in
which no war of their state was going on. Natural death competes: who died in office was not
removed.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from interregnum.effects import Effect
from interregnum.evidence.effects.war_cases import (
    ARMS,
    attempt_years,
    autocratic_years,
    calm_years,
    rulers_of,
    war_ends,
)
from interregnum.evidence.families import Family, Tables
from interregnum.evidence.findings import Facts, Findings
from interregnum.evidence.rulers import OUTWARD, gone_by, last_day_of, spells
from interregnum.evidence.told import facts_of, last_year
from interregnum.evidence.windows import year_grid

if TYPE_CHECKING:
    import pandas as pd

FIRST_RULER, FIRST_AUTOCRAT, FIRST_COUP = 1875, 1946, 1950
CLAIMS = ("C07", "C19")
WAYS: dict[str, tuple[tuple[str, ...] | None, str, tuple[int, ...]]] = {
    "removal": (None, "had left office otherwise than by natural death", (1, 2, 5, 10)),
    "irregular": (OUTWARD, "had been removed against the rules or by a foreign force", (2, 5)),
}
CAVEAT = (
    "An association, not a cause: weak regimes lose wars, and rulers choose which to fight. "
    "Wars end on a known year, not day, so windows are longer than they say by up to a year."
)


def add_contrasts(findings: Findings, stem: str, words: str) -> None:
    """Add lost less won, and each outcome less no war, of four shares of one stem."""
    for first, second in (
        ("lost", "won"),
        ("lost", "no_war"),
        ("drawn", "no_war"),
        ("won", "no_war"),
    ):
        findings.difference(
            f"{stem}_difference.{first}_less_{second}",
            (f"{stem}.{first}", f"{stem}.{second}"),
            f"{words}: {ARMS[first]}, less that {ARMS[second]}.",
        )


def add_exits(
    findings: Findings, cases: pd.DataFrame, facts: Facts, until: date, who: str = ""
) -> None:
    """Add exits of the rulers of each arm in each window, and their contrasts.

    Parameters
    ----------
    findings, facts
        Where they go, and what is said of them.
    cases
        From :func:`rulers_of`, with ``year`` and ``arm``.
    until
        Windows that end later are left out.
    who
        ``autocrats`` or nothing; it ends the names.
    """
    import pandas as pd

    kind, end = ("autocratic rulers", f".{who}") if who else ("rulers", "")
    for way, (how, words, horizons) in WAYS.items():
        for horizon in horizons if not who or way == "removal" else ():
            whole = cases[cases["year"] + horizon <= until.year]
            closing = pd.to_datetime((whole["year"] + horizon).astype(str) + "-12-31")
            gone = gone_by(whole, closing, how)
            stem = f"wars.{way}{end}.within_{horizon}y"
            told = f"who {words} by the end of the year {horizon} after"
            for arm, what in ARMS.items():
                some = whole["arm"] == arm
                findings.share(
                    f"{stem}.{arm}",
                    gone[some],
                    whole.loc[some, "gw"],
                    f"Share of {kind} in office when a year began {what}, {told}.",
                    facts,
                )
            add_contrasts(findings, stem, f"Share of {kind} {told}")


def add_attempts(
    findings: Findings,
    cases: pd.DataFrame,
    attempts: pd.DataFrame,
    facts: Facts,
    words: tuple[str, str, date],
) -> None:
    """Add the share of state-years of each arm followed by a coup attempt within two years.

    Parameters
    ----------
    findings, facts
        Where they go, and what is said of them.
    cases
        State-years with ``gw``, ``year`` and ``arm``.
    attempts
        State-years with an attempt.
    words
        What the names hold, what came, and the last day looked at.
    """
    key, what, until = words
    whole = cases[(cases["year"] >= FIRST_COUP) & (cases["year"] + 2 <= until.year)]
    grid = year_grid(_span(whole, until), attempts)
    came = grid.window(whole["gw"].to_numpy(), whole["year"].to_numpy(), 1, 2).event
    stem = f"wars.{key}.within_2y"
    told = f"Share of state-years followed by {what} in the next 2 years"
    for arm, when in ARMS.items():
        some = (whole["arm"] == arm).to_numpy()
        findings.share(
            f"{stem}.{arm}", came[some], whole.loc[some, "gw"], f"{told}: years {when}.", facts
        )
    add_contrasts(findings, stem, told)


def _span(cases: pd.DataFrame, until: date) -> pd.DataFrame:
    """Return every year looked at for every state of the cases."""
    import pandas as pd

    years = range(FIRST_COUP, until.year + 1)
    names = ["gw", "year"]
    return pd.MultiIndex.from_product([sorted(set(cases["gw"])), years], names=names).to_frame(
        index=False
    )


def compute(tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
    """Return the family; see the module."""
    import pandas as pd

    wars, archigos, gwf = (tables.table(name) for name in ("cow_wars", "archigos", "gwf"))
    coups, plots = tables.table("powell_thyne.events"), tables.table("cline_coups")
    states = tables.table("gw_states")
    # Beyond the last war of the list nothing says that a year had none.
    covered = date(last_year(until, wars, column="end_year"), 12, 31)
    ends = war_ends(wars.frame, until)
    calm = calm_years(wars.frame, states.frame, covered)
    years = pd.concat([ends[["gw", "year", "arm"]], calm], ignore_index=True)
    findings = Findings(years["gw"], draws, seed)
    seen = last_day_of(archigos, until).date()
    ruled = rulers_of(spells(archigos, seen), years[years["year"] >= FIRST_RULER])
    facts = facts_of([wars, archigos], (FIRST_RULER, seen.year), CAVEAT, claims=CLAIMS)
    add_exits(findings, ruled, facts, seen)
    facts = facts_of([wars, archigos, gwf], (FIRST_AUTOCRAT, seen.year), CAVEAT, claims=CLAIMS)
    add_exits(findings, autocratic_years(gwf.frame, ruled), facts, seen, "autocrats")
    years = years.drop_duplicates(["gw", "year", "arm"])
    army = plots.frame[(plots.frame["military"] == 1) & (plots.frame["event_type"] != "conspiracy")]
    for key, what, table, events in (
        ("attempt", "a coup attempt", coups, coups.frame),
        ("army_attempt", "a coup attempt by the military", plots, army),
    ):
        reached = date(last_year(until, table), 12, 31)
        facts = facts_of([wars, table], (FIRST_COUP, reached.year), CAVEAT, claims=("C07",))
        attempts = attempt_years(events, until)
        add_attempts(findings, years, attempts, facts, (key, what, reached))
    return findings.effects


FAMILY = Family(
    name="wars",
    title="After wars lost, won and drawn",
    needs=("cow_wars", "archigos", "gwf", "powell_thyne.events", "cline_coups", "gw_states"),
    compute=compute,
)
