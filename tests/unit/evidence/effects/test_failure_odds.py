"""Odds after a failed coup: failures on the day of entry count, the rest is a logit."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from interregnum.effects import Scale
from interregnum.evidence.cases import CaseTable
from interregnum.evidence.effects.after_failure import covariates_of
from interregnum.evidence.effects.failure_odds import odds_after_failure
from interregnum.evidence.estimators.regression import Link, ratios
from interregnum.evidence.findings import Facts
from interregnum.evidence.leader_months import (
    WINDOWS,
    befallen,
    events_of,
    months_since,
    ruler_months,
    windows_of,
)
from made_rulers import coups, regimes, rulers

UNTIL = date(1989, 12, 31)


def case_table(frame: pd.DataFrame) -> CaseTable:
    """Return a table as if read."""
    return CaseTable("made", frame, (), "made by hand")


def test_each_outcome_has_its_odds_in_each_window_and_they_are_those_of_the_logit() -> None:
    panel = ruler_months(case_table(rulers()), case_table(regimes()), UNTIL)
    events = events_of(case_table(coups()), UNTIL)
    attempts = events.assign(won=events["coup"].astype(int) == 2)
    facts = Facts(source="made", vintage="1", period="1950-1989", caveat="an association")
    nothing = {
        name: values for name, values in covariates_of(panel.months).items() if name[0] == "t"
    }
    effects = odds_after_failure(panel, attempts, nothing, facts)
    assert len(effects) == 3 * len(WINDOWS)
    assert {effect.scale for effect in effects} == {Scale.RATIO}
    failed = attempts[~attempts["won"]].reset_index(drop=True)
    since = months_since(panel, befallen(panel, failed, on_entry=True))
    columns = {
        name: here.astype(float) for name, here in windows_of(since).items() if name in WINDOWS
    }
    again = ratios(
        panel.months["exit"].astype(float),
        {**columns, **nothing},
        panel.months["gw"],
        tuple(WINDOWS),
        Link.ODDS,
    )
    mine = {effect.name: effect for effect in effects}
    for window in WINDOWS:
        effect = mine[f"after_failure.any_exit_odds.{window}"]
        assert effect.n == len(panel.months)
        assert effect.estimate == pytest.approx(again[window].estimate, nan_ok=True)
