"""Write the reference pages that follow from the code, so that they cannot drift from it.

``python docs/generate.py`` writes the mechanisms, the schedule and one page a layer into
``docs/reference/generated/``. Equations become pictures, drawn by matplotlib: a page fetches
nothing from another host.
"""

from __future__ import annotations

import hashlib
import inspect
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "docs" / "reference" / "generated"
SOURCE = ROOT / "src" / "interregnum"

# One page a layer: its title, and its units as files or folders of the package.
LAYERS = {
    "foundations": (
        "Foundations (layer 0)",
        ("errors", "effects", "declare", "intervals", "scores", "version"),
    ),
    "kernels": ("Kernels (layer 1)", ("kernels",)),
    "formulae": ("Formulae (layer 2)", ("formulae",)),
    "networks": ("Networks (layer 2)", ("networks",)),
    "scenario": ("Scenario (layer 4)", ("scenario",)),
    "engine": ("Engine (layer 5)", ("engine",)),
    "canonical": ("Canonical models (layer 6)", ("canonical",)),
    "experiments": ("Experiments (layer 6)", ("experiments",)),
    "evidence": ("Evidence (layer 6)", ("evidence",)),
    "calibration": ("Calibration (layer 7)", ("calibration",)),
    "claims": ("Claims (layer 8)", ("claims",)),
    "report": ("Report (layer 9)", ("report",)),
    "face": ("Face and command line (layer 11)", ("face", "cli")),
}


# Pages of the repository's root that are part of the site.
COPIED = ("ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md")


def _modules(unit: str) -> list[str]:
    """Return the dotted names of a unit's modules, those not built yet left out."""
    if (SOURCE / f"{unit}.py").exists():
        return [f"interregnum.{unit}"]
    names = []
    for path in sorted((SOURCE / unit).rglob("*.py")):
        if path.stem != "__init__" and not path.stem.startswith("_"):
            parts = path.relative_to(SOURCE).with_suffix("").parts
            names.append(".".join(("interregnum", *parts)))
    return names


def layer_page(title: str, units: Iterable[str]) -> str:
    """Return the page of a layer; mkdocstrings fills in each module."""
    modules = [module for unit in units for module in _modules(unit)]
    body = "\n\n".join(f"::: {module}" for module in modules) or "This room is still empty."
    return f"# {title}\n\n{body}\n"


def equation(tex: str, folder: Path) -> str:
    """Return an equation as a picture beside the page, or as its source if it cannot be drawn."""
    from matplotlib import mathtext

    name = hashlib.sha256(tex.encode()).hexdigest()[:16] + ".svg"
    try:
        mathtext.math_to_image(f"${tex}$", folder / name, format="svg")
    except ValueError:
        return f"`{tex}`"
    alternative = tex.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return f'<img class="equation" src="{name}" alt="{alternative}">'


def as_markdown(text: str, folder: Path) -> str:
    """Return a docstring's section as Markdown, its equations drawn."""
    text = re.sub(r"``([^`]+)``", r"`\1`", text)
    text = re.sub(r":(?:func|class|mod):`([^`]+)`", r"`\1`", text)
    text = re.sub(
        r"\.\. math::[ \t]*((?:.*)(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n[ \t]+\S)))*)",
        lambda found: "\n" + equation(" ".join(found[1].split()), folder) + "\n",
        text,
    )
    return re.sub(
        r":math:`([^`]+)`", lambda found: equation(" ".join(found[1].split()), folder), text
    )


def sections(docstring: str) -> dict[str, str]:
    """Return a docstring's underlined sections by heading; the text before them under ""."""
    parts = re.split(r"^(\S[^\n]*)\n-{3,}[ \t]*$", inspect.cleandoc(docstring), flags=re.MULTILINE)
    found = {"": parts[0].strip()}
    found.update(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))
    return found


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def _quantities(record: type[Any]) -> str:
    from interregnum.declare import State, annotations_of

    names = []
    for declared in annotations_of(record).values():
        yesterday = isinstance(declared, State) and declared.previous
        names.append(f"`{declared.name}`" + (" (yesterday's)" if yesterday else ""))
    return ", ".join(names) or "nothing"


def _parameter_rows(mechanism: Any) -> Iterator[Sequence[str]]:
    from interregnum.declare import parameters_of

    for name, default, declared in parameters_of(mechanism):
        scope = f"{declared.low:g} to {declared.high:g}"
        source = declared.source + (f" ({declared.meaning})" if declared.meaning else "")
        unit = declared.unit
        yield (f"`{name}`", declared.symbol, unit, f"{default:g}", scope, declared.draw, source)


def mechanism_section(mechanism: Any, folder: Path) -> str:
    """Return the part of the page that describes one mechanism."""
    docstring = inspect.getmodule(mechanism.rule).__doc__ or ""
    told = sections(docstring)
    head = ("Parameter", "Symbol", "Unit", "Default", "Range", "Drawn", "Source")
    rows = list(_parameter_rows(mechanism))
    parts = [f"## {mechanism.name}", f"*{mechanism.equation}.* {told['']}"]
    parts += [as_markdown(told.get("Equations", ""), folder)]
    parts += [table(head, rows)] if rows else ["It has no parameter."]
    parts += [f"**Reads** {_quantities(mechanism.reads)}."]
    parts += [f"**Writes** {_quantities(mechanism.writes)}."]
    parts += [
        f"**{heading}** {as_markdown(told[heading], folder)}"
        for heading in ("Limits", "Source")
        if heading in told
    ]
    if mechanism.claims:
        parts.append(f"**Claims** {', '.join(mechanism.claims)}.")
    return "\n\n".join(parts)


