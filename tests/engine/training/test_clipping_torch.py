"""Clipping, windows and masked lengths together, as PyTorch does them."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Layer, Network, run_network
from rnnviz.engine.training.clipping import Clip, clip, total_norm

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

from tests.engine.networks.test_network_torch import GATES, copied, module  # noqa: E402


def both(key: str):
    """The same stacked, bidirectional network, masked and with a loss at every step: ours, and theirs with its loss."""
    rng, hidden, lengths = np.random.default_rng(5), 4, np.array([6, 4, 2])
    x, classes = 3 * rng.normal(size=(6, 3, 2)), rng.integers(0, 3, (6, 3))
    network = Network.build(
        [Layer(CELLS[key], hidden, "both")] * 2, x, output=3, readout="softmax", loss="cross_entropy", at="every",
        targets=classes, lengths=lengths,
    )  # fmt: skip
    network = network.with_params({n: 0.7 * rng.normal(size=p.shape) for n, p in network.params.items()})
    theirs = module(key, 2, hidden, 2, True)
    copied(key, network, theirs)
    v, d = (torch.nn.Parameter(torch.tensor(network.params[n])) for n in ("V", "d"))
    packed = torch.nn.utils.rnn.pack_padded_sequence(torch.tensor(x), lengths)
    heard, _ = torch.nn.utils.rnn.pad_packed_sequence(theirs(packed)[0])
    counted = torch.tensor(np.arange(6)[:, None] < lengths)
    logits, wanted = (heard @ v.T + d)[counted], torch.tensor(classes)[counted]
    torch.nn.functional.cross_entropy(logits, wanted, reduction="sum").backward()
    return network, theirs, v, d


def used(key: str, theirs) -> list:
    """PyTorch's parameters that have a counterpart here: its second bias exists for the GRU's candidate alone."""
    found = []
    for name, param in theirs.named_parameters():
        if name.startswith("bias_hh"):
            keep = torch.zeros_like(param)
            if "n" in "".join(GATES[key]) and key.startswith("gru"):
                keep[-param.shape[0] // 3 :] = 1
            param.grad *= keep
        found.append(param)
    return found


@pytest.mark.parametrize("key", GATES)
@pytest.mark.parametrize("limit", [0.05, 1.0, 1e3])
def test_by_norm_and_by_value(key, limit):
    network, theirs, v, d = both(key)
    grads = run_network(network).param_grads
    params = [*used(key, theirs), v, d]
    whole = float(torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(p.grad) for p in params])))
    assert total_norm(grads) == pytest.approx(whole, rel=1e-12)
    kept = [p.grad.clone() for p in params]
    for kind, theirs_clip in (
        ("norm", torch.nn.utils.clip_grad_norm_), ("value", torch.nn.utils.clip_grad_value_),
    ):  # fmt: skip
        for p, grad in zip(params, kept, strict=True):
            p.grad = grad.clone()
        theirs_clip(params, limit)
        ours = clip(grads, Clip(kind, limit))
        # PyTorch divides by norm + 1e-6
        close = {"rtol": 2e-6 / whole, "atol": 1e-12} if kind == "norm" else {"rtol": 0, "atol": 1e-12}
        np.testing.assert_allclose(ours["V"], v.grad.numpy(), **close)
        np.testing.assert_allclose(ours["d"], d.grad.numpy(), **close)
        for letter, name in (("W", "weight_ih_l1"), ("U", "weight_hh_l1_reverse"), ("b", "bias_ih_l0")):
            prefix = {"W": "1.", "U": "1.backward.", "b": "0."}[letter]
            mine = np.concatenate([ours[f"{prefix}{letter}{g}"] for g in GATES[key]])
            np.testing.assert_allclose(mine, getattr(theirs, name).grad.numpy(), err_msg=name, **close)


@pytest.mark.parametrize("key", GATES)
@pytest.mark.parametrize("window", [1, 2, 3])
def test_truncated_bptt(key, window):
    """A window is a run whose state is cut off (`detach`) every so many steps."""
    rng = np.random.default_rng(6)
    x, classes = rng.normal(size=(7, 2, 3)), rng.integers(0, 3, (7, 2))
    network = Network.build(
        [Layer(CELLS[key], 4)], x, output=3, readout="softmax", loss="cross_entropy", at="every", targets=classes,
        window=window,
    )  # fmt: skip
    network = network.with_params({n: 0.5 * rng.normal(size=p.shape) for n, p in network.params.items()})
    theirs = module(key, 3, 4, 1, False)
    copied(key, network, theirs)
    v, d = (torch.nn.Parameter(torch.tensor(network.params[n])) for n in ("V", "d"))
    state, total = None, 0.0
    for first in range(0, 7, window):
        out, state = theirs(torch.tensor(x[first : first + window]), state)
        wanted = torch.tensor(classes[first : first + window])
        logits = (out @ v.T + d).flatten(0, 1)
        total = total + torch.nn.functional.cross_entropy(logits, wanted.flatten(), reduction="sum")
        state = tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()
    total.backward()
    run = run_network(network)
    assert abs(run.loss - total.item()) < 1e-12 * max(1.0, abs(total.item()))
    for letter, name in (("W", "weight_ih_l0"), ("U", "weight_hh_l0"), ("b", "bias_ih_l0")):
        ours = np.concatenate([run.param_grads[f"0.{letter}{g}"] for g in GATES[key]])
        assert np.abs(ours - getattr(theirs, name).grad.numpy()).max() < 1e-12, name
