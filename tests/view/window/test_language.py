"""Another language while the window is open: every text is said anew, by widgets and by painters, and back again."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from rnnviz import arguments
from rnnviz.engine import CELLS, cell_title
from rnnviz.engine import messages as engine
from rnnviz.engine.language.ops import FUNCTIONS
from rnnviz.engine.language.several import words
from rnnviz.io import document as document_module
from rnnviz.io import messages as io
from rnnviz.io.cells import CellFileError, check_cell
from rnnviz.io.kinds import unreadable
from rnnviz.io.sequences import preview_pasted
from rnnviz.io.tables.preview import Preview, proposed
from rnnviz.model import messages as model
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.scenes import PRESET_SENTENCES, SCENES
from rnnviz.model.story.cursor import Cursor
from rnnviz.model.trained.course import own_task
from rnnviz.model.trained.heldout import answered
from rnnviz.screenshot import size_of
from rnnviz.view.ending.report_dialog import ReportDialog
from rnnviz.view.experiment.network_dialog import NetworkDialog
from rnnviz.view.help.dialogs import about_dialog, check_dialog, keys_dialog
from rnnviz.view.look.lettering import Face
from rnnviz.view.look.words import said, sentence
from rnnviz.view.plots.canvas import Canvas
from rnnviz.view.tables.table_dialog import TableDialog
from rnnviz.view.widgets.box import Box
from rnnviz.view.window.main_window import MainWindow
from tests.courses import course, untrained
from tests.trained import slots
from tests.view.conftest import Make, settle
from tests.view.pseudo import CLOSE, OPEN, Pseudo, shown_texts, speaking_pseudo, unmarked, words_of

ROOT = Path(__file__).parents[3]
NAMES = {"rnnviz", "English", "tanh", "sin", "cos", "and", "NaN", *words(), *(f.symbol for f in FUNCTIONS.values())}
"""Mathematics, the names of the program and of a language; `and` stands in no text that is shown alone."""


def words_in(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]{3,}", text))


def own_words(simulation: Simulation) -> set[str]:
    """What a cell's file calls its lines, and what the user typed: nobody translates it."""
    found = {word for text in PRESET_SENTENCES for word in words_in(text)} | NAMES
    found |= {word for key in CELLS for word in words_in(cell_title(key))}
    for choice in simulation.setup.layers:
        cell = choice.cell
        texts = [cell.name, cell.note, cell.source, *cell.conventions, *(s.name for s in cell.stages), *cell.params]
        texts += [text for line in cell.lines for text in (line.name, line.label, line.says)]
        found |= {word for text in texts for word in words_in(text)}
    readout = simulation.result.setup.readout
    answers = readout.answers if readout else ()
    return found | {word for text in (*simulation.words, *answers, "softmax") for word in words_in(text)}


