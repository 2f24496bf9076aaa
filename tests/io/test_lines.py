"""Files with several sequences become lines."""

from pathlib import Path

import pytest

from rnnviz.io.lines import load_lines
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
    ],
)
def test_one_sentence_a_line(tmp_path: Path, name: str, text: str, lines: list[tuple[str, str]]) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = parsed(load_lines(tmp_path / name))
    assert [(sequence.text(), answer) for sequence, answer in found] == lines


def test_what_cannot_be_read_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(SequenceError, match="nowhere"):
        load_lines(tmp_path / "nowhere.txt")
    (tmp_path / "big.txt").write_bytes(b"a" * (3 * 1024 * 1024))
    with pytest.raises(SequenceError, match="big"):
        load_lines(tmp_path / "big.txt")
