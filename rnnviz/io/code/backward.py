"""One step of back-propagation written out: what every line's gradient sends to what the line was computed from."""

from __future__ import annotations

from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.tree import Expr
from rnnviz.io.code.printed import ATOM, Dialect, name_of, printed, product

SLOPES = {
    "sigmoid": "{v} * (1 - {v})",
    "tanh": "(1 - {v} * {v})",
    "relu": "({a} > 0)",
    "exp": "{v}",
    "softplus": "sigmoid({a})",
    "sqrt": "0.5 / {v}",
    "abs": "np.sign({a})",
}
"""Function -> its slope, of its value v or its argument a."""


class StepBack:
    """Writes the statements of one step, last line first."""

    def __init__(self, cell: Cell, how: Dialect, held: frozenset[str]) -> None:
        self.cell, self.how, self.held = cell, how, held
        self.rows: list[str] = []
        self._begun: set[str] = set()
        self._made = 0

    def step(self) -> list[str]:
        """All statements; every state's gradient from the step behind is in `later`, the output's in `arriving`."""
        self._begin()
        for line in reversed(self.cell.lines):
            self._line(line.name, line.expr)
        for state in self.cell.states:
            self.rows.append(f'later["{state}"] = grad_{state}_prev')
        return self.rows

    def _begin(self) -> None:
        for state in self.cell.states:
            self._add(f"grad_{state}", f'later["{state}"]')
        self._add(f"grad_{self.cell.output}", "arriving[number]")
        always = [f"{state}_prev" for state in self.cell.states] + ["x"]
        lines = list(self.cell.by_name) if self.held else self._unread()
        for name in [*always, *lines]:
            if f"grad_{name}" not in self._begun:
                local = name_of(name.removesuffix("_prev")) + ("_prev" if name.endswith("_prev") else "")
                self._add(f"grad_{name}", f"np.zeros_like({local})")

    def _unread(self) -> list[str]:
        """Lines that nothing reads."""
        read = {n.name for n in self.cell.nodes if n.op == "line"} | {*self.cell.states, self.cell.output}
        return [name for name in self.cell.by_name if name not in read]

    def _line(self, name: str, expr: Expr) -> None:
        own = f"grad_{name}"
        self.rows.append(f"# {name} = {printed(expr, self.how).replace('self.', '')}")
        if name not in self.held:
            self._send(expr, own, name_of(name))
            return
        before, self.rows = self.rows, []
        self._send(expr, own, name_of(name))
        inner, self.rows = self.rows, before
        self.rows.append(f'if ("{name}", number) not in self.held:')
        self.rows += [f"    {row}" for row in inner or ["pass"]]

    def _add(self, target: str, text: str) -> None:
        sign = "+=" if target in self._begun else "="
        self._begun.add(target)
        if sign == "+=":
            self.rows.append(f"{target} = {target} + {_bracketed(text)}")
        else:
            self.rows.append(f"{target} = {text}")

    def _send(
        self,
        expr: Expr,
        g: str,
        value: str,
    ) -> None:
        """Push the gradient g of an expression on; value: a name that has its value, or nothing."""
        match expr.op:
            case "const":
                return
            case "x":
                self._add("grad_x", g)
            case "line":
                self._add(f"grad_{expr.name}", g)
            case "prev":
                self._add(f"grad_{expr.name}_prev", g)
            case "param":
                whole = f"np.sum({g}, keepdims=True)" if expr.name in self.cell.scalars else g
                self.rows.append(f'grads["{expr.name}"] += {whole}')
            case "sum":
                for arg, sign in zip(expr.args, expr.signs, strict=True):
                    onward = g if sign > 0 else self._named(f"-{_bracketed(g)}", arg)
                    self._send(arg, onward, value if expr.signs == (1,) else "")
            case "matmul" | "transposed":
                self._matrix(expr, self._named(g, expr))
            case _:
                for place, arg in enumerate(expr.args):
                    text = self._through(expr, place, g, value)
                    if text and arg.op != "const":
                        self._send(arg, self._named(text, arg), "")

    def _named(
        self,
        text: str,
        to: Expr,
    ) -> str:
        """A name for a gradient that is used more than once; the text itself where it is used once."""
        if text.replace("_", "").isalnum() or to.op in ("x", "line", "prev", "param"):
            return text
        self._made += 1
        name = f"grad_in_{self._made}"
        self.rows.append(f"{name} = {text}")
        return name

    def _matrix(
        self,
        expr: Expr,
        g: str,
    ) -> None:
        matrix, vector = expr.args
        operand = printed(vector, self.how)
        turned = expr.op == "transposed"
        pair = (operand, g) if turned != self.how.rows else (g, operand)
        self.rows.append(f'grads["{matrix.name}"] += np.outer({pair[0]}, {pair[1]})')
        back = product(f"self.{matrix.name}", _bracketed(g), self.how, not turned)
        self._send(vector, self._named(back, vector), "")

    def _through(self, expr: Expr, place: int, g: str, value: str) -> str:
        """The gradient one argument of an operation gets; nothing where it gets none."""
        args, how, g = expr.args, self.how, _bracketed(g)
        v = value or printed(expr, how, ATOM)
        own = printed(args[place], how, ATOM)
        match expr.op:
            case "mul":
                return f"{g} * {printed(args[1 - place], how, ATOM)}"
            case "div":
                other = printed(args[1], how, ATOM)
                return f"{g} / {other}" if place == 0 else f"-{g} * {v} / {other}"
            case "max" | "min":
                other = printed(args[1 - place], how, ATOM)
                pair = f"{own}, {other}" if expr.op == "max" else f"{other}, {own}"
                return f"{g} * larger({pair})"
            case "clip":
                low, high = (printed(a, how) for a in args[1:])
                return f"{g} * (({own} > {low}) & ({own} < {high}))" if place == 0 else ""
            case "mean":
                return f"mean({g})"
            case "var":
                return f"2 * ({own} - mean({own})) * mean({g})"
            case "softmax":
                return f"{v} * ({g} - np.sum({g} * {v}))"
        return f"{g} * {SLOPES[expr.op].format(v=v, a=printed(args[0], how, ATOM))}"


def _bracketed(text: str) -> str:
    """In brackets unless it is one name, index or call."""
    return text if all(c.isalnum() or c in '_[]".' for c in text) else f"({text})"
