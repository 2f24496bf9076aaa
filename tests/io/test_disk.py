"""Files are written as a whole or not at all, whatever the disk, the folder or the power does."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from rnnviz.io import disk
from rnnviz.io.disk import one_sentence, read_within, reason, write_whole
from rnnviz.io.document import DocumentError, load, save
from rnnviz.io.formats.saved import Saved
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup

LONG = "name = 'long'\nequations = '''\nh = tanh(W @ x + U @ h_prev)\n'''\n" + "# padding\n" * 200
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_has_the_permissions_of_the_user_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    fresh, plain, old = tmp_path / "fresh", tmp_path / "plain", tmp_path / "old"
    plain.write_bytes(b"")
    write_whole(fresh, b"1")
    assert fresh.stat().st_mode == plain.stat().st_mode
    old.write_bytes(b"0")
    old.chmod(0o640)
    write_whole(old, b"2" * 100_000)
    assert old.stat().st_mode & 0o777 == 0o640
    assert old.read_bytes() == b"2" * 100_000
    assert names(tmp_path) == ["fresh", "old", "plain"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "a", tmp_path / "link"
    target.write_bytes(b"0")
    link.symlink_to(target)
    write_whole(link, b"1")
    assert link.is_symlink() and target.read_bytes() == b"1"
    assert names(tmp_path / "real") == ["a"]


@pytest.mark.parametrize("after", [0, 1000])
def test_a_full_disk_leaves_the_old_file(after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = tmp_path / "a.rnnviz", os.write
    save(path, Saved())
    left = [after]

    def write(file: int, data: bytes) -> int:
        if left[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        done = real(file, bytes(data)[: left[0]])
        left[0] -= done
        return done

    monkeypatch.setattr(disk.os, "write", write)
    with pytest.raises(DocumentError, match=r"^a\.rnnviz: cannot be saved, because the disk is full\.$"):
        save(path, Saved(Setup((LayerChoice(cell_text=LONG),))))
    monkeypatch.undo()
    assert load(path) == Saved()
    assert names(tmp_path) == ["a.rnnviz"]


def test_a_disk_that_writes_less_than_it_says_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = tmp_path / "a", os.write
    path.write_bytes(b"old")
    monkeypatch.setattr(disk.os, "write", lambda file, data: real(file, bytes(data)[:-1]) + 1)
    with pytest.raises(OSError, match="not everything was written"):
        write_whole(path, b"new and longer")
    assert path.read_bytes() == b"old" and names(tmp_path) == ["a"]


CHILD = """
import os, signal, sys
from pathlib import Path
from rnnviz.io import disk
path, mode = Path(sys.argv[1]), sys.argv[2]
if mode == "limit":
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    try:
        disk.write_whole(path, b"new" * 10_000)
    except OSError as error:
        print(disk.reason(error))
    sys.exit()
kill = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
setattr(disk.os, mode, kill)
disk.write_whole(path, b"new" * 10_000)
"""


def child(path: Path, mode: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(CHILD), str(path), mode]
    root = Path(__file__).parents[2]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.skipif(os.name != "posix", reason="limits and signals are those of POSIX")
@pytest.mark.parametrize("mode", ["limit", "write", "fsync", "replace"])
def test_a_limit_of_the_system_or_a_kill_leaves_the_old_file(mode: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    done = child(path, mode)
    assert path.read_bytes() == b"old"
    if mode == "limit":
        assert done.stdout.strip() == "the file is larger than this disk allows", done.stderr
        assert names(tmp_path) == ["a"]
    else:
        assert done.returncode == -signal.SIGKILL, done.stderr
        for left in set(names(tmp_path)) - {"a"}:  # named, and not renamed any more
            os.utime(tmp_path / left, (time.time() - 2 * disk.FRESH,) * 2)
        write_whole(path, b"next")
        assert names(tmp_path) == ["a"]


def test_what_is_no_ordinary_file_is_neither_read_nor_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/null")):
        with pytest.raises(OSError, match="ordinary file"):
            write_whole(path, b"x")
        with pytest.raises(OSError, match="ordinary file"):
            read_within(path, 10)
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, b"x")
    assert pipe.is_fifo()


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_write_protected_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o400)
    with pytest.raises(PermissionError):
        write_whole(path, b"new")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("none/a.rnnviz", "there is no such file or folder"),
        ("x" * 300 + ".rnnviz", "its name is too long"),
        ("a\0.rnnviz", "no name can have"),
        ("file/a.rnnviz", "a part of its path is no folder"),
        ("loop", "its links lead in a circle"),
    ],
)
def test_places_that_cannot_be_written(path: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(DocumentError, match=words) as refused:
        save(tmp_path / path, Saved())
    assert str(refused.value).isprintable()


def test_reading_stops_at_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_within(tmp_path / "a", 5) == b"12345"
    assert read_within(tmp_path / "a", 4) is None


def test_reasons_and_sentences() -> None:
    assert str(reason(OSError(errno.EROFS, "Read-only file system"))) == "the disk can only be read"
    assert str(reason(OSError(errno.EPIPE, "Broken pipe"))) == "Broken pipe"
    assert str(reason(OSError("odd"))) == "the system gives no reason"
    assert one_sentence("a\nb\t\x07c\ud800") == "a b c"
    assert len(one_sentence("x " * 1000)) == 400


def test_what_a_crash_left_is_cleared_away_by_the_next_that_writes(tmp_path: Path) -> None:
    """What somebody holds, or may be about to, is left alone."""
    left, old, fresh, held, foreign = (tmp_path / f".rnnviz-{digit * 16}.tmp" for digit in "abcdz")
    ages = {left: 2 * disk.FRESH, old: disk.STALE + 60, fresh: 0, held: disk.STALE - 60, foreign: disk.STALE + 60}
    for path, age in ages.items():
        path.write_bytes(b"")
        os.utime(path, (time.time() - age,) * 2)
    holding = [disk.locked(old), disk.locked(held)]
    write_whole(tmp_path / "a", b"1")
    assert names(tmp_path) == sorted([fresh.name, held.name, foreign.name, "a"])
    for handle in holding:
        os.close(handle)


@pytest.mark.skipif(os.name == "nt", reason="no file is renamed there while it is open")
@pytest.mark.parametrize("nameless", [True, False])
def test_a_neighbour_is_held_until_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool
) -> None:
    """Somebody else who writes into the folder at that moment leaves it alone, however long it takes."""
    real, seen = os.replace, []

    def replace(neighbour: Path, target: Path) -> None:
        os.utime(neighbour, (time.time() - 2 * disk.FRESH,) * 2)
        disk._clear_left(tmp_path)
        seen.append(neighbour.exists() and disk.locked(neighbour) is None)
        real(neighbour, target)

    if not nameless:
        monkeypatch.setattr(disk, "_nameless", lambda folder: None)
    monkeypatch.setattr(disk.os, "replace", replace)
    write_whole(tmp_path / "a", b"1")
    assert seen == [True] and names(tmp_path) == ["a"]
