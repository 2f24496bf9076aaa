"""The windows of the view's own tests, files to open, and what keeps random acts inside one window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from rnnviz.io.document import save
from rnnviz.io.formats.saved import Saved
from rnnviz.view.look.facts import Listener, listening
from tests.trained import slots
from tests.view.conftest import fresh_window, make_window

__all__ = ["fresh_window", "make_window"]
GOLDEN = Path(__file__).parents[1] / "io" / "golden"
CELL = 'name = "Dropped"\nequations = """\nh = tanh(W @ x + U @ h_prev)\n"""\n'


@pytest.fixture
def heard() -> Iterator[Listener]:
    with listening() as found:
        yield found


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Files to be opened and dropped: good ones, small ones, and some that are none."""
    texts = {
        "cell.toml": CELL, "bad.toml": "name = ", "table.csv": "0.5,1\n0.25,-1\n",
        "large.csv": "1e308\n-1e308\n1e-310\n",
        "words.txt": "the film was not good", "empty.txt": "", "none.rnnviz": "{", "picture.png": "no picture",
        "dates.csv": "date;x\n2020-01-01;1,5\n2020-01-02;2,5\n",
    }  # fmt: skip
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    golden = [path for path in sorted(GOLDEN.glob("*.rnnviz")) if "1500" not in path.name]
    mine = [Path(shutil.copy(path, tmp_path / path.name)) for path in golden]  # the hand saves over what it opened
    save(tmp_path / "trained.rnnviz", Saved(slots(69)))
    return [*mine, tmp_path / "trained.rnnviz", *(tmp_path / name for name in texts)]


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: list[Path]) -> None:
    """What leaves the window: Qt's own file dialog could do anything to anybody's files, and a browser is no part."""
    (tmp_path / "saved").mkdir()
    opened, count = iter(files * 1000), iter(range(10**9))
    saved = (".rnnviz", ".toml", ".png", ".svg", ".pdf", "")

    def to_save(*_: object, **__: object) -> tuple[str, str]:
        number = next(count)
        return str(tmp_path / "saved" / f"{number % 20}{saved[number % len(saved)]}"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(next(opened)), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", to_save)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_: True)
