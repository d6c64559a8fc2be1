"""What the pictures show is what the solvers say."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest

from interregnum.canonical.pictures import PLACES, USUAL, case_of, picture_of
from interregnum.canonical.pictures.picture import Curve, Mark, Panel, Picture
from interregnum.canonical.shelf import MODELS, solution_of
from interregnum.errors import ScenarioError

SPECIAL: tuple[tuple[str, dict[str, Any]], ...] = (
    ("global_game", {"public_precision": 0}),
    ("global_game", {"private_precision": 1e-6, "cost": 1e-9}),
    ("global_game", {"survived_threshold": 1.0}),
    ("global_game", {"survived_threshold": 0.2, "margin_precision": 8}),
    ("global_game", {"public_precision": 4e-5, "private_precision": 1.4e4, "cost": 1 - 1e-12}),
    ("coordination", {"public_precision": 0}),
    ("coordination", {"public_precision": 400, "cost_sd": 0, "theta": 0.3}),
    ("global_game_dynamic", {"strength": 0.1}),
    ("global_game_dynamic", {"precisions": [1], "signals": [-5], "margin_precision": 9}),
    ("selectorate", {"hazard": 1.0, "coalition_ratio": 1.0}),
    ("edmond", {"signal_precision": 1e15, "slope": 1e-15}),
    ("vanguard", {"signal": -40}),
    ("acemoglu_robinson", {"elite_population_share": 0.5}),
    ("lanchester", {"attrition_a": 0, "attrition_b": 0}),
    ("lanchester", {"attrition_b": 0}),
    ("lanchester", {"b": 1000}),
    ("lanchester", {"a": 0}),
    ("contest", {"resources": [1]}),
    ("contest", {"resources": [3, 0, 2], "exponent": 2}),
    ("veto", {"players": 10**9, "noise": 0}),
    ("granovetter", {"thresholds": [0]}),
    ("granovetter", {"thresholds": list(range(100))}),
    ("granovetter", {"mean": 60, "sd": 0}),
    ("granovetter", {"mean": -5}),
    ("watts", {"threshold": 0.01, "mean_degree": 80, "seed_share": 1e-3}),
    ("watts", {"threshold": 0.9}),
    ("kuran", {"thresholds": [50]}),
    ("brock_durlauf", {"coupling": -3, "field": 5}),
)


def panels(name: str, **values: Any) -> tuple[Panel, ...]:
    return picture_of(name, values).panels


def named(panel: Panel, words: str) -> Curve:
    """Return the curve whose label has these words."""
    return next(curve for curve in panel.curves if words in curve.label)


def points(curve: Curve, step: int) -> Iterator[tuple[float, float]]:
    """Yield every so many points of a curve, interruptions left out."""
    for x, y in list(zip(curve.x, curve.y, strict=True))[::step]:
        if x == x and y == y:
            yield x, y


def marked(panel: Panel) -> list[tuple[float, float]]:
    return [(mark.x, mark.y) for mark in panel.marks]


def is_finite(picture: Picture) -> bool:
    numbers = [
        value
        for panel in picture.panels
        for limits in (panel.x_limits, panel.y_limits)
        for value in limits or ()
    ]
    numbers += [v for p in picture.panels for m in p.marks for v in (m.x, m.y)]
    return all(map(math.isfinite, numbers))


def test_every_model_has_a_picture_of_its_usual_case() -> None:
    assert set(PLACES) == set(USUAL) == set(MODELS)
    for name in MODELS:
        picture = picture_of(name, {})
        assert picture.title
        assert is_finite(picture)
        for panel in picture.panels:
            assert panel.y_label.endswith("]")
            assert panel.x_label.endswith("]") or panel.counted
            assert any(part.label for part in (*panel.curves, *panel.areas))


@pytest.mark.parametrize(("name", "values"), SPECIAL, ids=str)
def test_special_cases_have_a_picture_within_finite_limits(
    name: str, values: dict[str, Any]
) -> None:
    picture = picture_of(name, values)
    assert is_finite(picture)
    for panel in picture.panels:
        for limits in (panel.x_limits, panel.y_limits):
            assert limits is None or limits[0] < limits[1]


def test_what_is_set_replaces_the_usual_case() -> None:
    assert case_of("veto", {"noise": 0.1}) == {"players": 3, "total_cost": 0.3, "noise": 0.1}
    assert case_of("granovetter", {"thresholds": [0]}) == {"thresholds": [0]}
    with pytest.raises(ScenarioError, match="veto: noise"):
        picture_of("veto", {"noise": -1})
    with pytest.raises(ScenarioError, match="not a model"):
        picture_of("vetoes", {})
    with pytest.raises(ScenarioError, match="no picture of random thresholds"):
        picture_of("granovetter", {"agents": 5, "replicas": 5, "seed": 1})


@pytest.mark.parametrize("private", [0.3, 1.0, 9.0])
def test_every_point_of_the_global_games_curve_is_a_solution(private: float) -> None:
    panel = panels("global_game", private_precision=private)[0]
    for curve in panel.curves[:2] if private < 2.5 else panel.curves[:1]:
        for mean, theta in points(curve, 97):
            case = {"public_precision": 4, "private_precision": private, "cost": 0.5}
            found = solution_of("global_game", case | {"public_mean": mean})
            held = zip(found["theta_star"], found["stable"], strict=True)
            roots = [root for root, stable in held if stable is not curve.dashed]
            assert min(abs(root - theta) for root in roots) < 1e-6


def test_three_thresholds_lie_exactly_in_the_shaded_zone() -> None:
    zone = panels("global_game")[0].areas[0].x
    counts = []
    for mean in (zone[0] - 1e-6, zone[0] + 1e-6, zone[1] - 1e-6, zone[1] + 1e-6):
        case = USUAL["global_game"] | {"public_mean": mean}
        counts.append(len(solution_of("global_game", case)["theta_star"]))
    assert counts == [1, 3, 3, 1]
    assert panels("global_game", private_precision=3)[0].areas == ()


def test_a_margin_below_the_drawn_cutoff_allows_a_new_attack() -> None:
    panel = panels("global_game", survived_threshold=0.3)[1]
    for precision, cutoff in points(panel.curves[0], 8):
        for shift, possible in ((-1e-6, True), (1e-6, False)):
            public = 4.0 + precision
            mean = (4.0 * 0.5 + precision * (cutoff + shift)) / public
            game = {"public_precision": public, "public_mean": mean, "survived_threshold": 0.3}
            solution = solution_of("global_game", USUAL["global_game"] | game)
            assert bool(solution["theta_star"]) is possible


def test_the_classes_act_as_much_as_the_solver_says() -> None:
    right = panels("coordination")[1]
    for k, curve in enumerate(right.curves):
        for truth, share in points(curve, 60):
            solution = solution_of("coordination", USUAL["coordination"] | {"theta": truth})
            assert solution["shares"][k] == share


def test_the_years_are_those_of_the_sequence() -> None:
    upper, lower = panels("global_game_dynamic")
    solution = solution_of("global_game_dynamic", USUAL["global_game_dynamic"])
    shown = [x for x, y in points(named(lower, "danger"), 1) if y > 0.0]
    assert shown == solution["years"] == [1, 6, 12]
    assert [y for _, y in points(named(upper, "threshold played"), 1)] == [
        theta for theta in solution["played"] if theta is not None
    ]


def test_the_critical_map_touches_the_diagonal() -> None:
    panel = panels("granovetter")[1]
    touch = next(mark for mark in panel.marks if mark.text == "tangency")
    gaps = [y - x for x, y in points(named(panel, "critical"), 1) if x < 20.0]
    assert touch.x == touch.y
    assert -1e-9 < min(gaps) < 1e-3
    assert all(y > x for x, y in points(named(panel, "critical"), 1) if 8.0 < x < 30.0)


def test_the_crowd_climbs_to_its_equilibrium() -> None:
    for sd in (10.0, 30.0):
        panel = panels("granovetter", sd=sd)[0]
        end = solution_of("granovetter", {"mean": 25, "sd": sd})["equilibrium_percent"]
        path = named(panel, "way")
        assert (path.x[-1], path.y[-1]) == pytest.approx((end, end), abs=0.05)


def test_one_more_reluctant_person_stops_the_ten() -> None:
    ready, reluctant = panels("kuran")
    assert marked(ready) == [(90.0, 90.0)]
    assert marked(reluctant) == [(10.0, 10.0)]
    ready, reluctant = panels("granovetter", thresholds=list(range(100)))
    assert (marked(ready), marked(reluctant)) == ([(100.0, 100.0)], [(1.0, 1.0)])


def test_the_shaded_window_is_that_of_the_solver() -> None:
    area = panels("watts")[0].areas[0]
    for i in range(0, len(area.x), 60):
        window = solution_of("watts", {"threshold": area.x[i]})["window"]
        shown = [area.low[i], area.high[i]] if area.low[i] == area.low[i] else []
        assert shown == window


def test_every_point_of_the_opinion_curve_sustains_itself() -> None:
    panel = panels("brock_durlauf")[0]
    for curve in panel.curves:
        coupling = 1.0 if "border" in curve.label else 2.0
        for field, m in points(curve, 41):
            assert math.tanh(field + coupling * m) == pytest.approx(m, abs=1e-9)
    spinodal = solution_of("brock_durlauf", USUAL["brock_durlauf"])["spinodal"]
    assert [rule.at for rule in panel.rules] == [-spinodal, spinodal]


@pytest.mark.parametrize(
    ("name", "words", "key", "output"),
    [
        ("edmond", "p = 0.25", "signal_precision", "theta_star"),
        ("acemoglu_robinson", "q = 0.1", "elite_income_share", "critical_cost"),
        ("selectorate", "W/S = 0.01", "hazard", "pay_share"),
        ("veto", "noise 0.2", "players", "settlement_probability"),
    ],
)
def test_a_curve_of_one_parameter_is_that_of_the_solver(
    name: str, words: str, key: str, output: str
) -> None:
    curve = named(panels(name)[0], words)
    for x, y in points(curve, max(1, len(curve.x) // 12)):
        assert solution_of(name, {**USUAL[name], key: x})[output] == y


def test_the_cutoffs_meet_at_the_least_signal() -> None:
    lower, upper = panels("vanguard")[0].curves
    solution = solution_of("vanguard", USUAL["vanguard"])
    assert lower.x[0] == pytest.approx(solution["least_mobilising_signal"], abs=1e-3)
    assert upper.y[0] - lower.y[0] < 0.1
    assert list(lower.y) == sorted(lower.y, reverse=True)
    assert list(upper.y) == sorted(upper.y)


@pytest.mark.parametrize("values", [{}, {"b": 2000}, {"attrition_b": 0}, {"attrition_a": 0}])
def test_the_battle_ends_with_the_survivors(values: dict[str, float]) -> None:
    panel = panels("lanchester", **values)[0]
    solution = solution_of("lanchester", USUAL["lanchester"] | values)
    ends = {"A": panel.curves[0].y[-1], "B": panel.curves[1].y[-1]}
    assert ends.pop(solution["winner"]) == pytest.approx(solution["survivors"], rel=1e-9)
    assert next(iter(ends.values())) == pytest.approx(0.0, abs=1e-6)
    assert isinstance(panel.marks[0], Mark)


def test_the_contests_curve_goes_through_its_case() -> None:
    panel = panels("contest", resources=[4, 1, 2])[0]
    chance = solution_of("contest", {"resources": [4, 1, 2], "exponent": 1})["win_probability"][0]
    assert marked(panel) == [(2.0, chance)]
    nearest = min(points(named(panel, "m = 1"), 1), key=lambda point: abs(point[0] - 2.0))
    assert nearest[1] == pytest.approx(chance, abs=0.01)
