"""What a process kept is found when it has ended, and by nobody while it lives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rnnviz.io import recovery
from rnnviz.io.recovery import (
    CRASH,
    DOCUMENT,
    FOLDER,
    OPEN_DRAFT,
    PLACE,
    begin,
    drop,
    finish,
    keep,
    keep_place,
    leave,
    left_behind,
)

HOLD = """
import sys
from pathlib import Path
from rnnviz.io.recovery import begin, keep
own = begin(Path(sys.argv[1]))
keep(own, "on-screen.rnnviz", b"theirs")
print("kept", flush=True)
sys.stdin.read()
"""


def test_what_was_left_is_found_once_and_goes_when_it_is_finished(tmp_path: Path) -> None:
    own = begin(tmp_path)
    keep(own, DOCUMENT, b"{}")
    keep_place(own, Path("/a/talk.rnnviz"), "abc")
    assert left_behind(tmp_path) == []  # it is alive
    leave(own)
    (left,) = left_behind(tmp_path)
    assert left_behind(tmp_path) == []  # somebody is being asked about it
    assert left.document == own.folder / DOCUMENT and left.draft is None and left.drafts == []
    assert left.place == {"path": "/a/talk.rnnviz", "fingerprint": "abc"}
    leave(left)
    (again,) = left_behind(tmp_path)
    finish(again)
    assert left_behind(tmp_path) == [] and list((tmp_path / FOLDER).iterdir()) == []


def test_another_process_is_seen_only_after_its_end(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None and process.stdout.readline() == "kept\n"
        assert left_behind(tmp_path) == []
        process.kill()
        process.communicate()
    (left,) = left_behind(tmp_path)
    assert left.document is not None and left.document.read_bytes() == b"theirs"
    finish(left)


def test_the_last_that_ended_comes_first_and_what_holds_nothing_is_cleared(tmp_path: Path) -> None:
    for age, name in ((100, DOCUMENT), (300, OPEN_DRAFT), (200, CRASH)):
        own = begin(tmp_path)
        keep(own, name, b"something")
        os.utime(own.folder / name, (age, age))
        leave(own)
    for name in (PLACE, CRASH):  # nothing that could be restored or told
        own = begin(tmp_path)
        (own.folder / name).write_bytes(b"" if name == CRASH else b"{}")
        leave(own)
    found = left_behind(tmp_path)
    assert [left.at for left in found] == [300, 200, 100] and found[1].crash == "something"
    for left in found:
        finish(left)
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_what_is_saved_elsewhere_is_not_found_again(tmp_path: Path) -> None:
    own = begin(tmp_path)
    keep(own, DOCUMENT, b"{}")
    drop(own, DOCUMENT)
    drop(own, DOCUMENT)
    leave(own)
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b'{"path": {}}', b"{" * 100])
def test_a_damaged_place_is_none(tmp_path: Path, data: bytes) -> None:
    own = begin(tmp_path)
    keep(own, DOCUMENT, b"{}")
    (own.folder / PLACE).write_bytes(data)
    leave(own)
    (left,) = left_behind(tmp_path)
    assert left.place in ({}, {"path": {}})
    finish(left)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file where a folder should be")
    with pytest.raises(OSError):
        begin(tmp_path)
    assert left_behind(tmp_path) == []


def test_folders_are_made_as_deep_as_they_must_be_and_each_process_has_its_own(tmp_path: Path) -> None:
    one, other = (begin(tmp_path / "new" / "deep") for _ in range(2))
    assert one.folder != other.folder and one.folder.parent == tmp_path / "new" / "deep" / FOLDER
    assert one.folder.is_dir() and one.folder.with_suffix(".lock").exists()
    finish(one)
    finish(other)


def test_a_name_that_somebody_holds_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "locked", lambda path, more: None)
    with pytest.raises(OSError, match="taken"):
        begin(tmp_path)


def test_a_folder_that_is_gone_already_is_finished(tmp_path: Path) -> None:
    own = begin(tmp_path)
    shutil.rmtree(own.folder)
    own.folder.with_suffix(".lock").unlink()
    finish(own)
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_what_is_left_says_what_there_is_of_it(tmp_path: Path) -> None:
    own = begin(tmp_path)
    keep(own, OPEN_DRAFT, b"h = x")
    keep_place(own, None, None)
    (own.folder / "drafts").mkdir()
    for name in ("b.toml", "a.toml", "c.txt"):
        (own.folder / "drafts" / name).write_bytes(b"")
    leave(own)
    (left,) = left_behind(tmp_path)
    assert left.draft == own.folder / OPEN_DRAFT and left.document is None and left.crash == ""
    assert [path.name for path in left.drafts] == ["a.toml", "b.toml"]
    assert left.place == {"path": "", "fingerprint": ""} and left.at > 0
    (left.folder / PLACE).unlink()
    assert left.place == {}
    finish(left)


def test_drafts_alone_are_something_that_was_left(tmp_path: Path) -> None:
    own = begin(tmp_path)
    (own.folder / "drafts").mkdir()
    (own.folder / "drafts" / "a.toml").write_bytes(b"")
    leave(own)
    (left,) = left_behind(tmp_path)
    finish(left)


def test_when_it_ended_is_when_its_last_file_was_written(tmp_path: Path) -> None:
    own = begin(tmp_path)
    for age, name in ((100, DOCUMENT), (400, PLACE), (300, CRASH)):
        (own.folder / name).write_bytes(b"{}")
        os.utime(own.folder / name, (age, age))
    (own.folder / CRASH).write_bytes(b"a\xff" + b"b" * recovery.MAX_BYTES)
    os.utime(own.folder / CRASH, (300, 300))
    leave(own)
    (left,) = left_behind(tmp_path)
    assert (left.at, left.crash) == (400, "")  # larger than anything a process says at its end
    (left.folder / CRASH).write_bytes(b"a\xff")
    leave(left)
    (left,) = left_behind(tmp_path)
    assert left.crash == "a\ufffd"
    finish(left)
