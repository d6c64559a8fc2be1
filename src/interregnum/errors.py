"""Every exception that the package raises on purpose.

Each one carries the exit code of the whole program, so that the command line never has to
guess: 0 ok, 1 unexpected, 2 the command line itself is wrong, 3 invalid scenario or data,
4 some runs failed, 5 a threshold not met, 130 interrupted.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class InterregnumError(Exception):
    """The root of all errors raised on purpose; its text names place, value, rule and way out."""

    exit_code = 1


class UsageError(InterregnumError):
    """The command line itself is wrong."""

    exit_code = 2


class ScenarioError(InterregnumError):
    """A scenario, a parameter or a data file is invalid."""

    exit_code = 3


class StudyError(InterregnumError):
    """A study folder cannot be written or read."""

    exit_code = 3


class RunsFailedError(InterregnumError):
    """Some runs failed; what had landed is kept."""

    exit_code = 4


class ClusterError(InterregnumError):
    """A cluster cannot be reached, does not fit, or was lost; what had landed is kept."""

    exit_code = 4


class StudyInterruptedError(InterregnumError):
    """Somebody stopped a study; what had landed is kept and can be gone on with."""

    exit_code = 130


class ThresholdError(InterregnumError):
    """A reference value or a claim was not met."""

    exit_code = 5


def nearest(key: str, valid: Iterable[str]) -> str:
    """Return a hint that names the nearest valid key, or lists the valid ones.

    >>> nearest("public_precison", ["public_precision", "cost"])
    'did you mean public_precision?'
    >>> nearest("zzz", ["public_precision", "cost"])
    'valid: cost, public_precision'
    """
    known = sorted(valid)
    close = difflib.get_close_matches(key, known, n=1)
    if close:
        return f"did you mean {close[0]}?"
    return f"valid: {', '.join(known)}"
