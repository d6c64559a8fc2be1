"""The log of scorings: every look at the later record, chained by hash, none taken back.

It lies beside the posterior, in the repository. Its form is that of the ledger of forecasts.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from interregnum.errors import ScenarioError
from interregnum.evidence.forecast.ledger import Audit, Entry, audit
from interregnum.evidence.forecast.ledger_writing import append

LOG = Path(__file__).parents[1] / "shipped" / "scorings.jsonl"
KIND = "score"


def check_log(log: Path) -> Audit:
    """Return what a log holds, before anything later is looked at.

    Raises
    ------
    ScenarioError
        If a line was changed, taken away or torn, or its folder is not there.
    """
    if not log.parent.is_dir():
        raise ScenarioError(f"--log {log}: its folder is not there; name one that is")
    found = audit(log)
    if found.faults:
        raise ScenarioError(
            f"{log}: {found.faults[0]}; nothing is scored that cannot be logged: restore the log "
            "from the repository, or name another with --log"
        )
    return found


def earlier(found: Audit, posterior: str) -> dict[str, int]:
    """Return how often the later record was looked at before, and with other posteriors.

    Parameters
    ----------
    found
        From :func:`check_log`.
    posterior
        The hash of the one that is scored now.
    """
    seen = [str(entry.content.get("posterior_sha256")) for entry in found.entries]
    others = {one for one in seen if one != posterior}
    return {"scorings": len(seen), "other_posteriors": len(others)}


def logged(log: Path, content: Mapping[str, Any]) -> Entry:
    """Add a scoring to a log.

    Raises
    ------
    ScenarioError
        If the log has a fault, or the disk refuses; nothing is added then.
    """
    return append(log, KIND, lambda found: dict(content))
