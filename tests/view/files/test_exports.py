"""Programs and tables saved from the window's menu."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication

from rnnviz.view.window import notices as notices_module


@pytest.mark.parametrize(
    ("command", "name"), [("numpy_program", "run.py"), ("torch_program", "run.py"), ("save_values", "run.npz")]
)
def test_saved_from_the_menu(window, tmp_path: Path, monkeypatch, command, name) -> None:
    path = tmp_path / name
    monkeypatch.setattr(notices_module.QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))
    window.commands.do(command)
    if name == "run.npz":
        with np.load(path) as found:
            np.testing.assert_array_equal(found["0.c"], window.simulation.run.value("c"))
    else:
        names = {"__name__": "written"}
        text = path.read_text(encoding="utf-8")
        assert ("import torch" in text) is (command == "torch_program")
        if command == "numpy_program":
            exec(compile(text, "run.py", "exec"), names)
            found = names["run"]()
            np.testing.assert_allclose(found.outputs, window.simulation.run.value("h"), atol=1e-12)


def test_sheets_of_the_step_on_the_stage(window, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "sheet.pdf"
    monkeypatch.setattr(notices_module.QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))
    window.commands.do("save_solution")
    window.files.exports.dialog.save.click()
    assert path.read_bytes().startswith(b"%PDF") and len(path.read_bytes()) > 5_000
    path = tmp_path / "sheet.html"
    window.commands.do("save_exercise")
    dialog = window.files.exports.dialog
    assert dialog.seed is None and "Step 6 of 12, unit 1" in dialog._says.text()
    window.simulation.to_start()
    dialog.numbers.setCurrentIndex(1)
    dialog.spin.setValue(7)
    dialog.second.setChecked(True)
    dialog.save.click()
    pages = [path.read_text(encoding="utf-8"), (tmp_path / "sheet-solution.html").read_text(encoding="utf-8")]
    assert "______" in pages[0] and "______" not in pages[1]
    assert all("step 1 of 12" in page and "Version 7." in page for page in pages)
    window.simulation.edit(window.simulation.setup.with_hidden(9))
    window.simulation.flush()
    assert not dialog.save.isEnabled() and "room for 8 units" in dialog._says.text()


@pytest.mark.parametrize(("form", "start"), [("latex", "\\[ f_{t} = "), ("mathml", "<math"), ("text", "f_t = σ(")])
def test_formulas_to_the_clipboard(window, form, start) -> None:
    window.commands.do(f"copy_{form}")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == len(window.simulation.cell.lines) and lines[0].startswith(start)


def test_the_plots_numbers_are_those_of_the_run(window, tmp_path: Path, monkeypatch) -> None:
    path, run = tmp_path / "plots.npz", window.simulation.run
    monkeypatch.setattr(notices_module.QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))
    window.commands.do("save_plots")
    with np.load(path) as found:
        np.testing.assert_array_equal(found["gradient: log10 ‖∂L/∂c‖"], run.norms("c"))
        np.testing.assert_array_equal(found["map: log10, k = 3"], window.panels["map"].data.logs[:, 2])
        step = window.simulation.cursor.step
        np.testing.assert_array_equal(found["spectrum: real"], run.eigenvalues(None, step).real)
    window.commands.do("copy_plots")
    tables = QGuiApplication.clipboard().text().replace("\r", "").split("\n\n")
    assert [table.split("\n")[0] for table in tables] == ["gradient", "map", "spectrum"]
    rows = [line.split(",") for line in tables[0].strip().split("\n")[2:]]
    place = tables[0].split("\n")[1].split(",").index("log10 ‖∂L/∂c‖")
    assert [float(row[place]) for row in rows] == run.norms("c").tolist()


def test_a_refusal_is_said(window, tmp_path: Path, monkeypatch) -> None:
    said = []
    monkeypatch.setattr(
        notices_module.QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "no" / "a.py"), "")
    )
    monkeypatch.setattr(window.files.exports._notices, "refuse", said.append)
    window.commands.do("numpy_program")
    assert "cannot be saved" in str(said[0])
