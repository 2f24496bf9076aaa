"""A plain interpreter of a cell's equations, written without a look at the engine's plan.

One step after another, one operation after another, a dictionary of values, and reverse mode over a list of
everything that was computed. Slow and obvious: every fast path of the engine has to agree with it.
"""

from __future__ import annotations

import numpy as np

from rnnviz.engine import Experiment
from rnnviz.engine.language.tree import Expr


def sigmoid(a):
    """Exact at both ends: the power never grows beyond 1."""
    small = np.exp(-np.abs(a))
    return np.where(a < 0, small, 1.0) / (1 + small)


def bell(a):
    """Slope of sigmoid, even in a."""
    small = np.exp(-np.abs(a))
    return small / (1 + small) ** 2


FORWARD = {
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": lambda a: np.where(a > 0, a, 0 * a),
    "exp": np.exp,
    "softplus": lambda a: np.logaddexp(0, a),
    "sqrt": np.sqrt,
    "abs": np.abs,
}
SLOPE = {
    "sigmoid": bell,
    "tanh": lambda a: 4 * bell(2 * a),
    "relu": lambda a: np.where(a > 0, 1.0, 0.0),
    "exp": np.exp,
    "softplus": sigmoid,
    "sqrt": lambda a: 0.5 / np.sqrt(a),
    "abs": np.sign,
}


def mixed(op, a, g):
    """Value and gradient of an operation over the units (B, n), by a matrix for each sample."""
    n = a.shape[-1]
    if op == "mean":
        return np.full(a.shape, 1.0) * a.mean(-1)[:, None], g.sum(-1)[:, None] / n * np.ones(n)
    if op == "var":
        return np.full(a.shape, 1.0) * a.var(-1)[:, None], g.sum(-1)[:, None] * 2 / n * (a - a.mean(-1)[:, None])
    powers = np.exp(a - a.max(-1)[:, None])
    s = powers / powers.sum(-1)[:, None]
    return s, np.stack([(np.diag(row) - np.outer(row, row)) @ back for row, back in zip(s, g, strict=True)])


class Var:
    """A value (B, size), its gradient, and where that gradient goes on to."""

    def __init__(self, value, *parents):
        self.value, self.grad, self.parents = np.asarray(value, float), np.zeros(np.shape(value)), parents


