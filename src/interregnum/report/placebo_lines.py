"""Placebos and other selections in words: what the record says of each beside the reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def placebo_lines(content: Mapping[str, Any]) -> list[str]:
    """Return a comparison as lines of text.

    Parameters
    ----------
    content
        From :meth:`interregnum.calibration.rivals.RivalCourse.run`.
    """
    lines = [
        "What the record to 1989 says of poorer models and other selections, each fitted alike.",
        "A gain is the reference's over the model, in log units; above 0 speaks for the reference.",
        f"{'model':<17}{'inside':>8}{'joint p':>9}  {'evidence gain':>20}{'predictive gain':>20}",
    ]
    for row in content["models"]:
        gains = [
            f"{_told(row[f'{key}_gain'])} ± {_told(row[f'{key}_gain_error'])}"
            for key in ("evidence", "predictive")
        ]
        inside = f"{row['inside']}/{row['voting']}"
        lines.append(
            f"{row['name']:<17}{inside:>8}{_told(row['joint_p']):>9}  {gains[0]:>20}{gains[1]:>20}"
        )
    if content.get("left_out"):
        lines.append(
            f"Compared on {content['facts']} facts. Left out for all, because one model has too "
            f"few cases: {', '.join(content['left_out'])}."
        )
    lines += [f"{row['name']}: {row['words']}." for row in content["models"]]
    lines += [_verdict(row) for row in content["models"] if row["name"] != "reference"]
    return lines


def _told(value: float | None) -> str:
    return "not known" if value is None else f"{value:.2f}"


def _verdict(row: Mapping[str, Any]) -> str:
    """Return what the left-out facts say of a model, in one sentence; errors are 90 % ends."""
    gain, error = row["predictive_gain"], row["predictive_gain_error"]
    if not row["trusted"] or gain is None or error is None:
        return f"{row['name']}: too few effective draws to say; give more design points."
    reach = 1.645 * error
    ends = f"{gain:.2f} ({gain - reach:.2f} to {gain + reach:.2f})"
    if gain - reach > 0.0:
        return f"{row['name']}: foretells left-out facts worse than the reference, gain {ends}."
    if gain + reach < 0.0:
        return f"{row['name']}: foretells left-out facts better than the reference, gain {ends}."
    return f"{row['name']}: the record does not tell it from the reference, gain {ends}."
