"""Arrays, cells, logs, locks and names of files at their limits."""

from __future__ import annotations

import io
import stat
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from rnnviz.io import cells, disk, drafts, log, recent, recovery, settings, trained
from rnnviz.io import document as documents
from rnnviz.io.examples import EXAMPLES
from rnnviz.io.formats.saved import Saved
from rnnviz.io.refused import ForeignSequenceError
from rnnviz.io.sequences import MAX_BYTES, preview_file, preview_pasted
from rnnviz.io.tables.grid import _one_number_a_line, _pairs
from rnnviz.io.tables.npy import MAX_COLUMNS, MAX_ROWS, read_npy
from rnnviz.io.tables.preview import Column, Preview, preview_of_text, questions
from rnnviz.io.tables.values import MAX_CELL, number_in
from rnnviz.model.draft.draft import Draft
from rnnviz.model.setup.sequence import MAX_NUMBER, MAX_STEPS, MAX_WIDTH, Sequence, SequenceError
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
    text = (" " * 1023 + "\n") * (MAX_BYTES // 1024 - 1) + " " * 1023 + "1"
    assert len(text) == MAX_BYTES and preview_pasted(text) is not None
    with pytest.raises(SequenceError, match="The text is too long: the limit is 2 MB"):
        preview_pasted(f" {text}")


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


# what is typed, pasted and opened -------------------------------------------------------------------------------


def test_a_coding_that_is_not_the_usual_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("größe gut".encode("cp1252"))
    found = preview_file(path)
    assert isinstance(found, Preview) and found.coding == "Western" and not found.header
    assert found.columns == (Column("", "text", ("größe", "gut"), (None, None)),)
    path.write_bytes("größe gut".encode())
    assert isinstance(preview_file(path), Sequence)
    path.write_bytes(b"\xff\xfe" + "1 2\n3 4".encode("utf-16-le"))
    numbers = preview_file(path)
    assert isinstance(numbers, Preview) and numbers.coding == "UTF-16"


@pytest.mark.parametrize(
    ("text", "table"),
    [("1 2\n3 4", True), ("1", True), ("a", False), ("a\tb", True), ("1 a", False), ("x,y\n1,2", True),
     ("x,y\n1,z", False), ("x,1\ny,2", True), ("x,y,1\nz,u,2", False), ("1,x\n2,y\n3,z", True), ("1,2,\n3,4,", True)],
)  # fmt: skip
def test_what_is_pasted_is_a_table_where_most_of_it_are_numbers(text: str, table: bool) -> None:
    assert isinstance(preview_pasted(text), Preview) == table


def test_files_that_are_too_large_for_a_sequence_are_told_in_megabytes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"1\n" * (MAX_BYTES // 2) + b"\n")
    with pytest.raises(ForeignSequenceError) as caught:
        preview_file(tmp_path / "a.csv")
    assert caught.value.why.values["why"].values == {"limit": 2}
    with pytest.raises(ForeignSequenceError) as pasted:
        preview_pasted("x" * (MAX_BYTES + 1))
    assert (pasted.value.why.key, pasted.value.why.values) == ("text.long", {"limit": 2})


# cells, drafts, documents ------------------------------------------------------------------------------------------


def test_the_line_of_a_cell_that_is_wrong_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('name = "a"\nequations = """\nh = tahn(W @ x)\n"""\n')
    with pytest.raises(cells.CellFileError) as caught:
        cells.load_cell(path)
    assert caught.value.why.key == "cell.line" and caught.value.why.values["line"] == 3
    path.write_bytes(b"name = 1\n\xff")
    with pytest.raises(cells.CellFileError) as caught:
        cells.load_cell(path)
    assert (caught.value.why.key, caught.value.why.values) == ("file.encoding", {"file": "a.toml", "byte": 9})
    with pytest.raises(cells.CellFileError) as caught:
        cells.load_draft(tmp_path / "none.toml")
    assert caught.value.why.key == "file.unopened"


def test_a_draft_up_to_the_size_that_can_be_read_again() -> None:
    empty = len(drafts.draft_bytes(Draft("D", "")))
    assert len(drafts.draft_bytes(Draft("D", "x" * (drafts.MAX_BYTES - empty)))) == drafts.MAX_BYTES
    with pytest.raises(cells.CellFileError) as caught:
        drafts.draft_bytes(Draft("D", "x" * (drafts.MAX_BYTES - empty + 1)))
    assert (caught.value.why.key, caught.value.why.values["limit"]) == ("cell.large", drafts.MAX_BYTES // 1024)


def test_a_shelf_takes_in_nothing_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("1")
    shelf = drafts.DraftShelf(tmp_path / "new" / "deep")
    for _ in range(3):
        shelf.take_in([tmp_path / "a.toml"])
    assert sorted(path.name for path in (tmp_path / "new" / "deep" / "drafts").iterdir()) == [
        "a-2.toml", "a-3.toml", "a.toml",
    ]  # fmt: skip


def test_the_format_of_a_document_and_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    data = documents.encode(Saved())
    monkeypatch.setattr(documents, "MAX_BYTES", len(data))
    assert documents.decode(data, "a") == Saved()
    monkeypatch.setattr(documents, "MAX_BYTES", len(data) - 1)
    with pytest.raises(documents.DocumentError) as caught:
        documents.decode(data, "a")
    assert caught.value.why.key == "document.large"
    monkeypatch.undo()
    for found, key in (("rnnviz/3", "document.newer"), ("rnnviz/0", "document.foreign"), (2, "document.foreign"),
                       ("rnnviz/02", "document.foreign"), ("rnnviz/1234567", "document.foreign")):  # fmt: skip
        with pytest.raises(documents.DocumentError) as caught:
            documents.decode(data.replace(b'"rnnviz/2"', b"2" if found == 2 else f'"{found}"'.encode()), "a")
        assert caught.value.why.key == key and caught.value.why.values["known"] == 2
    with pytest.raises(documents.DocumentError) as caught:
        documents.decode(b"[]", "a")
    assert caught.value.why.key == "document.foreign" and documents._too_large().values == {"limit": 4}


def test_the_last_example_s_story_stands_on_what_was_given() -> None:
    saved = EXAMPLES["next-letter"].load()
    assert saved.cursor.step == saved.setup.typed - 1 == len("the cat sits ") and saved.setup.prediction.seed == 14
    assert saved.setup.prediction.temperature == 0.7 and EXAMPLES["next-word"].load().setup.words[-2:] == ("the", "owl")


def test_recent_files_are_kept_in_absolute_paths(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "deep"
    for name in ("a", "b"):
        (tmp_path / name).touch()
        recent.remember_file(folder, tmp_path / name)
    recent.remember_file(folder, tmp_path / "a")
    assert recent.recent_files(folder) == [tmp_path / "a", tmp_path / "b"]
    (tmp_path / "b").unlink()
    (tmp_path / "b").mkdir()
    assert recent.recent_files(folder) == [tmp_path / "a"]
