"""The present run in PyTorch: `nn.RNN`, `nn.LSTM` or `nn.GRU` where the cell is one of them, else a module."""

from __future__ import annotations

from rnnviz.engine import Cell
from rnnviz.engine.networks.network import Network
from rnnviz.io.code.printed import Dialect, name_of
from rnnviz.io.code.program import WrittenRun, block, checked, line_text, plain
from rnnviz.io.code.recognised import Fused, recognised
from rnnviz.model.setup.setup import Setup

CALLS = {
    "sigmoid": "torch.sigmoid", "tanh": "torch.tanh", "relu": "torch.relu", "exp": "torch.exp",
    "softplus": "nn.functional.softplus", "sqrt": "torch.sqrt", "abs": "torch.abs", "max": "torch.maximum",
    "min": "torch.minimum", "clip": "torch.clamp", "mean": "mean", "var": "var", "softmax": "softmax",
}  # fmt: skip
FUNCTIONS = {
    "mean": "def mean(a):\n    return a.mean() + torch.zeros_like(a)",
    "var": "def var(a):\n    return a.var(unbiased=False) + torch.zeros_like(a)",
    "softmax": "def softmax(a):\n    return torch.softmax(a, -1)",
}
FUSED = '''
class Fused(nn.Module):
    """One of PyTorch's own: `blocks` says which of our parameters stand in each of its, "" for zeros."""

    def __init__(self, module, states, blocks, params):
        super().__init__()
        self.module, self.states, self.blocks = module.to(DTYPE), states, blocks
        size = len(params[blocks["bias_ih_l0"][0]])
        nothing = torch.zeros(size, dtype=DTYPE)
        with torch.no_grad():
            for name, row in blocks.items():
                getattr(module, name).copy_(torch.cat([params[p] if p else nothing for p in row]))

    def forward(self, inputs, start, held):
        begin = [start[state][None] for state in self.states]
        out, _ = self.module(inputs, tuple(begin) if len(begin) > 1 else begin[0])
        return out

    def grads(self):
        pairs = [(p, g) for name, row in self.blocks.items()
                 for p, g in zip(row, getattr(self.module, name).grad.chunk(len(row)))]
        return {p: g for p, g in pairs if p}


'''.strip("\n")
NETWORK = '''
class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [
            # layers
        ]
        self.cells = nn.ModuleList(cell for layer, _ in self.layers for _, _, cell in layer)
        # readout

    def forward(self, inputs):
        read = inputs
        for layer, merge in self.layers:
            heard = [turned(cell(turned(read, way), *begin(prefix)), way) for way, prefix, cell in layer]
            read = torch.cat(heard, -1) if merge == "concat" else sum(heard[1:], heard[0])
        self.heard = read
        # said
        return self.outputs

    def grads(self):
        """dL/d(parameter) by our names."""
        found = {}
        for layer, _ in self.layers:
            for _, prefix, cell in layer:
                found.update({prefix + name: value for name, value in cell.grads().items()})
        # grads
        return found


def turned(rows, way):
    return rows.flip(0) if way == "backward" else rows


def own(prefix):
    return {n[len(prefix):]: v for n, v in PARAMS.items() if n.startswith(prefix) and "." not in n[len(prefix):]}


def begin(prefix):
    start = {n[len(prefix):]: v for n, v in START.items() if n.startswith(prefix) and "." not in n[len(prefix):]}
    return start, HELD.get(prefix, {})


def run():
    inputs = INPUTS.clone().requires_grad_()
    network = Network()
    network(inputs)
    network.loss.backward()
    network.input_grad = inputs.grad
    return network


if __name__ == "__main__":
    found = run()
    print("loss", found.loss.item())
    for name, grad in found.grads().items():
        print(name, "norm of dL/d(it)", grad.norm().item())
'''.strip("\n")


def torch_code(setup: Setup, rows: bool = False) -> str:
    """The program as text; rows: vectors stand left of matrices, unless a cell is one of PyTorch's own. CodeError.

    Run, it prints the loss; imported, `run()` gives the network after `loss.backward()`: `outputs`, `loss`,
    `grads()` by our names, `input_grad`.
    """
    program = WrittenRun.of(setup)
    checked(program, CALLS)
    fused = {cell: _fused(program, cell) for cell in program.classes}
    turned = rows and not any(fused.values())  # PyTorch's own take matrices as they are
    how = Dialect(turned, CALLS)
    text = [
        f'"""{program.head}."""', "", "import torch", "from torch import nn", "", f"DTYPE = torch.{program.dtype}",
        "", "", "def array(values):", "    return torch.tensor(values, dtype=DTYPE)", "", *_functions(program),
    ]  # fmt: skip
    if any(fused.values()):
        text += ["", *FUSED.split("\n")]
    for cell, name in program.classes.items():
        text += [] if fused[cell] else ["", *_class(program, cell, name, how)]
    arrays = program.arrays(turned)
    return "\n".join([*text, "", *arrays, "", *program.held(), *_network(program, fused, turned)]) + "\n"


