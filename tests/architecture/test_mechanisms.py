"""Every mechanism is one file of one form, and each departure from it is noticed."""

from pathlib import Path
from typing import Annotated, NamedTuple

import pytest

import interregnum
from architecture.mechanism_form import (
    declaration_complaints,
    file_complaints,
    load,
    mechanism_files,
)
from interregnum.declare import Mechanism, Param, State
from interregnum.kernels.scalar import SCALARS

SOURCE = Path(interregnum.__file__).parent
TESTS = Path(__file__).resolve().parents[1]
FILES = mechanism_files(SOURCE)


def test_there_are_mechanisms() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_mechanism_is_complete(path: Path) -> None:
    assert file_complaints(path, TESTS) == []
    assert declaration_complaints(load(path), path.stem) == []
    assert load(path).rule in SCALARS


def test_the_list_of_mechanisms_leaves_none_out() -> None:
    from interregnum.mechanisms import MECHANISMS

    declared = MECHANISMS.values() if isinstance(MECHANISMS, dict) else MECHANISMS
    assert sorted(m.name for m in declared) == [path.stem for path in FILES]


WELL_FORMED = '''r"""Something follows from something.

Equations
---------
.. math:: y = x

Reads
-----
Nothing.

Writes
------
Nothing.

Limits
------
None.

Source
------
Assumed.
"""

class Params(NamedTuple):
    pass

class Reads(NamedTuple):
    pass

class Writes(NamedTuple):
    pass

@scalar
def same(x: float) -> float:
    """Return x.

    >>> same(1.0)
    1.0
    """
    return x

MECHANISM = Mechanism()
'''

DEPARTURES = {
    "heading": (("Limits\n------", "Limit\n-----"), "has no heading Limits"),
    "underline": (("Reads\n-----", "Reads\n---"), "has no heading Reads"),
    "record": (("class Writes", "class Written"), "has no Writes"),
    "declaration": (("MECHANISM =", "OTHER ="), "has no MECHANISM"),
    "doctest": ((">>> same", "same"), "has no scalar rule with a doctest"),
    "rule": (("@scalar\n", ""), "has no a scalar rule"),
    "order": (("class Params", "MECHANISM = 1\nclass Params"), "does not keep the order"),
}


def written(folder: Path, text: str, with_test: bool = True) -> list[str]:
    (folder / "property").mkdir()
    if with_test:
        (folder / "property" / "test_planted.py").write_text("")
    path = folder / "planted.py"
    path.write_text(text)
    return file_complaints(path, folder)


def test_a_well_formed_file_passes(tmp_path: Path) -> None:
    assert written(tmp_path, WELL_FORMED) == []


@pytest.mark.parametrize("kind", DEPARTURES)
def test_a_departure_of_the_text_is_noticed(kind: str, tmp_path: Path) -> None:
    (before, after), complaint = DEPARTURES[kind]
    found = written(tmp_path, WELL_FORMED.replace(before, after))
    assert any(complaint in line for line in found), found


def test_a_missing_property_test_is_noticed(tmp_path: Path) -> None:
    found = written(tmp_path, WELL_FORMED, with_test=False)
    assert found == ["planted.py has no tests/property/test_planted.py"]


class Nothing(NamedTuple):
    pass


def declared(param: Param, default: float, state: str = "group.quantity") -> Mechanism:
    class Params(NamedTuple):
        x: Annotated[float, param] = default  # type: ignore[valid-type]

    class Reads(NamedTuple):
        x: Annotated[float, State(state)]

    return Mechanism(
        name="planted",
        equation="E0",
        title="Planted",
        params=Params,
        reads=Reads,
        writes=Nothing,
        rule=lambda reads, params, at: Nothing(),
    )


SOUND = Param("1", 0.5, 2.0, "assumed", "x")


def test_a_sound_declaration_passes() -> None:
    assert declaration_complaints(declared(SOUND, 1.0), "planted") == []


@pytest.mark.parametrize(
    ("mechanism", "complaint"),
    [
        (declared(SOUND._replace(unit=""), 1.0), "Params.x has no unit"),
        (declared(SOUND._replace(source=" "), 1.0), "Params.x has no source"),
        (declared(SOUND._replace(symbol=""), 1.0), "Params.x has no symbol"),
        (declared(SOUND._replace(low=2.0), 1.0), "Params.x has no range"),
        (declared(SOUND._replace(high=float("inf")), 1.0), "Params.x has no range"),
        (declared(SOUND, 3.0), "lies outside"),
        (declared(SOUND._replace(draw="triangular"), 1.0), "no known law"),
        (declared(SOUND._replace(low=0.0, draw="log_uniform"), 1.0), "log-uniformly"),
        (declared(SOUND, 1.0, "quantity"), "is not group.quantity"),
    ],
    ids=["unit", "source", "symbol", "range", "infinite", "default", "draw", "log", "state"],
)
def test_an_unsound_declaration_is_noticed(mechanism: Mechanism, complaint: str) -> None:
    found = declaration_complaints(mechanism, "planted")
    assert any(complaint in line for line in found), found


def test_a_name_that_is_not_the_file_is_noticed() -> None:
    assert declaration_complaints(declared(SOUND, 1.0), "other") == [
        "other.py calls itself planted"
    ]
