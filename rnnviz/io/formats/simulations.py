"""One simulation in a file of format 2: its layers, weights, read-out, loss, answers, and all that is asked in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import numpy as np

from rnnviz.io.formats import checks
from rnnviz.io.formats.checks_learned import check_learned, check_plan, check_prediction, check_twin, check_whole
from rnnviz.io.formats.tables import (
    ArrayTable,
    HoldTable,
    LayerTable,
    Table,
    array_tables,
    hold_of,
    hold_table,
    layer_of,
    layer_table,
)
from rnnviz.io.formats.tables_asked import (
    LearnedTable,
    PlanTable,
    PredictionTable,
    TargetTable,
    TwinTable,
    learned_of,
    learned_table,
    plan_of,
    plan_table,
    prediction_of,
    prediction_table,
    target_tables,
    targets_of,
    twin_of,
    twin_table,
)
from rnnviz.io.formats.tables_batch import (
    BatchTable,
    LossTable,
    NotedSequenceTable,
    batch_table,
    loss_of,
    loss_table,
    noted_table,
    read_batch,
    read_noted,
)
from rnnviz.io.refused import Place, entry, within
from rnnviz.model.setup.answer import Readout
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import MAX_LAYERS, LayerChoice
from rnnviz.model.setup.sequence import Sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.shapes import param_shapes, state_shapes
from rnnviz.model.setup.weights import Weights


class WeightsTable(Table, frozen=True):
    seed: int
    gain: float
    keep_bias: float | None = None
    given: tuple[ArrayTable, ...] = ()


class ReadoutTable(Table, frozen=True):
    kind: str = "none"
    answers: tuple[str, ...] = ()


NO_READOUT = ReadoutTable()
"""msgspec leaves a default away where it is this very object."""


class TurnedLayerTable(LayerTable, frozen=True):
    """turned: the drawn weights of the gate that keeps have the other sign."""

    turned: bool = False


class SimulationTable(Table, frozen=True):
    layers: tuple[TurnedLayerTable, ...]
    sequence: NotedSequenceTable
    weights: WeightsTable
    input_scale: float
    silent: int
    vectors: int
    loss: LossTable
    readout: ReadoutTable = NO_READOUT
    targets: tuple[TargetTable, ...] = ()
    start: tuple[ArrayTable, ...] = ()
    holds: tuple[HoldTable, ...] = ()
    dtype: str = "float64"
    learned: LearnedTable | None = None
    twin: TwinTable | None = None
    unremembered: bool = False
    plan: PlanTable | None = None
    prediction: PredictionTable | None = None
    batch: BatchTable | None = None


# writing -----------------------------------------------------------------------------------------------------


def table_of(setup: Setup) -> SimulationTable:
    """Numbers become plain ones, whatever NumPy made them."""
    weights, readout = setup.weights, setup.readout
    return SimulationTable(
        layers=tuple(_layer_table(choice) for choice in setup.layers),
        sequence=noted_table(setup.sequence),
        weights=WeightsTable(
            seed=int(weights.seed),
            gain=float(weights.gain),
            keep_bias=None if weights.keep_bias is None else float(weights.keep_bias),
            given=array_tables(weights.given),
        ),
        input_scale=float(setup.input_scale),
        silent=int(setup.silent),
        vectors=int(setup.vectors),
        loss=loss_table(setup.loss),
        readout=ReadoutTable(kind=readout.kind, answers=readout.answers) if readout else NO_READOUT,
        targets=target_tables(setup.targets),
        start=array_tables(setup.start),
        holds=tuple(hold_table(hold) for hold in setup.holds),
        dtype=setup.dtype,
        learned=learned_table(setup.learned, array_tables(_changed(setup))) if setup.learned else None,
        twin=twin_table(setup.twin) if setup.twin else None,
        unremembered=setup.unremembered,
        plan=plan_table(setup.plan),
        prediction=prediction_table(setup.prediction),
        batch=batch_table(setup.batch),
    )  # fmt: skip


def _changed(setup: Setup) -> Arrays:
    """The trained numbers in whose place others are given."""
    if setup.learned is None:
        return Arrays()
    pairs = {name: (array, setup.weights.given[name]) for name, array in setup.learned.trained.items()}
    return Arrays({name: np.where(a == b, np.nan, a) for name, (a, b) in pairs.items() if not np.array_equal(a, b)})


def _layer_table(choice: LayerChoice) -> TurnedLayerTable:
    plain = msgspec.structs.asdict(layer_table(choice))
    return TurnedLayerTable(**plain, turned=choice.turned)


# reading -----------------------------------------------------------------------------------------------------


def setup_of(where: Place, table: SimulationTable) -> Setup:
    """Checked in the order in which one thing rests on another; Refused, SequenceError or EngineError."""
    checks.between(checks.entries(within(where, "layers")), len(table.layers), 1, MAX_LAYERS)
    for number, layer in enumerate(table.layers, 1):
        checks.check_layer(entry(within(where, "layers"), number), layer)
    sequence = read_noted(where, table.sequence)
    weights, loss, steps = table.weights, table.loss, sequence.steps + table.silent
    checks.check_weights(within(where, "weights"), weights.seed, weights.gain, weights.keep_bias)
    checks.check_numbers(where, table, sequence)
    checks.check_loss(within(where, "loss"), loss.kind, loss.at, loss.steps, steps)
    checks.check_readout(within(where, "readout"), table.readout.kind, table.readout.answers)
    if table.learned is not None:
        check_learned(within(where, "learned"), learned_of(table.learned))
    check_plan(within(where, "plan"), plan_of(table.plan))
    batch = read_batch(within(where, "batch"), table.batch, sequence)
    setup = replace(_without_arrays(table, weights, sequence), batch=batch)
    for each in (sequence, *(batch.sequences if batch else ())):
        setup.checked(each)
    checks.check_size(setup)
    for number, hold in enumerate(setup.holds, 1):
        checks.check_hold(entry(within(where, "holds"), number), hold, setup)
    for number, target in enumerate(setup.targets, 1):
        checks.check_target(entry(within(where, "targets"), number), target, setup.steps)
    if setup.twin is not None:
        check_twin(within(where, "twin"), setup.twin, setup)
    check_prediction(within(where, "prediction"), setup)
    whole = _with_arrays(where, table, setup)
    check_whole(within(where, "learned"), whole)
    return whole


def _without_arrays(table: SimulationTable, weights: WeightsTable, sequence: Sequence) -> Setup:
    readout = table.readout
    return Setup(
        layers=tuple(replace(layer_of(layer), turned=layer.turned) for layer in table.layers),
        sequence=sequence,
        weights=Weights(weights.seed, weights.gain, weights.keep_bias),
        input_scale=table.input_scale,
        silent=table.silent,
        vectors=table.vectors,
        readout=None if readout.kind == "none" else Readout(readout.kind, readout.answers),
        loss=loss_of(table.loss),
        targets=targets_of(table.targets),
        holds=tuple(hold_of(hold) for hold in table.holds),
        dtype=table.dtype,
        learned=learned_of(table.learned) if table.learned else None,
        twin=twin_of(table.twin) if table.twin else None,
        unremembered=table.unremembered,
        plan=plan_of(table.plan),
        prediction=prediction_of(table.prediction),
    )


def _with_arrays(where: Place, table: SimulationTable, setup: Setup) -> Setup:
    shapes = param_shapes(setup.layers, setup.reads, setup.readout)
    given = arrays_of(within(within(where, "weights"), "given"), table.weights.given, shapes)
    start = arrays_of(within(where, "start"), table.start, state_shapes(setup.layers))
    learned = setup.learned
    if learned is not None and table.learned is not None:
        changed = arrays_of(within(within(where, "learned"), "trained"), table.learned.trained, shapes)
        trained = {name: changed.over(name, array) for name, array in given.items()} if changed else {}
        learned = replace(learned, trained=Arrays(trained))
    return replace(setup.with_weights(given=given), start=start, learned=learned)


def arrays_of(where: Place, tables: tuple[ArrayTable, ...], shapes: dict[str, tuple[int, ...]]) -> Arrays:
    """Numbers of parameters or states by name, in the shapes there are; Refused."""
    found: dict[str, Any] = {}
    for number, table in enumerate(tables, 1):
        shape = checks.check_array(entry(where, number), table.name, table.rows, shapes)
        rows = [[np.nan if v is None else v for v in row] for row in table.rows]
        found[table.name] = np.array(rows, float).reshape(shape)
    return Arrays(found)
