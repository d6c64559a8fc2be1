"""A calibration from the command or the notebook: run it, and read what the gate says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from interregnum.errors import StudyError


class Calibration(NamedTuple):
    """What a calibration came to.

    Parameters
    ----------
    gate
        What passed, part by part and parameter by parameter.
    words
        The same for a reader.
    sha256
        Of the posterior's draws.
    """

    gate: dict[str, Any]
    words: str
    sha256: str


def calibrate(
    out: str | Path,
    effort: Mapping[str, int] | None = None,
    *,
    workers: int = 2,
    ship: bool = False,
    told: Callable[[str, int, int], None] | None = None,
) -> Calibration:
    """Fit the model to the record to 1989 and check the fit; an interrupted one goes on.

    Parameters
    ----------
    out
        The folder in which everything is kept.
    effort
        ``first``, ``second`` and ``direct`` (worlds), ``steps`` of the chain, and ``seed``.
    workers
        Worlds simulated at once; they change no value.
    ship
        Whether the results go into the package too, so that scenarios draw from them.
    told
        Called with a step, what is done of it, and all of it.

    Raises
    ------
    StudyError
        If the folder cannot be made.
    ScenarioError
        If what lies in it was made otherwise, or cannot be read.
    """
    from interregnum.calibration.bank import cases_of
    from interregnum.calibration.procedure import Course, Effort
    from interregnum.calibration.shipping import SHIPPED, write_all
    from interregnum.calibration.targets import TARGETS

    work = Effort(**dict(effort or {}))
    folder = _made(Path(out))
    course = Course(folder, work, workers=workers, told=told or (lambda step, done, of: None))
    found, checked = course.run()
    names = tuple(target.name for target in TARGETS)
    direct, cases = course.direct_worlds(names), cases_of([folder / "direct"], names)
    sha256 = write_all(folder, found, checked, direct, work, cases)
    if ship:
        write_all(SHIPPED, found, checked, direct, work, cases)
    return Calibration(checked.gate.as_json(), _words(found, checked), sha256)


def compare_placebos(
    out: str | Path,
    effort: Mapping[str, int] | None = None,
    *,
    models: tuple[str, ...] = (),
    reference: str | Path | None = None,
    ship: bool = False,
    told: Callable[[str, int, int], None] | None = None,
) -> dict[str, Any]:
    """Fit placebos and other selections in the same way, and compare; resumable.

    Parameters
    ----------
    out
        The folder in which everything is kept.
    effort
        ``points`` of each model (128), ``seed`` of everything (1989: that of the calibration, so
        that its points can serve), and ``workers`` (2), which change no value.
    models
        Their names; all by default, and the reference always.
    reference
        The first wave of a calibration, whose points are those of the reference.
    ship
        Whether the comparison goes into the package too.
    told
        Called with a step, what is done of it, and all of it.

    Raises
    ------
    StudyError
        If the folder cannot be made.
    ScenarioError
        If a name is none, points are too few, or what lies in the folder was made otherwise.
    """
    from interregnum.calibration.rivals import RIVALS, SHIPPED, RivalCourse, write_rivals

    course = RivalCourse(
        folder=Path(out),
        names=tuple(models) or tuple(rival.name for rival in RIVALS),
        reference=None if reference is None else Path(reference),
        told=told or (lambda step, done, of: None),
        **dict(effort or {}),
    )
    folder = _made(Path(out))
    content = course.run()
    write_rivals(folder / "placebos.json", content)
    if ship:
        write_rivals(SHIPPED, content)
    return content


def _made(folder: Path) -> Path:
    """Return the folder of a calibration, made where it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"{folder}: cannot be made a folder ({error.strerror}); name another --out"
        raise StudyError(msg) from None
    return folder


def _words(found: Any, checked: Any) -> str:
    """Return the gate and the posterior as lines of text."""
    import numpy as np

    from interregnum.calibration.fitted import FITTED, from_unit

    lines = [f"The gate: {checked.gate.word()}."]
    for part in checked.gate.parts:
        told = ", ".join(f"{key} {value:.3g}" for key, value in part.found.items())
        lines.append(f"  {'passed' if part.passed else 'FAILED'}  {part.name}: {told}")
    values = from_unit(found.posterior.places)
    lines.append("Parameters: median and 90 % interval, unit, what they may be called")
    for at, row in enumerate(FITTED):
        low, median, high = np.quantile(values[:, at], (0.05, 0.5, 0.95))
        word = checked.gate.word_for(row.name)
        lines.append(f"  {row.name}: {median:.3g} ({low:.3g} to {high:.3g}) {row.unit}; {word}")
    return "\n".join(lines)
