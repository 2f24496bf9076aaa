"""Random valid cells as text, for hypothesis."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from rnnviz.engine import Cell
from rnnviz.engine.language.ops import FUNCTIONS
from rnnviz.engine.language.several import MIXINGS
from tests.engine.cases import cell

LETTER = {"hidden": "h", "output": "o", "input": "i"}


class _Writer:
    """Writes equations whose sizes fit; every choice is drawn, so hypothesis can shrink them."""

    def __init__(self, draw, sizes: dict[str, str]) -> None:
        self.draw, self.sizes, self.assigned = draw, sizes, []

    def one_of(self, options):
        return options[self.draw(st.integers(0, len(options) - 1))]

    def leaf(self, size: str) -> str:
        named = [n for n in self.assigned if self.sizes[n] == size]
        before = [f"{n}_prev" for n, s in self.sizes.items() if s == size]
        kinds = [*named[-2:], *before[:3], f"p_{LETTER[size]}{self.draw(st.integers(0, 1))}", "0.5", "x", "-1", "zeta"]
        kind = self.one_of(kinds)
        if kind != "x":
            return kind
        return "x" if size == "input" else f"W_{LETTER[size]}{self.draw(st.integers(0, 1))} @ x"

    def expr(self, size: str, depth: int) -> str:
        if depth == 0:
            return self.leaf(size)
        kind = self.draw(st.integers(0, 9))
        if kind <= 2:
            parts = [self.expr(size, depth - 1) for _ in range(self.draw(st.integers(2, 3)))]
            return "(" + "".join(f" {self.one_of('+-')} {p}" if i else p for i, p in enumerate(parts)) + ")"
        if kind == 3:
            return f"({self.expr(size, depth - 1)}) * ({self.expr(size, depth - 1)})"
        if kind == 4:
            inner = self.one_of(["hidden", "hidden", "output"] if "output" in self.sizes.values() else ["hidden"])
            named = [f"{n}_prev" for n, s in self.sizes.items() if s == inner]
            alone = ["p_h0", "p_h1"] if inner == "hidden" else []  # the size of a vector alone
            operand = self.one_of([*named, f"tanh({self.one_of(named)} + {self.expr(inner, depth - 1)})", *alone])
            number = self.draw(st.integers(0, 1))
            if size == inner and self.draw(st.booleans()):
                return f"(U_{LETTER[size]}{LETTER[inner]}{number} - U_{LETTER[size]}{LETTER[inner]}1.T) @ ({operand})"
            return f"U_{LETTER[size]}{LETTER[inner]}{number} @ ({operand})"
        if kind == 5:
            return self.leaf(size)
        if kind == 8:
            return self.several(size, depth)
        if kind == 9:
            return f"{self.one_of(sorted(MIXINGS))}({self.expr(size, depth - 1)})"
        called = self.one_of(sorted(FUNCTIONS))
        inner = self.expr(size, depth - 1)
        return f"{called}({inner})" if called != "sqrt" else f"sqrt(0.1 + abs({inner}))"

    def several(self, size: str, depth: int) -> str:
        """A quotient by something far from 0, or one of max, min and clip."""
        first, second = self.expr(size, depth - 1), self.expr(size, depth - 1)
        kind = self.one_of(["div", "max", "min", "clip"])
        if kind == "div":
            return f"({first}) / (1.5 + tanh({second}))"
        return f"clip({first}, -0.5, 1)" if kind == "clip" else f"{kind}({first}, {second})"


@st.composite
def cells(draw) -> Cell:
    """A cell of 1 to 8 lines: states anywhere, aliases, delays, constants, shared values, lines of the output size."""
    count = draw(st.integers(1, 8))
    names = [f"l{i}" for i in range(count)]
    if draw(st.booleans()):
        names[draw(st.integers(0, count - 1))] = "y"
    sizes = {n: "output" if n == "y" else "hidden" for n in names}
    if "hidden" not in sizes.values():
        sizes["l_only"] = "hidden"
    writer, lines = _Writer(draw, sizes), []
    for name in sizes:
        value = writer.expr(sizes[name], draw(st.integers(0, 3)))
        squash = draw(st.booleans())
        lines.append(f"{name} = tanh({value})" if squash else f"{name} = {value}")
        writer.assigned.append(name)
    output = draw(st.sampled_from(list(sizes)))
    for state in [name for name in sizes if re.search(rf"\b{name}_prev\b", "\n".join(lines))][:2]:
        begin = draw(st.sampled_from(["", "", "0.3", "zeta", f"p_{LETTER[sizes[state]]}0"]))
        lines += [f"{state}_start = {begin}"] if begin else []
    return cell("\n".join(lines), head=f'output = "{output}"')
