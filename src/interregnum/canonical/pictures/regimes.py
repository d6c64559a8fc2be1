"""Pictures of regimes: what they hide, whom they pay, whom they fear and what they promise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interregnum.canonical import calls
from interregnum.canonical.pictures.picture import (
    QUIET,
    Area,
    Curve,
    Mark,
    Panel,
    Picture,
    Rule,
    spread,
)


def edmond(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return the weakest regime that survives, over how well lies pay."""
    ratio = given["signal_precision"] / given["slope"]
    low, high = max(1e-15, min(0.01, ratio / 3.0)), min(1e15, max(1000.0, 3.0 * ratio))
    ratios = spread(low * (1.0 + 1e-9), high * (1.0 - 1e-9), 300, log=True)
    costs = [given["cost"]] + [c for c in (0.1, 0.5, 0.75) if abs(c - given["cost"]) > 0.05]
    curves = [
        Curve(
            x=ratios,
            y=calls.edmond(cost=cost, slope=1.0, signal_precision=ratios).theta_star.tolist(),
            label=f"p = {cost:g}",
            shade=shade,
        )
        for shade, cost in enumerate(costs)
    ]
    limit = 1.0 - given["cost"]
    panel = Panel(
        x_label="signal precision over the cost of manipulation, α/k [1]",
        y_label="weakest regime that survives, θ* [strength]",
        curves=tuple(curves),
        rules=(Rule(at=limit, label=f"1 - p = {limit:g}: no manipulation"),),
        marks=(
            Mark(
                x=ratio,
                y=solution["theta_star"],
                text=f"{solution['theta_star']:.4f}",
                shade=0,
                shift=(-8.0, -14.0),
            ),
        ),
        x_log=True,
        x_limits=(ratios[0], ratios[-1]),
        y_limits=(0.0, 1.0),
    )
    return Picture(
        title="Sharper signals help a regime that can bend what citizens see", panels=(panel,)
    )


def vanguard(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return the participation cutoffs over the vanguard's signal."""
    least, signal = solution["least_mobilising_signal"], given["signal"]
    wide = max(2.0 * given["sd_signal"], 1.3 * abs(signal - least))
    signals = [least, *(least + wide * (i / 300.0) ** 2 for i in range(1, 301))]
    left = least - 0.5 * wide if signal > least else least - 1.1 * wide
    rest = {key: value for key, value in given.items() if key != "signal"}
    pairs = calls.vanguard(**rest, signal=signals).cutoffs.tolist()
    # Where the two have met, to within rounding, there may be one or none: it is left out.
    kept = [(s, pair) for s, pair in zip(signals, pairs, strict=True) if pair[1] == pair[1]]
    x = [s for s, _ in kept]
    upper = [pair[1] for _, pair in kept]
    panel = Panel(
        x_label="the vanguard's signal s [sentiment]",
        y_label="participation cutoff [sentiment]",
        areas=(
            Area(
                x=[left, least],
                low=[0.0, 0.0],
                high=[1.1 * upper[-1]] * 2,
                label="nobody can be mobilised",
            ),
        ),
        curves=(
            Curve(x=x, y=[pair[0] for _, pair in kept], label="lower cutoff: most take part"),
            Curve(x=x, y=upper, label="upper cutoff: few take part", shade=1, dashed=True),
        ),
        rules=(
            Rule(at=least, label=f"least signal {least:.4f}", shade=2, vertical=True),
            Rule(at=signal, label=f"s = {signal:g}", vertical=True),
        ),
        marks=tuple(
            Mark(x=signal, y=cutoff, text=f"{cutoff:.4f}", shade=k, shift=(8.0, 8.0 - 22.0 * k))
            for k, cutoff in enumerate(solution["cutoffs"])
        ),
        x_limits=(left, least + wide),
        y_limits=(0.0, 1.1 * upper[-1]),
    )
    return Picture(title="Whom a vanguard's signal can mobilise", panels=(panel,))


def acemoglu_robinson(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return the critical cost of revolution over the elite's share of income."""
    people, crisis = given["elite_population_share"], given["crisis_probability"]
    incomes = spread(people, 1.0, 200)

    others = [q for q in (0.0, 1.0) if abs(q - crisis) > 0.02]
    own, *costs = calls.acemoglu_robinson(
        elite_income_share=incomes,
        elite_population_share=people,
        discount=given["discount"],
        crisis_probability=[[q] for q in (crisis, *others)],
    ).critical_cost.tolist()
    area = Area(
        x=incomes,
        low=[0.0] * len(incomes),
        high=own,
        label="promises do not stop a revolution",
        shade=1,
    )
    y = solution["critical_cost"]
    mark = Mark(x=given["elite_income_share"], y=y, text=f"{y:.4f}", shade=0, shift=(-8.0, 8.0))
    panel = Panel(
        x_label="the elite's share of income, Θ [1]",
        y_label="cost of revolution, μ [share of income]",
        areas=(area,),
        curves=(
            Curve(x=incomes, y=incomes, label="Θ: without any redistribution", shade=QUIET),
            Curve(x=incomes, y=own, label=f"μ*, q = {crisis:g}", shade=0),
            *(
                Curve(x=incomes, y=costs[i], label=f"μ*, q = {q:g}", shade=2 + i, dashed=True)
                for i, q in enumerate(others)
            ),
        ),
        marks=(mark,),
        x_limits=(people, 1.0),
        y_limits=(0.0, 1.0),
    )
    return Picture(
        title="Above μ*, redistribution while the poor could rise is enough", panels=(panel,)
    )


def selectorate(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return the guarantor's curve: what supporters must be paid over the ruler's hazard."""
    discount, ratio = given["discount"], given["coalition_ratio"]
    hazards = spread(0.0, 1.0, 400)
    ratios = [ratio] + [w for w in (0.1, 0.3, 0.6) if abs(w - ratio) > 0.3 * w]
    curves = []
    for shade, each in enumerate(ratios):
        found = calls.selectorate(discount=discount, coalition_ratio=each, hazard=hazards)
        label = f"W/S = {each:g}"
        curves.append(
            Curve(x=hazards, y=found.pay_share.tolist(), label=label, shade=shade, dashed=shade > 0)
        )
    rules: list[Rule] = []
    text = f"m({given['hazard']:g}) = {solution['pay_share']:.4f}"
    own = Mark(x=given["hazard"], y=solution["pay_share"], text=text, shade=0, shift=(10.0, -14.0))
    marks = [own]
    share = given.get("revenue_share")
    if share is not None:
        rules.append(Rule(at=share, label=f"revenue share {share:g}", shade=QUIET))
    if solution.get("breaking_hazard") is not None:
        h = solution["breaking_hazard"]
        text = f"the guarantor fails above h = {h:.4f}"
        marks.append(Mark(x=h, y=share or 0.0, text=text, shade=1, shift=(10.0, -14.0)))
    panel = Panel(
        x_label="hazard h that the ruler falls [1 a period]",
        y_label="share of revenue supporters must be paid, m(h) [1]",
        curves=tuple(curves),
        rules=tuple(rules),
        marks=tuple(marks),
        x_limits=(0.0, 1.0),
        y_limits=(0.0, 1.02),
    )
    return Picture(
        title=f"The price of loyalty rises with the danger, δ = {discount:g}", panels=(panel,)
    )
