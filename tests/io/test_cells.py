"""Cell files: what cannot be opened again is not written, and what is refused leaves the old file as it was."""

from pathlib import Path

import pytest

from rnnviz.io.cells import CellFileError, load_cell, save_cell

GOOD = "name = 'mine'\nequations = '''\nh = tanh(W @ x + U @ h_prev)\n'''\n"


def test_a_cell_is_read_back_as_it_was_typed(tmp_path: Path) -> None:
    save_cell(tmp_path / "mine.toml", GOOD)
    assert load_cell(tmp_path / "mine.toml") == GOOD == (tmp_path / "mine.toml").read_text()


@pytest.mark.parametrize(
    "text",
    [GOOD.replace("tanh", "tahn"), GOOD.replace("equations", "equation"), GOOD + "[", "", GOOD.replace("h_prev", "q")],
)
def test_what_is_no_cell_is_neither_written_nor_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.toml"
    save_cell(path, GOOD)
    with pytest.raises(CellFileError, match=r"mine\.toml"):
        save_cell(path, text)
    assert path.read_text() == GOOD
    path.write_text(text)
    with pytest.raises(CellFileError, match=r"mine\.toml"):
        load_cell(path)


@pytest.mark.parametrize("path", ["nowhere/mine.toml", "."])
def test_what_cannot_be_written_is_said(tmp_path: Path, path: str) -> None:
    with pytest.raises(CellFileError, match="cannot be saved"):
        save_cell(tmp_path / path, GOOD)
