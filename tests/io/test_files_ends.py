"""Arrays, cells, logs, locks and names of files at their limits."""

from __future__ import annotations

import io
import stat
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from rnnviz.io import cells, disk, drafts, log, recovery, settings, trained
from rnnviz.io.sequences import MAX_BYTES, preview_pasted
from rnnviz.io.tables.grid import _one_number_a_line, _pairs
from rnnviz.io.tables.npy import MAX_COLUMNS, MAX_ROWS, read_npy
from rnnviz.io.tables.preview import Column, preview_of_text, questions
from rnnviz.io.tables.values import MAX_CELL, number_in
from rnnviz.model.setup.sequence import MAX_NUMBER, MAX_STEPS, MAX_WIDTH, SequenceError
from tests.io.formats import test_second


def npy(array: np.ndarray, version: tuple[int, int] = (1, 0)) -> bytes:
    stream = io.BytesIO()
    np.lib.format.write_array(stream, array, version)
    return stream.getvalue()


@pytest.mark.parametrize("version", [(1, 0), (2, 0)])
def test_rows_and_columns_stay_what_they_are(version: tuple[int, int]) -> None:
    rows = np.arange(6.0).reshape(2, 3)
    for array in (rows, np.asfortranarray(rows)):
        assert np.array_equal(read_npy(npy(array, version)), rows)
    assert np.array_equal(read_npy(npy(np.arange(3), version)), [[0.0], [1.0], [2.0]])


def test_arrays_up_to_their_limits() -> None:
    assert len(read_npy(npy(np.zeros(MAX_ROWS, "i1")))) == MAX_ROWS
    assert read_npy(npy(np.zeros((1, MAX_COLUMNS), "i1"))).shape == (1, MAX_COLUMNS)
    for array, said in (
        (np.zeros(MAX_ROWS + 1, "i1"), f"{MAX_ROWS + 1:,}"),
        (np.zeros((1, MAX_COLUMNS + 1), "i1"), f"{MAX_COLUMNS + 1:,}"),
        (np.zeros((1, 1, 1)), "it has 3 axes"), (np.zeros((2, 0)), "it holds no numbers"),
    ):  # fmt: skip
        with pytest.raises(SequenceError, match=said):
            read_npy(npy(array))
    for data in (npy(np.zeros(3))[:-1], npy(np.zeros(3)) + b"x"):
        with pytest.raises(SequenceError, match=f"{len(data) - 128}"):
            read_npy(data)
    many = np.zeros(1, [(f"field{i}", "f8") for i in range(9)])
    with pytest.raises(SequenceError) as caught:
        read_npy(npy(many))
    assert f"it holds {str(many.dtype)[:40]}, but only" in str(caught.value)


@pytest.mark.parametrize(("number", "large"), [(MAX_NUMBER, False), (MAX_NUMBER + 1, True), (-MAX_NUMBER - 1, True)])
def test_a_number_is_too_large_beyond_the_limit(number: float, large: bool) -> None:
    assert Column("", "number", ("",), (number,)).too_large == large


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1/2", 0.5), ("1/2/3", None), ("50%", 0.5), ("$5", 5.0), ("true", 1.0), ("false", 0.0), ("x", None),
     ("1,234.5", 1234.5), ("0" * (MAX_CELL - 1) + "7", None), ("0" * 63 + "7", 7.0)],
)  # fmt: skip
def test_what_a_cell_says(cell: str, value: float | None) -> None:
    assert number_in(cell) == value


@pytest.mark.parametrize(
    ("lines", "one"),
    [(["0,5", "0,75"], True), (["0,5"], False), (["1,5", "2,7"], False), (["1,5", "2,75"], True),
     (["1,50", "2,75"], False), (["a", "1,5"], True), (["0,0", "0,5"], False), (["x", "y"], False)],
)  # fmt: skip
def test_lines_of_one_decimal_number(lines: list[str], one: bool) -> None:
    assert _one_number_a_line(lines) == one


def test_a_pasted_text_has_up_to_so_many_characters() -> None:
    assert preview_pasted("\n" * (MAX_BYTES - 1) + "1") is not None
    with pytest.raises(SequenceError, match="The text is too long: the limit is 2 MB"):
        preview_pasted("\n" * MAX_BYTES + "1")


