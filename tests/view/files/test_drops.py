"""Files fall on the window: what the dialogs open is opened wherever it falls, all else is refused in a sentence."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from rnnviz.io.document import save
from rnnviz.io.formats.saved import Saved
from rnnviz.io.trained import load_trained
from rnnviz.model.setup.scenes import SCENES
from rnnviz.resources import asset
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle

CELL = 'name = "Dropped"\nequations = """\nh = tanh(W @ x + U @ h_prev)\n"""\n'


def drop(window: MainWindow, data: QMimeData, over: QWidget) -> bool:
    """Drag something in and let it fall, as the window system tells it; whether it was taken."""
    place = over.mapTo(window, over.rect().center())
    offered = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(place), offered, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window.windowHandle(), entering)
    falling = QDropEvent(QPointF(place), offered, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window.windowHandle(), falling)
    settle()
    return entering.isAccepted() and falling.dropAction() == Qt.DropAction.CopyAction


def files(*paths: Path | str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(path) if isinstance(path, str) else QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def refusals(window: MainWindow) -> list[str]:
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    said = [box.text() for box in boxes]
    for box in boxes:
        box.close()
    settle()
    return said


@pytest.mark.parametrize("over", ["stage", "tape", "field"])
def test_what_falls_is_opened(window: MainWindow, tmp_path: Path, over: str) -> None:
    widget = window.sequence.field if over == "field" else getattr(window, over)
    simulation = window.simulation
    (tmp_path / "my cell.toml").write_text(CELL)
    assert drop(window, files(tmp_path / "my cell.toml"), widget)
    assert simulation.cell.name == "Dropped"
    (tmp_path / "mine.CSV").write_text("0.5,1\n0.25,-1\n")
    assert drop(window, files(tmp_path / "mine.CSV"), widget)
    assert simulation.setup.sequence.rows == ((0.5, 1.0), (0.25, -1.0)) and simulation.cell.name == "Dropped"
    save(tmp_path / "scene.rnnviz", Saved(SCENES["explode"].setup, SCENES["explode"].cursor))
    assert drop(window, files(tmp_path / "scene.rnnviz"), widget)
    assert simulation.setup == SCENES["explode"].setup and window.files.path == tmp_path / "scene.rnnviz"
    assert not refusals(window)


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (
            ("notes.pdf",),
            "notes.pdf is no experiment, cell or sequence; their names end in .rnnviz, .toml, .csv, .tsv,",
        ),
        (("a.toml", "b.toml"), "One file can be opened at a time; these are 2."),
        (("gone.rnnviz",), "gone.rnnviz: cannot be opened, because there is no such file or folder."),
        (("folder.toml",), "it is a folder"),
        (("https://example.org/a.toml",), "Only files on this computer can be opened"),
    ],
)
def test_what_cannot_be_opened_says_why(window: MainWindow, tmp_path: Path, names: tuple[str, ...], why: str) -> None:
    (tmp_path / "folder.toml").mkdir()
    before = window.simulation.setup
    assert drop(window, files(*(n if "://" in n else tmp_path / n for n in names)), window.stage)
    (said,) = refusals(window)
    assert why in said and window.simulation.setup is before and window.sequence.field.text() == before.sequence.text()


def test_a_bad_sequence_is_said_where_it_can_be_read(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes(b"\x00\xff\x00")
    drop(window, files(tmp_path / "bad.csv"), window.stage)
    assert "bad.csv" in window.sequence.error.text() and not refusals(window)
    window.simulation.next()
    window.simulation.flush()
    assert not window.sequence.error.text() and not window.sequence.field.property("bad")
    window.sequence.field.setText("1 2; 3")
    window.sequence.field.editingFinished.emit()
    window.simulation.next()
    assert window.sequence.error.text()  # the text still stands there
    window.presenter.toggle()
    drop(window, files(tmp_path / "bad.csv"), window.stage)
    assert "bad.csv" in "".join(refusals(window))
    window.presenter.toggle()


def test_a_question_comes_first(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "cell.toml").write_text(CELL)
    box = QMessageBox(window)
    box.setModal(True)
    box.show()
    settle()
    assert not drop(window, files(tmp_path / "cell.toml"), window.stage)
    assert window.simulation.cell.name != "Dropped"
    box.close()
    assert drop(window, files(tmp_path / "cell.toml"), window.stage)


def test_text_still_falls_into_the_fields(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("to be")
    drop(window, data, window.sequence.field)
    assert "to be" in window.sequence.field.text() and not refusals(window)


@pytest.mark.parametrize("suffix", [".npz", ".safetensors"])
def test_weights_that_fall_on_the_window_go_into_the_network_on_screen(
    window: MainWindow, tmp_path: Path, suffix: str
) -> None:
    simulation = window.simulation
    before, numbers = simulation.setup, np.linspace(-1, 1, 64, dtype="float32").reshape(8, 8)
    path = tmp_path / f"mine{suffix}"
    path.write_bytes(archive({"0.U_f": numbers}) if suffix == ".npz" else tensors({"0.U_f": numbers}))
    assert drop(window, files(path), window.stage)
    np.testing.assert_array_equal(simulation.run.experiment.params["U_f"], numbers.astype(float))
    simulation.document.undo()
    settle()
    assert simulation.setup == before


def test_weights_with_pytorch_s_names_that_fall_on_the_window(window: MainWindow, tmp_path: Path) -> None:
    rows = np.arange(32.0)
    numbers = np.repeat(rows[:, None], 8, 1).astype("float32")
    for path, data in (("a.npz", archive), ("a.safetensors", tensors)):
        (tmp_path / path).write_bytes(data({"lstm.weight_hh_l0": numbers}))
        assert drop(window, files(tmp_path / path), window.stage)
        params = window.simulation.run.experiment.params
        assert [params[f"U_{gate}"][0, 0] for gate in "ifgo"] == [0, 8, 16, 24]
        window.simulation.document.undo()
        settle()


def test_a_trained_network_that_falls_on_the_window_opens(window: MainWindow) -> None:
    assert drop(window, files(asset("weights", "slot_filling.npz")), window.stage)
    assert window.simulation.setup == load_trained("slot_filling")
    window.files.show_trained("pronoun_agreement")
    settle()
    forget, simulation = window.simulation.run.value("f"), window.simulation
    subjects = [step for step, word in enumerate(simulation.words) if word in ("Lucy", "Peter")]
    shut = forget[subjects, simulation.selection.unit]
    assert len(subjects) == 2 and (shut < 0.3).all(), "the unit that carries the gender is looked at"


def test_weights_of_another_network_are_refused_with_what_is_wrong(window: MainWindow, tmp_path: Path) -> None:
    before = window.simulation.setup
    for name, numbers, why in (
        ("0.U_f", np.zeros((3, 3), "float32"), "has the shape (3, 3)"),
        ("0.Q", np.zeros((8, 8), "float32"), "no weight of this network"),
        ("0.U_f", np.full((8, 8), np.nan, "float32"), "no number from"),
    ):
        (tmp_path / "a.safetensors").write_bytes(tensors({name: numbers}))
        window.files.open_path(tmp_path / "a.safetensors")
        assert why in refusals(window)[-1] and window.simulation.setup is before


def archive(arrays: dict[str, np.ndarray]) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


def tensors(arrays: dict[str, np.ndarray]) -> bytes:
    """As huggingface's safetensors writes them."""
    header, body = {}, b""
    for name, array in arrays.items():
        ends = [len(body), len(body) + array.nbytes]
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": ends}
        body += array.tobytes()
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + body
