"""Nothing that the files hold of later times moves a number: checked by taking it away."""

from __future__ import annotations

import math
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from interregnum.effects import Effect, as_record
from interregnum.evidence.cases import CaseTable
from interregnum.evidence.computing import FAMILIES, TablesOf, family_of
from interregnum.evidence.folders import VARIABLE, data_folder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(VARIABLE not in os.environ, reason=f"{VARIABLE} names no data"),
]

LAST = date(1979, 12, 31)
DAY = pd.Timestamp(LAST)
# The year in which a row is over, by table; the others have no row of a later time to take away.
OVER = {
    "navco.campaigns": "EYEAR",
    "navco.attributes": "EYEAR",
    "cow_wars": "end_year",
    **dict.fromkeys(
        ("gwf", "bmr", "lied", "ucdp_acd", "navco.campaign_years", "mass_mobilization"), "year"
    ),
    **dict.fromkeys(("powell_thyne.events", "cline_coups"), "year"),
}


class Forgetful(TablesOf):
    """Tables from which everything after the last day is taken away or made up."""

    def table(self, name: str) -> CaseTable:
        """Return the table without what came later."""
        whole = super().table(name)
        frame = whole.frame
        if name in OVER:
            frame = frame[frame[OVER[name]] <= LAST.year]
        if name == "archigos":
            frame = frame[frame["startdate"] <= DAY].copy()
            later = frame["enddate"] > DAY
            frame.loc[later, "enddate"] = pd.Timestamp(1983, 3, 3)
            frame.loc[later, "exit"] = "Irregular"
            if "censored" in frame:
                frame.loc[later, "censored"] = False
        return replace(whole, frame=frame.reset_index(drop=True))


def numbers(effects: list[Effect]) -> dict[str, object]:
    """Return what is told of each effect by name, what is no number as None."""
    return {effect.name: as_record(effect) for effect in effects}


@pytest.mark.parametrize("name", FAMILIES)
def test_what_came_after_the_last_day_changes_nothing(name: str) -> None:
    folder, family = data_folder(Path(os.environ[VARIABLE])), family_of(name)
    whole = numbers(family.compute(TablesOf(folder), LAST, 100, 0))
    cut = numbers(family.compute(Forgetful(folder), LAST, 100, 0))
    assert list(whole) == list(cut)
    assert [key for key in whole if whole[key] != cut[key]] == []
    assert (
        any(
            isinstance(row, dict)
            and row["estimate"] is not None
            and not math.isnan(row["estimate"])
            for row in whole.values()
        )
        or name == "protest"
    )
