"""Times under risk begin when a ruler or regime is first seen; no later day changes anything."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest

from interregnum.effects import as_record
from interregnum.errors import UsageError
from interregnum.evidence.cases import CaseTable
from interregnum.evidence.effects.episodes import regime_episodes, ruler_episodes
from interregnum.evidence.effects.timing import FAMILY
from interregnum.evidence.leader_months import ruler_months
from made_rulers import regimes, rulers, tables, tables_that_run_on
from made_tables import counts, found

UNTIL = date(1989, 12, 31)


def made(frame: object) -> CaseTable:
    """Return a table as if read."""
    return CaseTable("made", frame, (), "made")  # type: ignore[arg-type]


def test_a_ruler_is_seen_from_the_first_month_of_autocracy() -> None:
    episodes = ruler_episodes(ruler_months(made(rulers()), made(regimes()), UNTIL))
    first = episodes.entered.round(4).tolist()
    assert first == [round(292 / 365.25, 4), 0.0, 0.0]
    assert episodes.left.round(4).tolist()[0] == round((1913 + 0.5) / 365.25, 4)
    assert episodes.ended["ruler_exit"].tolist() == [True, False, True]
    assert episodes.ended["irregular_exit"].tolist() == [True, False, False]


def test_a_regime_is_seen_from_its_first_first_of_january() -> None:
    episodes = regime_episodes(made(regimes(1995, fell=1995)), date(1995, 12, 31))
    assert episodes.entered.round(4).tolist() == [round(184 / 365.25, 4)] * 2
    assert episodes.ended["breakdown"].tolist() == [True, False]
    before = regime_episodes(made(regimes(1995, fell=1995)), date(1995, 5, 31))
    assert before.ended["breakdown"].tolist() == [False, False]


def test_rates_by_time_in_office_share_out_all_months() -> None:
    effects = found(FAMILY, tables())
    bins = [name for name in effects if name.startswith("timing.rate.ruler_exit.")]
    assert len(bins) == 6
    assert sum(effects[name].events or 0 for name in bins) == 2
    assert counts(effects["timing.rate.ruler_exit.years_5_10"])[0] == 2
    assert counts(effects["timing.after_shock.attempt.months_25_60"])[0] == 1


@pytest.mark.parametrize("family", ["attempts", "after_failure", "breakdown", "timing"])
def test_what_happens_after_the_last_day_changes_no_number(family: str) -> None:
    module = import_module(f"interregnum.evidence.effects.{family}")
    before, after = (found(module.FAMILY, made) for made in (tables(), tables_that_run_on()))
    assert {name: as_record(effect) for name, effect in before.items()} == {
        name: as_record(effect) for name, effect in after.items()
    }


@pytest.mark.parametrize("family", ["attempts", "after_failure", "breakdown", "timing"])
def test_every_number_says_that_it_is_no_cause_and_every_contrast_has_its_arms(family: str) -> None:
    effects = found(import_module(f"interregnum.evidence.effects.{family}").FAMILY, tables())
    for effect in effects.values():
        assert "not a cause" in effect.caveat
        assert set(effect.arms) <= set(effects)
        assert bool(effect.arms) == ("_difference" in effect.name or "_ratio" in effect.name)


@pytest.mark.parametrize("family", ["attempts", "after_failure", "breakdown", "timing"])
def test_a_last_day_before_the_first_case_is_refused(family: str) -> None:
    module = import_module(f"interregnum.evidence.effects.{family}")
    with pytest.raises(UsageError, match="give a later day"):
        found(module.FAMILY, tables(), date(1940, 1, 1))