def _fused(program: WrittenRun, cell: Cell) -> Fused | None:
    return None if program.held_of(cell) or program.learned_of(cell) else recognised(cell)


def _functions(program: WrittenRun) -> list[str]:
    used = {node.op for cell in program.classes for node in cell.nodes}
    return [line for name, text in FUNCTIONS.items() if name in used for line in ["", *text.split("\n"), ""]]


def _class(program: WrittenRun, cell: Cell, name: str, how: Dialect) -> list[str]:
    held, learned = program.held_of(cell), program.learned_of(cell)
    before = {s: f"{name_of(s)}_prev" for s in cell.states}
    begin = {s: f'start["{s}"] * 0 + self.{learned[s]}' if s in learned else f'start["{s}"]' for s in cell.states}
    rows = []
    for line in cell.lines:
        rows.append(line_text(cell, line, how, "torch"))
        if line.name in held:
            rows.append(f'{name_of(line.name)} = held.get(("{line.name}", number), {name_of(line.name)})')
    return [
        "", f"class {name}(nn.Module):", f'    """{plain(cell.name)}. {plain(cell.source)}"""', "",
        "    def __init__(self, params):", "        super().__init__()",
        "        for name, value in params.items():",
        "            self.register_parameter(name, nn.Parameter(value.clone()))", "",
        "    def forward(self, inputs, start, held):", '        """(T, n) in, the output line (T, m) out."""',
        "        said = []", *(f"        {b} = {begin[s]}" for s, b in before.items()),
        "        for number, x in enumerate(inputs):",
        *block(rows, 3),
        *(f"            {b} = {name_of(s)}" for s, b in before.items()),
        f"            said.append({name_of(cell.output)})",
        "        return torch.stack(said)", "",
        "    def grads(self):",
        "        return {name: value.grad for name, value in self.named_parameters() if value.grad is not None}", "",
    ]  # fmt: skip


def _network(program: WrittenRun, fused: dict[Cell, Fused | None], rows: bool) -> list[str]:
    network, layers = program.network, []
    for number, layer in enumerate(network.layers):
        made = (
            f'("{way}", "{p}", {_made(program, fused[c], c, p)})' for k, way, p, c in program.parts() if k == number
        )
        layers.append(f"            ([{', '.join(made)}], {layer.merge!r}),")
    readout = [f'self.{n} = nn.Parameter(PARAMS["{n}"].clone())' for n in ("V", "d") if network.readout]
    read = f"read @ self.V{'' if rows else '.T'} + self.d" if network.readout else "read"
    said = "torch.softmax(self.logits, -1)" if network.readout == "softmax" else "self.logits"
    loss = [f"self.logits = {read}", f"self.outputs = {said}", "said = self.outputs[COUNTED]", _loss(network)]
    grads = ["found.update(V=self.V.grad, d=self.d.grad)"] if network.readout else []
    parts = {"layers": layers, "readout": block(readout, 2), "said": block(loss, 2), "grads": block(grads, 2)}
    return [row for line in NETWORK.split("\n") for row in parts.get(line.strip(" #"), [line])]


def _made(program: WrittenRun, fused: Fused | None, cell: Cell, prefix: str) -> str:
    if fused is None:
        return f'{program.classes[cell]}(own("{prefix}"))'
    weights = program.network.params[prefix + fused.blocks["weight_ih_l0"][0]]
    call = fused.call.format(weights.shape[1], weights.shape[0])
    return f'Fused({call}, {fused.states!r}, {dict(fused.blocks)!r}, own("{prefix}"))'


def _loss(network: Network) -> str:
    match network.target.loss:
        case "sum":
            return "self.loss = said.sum() / said.shape[-1] ** 0.5"
        case "squared":
            return "self.loss = 0.5 * ((said - TARGETS) ** 2).sum()"
    return 'self.loss = nn.functional.cross_entropy(self.logits[COUNTED], torch.tensor(TARGETS), reduction="sum")'
