"""A trained network on one sentence of its task, as a setup."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rnnviz.engine import CELLS, Cell, Network
from rnnviz.engine.training.task import Data, Task
from rnnviz.engine.training.tasks_chinese import COMMA, STOP
from rnnviz.model.prediction.opened import foretold
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.sequence import Sequence, numbers_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from rnnviz.model.trained.learned import Learned, answers_of, spelled, targets_of, words_of, written
from rnnviz.model.trained.twin import Twin

SHOWN: Mapping[str, tuple[tuple[str, ...], Mapping[int, str]]] = {
    "slot_filling": (("I", "would", "like", "to", "arrive", "Taipei", "on", "November", "2nd"), {4: "leave"}),
    "pronoun_agreement": (
        ("Lucy", "now", "is", "late", "because", "she", "worked", "and",
         "Peter", "now", "is", "late", "because", "he", "worked"),
        {8: "Anna", 13: "she"},
    ),
    "long_gap_cloze": (
        ("I", "love", "travelling", ",", "my", "favourite", "place", "is", "Yunnan", ".", "a", "friend", "is", "in",
         "Cairo", ".", "the", "food", "there", "is", "good", ".", "every", "holiday", "I", "go", "to"),
        {},
    ),
    "slot_filling_zh": (("我", "想", "在", "十一月", "二日", "到达", "台北"), {5: "离开"}),
    "pronoun_agreement_zh": (
        ("李娜", "现在", "很", "累", COMMA, "因为", "她", "输了", COMMA, "而",
         "小明", "现在", "很", "难过", COMMA, "因为", "他", "迟到了"),
        {10: "小红", 16: "她"},
    ),
    "long_gap_cloze_zh": (
        ("我", "喜欢", "旅游", COMMA, "最", "喜欢", "的", "地方", "是", "云南", STOP,
         "我", "哥哥", "去", "了", "开罗", STOP, "那里", "的", "饭菜", "很", "好吃", STOP,
         "以后", "有", "机会", "我", "还", "要", "去"),
        {},
    ),
}  # fmt: skip
"""Task -> the sentence with which it opens and the words of its twin; others open with their first held-out one."""


def setup_of(task: Task, network: Network, learned: Learned, sample: int | None = None) -> Setup:
    """The network with its weights on a held-out sample; None: on the sentence its task opens with."""
    words, swaps = SHOWN.get(task.name, ((), {}))
    number = _place(task, words) if sample is None else sample
    data, loss = task.heldout, task.loss
    targets = targets_of(task, data, number)
    sequence, steps = sequence_of(task, data, number), int(data.lengths[number])
    twin = Twin(tuple(swaps.items())).judged(sequence.words, targets, learned) if sequence.words == words else None
    return foretold(Setup(
        layers=tuple(LayerChoice(*_named(layer.cell), layer.hidden, layer.direction, layer.merge)
                     for layer in network.layers),
        sequence=sequence, weights=Weights(given=Arrays(network.params)),
        readout=Readout(task.readout, answers_of(task)), loss=_loss(loss, targets, steps), targets=targets,
        learned=learned, twin=twin,
    ))  # fmt: skip


def learned_of(task: Task, settings: Mapping[str, int], updates: int) -> Learned:
    """Where weights come from that were trained on a task."""
    words = tuple(map(written, task.vocabulary)) if spelled(task) else ()
    return Learned(task.name, task.seed, tuple(sorted(settings.items())), updates, words, task.tolerance or 0.0)


def sequence_of(task: Task, data: Data, sample: int) -> Sequence:
    """One sample as it would be typed."""
    if spelled(task):
        return Sequence("words", words=words_of(task, data, sample))
    rows = data.inputs[: int(data.lengths[sample]), sample]
    return numbers_sequence([[float(v) for v in row] for row in rows])


def _loss(kind: str, targets: tuple[Target, ...], steps: int) -> Loss:
    return Loss.of(kind, tuple(target.step for target in targets), steps)


def _named(cell: Cell) -> tuple[str, str]:
    """Key and text of a cell; a shipped one needs no text."""
    key = next((key for key, shipped in CELLS.items() if shipped is cell), "")
    return (key, "") if key else ("own", cell.text)


def _place(task: Task, words: tuple[str, ...]) -> int:
    """Which held-out sample is this sentence; the first where none is."""
    steps = task.heldout.lengths == len(words)
    return next((int(n) for n in np.flatnonzero(steps) if words_of(task, task.heldout, int(n)) == words), 0)
