"""Help: the keys, about, the gradient check of the present run."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from rnnviz import __version__
from rnnviz.engine import Cell, Run
from rnnviz.engine.check import ACCEPT, CheckResult
from rnnviz.engine.wording import Message
from rnnviz.model.figures.numbers import power
from rnnviz.model.worker.jobs import Job
from rnnviz.model.worker.packing import content
from rnnviz.view.look.language import retranslated, spoken
from rnnviz.view.look.words import sentence
from rnnviz.view.screens.dialogs import OnScreen
from rnnviz.view.screens.reach import ReachArea
from rnnviz.view.window.commands import Command, all_commands
from rnnviz.view.work.worker import Worker

COLUMNS = 2
LINE = 60
"""Characters of a line of running text."""
translate = QCoreApplication.translate


def keys_dialog(parent: QWidget) -> QDialog:
    """The list of keys, from the same table that makes the shortcuts."""
    return KeysDialog(parent)


def about_dialog(parent: QWidget) -> QDialog:
    """Name, version, what it is and whose letters it uses."""
    return AboutDialog(parent)


def cell_dialog(parent: QWidget, cell: Cell) -> QDialog:
    """What is to be noted of a cell, and where it comes from."""
    return CellDialog(parent, cell)


def check_dialog(parent: QWidget, run: Run) -> QDialog:
    """Compare the gradients on screen with complex steps, or differences, of the loss."""
    return CheckDialog(parent, run)


@retranslated
class KeysDialog(QDialog):
    """Two columns of keys and what they do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(3)  # all of them at once on a laptop's screen
        self._shown = [(command, QLabel(self), QLabel(self)) for command in all_commands() if command.keys]
        half = -(-len(self._shown) // COLUMNS)
        for number, (_, keys, label) in enumerate(self._shown):
            column, row = divmod(number, half)
            keys.setProperty("kind", "title")
            grid.addWidget(keys, row, 2 * column)
            grid.addWidget(label, row, 2 * column + 1)
        _fill(self, grid)
        self.retranslate()

    def retranslate(self) -> None:
        _title(self, translate("Dialogs", "Keys"))
        for command, keys, label in self._shown:
            keys.setText(_keys(command))
            label.setText(command.shown)


def _keys(command: Command) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return "  ·  ".join(QKeySequence(key).toString(native) for key in command.keys)


@retranslated
class AboutDialog(QDialog):
    """A heading and a few sentences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        heading, self._text = QLabel(f"rnnviz {__version__}", self), QLabel(self)
        heading.setProperty("kind", "big")
        column = QVBoxLayout()
        column.addWidget(heading)
        column.addWidget(self._text)
        _fill(self, column)
        self.retranslate()

    def retranslate(self) -> None:
        _title(self, translate("Dialogs", "About rnnviz"))
        self._text.setText(
            translate(
                "Dialogs",
                "A visual simulator of recurrent cells.\n"
                "Every number on the screen is computed by the engine from the cell's equations.\n\n"
                "MIT licence. Type: Inter and STIX Two Math (SIL Open Font License), DejaVu Sans Mono.\n"
                "Made with Qt (LGPL), pyqtgraph and NumPy.",
            )
        )


@retranslated
class CellDialog(QDialog):
    """Name, note and source; all of it may come from a file: plain text."""

    def __init__(self, parent: QWidget, cell: Cell) -> None:
        super().__init__(parent)
        self._cell = cell
        self._labels = [QLabel(self) for _ in range(3)]
        self._labels[0].setProperty("kind", "big")
        column = QVBoxLayout()
        for label in self._labels:
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setMinimumWidth(LINE * label.fontMetrics().averageCharWidth())
            column.addWidget(label)
        _fill(self, column)
        self.retranslate()

    def retranslate(self) -> None:
        _title(self, translate("Dialogs", "About this cell"))
        said, source = spoken(self._cell), self._cell.source
        shown = (said.name, said.note, translate("Dialogs", "Source: {0}").format(source) if source else "")
        for label, text in zip(self._labels, shown, strict=True):
            label.setText(text)
            label.setVisible(bool(text))


@retranslated
class CheckDialog(QDialog):
    """Writes what a check finds, and how far it is before; closing the dialog ends it."""

    def __init__(self, parent: QWidget, run: Run) -> None:
        super().__init__(parent)
        self._heading, self._text = QLabel(self), QLabel(self)
        self._heading.setProperty("kind", "big")
        column = QVBoxLayout()
        for label in (self._heading, self._text):
            label.setWordWrap(True)
            label.setMinimumWidth(LINE * label.fontMetrics().averageCharWidth())
            column.addWidget(label)
        _fill(self, column)
        self._share = 0.0
        self._found: CheckResult | None = None
        self._why: Message | None = None
        self.retranslate()
        job = Job("gradient_check", (content(run.experiment),))
        Worker.shared().submit(job, self, self._show, self._progress, self._fail)

    def retranslate(self) -> None:
        _title(self, translate("Dialogs", "Gradient check"))
        found = self._found
        if self._why is not None:
            self._heading.setText(translate("Dialogs", "The gradients could not be compared."))
            self._text.setText(sentence(self._why))
            return
        if found is None:
            self._heading.setText(translate("Dialogs", "Comparing…"))
            self._text.setText(translate("Dialogs", "{0} % done").format(round(100 * self._share)))
            return
        self._heading.setText(_verdict(found))
        self._text.setText(_sentence(found))

    def _progress(self, share: float) -> None:
        self._share = share
        self.retranslate()

    def _fail(self, why: Message) -> None:
        self._why = why
        self.retranslate()

    def _show(self, found: CheckResult) -> None:
        self._found = found
        self.retranslate()


def _verdict(found: CheckResult) -> str:
    """Only what is proved is called wrong."""
    if found.differs:
        return translate("Dialogs", "The gradients differ.")
    if found.accepted:
        return translate("Dialogs", "The gradients are right.")
    return translate("Dialogs", "Nothing could be compared.")


def _sentence(found: CheckResult) -> str:
    if found.exact:
        compared = translate("Dialogs", "{0} of {1} numbers compared with complex steps of the loss.")
    else:
        compared = translate("Dialogs", "{0} of {1} numbers compared with differences of the loss.")
    worst = translate("Dialogs", "Largest relative difference: {0}, at {1}.").format(
        power(found.worst), _entry(found.name, found.index)
    )
    limit = translate("Dialogs", "Below {0} counts as equal.").format(power(ACCEPT))
    return "\n".join([compared.format(found.compared, found.available), worst, limit, *_left_out(found)])


def _left_out(found: CheckResult) -> list[str]:
    why = (
        (found.kinks, translate("Dialogs", "{0} left out: a ReLU stands exactly in its bend.")),
        (found.unusable, translate("Dialogs", "{0} left out: the loss is not finite.")),
        (found.undecided, translate("Dialogs", "{0} left out: differences are too coarse to tell.")),
    )
    return [text.format(count) for count, text in why if count]


def _entry(name: str, index: tuple[int, ...]) -> str:
    return f"{name}[{', '.join(str(i + 1) for i in index)}]" if index else name


def _title(dialog: QDialog, title: str) -> None:
    dialog.setWindowTitle(title)
    dialog.setAccessibleName(title)


def _fill(dialog: QDialog, content: QGridLayout | QVBoxLayout) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    OnScreen(dialog)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 16)
    column.setSpacing(16)
    inside = QWidget(dialog)
    inside.setLayout(content)
    content.setContentsMargins(0, 0, 0, 0)
    column.addWidget(ReachArea(inside))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.close)
    column.addWidget(buttons)
