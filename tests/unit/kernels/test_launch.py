"""Entry points are cached by the content of all compiled sources, and only by that."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numba
import pytest

from interregnum.kernels import launch
from interregnum.kernels.scalar import Target, scalar

SOURCE = "def tripled(x):\n    return FACTOR * x\n"
PACKAGE = Path(launch.__file__).resolve().parent.parent


@pytest.fixture
def cache_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test a cache folder of its own, and the process its old one back."""
    monkeypatch.setenv("INTERREGNUM_CACHE", str(tmp_path / "cache"))
    before = numba.config.CACHE_DIR
    launch.cache_folder.cache_clear()
    yield tmp_path / "cache"
    launch.cache_folder.cache_clear()
    numba.config.CACHE_DIR = before


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the package, so that a byte of it can be changed, and let the digest read the copy."""
    copy = tmp_path / "interregnum"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(launch, "__file__", str(copy / "kernels" / "launch.py"))
    return copy


def test_the_digest_depends_on_nothing_but_content(sources: Path) -> None:
    before = launch.source_digest()
    os.utime(sources / "kernels" / "special.py", (1, 1))
    (sources / "cli" / "planted.py").write_text("LEFT_ALONE = True\n")
    assert launch.source_digest() == before
    assert len(before) == 64


@pytest.mark.parametrize("layer", launch.COMPILED_LAYERS)
def test_one_byte_in_a_compiled_layer_changes_the_folder(
    layer: str, sources: Path, cache_root: Path
) -> None:
    before = launch.cache_folder()
    path = sources / layer / "__init__.py"
    path.write_bytes(path.read_bytes() + b"\n")
    launch.cache_folder.cache_clear()
    assert launch.cache_folder() != before


def test_a_renamed_source_changes_the_digest(sources: Path) -> None:
    before = launch.source_digest()
    (sources / "kernels" / "reduce.py").rename(sources / "kernels" / "reduction.py")
    assert launch.source_digest() != before


def test_compiler_version_and_processor_are_part_of_the_key(
    cache_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {launch.cache_folder()}
    for attribute, value in (("_processor", "another"), ("source_digest", "another")):
        with monkeypatch.context() as patch:
            patch.setattr(launch, attribute, lambda value=value: value)
            launch.cache_folder.cache_clear()
            folders.add(launch.cache_folder())
    monkeypatch.setattr(launch.metadata, "version", lambda _: "0.0")
    launch.cache_folder.cache_clear()
    folders.add(launch.cache_folder())
    assert len(folders) == 4
    assert {folder.parent for folder in folders} == {cache_root}


def test_an_unwritable_folder_warns_and_still_compiles(
    cache_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file where the folder should be: not even an administrator can write below it."""
    cache_root.write_text("")
    with pytest.warns(UserWarning, match="kernels cannot be cached there.*INTERREGNUM_CACHE"):
        folder = launch.cache_folder()
    assert not folder.is_relative_to(cache_root)
    entry = launch.load_entry("tripled", SOURCE, {"FACTOR": 3.0}, "float64(float64)", Target.CPU)
    assert entry(2.0) == 6.0
    shutil.rmtree(folder)


@scalar
def halved(x: float) -> float:
    return 0.5 * x


@pytest.mark.parametrize("target", [Target.PYTHON, Target.CPU])
def test_an_entry_calls_the_scalars_bound_to_it(cache_root: Path, target: Target) -> None:
    source = "def summed_halves(values):\n    result = 0.0\n    for value in values:\n"
    source += "        result += halved(value)\n    return result\n"
    entry = launch.load_entry(
        "summed_halves", source, {"halved": halved}, "float64(UniTuple(float64, 3))", target
    )
    assert entry((1.0, 2.0, 4.0)) == 3.5


def test_the_python_target_writes_nothing(cache_root: Path) -> None:
    launch.load_entry("tripled", SOURCE, {"FACTOR": 3.0}, "float64(float64)", Target.PYTHON)
    assert not cache_root.exists()


def test_a_changed_text_is_compiled_anew(cache_root: Path) -> None:
    """Equally long, within the same moment, under the same name."""
    for factor in ("3.0", "4.0"):
        source = SOURCE.replace("FACTOR", factor)
        entry = launch.load_entry("tripled", source, {}, "float64(float64)", Target.CPU)
        assert entry(2.0) == 2.0 * float(factor)


OTHER_PROCESS = """
import json
from interregnum.kernels.launch import load_entry
from interregnum.kernels.scalar import Target
from interregnum.kernels.special import exp
source = "def grown(x):\\n    return exp(x) + 1.0\\n"
entry = load_entry("grown", source, {"exp": exp}, "float64(float64)", Target.CPU)
print(json.dumps([sum(entry.stats.cache_hits.values()), sum(entry.stats.cache_misses.values()),
                  entry(0.0)]))
"""


def test_another_process_reads_the_cache_instead_of_compiling(cache_root: Path) -> None:
    answers = []
    for _ in range(2):
        finished = subprocess.run(
            [sys.executable, "-W", "error", "-c", OTHER_PROCESS],
            env={**os.environ, "INTERREGNUM_CACHE": str(cache_root)},
            capture_output=True,
            text=True,
            check=True,
        )
        answers.append(json.loads(finished.stdout))
    assert answers == [[0, 1, 2.0], [1, 0, 2.0]]
