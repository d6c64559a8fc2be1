"""The generated reference pages say what the code says, and the offline check sees a breach."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def script(name: str) -> ModuleType:
    """Load a script of the documentation as a module."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("generated")
    return {p.stem: p.read_text(encoding="utf-8") for p in script("generate").write_pages(folder)}


def test_the_printed_schedule_is_the_tuple(pages: dict[str, str]) -> None:
    from interregnum.engine.schedule import AFTERMATH, OPENING, SCHEDULE
    from interregnum.engine.stages import Repeat, stages_in_order

    printed = [block.split("\n```")[0].strip() for block in pages["schedule"].split("```text")[1:]]
    lines = [line for line in printed[0].splitlines() if line.split()[1] != "while"]
    names = [line.split()[1] for line in lines]
    assert names == [stage.mechanism.name for stage in stages_in_order(SCHEDULE)]
    loops = [item for item in SCHEDULE if isinstance(item, Repeat)]
    assert len(printed[0].splitlines()) == len(lines) + len(loops)
    opening = [line.split()[1] for line in printed[1].splitlines()]
    assert opening == [stage.mechanism.name for stage in OPENING]
    aftermath = [line.split()[1] for line in printed[2].splitlines()]
    assert aftermath == [stage.mechanism.name for stage in AFTERMATH]


def test_every_parameter_stands_in_the_reference(pages: dict[str, str]) -> None:
    from interregnum.declare import parameters_of
    from interregnum.mechanisms import MECHANISMS

    rows = [line for line in pages["mechanisms"].splitlines() if line.startswith("| `")]
    expected = [p for mechanism in MECHANISMS for p in parameters_of(mechanism)]
    assert len(rows) == len(expected)
    for row, parameter in zip(rows, expected, strict=True):
        assert row.startswith(f"| `{parameter.name}` |")
        assert f"{parameter.declaration.low:g} to {parameter.declaration.high:g}" in row


def test_every_mechanism_has_its_section(pages: dict[str, str]) -> None:
    from interregnum.mechanisms import MECHANISMS

    headings = [line[3:] for line in pages["mechanisms"].splitlines() if line.startswith("## ")]
    assert headings == [mechanism.name for mechanism in MECHANISMS]


def test_every_dataset_has_its_page(pages: dict[str, str]) -> None:
    from interregnum.evidence.datasets import DATASETS

    menu = (ROOT / "zensical.toml").read_text(encoding="utf-8")
    for name, dataset in DATASETS.items():
        page = pages[f"dataset-{name}"]
        assert f"reference/generated/dataset-{name}.md" in menu
        for told in (dataset.licence, dataset.citation, *dataset.notes):
            assert told in page
        assert all(column in page for file in dataset.files for column in file.columns)


def test_every_effect_has_its_page(pages: dict[str, str]) -> None:
    from interregnum.evidence.computing import FAMILIES
    from interregnum.evidence.shipping import family_name, shipped_table

    menu = (ROOT / "zensical.toml").read_text(encoding="utf-8")
    for name in FAMILIES:
        assert f"reference/generated/effects-{name}.md" in menu
    for effect in shipped_table().effects:
        page = pages[f"effects-{family_name(effect.name)}"]
        assert f"| `{effect.name}` |" in page
        assert effect.definition in page
        assert effect.caveat in page


def test_no_layer_is_left_out_of_the_site(pages: dict[str, str]) -> None:
    documented = {
        line[4:] for text in pages.values() for line in text.splitlines() if "::: " in line
    }
    source = ROOT / "src" / "interregnum"
    for path in source.rglob("*.py"):
        if not path.stem.startswith("_") and path.parent.name != "mechanisms":
            name = ".".join(("interregnum", *path.relative_to(source).with_suffix("").parts))
            assert name in documented


def test_an_equation_is_drawn_and_keeps_its_source(tmp_path: Path) -> None:
    drawn = script("generate").as_markdown(r":math:`\theta^*`", tmp_path)
    assert r'alt="\theta^*"' in drawn
    assert [p.suffix for p in tmp_path.iterdir()] == [".svg"]
    assert script("generate").as_markdown(r":math:`\nosuchthing`", tmp_path) == r"`\nosuchthing`"


BREACHES = {
    '<script src="https://host/x.js"></script>': "fetches https://host/x.js",
    '<link rel="stylesheet" href="//host/x.css">': "fetches //host/x.css",
    "<style>@import 'https://host/x.css'</style>": "fetches https://host/x.css",
    '<p style="background: url(https://host/x.png)">': "fetches https://host/x.png",
    '<a href="missing.html">x</a>': "leads to missing.html",
}


@pytest.mark.parametrize("text", BREACHES)
def test_the_offline_check_sees_a_breach(text: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(f"<html>{text}</html>")
    assert BREACHES[text] in "\n".join(script("offline").complaints(tmp_path))


def test_the_offline_check_allows_a_link_that_a_reader_follows(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="https://host/">x</a><a href="index.html#a">')
    assert script("offline").complaints(tmp_path) == []


def test_a_site_that_is_not_there_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["offline.py", str(tmp_path)])
    assert script("offline").main() == 1
