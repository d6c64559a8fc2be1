"""What is tracked works everywhere: no address of a registry, no path of one machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Spelt in parts, or this file would be the first to break the rule.
REGISTRIES = re.compile(
    "|".join(
        (
            r"pypi" + r"\.org",
            r"python" + r"hosted",
            r"npm" + r"js\.(org|com)",
            r"conda\." + r"anaconda",
            r"--(extra-)?index" + r"-url[ =]+\S*:",
            r"--find" + r"-links",
        )
    )
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.:/-])/(?:" + "|".join(("work", "root", "home", "Users", "opt", "mnt")) + r")/\w"
)
NOT_TEXT = {".png", ".ico", ".woff", ".woff2", ".parquet", ".nc", ".gz", ".zip"}


def tracked() -> list[Path]:
    """Return the files that git tracks, or would: what is ignored stays out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = [name for name in listed.stdout.decode().split("\0") if name]
    paths = [ROOT / name for name in names]
    return [path for path in paths if path.is_file() and path.suffix not in NOT_TEXT]


def matches(pattern: re.Pattern[str], text: str, place: str) -> list[str]:
    return [
        f"{place}:{number}: {line.strip()[:80]}"
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINE_PATHS], ids=["registry", "machine path"])
def test_no_tracked_file_names_a_registry_or_a_machine(pattern: re.Pattern[str]) -> None:
    files = tracked()
    assert ROOT / "pyproject.toml" in files
    found = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        found += matches(pattern, text, path.relative_to(ROOT).as_posix())
    assert found == []


def test_the_patterns_see_what_they_look_for() -> None:
    registry = "https://" + "files.python" + "hosted.org/packages/x.whl"
    assert matches(REGISTRIES, f"x\nurl = {registry}", "f") == [f"f:2: url = {registry}"]
    assert matches(REGISTRIES, "--index" + "-url http://host/simple", "f")
    assert matches(MACHINE_PATHS, 'open("' + "/home" + '/somebody/x")', "f")
    assert not matches(MACHINE_PATHS, "doi.org/10.1/work/x and src/home/x", "f")


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").iterdir()), ids=lambda p: p.name)
def test_requirements_hold_no_address(path: Path) -> None:
    assert "://" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_pin_has_a_hash(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    joined = text.replace("\\\n", " ")
    pins = [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]
    assert len(pins) > 10
    assert [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []


def test_the_installed_packages_are_the_declared_ones() -> None:
    """The pins of a run are the dependencies of the package, no more and no fewer."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").split()
    assert sorted(project["dependencies"]) == sorted(pinned)


def test_the_citation_names_the_version_of_the_package() -> None:
    from interregnum.version import __version__

    lines = (ROOT / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert f"version: {__version__}" in lines
