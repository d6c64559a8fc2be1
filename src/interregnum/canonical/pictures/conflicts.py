"""Pictures of conflicts: battles, contests and settlements."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from interregnum.canonical import calls
from interregnum.canonical.pictures.picture import QUIET, Curve, Mark, Panel, Picture, Rule, spread


def veto(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return the chance of a settlement over how many must agree."""
    cost, noise, players = given["total_cost"], given["noise"], given["players"]
    numbers = list(range(1, max(12, min(2 * players, 200)) + 1))
    noises = [noise] + [s for s in (0.1, 0.4) if abs(s - noise) > 0.02]
    curves = []
    for shade, each in enumerate(noises):
        found = calls.veto(players=numbers, total_cost=cost, noise=each)
        curves.append(
            Curve(
                x=numbers,
                y=found.settlement_probability.tolist(),
                label=f"noise {each:g}",
                shade=shade,
                dotted=True,
                dashed=shade > 0,
            )
        )
    chance = solution["settlement_probability"]
    marks: tuple[Mark, ...] = ()
    if players <= numbers[-1]:
        text = f"n = {players}: {chance:.4f}"
        marks = (Mark(x=players, y=chance, text=text, shade=0, shift=(8.0, 10.0)),)
    panel = Panel(
        x_label="players who must agree, n",
        y_label="probability of a settlement [1]",
        curves=tuple(curves),
        rules=(Rule(at=0.5, label="limit n → ∞"),),
        marks=marks,
        x_limits=(0.5, numbers[-1] + 0.5),
        y_limits=(0.45, 1.03),
        counted=True,
    )
    return Picture(
        title=f"The more must agree, the rarer a settlement: total cost of war {cost:g}",
        panels=(panel,),
    )


def lanchester(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return both forces over time."""
    a, b = given["a"], given["b"]
    power_a, power_b = math.sqrt(given["attrition_a"]), math.sqrt(given["attrition_b"])
    rate = power_a * power_b
    end = solution["time"]
    if end is None:
        end = 5.0 / rate if rate > 0.0 else 1.0
    days = spread(0.0, end or 1.0, 300)
    left_a, left_b = [], []
    for day in days:
        swing = rate * day
        # b/√(a b) is √(b/a); without any return fire the loss is linear in time.
        lost_a = b * (power_b / power_a * math.sinh(swing) if rate > 0.0 else power_b**2 * day)
        lost_b = a * (power_a / power_b * math.sinh(swing) if rate > 0.0 else power_a**2 * day)
        left_a.append(max(0.0, a * math.cosh(swing) - lost_a))
        left_b.append(max(0.0, b * math.cosh(swing) - lost_b))
    marks: tuple[Mark, ...] = ()
    if solution["winner"] != "draw" and solution["time"] is not None:
        text = f"{solution['winner']} wins with {solution['survivors']:.4g} after {end:.4g} days"
        ends = left_a if solution["winner"] == "A" else left_b
        shade = 0 if solution["winner"] == "A" else 1
        marks = (Mark(x=end, y=ends[-1], text=text, shade=shade, shift=(-8.0, -18.0)),)
    panel = Panel(
        x_label="time [days]",
        y_label="strength left [units]",
        curves=(
            Curve(x=days, y=left_a, label=f"A: {a:g}, destroys {given['attrition_a']:g} a day"),
            Curve(
                x=days,
                y=left_b,
                label=f"B: {b:g}, destroys {given['attrition_b']:g} a day",
                shade=1,
            ),
        ),
        marks=marks,
        x_limits=(0.0, 1.04 * (end or 1.0)),
        y_limits=(0.0, 1.1 * max(a, b, 1.0)),
    )
    return Picture(title="Aimed fire: the square law", panels=(panel,))


def contest(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return the first contestant's chance over its resources, all others as they are."""
    resources, exponent = given["resources"], given["exponent"]
    others = resources[1:]
    rival = max(others, default=0.0) or max(resources)
    own = resources[0]
    ratios = spread(0.05, max(20.0, 2.0 * own / rival), 300, log=True)
    exponents = [exponent] + [m for m in (0.5, 1.0, 2.0) if abs(m - exponent) > 0.05]
    curves = []
    for shade, each in enumerate(exponents):
        rows = [[ratio * rival, *others] for ratio in ratios]
        found = calls.contest(resources=rows, exponent=each)
        curves.append(
            Curve(
                x=ratios,
                y=found.win_probability[:, 0].tolist(),
                label=f"m = {each:g}",
                shade=shade,
                dashed=shade > 0,
            )
        )
    marks: tuple[Mark, ...] = ()
    if own > 0.0 and others:
        chance = solution["win_probability"][0]
        text = f"{chance:.4f}"
        marks = (Mark(x=own / rival, y=chance, text=text, shade=0, shift=(10.0, -14.0)),)
    even = 1.0 / len(resources)
    panel = Panel(
        x_label="resources of the first contestant [times those of its strongest rival]",
        y_label="its probability of winning [1]",
        curves=tuple(curves),
        rules=(Rule(at=even, label=f"1/{len(resources)}", shade=QUIET),),
        marks=marks,
        x_log=True,
        x_limits=(ratios[0], ratios[-1]),
        y_limits=(0.0, 1.0),
    )
    return Picture(
        title="The more decisive resources are, the steeper the contest", panels=(panel,)
    )