def is_foreign(thing: QObject) -> bool:
    """Whether it belongs to pyqtgraph, whose menus are switched off."""
    while thing is not None:
        if isinstance(thing.parent(), Canvas):
            return True
        thing = thing.parent()
    return False


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every text that is painted."""
    found: list[str] = []
    write = Face.write

    def noted(self: Face, p: QPainter, x: float, baseline: float, text: str) -> None:
        found.append(text)
        write(self, p, x, baseline, text)

    monkeypatch.setattr(Face, "write", noted)
    yield found


def in_two_layers(window: MainWindow) -> QWidget:
    layers = (LayerChoice("lstm"), LayerChoice("gru", "", 4, "both"))
    window.document.front.edit(window.document.front.setup.with_layers(layers))
    settle()
    return window


def backward(window: MainWindow) -> QWidget:
    window.commands.do("reverse")
    settle()
    return window


def held(window: MainWindow) -> QWidget:
    window.document.front.edit(window.document.front.setup.with_hold(Hold("f", 0.0, None, None)))
    settle()
    return window


def answering(window: MainWindow) -> QWidget:
    """With its answers, its twin and one step that does not count."""
    setup = slots()
    window.document.front.open(replace(setup, loss=Loss("cross_entropy", (4, 8))), Cursor(5))
    settle()
    return window


def answering_back(window: MainWindow) -> QWidget:
    return backward(answering(window))


def asking(window: MainWindow) -> QWidget:
    window.commands["answers"].trigger()
    settle()
    return window


def training(window: MainWindow) -> QWidget:
    """A training that was recorded, and the held-out sentences."""
    setup = untrained()
    window.document.front.open(setup, Cursor(setup.steps - 1))
    window.body.show_face("train")
    window.panels["train"].trainer.adopt(course())
    task = own_task(setup)
    network = course().record.network(0)
    window.panels["heldout"].show_found(answered(network, task))
    settle()
    return window


def untaught(window: MainWindow) -> QWidget:
    window.body.show_face("train")
    settle()
    return window


def scene(key: str) -> Callable[[MainWindow], QWidget]:
    def shown(window: MainWindow) -> QWidget:
        window.document.front.open(SCENES[key].setup, SCENES[key].cursor)
        settle()
        return window

    return shown


def editing(window: MainWindow) -> QWidget:
    window.commands.do("edit_cell")
    settle()
    return window


def editing_wrong(window: MainWindow) -> QWidget:
    editing(window)
    editor = window.cells.editor
    assert editor is not None
    editor.texts.equations.setPlainText("h = tanh(W @ x + U @ h_perv)\nc = sigmod(h)\nq = c + h")
    editor._read(True)
    editor._draw()
    editor.preview.finish()
    settle()
    return window


def dialog(make: Callable[[MainWindow], QDialog]) -> Callable[[MainWindow], QWidget]:
    def shown(window: MainWindow) -> QWidget:
        found = make(window)
        found.show()
        settle()
        return found

    return shown


def checked(window: MainWindow) -> QDialog:
    """The check when it has come to its end: while it goes on its share changes between two looks."""
    found = check_dialog(window, window.document.front.run)
    while found._found is None:
        settle()
    return found


def table(window: MainWindow) -> TableDialog:
    preview = preview_pasted("month,sold,rate\n1949-01,112,0.5\n1949-02,118,\n1949-03,132,1.5")
    assert isinstance(preview, Preview)
    return TableDialog("a.csv", preview, proposed(preview), window)


def refused(window: MainWindow) -> QWidget:
    """A refusal that nobody has closed yet."""
    window.notices.refuse(unreadable("talk.pptx"))
    return window.findChild(Box)


STATES = {
    "opening": lambda window: window,
    "two layers": in_two_layers,
    "backward": backward,
    "held": held,
    "answers": answering,
    "answers, backward": answering_back,
    "no answers": asking,
    "training": training,
    "nothing to train": untaught,
    "vanish": scene("vanish"),
    "explode": scene("explode"),
    "editor": editing,
    "editor, wrong": editing_wrong,
    "keys": dialog(keys_dialog),
    "about": dialog(about_dialog),
    "check": dialog(checked),
    "layers": dialog(lambda window: NetworkDialog(window.document.front, window)),
    "report": dialog(ReportDialog),
    "table": dialog(table),
    "refused": refused,
}


def texts_of(root: QWidget) -> list[tuple[str, str]]:
    return list(shown_texts(root, is_foreign))


@pytest.mark.parametrize("state", STATES)
def test_every_text_follows_the_language(make_window: Make, painted: list[str], state: str) -> None:
    window = make_window()
    root = STATES[state](window)
    before = texts_of(root)
    known = own_words(window.document.front) | {"perv", "sigmod", "prev", "csv", "UTF"}
    with speaking_pseudo():
        settle()
        painted.clear()
        root.grab()
        settle()
        shown = texts_of(root)
        assert sum(OPEN in text for _, text in shown) > 2
        bare = {(where, text) for where, text in shown if words_of(text) - known and not is_log(where)}
        assert bare == set()
        assert {text for text in painted if words_of(text) - known} == set()
    settle()
    painted.clear()
    root.grab()
    after = texts_of(root)
    assert [text for _, text in after if OPEN in text or CLOSE in text] == []
    assert [text for text in painted if OPEN in text] == []
    assert after == before
    if root is not window:
        root.close()


def is_log(where: str) -> bool:
    """Versions and the log are for whoever reads the report, in the words they were written in."""
    return where.startswith("QPlainTextEdit")


def test_a_question_that_waits_follows_the_language(make_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    files = make_window(remembered=None).files
    asked = partial(files._notices.agrees, partial(files._overwrites, "<b>.rnnviz"))
    questions = follows_the_language(asked, monkeypatch)
    assert all("<b>.rnnviz" in text for text in questions)
    monkeypatch.setattr(document_module, "MAX_BYTES", 100)
    for text in follows_the_language(files.keep_all, monkeypatch):
        assert "0 MB" in text


def follows_the_language(ask: Callable[[], bool], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a question says before and after the language changes while it waits."""
    said: list[str] = []

    def while_it_waits(box: Box) -> QMessageBox.StandardButton:
        said.append(box.text())
        with speaking_pseudo():
            settle()
            said.append(box.text())
        return box.standardButton(box.buttons()[0])

    monkeypatch.setattr(Box, "exec", while_it_waits)
    ask()
    assert OPEN not in said[0] and said[1].startswith(OPEN)
    return said


def pictures(window: MainWindow) -> list[QImage]:
    """Everything painted by hand; the fields between keep the width of the longest text they have had."""
    painted = [window.stage, window.tape, window.formula, window.transport, *window.findChildren(Canvas)]
    return [part.grab().toImage() for part in painted]


