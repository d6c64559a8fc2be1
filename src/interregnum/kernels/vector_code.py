"""The compiled form of sums over neighbouring cells: registers of eight floats.

Written in the compiler's intermediate language, which every processor's code is made from: where
registers are shorter, eight floats become two or four of them, with the same bits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LANES = 8
CHAINS = 4


class _Memory:
    """Cells of arrays and variables of a function under construction."""

    def __init__(self, context: Any, builder: Any) -> None:
        from llvmlite import ir
        from numba.core import cgutils

        self.ir, self.cgutils = ir, cgutils
        self.context, self.builder = context, builder
        self.word = ir.IntType(64)
        self.number = ir.DoubleType()
        self.vector = ir.VectorType(self.number, LANES)

    def integer(self, value: int) -> Any:
        return self.ir.Constant(self.word, value)

    def data(self, kind: Any, value: Any) -> Any:
        """Return where an array's cells begin."""
        return self.context.make_array(kind)(self.context, self.builder, value).data

    def place(self, data: Any, *parts: Any, wide: bool) -> Any:
        index = parts[0]
        for part in parts[1:]:
            index = self.builder.add(index, part)
        place = self.builder.gep(data, [index])
        return self.builder.bitcast(place, self.vector.as_pointer()) if wide else place

    def load(self, data: Any, *parts: Any, wide: bool = True) -> Any:
        place = self.place(data, *parts, wide=wide)
        return self.builder.load(place, align=8)  # arrays are aligned to their numbers only

    def store(self, value: Any, data: Any, *parts: Any, wide: bool = True) -> None:
        self.builder.store(value, self.place(data, *parts, wide=wide), align=8)

    def variable(self, kind: Any, value: Any = None) -> Any:
        """Return room for a value that changes, zero if none is given."""
        room = self.cgutils.alloca_once(self.builder, kind)
        zero = self.ir.Constant(kind, 0 if kind == self.word else None)
        self.builder.store(zero if value is None else value, room)
        return room


class _Code(_Memory):
    """What the bodies below are written with: one function under construction."""

    def add_to(self, room: Any, value: Any) -> None:
        here = self.builder.load(room)
        add = self.builder.add if value.type == self.word else self.builder.fadd
        self.builder.store(add(here, value), room)

    def scale(self, room: Any, value: Any) -> None:
        self.builder.store(self.builder.fmul(self.builder.load(room), value), room)

    def repeat(self, i: Any, count: Any, step: int, body: Callable[[Any], None]) -> None:
        """Run a body while ``i + step <= count``, i rising by ``step``."""
        builder = self.builder
        head = builder.append_basic_block("head")
        inside = builder.append_basic_block("inside")
        done = builder.append_basic_block("done")
        builder.branch(head)
        builder.position_at_end(head)
        here = builder.load(i)
        more = builder.icmp_signed("<=", builder.add(here, self.integer(step)), count)
        builder.cbranch(more, inside, done)
        builder.position_at_end(inside)
        body(here)
        self.add_to(i, self.integer(step))
        builder.branch(head)
        builder.position_at_end(done)

    def lane(self, vector: Any, k: int) -> Any:
        return self.builder.extract_element(vector, self.ir.Constant(self.ir.IntType(32), k))

    def filled(self, numbers: list[Any]) -> Any:
        """Return a vector of eight numbers."""
        result = self.ir.Constant(self.vector, self.ir.Undefined)
        for k, number in enumerate(numbers):
            place = self.ir.Constant(self.ir.IntType(32), k)
            result = self.builder.insert_element(result, number, place)
        return result

    def joined(self, vector: Any) -> Any:
        """Return the sum of eight lanes."""
        add = self.builder.fadd
        a, b, c, d, e, f, g, h = (self.lane(vector, k) for k in range(LANES))
        return add(add(add(a, e), add(c, g)), add(add(b, f), add(d, h)))

    def sum_of(self, count: Any, term: Callable[[Any, bool], Any]) -> Any:
        """Return the sum of terms in 32 chains; ``term`` gives eight of them, or one."""
        add = self.builder.fadd
        sums = [self.variable(self.vector) for _ in range(CHAINS)]
        i = self.variable(self.word)

        def four(here: Any) -> None:
            for k, room in enumerate(sums):
                self.add_to(room, term(self.builder.add(here, self.integer(LANES * k)), True))

        self.repeat(i, count, CHAINS * LANES, four)
        self.repeat(i, count, LANES, lambda here: self.add_to(sums[0], term(here, True)))
        a, b, c, d = (self.builder.load(room) for room in sums)
        rest = self.variable(self.number, self.joined(add(add(a, b), add(c, d))))
        self.repeat(i, count, 1, lambda here: self.add_to(rest, term(here, False)))
        return self.builder.load(rest)

    def bell_lanes(self, weight: Any, factor: Any, change: Any) -> tuple[Any, Any, Any]:
        """Return eight weights in a row, their factors to the next eight, and those's own."""
        multiply = self.builder.fmul
        square = multiply(change, change)
        fourth = multiply(square, square)
        eighth = multiply(fourth, fourth)
        sixteenth = multiply(eighth, eighth)
        between = multiply(multiply(sixteenth, eighth), fourth)
        weights, factors = [], []
        for _ in range(LANES):
            weights.append(weight)
            double = multiply(factor, factor)
            double = multiply(double, double)
            factors.append(multiply(multiply(double, double), between))
            weight = multiply(weight, factor)
            factor = multiply(factor, change)
        twice = multiply(sixteenth, sixteenth)
        whole = multiply(twice, twice)
        return self.filled(weights), self.filled(factors), self.filled([whole] * LANES)

    def along_bell(self, count: Any, curve: tuple[Any, Any, Any], cells: Any, one: Any) -> None:
        """Run ``cells`` on eight cells with their weights, then ``one`` on each that is left."""
        weights, factors, change = self.bell_lanes(*curve)
        now, grow = self.variable(self.vector, weights), self.variable(self.vector, factors)
        i = self.variable(self.word)

        def eight(here: Any) -> None:
            cells(here, self.builder.load(now))
            self.scale(now, self.builder.load(grow))
            self.scale(grow, change)

        self.repeat(i, count, LANES, eight)
        begun = self.builder.load(i)

        def single(here: Any) -> None:
            k = self.builder.sub(here, begun)
            one(here, self.builder.extract_element(self.builder.load(now), k))

        self.repeat(i, count, 1, single)


