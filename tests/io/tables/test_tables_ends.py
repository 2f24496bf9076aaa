"""Tables at their edges: which mark separates, what a row may hold, what is told of a table, to the number."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from rnnviz.io.refused import ForeignSequenceError
from rnnviz.io.tables import grid as grids
from rnnviz.io.tables.choosing import TOLD, _filled, _standard, done_to, sequence_of, strict_choices, strict_sequence
from rnnviz.io.tables.decoding import decode
from rnnviz.io.tables.grid import grid_of, separator_of
from rnnviz.io.tables.preview import Preview, preview_of_text, proposed, questions
from rnnviz.io.tables.values import MAX_CELL, is_moment, number_in
from rnnviz.model.setup.sequence import MAX_NUMBER, MAX_STEPS


def refusal(act: object, *given: object) -> tuple[str, dict[str, object]]:
    """Key and values of what is refused."""
    with pytest.raises(ForeignSequenceError) as caught:
        act(*given)  # type: ignore[operator]
    return caught.value.why.key, dict(caught.value.why.values)


# which mark separates ------------------------------------------------------------------------------------------

MARKS = [
    (["1,5;2,5"] * 2, ";"), (["1;2", "3;4", "5,6"], ";"), (["1|2"], "|"), (["1,2|3,4"], ","), (["1\t2,5"], "\t"),
    (["x", "y"], ","), (["1"], ","), ([], ","), (["1 2", "3 4"], " "), (["1 2", "a b"], ","), (["1 2", "3"], " "),
    (["1,2;3", "1,2;3", "1,2"], ","), (["1,2;3"] * 9 + ["1,2"], ";"), (["1,2;3"] * 8 + ["1,2"] * 2, ","),
    (["1,2"] * 50 + ["1;2"] * 200, ","), (["1,2"] * 24 + [""] * 9 + ["1;2"] * 27, ";"), (["a;b;c", "1;2"], ";"),
    ([f"{'x' * 3999},1"], ","), ([" ", "1 2", ""], " "), (["٣٫٥؛", "٣;٤"], ";"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "mark"), MARKS, ids=range(len(MARKS)))
def test_the_mark_that_cuts_most_lines_alike_separates(lines: list[str], mark: str) -> None:
    assert separator_of(lines) == mark


def test_of_a_line_the_first_characters_tell_its_mark() -> None:
    long = ["x" * 3999 + ";1", "x" * 4000 + ";1"]
    assert [separator_of([line]) for line in long] == [";", ","]


GRIDS = {
    # text: separator, decimal mark, rows
    "1;2,5\n3;4": (";", ",", [["1", "2,5"], ["3", "4"]]),
    "1;2.5\n3;4,25": (";", "", [["1", "2.5"], ["3", "4,25"]]),
    "1;2,500\n3;4,250": (";", ",", [["1", "2,500"], ["3", "4,250"]]),
    '"1,234",5\n"2,345",6': (",", "", [["1,234", "5"], ["2,345", "6"]]),
    '"1,23",5\n"2,345",6': (",", ",", [["1,23", "5"], ["2,345", "6"]]),
    "1;2,5\n1;1,234.5": (";", "", [["1", "2,5"], ["1", "1,234.5"]]),
    "1;2,5\n1;3.1234": (";", "", [["1", "2,5"], ["1", "3.1234"]]),
    "1;2,5\n1;3.123": (";", ",", [["1", "2,5"], ["1", "3.123"]]),
    "1;€ 2,5\n": (";", ",", [["1", "€ 2,5"]]),
    "x;,\n1;2": (";", "", [["x", ","], ["1", "2"]]),
    "1,2,,\n3,,,\n": (",", "", [["1", "2"], ["3", ""]]),
    "\n\n1,2\n,\n ,3\n": (",", "", [["1", "2"], ["", "3"]]),
    " 1 2 \n3 4\n": (" ", "", [["1", "2"], ["3", "4"]]),
    "sep=;\n1;2": (";", "", [["1", "2"]]),
    "SEP=|\n1|2": ("|", "", [["1", "2"]]),
    "1\r2\r\n3": (",", "", [["1"], ["2"], ["3"]]),
}


@pytest.mark.parametrize("text", GRIDS)
def test_the_cells_of_a_text_and_its_marks(text: str) -> None:
    found = grid_of(text)
    assert (found.separator, found.decimal, found.rows) == GRIDS[text] and not found.ambiguous


def test_the_decimal_mark_is_looked_for_in_the_first_rows() -> None:
    rows = ["1;2"] * (grids.PROBE - 1)
    assert (
        grid_of("\n".join([*rows, "1;2,5"])).decimal == ","
        and grid_of("\n".join([*rows, "1;2", "1;2,5"])).decimal == ""
    )


def test_lines_of_comment_are_counted_and_a_text_of_nothing_else_is_kept() -> None:
    found = grid_of("#a\n1,2\n  # b\n3,4")
    assert found.rows == [["1", "2"], ["3", "4"]]
    assert [(said.key, said.values) for said in found.skipped] == [("done.comment", {"count": 2})]
    assert grid_of("#a\n#b\n\n").rows == [["#a"], ["#b"]] and grid_of("#a\n#b").skipped == ()
    assert grid_of("#a,b\n1,2", comments=False).rows == [["#a", "b"], ["1", "2"]]
    assert [said.key for said in grid_of("sep=,\n#\n1,2").skipped] == ["done.sep", "done.comment"]
    assert [said.key for said in grid_of("#\n0,5\n0,75").skipped] == ["done.comment"]


def test_a_known_mark_is_not_looked_for() -> None:
    assert grid_of("1,5\t2", "\t").rows == [["1,5", "2"]] and grid_of("0,5\n0,75", ",").separator == ","
    assert preview_of_text("1,5;2", separator="\t").columns[0].cells == ("1,5;2",)


def test_rows_up_to_their_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "MAX_ROWS", 3)
    assert len(grid_of("1\n\n2\n3\n").rows) == 3
    assert refusal(grid_of, "1\n2\n3\n4") == ("rows.most", {"limit": 3})


def test_a_cell_that_python_cannot_read_is_told_with_its_line() -> None:
    key, values = refusal(grid_of, "a;b\n1;2\n" + "x" * 131_073 + ";1")
    assert (key, values["line"], values["reason"].key) == ("table.unread", 3, "csv.field")  # type: ignore[attr-defined]


# what a cell says ----------------------------------------------------------------------------------------------

CELLS = [
    ("50 %", "", 0.5), ("12,5%", ",", 0.125), ("%", "", None), ("€5", "", 5.0), ("5 USD", "", 5.0), ("+$5", "", 5.0),
    ("1.234", ",", 1.234), ("1.234.567", ",", 1_234_567.0), ("1,234,567", ".", 1_234_567.0), ("1,234", "", 1.234),
    ("1,234.5", ",", None), ("1.234,5", ".", None), ("1’234", "", 1234.0), ("1 234", ".", 1234.0), ("12 34", "", None),
    ("1,5", ".", None), ("1.5", ",", 1.5), ("True", "", 1.0), ("FALSE", "", 0.0), ("1/2", "", 0.5), ("1/2/3", "", None),
    ("0" * 64, "", 0.0), ("0" * 65, "", None), (f"1,{'0' * 3},{'0' * 3}", "", 1e6), ("1,000e2", ".", 1e5),
    ("$" + " " * (MAX_CELL - 2) + "1", "", 1.0), ("$" + " " * (MAX_CELL - 1) + "1", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "decimal", "value"), CELLS, ids=range(len(CELLS)))
def test_a_cell_in_every_dress(cell: str, decimal: str, value: float | None) -> None:
    assert number_in(cell, decimal) == value


@pytest.mark.parametrize(
    ("cell", "moment"),
    [("2026-11-29", True), ("29.11.26", True), ("12:30", True), ("12:30:15.5", True), ("1:05 pm", True), ("3.5", False),
     ("2026-11-29 " + "1" * 30, False), ("2026-11-29 12:30" + "x" * 24, True), ("2026-11-29 12:30" + "x" * 25, False),
     ("", False), ("2026年11月", True)],
)  # fmt: skip
def test_dates_and_times_of_a_day(cell: str, moment: bool) -> None:
    assert is_moment(cell) == moment


# kinds of columns ------------------------------------------------------------------------------------------------

KINDS = {
    "d,x\n2026-01-01,1\nlater,2": ("text", "number"),  # half is not most
    "d,x\n2026-01-01,1\n2026-01-02,2\nlater,3": ("date or time", "number"),
    "x,y\n1,\n,2": ("number", "number"),
    "x,z\na,1\n1,2": ("number", "number"),
    "x,z\na,1\nb,2\n1,3": ("text", "number"),
    "id,z\n1,1\n2,2\n,3": ("number", "number"),
    "id\n1\n2": ("index",),
    "id,z\n1,4": ("number", "number"),
    "a,text\n1,p\n2,p\n3,q\n4,q": ("number", "label"),
    "a,text\n1,p\n2,q\n3,r": ("number", "text"),
    "label,z\np,1\nq,2\nr,3": ("text", "number"),
    "words,label,z\na b c,p,1\nd e f,q,2": ("text", "label", "number"),
    "words,label,z\na,p,1\nb c,q,2": ("text", "label", "number"),
    "words,label,z\na,p,1\nb,q,2\nc d,r,3": ("text", "text", "number"),
}


@pytest.mark.parametrize("text", KINDS)
def test_the_kind_of_a_column_is_what_most_of_it_is(text: str) -> None:
    assert tuple(column.kind for column in preview_of_text(text).columns) == KINDS[text]


def test_a_last_column_of_up_to_twenty_words_is_one_of_labels() -> None:
    for count, kind in ((20, "label"), (21, "text")):
        rows = [f"{row},w{row % count}" for row in range(2 * count)]
        assert preview_of_text("x,z\n" + "\n".join(rows)).columns[1].kind == kind


def test_one_row_is_one_column_and_empty_cells_of_it_are_none() -> None:
    assert preview_of_text("1;;2").columns[0].cells == ("1", "2") and preview_of_text("1,,3").rows == 2
    assert refusal(preview_of_text, " \n\n") == ("table.empty", {})


def test_what_is_proposed_and_asked() -> None:
    index = preview_of_text("no,z\n0,a\n1,b")
    assert index.numeric == (0,) and proposed(index).columns == (0,) and questions(index) == ("columns",)
    words = preview_of_text("a b c\nd e f", separator="\t")
    assert (proposed(words).columns, proposed(words).last) == ((0,), 1) and questions(words) == ()
    sentences = preview_of_text("a b c;x y\nd e f;z u")
    assert (proposed(sentences).columns, proposed(sentences).last) == ((0,), 0) and "missing" not in questions(
        sentences
    )
    hole = preview_of_text("x,z\n1,\n2,3")
    assert questions(hole) == ("missing",) and [c.lacking for c in hole.columns] == [(), (0,)]


# choosing ------------------------------------------------------------------------------------------------------


def keys(preview: Preview, **chosen: object) -> list[tuple[str, dict[str, object]]]:
    return [(said.key, dict(said.values)) for said in done_to(preview, replace(proposed(preview), **chosen))]


def test_of_the_columns_left_out_the_first_three_are_named() -> None:
    found = preview_of_text("a,b,,d,e\n1,2,3,4,5\n6,7,8,9,9")
    assert keys(found) == []
    assert keys(found, columns=(0, 4)) == [("done.left", {"names": ("b", "#3", "d")})]
    assert keys(found, columns=(4,)) == [("done.left", {"names": ("a", "b", "#3", "…")})] and TOLD == 3


def test_what_was_done_is_told_in_its_order() -> None:
    found = replace(preview_of_text("#c\na,b\n1,2\n,3\n4,5\n6,"), coding="GBK")
    said = keys(found, columns=(0,), first=1, last=2, missing="skip", standardise=True)
    assert said == [
        ("done.coding", {"coding": "GBK"}), ("done.left", {"names": ("b",)}),
        ("done.rows", {"first": 2, "last": 3, "count": 4}), ("done.skip", {"count": 1}),
        ("done.comment", {"count": 1}), ("done.standard", {}),
    ]  # fmt: skip
    assert ("done.fill", {"count": 2}) in keys(found, missing="fill")
    assert not [key for key, _ in keys(found) if key in ("done.fill", "done.skip")]
    assert not [key for key, _ in keys(found, first=2, last=2, missing="fill") if key == "done.fill"]
    words = preview_of_text("a\nb\nc")
    assert keys(words, missing="skip", standardise=True) == []


@pytest.mark.parametrize(
    ("column", "filled"),
    [([None, None, 2.0, None], [2.0] * 4), ([None], [0.0]), ([1.0, None, 3.0, None], [1.0, 1.0, 3.0, 3.0])],
)
def test_what_is_missing_is_as_in_the_row_before(column: list[float | None], filled: list[float]) -> None:
    assert _filled(column) == filled


@pytest.mark.parametrize("size", [1.0, 1e149, 1e151, 1e300])
def test_a_column_of_any_size_is_standardised(size: float) -> None:
    found = _standard([-size, 0.0, size])
    assert found == pytest.approx([-math.sqrt(1.5), 0.0, math.sqrt(1.5)]) and _standard([size] * 3) == [0.0] * 3


def test_numbers_that_cannot_be_read_are_named_by_row_and_column() -> None:
    found = preview_of_text("a,b\n1,2\n3,x y\n,5")
    key, values = refusal(sequence_of, found, proposed(found))
    assert (key, values["row"], values["column"]) == ("table.cell", 3, 2)
    assert values["problem"].values == {"text": "x y"}  # type: ignore[attr-defined]
    bare = preview_of_text("1,2\n3,4\n,5")
    key, values = refusal(sequence_of, bare, proposed(bare))
    assert (values["row"], values["column"], values["problem"].key) == (3, 1, "cell.empty")  # type: ignore[attr-defined]
    long = preview_of_text(f"1,2\n3,4\n5,{'q' * 41}")
    assert refusal(sequence_of, long, proposed(long))[1]["problem"].values == {"text": "q" * 40}  # type: ignore[attr-defined]
    assert sequence_of(bare, replace(proposed(bare), last=1)).rows == ((1.0, 2.0), (3.0, 4.0))
    assert sequence_of(bare, replace(proposed(bare), first=1, missing="skip")).rows == ((3.0, 4.0),)
    assert refusal(sequence_of, bare, replace(proposed(bare), first=2, missing="skip")) == ("rows.none", {})


def test_a_number_beyond_the_limit_is_named_and_one_on_it_is_read() -> None:
    limit = int(MAX_NUMBER)
    fits = preview_of_text(f"1;2\n{limit};{-limit}")
    assert sequence_of(fits, proposed(fits)).rows[1] == (MAX_NUMBER, -MAX_NUMBER) and "large" not in questions(fits)
    for value in (limit + 1, -limit - 1):
        found = preview_of_text(f"1;2\n3;{value}")
        assert refusal(sequence_of, found, proposed(found)) == (
            "table.beyond", {"row": 2, "column": 2, "value": float(value), "limit": MAX_NUMBER},
        )  # fmt: skip


def test_a_table_is_read_whole_or_not_at_all_where_nobody_is_asked() -> None:
    whole = preview_of_text("\n".join(["1.5"] * MAX_STEPS))
    assert strict_sequence(whole).steps == MAX_STEPS and strict_choices(whole).last == MAX_STEPS - 1
    long = preview_of_text("\n".join(["1.5"] * (MAX_STEPS + 1)))
    assert refusal(strict_sequence, long) == ("rows.many", {"count": MAX_STEPS + 1, "limit": MAX_STEPS})
    assert refusal(strict_sequence, preview_of_text("a b;c d\ne f;g h")) == ("words.columns", {"count": 2})
    words = preview_of_text("a b\nc", separator="\t")
    assert strict_sequence(words).words == ("a", "b", "c")
    assert sequence_of(words, replace(proposed(words), first=1)).words == ("c",)
    two = preview_of_text("x,z\na,b\nc,d")
    assert refusal(sequence_of, two, replace(proposed(two), columns=(0, 1))) == ("words.columns", {"count": 2})


# codings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"a\0\0a", "a\u6100"), (b"\0a\0b", "ab"), (b"a\0b\0", "ab"), (b"\xef\xbb\xbfa", "a"), (b"\xff\xfea\0", "a"),
     (b"\xfe\xff\0a", "a"), (b"a\0b\0-N", None), (b"ab\0\0cd", None), (b"a\0b", None), (b"\x81", None)],
)  # fmt: skip
def test_zeros_between_letters_are_of_utf_16(data: bytes, text: str | None) -> None:
    if text is None:
        assert refusal(decode, data) == ("sequence.encoding", {})
    else:
        assert decode(data)[0] == text
