"""Each module can be imported first, and the package itself costs next to nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

import interregnum

SOURCE = Path(interregnum.__file__).parent

ONE_BY_ONE = """
import importlib, sys, traceback
failed = []
for name in sys.argv[1:]:
    for loaded in [m for m in sys.modules if m.split(".")[0] == "interregnum"]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except BaseException:
        failed.append(name + "\\n" + traceback.format_exc())
sys.exit("\\n".join(failed) or 0)
"""

HEAVY = ("numba", "numpy", "pandas", "matplotlib", "pydantic", "pyarrow", "scipy")


def module_names(layer: str) -> list[str]:
    names = []
    for path in sorted((SOURCE / layer).rglob("*.py") if layer else SOURCE.glob("*.py")):
        parts = ("interregnum", *path.relative_to(SOURCE).with_suffix("").parts)
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


LAYERS = ["", *sorted(p.parent.name for p in SOURCE.glob("*/__init__.py"))]


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer or "top")
def test_each_module_imports_alone(layer: str) -> None:
    """One process a layer; before each import the package is forgotten."""
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", ONE_BY_ONE, *module_names(layer)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr


@pytest.mark.parametrize("module", ["interregnum", "interregnum.errors", "interregnum.declare"])
def test_light_modules_load_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    finished = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert finished.stdout.strip() == "[]"
