"""The worked example of CONTRIBUTING.md works as it is printed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from architecture import kernel_rules
from architecture.mechanism_form import file_complaints

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^`([\w/]+\.py)`\n\n```python\n(.*?)^```$", TEXT, re.M | re.S))
MECHANISM = "src/interregnum/mechanisms/bread_price.py"
PROPERTIES = "tests/property/test_bread_price.py"
PLACE = "try_the_place.py"

DECLARED = """
from architecture.mechanism_form import declaration_complaints
from interregnum.mechanisms.bread_price import MECHANISM
assert declaration_complaints(MECHANISM, "bread_price") == []
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the package and add what a contributor would write."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tests" / "property").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    for name, text in BLOCKS.items():
        (folder / name).write_text(text)
    return folder


def python(folder: Path, *arguments: str) -> None:
    path = os.pathsep.join((str(folder / "src"), str(ROOT / "tests")))
    finished = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_every_block_is_run_here() -> None:
    assert set(BLOCKS) == {MECHANISM, PROPERTIES, PLACE}
    assert TEXT.count("```python") == len(BLOCKS)


def test_the_example_keeps_the_form_and_the_kernel_rules(checkout: Path) -> None:
    assert file_complaints(checkout / MECHANISM, checkout / "tests") == []
    found = kernel_rules.violations(checkout / "src" / "interregnum")
    assert [line for line in found if "bread_price" in line] == []
    python(checkout, "-c", DECLARED)


def test_the_doctests_and_the_properties_of_the_example_hold(checkout: Path) -> None:
    options = ("-q", "-p", "no:cacheprovider", "--doctest-modules", "--import-mode=importlib")
    python(checkout, "-m", "pytest", *options, MECHANISM, PROPERTIES)


def test_the_place_in_the_day_is_accepted(checkout: Path) -> None:
    python(checkout, PLACE)
