"""Fetching datasets: into the user's cache, by hash, and never with a long wait.

Only what may be passed on and has a known address and hash is fetched. The rest is each user's
own copy, to be had from its authors.
"""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies

from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence.folders import cache_folder, dataset_named
from interregnum.evidence.manifest import DataFile, Dataset
from interregnum.evidence.reading import sha256_of

OFFLINE = "INTERREGNUM_OFFLINE"
"""The environment variable that forbids any look at the network when it is set and not 0."""

CONNECT_WITHIN = 4.0
READ_WITHIN = 30.0


def pull(name: str, folder: Path | None = None) -> list[Path]:
    """Fetch a dataset's files that are not there yet.

    Parameters
    ----------
    name
        The dataset.
    folder
        Where folders of datasets lie; the user's cache where none is given.

    Returns
    -------
    list of pathlib.Path
        The files, fetched now or before.

    Raises
    ------
    UsageError
        There is no such dataset.
    ScenarioError
        It may not be passed on, its address or hash is not known, the network is not to be had,
        or what came has another hash. What was there before is untouched.
    """
    dataset = dataset_named(name)
    target = (folder or cache_folder()) / name
    for file in dataset.files:
        _refuse_own_copy(dataset, file, target)
    return [_fetched(dataset, file, target) for file in dataset.files]


def how_to_get(dataset: Dataset, folder: Path) -> str:
    """Return the one line that says how a user comes by a dataset."""
    if all(file.package is not None for file in dataset.files):
        return f"{dataset.name} comes with an installed library: {dataset.home}"
    if all(file.url and file.sha256 for file in dataset.files) and dataset.redistributable:
        return f"interregnum data pull {dataset.name}"
    files = " or ".join(dict.fromkeys(_own_names(dataset)))
    return (
        f"{dataset.name} is your own copy: get it from its authors ({dataset.home}) and put "
        f"{files} into {folder / dataset.name}{os.sep}, or name the folder above by --from or "
        "INTERREGNUM_DATA"
    )


def _own_names(dataset: Dataset) -> list[str]:
    """Return the names under which files of a dataset are looked for."""
    return [
        name
        for file in dataset.files
        if not file.optional
        for name in (file.path, *(pattern for form in file.others for pattern in form.patterns))
    ]


def _refuse_own_copy(dataset: Dataset, file: DataFile, target: Path) -> None:
    """Refuse to fetch what is each user's own copy."""
    if file.optional or (file.url and file.sha256 and dataset.redistributable):
        return
    if dataset.redistributable:
        reason = "no address of this file with a known hash is recorded"
    else:
        reason = f"its terms do not let it be passed on ({dataset.licence})"
    raise ScenarioError(
        f"{dataset.name} is not fetched: {reason}; {how_to_get(dataset, target.parent)}"
    )


def _fetched(dataset: Dataset, file: DataFile, target: Path) -> Path:
    """Return one file of a dataset, fetched unless it is there with the right hash."""
    path = target / file.path
    if path.is_file() and sha256_of(path) == file.sha256:
        return path
    assert file.url is not None
    _refuse_offline(dataset.name, file.url)
    import pooch
    import requests

    pooch.get_logger().setLevel("ERROR")
    try:
        pooch.retrieve(
            url=file.url,
            known_hash=f"sha256:{file.sha256}",
            fname=file.path,
            path=target,
            downloader=pooch.HTTPDownloader(timeout=(CONNECT_WITHIN, READ_WITHIN)),
        )
    except requests.RequestException as error:
        raise ScenarioError(
            f"{dataset.name}: {file.url} cannot be read ({type(error).__name__}); "
            "nothing was changed"
        ) from error
    except ValueError as error:
        raise ScenarioError(
            f"{dataset.name}: what {file.url} gives is not the file known (SHA-256 "
            f"{file.sha256}); it was not kept"
        ) from error
    return path


def _refuse_offline(name: str, url: str) -> None:
    """Refuse at once where there is no network, or where it is forbidden."""
    if os.environ.get(OFFLINE, "0") not in ("", "0"):
        raise UsageError(f"{name}: {OFFLINE} is set, so nothing is fetched; unset it to fetch")
    address = urlsplit(url)
    if getproxies():
        return
    port = address.port or (443 if address.scheme == "https" else 80)
    if not _answers(address.hostname or "", port):
        raise ScenarioError(
            f"{name}: {address.hostname} cannot be reached, so nothing is fetched; without a "
            "network use --from or INTERREGNUM_DATA"
        )


def _answers(host: str, port: int) -> bool:
    """Return whether a host answers soon; looking up a name has no time limit of its own."""
    found: list[bool] = []
    done = threading.Event()

    def knock() -> None:
        with suppress(OSError):
            socket.create_connection((host, port), timeout=CONNECT_WITHIN).close()
            found.append(True)
        done.set()

    threading.Thread(target=knock, daemon=True).start()
    done.wait(CONNECT_WITHIN)
    return bool(found)
