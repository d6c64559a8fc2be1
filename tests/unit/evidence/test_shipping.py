"""The shipped table is read as it was written, and asked by claim, family or name."""

from __future__ import annotations

import json
import math

import pytest

from interregnum.effects import Effect, Grade, Scale
from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence.computing import FAMILIES
from interregnum.evidence.shipping import (
    EffectTable,
    family_name,
    lines_of,
    shipped_table,
    speaking_to,
    table_of,
)


def effect(name: str, estimate: float = 0.5, claims: tuple[str, ...] = ()) -> Effect:
    ends = (estimate, estimate) if math.isnan(estimate) else (0.4, 0.6)
    return Effect(
        name=name,
        estimate=estimate,
        low=ends[0],
        high=ends[1],
        n=4,
        definition="d",
        source="s",
        vintage="v",
        period="1950-1989",
        scale=Scale.SHARE,
        grade=Grade.PROXY,
        caveat="An association, not a cause.",
        claims=claims,
    )


TABLE = EffectTable(
    (effect("wars.a.b", claims=("C07",)), effect("wars.c"), effect("campaigns.a")),
    {"x/y.csv": "0" * 64},
    2000,
    0,
)


def test_a_table_is_read_as_it_was_written() -> None:
    assert table_of(lines_of(TABLE), "t") == TABLE


def test_what_is_not_known_is_null_in_the_file() -> None:
    text = lines_of(TABLE._replace(effects=(effect("wars.a", math.nan),)))
    assert json.loads(text.splitlines()[1])["estimate"] is None
    assert math.isnan(table_of(text, "t").effects[0].estimate)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no table of effects"),
        ("{}\n", "no table of effects"),
        ("[1\n", "line 1 is no JSON"),
        (lines_of(TABLE)[:-40], "line 4 is no JSON"),
        (lines_of(TABLE).replace('"n": 4', '"m": 4'), "unknown field 'm'"),
    ],
)
def test_a_broken_table_is_refused(text: str, told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        table_of(text, "t")


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("C07", ["wars.a.b"]),
        ("c07", ["wars.a.b"]),
        ("wars", ["wars.a.b", "wars.c"]),
        ("wars.c", ["wars.c"]),
    ],
)
def test_a_word_asks_for_a_claim_a_family_or_one_effect(word: str, names: list[str]) -> None:
    assert [found.name for found in speaking_to(TABLE.effects, word)] == names


@pytest.mark.parametrize(
    ("word", "told"),
    [("C01", "effects speak to C07"), ("war", "did you mean wars"), ("xyzzy", "evidence list")],
)
def test_an_unknown_word_is_refused_with_the_way_out(word: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        speaking_to(TABLE.effects, word)


def test_the_shipped_effects_keep_the_rules_of_every_effect() -> None:
    effects = {found.name: found for found in shipped_table().effects}
    assert len(effects) == len(shipped_table().effects) >= 100
    assert {family_name(name) for name in effects} == set(FAMILIES)
    for name, found in effects.items():
        assert name == name.lower()
        assert set(found.arms) <= set(effects)
        assert "ssociation" in found.caveat
        assert found.definition.endswith(".")
        if found.scale is Scale.SHARE and found.events is not None and found.n:
            assert 0 <= found.events <= found.n


def test_only_the_published_totals_look_beyond_1989() -> None:
    late = {
        family_name(found.name)
        for found in shipped_table().effects
        if int(found.period[-4:]) > 1989
    }
    assert late == {"campaign_totals"}


def test_the_published_totals_are_shipped() -> None:
    effects = {found.name: found for found in shipped_table().effects}
    nonviolent = effects["campaign_totals.success.nonviolent"]
    violent = effects["campaign_totals.success.violent"]
    assert (nonviolent.events, nonviolent.n) == (150, 292)
    assert (violent.events, violent.n) == (70, 268)
    assert nonviolent.estimate == pytest.approx(0.5137, abs=5e-5)


def test_every_shipped_file_has_its_hash() -> None:
    table = shipped_table()
    assert len(table.files) > 10
    assert all(len(digest) == 64 for digest in table.files.values())
    assert table.draws == 2000