def mechanisms_page(folder: Path) -> str:
    """Return the page of all mechanisms, from what each declares."""
    from interregnum.mechanisms import MECHANISMS

    opening = "Nothing is calibrated yet: each number says whether it was assumed or recorded."
    described = [mechanism_section(mechanism, folder) for mechanism in MECHANISMS]
    return "\n\n".join(["# Mechanisms", opening, *described]) + "\n"


def schedule_page() -> str:
    """Return the numbered order of the day, from the one tuple that the engine runs."""
    from interregnum.engine.schedule import AFTERMATH, OPENING, SCHEDULE
    from interregnum.engine.stages import numbered_lines

    day = "\n".join(numbered_lines(SCHEDULE))
    opening = "\n".join(numbered_lines(OPENING))
    aftermath = "\n".join(numbered_lines(AFTERMATH))
    return (
        "# Schedule\n\nThe stages of one day, in the order in which the engine runs them; those "
        "of a loop are indented by number.\n\n"
        f"```text\n{day}\n```\n\n## Before the first day\n\n```text\n{opening}\n```\n\n"
        f"## After a removal\n\n```text\n{aftermath}\n```\n"
    )


def dataset_page(dataset: Any) -> str:
    """Return the page of a dataset, from the manifest."""
    from interregnum.evidence.pull import how_to_get

    years = f"{dataset.covers[0]} to {dataset.covers[1]}"
    passed_on = "others may pass it on" if dataset.redistributable else "not passed on by us"
    folder = Path("FOLDER")
    rows = [
        (
            file.role + (" (not needed)" if file.optional else ""),
            f"`{file.path}`",
            ", ".join(f"`{name}`" for form in file.others for name in form.patterns) or "none",
            ", ".join(f"`{name}`" for name in file.columns) or "none",
            f"`{file.sha256}`" if file.sha256 else "your own copy",
        )
        for file in dataset.files
    ]
    head = ("For", "Usual name", "Other names", "Columns needed", "SHA-256 of the usual file")
    parts = [
        f"# {dataset.title}",
        f"`{dataset.name}`, version {dataset.vintage}; {years}.",
        f"**Terms** {dataset.licence} ({passed_on}).",
        f"**How to cite** {dataset.citation}.",
        f"**Codes** {dataset.codebook}.",
        f"**Home** {dataset.home}.",
        f"**How to get it** {how_to_get(dataset, folder)}.",
        "## Limits",
        *(f"- {note}" for note in dataset.notes),
        "## Files",
        table(head, rows),
    ]
    return "\n\n".join(parts) + "\n"


def _datasets() -> dict[str, Any]:
    """Return the datasets of the manifest, by name."""
    from interregnum.evidence.datasets import DATASETS

    return {**DATASETS}


def effects_page(name: str) -> str:
    """Return the page of a family of effects: what each is, from the table that is shipped."""
    from interregnum.evidence.computing import family_of
    from interregnum.evidence.families import TABLES
    from interregnum.evidence.shipping import family_name, shipped_table

    family = family_of(name)
    module = sys.modules[f"interregnum.evidence.effects.{name}"]
    effects = [e for e in shipped_table().effects if family_name(e.name) == name]
    every = _datasets()
    sources = dict.fromkeys(TABLES[table][0] for table in family.needs)
    rows = [
        (
            f"`{e.name}`",
            f"{e.estimate:.3g} ({e.low:.3g} to {e.high:.3g})" if e.n else "no case",
            f"{e.scale}; n {e.n}",
            f"{e.period}; {e.grade}",
            e.definition,
            ", ".join(e.claims),
        )
        for e in effects
    ]
    head = ("Effect", "Estimate (95 %)", "Unit; n", "Period; grade", "Definition", "Claims")
    parts = [
        f"# {family.title}",
        as_markdown(inspect.cleandoc(module.__doc__ or ""), Path()),
        "How intervals are drawn is told [here](../../how-to/the-record.md).",
        "## Limits",
        *(f"- {caveat}" for caveat in dict.fromkeys(e.caveat for e in effects)),
        "## Sources, their terms and how to cite them",
        *(
            f"- [{every[d].title}](dataset-{d}.md), {every[d].licence}. {every[d].citation}."
            for d in sources
        ),
        "## Effects",
        table(head, rows),
    ]
    return "\n\n".join(parts) + "\n"


def _families() -> tuple[str, ...]:
    """Return the names of the families of effects."""
    from interregnum.evidence.computing import FAMILIES

    return FAMILIES


def write_pages(folder: Path) -> list[Path]:
    """Write every generated page into a folder and return their paths."""
    from interregnum.calibration.facts_table import HEAD, rows_of_facts

    folder.mkdir(parents=True, exist_ok=True)
    pages = {name: layer_page(*layer) for name, layer in LAYERS.items()}
    pages |= {n[:-3].lower(): (ROOT / n).read_text(encoding="utf-8") for n in COPIED}
    pages["mechanisms"] = mechanisms_page(folder)
    pages["schedule"] = schedule_page()
    pages |= {f"dataset-{name}": dataset_page(found) for name, found in _datasets().items()}
    pages |= {f"effects-{name}": effects_page(name) for name in _families()}
    pages["stylised-facts"] = f"# The stylised facts\n\n{table(HEAD, rows_of_facts())}\n"
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return [folder / f"{name}.md" for name in pages]


def main() -> int:
    """Write the pages anew; say what is missing if the code cannot be described."""
    shutil.rmtree(GENERATED, ignore_errors=True)
    try:
        pages = write_pages(GENERATED)
    except ImportError as error:
        print(f"docs: the reference pages cannot be written: {error}", file=sys.stderr)
        return 1
    print(f"docs: {len(pages)} reference pages written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
