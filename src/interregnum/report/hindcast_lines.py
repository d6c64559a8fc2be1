"""A hindcast in words and tables: both forecasts, and the march beside classes of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table


def percent(value: float | None) -> str:
    """Return a share for a reader.

    >>> percent(0.1234), percent(None)
    ('12.3 %', 'not known')
    """
    return "not known" if value is None else f"{100.0 * value:.1f} %"


def between(row: Mapping[str, Any]) -> str:
    """Return the interval of a row for a reader."""
    if row["low"] is None:
        return "too few"
    return f"{100.0 * row['low']:.1f} to {100.0 * row['high']:.1f} %"


def hindcast_parts(content: Mapping[str, Any]) -> list[Table | str]:
    """Return tables and lines of a hindcast.

    Parameters
    ----------
    content
        From :func:`interregnum.calibration.hindcasts.hindcast_content`.
    """
    parts: list[Table | str] = [
        content["label"],
        f"{content['scenario']}; parameters from {content['parameters']}: {content['called']}.",
        "",
    ]
    for name, one in content["forecasts"].items():
        parts += _forecast_parts(name, one, content["least_effective_rows"])
    parts += [_march_table(content["march"]), content["march"]["definition"], "", content["how"]]
    parts.append(
        f"{content['runs']} runs a forecast, {content['pasts']} short pasts, seed "
        f"{content['seed']}; interregnum {content['package_version']}, model "
        f"{content['model_version']}, scenario {content['scenario_sha256'][:12]}."
    )
    return parts


def _forecast_parts(name: str, one: Mapping[str, Any], fewest: float) -> list[Table | str]:
    from rich.table import Table

    said = {
        "forward": "forward: as of the onset, nothing later known",
        "condition": "condition: as of the day after the stand-down, given the marked rows",
    }
    if one["removal"] is None:
        return [f"{said[name]}: no past agrees with what was known; ask for more (--pasts).", ""]
    made = Table(title=said[name], title_justify="left", title_style="bold", box=None)
    made.add_column("")
    for head in ("removed", "90 % interval", "Monte Carlo error", "regular exit"):
        made.add_column(head, justify="right")
    for row, other in zip(one["removal"], one["regular_exit"], strict=True):
        made.add_row(
            row["title"], percent(row["probability"]), between(row),
            "± " + percent(row["monte_carlo_error"]), percent(other["probability"]),
        )  # fmt: skip
    return [made, *_effective_lines(one, fewest), *support_lines(one["support"]), ""]


def _effective_lines(one: Mapping[str, Any], fewest: float) -> list[str]:
    lines = [f"Effective sample size: {one['effective_rows']:.1f} rows of parameters"]
    if one["matched"]:
        lines[0] += f", from {one['matched']} pasts that agree"
    if one["effective_rows"] < fewest:
        more = "pasts (--pasts)" if one["matched"] else "runs (--runs)"
        lines.append(f"Fewer than {fewest:g}: no interval is given; ask for more {more}.")
    return lines


def support_lines(found: Mapping[str, Any] | None) -> list[str]:
    """Return what is said of expressed support."""
    if found is None or found["shock"] is None:
        return ["Expressed support: too few rulers ruled through the week after to tell."]
    line = (
        f"Expressed support in the week after, against the same run without a mutiny: "
        f"{100 * found['shock']:+.2f} points of 100"
    )
    if found["shock_low"] is not None:
        line += f" ({100 * found['shock_low']:+.2f} to {100 * found['shock_high']:+.2f})"
    line += f", Monte Carlo error {100 * found['shock_error']:.2f}; {found['runs']} pairs."
    return [line, _half_life_line(found)]


def _half_life_line(found: Mapping[str, Any]) -> str:
    def days(value: float | None) -> str:
        return f"over {found['followed']} d" if value is None else f"{value:.0f} d"

    if not found["moved"]:
        return "No run has a shock of half a point or more, so none has a half-life."
    line = f"Half-life of that shock, where it is half a point or more: {days(found['half_life'])}"
    if found["shock_low"] is not None:
        line += f" ({days(found['half_life_low'])} to {days(found['half_life_high'])})"
        line += "; these two intervals hold parameters and luck together"
    return f"{line}."


def _march_table(march: Mapping[str, Any]) -> Table:
    from rich.table import Table

    title = "Success of the march: the model beside classes of the record (an association)"
    made = Table(title=title, title_justify="left", title_style="bold", box=None)
    for head, side in (("", "left"), ("success", "right"), ("interval", "right"), ("n", "right")):
        made.add_column(head, justify="right" if side == "right" else "left")
    own = march["fitted"]
    words = "the model: capital taken or fall on the march"
    made.add_row(words, percent(own["probability"]), f"{between(own)} (90 %)", "")
    for row in march["classes"]:
        label = f"{row['title']} (Cline Center, {row['period']})"
        ends = f"{between(row)} ({100 * row['level']:g} %)"
        made.add_row(label, percent(row["share"]), ends, f"{row['successes']} of {row['attempts']}")
    return made
