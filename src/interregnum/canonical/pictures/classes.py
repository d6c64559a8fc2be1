"""Picture of classes that watch one another: their threshold, and who acts at which strength."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interregnum.canonical import calls
from interregnum.canonical.pictures.picture import (
    Curve,
    Mark,
    Panel,
    Picture,
    Rule,
    interrupted,
    spread,
)


def coordination(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return θ* over the public mean, and the share of each class that acts over the truth."""
    names = ("weights", "private_precisions", "median_costs", "cost_sd", "public_precision")
    classes = {name: given[name] for name in names}
    mean, count = given.get("public_mean") or 0.0, len(given["weights"])
    return Picture(
        title=f"{count} classes watch one another, α = {given['public_precision']:g}",
        panels=(
            _over_belief(classes, mean, solution["theta_star"]),
            _over_truth(classes, mean, solution["theta_star"]),
        ),
    )


def _over_belief(classes: Mapping[str, Any], mean: float, thetas: list[float]) -> Panel:
    """Return the largest and the smallest threshold over the public mean."""
    means = spread(min(-0.5, mean - 0.5), max(1.5, mean + 0.5), 301)
    roots = calls.coordination(**classes, public_mean=means).theta_star.tolist()
    least = [row[0] for row in roots]
    most = [max(theta for theta in row if theta == theta) for row in roots]
    curves = [Curve(x=means, y=most, label="threshold θ*")]
    if most != least:
        lower, upper = interrupted(least, 0.05), interrupted(most, 0.05)
        curves = [
            Curve(x=means, y=upper, label="largest threshold"),
            Curve(x=means, y=lower, label="smallest threshold", shade=1, dashed=True),
        ]
    return Panel(
        x_label="public mean of strength, z [strength]",
        y_label="threshold θ* below which he falls [strength]",
        curves=tuple(curves),
        marks=tuple(Mark(x=mean, y=theta, text=f"{theta:.4f}", shade=0) for theta in thetas),
        x_limits=(means[0], means[-1]),
        y_limits=(0.0, 1.0),
    )


def _over_truth(classes: Mapping[str, Any], mean: float, thetas: list[float]) -> Panel:
    """Return the share of each class that acts, at the largest threshold."""
    truths, last = spread(-0.2, 1.2, 281), len(thetas) - 1
    shares = calls.coordination(**classes, public_mean=mean, theta=truths).shares
    assert shares is not None
    return Panel(
        x_label="true strength θ [strength]",
        y_label="share acting [1]",
        curves=tuple(
            Curve(x=truths, y=shares[:, last, k].tolist(), label=_named(classes, k), shade=k)
            for k in range(len(classes["weights"]))
        ),
        rules=(Rule(at=thetas[last], label=f"θ* = {thetas[last]:.4f}", vertical=True),),
        x_limits=(-0.2, 1.2),
        y_limits=(0.0, 1.0),
    )


def _named(given: Mapping[str, Any], k: int) -> str:
    """Return a class's label."""
    return (
        f"class {k + 1}: w {given['weights'][k]:.3g}, β {given['private_precisions'][k]:.3g}, "
        f"c {given['median_costs'][k]:.3g}"
    )
