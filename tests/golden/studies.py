"""What golden studies are made of; run as a script it makes the golden file anew.

A difference between the golden file and today's results is a change of results: it stands in
the changelog under *Results change*, and the model version rises.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import interregnum as ir
from interregnum.version import MODEL_VERSION

GOLDEN = Path(__file__).with_name("studies.json")
CASES: dict[str, dict[str, Any]] = {
    "mutiny-2023": {},
    "mutiny-2023, no mutiny, two years, smallest root": {
        "mutiny.happens": False,
        "selection": "smallest",
    },
    "mutiny-2023, social citizens, a war of attrition": {
        "structure": "social",
        "war": "lanchester",
    },
}
RUNS = 40
SEED = 7


def summary(settings: dict[str, Any]) -> dict[str, Any]:
    """Return a small study as plain numbers: integers exact, floats to compare at 1e-9."""
    # A new fit is no change of results: what is guarded is what the equations give.
    case = ir.load("mutiny-2023", settings, parameters="prior")
    study = case.run(runs=RUNS, seed=SEED)
    runs, events = study.runs, study.events
    return {
        "outcome": list(runs["outcome"]),
        "day": [
            None if x is None else int(x)
            for x in runs["day"].astype(object).where(runs["day"].notna(), None)
        ],
        "mode": [
            None if x is None else int(x)
            for x in runs["mode"].astype(object).where(runs["mode"].notna(), None)
        ],
        "events": {str(k): int(v) for k, v in sorted(events["event"].value_counts().items())},
        "violence": [
            None if x is None else int(x)
            for x in runs["violence"].astype(object).where(runs["violence"].notna(), None)
        ],
        "deaths": [float(x) for x in runs["result.deaths"]],
        "sizes": [float(x) for x in events["size"].head(60)],
        "exposure": [float(x) for x in runs["public_signal.exposure_precision"].head(10)],
    }


def golden() -> dict[str, Any]:
    """Return every golden study, with the model version that made them."""
    return {
        "model": MODEL_VERSION,
        "studies": {name: summary(settings) for name, settings in CASES.items()},
    }


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(golden(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
