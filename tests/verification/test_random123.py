"""Philox against every published Random123 vector, on each target that runs here."""

import pytest

from interregnum.kernels import random
from interregnum.kernels.random import Address, draw_normal, draw_uniform, philox4x32, uniform
from interregnum.kernels.scalar import Target, compiled
from interregnum.kernels.special import normal_quantile

# Random123 1.14, tests/kat_vectors, the six lines of philox4x32: rounds, counter, key, answer.
PUBLISHED = """
7  00000000 00000000 00000000 00000000 00000000 00000000 5f6fb709 0d893f64 4f121f81 4f730a48
7  ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 5207ddc2 45165e59 4d8ee751 8c52f662
7  243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 4dfccaba 190a87f0 c47362ba b6b5242a
10 00000000 00000000 00000000 00000000 00000000 00000000 6627e8d5 e169c58d bc57ac4c 9b00dbd8
10 ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 408f276d 41c83b0e a20bc7c6 6d5451fd
10 243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 d16cfe09 94fdcceb 5001e420 24126ea1
"""
VECTORS = [line.split() for line in PUBLISHED.strip().splitlines()]
TARGETS = [Target.PYTHON, Target.CPU]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector[0]}-{vector[1]}")
def test_philox_gives_the_published_block(vector: list[str], target: Target) -> None:
    rounds = int(vector[0])
    words = [int(word, 16) for word in vector[1:]]
    block = compiled(philox4x32, target)(*words[:6], rounds)
    assert list(block) == words[6:]


def test_the_draw_is_the_block_of_its_address() -> None:
    """The counter is (entity, run, day, purpose and draw), the key the two halves of the seed."""
    seed, run, day, entity, purpose, draw = 0x299F31D0A4093822 >> 1, 5, 77, 9, 3, 2
    block = philox4x32(entity, run, day, (purpose << 16) | draw, seed & 0xFFFFFFFF, seed >> 32, 10)
    bits = (block.w0 >> 6 << 26) + (block.w1 >> 6)
    assert uniform(seed, run, day, entity, purpose, draw) == (2 * bits + 1) / 2**53


@pytest.mark.parametrize(
    ("word0", "word1", "expected"),
    [(0, 0, 2.0**-53), (0xFFFFFFFF, 0xFFFFFFFF, 1.0 - 2.0**-53), (0x3F, 0x3F, 2.0**-53)],
)
def test_extreme_words_give_neither_zero_nor_one(
    word0: int, word1: int, expected: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(random, "philox4x32", lambda *_: random.Philox(word0, word1, 0, 0))
    value = uniform(0, 0, 0, 0, 0, 0)
    assert value == expected
    assert 0.0 < value < 1.0


def test_no_two_purposes_share_a_number() -> None:
    purposes = [value for name, value in vars(random).items() if name.startswith("PURPOSE_")]
    assert len(purposes) > 1
    assert len(set(purposes)) == len(purposes)
    assert all(isinstance(p, int) and 0 < p < 2**16 for p in purposes)


@pytest.mark.parametrize("coordinate", range(6))
def test_each_coordinate_of_an_address_makes_another_draw(coordinate: int) -> None:
    address = [7, 1, 2, 3, 4, 5]
    limit = [2**63, 2**32, 2**32, 2**32, 2**16, 2**16][coordinate]
    values = []
    for step in (0, 1, 2, 255, 256, limit // 2, limit - 1):
        address[coordinate] = step
        values.append(uniform(*address))
    assert len(set(values)) == len(values)


def test_short_forms_draw_at_the_address_they_name() -> None:
    at = Address(11, 12, 13)
    assert draw_uniform(at, 4, 6) == uniform(11, 12, 13, 4, 6, 0)
    assert draw_normal(at, 4, 6) == normal_quantile(uniform(11, 12, 13, 4, 6, 0))


def test_names_have_addresses_of_their_own() -> None:
    names = [f"group_{i}.parameter_{j}" for i in range(50) for j in range(50)]
    addresses = {random.name_address(name) for name in names}
    assert len(addresses) == len(names)
    assert all(0 <= word < 2**32 for address in addresses for word in address)


def test_the_address_of_a_name_never_changes() -> None:
    """SHA-256 of the name, first eight bytes; a change would redraw every published ensemble."""
    assert random.name_address("abc") == (0xBF1678BA, 0xEACF018F)
