"""Numbers of the runs of an analysis, kept batch by batch, so that it can go on after a stop.

The folder says in ``asked.json`` what was asked for; ``values`` holds a file a landed batch, and
one file of all when the runs of a job have landed. The results beside them come last. Whoever
resumes a complete analysis computes its results again from the values, without a run.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.errors import StudyError
from interregnum.experiments.ensemble import Gap, Job, Workers, landing
from interregnum.experiments.lock import Lock
from interregnum.experiments.parts import Part, gaps_of
from interregnum.experiments.store import check_free, check_place, give_name, hidden_beside
from interregnum.experiments.whole_file import HIDDEN_END, refusal_told, write_whole

if TYPE_CHECKING:
    import numpy.typing as npt

    from interregnum.engine.mean_field import Batch

ASKED = "asked.json"
VALUES = "values"
WAY_OUT = (
    "what had landed is kept: free some space or make the folder writable, then go on with --resume"
)
_NAME = re.compile(r"(\d{8,10})-(\d{8,10})\.([a-z0-9-]+)\.f8")

Progress = Callable[[int, int], None]


class KeptValues:
    """The folder of an analysis; nothing is written before the first batch has landed.

    Parameters
    ----------
    folder
        Where it lies.
    asked
        All that values depend on, as plain values.
    resume
        Whether it may have begun already.
    tell
        Called with a line about each file that was torn.

    Raises
    ------
    StudyError
        If the folder is taken, of another analysis, locked or unwritable.
    """

    def __init__(
        self,
        folder: Path,
        asked: Mapping[str, Any],
        *,
        resume: bool = False,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self.folder = folder
        self.asked: dict[str, Any] = json.loads(json.dumps(dict(asked)))
        self.tell = tell or (lambda line: None)
        self.lock: Lock | None = None
        text = json.dumps(self.asked, sort_keys=True)
        self.identity = hashlib.sha256(text.encode()).hexdigest()
        if resume and (folder / ASKED).is_file():
            self._take_up()
        else:
            check_free(folder)
            check_place(folder)

    def __enter__(self) -> KeptValues:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self.lock is not None:
            self.lock.release()

    @property
    def begun(self) -> bool:
        """Whether anything has landed in the folder."""
        return self.lock is not None

    def _take_up(self) -> None:
        """Lock the folder, and refuse it if something else was asked for."""
        with refusal_told(self.folder, WAY_OUT):
            self.lock = Lock(self.folder)
        try:
            found = json.loads((self.folder / ASKED).read_text(encoding="utf-8"))
            same = {key: found[key] == value for key, value in self.asked.items()}
        except (OSError, ValueError, KeyError, TypeError) as error:
            self.lock.release()
            msg = f"{self.folder / ASKED}: is torn or of another version; name another --out"
            raise StudyError(msg) from error
        for key in (key for key, is_same in same.items() if not is_same):
            self.lock.release()
            msg = f"{self.folder}: was begun with {key} = {json.dumps(found[key])}, not "
            raise StudyError(f"{msg}{json.dumps(self.asked[key])}; name another --out")
        for path in (self.folder / VALUES).glob(f".*{HIDDEN_END}"):
            path.unlink(missing_ok=True)

    def _begin(self) -> None:
        """Let the folder appear, with what was asked for in it."""
        hidden = hidden_beside(self.folder)
        (hidden / VALUES).mkdir()
        text = json.dumps(self.asked, indent=2, ensure_ascii=False) + "\n"
        write_whole(hidden / ASKED, lambda stream: stream.write(text.encode()))
        give_name(hidden, self.folder)
        self.lock = Lock(self.folder)

    def read(self, job: str, width: int) -> list[tuple[Part, npt.NDArray[Any]]]:
        """Return what has landed of a job: its pieces with their (runs, width) values.

        A piece that is torn is told and removed; its runs are computed again.
        """
        place, found = self.folder / VALUES, []
        for path in sorted(place.iterdir()) if self.begun and place.is_dir() else ():
            named = _NAME.fullmatch(path.name)
            if named is None or named[3] != job:
                continue
            part = Part(path, job, int(named[1]), int(named[2]))
            values = _read(part, self.identity, width)
            if values is None:
                self.tell(f"{path}: is torn or of another analysis; its runs are computed again")
                path.unlink()
            else:
                found.append((part, values))
        return found

    def add(self, job: str, first: int, values: npt.NDArray[Any]) -> None:
        """Keep the values of the runs of a job from ``first`` on.

        Raises
        ------
        StudyError
            If the disk refuses.
        """
        with refusal_told(self.folder, WAY_OUT if self.begun else "nothing had landed"):
            if not self.begun:
                self._begin()
            raw = values.astype("<f8").tobytes()
            path = self.folder / VALUES / f"{first:08d}-{first + len(values):08d}.{job}.f8"
            content = _seal(self.identity, path.name, values.shape[1], raw) + raw
            write_whole(path, lambda stream: stream.write(content))

    def complete(self, job: str, values: npt.NDArray[Any]) -> None:
        """Put the values of a job whose runs have all landed into one file."""
        pieces = [part for part, _ in self.read(job, values.shape[1])]
        if len(pieces) > 1:
            self.add(job, 0, values)
            for part in pieces:
                if (part.first, part.end) != (0, len(values)):
                    part.path.unlink()

    def finish(self, name: str, content: Mapping[str, Any]) -> Path:
        """Write the results.

        Raises
        ------
        StudyError
            If the disk refuses.
        """
        text = json.dumps(dict(content), indent=2, ensure_ascii=False, allow_nan=False)
        with refusal_told(self.folder, WAY_OUT):
            if not self.begun:
                self._begin()
            write_whole(self.folder / name, lambda stream: stream.write(text.encode()))
        return self.folder


class KeptJob(NamedTuple):
    """Where the values of one job of an analysis are kept: a folder, and the job's name in it."""

    values: KeptValues
    job: str


