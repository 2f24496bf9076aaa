"""Tables people really have: what is understood of each, what is asked, and what comes of every choice."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.io.sequences import preview_file, preview_pasted, read_sequence
from rnnviz.io.tables.choosing import done_to, sequence_of
from rnnviz.io.tables.decoding import decode
from rnnviz.io.tables.preview import Choices, Preview, preview_of_text, proposed, questions
from rnnviz.io.tables.remembered import NAME, recalled, remember_choices
from rnnviz.io.tables.values import number_in
from rnnviz.model.setup.sequence import Sequence, SequenceError, parse_sequence

CASES = Path(__file__).parents[2] / "cases" / "files"


def said(preview: Preview, choices: Choices) -> str:
    return "; ".join(map(str, done_to(preview, choices)))


def table(text: str) -> Preview:
    return preview_of_text(text)


@pytest.mark.parametrize(
    ("name", "rows", "asked", "told"),
    [
        ("airline.csv", [[112], [118], [132], [129]], ("columns",), "left out: Month"),
        ("mintemp.csv", [[20.7], [17.9]], ("columns",), "left out: Date"),
        ("orange3875.csv", [[28.7], [28.95], [29.08]], ("columns",), "left out: Datum"),
        ("sep_line.csv", [[0.5, 1], [0.7, 2]], (), "passed over: the line “sep=”"),
        ("comment.csv", [[1, 2], [3, 4]], (), "passed over: lines of comment, 1"),
        ("trailing_sep.csv", [[0.5, 1], [0.7, 2]], (), ""),
        ("comma_all.csv", [[0, 5, 0, 7], [0, 1, 0, 2]], ("comma",), ""),
        ("index_col.csv", [[0.5], [0.7], [0.1]], ("columns",), "left out: #1"),
        ("label_last.csv", [[0.1, 0.2], [0.3, 0.4]], ("columns",), "left out: label"),
        ("bool.csv", [[1], [0], [1]], (), ""),
        ("thousands_en.csv", [[1234.5, 1], [2000, 2]], (), ""),
        ("percent.csv", [[0.45], [0.5]], (), ""),
        ("currency.csv", [[3.2], [4.1]], (), ""),
        ("cr_only.csv", [[1], [2], [3]], (), ""),
        ("utf16_tab.csv", [[0.5, 1], [0.7, 2]], (), "read as UTF-16"),
        ("list_json.txt", [[0.1], [0.2], [0.3]], (), ""),
        ("numpy_print.txt", [[0.1, 0.2], [0.3, 0.4]], (), ""),
        ("data.json", [[0.1, 0.2], [0.3, 0.4]], (), ""),
        ("minus.txt", [[-1], [-2], [3]], (), ""),
        ("arabic_digits.txt", [[1], [2], [3]], (), ""),
    ],
)
def test_a_table_from_outside(name: str, rows: list[list[float]], asked: tuple[str, ...], told: str) -> None:
    found = preview_file(CASES / name)
    assert isinstance(found, Preview) and questions(found) == asked
    assert sequence_of(found, proposed(found)).rows == tuple(tuple(map(float, row)) for row in rows)
    assert said(found, proposed(found)) == told
    assert read_sequence(CASES / name).steps == len(rows)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("quotes_sentence.csv", "I would like to arrive Taipei, on November 2nd"),
        ("gbk.txt", "我 要 在 十 一 月 二 日 到 达 台 北"),
        ("emoji.txt", "I ❤️ 👨\u200d👩\u200d👧 🏳️\u200d🌈 e\u0301té naïve"),
    ],
)
def test_words_from_outside(name: str, words: str) -> None:
    if name == "emoji.txt":
        words = (CASES / name).read_text(encoding="utf-8")
    assert read_sequence(CASES / name).words == tuple(words.split())


def test_numbers_of_other_scripts_in_files() -> None:
    assert read_sequence(CASES / "fullwidth.txt").rows == ((0.5,), (0.7,), (-1.0,))
    assert read_sequence(CASES / "fullwidth_comma.txt").rows == ((0.5,), (0.7,), (1.0,))


def test_a_character_that_cannot_be_shown_is_named_with_its_word() -> None:
    with pytest.raises(SequenceError, match=r"The word “foo□bar” holds a character .* U\+[0-9A-F]{4} \([a-z -]+\)"):
        read_sequence(CASES / "zwsp.txt")


@pytest.mark.parametrize(
    ("name", "where"), [("missing_empty.csv", "Row 3, column 1"), ("missing_nan.csv", "Row 3, column 1")]
)
def test_missing_values_are_named_skipped_or_filled(name: str, where: str) -> None:
    found = preview_file(CASES / name)
    assert isinstance(found, Preview) and questions(found) == ("missing",)
    with pytest.raises(SequenceError, match=where):
        read_sequence(CASES / name)
    skip, fill = (replace(proposed(found), missing=way) for way in ("skip", "fill"))
    assert sequence_of(found, skip).rows == ((1.0, 2.0), (4.0, 5.0))
    assert sequence_of(found, fill).rows == ((1.0, 2.0), (1.0, 3.0), (4.0, 5.0))
    assert said(found, skip) == "rows skipped for missing values: 1"
    assert said(found, fill) == "rows filled from the row before: 1"


def test_an_array_with_holes_or_large_numbers() -> None:
    holes, large = preview_file(CASES / "nan.npy"), preview_file(CASES / "big.npy")
    assert isinstance(holes, Preview) and isinstance(large, Preview)
    assert questions(holes) == ("missing",) and questions(large) == ("large",)
    with pytest.raises(SequenceError, match="can be standardised"):
        read_sequence(CASES / "big.npy")
    standard = replace(proposed(large), standardise=True)
    numbers = np.array(sequence_of(large, standard).rows)
    assert np.allclose(numbers.mean(0), 0) and np.allclose(numbers.std(0), 1)
    assert said(large, standard) == "each column standardised to mean 0, spread 1"


def test_more_columns_than_can_be_read_are_chosen_from() -> None:
    found = preview_file(CASES / "cols65.csv")
    assert isinstance(found, Preview) and questions(found) == ("columns",)
    assert sequence_of(found, proposed(found)).width() == 64
    assert sequence_of(found, replace(proposed(found), columns=(64, 3))).width() == 2
    with pytest.raises(SequenceError, match="65 columns are too many"):
        sequence_of(found, replace(proposed(found), columns=tuple(range(65))))
    with pytest.raises(SequenceError, match="at least one column"):
        sequence_of(found, replace(proposed(found), columns=()))


def test_of_thousands_of_rows_a_stretch_is_read() -> None:
    found = table("x\n" + "\n".join(map(str, range(5000))))
    assert questions(found) == ("rows",) and proposed(found).last == 1999
    stretch = replace(proposed(found), first=3000, last=3002)
    assert sequence_of(found, stretch).rows == ((3000.0,), (3001.0,), (3002.0,))
    assert said(found, stretch) == "rows 3,001 to 3,003 of 5,000"
    with pytest.raises(SequenceError, match="2,001 rows are too many"):
        sequence_of(found, replace(stretch, first=0, last=2000))


def test_sentences_with_a_class() -> None:
    found = preview_file(CASES / "label_sentence.csv")
    assert isinstance(found, Preview) and questions(found) == ("columns",)
    assert sequence_of(found, proposed(found)).words == ("I", "like", "it")
    assert sequence_of(found, replace(proposed(found), first=1, last=1)).words == ("I", "hate", "it")
    assert said(found, proposed(found)) == "left out: label; rows 1 to 1 of 2"


def test_a_comma_that_may_mean_two_things_can_be_read_both_ways() -> None:
    four, one = preview_file(CASES / "comma_all.csv"), table("0,5\n0,7\n1,25\n")
    assert isinstance(four, Preview) and questions(one) == questions(four) == ("comma",)
    pairs, two = four.other_reading(), one.other_reading()
    assert sequence_of(pairs, proposed(pairs)).rows == ((0.5, 0.7), (0.1, 0.2))
    assert sequence_of(one, proposed(one)).rows == ((0.5,), (0.7,), (1.25,))
    assert sequence_of(two, proposed(two)).rows == ((0.0, 5.0), (0.0, 7.0), (1.0, 25.0))
    assert questions(table("1,2\n3,4\n")) == () and table("1,2\n3,4\n").other_reading().grid is None


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("1,234.5", "", 1234.5), ("1.234,5", "", 1234.5), ("1 234,5", "", 1234.5), ("1\u00a0234", "", 1234),
        ("1'234.5", "", 1234.5), ("12,5", ",", 12.5), ("1,234", ".", 1234), ("1,234", ",", 1.234), ("45 %", "", 0.45),
        ("-$3.20", "", -3.2), ("€ 4,10", ",", 4.1), ("3.2 EUR", "", 3.2), ("TRUE", "", 1), ("٪", "", None),
        ("1,23,4", "", None), ("1/2/2026", "", None), ("1/4", "", 0.25), ("", "", None), ("12:30", "", None),
        ("9" * 300, "", None), ("$", "", None), ("%", "", None), ("1,000,000", "", 1e6),
    ],
)  # fmt: skip
def test_a_cell_as_people_write_it(cell: str, decimal: str, value: float | None) -> None:
    assert number_in(cell, decimal) == (None if value is None else pytest.approx(value, rel=1e-15))


@pytest.mark.parametrize(
    ("data", "coding", "text"),
    [
        (b"x\n1", "UTF-8", "x\n1"),
        ("\ufeff温度\n1".encode(), "UTF-8", "温度\n1"),
        ("x\n温\n".encode("utf-16"), "UTF-16", "x\n温\n"),
        ("abc\n1\n".encode("utf-16-le"), "UTF-16", "abc\n1\n"),
        ("abc\n1\n".encode("utf-16-be"), "UTF-16", "abc\n1\n"),
        ("温度,湿度\n1,2".encode("gbk"), "GBK", "温度,湿度\n1,2"),
        ("größe\n1".encode("cp1252"), "Western", "größe\n1"),
        ("prix en €\n1".encode("cp1252"), "Western", "prix en €\n1"),
    ],
)
def test_codings_are_tried_in_order_and_told(data: bytes, coding: str, text: str) -> None:
    assert decode(data) == (text, coding)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_no_text(data: bytes) -> None:
    try:
        text, coding = decode(data)
    except SequenceError:
        return
    assert "\0" not in text and coding in ("UTF-8", "UTF-16", "GBK", "Western")


CELLS = st.sampled_from(["1", "0,5", "-2.5", "", "NaN", "2026-01-01", "x", "a b", "45%", "1e9", '"', "#", "sep=;"])


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6), st.sampled_from(",;\t| "))
def test_any_table_is_a_preview_whose_choices_are_a_sequence_or_a_sentence(rows: list[list[str]], mark: str) -> None:
    text = "\n".join(mark.join(row) for row in rows)
    try:
        found = preview_of_text(text)
    except SequenceError:
        return
    for choices in (proposed(found), replace(proposed(found), missing="fill", standardise=True)):
        said(found, choices)
        try:
            assert 1 <= sequence_of(found, choices).steps <= 2000
        except SequenceError as error:
            assert str(error).isprintable()
    for column in found.columns:
        assert len(column.cells) == len(column.numbers) == found.rows


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=20))
def test_numbers_are_read_as_they_were_written(values: list[float]) -> None:
    wanted = tuple((value,) for value in values)
    for written in ("x\n" + "\n".join(map(repr, values)), "\n".join(f"{value!r};" for value in values)):
        found = preview_of_text(written)
        assert sequence_of(found, proposed(found)).rows == wanted


@pytest.mark.parametrize(
    "text", ["1,2,3", "0.5 0.7", "[0.1, 0.2]", "tensor([1., 2.])", "1; 2; 3", "go home now", "７，８，９"]
)
def test_what_is_typed_and_what_is_pasted_mean_the_same(text: str) -> None:
    pasted = preview_pasted(text)
    if isinstance(pasted, Preview):
        pasted = sequence_of(pasted, proposed(pasted))
    assert isinstance(pasted, Sequence) and pasted == parse_sequence(text)


def test_choices_are_remembered_for_the_same_columns(tmp_path: Path) -> None:
    first, again = table("day,x,y\n2026-01-01,1,\n2026-01-02,2,3\n"), table("day,x,y\n2026-02-01,,5\n2026-02-02,7,8\n")
    other = table("day,x,z\n2026-01-01,1,\n2026-01-02,2,3\n")
    assert recalled(tmp_path, first) == (proposed(first), ("columns", "missing"))
    chosen = replace(proposed(first), columns=(1,), missing="skip")
    remember_choices(tmp_path, first, chosen)
    assert recalled(tmp_path, again) == (replace(proposed(again), columns=(1,), missing="skip"), ())
    assert recalled(tmp_path, other)[1] == ("columns", "missing")
    for damage in (b"{", b"[]", b'{"x": 1}', (tmp_path / NAME).read_bytes().replace(b"[1]", b"[9]")):
        (tmp_path / NAME).write_bytes(damage)
        assert recalled(tmp_path, first) == (proposed(first), ("columns", "missing"))


def archive(**arrays: object) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def test_of_an_archive_the_first_array_of_numbers_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    path.write_bytes(archive(names=np.array(["a"]), x=np.array([[1.0, 2.0]]), y=np.zeros(3)))
    found = preview_file(path)
    assert isinstance(found, Preview) and sequence_of(found, proposed(found)).rows == ((1.0, 2.0),)
    assert said(found, proposed(found)) == "read: “x”, one of 3 arrays"
    assert read_sequence(CASES / "a.npz").steps == np.load(CASES / "a.npz")[np.load(CASES / "a.npz").files[0]].shape[0]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 no archive", "it is no .npz archive"),
        (archive(), "it holds 0 arrays"),
        (archive(**{f"a{n}": np.zeros(1) for n in range(65)}), "it holds 65 arrays"),
        (archive(x=np.zeros(100_000)), "its array is too large"),
        (archive(x=np.array([object()], dtype=object)), "it holds object"),
    ],
    ids=["none", "empty", "many", "bomb", "objects"],
)
def test_archives_that_are_refused(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "a.npz").write_bytes(data)
    with pytest.raises(SequenceError, match=why):
        preview_file(tmp_path / "a.npz")


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    whole = archive(x=np.arange(50.0))
    for place in range(0, len(whole), 7):
        (tmp_path / "a.npz").write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            preview_file(tmp_path / "a.npz")
        except SequenceError as error:
            assert str(error).startswith("a.npz: ")
    assert zipfile.is_zipfile(io.BytesIO(whole))
