"""A scoring as plain values, as the log keeps it and JSON tells it."""

from __future__ import annotations

from typing import Any

import numpy as np

from interregnum.calibration.later.cases import TITLES, CaseScores
from interregnum.calibration.later.fact_scores import as_row, skills
from interregnum.calibration.later.scoring import Scoring
from interregnum.version import MODEL_VERSION, __version__

HELD_OUT = (
    "Scoring of the frozen posterior on years that no fit has seen. Nothing was chosen on them."
)
PRETENDED = "A trial on years that the model was fitted to: NO held-out score, and no evidence."


def as_content(made: Scoring) -> dict[str, Any]:
    """Return a scoring as plain values, as the log keeps it.

    Parameters
    ----------
    made
        From :func:`interregnum.calibration.later.scoring.scored`.
    """
    order = made.order
    sums = {
        word: [dict(skill._asdict()) for skill in skills(made.facts, made.drawn, fitted)]
        for word, fitted in (("all", None), ("fitted", True), ("not_fitted", False))
    }
    found: dict[str, Any] = rounded(
        {
            "label": PRETENDED if order.window.pretended else HELD_OUT,
            "held_out": not order.window.pretended,
            "from": order.window.first,
            "until": order.window.last,
            "posterior_sha256": made.frozen.sha256,
            "record_sha256": made.frozen.record_sha256,
            "gate": made.frozen.gate,
            "model": MODEL_VERSION,
            "interregnum": __version__,
            "worlds": order.worlds,
            "draws": order.draws,
            "seed": order.seed,
            "countries": made.shape.countries,
            "data": dict(sorted(made.files.items())),
            "notes": list(made.notes),
            "facts": [as_row(one) for one in made.facts],
            "fact_scores": sums,
            "cases": [_case_row(one) for one in made.cases],
            "missing": dict(sorted(made.missing.items())),
        }
    )
    return found


def _case_row(one: CaseScores) -> dict[str, Any]:
    """Return an outcome as plain values."""
    row = one._asdict() | {"title": TITLES[one.outcome]}
    row["scores"] = [dict(score._asdict()) for score in one.scores]
    row["model_against_logistic"] = [dict(score._asdict()) for score in one.beside]
    del row["beside"]
    return row


def rounded(value: Any) -> Any:
    """Return plain values with six significant digits; what is no number becomes None.

    >>> rounded({"a": [0.123456789, float("nan")], "b": True})
    {'a': [0.123457, None], 'b': True}
    """
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    if isinstance(value, float | np.floating):
        return float(f"{float(value):.6g}") if np.isfinite(value) else None
    return value
