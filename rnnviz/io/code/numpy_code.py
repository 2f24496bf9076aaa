"""The present run in plain NumPy: a class with `step(x)` for every cell, and back-propagation written out."""

from __future__ import annotations

from rnnviz.engine import Cell
from rnnviz.engine.networks.network import Network
from rnnviz.io.code.backward import StepBack
from rnnviz.io.code.printed import Dialect, name_of
from rnnviz.io.code.program import WrittenRun, block, checked, line_text, plain
from rnnviz.model.setup.setup import Setup

CALLS = {
    "sigmoid": "sigmoid", "tanh": "np.tanh", "relu": "relu", "exp": "np.exp", "softplus": "softplus", "sqrt": "np.sqrt",
    "abs": "np.abs", "max": "np.maximum", "min": "np.minimum", "clip": "np.clip", "mean": "mean", "var": "var",
    "softmax": "softmax",
}  # fmt: skip
FUNCTIONS = {
    "sigmoid": """def sigmoid(a):
    small = np.exp(-np.abs(a))  # never overflows
    return np.where(a < 0, small, 1.0) / (1 + small)""",
    "relu": "def relu(a):\n    return np.maximum(a, 0.0)",
    "softplus": "def softplus(a):\n    return np.maximum(a, 0.0) + np.log1p(np.exp(-np.abs(a)))",
    "mean": "def mean(a):\n    return np.full_like(a, np.mean(a))",
    "var": "def var(a):\n    return np.full_like(a, np.var(a))",
    "softmax": "def softmax(a):\n    raised = np.exp(a - np.max(a))\n    return raised / np.sum(raised)",
    "larger": "def larger(a, b):\n    return (a > b) + 0.5 * (a == b)",
}
NEEDS = {"max": ("larger",), "min": ("larger",), "var": ("mean", "var"), "softplus": ("sigmoid", "softplus")}
"""What an operation needs of those on the way back."""


def numpy_code(setup: Setup, rows: bool = False) -> str:
    """The program as text. rows: vectors stand left of matrices. CodeError, EngineError.

    Run, it prints the loss; imported, `run()` gives the network after forward and backward: `loss`, `grads` by
    parameter, `input_grad`, and in `layers` the cells with what every line had at every step in `tape`.
    """
    program, how = WrittenRun.of(setup), Dialect(rows, CALLS)
    checked(program, CALLS)
    kind = "rows: vectors stand left of matrices, which are transposed" if rows else "columns: W @ x"
    text = [
        f'"""{program.head}. {kind[:1].upper()}{kind[1:]}."""', "", "import numpy as np", "",
        "", f"DTYPE = np.{program.dtype}", "", "", "def array(values):", "    return np.array(values, DTYPE)", "",
        *_functions(program),
    ]  # fmt: skip
    for cell, name in program.classes.items():
        text += ["", *_class(program, cell, name, how)]
    return "\n".join([*text, "", "", *program.arrays(rows), "", *program.held(), *_network(program, rows)]) + "\n"


def _functions(program: WrittenRun) -> list[str]:
    used = {node.op for cell in program.classes for node in cell.nodes}
    wanted = {name for op in used for name in NEEDS.get(op, (op,))} | (
        {"softmax"} if program.network.readout == "softmax" else set()
    )
    return [line for name, text in FUNCTIONS.items() if name in wanted for line in ["", *text.split("\n"), ""]]


def _class(program: WrittenRun, cell: Cell, name: str, how: Dialect) -> list[str]:
    held = program.held_of(cell)
    names = [name_of(line) for line in cell.by_name]
    before = [f"{name_of(s)}_prev" for s in cell.states]
    everything = ", ".join(["x", *before, *names])
    kept = [
        '"x": x',
        *(f'"{s}_prev": {b}' for s, b in zip(cell.states, before, strict=True)),
        *(f'"{n}": {v}' for n, v in zip(cell.by_name, names, strict=True)),
    ]
    unpack = [
        f'{v} = value["{n}"]'
        for n, v in zip(("x", *(f"{s}_prev" for s in cell.states), *cell.by_name), everything.split(", "), strict=True)
    ]
    return [
        "", f"class {name}:", f'    """{plain(cell.name)}. {plain(cell.source)}"""', "",
        "    def __init__(self, params, start, held):",
        *(f'        self.{p} = params["{p}"]' for p in cell.params),
        "        self.start, self.held, self.tape = start, held, []", "",
        "    def step(self, x):", '        """One step forward: (n,) in, the output line out."""',
        *([] if not cell.states else ["        before = self.tape[-1] if self.tape else self.start"]),
        *(f'        {b} = before["{s}"]' for s, b in zip(cell.states, before, strict=True)),
        *block(_lines(cell, how, held), 2),
        f"        self.tape.append({{{', '.join(kept)}}})",
        f"        return {name_of(cell.output)}", "",
        "    def backward(self, arriving):",
        '        """dL/d(output) of every step in; dL/d(parameter) and dL/dx of every step out."""',
        f"        grads = {{name: np.zeros_like(getattr(self, name)) for name in {list(cell.params)}}}",
        "        later = {state: np.zeros_like(value) for state, value in self.start.items()}",
        "        inputs = [None] * len(self.tape)",
        "        for number in reversed(range(len(self.tape))):",
        "            value = self.tape[number]",
        *block(unpack, 3),
        *block(StepBack(cell, how, held).step(), 3),
        "            inputs[number] = grad_x",
        *_begins(program, cell),
        "        return grads, np.array(inputs)", "",
    ]  # fmt: skip


