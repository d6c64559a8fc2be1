"""Pictures of crowds that watch one another: cascade maps, windows and spinodals."""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Mapping
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
from interregnum.errors import ScenarioError
from interregnum.formulae.threshold_cascade import final_count
from interregnum.kernels.special import normal_cdf

_STEPS = 400


def _path(follow: Callable[[float], float], least: float) -> tuple[list[float], list[float]]:
    """Return the stairs that a crowd climbs from nobody: up to the map, across to the diagonal.

    They end once a step is smaller than ``least``.
    """
    x, y = [0.0], [0.0]
    for _ in range(_STEPS):
        reached = follow(x[-1])
        if abs(reached - x[-1]) < least:
            break
        x += [x[-1], reached]
        y += [reached, reached]
    return x, y


def granovetter(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return the cascade map: who has a threshold that is met, over how many act."""
    if given.get("thresholds") is not None:
        return Picture(
            title="A crowd grows while more are ready than act",
            panels=_stairs(list(given["thresholds"]), 1.0, ("persons", "crowd")),
        )
    if given.get("agents") is not None and given.get("mean") is None:
        msg = (
            "granovetter: no picture of random thresholds is drawn; "
            "give mean and sd, or a list of thresholds"
        )
        raise ScenarioError(msg)
    mean, sd, final = given["mean"], given["sd"], solution["equilibrium_percent"]
    whole = _normal(given, solution, 100.0)
    near = min(100.0, max(1.2 * mean, 1.0))
    panels = (whole,) if near >= 100.0 else (whole, _normal(given, solution, near))
    return Picture(
        title=f"With mean threshold {mean:g} % and sd {sd:g} %, {final:.4g} % act in the end",
        panels=panels,
    )


def _normal(given: Mapping[str, Any], solution: Mapping[str, Any], end: float) -> Panel:
    """Return the map of normal thresholds, up to ``end`` per cent."""
    mean, sd = given["mean"], max(given["sd"], 1e-9)
    critical, final = solution["critical_sd"], solution["equilibrium_percent"]
    crowd = spread(0.0, end, 400)

    def ready(active: float, width: float) -> float:
        return float(100.0 * normal_cdf((active - mean) / width))

    x, y = _path(lambda active: ready(active, sd), 1e-3)
    curves = [
        Curve(x=[0.0, end], y=[0.0, end], label="as many as act", shade=QUIET),
        Curve(x=crowd, y=[ready(r, sd) for r in crowd], label=f"sd {given['sd']:g} %"),
        Curve(x=x, y=y, label="the crowd's way", shade=2),
    ]
    marks = []
    if critical is not None and critical > 0.0:
        label = f"critical sd {critical:.4g} %"
        line = [ready(r, critical) for r in crowd]
        curves.append(Curve(x=crowd, y=line, label=label, shade=1, dashed=True))
        # The slope is 1 where the density is, on the lower side of the mean.
        u = -math.sqrt(max(0.0, -2.0 * math.log(critical / 100.0 * math.sqrt(2.0 * math.pi))))
        at = mean + critical * u
        words = "" if end >= 100.0 else "tangency"
        marks.append(Mark(x=at, y=at, text=words, shade=1, shift=(10.0, -14.0)))
    if final <= end:
        # The words stand in the panel in which there is room for them.
        words = f"{final:.4g} %" if end < 100.0 or final > 1.2 * mean else ""
        shift = (-8.0, -16.0) if final > 0.8 * end else (16.0, -5.0)
        marks.append(Mark(x=final, y=final, text=words, shade=0, shift=shift))
    return Panel(
        x_label="persons who act, r [% of the crowd]",
        y_label="persons who are ready, F(r) [% of the crowd]",
        curves=tuple(curves),
        marks=tuple(marks),
        x_limits=(0.0, end),
        y_limits=(-0.02 * end, 1.03 * end),
    )


def kuran(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return the map of private thresholds to public opposition."""
    people = len(given["thresholds"])
    needed = [t * people / 100.0 * (1.0 - 1e-12) for t in given["thresholds"]]
    return Picture(
        title="What is opposed in public depends on who would be the next",
        panels=_stairs(needed, 100.0 / people, ("% of the population", "public opposition")),
    )


def _stairs(needed: list[float], scale: float, words: tuple[str, str]) -> tuple[Panel, ...]:
    """Return the map of a list of thresholds [persons], and that with one less ready person."""
    ordered = sorted(needed)
    crowds = [("as they are", ordered)]
    if len(ordered) > 1:
        later = sorted([ordered[0], min(ordered[1] + 1.0, float(len(ordered))), *ordered[2:]])
        crowds.append(("the second needs one person more", later))
    return tuple(_stair(name, crowd, scale, words) for name, crowd in crowds)


def _stair(name: str, ordered: list[float], scale: float, words: tuple[str, str]) -> Panel:
    """Return the map of one list of thresholds in increasing order [persons]."""
    people, (unit, what) = len(ordered), words
    numbers = [float(r) for r in range(people + 1)]
    ready = [float(bisect.bisect_right(ordered, r)) for r in numbers]
    x, y = _path(lambda active: float(bisect.bisect_right(ordered, active)), 0.5)
    final = final_count(ordered, people) * scale
    end = people * scale
    shift = (-10.0, 8.0) if final > 0.7 * end else (12.0, -16.0 if final > 0.05 * end else 6.0)
    return Panel(
        x_label=f"{what}, r [{unit}]",
        y_label=f"ready to join, F(r) [{unit}]",
        curves=(
            Curve(x=[0.0, end], y=[0.0, end], label="as many as act", shade=QUIET),
            Curve(
                x=[r * scale for r in numbers],
                y=[r * scale for r in ready],
                stepped=True,
                label=f"F(r): {name}",
            ),
            Curve(
                x=[r * scale for r in x],
                y=[r * scale for r in y],
                label="their way",
                shade=2,
                dashed=True,
            ),
        ),
        marks=(Mark(x=final, y=final, text=f"{final:g} in the end", shade=1, shift=shift),),
        x_limits=(0.0, 1.03 * end),
        y_limits=(-0.02 * end, 1.05 * end),
    )


def watts(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return the window of mean degrees in which one seed suffices, over the threshold."""
    threshold, ends = given["threshold"], solution["window"]
    shares = spread(min(0.04, 0.8 * threshold), 0.28, 481)
    window = calls.watts(threshold=shares).window
    low, high = window[:, 0].tolist(), window[:, 1].tolist()
    marks = [
        Mark(x=threshold, y=z, text=f"z = {z:.4g}", shade=1, shift=(8.0, 8.0 - 24.0 * (z < 2.0)))
        for z in ends
    ]
    if given.get("mean_degree") is not None:
        text = f"share acting {solution['mean_field_share']:.4g}"
        marks.append(Mark(x=threshold, y=given["mean_degree"], text=text, shade=2))
    top = 1.3 * max(24.0, given.get("mean_degree") or 0.0, *ends)
    panel = Panel(
        x_label="threshold φ [share of neighbours]",
        y_label="mean degree z [neighbours]",
        areas=(
            Area(
                x=shares, low=low, high=high, label="one seed can set off a global cascade", shade=0
            ),
        ),
        curves=(Curve(x=shares, y=low), Curve(x=shares, y=high)),
        rules=(Rule(at=threshold, label=f"φ = {threshold:g}", shade=1, vertical=True),),
        marks=tuple(marks),
        x_limits=(shares[0], max(0.28, 1.05 * threshold)),
        y_limits=(0.7, top),
        y_log=True,
    )
    return Picture(
        title="Global cascades need a network that is neither too sparse nor too dense",
        panels=(panel,),
    )


def brock_durlauf(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return the mean choices over the field: an S where conformity is strong."""
    coupling, field = given["coupling"], given["field"]
    spinodal = solution["spinodal"]
    reach = max(1.0, 1.6 * (spinodal or 0.0), 1.2 * abs(field))
    curves = [*_opinions(coupling, reach, f"βJ = {coupling:g}", 0)]
    if abs(coupling - 1.0) > 1e-3:
        curves += _opinions(1.0, reach, "βJ = 1, the border", QUIET)
    rules: tuple[Rule, ...] = ()
    if spinodal is not None:
        rules = (
            Rule(at=-spinodal, shade=1, vertical=True),
            Rule(at=spinodal, label=f"spinodals ±{spinodal:.4g}", shade=1, vertical=True),
        )
    marks = tuple(
        Mark(x=field, y=m, text=f"{m:.3f}", shade=2, shift=(8.0, 6.0 - 22.0 * (m > 0.3)))
        for m in solution["roots"]
    )
    panel = Panel(
        x_label="private incentive βh [1]",
        y_label="mean choice m [1]",
        curves=tuple(curves),
        rules=rules,
        marks=marks,
        x_limits=(-reach, reach),
        y_limits=(-1.08, 1.08),
    )
    return Picture(
        title="Within the spinodals, two opinions hold because others hold them",
        panels=(panel,),
    )


def _opinions(coupling: float, reach: float, label: str, shade: int) -> list[Curve]:
    """Return the curve βh = artanh m - βJ m: what sustains itself, and dashed what does not."""
    means = [math.tanh(u) for u in spread(-6.0, 6.0, 1201)]
    fields = [math.atanh(m) - coupling * m for m in means]
    gap = float("nan")
    holds = [coupling * (1.0 - m * m) <= 1.0 for m in means]
    kept = [m if h else gap for m, h in zip(means, holds, strict=True)]
    curves = [Curve(x=fields, y=kept, label=label, shade=shade)]
    if not all(holds):
        lost = [gap if h else m for m, h in zip(means, holds, strict=True)]
        curves.append(Curve(x=fields, y=lost, label="unstable", shade=shade, dashed=True))
    return curves
