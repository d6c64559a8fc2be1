"""Nothing grows beyond the budget of ARCHITECTURE.md, and the measure sees what does."""

import pytest

from architecture.size_budget import Size, over_budget, report, sizes, sizes_of


def test_everything_stays_within_its_budget() -> None:
    found = sizes()
    print(report(found))
    assert over_budget(found) == []


def test_the_ten_largest_of_each_are_reported() -> None:
    lines = report(sizes()).splitlines()
    assert [line for line in lines if line.startswith("file")] == ["file (limit 300)"]
    assert len([line for line in lines if line.startswith("  ")]) == 40


LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 40
COMMENTED = (
    'def f():\n    """Text.\n' + "    text\n" * 60 + '    """\n' + "    # why\n\n    x = 1\n" * 39
)
WIDE = "def f(a, b, c, d, e, f, *, g): ...\n"
BROAD = "class C:\n" + "".join(f"    def m{i}(self): ...\n" for i in range(11))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1\n" * 301, Size("file", 301, "place")),
        (LONG_FUNCTION, Size("function", 41, "place f")),
        (WIDE, Size("arguments", 7, "place f")),
        (BROAD, Size("public methods", 11, "place C")),
    ],
)
def test_what_is_too_large_is_found(text: str, expected: Size) -> None:
    assert over_budget(list(sizes_of(text, "place"))) == [expected]


@pytest.mark.parametrize("text", ["x = 1\n" * 300, COMMENTED, "def f(a, b, c, d, e, f): ...\n"])
def test_what_just_fits_is_not_reported(text: str) -> None:
    assert over_budget(list(sizes_of(text, "place"))) == []


def test_a_verb_of_the_command_line_may_have_many_options() -> None:
    assert over_budget(list(sizes_of(WIDE, "src/interregnum/cli/run.py"))) == []
