"""Format 2: simulations side by side, each with its layers, weights, read-out, loss and answers; and one story."""

from __future__ import annotations

from typing import Any

import msgspec

from rnnviz.io.fields import fields_of, typed
from rnnviz.io.formats import checks
from rnnviz.io.formats.saved import Saved
from rnnviz.io.formats.simulations import SimulationTable, setup_of, table_of
from rnnviz.io.formats.tables import Table
from rnnviz.io.formats.tables_compare import ComparingTable, comparing_table, read_comparing
from rnnviz.io.refused import entry, within
from rnnviz.model.document.snapshots import LONGEST, MOST, Snapshot, Snapshots
from rnnviz.model.setup.bounds import MAX_HIDDEN
from rnnviz.model.story.cursor import Cursor

FORMAT = 2
MAX_SIMULATIONS = 4


class CursorTable(Table, frozen=True):
    step: int
    line: int
    pass_: str = msgspec.field(name="pass")
    grain: str
    layer: int = 0
    way: str = "forward"


class SnapshotTable(Table, frozen=True):
    name: str
    run: SimulationTable


class DocumentTable(Table, frozen=True):
    """front: which of the simulations the cursor and the unit are in, ghost: which of the snapshots is the ghost; both
    counted from 0."""

    format: str
    simulations: tuple[SimulationTable, ...]
    cursor: CursorTable
    front: int = 0
    unit: int = 0
    compare: ComparingTable | None = None
    snapshots: tuple[SnapshotTable, ...] = ()
    ghost: int | None = None


fields_of(DocumentTable)  # once, here: while a file is read nothing is evaluated


# writing -----------------------------------------------------------------------------------------------------


def written(saved: Saved) -> Any:
    """Plain tables of what is saved; numbers become plain ones, whatever NumPy made them."""
    cursor = saved.cursor
    table = DocumentTable(
        format=f"rnnviz/{FORMAT}",
        simulations=tuple(table_of(setup) for setup in saved.setups),
        front=saved.place,
        cursor=CursorTable(
            step=cursor.step, line=cursor.line, pass_=cursor.pass_, grain=cursor.grain, layer=cursor.layer,
            way=cursor.way,
        ),
        unit=saved.unit,
        compare=comparing_table(saved.comparing),
        snapshots=tuple(SnapshotTable(name=one.name, run=table_of(one.setup)) for one in saved.snapshots.kept),
        ghost=saved.snapshots.ghost,
    )  # fmt: skip
    return msgspec.to_builtins(table, builtin_types=())


# reading -----------------------------------------------------------------------------------------------------


def read(raw: Any) -> Saved:
    """Plain tables -> what was saved, checked in the order in which one thing rests on another."""
    table = typed(raw, DocumentTable)
    checks.between(checks.entries("simulations"), len(table.simulations), 1, MAX_SIMULATIONS)
    checks.between("front", table.front, 0, len(table.simulations) - 1)
    at = table.cursor
    cursor = Cursor(at.step, at.line, at.pass_, at.grain, at.layer, at.way)
    checks.check_cursor(cursor, "pass")
    checks.between("unit", table.unit, 0, MAX_HIDDEN - 1)
    setups = [setup_of(entry("simulations", n), simulation) for n, simulation in enumerate(table.simulations, 1)]
    front = setups.pop(table.front)
    comparing = read_comparing("compare", table.compare, len(table.simulations))
    snapshots = _read_snapshots(table)
    return checks.checked(Saved(front, cursor, table.unit, tuple(setups), table.front, comparing, snapshots))


def _read_snapshots(table: DocumentTable) -> Snapshots:
    checks.between(checks.entries("snapshots"), len(table.snapshots), 0, MOST)
    for number, one in enumerate(table.snapshots, 1):
        checks.check_label(within(entry("snapshots", number), "name"), one.name, LONGEST)
    if table.ghost is not None:
        checks.between("ghost", table.ghost, 0, len(table.snapshots) - 1)
    kept = [
        Snapshot(one.name, setup_of(within(entry("snapshots", number), "run"), one.run))
        for number, one in enumerate(table.snapshots, 1)
    ]
    return Snapshots(tuple(kept), table.ghost)
