"""Picture of the dynamic global game: what was possible and believed, and how great the danger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interregnum.canonical.pictures.picture import QUIET, Curve, Panel, Picture, Rule

_GAP = float("nan")


def global_game_dynamic(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return what was possible year by year, what everybody believed, and his danger."""
    years = [float(year) for year in range(1, len(solution["possible"]) + 1)]
    rules: tuple[Rule, ...] = (Rule(at=1.0 - given["cost"], label="1 - c"),)
    if given.get("strength") is not None:
        rules += (Rule(at=given["strength"], label="true strength", shade=3),)
    told = ", ".join(map(str, solution["years"])) or "none"
    return Picture(
        title=f"Years in which he can be attacked: {told}",
        panels=(
            _strength(years, solution, rules),
            _danger(years, solution["fall_probability"]),
        ),
        stacked=True,
    )


def _belief(years: list[float], solution: Mapping[str, Any]) -> tuple[Curve, Curve]:
    """Return what is believed, from one news to the next; the last one holds to the end."""
    end = len(years) + (0.5 if solution.get("fall") is not None else 1.0)
    path = [*(float(year) + 0.5 for year in range(len(solution["belief_mean"]))), end]
    means = [*solution["belief_mean"], solution["belief_mean"][-1]]
    bounds = [_GAP if bound is None else bound for bound in solution["lower_bound"]]
    return (
        Curve(x=path, y=means, label="mean belief", shade=0, stepped=True),
        Curve(x=path, y=[*bounds, bounds[-1]], label="known to exceed", shade=QUIET, stepped=True),
    )


def _strength(years: list[float], solution: Mapping[str, Any], rules: tuple[Rule, ...]) -> Panel:
    """Return belief and thresholds over the years."""
    left = [
        (year, theta)
        for year, thetas, played in zip(
            years, solution["thresholds"], solution["played"], strict=True
        )
        for theta in thetas
        if theta != played
    ]
    x, y = [year for year, _ in left], [theta for _, theta in left]
    played = [_GAP if theta is None else theta for theta in solution["played"]]
    curves = (
        *_belief(years, solution),
        Curve(x=x, y=y, label="threshold not played", shade=2, bare=True),
        Curve(x=years, y=played, label="threshold played", shade=1, bare=True),
    )
    shown = [value for curve in curves for value in curve.y if value == value]
    return Panel(
        x_label="",
        y_label="strength [1]",
        curves=curves,
        rules=rules,
        x_limits=(0.5, len(years) + 1.0),
        y_limits=(min(0.0, *shown) - 0.05, max(1.0, *shown) + 0.1),
        counted=True,
    )


def _danger(years: list[float], chances: list[float]) -> Panel:
    """Return what everybody thought of his chance to fall, year by year."""
    sticks = [y for chance in chances for y in (0.0, chance, _GAP)]
    return Panel(
        x_label="year",
        y_label="P(θ ≤ θ*) in the year [1]",
        curves=(
            Curve(x=[year for year in years for _ in range(3)], y=sticks, shade=1),
            Curve(x=years, y=chances, label="his danger", shade=1, bare=True),
        ),
        x_limits=(0.5, len(years) + 1.0),
        y_limits=(0.0, 1.15 * max(0.05, *chances)),
        counted=True,
    )
