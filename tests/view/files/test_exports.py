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


def test_a_sheet_and_latex_of_the_step_on_the_stage(window, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "sheet.pdf"
    monkeypatch.setattr(notices_module.QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))
    window.commands.do("save_solution")
    assert path.read_bytes().startswith(b"%PDF") and len(path.read_bytes()) > 5_000
    path = tmp_path / "sheet.html"
    window.commands.do("save_exercise")
    assert "______" in path.read_text(encoding="utf-8")
    window.commands.do("copy_latex")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == len(window.simulation.cell.lines) and lines[0].startswith("\\[ f_{t} = ")


def test_a_refusal_is_said(window, tmp_path: Path, monkeypatch) -> None:
    said = []
    monkeypatch.setattr(
        notices_module.QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "no" / "a.py"), "")
    )
    monkeypatch.setattr(window.files.exports._notices, "refuse", said.append)
    window.commands.do("numpy_program")
    assert "cannot be saved" in str(said[0])
