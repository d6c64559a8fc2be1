"""Pictures of people on a square: how many act tick by tick, and how many give in to a norm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interregnum.canonical.epstein import OUTBURST
from interregnum.canonical.pictures.picture import Curve, Mark, Panel, Picture, Rule
from interregnum.canonical.shelf import solution_of

_MOST_CURVES = 5


def epstein(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return how many are active, tick by tick, in the first plays."""
    plays = solution["active"][:_MOST_CURVES]
    ticks = [float(t + 1) for t in range(len(plays[0]))]
    curves = tuple(
        Curve(x=ticks, y=[float(n) for n in active], shade=seed, label=f"seed {seed}")
        for seed, active in enumerate(plays)
    )
    top = max(2.0 * OUTBURST, *(float(n) for n in solution["peak"]))
    panel = Panel(
        x_label="time [ticks]",
        y_label="active citizens [persons]",
        curves=curves,
        rules=(Rule(at=float(OUTBURST), label="an outburst is above"),),
        x_limits=(0.0, ticks[-1] + 1.0),
        y_limits=(-0.02 * top, 1.05 * top),
    )
    count = solution["outbursts"][0]
    many = "no outburst" if count == 0 else "1 outburst" if count == 1 else f"{count} outbursts"
    return Picture(
        title=f"Run {given['run']}, {given['ratio_rule']}: {many} in {len(ticks)} ticks",
        panels=(panel,),
    )


_SHARES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


def emperor(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return who complies without believing, over the share of believers, on both networks."""
    curves = []
    for shade, network in enumerate(("local", "global")):
        means = []
        for share in _SHARES:
            case = dict(given) | {"network": network, "believers": share}
            found = solution_of("emperor", case)["false_compliance"]
            means.append(sum(found) / len(found))
        label = "eight neighbours" if network == "local" else "everybody meets everybody"
        curves.append(Curve(x=_SHARES, y=means, label=label, shade=shade, dotted=True))
    mean = sum(solution["false_compliance"]) / len(solution["false_compliance"])
    panel = Panel(
        x_label="believers [share of everybody]",
        y_label="comply without believing [share of everybody]",
        curves=tuple(curves),
        marks=(Mark(x=given["believers"], y=mean, text=f"{mean:.3g}", shade=2),),
        x_limits=(-0.02, max(0.52, 1.05 * given["believers"])),
        y_limits=(-0.02, 1.02),
    )
    return Picture(
        title="A few believers are enough where people are few at a time", panels=(panel,)
    )


_BEGINNERS = (0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3)


def complex_contagion(given: Mapping[str, Any], solution: Mapping[str, Any]) -> Picture:
    """Return how far it spreads over the share of beginners: drawn, and on an endless network."""
    means, roots = [], []
    for share in _BEGINNERS:
        found = solution_of("complex_contagion", given_only(given) | {"seed_share": share})
        means.append(sum(found["share"]) / len(found["share"]))
        roots.append(found["mean_field_share"])
    curves = [Curve(x=_BEGINNERS, y=means, label=f"{given['agents']} persons", dotted=True)]
    if None not in roots:
        curves.append(Curve(x=_BEGINNERS, y=roots, label="endless network", shade=1, dashed=True))
    mean = sum(solution["share"]) / len(solution["share"])
    panel = Panel(
        x_label="beginners [share of everybody]",
        y_label="act in the end [share of everybody]",
        curves=tuple(curves),
        marks=(Mark(x=given["seed_share"], y=mean, text=f"{mean:.3g}", shade=2),),
        x_limits=(-0.01, max(0.32, 1.05 * given["seed_share"])),
        y_limits=(-0.02, 1.02),
    )
    title = f"What needs {given['needed']} of about {given['mean_degree']:g} neighbours"
    return Picture(title=title, panels=(panel,))


def given_only(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs that are given: what is left out stays out.

    >>> given_only({"a": 1, "b": None})
    {'a': 1}
    """
    return {key: value for key, value in given.items() if value is not None}
