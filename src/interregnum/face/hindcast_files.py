"""A hindcast that was saved, found again for the report of a study of the same case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.errors import StudyError

if TYPE_CHECKING:
    from interregnum.report.page import Picture, Section

NAME = "hindcast.json"
LARGEST = 16 * 2**20
NEEDED = (
    *("label", "called", "parameters", "scenario", "scenario_sha256", "forecasts", "march"),
    *("how", "runs", "pasts", "seed", "package_version", "model_version", "least_effective_rows"),
)


class Found(NamedTuple):
    """A saved hindcast: its numbers, and its figure where there is one."""

    content: dict[str, Any]
    picture: Picture | None

    def section(self) -> Section:
        """Return the section of a report."""
        from interregnum.report.hindcast_part import hindcast_part

        return hindcast_part(self.content, self.picture)


def read_hindcast(place: str | Path) -> Found:
    """Return a hindcast from the folder that ``interregnum hindcast --out`` made, or its JSON.

    Raises
    ------
    StudyError
        If there is none, or it is torn.
    """
    path = Path(place)
    path = path / NAME if path.is_dir() else path
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("it is too large")
        content = json.loads(path.read_text(encoding="utf-8"))
        missing = [key for key in NEEDED if key not in content]
        if missing:
            raise ValueError(f"it has no {missing[0]}")
    except (OSError, ValueError, TypeError, RecursionError) as error:
        msg = f"{path}: is no hindcast ({error}); make one by `interregnum hindcast --out FOLDER`"
        raise StudyError(msg) from None
    return Found(content, _picture(path.with_suffix(".svg")))


def hindcast_for(study: Path, scenario: str, given: Path | None = None) -> Found | None:
    """Return the hindcast that a report of a study shows; none where none is at hand.

    Parameters
    ----------
    study
        The study's folder: a ``hindcast.json`` in it, or in its folder ``hindcast``, is at hand.
    scenario
        The study's case.
    given
        What was asked for; then it must be there, and of this case.

    Raises
    ------
    StudyError
        If the one given is missing, torn, or of another case.
    """
    if given is None:
        there = [path for path in (study / NAME, study / "hindcast" / NAME) if path.is_file()]
        found = read_hindcast(there[0]) if there else None
        return found if found is not None and found.content["scenario"] == scenario else None
    found = read_hindcast(given)
    if found.content["scenario"] != scenario:
        msg = f"{given}: scenario = {found.content['scenario']!r:.60} is not the study's {scenario}"
        raise StudyError(f"{msg}; give a hindcast of that case, or leave --hindcast out")
    return found


def _picture(path: Path) -> Picture | None:
    """Return the figure beside a hindcast."""
    from interregnum.report.page import Picture

    if not path.is_file() or path.stat().st_size > LARGEST:
        return None
    return Picture(
        ".svg",
        path.read_bytes(),
        "Left: cumulative probability of removal by day in both forecasts, with 90 % bands. "
        "Right: success of the march in the model and in classes of the record, with intervals.",
        "The hindcast: both forecasts over time, and the march beside classes of the record.",
    )
