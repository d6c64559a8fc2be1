"""Where a chain stands: a file that is whole or not there, and that knows which chain it is of."""

from __future__ import annotations

import dataclasses
import zipfile
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.errors import ScenarioError
from interregnum.experiments.whole_file import write_whole

Floats: TypeAlias = NDArray[np.float64]


@dataclasses.dataclass(frozen=True, eq=False)
class Stand:
    """An ensemble of walkers after some steps.

    Parameters
    ----------
    chain
        Normal scores so far, shape (steps, walkers, parameters).
    scores, log_density
        Where the walkers stand, and the log posterior there.
    accepted
        Proposals accepted so far, one number a walker.
    random
        State of the random numbers, as NumPy's Mersenne twister gives it.
    """

    chain: Floats
    scores: Floats
    log_density: Floats
    accepted: Floats
    random: Any


def write_stand(path: Path, stand: Stand, key: str) -> None:
    """Write where a chain stands.

    Parameters
    ----------
    path
        Of the file; its folder exists.
    stand
        To write.
    key
        Of what is sampled and how.

    Raises
    ------
    OSError
        If the disk refuses; an older file of that name stands.
    """
    _, words, position, has_normal, normal = stand.random
    numbers = np.array([position, has_normal, normal])
    write_whole(
        path,
        lambda stream: np.savez(
            stream,
            chain=stand.chain,
            scores=stand.scores,
            log_density=stand.log_density,
            accepted=stand.accepted,
            words=words,
            numbers=numbers,
            key=np.array(key),
        ),
    )


def read_stand(path: Path, key: str) -> Stand | None:
    """Return where a chain stands, or None if there is no file.

    Parameters
    ----------
    path
        Of the file.
    key
        That it must have been written with.

    Raises
    ------
    ScenarioError
        If the file is torn, or of another chain.
    """
    if not path.exists():
        return None
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as found:
            arrays = {name: found[name] for name in found.files}
        position, has_normal, normal = arrays["numbers"]
        random = ("MT19937", arrays["words"], int(position), int(has_normal), float(normal))
        stand = Stand(
            chain=arrays["chain"],
            scores=arrays["scores"],
            log_density=arrays["log_density"],
            accepted=arrays["accepted"],
            random=random,
        )
        written = str(arrays["key"])
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        msg = f"{path}: is no whole checkpoint ({error}); delete it to start again"
        raise ScenarioError(msg) from error
    if written != key:
        msg = (
            f"{path}: is the checkpoint of another chain (other facts, bank or plan); delete it, "
            "or name another folder"
        )
        raise ScenarioError(msg)
    return stand
