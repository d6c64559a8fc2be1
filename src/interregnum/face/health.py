"""What a run would meet on this machine: versions, cores, memory, disk, cache and settings."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
import warnings
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from interregnum.errors import InterregnumError
from interregnum.version import MODEL_VERSION, __version__

LEAST_DISK = 1.0  # GiB; a study of 100,000 runs takes about that
LEAST_MEMORY = 1.0  # GiB; the compiler and a study of some thousand runs
OLDEST_PYTHON = (3, 11)
DATA = "INTERREGNUM_DATA"
# Variables that change what a run does or how fast it is.
PREFIXES = ("INTERREGNUM_", "NUMBA_")
ENTRIES = ("simulate", "draw_parameters")
_GIB = 2.0**30


class Health(NamedTuple):
    """What was found, what may be improved, and what stands in the way of a run.

    Each line of ``notes`` and ``problems`` names the way out.
    """

    facts: dict[str, str]
    settings: dict[str, str]
    packages: dict[str, str]
    notes: tuple[str, ...]
    problems: tuple[str, ...]


def examine(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Health:
    """Return what a run would meet here; nothing is compiled and nothing is run.

    Parameters
    ----------
    environment
        Whose settings are read; by default the process's.
    folder
        Where a study would be written; by default the working folder.
    """
    given = os.environ if environment is None else environment
    place = Path.cwd() if folder is None else folder
    facts: dict[str, str] = {
        "interregnum": f"{__version__}, model version {MODEL_VERSION}",
        "installed in": str(Path(__file__).resolve().parents[1]),
        "python": f"{platform.python_version()}, {sys.executable}",
        "platform": f"{platform.system()} {platform.machine()}",
    }
    notes: list[str] = []
    problems: list[str] = []
    packages, missing = packages_found()
    problems += [f"package {name} is not installed; run: make install" for name in missing]
    if sys.version_info < OLDEST_PYTHON:
        problems.append(f"Python {platform.python_version()} is too old; use 3.11 or later")
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        notes.append("equal results were shown on Linux x86_64 only; run the tests: make test")
    for part in (_cores(given), _memory(), _disk(place), _cache(), _data(given)):
        facts |= part.facts
        notes += part.notes
        problems += part.problems
    problems += list(_wrong_settings(given))
    settings = {k: given[k] for k in sorted(given) if k.startswith(PREFIXES)}
    return Health(facts, settings, packages, tuple(notes), tuple(problems))


class _Part(NamedTuple):
    facts: dict[str, str]
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def packages_found() -> tuple[dict[str, str], list[str]]:
    """Return the versions of what the package depends on, and what of it is missing."""
    found: dict[str, str] = {}
    missing: list[str] = []
    for line in metadata.requires("interregnum") or []:
        if "extra ==" in line:
            continue
        name = re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0]
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    return found, missing


def _cores(environment: Mapping[str, str]) -> _Part:
    """Return how many threads a run would take."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    named = environment.get("NUMBA_NUM_THREADS", "")
    used = named if named.isdigit() and int(named) > 0 else usable
    return _Part({"cores": f"{os.cpu_count()}, of which usable {usable}; a run takes {used}"})


def _memory() -> _Part:
    """Return how much memory there is, where the system says so."""
    try:
        text = Path("/proc/meminfo").read_text(encoding="ascii")
    except OSError:
        return _Part({"memory": "unknown on this system"})
    sizes = {k: float(v) * 1024 / _GIB for k, v in re.findall(r"(\w+):\s+(\d+) kB", text)}
    whole, free = sizes.get("MemTotal", 0.0), sizes.get("MemAvailable", 0.0)
    facts = {"memory": f"{whole:.1f} GiB, of which available {free:.1f} GiB"}
    if free < LEAST_MEMORY:
        line = f"only {free:.1f} GiB of memory are available; end other programs, or ask for"
        return _Part(facts, problems=(f"{line} fewer --runs with --series none",))
    return _Part(facts)


def _disk(place: Path) -> _Part:
    """Return how much space there is where a study would lie."""
    free = shutil.disk_usage(place).free / _GIB
    facts = {"free disk": f"{free:.1f} GiB in {place}"}
    problems = []
    if free < LEAST_DISK:
        problems.append(f"only {free:.1f} GiB are free in {place}; name an --out on another disk")
    if not os.access(place, os.W_OK):
        problems.append(f"{place} cannot be written; name an --out in a folder that you own")
    return _Part(facts, problems=tuple(problems))


def _cache() -> _Part:
    """Return where compiled kernels lie, and whether they are there."""
    from interregnum.kernels.launch import cache_folder

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        folder = cache_folder()
    if told:
        return _Part({"kernel cache": "none"}, problems=(" ".join(str(told[0].message).split()),))
    warm = is_warm(folder)
    state = "warm: kernels are compiled" if warm else "cold: kernels are not compiled yet"
    facts = {"kernel cache": str(folder), "kernels": state}
    hint = "the first run compiles for about half a minute; do it now with: interregnum warm"
    return _Part(facts, () if warm else (hint,))


def is_warm(folder: Path) -> bool:
    """Return whether a cache folder holds the compiled days of this Python."""
    tag = f"py{sys.version_info.major}{sys.version_info.minor}"
    return all(any(folder.rglob(f"{name}.{name}-*.{tag}*.nbi")) for name in ENTRIES)


def _data(environment: Mapping[str, str]) -> _Part:
    """Return the folder of data sets, if one is named."""
    named = environment.get(DATA)
    if not named:
        return _Part({"data folder": f"not set ({DATA}); runs need none"})
    folder = Path(named)
    if not folder.is_dir():
        line = f"environment: {DATA} = {named} is no folder; create it, or name one that exists"
        return _Part({"data folder": f"{named} (missing)"}, problems=(line,))
    count = sum(1 for _ in folder.iterdir())
    return _Part({"data folder": f"{folder}, {count} entries"})


def _wrong_settings(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield what the environment asks for and cannot have."""
    from interregnum.kernels.scalar import Target
    from interregnum.scenario.environment import environment_settings

    target = environment.get("INTERREGNUM_TARGET", "")
    runnable = (Target.PYTHON.value, Target.CPU.value)
    if target and target not in runnable:
        way_out = f"use {' or '.join(runnable)}"
        yield f"environment: INTERREGNUM_TARGET = {target} cannot run here; {way_out}"
    try:
        environment_settings(environment)
    except InterregnumError as error:
        yield str(error)
