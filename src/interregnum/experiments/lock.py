"""One writer a study: the operating system's lock on a hidden file in its folder.

The system releases it when the process ends, however it ends; a lock file that a killed process
left behind locks nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path

from interregnum.errors import StudyError

LOCK = ".lock"


class Lock:
    """The right to write into a folder, held until it is released or the process ends.

    Raises
    ------
    StudyError
        If another process holds it.
    OSError
        If the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._handle = _locked(folder)

    def release(self) -> None:
        """Give the right back; the file goes while it is still ours, so nobody is misled."""
        with contextlib.suppress(OSError):
            (self.folder / LOCK).unlink()
        os.close(self._handle)


def _locked(folder: Path) -> int:
    """Return the handle of the folder's lock file, locked."""
    path = folder / LOCK
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            msg = (
                f"{path}: another process is writing this study; wait until it has finished, "
                "or stop it and go on with --resume"
            )
            raise StudyError(msg) from error
        except OSError:
            os.close(handle)
            raise
        if _is_still_there(handle, path):
            return handle
        # Between opening and locking its holder removed the file: this lock is on nothing.
        os.close(handle)


def _is_still_there(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
