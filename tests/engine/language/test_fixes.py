"""Every refusal of an equation that knows what was meant: the sentence, and what to write instead, to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnnviz.engine import Cell, CellError
from rnnviz.engine.language.syntax import MAX_DEPTH

FIXES = [
    # equations, what is refused, what is proposed for it
    ("f = tanh(W @ x)\nh = f ** 2", "f ** 2", "f * f"),
    ("h = h_prev ** 2", "h_prev ** 2", "h_prev * h_prev"),
    ("h = h_prev ** 3", "h_prev ** 3", ""),
    ("h = h_prev ** 1", "h_prev ** 1", ""),
    ("f = tanh(W @ x)\nh = f * h_perv", "h_perv", "h_prev"),
    ("h = sigmiod(W @ x)", "sigmiod", "sigmoid"),
    ("h = tanh(W * x)", "W * x", "W @ x"),
    ("h = f + h_prev\nf = tanh(W @ x)", "f", "f_prev"),
]


@pytest.mark.parametrize(("text", "refused", "fix"), FIXES)
def test_what_is_proposed(text: str, refused: str, fix: str) -> None:
    with pytest.raises(CellError) as caught:
        Cell.build(text)
    error = caught.value
    row = text.splitlines()[error.row]
    assert row[error.start : error.end] == refused
    assert error.fix == fix


@pytest.mark.parametrize(("length", "whole"), [(59, True), (60, True), (61, False)])
def test_a_long_text_is_quoted_from_its_beginning(length: int, whole: bool) -> None:
    text = "x." + "a" * (length - 2)
    with pytest.raises(CellError) as caught:
        Cell.build(f"h = {text}")
    assert f"“{text if whole else text[:57] + '...'}”: a dot reaches inside" in str(caught.value)


@pytest.mark.parametrize(("count", "mended"), [(1, True), (MAX_DEPTH, True), (MAX_DEPTH + 1, False)])
def test_brackets_that_are_never_closed_are_closed(count: int, mended: bool) -> None:
    text = "h = " + "(" * count + "h_prev"
    with pytest.raises(CellError) as caught:
        Cell.build(text)
    error = caught.value
    assert "a bracket is never closed" in str(error)
    assert error.fix == (f"(h_prev{')' * count}" if mended else "")
    assert text[error.start : error.end] == ("(h_prev" if mended else "(")


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"\xff", "not UTF-8 text (byte 0)"), (b"# \xff", "not UTF-8 text (byte 2)"),
     (b"#" * (256 * 1024 + 1), "the file is larger than the limit of 256 kB")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(data)
    with pytest.raises(CellError) as caught:
        Cell.from_file(path)
    error = caught.value
    assert str(error) == f"{path}, line 1: {said}"
    assert (error.line, error.part, error.row, error.start, error.end, error.fix) == (1, "", 0, 0, 0, "")
    path.write_bytes(b"#\n" * (128 * 1024))
    with pytest.raises(CellError, match="has no “name”"):
        Cell.from_file(path)
