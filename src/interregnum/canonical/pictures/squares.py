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
