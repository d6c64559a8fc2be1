"""Pictures of the global game: thresholds over what everybody believes, and over the news."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Any

from interregnum.canonical import calls
from interregnum.canonical.pictures.picture import (
    Area,
    Curve,
    Mark,
    Panel,
    Picture,
    Rule,
    spread,
)
from interregnum.kernels.special import normal_quantile

_GAP = float("nan")


def _mean_for(threshold: float, given: Mapping[str, Any], private: float) -> float:
    """Return the public mean at which a threshold is one of the static game."""
    precision: float = given["public_precision"]
    lead = -math.sqrt(precision + private) * normal_quantile(given["cost"])
    return threshold + (lead - math.sqrt(private) * normal_quantile(threshold)) / precision


def _thresholds(given: Mapping[str, Any], private: float, label: str, shade: int) -> list[Curve]:
    """Return θ* over the public mean, what survives small doubts and, dashed, what does not."""
    thetas = spread(0.0005, 0.9995, 2000)
    means = [_mean_for(theta, given, private) for theta in thetas]
    holds = [after <= before for before, after in itertools.pairwise(means)]
    holds.append(holds[-1])
    kept = [t if h else _GAP for t, h in zip(thetas, holds, strict=True)]
    curves = [Curve(x=means, y=kept, label=label, shade=shade)]
    if not all(holds):
        lost = [_GAP if h else t for t, h in zip(thetas, holds, strict=True)]
        curves.append(Curve(x=means, y=lost, shade=shade, dashed=True))
    return curves


def _non_unique(given: Mapping[str, Any], private: float) -> tuple[float, float] | None:
    """Return the public means between which there are three thresholds."""
    density = math.sqrt(2.0 * math.pi * private) / given["public_precision"]
    if density >= 1.0:
        return None
    # z turns where φ(Φ⁻¹(θ)) = √β/α.
    turn = math.sqrt(-2.0 * math.log(density))
    low, high = (0.5 * math.erfc(u / math.sqrt(2.0)) for u in (turn, -turn))
    ends = sorted(_mean_for(theta, given, private) for theta in (low, high))
    return ends[0], ends[1]


def global_game(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return θ* over the public mean, and how narrow an escape must look to be attacked again."""
    if given["public_precision"] == 0.0:
        given = {**given, "public_precision": 1e-3}
    game = {k: given[k] for k in ("public_precision", "private_precision", "cost")}
    game["public_mean"] = given.get("public_mean") or 0.0
    static = calls.global_game(**game)
    held = zip(static.theta_star.tolist(), static.stable.tolist(), strict=True)
    survived = given.get("survived_threshold")
    if survived is None:
        survived = max((theta for theta, holds in held if holds), default=1.0)
    marks: tuple[Mark, ...] = ()
    if solution.get("margin_cutoff") is not None:
        y, named = solution["margin_cutoff"], given["margin_precision"]
        marks = (Mark(x=named, y=y, text=f"y† = {y:.3f}", shade=0, shift=(8.0, -14.0)),)
    return Picture(
        title=f"Global game, α = {given['public_precision']:g}, c = {given['cost']:g}",
        panels=(_over_belief(game, static.theta_star.tolist()), *_over_news(game, survived, marks)),
    )


def _over_belief(game: Mapping[str, Any], thetas: list[float]) -> Panel:
    """Return θ* over the public mean, for three precisions of private beliefs."""
    private, mean = game["private_precision"], game["public_mean"]
    border = game["public_precision"] ** 2 / (2.0 * math.pi)
    sharp = 4.0 * max(private, border)
    curves = _thresholds(game, private, f"β = {private:.4g}", 0)
    if abs(border - private) > 0.05 * private:
        curves += _thresholds(game, border, f"β = {border:.4g}, the border of uniqueness", 1)
    curves += _thresholds(game, sharp, f"β = {sharp:.4g}", 2)
    middle = 0.5 * (_mean_for(0.2, game, private) + _mean_for(0.8, game, private))
    wide = max(abs(_mean_for(theta, game, private) - middle) for theta in (0.02, 0.98))
    wide = max(wide, 1.2 * abs(mean - middle))
    areas: tuple[Area, ...] = ()
    zone = _non_unique(game, private)
    if zone is not None:
        wide = max(wide, 1.3 * (zone[1] - middle))
        label = f"three thresholds at β = {private:.4g}"
        areas = (Area(x=list(zone), low=[0.0, 0.0], high=[1.0, 1.0], label=label),)
    return Panel(
        x_label="public mean of strength, z [strength]",
        y_label="threshold θ* below which he falls [strength]",
        areas=areas,
        curves=tuple(curves),
        rules=(Rule(at=1.0 - game["cost"], label="1 - c, the limit β → ∞"),),
        marks=tuple(Mark(x=mean, y=theta, text=f"{theta:.4f}", shade=0) for theta in thetas),
        x_limits=(middle - wide, middle + wide),
        y_limits=(-0.02, 1.08),
    )


def _over_news(
    game: Mapping[str, Any], survived: float, marks: tuple[Mark, ...]
) -> tuple[Panel, ...]:
    """Return the cutoff of the margin signal over its precision; nothing where there is none."""
    if survived >= 1.0:
        return ()
    precisions = spread(0.25, max(64.0, *(4.0 * mark.x for mark in marks), 0.0), 25, log=True)
    cutoffs = calls.global_game(
        **game,
        survived_threshold=survived,
        margin_precision=precisions,
    ).margin_cutoff
    lines = list(zip(precisions, [] if cutoffs is None else cutoffs.tolist(), strict=True))
    # What lies far below, or is not there, is left out; the rest is to the right.
    lines = [(tau, y) for tau, y in lines if y >= survived - 4.0]
    if len(lines) < 2:
        return ()
    x, y = [tau for tau, _ in lines], [cutoff for _, cutoff in lines]
    possible = Area(x=x, low=[min(y)] * len(x), high=y, label="a new attack is possible", shade=1)
    panel = Panel(
        x_label="precision τ of the news [1/strength²]",
        y_label="how strong he looked, y [strength]",
        areas=(possible,),
        curves=(Curve(x=x, y=y, label="cutoff y†", shade=1),),
        rules=(Rule(at=survived, label=f"survived threshold {survived:.4g}"),),
        marks=marks,
        x_log=True,
        x_limits=(x[0], x[-1]),
        y_limits=(min(y), max(survived, *y) + 0.4),
    )
    return (panel,)