def test_nothing_painted_ahead_is_left_of_the_other_language(make_window: Make) -> None:
    """Two windows, begun in different languages, have the same pictures in both: no pixmap keeps the former words."""
    windows = [make_window()]
    with speaking_pseudo():
        windows.append(make_window())
        settle(20)
    settle(20)
    first, second = map(pictures, windows)
    assert first == second
    with speaking_pseudo():
        settle(20)
        marked, other = map(pictures, windows)
        assert marked == other
        assert marked[0] != first[0] and marked[2] != first[2]
    settle(20)
    assert pictures(windows[0]) == pictures(windows[1]) == first


def test_nothing_stands_beyond_the_window_where_words_are_longer(make_window: Make) -> None:
    window = make_window()
    with speaking_pseudo():
        settle(8)
        inside = window.rect()
        for part in (window.transport, window.sequence, window.stage, window.tape, window.formula):
            corner = part.mapTo(window, part.rect().topLeft())
            assert inside.contains(part.rect().translated(corner)), part
        assert window.size().width() == 1280
    settle()


def test_a_refusal_is_said_in_the_language_of_the_screen() -> None:
    with pytest.raises(CellFileError) as caught:
        check_cell('name = "a"\nequations = """\nh = tanh(W @ x + U @ h_perv)\n"""\n', "mine.toml")
    plain = said(caught.value)
    assert plain == str(caught.value)
    with speaking_pseudo():
        marked = said(caught.value)
    assert words_of(marked) == set() and marked.count(OPEN) == 4  # the file, its line, the reason, the suggestion
    assert "h_perv" in marked and "h_prev" in marked and said(caught.value) == plain


@pytest.mark.parametrize("size", ["1920", "9x9"])
def test_the_command_line_refuses_in_the_language_of_the_system(size: str) -> None:
    with pytest.raises(arguments.ArgumentRefused) as caught:
        size_of(size)
    with speaking_pseudo():
        assert words_of(said(caught.value)) <= {"size"} and said(caught.value).startswith(OPEN)


@pytest.mark.parametrize("text", ["x", "a = 1 2", "a = [1", "a = 'b", "a = 1\na = 2", "a = 1979-13-45", 'a = "\\q"'])
def test_what_python_says_of_a_file_is_said_in_our_words(text: str) -> None:
    """Its reason is looked up: it would be English in every language."""
    with pytest.raises(CellFileError) as caught:
        check_cell(text, "mine.toml")
    assert "not valid TOML" in str(caught.value) and "Python" not in str(caught.value)
    with speaking_pseudo():
        assert words_of(said(caught.value)) == set()


def test_a_sentence_ends_once() -> None:
    assert sentence(caught_of("h = q")).endswith(".") and sentence(caught_of("h = h_perv")).endswith("h_prev?")


def caught_of(equations: str) -> Exception:
    from rnnviz.engine import Cell, CellError

    try:
        Cell.build(equations)
    except CellError as error:
        return error.why
    raise AssertionError(equations)


def test_the_marks_are_found() -> None:
    assert words_of("«Step 3····» of «many «things··»··»") == set() and words_of("«Step» three") == {"three"}
    assert unmarked("a«b«c»d»e") == "ae" and Pseudo().translate("", "Step") == "«Step·»"


def test_the_translators_tool_finds_every_text(tmp_path: Path) -> None:
    """Those of the tables of English by the name of a function, all others by Qt's own."""
    tool = ROOT / ".venv/bin/pyside6-lupdate"
    if not tool.exists():
        pytest.skip("pyside6-lupdate is not installed")
    files = [str(path) for path in (ROOT / "rnnviz").rglob("*.py")]
    made = tmp_path / "all.ts"
    told = subprocess.run([tool, "-tr-function-alias", "tr+=en", *files, "-ts", made], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    text = made.read_text(encoding="utf-8")
    found = re.findall(r"<source>(.*?)</source>", text, re.DOTALL)
    sources = {
        s.replace("&amp;", "&").replace("&quot;", '"').replace("&apos;", "'").replace("&gt;", ">") for s in found
    }
    tables = {*engine.ENGLISH.values(), *model.ENGLISH.values(), *io.ENGLISH.values(), *arguments.ENGLISH.values()}
    assert tables - sources == set()
    assert len(sources - tables) > 350


def test_the_language_of_names_is_that_of_the_locale() -> None:
    from rnnviz.view.look.language import line_name, spoken

    lstm = CELLS["lstm"]
    former = QLocale()
    try:
        QLocale.setDefault(QLocale("zh_CN"))
        assert spoken(lstm).name == "LSTM 长短期记忆" and line_name(lstm, "f") == "遗忘"
        QLocale.setDefault(QLocale("en_GB"))
        assert spoken(lstm).name == "LSTM" and line_name(lstm, "f") == "forget" and line_name(lstm, "kept") == "kept"
    finally:
        QLocale.setDefault(former)
