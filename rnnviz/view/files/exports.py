"""What leaves the window as something else than a picture: the run as a program, and its numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from rnnviz.engine.errors import Refusal
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.formula.formula_row import worded
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.window.tools import Tools

if TYPE_CHECKING:
    from rnnviz.io.written.plotted import Plotted
    from rnnviz.model.reading.reading import Reading
    from rnnviz.view.files.sheet_dialog import SheetDialog

# what writes is imported where it is used: the first frame waits for none of it


class Exports(QObject):
    """Asks for a name and writes; every refusal is said."""

    def __init__(self, simulation: Simulation, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._simulation, self._notices = simulation, tools.notices
        self.dialog: SheetDialog | None = None
        tools.actions.bind({
            "numpy_program": partial(self.save_program, "numpy"), "torch_program": partial(self.save_program, "torch"),
            "save_values": self.save_values, "save_exercise": partial(self.save_sheet, False),
            "save_solution": partial(self.save_sheet, True), "copy_latex": partial(self.copy_formulas, "latex"),
            "copy_mathml": partial(self.copy_formulas, "mathml"), "copy_text": partial(self.copy_formulas, "text"),
            "save_plots": self.save_plots, "copy_plots": self.copy_plots,
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
        """The present step, forward or backward, as an exercise; answers: worked out. What it holds is chosen first."""
        from rnnviz.view.files.sheet_dialog import SheetDialog

        if self.dialog is not None:
            self.dialog.close()
        self.dialog = SheetDialog(self._simulation, answers, self._notices.window)
        self.dialog.asked.connect(self._ask_sheet)
        self.dialog.destroyed.connect(self._gone)
        self.dialog.show()

    def _gone(self, dialog: QObject) -> None:
        if self.dialog is not None and not isValid(self.dialog):
            self.dialog = None

    def _ask_sheet(self) -> None:
        if self.dialog is not None:
            kinds = self.tr("Sheets ({0})").format("*.pdf *.html")
            self._ask(self.dialog.windowTitle(), kinds, (".pdf", ".html"), self.write_sheet)

    def write_sheet(self, path: Path) -> None:
        """What the dialog asks for; the solution beside it has its own name. SheetError, EngineError."""
        from rnnviz.view.files.sheets import save_exercise

        if (dialog := self.dialog) is None:
            return
        save_exercise(path, self._simulation, dialog.seed, dialog.answers)
        if dialog.both:
            second = path.with_stem(path.stem + self.tr("-solution"))
            save_exercise(second, self._simulation, dialog.seed, True)

    def copy_formulas(self, form: str) -> None:
        """Every formula of the present step with its numbers, a line each, to the clipboard: as "latex", "mathml" or
        plain "text"."""
        from rnnviz.io.written.worksheet import readings
        from rnnviz.model.reading import markup
        from rnnviz.view.files.sheets import exercise_of

        asked = readings(self._simulation.run, exercise_of(self._simulation))
        found = [markup.with_words(reading, worded) for reading in asked]
        write = {"latex": _displayed, "mathml": markup.mathml, "text": markup.text}[form]
        QGuiApplication.clipboard().setText("\n".join(map(write, found)))

    def plotted(self) -> list[Plotted]:
        """Of all plots that are seen, from the top down."""
        window = self._notices.window
        seen = [panel for panel in window.findChildren(Panel) if panel.isVisible()]
        seen.sort(key=lambda panel: panel.mapTo(window, QPoint()).toTuple()[::-1])
        return [table for panel in seen for table in panel.plotted()]

    def copy_plots(self) -> None:
        """Their numbers to the clipboard; a refusal where there are none."""
        from rnnviz.io.written.plotted import plotted_text

        if found := self.plotted():
            QGuiApplication.clipboard().setText(plotted_text(found))
        else:
            self._notices.refuse(lambda: self.tr("No plot is in sight."))

    def save_plots(self) -> None:
        """As .csv or .npz."""
        from rnnviz.io.written.plotted import write_plotted

        found, kinds = self.plotted(), self.tr("Numbers ({0})").format("*.csv *.npz")
        if found:
            self._ask(
                self.tr("Save the plots' numbers"), kinds, (".csv", ".npz"), lambda path: write_plotted(path, found)
            )
        else:
            self._notices.refuse(lambda: self.tr("No plot is in sight."))

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


def _displayed(reading: Reading) -> str:
    """LaTeX that stands on a line of its own."""
    from rnnviz.model.reading.markup import latex

    return f"\\[ {latex(reading)} \\]"
