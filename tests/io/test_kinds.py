"""One list says what a file is, and everybody goes by it."""

from pathlib import Path

import pytest

from rnnviz.io import cells, document, kinds
from rnnviz.io.kinds import (
    CELL,
    EXPERIMENT,
    KINDS,
    SEQUENCE,
    Kind,
    kind_of,
    patterns,
    reader_of,
    suffixes_of,
    unreadable,
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.rnnviz", EXPERIMENT), ("b/My Cell.TOML", CELL), ("c.csv", SEQUENCE), ("d.tar.NPY", SEQUENCE),
        ("e.tsv", SEQUENCE), ("f.txt", SEQUENCE), ("toml", ""), (".toml", ""), ("g.json", SEQUENCE),
        ("h.xlsx", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_file_is_what_its_name_ends_in(name: str, kind: str) -> None:
    assert kind_of(name) == kind_of(Path(name)) == kind


def test_no_ending_means_two_things() -> None:
    every = suffixes_of()
    assert len(every) == len(set(every)) and set(suffixes_of(SEQUENCE)) < set(every)
    assert (document.SUFFIX, cells.SUFFIX) == (".rnnviz", ".toml")
    assert patterns(EXPERIMENT, CELL) == "*.rnnviz *.toml"


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.suffixes[0])
def test_every_kind_has_a_reader(row: Kind) -> None:
    assert callable(reader_of(f"a{row.suffixes[0]}"))


@pytest.mark.parametrize("name", ["a.xlsx", "b.pt", "c.docx", "d", "e.rnnviz.bak"])
def test_a_file_of_no_kind_is_answered_with_the_kinds_there_are(name: str) -> None:
    said = str(unreadable(f"/somewhere/{name}"))
    assert said.startswith(f"{name} is no experiment") and all(suffix in said for suffix in suffixes_of())
    with pytest.raises(KeyError):
        reader_of(name)


def test_what_people_often_have_is_told_what_to_do() -> None:
    assert "CSV UTF-8" in str(unreadable("a.XLSX")) and "numpy.save" in str(unreadable("model.pt"))


def upside_down(path: Path) -> str:
    """A reader from outside: a file that holds the lines of a cell in the wrong order."""
    return "\n".join(reversed(path.read_text(encoding="utf-8").splitlines()))


def test_another_kind_is_one_row_and_a_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    row = Kind((".llec",), CELL, f"{__name__}:upside_down")
    monkeypatch.setattr(kinds, "KINDS", [*KINDS, row])
    path = tmp_path / "mine.LLEC"
    path.write_text('"""\nh = tanh(W @ x)\nequations = """\nname = "Mine"')
    assert kind_of(path) == CELL and "*.llec" in patterns(CELL) and ".llec" in str(unreadable("a.doc"))
    assert reader_of(path)(path).startswith('name = "Mine"\nequations')
