"""Values, gradients and curves of a run as CSV or NPZ, for a spreadsheet, a plot of one's own, or an exercise.

Names are those of a network: "0.f" is the line f of the lowest layer, "0.backward.f" of its backward direction. All are
in the order of the sequence.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.engine.networks.network_run import NetworkRun
from rnnviz.io.disk import reason, write_whole
from rnnviz.io.messages import ENGLISH
from rnnviz.io.refused import FileRefusal
from rnnviz.io.tables.stored import packed

SUFFIXES = (".csv", ".npz")


class SeriesError(FileRefusal):
    """Why numbers cannot be written."""

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH


def series_of(run: NetworkRun) -> dict[str, Array]:
    """By time, (T, n) or (T,): "x", and for every line its values "0.f", gradients "grad 0.f" and log10 norms of these,
    "norm 0.f"; "output" and "grad x". Of one sequence, else SeriesError."""
    if run.network.batched:
        raise SeriesError("series.batch", count=run.network.inputs.shape[1])
    found = {"x": run.network.inputs[:, 0], "output": run.outputs, "grad x": run.input_grad}
    for kind, get in (("", run.value), ("grad ", run.grad), ("norm ", run.norms)):
        found |= {f"{kind}{name}": get(number, line, way) for name, number, line, way in _lines(run)}
    return found


def _lines(run: NetworkRun) -> Iterator[tuple[str, int, str, str]]:
    for number, layer in enumerate(run.network.layers):
        for way in layer.ways:
            for line in layer.cell.by_name:
                yield prefix_of(number, way) + line, number, line, way


def csv_text(series: Mapping[str, Array], words: Sequence[str] = ()) -> str:
    """A row for every step, counted from 1, with its word; a column for every unit, "0.f[1]", all digits."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    heads = [head for name, array in series.items() for head in _heads(name, array)]
    writer.writerow(["step", *(["word"] if words else []), *heads])
    columns = np.concatenate([array.reshape(len(array), -1) for array in series.values()], axis=1)
    for t, row in enumerate(columns.tolist()):
        writer.writerow([t + 1, *([words[t]] if words else []), *map(repr, row)])
    return stream.getvalue()


def _heads(name: str, array: Array) -> list[str]:
    return [name] if array.ndim == 1 else [f"{name}[{unit + 1}]" for unit in range(array.shape[1])]


def npz_bytes(series: Mapping[str, Array], run: NetworkRun | None = None) -> bytes:
    """An archive of one array for each name; of a run its parameters and their gradients, too ("param 0.U_f",
    "grad 0.U_f"), which have no axis of time."""
    arrays = {name: np.asarray(array) for name, array in series.items()}
    if run is not None:
        arrays |= {f"param {name}": value for name, value in run.network.params.items()}
        arrays |= {f"grad {name}": value for name, value in run.param_grads.items()}
    return packed(arrays, {})


def write_series(path: Path, run: NetworkRun, words: Sequence[str] = ()) -> None:
    """Write a .csv or .npz of everything a run gives, as a whole, or leave the old file. SeriesError."""
    if path.suffix.lower() not in SUFFIXES:
        raise SeriesError("series.name", file=path.name, known=SUFFIXES)
    series = series_of(run)
    data = csv_text(series, words).encode() if path.suffix.lower() == ".csv" else npz_bytes(series, run)
    try:
        write_whole(path, data)
    except OSError as error:
        raise SeriesError("file.unsaved", file=path.name, reason=reason(error)) from None
