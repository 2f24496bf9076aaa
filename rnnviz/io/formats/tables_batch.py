"""Tables of sequences with what is asked in them: one on the tape, and those beside it."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from rnnviz.io.formats import checks
from rnnviz.io.formats.checks_learned import check_swaps
from rnnviz.io.formats.tables import SequenceTable, Table, sequence_table
from rnnviz.io.formats.tables_asked import TargetTable, TwinTable, target_tables, targets_of, twin_of, twin_table
from rnnviz.io.refused import Place, entry, within
from rnnviz.model.batch.batch import MOST, Batch, Sample, batch_of
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.sequence import MAX_STEPS, Sequence

STEPS = "steps"


class NotedSequenceTable(SequenceTable, frozen=True):
    """note: what was done to the table that the sequence was read from."""

    note: str = ""


class LossTable(Table, frozen=True):
    """at: "last", "every", or "steps" that are listed, counted from 0."""

    kind: str
    at: str
    steps: tuple[int, ...] = ()


class SampleTable(Table, frozen=True):
    sequence: NotedSequenceTable
    loss: LossTable
    targets: tuple[TargetTable, ...] = ()
    twin: TwinTable | None = None


class BatchTable(Table, frozen=True):
    """Sequences side by side; of the one at `place` the simulation itself says what it is now."""

    samples: tuple[SampleTable, ...]
    place: int = 0


def noted_table(sequence: Sequence) -> NotedSequenceTable:
    plain = msgspec.structs.asdict(sequence_table(sequence))
    return NotedSequenceTable(**plain, note=sequence.note)


def loss_table(loss: Loss) -> LossTable:
    steps = () if isinstance(loss.at, str) else tuple(int(t) for t in loss.at)
    return LossTable(kind=loss.kind, at=loss.at if isinstance(loss.at, str) else STEPS, steps=steps)


def loss_of(table: LossTable) -> Loss:
    return Loss(table.kind, table.steps if table.at == STEPS else table.at)


def batch_table(batch: Batch | None) -> BatchTable | None:
    """None where a sequence is alone."""
    if batch is None:
        return None
    return BatchTable(samples=tuple(map(_sample_table, batch.samples)), place=int(batch.place))


def read_noted(where: Place, table: NotedSequenceTable) -> Sequence:
    """The sequence, checked by the rules of typed ones; SequenceError or Refused."""
    checks.check_note(within(where, "sequence"), table.note)
    return replace(checks.read_sequence_table(where, table), note=table.note)


def read_batch(where: Place, table: BatchTable | None, sequence: Sequence) -> Batch | None:
    """The sequences beside the one on the tape, checked one by one and together; SequenceError or Refused."""
    if table is None:
        return None
    samples = within(where, "samples")
    checks.between(checks.entries(samples), len(table.samples), 2, MOST)
    checks.between(within(where, "place"), table.place, 0, len(table.samples) - 1)
    read = [_read_sample(entry(samples, number), sample) for number, sample in enumerate(table.samples, 1)]
    batch_of([*read[: table.place], Sample(sequence), *read[table.place + 1 :]])
    return replace(batch_of(read), place=table.place)


def _sample_table(sample: Sample) -> SampleTable:
    return SampleTable(
        sequence=noted_table(sample.sequence), loss=loss_table(sample.loss), targets=target_tables(sample.targets),
        twin=twin_table(sample.twin) if sample.twin else None,
    )  # fmt: skip


def _read_sample(where: Place, table: SampleTable) -> Sample:
    sequence, loss = read_noted(where, table.sequence), table.loss
    steps = MAX_STEPS  # silent steps follow, how many the simulation says; what lies beyond is passed over
    checks.check_loss(within(where, "loss"), loss.kind, loss.at, loss.steps, steps)
    twin = twin_of(table.twin) if table.twin else None
    for number, target in enumerate(targets_of(table.targets), 1):
        checks.check_target(entry(within(where, "targets"), number), target, steps)
    if twin is not None:
        check_swaps(within(where, "twin"), twin, sequence.words, steps)
    return Sample(sequence, targets_of(table.targets), loss_of(loss), twin)
