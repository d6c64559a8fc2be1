"""The loop is generated from the schedule, and from nothing else."""

from __future__ import annotations

import ast

from interregnum.engine import generate
from interregnum.engine.schedule import AFTERMATH, OPENING, SCHEDULE
from interregnum.engine.stages import stages_in_order


def test_the_text_is_python_with_one_function() -> None:
    tree = ast.parse(generate.generated_source())
    assert [node.name for node in tree.body if isinstance(node, ast.FunctionDef)] == ["simulate"]


def test_each_stage_is_called_once_and_in_order() -> None:
    source = generate.generated_source()
    called = [
        line.split("_rule(")[0].split("= ")[1] for line in source.splitlines() if "_rule(" in line
    ]
    stages = [*OPENING, *stages_in_order(SCHEDULE), *AFTERMATH]
    assert called == [stage.mechanism.name for stage in stages]


def test_each_stage_has_its_switch() -> None:
    source = generate.generated_source()
    for name, index in generate.SWITCH_INDEX.items():
        assert f"if switches[{index}] > 0.0" in source, name


def test_every_name_of_the_text_is_bound() -> None:
    tree = ast.parse(generate.generated_source())
    loaded = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    stored = {
        n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    arguments = {a.arg for a in tree.body[0].args.args}  # type: ignore[attr-defined]
    known = stored | arguments | set(generate.bindings()) | {"range", "float", "max", "int"}
    assert loaded <= known


def test_the_signature_has_a_place_for_every_argument() -> None:
    tree = ast.parse(generate.generated_source())
    count = len(tree.body[0].args.args)  # type: ignore[attr-defined]
    assert len(generate.signature().split(",")) == count
