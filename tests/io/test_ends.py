"""Limits at the limit and one beyond, and what is said there to the letter."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from rnnviz.io import disk
from rnnviz.io.disk import DiskError, one_sentence, read_start, read_within, write_whole
from rnnviz.io.document import DocumentError, save
from rnnviz.io.formats.saved import Saved
from rnnviz.io.sequences import _numeric, preview_pasted
from rnnviz.io.strict_json import MAX_DEPTH, MAX_DIGITS, JsonRefused, read_json
from rnnviz.io.tables.decoding import decode
from rnnviz.io.tables.grid import MAX_COLUMNS, grid_of, paired
from rnnviz.io.tables.preview import Preview, preview_of_text, questions
from rnnviz.io.weights import WeightsError, load_weights
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from tests.io.test_weights import FIRST

# JSON ------------------------------------------------------------------------------------------------------

JSON = {
    b"": "is empty",
    b" \n": "is empty",
    b'{"a": NaN}': "holds NaN, which is no finite number",
    b'{"a": -Infinity}': "holds -Infinity, which is no finite number",
    b'{"a": 1, "b": 2, "a": 3}': "says “a” twice in one place",
    b'{"%s": 1, "%s": 2}' % (b"n" * 40, b"n" * 40): f"says “{'n' * 40}” twice in one place",
    b'{"%s": 1, "%s": 2}' % (b"n" * 41, b"n" * 41): f"says “{'n' * 40}” twice in one place",
    b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1): f"is nested deeper than the limit of {MAX_DEPTH} brackets",
    b'["\\ud800"]': "holds half a character (a lone surrogate), which no text can have",
    b"[1,\n 2 3]": "is damaged at line 2, column 4: a comma is missing",
    b'{"a" 1}': "is damaged at line 1, column 6: a colon is missing",
    b"[1] 2": "is damaged at line 1, column 5: something follows the end",
    b'["ab': "is damaged at line 1, column 2: a text is never closed",
    b"\xff[]": "is damaged or no document: byte 0 is not UTF-8 text",
    b"[]\xff": "is damaged or no document: byte 2 is not UTF-8 text",
}


@pytest.mark.parametrize("data", JSON)
def test_what_is_no_json_and_why(data: bytes) -> None:
    with pytest.raises(JsonRefused) as caught:
        read_json(data)
    assert str(caught.value) == JSON[data]


def test_json_up_to_its_limits() -> None:
    assert read_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH) is not None
    assert read_json(b"[" + b"9" * MAX_DIGITS + b"]") == [int("9" * MAX_DIGITS)]
    assert read_json(b"[-" + b"9" * MAX_DIGITS + b"]") == [-int("9" * MAX_DIGITS)]
    for text in (b"9" * (MAX_DIGITS + 1), b"-" + b"9" * (MAX_DIGITS + 1)):
        with pytest.raises(JsonRefused, match=f"a whole number with more than {MAX_DIGITS} digits"):
            read_json(b"[" + text + b"]")
    assert read_json(b'["]]]]]]]]]]]]]]]]]]]]"]') and read_json(b"[1e308]") == [1e308]
    with pytest.raises(JsonRefused, match="holds 1e309, which is too large for a number"):
        read_json(b"[1e309]")


# disk ------------------------------------------------------------------------------------------------------


def test_reading_ends_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_within(path, 5) == b"12345" and read_within(path, 4) is None
    assert read_start(path, 2) == b"12" and read_start(path, 9) == b"12345" and read_start(tmp_path / "b", 2) is None


def test_a_disk_that_swallows_bytes_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = tmp_path / "a", os.write
    path.write_bytes(b"old")
    monkeypatch.setattr(disk.os, "write", lambda file, data: real(file, bytes(data[:-1])) + 1)
    with pytest.raises(DiskError) as caught:
        write_whole(path, b"new" * 10)
    assert (caught.value.errno, caught.value.key) == (errno.EIO, "disk.short")
    monkeypatch.setattr(disk.os, "write", lambda file, data: 0)
    with pytest.raises(OSError) as full:
        write_whole(path, b"new")
    assert full.value.errno == errno.ENOSPC
    assert path.read_bytes() == b"old" and [p.name for p in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("nameless", [True, False])
def test_left_neighbours_go_when_they_are_old(nameless: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not nameless:
        monkeypatch.setattr(disk, "_nameless", lambda folder: None)
    old, fresh, other = (tmp_path / f"{disk._LEFT}{name}.tmp" for name in ("a" * 16, "b" * 16, "c" * 15))
    young = disk.STALE - 60 if os.name == "nt" else disk.FRESH - 2
    for path, age in ((old, disk.STALE + 60), (fresh, young), (other, disk.STALE + 60)):
        path.write_bytes(b"x")
        os.utime(path, (os.path.getmtime(path) - age,) * 2)
    write_whole(tmp_path / "a", b"1")
    assert {path.name for path in tmp_path.iterdir()} == {"a", fresh.name, other.name}


@pytest.mark.parametrize(("count", "wanted"), [(9, 9), (10, 10), (11, 10)])
def test_a_long_text_is_cut_to_its_length(count: int, wanted: int) -> None:
    cut = one_sentence("x" * count, 10)
    assert len(cut) == wanted and (cut == "x" * count) == (count <= 10) and cut.endswith("….") == (count > 10)


def test_what_cannot_be_saved_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.rnnviz"
    with pytest.raises(DocumentError) as caught:
        save(path, Saved(Setup(weights=Weights(gain=float("nan")))))
    assert str(caught.value) == "a.rnnviz: cannot be saved, because it holds a number that is not finite."
    monkeypatch.setattr("rnnviz.io.document.MAX_BYTES", 100)
    with pytest.raises(DocumentError) as caught:
        save(path, Saved())
    assert str(caught.value).startswith("a.rnnviz: cannot be saved, because it is larger than the limit of ")
    monkeypatch.undo()
    with pytest.raises(DocumentError) as caught:
        save(tmp_path / "none" / "a.rnnviz", Saved())
    assert str(caught.value) == "a.rnnviz: cannot be saved, because there is no such file or folder."


# tables ----------------------------------------------------------------------------------------------------

MEANT = {
    # text: whether it is meant as numbers
    "1": True, "1 2 3": True, "cats": False, "1 cats": False, "2 cats": False, "1,2,cats": True, "1,2,cats,dogs": True,
    "1,2,cats,dogs,mice": False, "1,cats": False, "a,b\n1,2": True, "a,b\nc,d": False, "a,b\n1,d": False,
    "1,2\nc,d": True, "n\n1\n2": True, "n\n1": True, "a,b\n1,2\n3,4": True,
}  # fmt: skip


@pytest.mark.parametrize("text", MEANT)
def test_half_of_the_cells_make_a_table_of_numbers(text: str) -> None:
    assert _numeric(grid_of(text)) == MEANT[text]


KINDS = {
    # text: the kind of every column, whether the first row is a heading
    "1,2\n3,4": (("number", "number"), False),
    "a,b\n3,4": (("number", "number"), True),
    "a,b": (("text",), False),
    "a,b\nc,d": (("text", "text"), False),
    "1,b\n3,4": (("number", "number"), False),
    "no,b\n0,4\n1,9": (("index", "number"), True),
    "id,b\n1,4\n2,9": (("index", "number"), True),
    "id,b\n2,4\n3,9": (("number", "number"), True),
    "id,b\n1,4\n3,9": (("number", "number"), True),
    "id,b\n0,4": (("number", "number"), True),
    "0,4\n1,9": (("index", "number"), False),
    "b,id\n4,0\n9,1": (("number", "number"), True),
    "x,class\n1,a\n2,b\n3,a\n4,b": (("number", "label"), True),
    "x,z\n1,a\n2,b\n3,c\n4,d": (("number", "text"), True),
    "x,z\n1,a\n2,b\n3,a\n4,b": (("number", "label"), True),
    "x,y\n1,\n2,": (("number", "empty"), True),
}


@pytest.mark.parametrize("text", KINDS)
def test_what_the_columns_of_a_table_are(text: str) -> None:
    found = preview_of_text(text)
    assert (tuple(column.kind for column in found.columns), found.header) == KINDS[text]


@pytest.mark.parametrize("text", ["0,5\n0,75", "0,5,0,7\n0,1,0,2"])
def test_the_other_reading_of_commas_can_be_turned_back(text: str) -> None:
    grid = grid_of(text)
    other = paired(grid)
    assert grid.ambiguous and other.ambiguous and other != grid
    assert {grid.separator, other.separator} == {",", ""} and paired(other).rows == grid.rows
    found = preview_pasted(text)
    assert isinstance(found, Preview) and "comma" in questions(found) and "comma" in questions(found.other_reading())


def test_a_table_has_up_to_so_many_columns() -> None:
    row = ";".join(["1"] * MAX_COLUMNS)
    assert len(grid_of(f"{row}\n{row}").rows[0]) == MAX_COLUMNS
    with pytest.raises(Exception, match=f"{MAX_COLUMNS + 1:,}"):
        grid_of(f"{row};1\n{row};1")


@pytest.mark.parametrize(("common", "coding"), [(4, "GBK"), (3, "Western")])
def test_a_text_of_which_four_fifths_are_common_characters_is_chinese(common: int, coding: str) -> None:
    rare = b"\xe9\xe8"  # beyond the common ones
    data = b"\xb0\xa1" * common + rare * (5 - common)
    assert decode(data)[1] == coding


# weights ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "value"), [("seed", True), ("seed", 1.0), ("seed", "1"), ("settings", {"length": True}),
                         ("settings", {"length": 10.0})],
)  # fmt: skip
def test_seeds_and_settings_are_whole_numbers(entry: str, value: Any, tmp_path: Path) -> None:
    table = json.loads(FIRST.read_text())
    table[entry] = value
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(table))
    with pytest.raises(WeightsError, match="whole number"):
        load_weights(path)
