"""The frozen posterior held against later years, and logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from interregnum.errors import UsageError

FEWEST_WORLDS, FEWEST_DRAWS = 20, 100


def score_later(
    data: str | Path,
    years: tuple[int, int | None] = (1990, None),
    effort: Mapping[str, int] | None = None,
    *,
    log: str | Path | None = None,
    told: Callable[[str, int, int], None] | None = None,
) -> dict[str, Any]:
    """Score the shipped posterior on years that no fit has seen, and log that it was.

    Parameters
    ----------
    data
        The folder of the datasets.
    years
        The first one, 1990 or later, and the last one, or None for the end of each source.
    effort
        ``worlds`` simulated at draws of the posterior (60), ``draws`` of whole countries for
        intervals (1000), and ``workers`` (1), which change no value.
    log
        The log of scorings; by default the one beside the posterior, in the repository.
    told
        Called with a step, what is done of it, and all of it.

    Returns
    -------
    What was found as plain values, as the log keeps it.

    Raises
    ------
    UsageError
        If the years begin before 1990, or a number is too small.
    ScenarioError
        If the posterior is not the frozen one, the log has a fault, or a file is refused.
    """
    from interregnum.calibration.later import log as scorings
    from interregnum.calibration.later.content import as_content
    from interregnum.calibration.later.frozen import frozen_posterior
    from interregnum.calibration.later.scoring import Order, scored
    from interregnum.calibration.later.sources import FolderSources
    from interregnum.calibration.later.window import Window
    from interregnum.evidence.folders import DataFolder
    from interregnum.evidence.forecast.models import require_library

    given: dict[str, Any] = dict(effort or {})
    order = Order(window=Window(*years), **given)
    wanted = ((order.worlds, "worlds", FEWEST_WORLDS), (order.draws, "draws", FEWEST_DRAWS))
    for value, name, least in wanted:
        if value < least:
            msg = f"--{name} {value}: too few for an interval; give {least} or more"
            raise UsageError(msg)
    folder = Path(data)
    if not folder.is_dir():
        msg = f"--data {folder}: is no folder; name one that holds a folder for each dataset"
        raise UsageError(msg)
    require_library()
    place = scorings.LOG if log is None else Path(log)
    before = scorings.earlier(scorings.check_log(place), frozen_posterior().sha256)
    sources = FolderSources(DataFolder(folder.resolve(), "--data"))
    made = scored(sources, order, told or (lambda step, done, of: None))
    content = as_content(made) | {"before": before}
    # What could not be logged is not told either.
    entry = scorings.logged(place, content)
    return content | {"logged": {"entry": entry.number, "at": entry.at, "sha256": entry.sha256}}