class Oracle:
    """values[name], grads[name]: (T, B, size), for lines, "x" and "c_prev"; param_grads[name]."""

    def __init__(self, exp: Experiment, loss_grad: np.ndarray) -> None:
        self.exp, self.tape = exp, []
        self.params = {name: self.new(value) for name, value in exp.params.items()}
        state = {name: self.begin(name) for name in exp.start}
        steps = []
        for t in range(exp.steps):
            env = {f"{name}_prev": self.new(v.value, (v, lambda g: g)) for name, v in state.items()}
            env["x"] = self.new(exp.inputs[t])
            for line in exp.cell.lines:
                size = (exp.inputs.shape[1], exp.sizes[line.size])
                value = self.broadcast(self.evaluate(line.expr, env), size)
                held = exp.held.get(line.name)
                if held is not None and held.mask[t]:
                    value = self.new(np.broadcast_to(held.values[t], size))
                env[line.name] = value
            state = {name: env[name] for name in state}
            steps.append(env)
        for env, dh in zip(steps, loss_grad, strict=True):
            env[exp.cell.output].grad = env[exp.cell.output].grad + dh
        for var in reversed(self.tape):
            for parent, pull in var.parents:
                parent.grad = parent.grad + pull(var.grad)
        self.values = {name: np.stack([env[name].value for env in steps]) for name in steps[0]}
        self.grads = {name: np.stack([env[name].grad for env in steps]) for name in steps[0]}
        self.param_grads = {name: var.grad for name, var in self.params.items()}

    def begin(self, state: str) -> Var:
        """Where a state begins: a number that is given, or a parameter."""
        param = self.exp.learned.get(state)
        return (
            self.new(self.exp.start[state])
            if param is None
            else self.broadcast(self.params[param], self.exp.start[state].shape)
        )

    def new(self, value, *parents):
        self.tape.append(Var(value, *parents))
        return self.tape[-1]

    def broadcast(self, a: Var, size: tuple[int, int]) -> Var:
        """Numbers and vector parameters act on every sample; their gradient is summed over the samples."""
        whole = np.broadcast_to(a.value, size)
        axis = {0: (0, 1), 1: (0,), 2: ()}[a.value.ndim]
        if a.value.shape == (1,):
            return self.new(whole, (a, lambda g: np.array([g.sum()])))
        return self.new(whole, (a, lambda g: g.sum(axis=axis)))

    def spread(self, a: Var, shape: tuple[int, ...]) -> Var:
        """A number, or a parameter that is one, beside vectors that are the same for all samples."""
        whole = np.broadcast_to(a.value, shape)
        return self.new(whole, (a, lambda g: np.array([g.sum()]))) if a.value.ndim else self.new(whole)

    def units(self, expr: Expr) -> int:
        """Units of an operation over them: what the product around it reads, else those of the line it stands in."""
        line = next(line for line in self.exp.cell.lines if any(node is expr for node in line.expr.walk()))
        around = [node for node in line.expr.walk() if node is not expr and any(part is expr for part in node.walk())]
        for node in reversed(around):  # the innermost comes last
            if node.op in ("matmul", "transposed"):
                return self.params[node.args[0].name].value.shape[1 if node.op == "matmul" else 0]
        return self.exp.sizes[line.size]

    def evaluate(self, expr: Expr, env: dict[str, Var]) -> Var:
        if expr.op in ("x", "line"):
            return env[expr.name]
        if expr.op == "prev":
            return env[f"{expr.name}_prev"]
        if expr.op == "param":
            return self.params[expr.name]
        if expr.op == "const":
            return self.new(expr.number)
        args = [self.evaluate(arg, env) for arg in expr.args]
        if expr.op == "matmul":
            w, v = args
            v = self.broadcast(v, (self.exp.inputs.shape[1], w.value.shape[1]))
            return self.new(v.value @ w.value.T, (w, lambda g: g.T @ v.value), (v, lambda g: g @ w.value))
        if expr.op == "transposed":
            w, v = args
            v = self.broadcast(v, (self.exp.inputs.shape[1], w.value.shape[0]))
            return self.new(v.value @ w.value, (w, lambda g: v.value.T @ g), (v, lambda g: g @ w.value.T))
        if expr.op in ("mean", "var", "softmax"):
            a = self.broadcast(args[0], (self.exp.inputs.shape[1], self.units(expr)))
            back = lambda g: mixed(expr.op, a.value, g)[1]  # noqa: E731
            return self.new(mixed(expr.op, a.value, np.zeros_like(a.value))[0], (a, back))
        shape = np.broadcast_shapes(*(a.value.shape for a in args))
        if len(shape) == 2:
            args = [self.broadcast(a, shape) for a in args]
        elif len(shape) == 1:
            args = [a if a.value.shape == shape else self.spread(a, shape) for a in args]
        if expr.op == "sum":
            total = sum(s * a.value for a, s in zip(args, expr.signs, strict=True))
            return self.new(total, *((a, lambda g, s=s: s * g) for a, s in zip(args, expr.signs, strict=True)))
        if expr.op == "mul":
            a, b = args
            return self.new(a.value * b.value, (a, lambda g: g * b.value), (b, lambda g: g * a.value))
        if expr.op == "div":
            a, b = args
            return self.new(a.value / b.value, (a, lambda g: g / b.value), (b, lambda g: -g * a.value / b.value**2))
        if expr.op in ("max", "min"):
            a, b = args
            mine = np.where(a.value == b.value, 0.5, (a.value > b.value) == (expr.op == "max"))
            return self.new(
                getattr(np, f"{expr.op}imum")(a.value, b.value), (a, lambda g: g * mine), (b, lambda g: g * (1 - mine))
            )
        if expr.op == "clip":
            a, low, high = args
            free = (a.value > low.value) & (a.value < high.value)
            return self.new(np.clip(a.value, low.value, high.value), (a, lambda g: np.where(free, g, 0.0)))
        (a,) = args
        return self.new(FORWARD[expr.op](a.value), (a, lambda g: g * SLOPE[expr.op](a.value)))


def distance(a: np.ndarray, b: np.ndarray) -> float:
    """Largest difference, relative to max(1, largest value)."""
    assert np.shape(a) == np.shape(b), (np.shape(a), np.shape(b))
    return float(np.max(np.abs(a - b)) / max(1.0, np.max(np.abs(b))))
