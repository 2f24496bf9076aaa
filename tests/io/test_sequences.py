"""Sequences from tables, from the clipboard and from NumPy: what is read, and what is refused in which words."""

import io
import random
from pathlib import Path

import numpy as np
import pytest

from rnnviz.io.sequences import parse_pasted, read_sequence
from rnnviz.model.setup.sequence import Sequence, SequenceError

NUMBERS = [
    ("1\t2\n3\t4\n", [[1, 2], [3, 4]]),
    ("1\n2\r\n3", [[1], [2], [3]]),
    ("1\t2\t3", [[1], [2], [3]]),
    ("1 2 3", [[1], [2], [3]]),
    ("1 2\n3 4", [[1, 2], [3, 4]]),
    ("time\tvalue\n1\t2\n3\t4", [[1, 2], [3, 4]]),
    ("value\n1\n2", [[1], [2]]),
    ("a\tb\n1\t2", [[1, 2]]),
    ("\tb\n1\t2\n3\t4", [[1, 2], [3, 4]]),
    ("0,5\t1,5\n2\t−3", [[0.5, 1.5], [2, -3]]),
    ("0,5;1,5\n2;3e-2", [[0.5, 1.5], [2, 0.03]]),
    ("0,5\n0,7", [[0.5], [0.7]]),
    ("1,2,3\n4,5,6", [[1, 2, 3], [4, 5, 6]]),
    ("1, 2\n3, 4", [[1, 2], [3, 4]]),
    ('"0,5","0,7"\n"1","2"', [[0.5, 0.7], [1, 2]]),
    ("1\t2\t\t\n3\t4\t\t\n\t\t\t\n", [[1, 2], [3, 4]]),
    ("1/4\t.5\n+1.\t2", [[0.25, 0.5], [1, 2]]),
    ("\ufeff1\t2\n3\t4", [[1, 2], [3, 4]]),
    ("t\n" + "1\n" * 2000, [[1]] * 2000),
    ("\t".join(["7"] * 500), [[7]] * 500),
]
WORDS = [
    ("I\nwould\nlike", "I would like"),
    ("I\twould\tlike", "I would like"),
    ("arrive\nTaipei\non\nNovember\n2", "arrive Taipei on November 2"),
    ("I would like to arrive,\nplease", "I would like to arrive, please"),
    ("New York\ttoday", "New York today"),
    ("2 cats", "2 cats"),
    ('"I"\t"said ""no"""', 'I said "no"'),
]


@pytest.mark.parametrize(("text", "rows"), NUMBERS, ids=lambda v: repr(v)[:30])
def test_pasted_numbers(text: str, rows: list[list[float]]) -> None:
    assert parse_pasted(text) == Sequence("numbers", rows=tuple(tuple(map(float, row)) for row in rows))


@pytest.mark.parametrize(("text", "words"), WORDS, ids=lambda v: repr(v)[:30])
def test_pasted_words(text: str, words: str) -> None:
    assert parse_pasted(text).words == tuple(words.split())


def test_pasted_chinese_is_split_by_character_but_a_cell_is_a_word() -> None:
    assert parse_pasted("我喜欢").words == ("我", "喜", "欢")
    assert parse_pasted("我\t喜欢").words == ("我", "喜欢")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("\t\n\t\n", "The table is empty"),
        ("1\t2\n3\tabc\n5\t6", "Row 2, column 2: “abc” is not a number"),
        ("a\tb\n1\t2\n3\t#N/A", "Row 3, column 2: “#N/A” is not a number"),
        ("1\t2\n3\tNaN", "“NaN” is not a number"),
        ("1\t2\n\t4", "Row 2, column 1: the cell is empty"),
        ("1\t2\n3", "Row 2, column 2: the cell is empty"),
        ("1 2\n3", "Row 2, column 2: the cell is empty"),
        ("a\tb\nc\td", "Words stand in one row or one column, not in 2 columns"),
        ("1\n" * 2001, "too many rows, 2,001: the limit is 2,000 steps"),
        ("1\n" * 2002, "too many rows, 2,002: the limit is 2,000 steps"),
        ("1\t" * 2000 + "1", "2,001 values in one row are too many: the limit is 2,000 steps"),
        ("\n".join(["1\t" * 64 + "1"] * 2), "65 columns are too many: the limit is 64"),
        ("1e7\t1", "beyond ±1,000,000"),
        ("x" * 41, "the limit is 40 characters"),
        ("1\t\n" * 700_000, "the limit is 2 MB"),
        ("1\t2\n" + "3" * 200_000 + "\t1", "The table cannot be read"),
    ],
    ids=lambda v: repr(v)[:30],
)
def test_pasted_text_that_is_refused(text: str, words: str) -> None:
    with pytest.raises(SequenceError) as refused:
        parse_pasted(text)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


