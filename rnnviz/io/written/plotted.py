"""The numbers that plots show, as CSV (a table after the other) or NPZ, for a plot of one's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.io.disk import reason, write_whole
from rnnviz.io.tables.stored import packed
from rnnviz.io.written.series import SUFFIXES, SeriesError


@dataclass(frozen=True, slots=True)
class Plotted:
    """key: the plot's name in files; index: what its rows are, and rows: what each is called; columns: by name, all as
    long as `rows`."""

    key: str
    index: str
    rows: Sequence[object]
    columns: Mapping[str, Sequence[float] | Array]


def plotted_text(tables: Sequence[Plotted]) -> str:
    """Every table with its key above it, all digits, and an empty line between two."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        writer.writerow([table.key])
        writer.writerow([table.index, *table.columns])
        for row, values in zip(table.rows, zip(*table.columns.values(), strict=True), strict=True):
            writer.writerow([row, *(repr(float(value)) for value in values)])
    return stream.getvalue()


def write_plotted(path: Path, tables: Sequence[Plotted]) -> None:
    """Write a .csv or .npz ("gradient: h"), as a whole, or leave the old file. SeriesError."""
    if path.suffix.lower() not in SUFFIXES:
        raise SeriesError("series.name", file=path.name, known=SUFFIXES)
    arrays = {f"{t.key}: {name}": np.asarray(column) for t in tables for name, column in t.columns.items()}
    data = plotted_text(tables).encode() if path.suffix.lower() == ".csv" else packed(arrays, {})
    try:
        write_whole(path, data)
    except OSError as error:
        raise SeriesError("file.unsaved", file=path.name, reason=reason(error)) from None
