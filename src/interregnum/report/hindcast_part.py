"""A hindcast as a section of a report, after every result of the study, and no evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from interregnum.report.hindcast_lines import between, percent, support_lines
from interregnum.report.page import Form, Section, box, figure, paragraph, table

if TYPE_CHECKING:
    from interregnum.report.page import Picture

SAID = {
    "forward": "As of the onset, nothing later known",
    "condition": "As of the day after the stand-down, given what was known by then",
}
NO_EVIDENCE = (
    "A hindcast counts as no evidence for the model or for any claim: its authors knew the outcome."
)


def hindcast_part(content: Mapping[str, Any], picture: Picture | None) -> Section:
    """Return the section of a hindcast.

    Parameters
    ----------
    content
        From :func:`interregnum.calibration.hindcasts.hindcast_content`.
    picture
        Its figure, where one lies beside it.
    """
    body = box([str(content["label"]), NO_EVIDENCE])
    body += paragraph(f"Parameters from {content['parameters']}: {content['called']}.")
    for name, one in content["forecasts"].items():
        body += _forecast(SAID.get(name, name), one, content["least_effective_rows"])
    body += _march(content["march"]) + paragraph(content["march"]["definition"], "soft")
    body += figure(picture) if picture is not None else ""
    body += paragraph(content["how"], "soft")
    body += paragraph(
        f"{content['runs']} runs a forecast, {content['pasts']} short pasts, seed "
        f"{content['seed']}; interregnum {content['package_version']}, model "
        f"{content['model_version']}, scenario {content['scenario_sha256'][:12]}.",
        "soft",
    )
    return Section("hindcast", "Hindcast of the case, no evidence", body)


def _forecast(said: str, one: Mapping[str, Any], fewest: float) -> str:
    """Return one forecast: removal and regular exit by date, and expressed support."""
    if one["removal"] is None:
        return paragraph(f"{said}: no past agrees with what was known.")
    rows = [
        (
            row["title"],
            percent(row["probability"]),
            between(row),
            f"± {percent(row['monte_carlo_error'])}",
            percent(other["probability"]),
        )
        for row, other in zip(one["removal"], one["regular_exit"], strict=True)
    ]
    head = ["", "removed", "90 % interval", "Monte Carlo error", "regular exit"]
    found = table(head, rows, Form(said, numbers=(1, 2, 3, 4)))
    worth = f"Worth {one['effective_rows']:.1f} rows of parameters."
    if one["effective_rows"] < fewest:
        worth += f" Fewer than {fewest:g}: no interval is given."
    return found + "".join(paragraph(line) for line in (worth, *support_lines(one["support"])))


def _march(march: Mapping[str, Any]) -> str:
    """Return the success of the march beside classes of the record."""
    own = march["fitted"]
    rows = [("the model", percent(own["probability"]), f"{between(own)} (90 %)", "")]
    rows += [
        (
            f"{row['title']} (Cline Center, {row['period']})",
            percent(row["share"]),
            f"{between(row)} ({100 * row['level']:g} %)",
            f"{row['successes']} of {row['attempts']}",
        )
        for row in march["classes"]
    ]
    caption = "Success of the march: the model beside classes of the record (an association)"
    return table(["", "success", "interval", "n"], rows, Form(caption, numbers=(1, 2, 3)))
