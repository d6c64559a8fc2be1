"""Every error raised on purpose carries the exit code that the whole program ends with."""

import inspect

import pytest

from interregnum import errors

EXIT_CODES = {
    errors.InterregnumError: 1,
    errors.UsageError: 2,
    errors.ScenarioError: 3,
    errors.StudyError: 3,
    errors.RunsFailedError: 4,
    errors.ThresholdError: 5,
    errors.ClusterError: 4,
    errors.StudyInterruptedError: 130,
}


@pytest.mark.parametrize(("kind", "code"), EXIT_CODES.items())
def test_each_error_has_its_exit_code(kind: type[errors.InterregnumError], code: int) -> None:
    assert kind("why").exit_code == code
    assert str(kind("why")) == "why"


def test_no_error_is_without_a_documented_exit_code() -> None:
    defined = {
        c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, Exception)
    }
    assert defined == set(EXIT_CODES)
    assert all(issubclass(kind, errors.InterregnumError) for kind in defined)


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("private_precison", "did you mean private_precision?"),
        ("Cost", "did you mean cost?"),
        ("", "valid: cost, private_precision"),
        ("something_else", "valid: cost, private_precision"),
    ],
)
def test_a_wrong_key_is_answered_with_the_nearest_or_with_all(key: str, hint: str) -> None:
    assert errors.nearest(key, ["private_precision", "cost"]) == hint


def test_the_hint_reads_a_generator_once() -> None:
    assert errors.nearest("z", (name for name in ["b", "a"])) == "valid: a, b"