@pytest.mark.parametrize(
    ("name", "file"),
    [("LSTM", "LSTM.toml"), ("a b/c", "a_b_c.toml"), ("", "cell.toml"), ("..", "cell.toml"),
     ("n" * 60, "n" * 60 + ".toml"),
     ("n" * 61, "n" * 60 + ".toml"), ("Zelle (1)+2-3", "Zelle_(1)+2-3.toml")],
)  # fmt: skip
def test_the_name_of_a_cell_s_file(name: str, file: str) -> None:
    assert cells.file_name(name) == file


def test_a_cell_s_file_at_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"#\n" * (cells.MAX_BYTES // 2))
    assert len(cells._read(path)) == cells.MAX_BYTES
    path.write_bytes(b"#\n" * (cells.MAX_BYTES // 2) + b"#")
    with pytest.raises(cells.CellFileError, match=f"{cells.MAX_BYTES // 1024} kB"):
        cells._read(path)
    path.write_bytes(b"\xef\xbb\xbfa\r\nb")
    assert cells._read(path) == "a\nb"


def test_names_of_more_files() -> None:
    assert [path.name for path in islice(drafts._names(Path("a.toml")), 3)] == ["a.toml", "a-2.toml", "a-3.toml"]


def test_a_lock_is_the_user_s_alone(tmp_path: Path) -> None:
    handle = recovery.locked(tmp_path / "a.lock", recovery.os.O_CREAT)
    assert handle is not None and (tmp_path / "a.lock").stat().st_mode & 0o777 == 0o600
    recovery.os.close(handle)


def test_a_log_is_written_in_a_folder_that_is_there_or_not(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "new" / "deep", tmp_path):
        handler = log.open_log(folder)
        assert handler is not None
        log.logger.info("said")
        handler.flush()
        assert "INFO said" in (folder / log.NAME).read_text()
        log.logger.removeHandler(handler)
        handler.close()


def test_where_old_settings_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/elsewhere")
    assert settings.old_place() == Path("/elsewhere/rnnviz/rnnviz.conf")
    for unset in ("", None):
        monkeypatch.setenv("HOME", "/home/me")
        if unset is None:
            monkeypatch.delenv("XDG_CONFIG_HOME")
        else:
            monkeypatch.setenv("XDG_CONFIG_HOME", unset)
        assert settings.old_place() == Path.home() / ".config" / "rnnviz" / "rnnviz.conf"


def test_trained_networks_by_name_and_by_file(tmp_path: Path) -> None:
    names = trained.trained_names()
    assert "slot_filling" in names and len(set(names)) == len(names)
    titled = [name for name in trained.TITLES if name in names]
    assert list(names) == titled + sorted(set(names) - trained.TITLES.keys())
    path = tmp_path / "mine.json"
    path.write_bytes(trained.asset("weights", f"{names[0]}{trained.SUFFIX}").read_bytes())
    assert trained.load_trained(path) == trained.load_trained(names[0])


@pytest.mark.parametrize(
    ("rows", "columns", "asked"),
    [(MAX_STEPS, 1, ()), (MAX_STEPS + 1, 1, ("rows",)), (2, MAX_WIDTH, ()), (2, MAX_WIDTH + 1, ("columns",))],
)
def test_what_is_asked_of_a_large_table(rows: int, columns: int, asked: tuple[str, ...]) -> None:
    line = ";".join(["5"] * columns)
    assert questions(preview_of_text("\n".join([line] * rows))) == asked


@pytest.mark.parametrize(
    ("line", "pairs"),
    [("0,5,0,7", True), ("+0,5,-0,7", True), ("0,5,1,7", False), ("1,5,0,7", False), ("0,x,0,7", False),
     ("0,5", False), ("0,5,0", False), ("0,5,0,7,0,9", True)],
)  # fmt: skip
def test_whole_numbers_that_may_be_decimal_ones_with_commas(line: str, pairs: bool) -> None:
    assert _pairs([line, line], ",") == pairs and not _pairs([line, line], ";")
    assert not _pairs([line, "0,5,0,7,0,9,0,1"], ",")


def test_a_hold_of_one_step_is_one() -> None:
    """Its first step may be its last."""
    assert test_second.refusal((*test_second.FIRST, "holds", 0, "first"), 2) == ""
    assert test_second.refusal((*test_second.FIRST, "holds", 0, "last"), 1) == ""


def test_the_folder_is_flushed_after_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a power cut leaves the bytes and loses the name."""
    flushed, real = list[bool](), disk.os.fsync

    def fsync(handle: int) -> None:
        flushed.append(stat.S_ISDIR(disk.os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr(disk.os, "fsync", fsync)
    disk.write_whole(tmp_path / "a", b"1")
    assert flushed == [False, True]