# files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "rows"),
    [
        ("a.csv", b"1,2\n3,4\n", [[1, 2], [3, 4]]),
        ("a.CSV", b"x;y\r\n0,5;2\r\n3;4\r\n", [[0.5, 2], [3, 4]]),
        ("a.csv", b"\xef\xbb\xbf1.5\r\n2.5\r\n", [[1.5], [2.5]]),
        ("a.csv", "höhe,größe\n1,2\n".encode(), [[1, 2]]),
        ("a.tsv", b"0,5\t1\n2\t3\n", [[0.5, 1], [2, 3]]),
        ("a.txt", "1\t2\r\n3\t4\r\n".encode("utf-16"), [[1, 2], [3, 4]]),
        ("a.txt", b"\xfe\xff" + "1 2\n3 4".encode("utf-16-be"), [[1, 2], [3, 4]]),
        ("a.txt", b"1.0e+00 2.0e+00\n3.0e+00 4.0e+00\n", [[1, 2], [3, 4]]),
    ],
)
def test_files_of_numbers(name: str, data: bytes, rows: list[list[float]], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_sequence(tmp_path / name).rows == tuple(tuple(map(float, row)) for row in rows)


def test_files_of_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("I would like\nto arrive", encoding="utf-8")
    assert read_sequence(tmp_path / "a.txt").words == ("I", "would", "like", "to", "arrive")
    (tmp_path / "a.csv").write_text("leave\nTaipei\n", encoding="utf-8")
    assert read_sequence(str(tmp_path / "a.csv")).words == ("leave", "Taipei")


def test_what_numpy_writes_as_text_is_read(tmp_path: Path) -> None:
    rows = np.arange(12.0).reshape(4, 3) / 7
    np.savetxt(tmp_path / "a.txt", rows)
    np.savetxt(tmp_path / "a.csv", rows, delimiter=",", header="a,b,c", comments="")
    for name in ("a.txt", "a.csv"):
        assert np.array_equal(np.array(read_sequence(tmp_path / name).rows), rows)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"1\x002\n", "it is no text"),
        ("a.csv", b"\xff\xfe1", "it is no text; save it as “CSV UTF-8”"),
        ("a.csv", b"", "The table is empty"),
        ("a.csv", b"1\n" * (1024 * 1024 + 1), "larger than the limit of 2 MB"),
        ("a.csv", b"1,2\n3,x\n", "Row 2, column 2: “x” is not a number"),
        ("a.npy", b"1,2", "no .npy file of numbers"),
        ("a.npy", b"\x93NUMPY\x01\x00\xff\xff", "no .npy file of numbers"),
    ],
)
def test_files_that_are_refused(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SequenceError) as refused:
        read_sequence(tmp_path / name)
    assert words in str(refused.value)
    assert str(refused.value).startswith(f"{name}: ") and str(refused.value).isprintable()


def test_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name, words in [("none.csv", "there is no such file"), ("folder.csv", "it is a folder")]:
        with pytest.raises(SequenceError, match=rf"^{name}: it cannot be read, because {words}"):
            read_sequence(tmp_path / name)


# arrays --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", ">f8", "i1", "u2", ">i4", "i8", "?"])
def test_arrays_of_every_kind_of_number(dtype: str, tmp_path: Path) -> None:
    rows = np.array([[0, 1], [1, 1], [1, 0]]).astype(dtype)
    for name, array in [("c.npy", rows), ("f.npy", np.asfortranarray(rows)), ("one.npy", rows[:, 0].copy())]:
        np.save(tmp_path / name, array)
        read = np.array(read_sequence(tmp_path / name).rows)
        assert np.array_equal(read, np.atleast_2d(array.T).T)


@pytest.mark.parametrize(
    ("array", "words"),
    [
        (np.zeros((2, 2, 2)), "it has 3 axes"),
        (np.float64(1.0), "it has 0 axes"),
        (np.zeros((0, 3)), "it holds no numbers"),
        (np.zeros(2001), "too many rows, 2,001"),
        (np.zeros((2, 65)), "65 columns are too many"),
        (np.array([1.0, np.nan]), "Row 2, column 1: “nan” is not a number"),
        (np.array([np.inf]), "Row 1, column 1: “inf” is not a number"),
        (np.array([2**62]), "beyond ±1,000,000"),
        (np.array([1j]), "it holds complex128"),
        (np.array(["a", "b"]), "it holds <U1"),
        (np.zeros(2, "M8[s]"), "it holds datetime64"),
        (np.zeros(2, [("a", "f8")]), "but only whole and real numbers"),
        (np.zeros(2, np.longdouble), "but only whole and real numbers"),
    ],
    ids=lambda v: str(v)[:24],
)
def test_arrays_that_are_refused(array: np.ndarray, words: str, tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", array)
    with pytest.raises(SequenceError, match=words):
        read_sequence(tmp_path / "a.npy")


def test_an_array_of_objects_is_never_unpickled(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (tmp_path / "sprung",)  # type: ignore[return-value]

    np.save(tmp_path / "a.npy", np.array([Trap()], dtype=object), allow_pickle=True)
    with pytest.raises(SequenceError, match="it holds object"):
        read_sequence(tmp_path / "a.npy")
    assert not (tmp_path / "sprung").exists()


def test_an_array_of_another_length_than_announced(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.zeros((10, 2)))
    data = (tmp_path / "a.npy").read_bytes()
    for damaged in (data[:-8], data + b"\0" * 8):
        (tmp_path / "a.npy").write_bytes(damaged)
        with pytest.raises(SequenceError, match="its header announces 160 bytes of numbers"):
            read_sequence(tmp_path / "a.npy")


@pytest.mark.parametrize("name", ["a.npy", "a.csv", "a.txt", "a.tsv"])
def test_damaged_files_give_a_sequence_or_a_sentence(name: str, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    np.save(buffer, np.arange(20, dtype="f4").reshape(10, 2))
    whole = buffer.getvalue() if name == "a.npy" else b'a\tb\n1,5\t"2"\n3\t4\n5;6,7\n'
    for seed in range(300):
        rng = random.Random(seed)
        damaged = bytearray(whole)
        for _ in range(rng.randint(1, 3)):
            damaged[rng.randrange(min(len(damaged), 130))] = rng.randrange(256)
        (tmp_path / name).write_bytes(damaged[: rng.choice((len(damaged), rng.randrange(1, len(damaged))))])
        try:
            assert 1 <= read_sequence(tmp_path / name).steps <= 2000
        except SequenceError as error:
            assert str(error).startswith(f"{name}: ") and str(error).isprintable() and len(str(error)) <= 400