def _intrinsic(arguments: int, kind: str, body: Callable[..., Any]) -> Any:
    """Return a compiled function of so many arguments, whose body writes its code.

    The compiler reads the number of arguments from the signature, so each has its own.
    """
    from numba.core import types
    from numba.extending import intrinsic

    result = getattr(types, kind)

    def typed(given: tuple[Any, ...]) -> tuple[Any, Any]:
        def codegen(context: Any, builder: Any, signature: Any, values: Any) -> Any:
            return body(_Code(context, builder), signature.args, values)

        numbers = [t if not isinstance(t, types.Number) else _wide(t, types) for t in given]
        return result(*numbers), codegen

    names = ", ".join(f"a{k}" for k in range(arguments))
    scope: dict[str, Any] = {"typed": typed}
    text = f"def built(context, {names}):\n    return typed(({names},))\n"
    exec(text, scope)
    return intrinsic(scope["built"])


def _wide(kind: Any, types: Any) -> Any:
    return types.float64 if isinstance(kind, types.Float) else types.int64


def product_sum() -> Any:
    """Return the compiled form of :func:`.vectors.product_sum`."""

    def body(code: _Code, kinds: Any, given: Any) -> Any:
        one, other = code.data(kinds[0], given[0]), code.data(kinds[2], given[2])

        def term(i: Any, wide: bool) -> Any:
            left = code.load(one, given[1], i, wide=wide)
            return code.builder.fmul(left, code.load(other, given[3], i, wide=wide))

        return code.sum_of(given[4], term)

    return _intrinsic(5, "float64", body)


def plain_sum() -> Any:
    """Return the compiled form of :func:`.vectors.plain_sum`."""

    def body(code: _Code, kinds: Any, given: Any) -> Any:
        data = code.data(kinds[0], given[0])
        return code.sum_of(given[2], lambda i, wide: code.load(data, given[1], i, wide=wide))

    return _intrinsic(3, "float64", body)


def bell_sum() -> Any:
    """Return the compiled form of :func:`.vectors.bell_sum`."""

    def body(code: _Code, kinds: Any, given: Any) -> Any:
        data = code.data(kinds[0], given[0])
        sums = code.variable(code.vector)
        rest = code.variable(code.number)

        def cells(i: Any, weights: Any) -> None:
            code.add_to(sums, code.builder.fmul(code.load(data, given[1], i), weights))

        def one(i: Any, weight: Any) -> None:
            here = code.load(data, given[1], i, wide=False)
            code.add_to(rest, code.builder.fmul(here, weight))

        code.along_bell(given[2], given[3:6], cells, one)
        return code.builder.fadd(code.joined(code.builder.load(sums)), code.builder.load(rest))

    return _intrinsic(6, "float64", body)


def bell_scale() -> Any:
    """Return the compiled form of :func:`.vectors.bell_scale`."""

    def body(code: _Code, kinds: Any, given: Any) -> Any:
        data = code.data(kinds[0], given[0])

        def scaled(i: Any, weights: Any, wide: bool) -> None:
            here = code.load(data, given[1], i, wide=wide)
            code.store(code.builder.fmul(here, weights), data, given[1], i, wide=wide)

        code.along_bell(
            given[2],
            given[3:6],
            lambda i, weights: scaled(i, weights, True),
            lambda i, weight: scaled(i, weight, False),
        )
        return given[2]

    return _intrinsic(6, "int64", body)


def combine_rows() -> Any:
    """Return the compiled form of :func:`.vectors.combine_rows`."""

    def body(code: _Code, kinds: Any, given: Any) -> Any:
        out, values = code.data(kinds[0], given[0]), code.data(kinds[2], given[2])
        begin, table = given[3], given[4]
        at, count = (code.builder.extract_value(given[1], k) for k in range(2))
        rows, width = (code.builder.extract_value(given[5], k) for k in range(2))
        i = code.variable(code.word)

        def block(vectors: int, wide: bool) -> Callable[[Any], None]:
            kind = code.vector if wide else code.number

            def run(here: Any) -> None:
                sums = [code.variable(kind) for _ in range(vectors)]
                t, row = code.variable(code.word), code.variable(code.word, table)

                def add_row(tap: Any) -> None:
                    weight = code.load(values, begin, tap, wide=False)
                    many = code.filled([weight] * LANES) if wide else weight
                    for k, room in enumerate(sums):
                        place = (code.builder.load(row), here, code.integer(LANES * k))
                        cells = code.load(values, *place, wide=wide)
                        code.add_to(room, code.builder.fmul(many, cells))
                    code.add_to(row, width)

                code.repeat(t, rows, 1, add_row)
                for k, room in enumerate(sums):
                    place = (at, here, code.integer(LANES * k))
                    code.store(code.builder.load(room), out, *place, wide=wide)

            return run

        code.repeat(i, count, 2 * LANES, block(2, True))
        code.repeat(i, count, LANES, block(1, True))
        code.repeat(i, count, 1, block(1, False))
        return count

    return _intrinsic(6, "int64", body)
