"""The reliability curve: of what was forecast with about one chance, how much came true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from interregnum.report.plots import GREY, write_figure
from interregnum.report.shelf_plots import PALETTE


def draw_reliability(plain: Mapping[str, Any], file: Path) -> None:
    """Draw observed shares over mean forecasts, a panel a model, and the line of a just forecast.

    Parameters
    ----------
    plain
        A backtest as plain values, with ``reliability``, ``target``, ``step``, ``base_rate``.
    file
        PNG or SVG.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    from matplotlib.figure import Figure

    models = list(dict.fromkeys(row["model"] for row in plain["reliability"]))
    # A figure of its own, not of a window: nothing is shown and nothing has to be closed.
    figure = Figure(figsize=(3.2 * len(models), 3.9), layout="constrained")
    panels = figure.subplots(1, len(models), sharex=True, sharey=True, squeeze=False)[0]
    most = max(max(row["forecast"], row["high"]) for row in plain["reliability"])
    for panel, model, colour in zip(panels, models, PALETTE, strict=False):
        own = [row for row in plain["reliability"] if row["model"] == model]
        _draw_model(panel, own, colour)
        panel.plot([0, most], [0, most], color=GREY, lw=1.0, ls="--", zorder=0)
        panel.axhline(plain["base_rate"], color=GREY, lw=0.8, ls=":", zorder=0)
        panel.set_title(model)
        panel.set_xlabel("chance that was forecast")
    panels[0].set_ylabel("share that came true")
    title = f"{plain['target']} within a {plain['step']}: forecast and came true"
    figure.suptitle(
        f"{title}\n{plain['first_origin']} to {plain['until']}, {plain['forecasts']} forecasts; "
        "bars: Wilson 95 %, rows taken as independent; dotted: base rate",
        fontsize=9,
    )
    write_figure(figure, [file], title, f"interregnum {plain['interregnum']} · forecast backtest")


def _draw_model(panel: Any, rows: Sequence[Mapping[str, Any]], colour: str) -> None:
    centre = [row["observed"] for row in rows]
    below = [row["observed"] - row["low"] for row in rows]
    above = [row["high"] - row["observed"] for row in rows]
    panel.errorbar(
        [row["forecast"] for row in rows],
        centre,
        yerr=[below, above],
        fmt="o-",
        color=colour,
        ms=4,
        lw=1.2,
        capsize=2,
    )
