"""Files with several sequences become lines."""

from pathlib import Path

import pytest

from rnnviz.io.lines import load_lines
from rnnviz.io.sequences import MAX_BYTES
from rnnviz.model.batch.batch import parsed
from rnnviz.model.setup.sequence import SequenceError

HEADED = "text,label\n" + "I go now,go\nyou stay here,stay\n" * 3


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.txt", "I go now\nyou stay\tyes\n", [("I go now", ""), ("you stay", "yes")]),
        ("a.csv", HEADED, [("I go now", "go"), ("you stay here", "stay")] * 3),
        ("a.tsv", "I go now\ngo away then\n", [("I go now", ""), ("go away then", "")]),
        ("a.csv", "1,2\n3,4\n", [("1; 2", ""), ("3; 4", "")]),
        ("a.TSV", "I go, now\tgo\nyou stay\tstay\n", [("I go, now", "go"), ("you stay", "stay")]),
        ("a.CSV", "1;\n3;4\n", [("1", ""), ("3; 4", "")]),
        ("a.csv", "0;a b;x\n1;c d;y\n2;e f;x\n", [("a b", "x"), ("c d", "y"), ("e f", "x")]),
        ("a.csv", "go;1\nstay;2\ngo;3\n", [("go", ""), ("stay", ""), ("go", "")]),
        ("a.csv", "Sentence,Answer\ngo  now,yes\n", [("go now", "yes")]),
        ("a.csv", "Sentence,yes\ngo now,no\n", [("Sentence", "yes"), ("go now", "no")]),
        ("a.csv", "text,\ngo now,\nstay here,no\n", [("go now", ""), ("stay here", "no")]),
    ],
)
def test_one_sentence_a_line(tmp_path: Path, name: str, text: str, lines: list[tuple[str, str]]) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = parsed(load_lines(tmp_path / name))
    assert [(sequence.text(), answer) for sequence, answer in found] == lines


def test_what_cannot_be_read_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(SequenceError, match="nowhere"):
        load_lines(tmp_path / "nowhere.txt")
    (tmp_path / "big.txt").write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(SequenceError, match=r"^big\.txt: it is larger than the limit of 2 MB"):
        load_lines(tmp_path / "big.txt")