def under(kept: KeptValues | None, job: str) -> KeptJob | None:
    """Return where the values of a job are kept, None where nothing is."""
    return None if kept is None else KeptJob(kept, job)


def gathered(
    job: Job,
    measure: Callable[[Batch], npt.NDArray[Any]],
    width: int,
    workers: Workers,
    progress: Progress | None = None,
    kept: KeptJob | None = None,
) -> npt.NDArray[Any]:
    """Return (runs, width) numbers of a job whose lives are named, in the order of its lives.

    Parameters
    ----------
    job
        What is to be run.
    measure, width
        What each run of a batch gives: (runs, width).
    workers
        As for :func:`~interregnum.experiments.ensemble.landing`.
    progress
        Called with runs landed and runs in all.
    kept
        Where values are kept; by default nowhere.

    Raises
    ------
    StudyError
        If the disk refuses.
    """
    import numpy as np

    assert job.lives is not None
    count, pieces = len(job.lives.numbers), []
    values = np.empty((count, width))
    for part, held in kept.values.read(kept.job, width) if kept else ():
        values[part.first : part.end] = held[: count - part.first]
        pieces.append(part)
    gaps = gaps_of(pieces, kept.job, 0, count) if kept else [Gap(0, count)]
    done = count - sum(gap.end - gap.first for gap in gaps)
    for landed in landing(job, gaps, workers):
        first, found = landed.batch.first, measure(landed.batch)
        values[first : first + len(found)] = found
        done += len(found)
        if kept:
            kept.values.add(kept.job, first, found)
        if progress is not None:
            progress(done, count)
    if kept:
        kept.values.complete(kept.job, values)
    return values


def _seal(identity: str, name: str, width: int, raw: bytes) -> bytes:
    """Return the line before values: whose they are, and the digest of both."""
    told = f"{identity} {name} {width}"
    digest = hashlib.sha256(told.encode() + raw).hexdigest()
    return f"{digest} {told}\n".encode()


def _read(part: Part, identity: str, width: int) -> npt.NDArray[Any] | None:
    """Return the values in a file, None if they are not those that its name promises.

    Raises
    ------
    StudyError
        If it may not be read.
    """
    import numpy as np

    try:
        line, end, raw = part.path.read_bytes().partition(b"\n")
    except OSError as error:
        msg = f"{part.path}: cannot be read ({error.strerror}); make it readable"
        raise StudyError(msg) from error
    if line + end != _seal(identity, part.path.name, width, raw):
        return None
    values = np.frombuffer(raw, "<f8")
    if len(values) != (part.end - part.first) * width:
        return None
    return values.reshape(-1, width)
