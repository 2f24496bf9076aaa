"""PyTorch on the same numbers: its fused modules, and cells looped by hand with the gradient of every h_t."""

from __future__ import annotations

import numpy as np
import torch

torch.set_num_threads(1)
GATES = {"rnn": [""], "lstm": ["_i", "_f", "_g", "_o"], "gru_reset_after": ["_r", "_z", "_n"]}
MODULES = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru_reset_after": torch.nn.GRU}
CELLS = {"rnn": torch.nn.RNNCell, "lstm": torch.nn.LSTMCell, "gru_reset_after": torch.nn.GRUCell}


def fill(kind, module, params, end):
    """Our parameters in their places."""
    hidden = params[f"U{GATES[kind][0]}"].shape[0]
    stacked = {letter: np.concatenate([params[f"{letter}{g}"] for g in GATES[kind]]) for letter in "WUb"}
    inner = np.zeros_like(stacked["b"])
    if "d_n" in params:
        inner[-hidden:] = params["d_n"]
    with torch.no_grad():
        for name, value in (
            ("weight_ih", stacked["W"]), ("weight_hh", stacked["U"]), ("bias_ih", stacked["b"]), ("bias_hh", inner),
        ):  # fmt: skip
            getattr(module, name + end).copy_(torch.from_numpy(np.array(value)))


def dtype_of(x):
    return torch.float32 if x.dtype == np.float32 else torch.float64


class Fused:
    """nn.RNN, nn.LSTM, nn.GRU: no gates, no gradient of single steps."""

    def __init__(self, kind, x, dh, hidden):
        self.kind, self.end = kind, "_l0"
        self.module = MODULES[kind](x.shape[2], hidden, dtype=dtype_of(x))
        self.x, self.dh = torch.from_numpy(np.array(x)), torch.from_numpy(np.array(dh))

    def run(self, params):
        fill(self.kind, self.module, params, self.end)
        self.module.zero_grad()
        out, _ = self.module(self.x)
        out.backward(self.dh)
        return out

    def gradients(self):
        return {name.removesuffix("_l0"): p.grad.numpy() for name, p in self.module.named_parameters()}


class Looped(Fused):
    """A cell called step by step; every h_t keeps its gradient."""

    def __init__(self, kind, x, dh, hidden):
        super().__init__(kind, x, dh, hidden)
        self.module, self.end = CELLS[kind](x.shape[2], hidden, dtype=dtype_of(x)), ""
        self.steps = list(self.x)

    def run(self, params):
        fill(self.kind, self.module, params, self.end)
        self.module.zero_grad()
        state, outputs = None, []
        for x in self.steps:
            state = self.module(x, state)
            h = state[0] if isinstance(state, tuple) else state
            h.retain_grad()
            outputs.append(h)
        torch.autograd.backward(outputs, list(self.dh))
        self.outputs = outputs
        return outputs

    def dh_total(self):
        return np.stack([h.grad.numpy() for h in self.outputs])


def flow_map(kind, x, hidden, params):
    """||dh_t/dh_k|| for all t, k by batched autograd: (T, T)."""
    looped = Looped(kind, x, np.zeros((len(x), x.shape[1], hidden)), hidden)
    fill(kind, looped.module, params, "")
    state, outputs = None, []
    for step in looped.steps:
        state = looped.module(step, state)
        outputs.append(state[0] if isinstance(state, tuple) else state)
    norms, eye = np.full((len(x), len(x)), -np.inf), torch.eye(hidden, dtype=outputs[0].dtype)
    for t, h in enumerate(outputs):
        grads = torch.autograd.grad(
            h, outputs[: t + 1], eye[:, None, :], retain_graph=True, is_grads_batched=True, allow_unused=True
        )
        for k, g in enumerate(grads):
            norms[t, k] = np.log10(float(torch.linalg.norm(g)))
    return norms
