"""The same training in PyTorch."""

from __future__ import annotations

import numpy as np
import torch

from rnnviz.engine.language.library import CELLS
from rnnviz.engine.networks.layer import Layer
from rnnviz.engine.training.task import data as as_data
from rnnviz.engine.training.tasks import build_task
from rnnviz.engine.training.train import Recipe, batch_of, network_for
from tests.bench.theirs import MODULES, fill

torch.set_num_threads(1)
KINDS = {"gru": "gru_reset_after"}
"""PyTorch has one GRU only."""


class Learner:
    """A recurrent module, a read-out, Adam, and the same order of samples."""

    def __init__(self, row, reporting):
        self.row, self.reporting, self.step = row, reporting, 0
        kind = KINDS.get(row.cell, row.cell)
        self.task = build_task(row.task)
        self.recipe = Recipe(batch=row.batch)
        network = network_for(self.task, Layer(CELLS[kind], row.hidden))
        width = self.task.train.inputs.shape[2]
        self.module = MODULES[kind](width, row.hidden, dtype=torch.float64)
        fill(kind, self.module, network.own(0, "forward"), "_l0")
        self.readout = torch.nn.Linear(row.hidden, self.task.output, dtype=torch.float64)
        with torch.no_grad():
            self.readout.weight.copy_(torch.from_numpy(np.array(network.params["V"])))
            self.readout.bias.zero_()
        self.module.bias_hh_l0.requires_grad_(kind == "gru_reset_after")  # only there a bias of its own
        found = [*self.module.parameters(), *self.readout.parameters()]
        self.parameters = [p for p in found if p.requires_grad]
        self.rule = torch.optim.Adam(self.parameters, lr=0.01)
        data = self.task.train
        self.inputs, self.targets = (torch.from_numpy(np.array(a)) for a in (data.inputs, data.targets))
        self.counted = torch.from_numpy(data.counted)
        self.lengths = torch.from_numpy(np.array(data.lengths))
        self.orders = [self._order(step) for step in range(100)]

    def _order(self, step):
        """The same samples in the same order as ours, chosen before anything is timed."""
        count = self.task.train.samples
        marked = as_data(np.zeros((1, count, 1)), np.arange(count)[None])
        return torch.from_numpy(np.array(batch_of(marked, self.recipe, step)[0].targets[0]))

    def update(self):
        index = self.orders[self.step % len(self.orders)]
        self.step += 1
        loss, right, reached = self.forward(index)
        self.rule.zero_grad()
        loss.backward()
        if self.row.clip:
            norm = torch.nn.utils.clip_grad_norm_(self.parameters, self.row.clip)
        elif self.reporting:
            norm = torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(p.grad) for p in self.parameters]))
        self.rule.step()
        if self.reporting:
            through = torch.log10(reached.grad.square().sum((1, 2)).sqrt())
            self.said = loss.item() / self.answers, right.item(), norm.item(), through.numpy()

    def forward(self, index):
        x, counted = self.inputs[:, index], self.counted[:, index]
        reached, _ = self.module(x)
        if self.reporting:
            reached.retain_grad()
        last = self.task.train.at == "last" if isinstance(self.task.train.at, str) else False
        heard = reached[self.lengths[index] - 1, torch.arange(len(index))] if last else reached[counted]
        wanted = self.targets[index] if last else self.targets[:, index][counted]
        said = self.readout(heard)
        self.answers = len(said)
        if self.task.loss == "cross_entropy":
            right = (said.argmax(-1) == wanted).double().mean() if self.reporting else None
            return torch.nn.functional.cross_entropy(said, wanted, reduction="sum"), right, reached
        right = ((said - wanted).abs().amax(-1) < self.task.tolerance).double().mean() if self.reporting else None
        return 0.5 * (said - wanted).square().sum(), right, reached
