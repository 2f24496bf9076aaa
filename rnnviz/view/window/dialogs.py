"""Help: the keys, about, the gradient check of the present run."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from rnnviz import __version__
from rnnviz.engine import Run
from rnnviz.engine.check import ACCEPT, CheckResult
from rnnviz.engine.wording import Message
from rnnviz.model.figures.numbers import power
from rnnviz.model.worker.jobs import Job
from rnnviz.model.worker.packing import content
from rnnviz.view.look.words import sentence
from rnnviz.view.screens.dialogs import OnScreen
from rnnviz.view.screens.reach import Reach
from rnnviz.view.window.commands import Command, all_commands
from rnnviz.view.work.worker import Worker

COLUMNS = 2
translate = QCoreApplication.translate


def keys_dialog(parent: QWidget) -> QDialog:
    """The list of keys, from the same table that makes the shortcuts."""
    dialog = _dialog(parent, translate("Dialogs", "Keys"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    shown = [c for c in all_commands() if c.keys]
    half = -(-len(shown) // COLUMNS)
    for number, command in enumerate(shown):
        column, row = divmod(number, half)
        keys = QLabel(_keys(command), dialog)
        keys.setProperty("kind", "title")
        grid.addWidget(keys, row, 2 * column)
        grid.addWidget(QLabel(command.shown, dialog), row, 2 * column + 1)
    _fill(dialog, grid)
    return dialog


def _keys(command: Command) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return "  ·  ".join(QKeySequence(key).toString(native) for key in command.keys)


def about_dialog(parent: QWidget) -> QDialog:
    """Name, version, what it is and whose letters it uses."""
    dialog = _dialog(parent, translate("Dialogs", "About rnnviz"))
    heading = QLabel(f"rnnviz {__version__}", dialog)
    heading.setProperty("kind", "big")
    text = QLabel(
        translate(
            "Dialogs",
            "A visual simulator of recurrent cells.\n"
            "Every number on the screen is computed by the engine from the cell's equations.\n\n"
            "MIT licence. Type: Inter and STIX Two Math (SIL Open Font License), DejaVu Sans Mono.\n"
            "Made with Qt (LGPL), pyqtgraph and NumPy.",
        ),
        dialog,
    )
    column = QVBoxLayout()
    column.addWidget(heading)
    column.addWidget(text)
    _fill(dialog, column)
    return dialog


def check_dialog(parent: QWidget, run: Run) -> QDialog:
    """Compare the gradients on screen with complex steps, or differences, of the loss."""
    dialog = _dialog(parent, translate("Dialogs", "Gradient check"))
    heading, text = QLabel(dialog), QLabel(dialog)
    heading.setProperty("kind", "big")
    column = QVBoxLayout()
    column.addWidget(heading)
    column.addWidget(text)
    _fill(dialog, column)
    _Report(dialog, run, heading, text)
    return dialog


class _Report(QObject):
    """Writes what a check finds into its dialog; closing the dialog ends it."""

    def __init__(self, dialog: QDialog, run: Run, heading: QLabel, text: QLabel) -> None:
        super().__init__(dialog)
        self._heading, self._text = heading, text
        text.setText(_sentence(CheckResult(0.0, "", (), 0, 0)))  # the dialog keeps the size it will need
        text.setMinimumSize(text.sizeHint())
        self._progress(0.0)
        job = Job("gradient_check", (content(run.experiment),))
        Worker.shared().submit(job, self, self._show, self._progress, self._fail)

    def _progress(self, share: float) -> None:
        self._heading.setText(translate("Dialogs", "Comparing…"))
        self._text.setText(translate("Dialogs", "{0} % done").format(round(100 * share)))

    def _fail(self, why: Message) -> None:
        self._heading.setText(translate("Dialogs", "The gradients could not be compared."))
        self._text.setText(sentence(why))

    def _show(self, found: CheckResult) -> None:
        self._heading.setText(_verdict(found))
        self._text.setText(_sentence(found))


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


def _dialog(parent: QWidget, title: str) -> QDialog:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAccessibleName(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    OnScreen(dialog)
    return dialog


def _fill(dialog: QDialog, content: QGridLayout | QVBoxLayout) -> None:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 16)
    column.setSpacing(16)
    inside = QWidget(dialog)
    inside.setLayout(content)
    content.setContentsMargins(0, 0, 0, 0)
    column.addWidget(Reach(inside))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.close)
    column.addWidget(buttons)
