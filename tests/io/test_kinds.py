"""One list says what a file is, and everybody goes by it."""

from pathlib import Path

import pytest

from rnnviz.io import cells, document, sequences
from rnnviz.io.kinds import CELL, EXPERIMENT, SEQUENCE, SUFFIXES, kind_of, patterns


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.rnnviz", EXPERIMENT), ("b/My Cell.TOML", CELL), ("c.csv", SEQUENCE), ("d.tar.NPY", SEQUENCE),
        ("e.tsv", SEQUENCE), ("f.txt", SEQUENCE), ("toml", ""), (".toml", ""), ("g.json", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_file_is_what_its_name_ends_in(name: str, kind: str) -> None:
    assert kind_of(name) == kind_of(Path(name)) == kind


def test_no_ending_means_two_things() -> None:
    every = [suffix for suffixes in SUFFIXES.values() for suffix in suffixes]
    assert len(every) == len(set(every))
    assert (document.SUFFIX, cells.SUFFIX) == (".rnnviz", ".toml") and SUFFIXES[SEQUENCE] == sequences.ENDINGS
    assert patterns(EXPERIMENT, CELL) == "*.rnnviz *.toml"