def _lines(cell: Cell, how: Dialect, held: frozenset[str]) -> list[str]:
    rows = []
    for line in cell.lines:
        rows.append(line_text(cell, line, how, "np"))
        if line.name in held:
            rows.append(f'{name_of(line.name)} = self.held.get(("{line.name}", len(self.tape)), {name_of(line.name)})')
    return rows


def _begins(program: WrittenRun, cell: Cell) -> list[str]:
    """States that begin with a parameter."""
    found = []
    for state, begin in program.learned_of(cell).items():
        whole = f'np.sum(later["{state}"], keepdims=True)' if begin in cell.scalars else f'later["{state}"]'
        found.append(f'        grads["{begin}"] += {whole}')
    return found


def _network(program: WrittenRun, rows: bool) -> list[str]:
    network, turned = program.network, "" if rows else ".T"
    layers = []
    for number, layer in enumerate(network.layers):
        made = (
            f'("{way}", "{p}", {program.classes[c]}(*of("{p}")))' for k, way, p, c in program.parts() if k == number
        )
        layers.append(f"            ([{', '.join(made)}], {layer.merge!r}),")
    read = f'read @ PARAMS["V"]{turned} + PARAMS["d"]' if network.readout else "read"
    said = "np.array([softmax(row) for row in self.logits])" if network.readout == "softmax" else "self.logits"
    loss = [f"self.logits = {read}", f"self.outputs = {said}", "said = self.outputs[COUNTED]", *_loss(network)]
    parts = {"layers": layers, "loss": block(loss, 2), "slope": block([*_slope(network), *_readout(network, rows)], 2)}
    return [row for line in NETWORK.split("\n") for row in parts.get(line.strip(" #"), [line])]


def _loss(network: Network) -> list[str]:
    match network.target.loss:
        case "sum":
            return ["self.loss = said.sum() / np.sqrt(said.shape[-1])"]
        case "squared":
            return ["self.loss = 0.5 * np.sum((said - TARGETS) ** 2)"]
    return [
        "rest = self.logits[COUNTED] - self.logits[COUNTED].max(axis=-1, keepdims=True)",
        "logs = rest - np.log(np.exp(rest).sum(axis=-1, keepdims=True))",
        "self.loss = -sum(row[wanted] for row, wanted in zip(logs, TARGETS))",
    ]


def _slope(network: Network) -> list[str]:
    """dL/d(logits), where it is not zero."""
    if network.target.loss == "cross_entropy":
        return [
            "slope[COUNTED] = self.outputs[COUNTED]", "for t, wanted in zip(COUNTED, TARGETS):",
            "    slope[t, wanted] -= 1  # p - target",
        ]  # fmt: skip
    own = "1 / np.sqrt(slope.shape[-1])" if network.target.loss == "sum" else "self.outputs[COUNTED] - TARGETS"
    rows = [f"slope[COUNTED] = {own}"]
    if network.readout == "softmax":
        rows.append("slope = self.outputs * (slope - np.sum(slope * self.outputs, axis=-1, keepdims=True))")
    return rows


def _readout(network: Network, rows: bool) -> list[str]:
    if not network.readout:
        return ["arriving = slope"]
    pair, back = ("self.heard.T @ slope", 'PARAMS["V"].T') if rows else ("slope.T @ self.heard", 'PARAMS["V"]')
    return [f'self.grads["V"] = {pair}', 'self.grads["d"] = slope.sum(axis=0)', f"arriving = slope @ {back}"]


NETWORK = '''
class Network:
    def __init__(self):
        self.layers = [
            # layers
        ]

    def forward(self, inputs):
        read = inputs
        for layer, merge in self.layers:
            heard = [turned(np.array([cell.step(x) for x in turned(read, way)]), way) for way, _, cell in layer]
            read = np.concatenate(heard, axis=-1) if merge == "concat" else sum(heard[1:], heard[0])
        self.heard = read
        # loss
        return self.outputs

    def backward(self):
        self.grads = {}
        slope = np.zeros_like(self.outputs)
        # slope
        for layer, merge in reversed(self.layers):
            parts = np.split(arriving, len(layer), axis=-1) if merge == "concat" else [arriving] * len(layer)
            sent = []
            for (way, prefix, cell), part in zip(layer, parts):
                grads, inputs = cell.backward(turned(part, way))
                self.grads.update({prefix + name: value for name, value in grads.items()})
                sent.append(turned(inputs, way))
            arriving = sum(sent[1:], sent[0])
        self.input_grad = arriving


def of(prefix):
    """Parameters, start and held lines of one direction of one layer."""
    own = [{n[len(prefix):]: v for n, v in table.items() if n.startswith(prefix) and "." not in n[len(prefix):]}
           for table in (PARAMS, START)]
    return *own, HELD.get(prefix, {})


def turned(rows, way):
    return rows[::-1] if way == "backward" else rows


def run():
    network = Network()
    network.forward(INPUTS)
    network.backward()
    return network


if __name__ == "__main__":
    found = run()
    print("loss", found.loss)
    for name, grad in found.grads.items():
        print(name, "norm of dL/d(it)", np.linalg.norm(grad))
'''.strip("\n")
