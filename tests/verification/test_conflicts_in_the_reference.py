"""The guarantor, contests and battles of the engine are those of the published models' solvers.

The settings stand in docs/explanation/models-in-the-reference-model.md. Not repeated: the
front's square law in closed form (property/test_front), the melee of two sides and the law of a
two-sided settlement by the contest's own draws (property/test_contest).
"""

from __future__ import annotations

from math import log, sqrt
from typing import Any

import pytest

from interregnum.canonical.shelf import solution_of
from interregnum.formulae.contest import is_settlement_possible
from interregnum.formulae.march import column_after, defence_lost
from interregnum.kernels.random import PURPOSE_OPTIMISM, Address, draw_normal
from interregnum.mechanisms import contest, elite_guarantee, front
from sides import regions_of, sides_of
from workspaces import gaussian_belief, road_of


@pytest.mark.parametrize("revenue", [0.2, 0.5])
def test_the_guarantor_pays_and_breaks_as_the_selectorate_says(revenue: float) -> None:
    """m(h), and a pyramid leaves just above the breaking hazard: .1093 and .4417."""
    case = {"discount": 0.9, "coalition_ratio": 0.01, "revenue_share": revenue}
    breaking = solution_of("selectorate", case)["breaking_hazard"]
    for hazard, leaves in ((0.0, 0.0), (breaking - 1e-6, 0.0), (breaking + 1e-6, 1.0)):
        # Half the belief lies below the threshold, so attempts come at -2 log(1 - h) a year.
        nothing: dict[str, Any] = dict.fromkeys(elite_guarantee.Reads._fields, 0.0)
        given = {
            "belief": gaussian_belief(0.3, 4.0),
            "threshold": 0.3,
            "median_cost": 0.7,
            "relative": 1.0,
            "year": 1989.0,
            "attempt_rate": -2.0 * log(1.0 - hazard),
        }
        reads = elite_guarantee.Reads(**(nothing | given))
        out = elite_guarantee.rule(
            reads, elite_guarantee.Params(revenue_share=revenue), Address(7, 0, 30)
        )
        priced = solution_of("selectorate", case | {"hazard": hazard})["pay_share"]
        assert out.exit_hazard == pytest.approx(hazard, abs=1e-12)
        assert out.pay == pytest.approx(priced, abs=1e-12)
        assert out.deserts == leaves


def contested(resources: list[float], **changed: float) -> tuple[contest.Writes, list[float]]:
    """Return a first week of the contest, and the chances that it weighs."""
    sides = sides_of(resource=[*resources, *[0.0] * (5 - len(resources))])
    nothing: dict[str, Any] = dict.fromkeys(contest.Reads._fields, 0.0)
    given = {"formed": 1.0, "week": 1.0, "holder": -1.0, "held_by": -1.0, "factions": sides}
    regions = {"regions": regions_of([0.1] * 10, [1.0] + [0.0] * 9)}
    reads = contest.Reads(**(nothing | given | regions))
    run = int(changed.pop("run", 0))
    return contest.rule(reads, contest.Params(**changed), Address(7, run, 40)), list(sides.chance)


@pytest.mark.parametrize(("exponent", "published"), [(0.5, 0.66667), (1.0, 0.8), (2.0, 0.94118)])
def test_the_contest_has_the_chances_of_the_ratio_form(exponent: float, published: float) -> None:
    solved = solution_of("contest", {"resources": [4.0, 1.0], "exponent": exponent})
    chances = contested([4.0, 1.0], decisiveness=exponent)[1]
    assert chances[:2] == pytest.approx(solved["win_probability"], abs=1e-14)
    assert chances[0] == pytest.approx(published, abs=5e-6)
    runs = 2000
    hopeful = {"decisiveness": exponent, "total_cost": 50.0}
    wins = sum(contested([4.0, 1.0], run=run, **hopeful)[0].holder == 0.0 for run in range(runs))
    # A side below .15 is not asked and cannot win: at m = 2 the weaker one's .059 is lost.
    p = solved["win_probability"][0] if exponent < 2.0 else 1.0
    assert abs(wins / runs - p) <= 4.0 * sqrt(p * (1.0 - p) / runs)


@pytest.mark.parametrize("resources", [[1.0] * 2, [1.0] * 3, [1.0] * 5, [4.5, 4.5, 1.0]])
def test_settlements_are_as_frequent_as_the_veto_formula_says(resources: list[float]) -> None:
    """Φ(c/(s√n)) over n viable sides; what the others would claim is added to the cost."""
    total, noise, runs = 0.3, 0.2, 4000
    chances = [r / sum(resources) for r in resources]
    viable = [p for p in chances if p > 0.15]
    veto = {"players": len(viable), "total_cost": total + 1.0 - sum(viable), "noise": noise}
    p = solution_of("veto", veto)["settlement_probability"]
    count = len(resources)
    drawn = (
        [noise * draw_normal(Address(7, run, 0), k, PURPOSE_OPTIMISM) for k in range(count)]
        for run in range(runs)
    )
    settled = sum(is_settlement_possible(chances, wrong, count, total) for wrong in drawn)
    assert abs(settled / runs - p) < 4.0 * sqrt(p * (1.0 - p) / runs)


@pytest.mark.parametrize("quality", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("garrison", [4000.0, 9000.0, 25000.0])
def test_a_garrison_and_a_column_fight_by_the_square_law(garrison: float, quality: float) -> None:
    battle = {"a": 12000.0, "b": garrison, "attrition_a": quality * 0.01, "attrition_b": 0.01}
    solved = solution_of("lanchester", battle)
    left = column_after(12000.0, garrison, quality)
    if solved["winner"] == "A":
        assert left == pytest.approx(solved["survivors"], rel=1e-12)
    else:
        assert left == 0.0
        fallen = defence_lost(12000.0, garrison, quality)
        assert fallen == pytest.approx(garrison - solved["survivors"], rel=1e-12)


@pytest.mark.parametrize("ratio", [0.8, 1.25])
def test_a_front_without_reinforcement_is_a_battle_of_aimed_fire(ratio: float) -> None:
    """Day by day, to the end: the winner, how many are left, and on which day."""
    own, rate = 10000.0, 0.002
    params = front.Params(
        opponent_ratio=ratio, attrition=rate, reinforcement=0.0, break_share=0.0,
        break_desertion=1.0,
    )  # fmt: skip
    armies = {"a": own, "b": ratio * own, "attrition_a": rate, "attrition_b": rate}
    solved = solution_of("lanchester", armies)
    road: Any = road_of([9000.0])._replace(totals=[1.0, 0.0, 0.0, own, -1.0])
    out = front.rule(front.Reads(2.0, 1.0, road, *[0.0] * 6), params, Address(7, 0, -1))
    day = 0
    while min(out.own, out.other) > 0.0:
        reads = front.Reads(2.0, 1.0, road, out.own, out.other, 0.0, 0.0, 0.0, 0.0)
        out = front.rule(reads, params, Address(7, 0, day))
        day += 1
    assert 0.0 <= day - solved["time"] < 1.0
    assert max(out.own, out.other) == pytest.approx(solved["survivors"], rel=1e-5)
    assert (out.own > out.other) == (solved["winner"] == "A")
