"""Exercise sheets as files, in the language of the screen: HTML as it is, PDF as QTextDocument prints it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument

from rnnviz.io.written.worksheet import Exercise, check_name, sheet, write_sheet
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.formula.formula_row import worded
from rnnviz.view.look.language import spoken
from rnnviz.view.look.words import said


def exercise_of(simulation: Simulation, seed: int | None = None) -> Exercise:
    """The step, forward or backward, and the unit that are on the stage."""
    cursor, unit = simulation.cursor, simulation.selection.unit
    return Exercise(cursor.step, unit, cursor.backward, seed, cursor.layer, cursor.way)


def save_exercise(path: Path, simulation: Simulation, seed: int | None, answers: bool) -> None:
    """Write the sheet of what is on the stage. SheetError, EngineError."""
    check_name(path)
    asked = exercise_of(simulation, seed)
    name = spoken(simulation.cell).name
    save_sheet(path, sheet(simulation.setup, asked, answers, said, name, worded))


def save_sheet(path: Path, page: str) -> None:
    """Write a page as .pdf, else as .html, as a whole or not at all. SheetError."""
    write_sheet(path, pdf_of(page) if path.suffix.lower() == ".pdf" else page.encode())


def pdf_of(page: str) -> bytes:
    """The page on A4."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setResolution(96)
    document = QTextDocument()
    document.setHtml(page)
    document.print_(writer)
    del writer
    return bytes(buffer.data().data())
