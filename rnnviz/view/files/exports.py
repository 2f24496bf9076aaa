"""What leaves the window as something else than a picture: the run as a program, and its numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from rnnviz.engine.errors import Refusal
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.window.tools import Tools

if TYPE_CHECKING:
    from rnnviz.io.written.worksheet import Exercise

# what writes is imported where it is used: the first frame waits for none of it


class Exports(QObject):
    """Asks for a name and writes; every refusal is said."""

    def __init__(self, simulation: Simulation, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._simulation, self._notices = simulation, tools.notices
        tools.actions.bind({
            "numpy_program": partial(self.save_program, "numpy"), "torch_program": partial(self.save_program, "torch"),
            "save_values": self.save_values, "save_exercise": partial(self.save_sheet, False),
            "save_solution": partial(self.save_sheet, True), "copy_latex": self.copy_latex,
        })  # fmt: skip

    def save_program(self, kind: str) -> None:
        """The present run as a Python program that gives the same numbers."""
        self._ask(self.tr("Save as a program"), self.tr("Python programs ({0})").format("*.py"), (".py",),
                  partial(self.write_program, kind))  # fmt: skip

    def save_values(self) -> None:
        """Every value and gradient of the present run, by step."""
        kinds = self.tr("Numbers ({0})").format("*.csv *.npz")
        self._ask(self.tr("Save values"), kinds, (".csv", ".npz"), self.write_values)

    def save_sheet(self, answers: bool) -> None:
        """The present step, forward or backward, as an exercise; answers: worked out."""
        kinds = self.tr("Sheets ({0})").format("*.pdf *.html")
        title = self.tr("Save worked solution") if answers else self.tr("Save exercise sheet")
        self._ask(title, kinds, (".pdf", ".html"), partial(self.write_sheet, answers))

    def copy_latex(self) -> None:
        """Every formula of the present step with its numbers, as LaTeX, a line each, to the clipboard."""
        from rnnviz.io.written.worksheet import readings
        from rnnviz.model.reading.markup import latex

        found = readings(self._simulation.run, self._exercise())
        QGuiApplication.clipboard().setText("\n".join(f"\\[ {latex(reading)} \\]" for reading in found))

    def write_sheet(self, answers: bool, path: Path) -> None:
        from rnnviz.io.written.worksheet import sheet
        from rnnviz.view.files.sheets import save_sheet

        save_sheet(path, sheet(self._simulation.setup, self._exercise(), answers))

    def _exercise(self) -> Exercise:
        """Of what is on the stage."""
        from rnnviz.io.written.worksheet import Exercise

        cursor, simulation = self._simulation.cursor, self._simulation
        return Exercise(cursor.step, simulation.selection.unit, cursor.backward, layer=cursor.layer, way=cursor.way)

    def write_program(self, kind: str, path: Path) -> None:
        from rnnviz.io.code.writing import write_code

        write_code(path, self._simulation.setup, kind)

    def write_values(self, path: Path) -> None:
        from rnnviz.io.written.series import write_series
        from rnnviz.model.setup.runs import network_run_of

        setup = self._simulation.setup
        write_series(path, network_run_of(setup), setup.words)

    def _ask(self, title: str, kinds: str, known: tuple[str, ...], write: Callable[[Path], None]) -> None:
        path = self._notices.path_to_save(title, kinds, known)
        if path is None:
            return
        try:
            write(path)
        except Refusal as refused:
            self._notices.refuse(refused)
