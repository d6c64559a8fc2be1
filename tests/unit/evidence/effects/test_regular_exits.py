"""Exits by age and type: time in office is split by calendar year, and deaths follow Gompertz."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm

from interregnum.evidence.effects.gompertz import fit, fit_draws
from interregnum.evidence.effects.regular_exits import FAMILY, ruler_years
from interregnum.evidence.rulers import spells
from made_tables import MadeTables, counts, found, rows

LEADERS = rows(
    "gw leader startdate enddate exit yrborn",
    (2, "a", "1950-07-01", "1952-07-01", "Natural Death", 1890),
    (2, "b", "1952-07-01", "1953-07-01", "Regular", -999),
    (20, "c", "1870-01-01", "1880-01-01", "Regular", 1835),
    (20, "d", "1985-01-01", "1995-01-01", "Irregular", 1940),
)
GWF = rows("gw year regime_group", (2, 1951, "personal"), (2, 1952, "personal"))


def test_time_in_office_is_split_by_calendar_year() -> None:
    table = MadeTables({"archigos": LEADERS}).table("archigos")
    years = ruler_years(spells(table, date(1989, 12, 31)))
    first = years[(years["gw"] == 2) & (years["age"] < 99)]
    assert first["year"].tolist() == [1950, 1951, 1952]
    assert first["age"].tolist() == [60, 61, 62]
    assert first["exposure"].sum() == pytest.approx(731 / 365.25)
    assert first["how"].tolist() == ["", "", "Natural Death"]
    late = years[(years["gw"] == 20) & (years["year"] >= 1985)]
    assert set(late["how"]) == {""}
    assert late["exposure"].sum() == pytest.approx(5.0, abs=0.01)


def test_rates_count_exits_of_the_age_and_leave_out_unknown_births() -> None:
    effects = found(FAMILY, {"archigos": LEADERS, "gwf": GWF})
    deaths = effects["regular_exits.natural_death.age_60_69"]
    assert counts(deaths) == (1, 2)
    assert deaths.estimate == pytest.approx(365.25 / 731)
    # Ruler c: in office from 1875 on as far as the list is complete, aged 40 to 45.
    assert counts(effects["regular_exits.regular.age_30_49"]) == (1, 10)


def test_the_type_is_that_of_the_country_in_the_year() -> None:
    effects = found(FAMILY, {"archigos": LEADERS, "gwf": GWF})
    assert counts(effects["regular_exits.natural_death.personal"]) == (1, 2)
    assert effects["regular_exits.natural_death.military"].n == 0


def test_gompertz_is_the_poisson_regression_on_age() -> None:
    rng = np.random.default_rng(3)
    ages = np.arange(30.0, 100.0) - 60.0
    lived = rng.uniform(5.0, 300.0, len(ages))
    deaths = rng.poisson(0.02 * np.exp(0.07 * ages) * lived).astype(float)
    level, slope = fit(ages, deaths, lived)
    model = sm.GLM(
        deaths, sm.add_constant(ages), family=sm.families.Poisson(), offset=np.log(lived)
    ).fit()
    assert (level, slope) == pytest.approx(tuple(model.params), abs=1e-7)


def test_many_samples_are_fitted_like_one() -> None:
    rng = np.random.default_rng(5)
    ages = np.arange(0.0, 60.0) - 30.0
    lived = rng.uniform(5.0, 300.0, (20, len(ages)))
    deaths = rng.poisson(0.02 * np.exp(0.05 * ages) * lived).astype(float)
    levels, slopes = fit_draws(ages, deaths, lived)
    single = [fit(ages, d, e) for d, e in zip(deaths, lived, strict=True)]
    np.testing.assert_allclose(np.column_stack([levels, slopes]), single, rtol=1e-9)


def test_deaths_at_one_age_alone_tell_no_law() -> None:
    level, slope = fit(np.arange(3.0), np.array([0.0, 2.0, 0.0]), np.ones(3))
    assert np.isnan(level)
    assert np.isnan(slope)
