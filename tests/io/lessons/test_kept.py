"""What is remembered of lessons comes back, and a damaged file is none."""

from pathlib import Path
from types import MappingProxyType

import pytest

from rnnviz.io.lessons.kept import NAME, read_records, write_records
from rnnviz.io.lessons.shelf import contents, is_lesson, lesson_files
from rnnviz.model.lessons.record import LessonRecord


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    record = LessonRecord(2, frozenset({"a", "b"}), MappingProxyType({"a": 1.0, "b": -0.5}), frozenset({"a"}))
    write_records(tmp_path / "new", {"one": record, "two": LessonRecord()})
    assert read_records(tmp_path / "new") == {"one": record, "two": LessonRecord()}
    assert read_records(tmp_path) == {}


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": 3}', '{"a": {"at": "x", "done": 3, "answers": [1], "revealed": [1, null]}}']
)
def test_what_cannot_be_used_is_left_out(text: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(text)
    assert all(record == LessonRecord() for record in read_records(tmp_path).values())


def test_contents_name_every_lesson_and_a_lesson_is_told_from_a_cell(tmp_path: Path) -> None:
    assert [entry.number for entry in contents()] == [int(path.name[:2]) for path in lesson_files()]
    assert all(entry.pages and entry.minutes and entry.title.zh_CN for entry in contents())
    (tmp_path / "cell.toml").write_text('name = "a"\nequations = ""\n')
    found = [is_lesson(path) for path in (lesson_files()[0], tmp_path / "cell.toml", tmp_path / "none.toml")]
    assert found == [True, False, False]
