"""The list of recent files: newest first, each once, no dead ends, and never in the way."""

from pathlib import Path

import pytest

from rnnviz.io.recent import LIMIT, NAME, recent_files, remember_file


def made(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(b"")
    return path


def test_newest_first_each_once_and_eight_at_most(tmp_path: Path) -> None:
    home = tmp_path / "settings" / "deep"
    files = [made(tmp_path, f"{i}.rnnviz") for i in range(LIMIT + 2)]
    for path in [*files, files[3]]:
        remember_file(home, path)
    assert recent_files(home) == [files[3], *reversed([f for f in files[2:] if f != files[3]])]
    assert len(recent_files(home)) == LIMIT


def test_missing_files_are_not_listed(tmp_path: Path) -> None:
    here, gone = made(tmp_path, "here"), made(tmp_path, "gone")
    remember_file(tmp_path, here)
    remember_file(tmp_path, gone)
    gone.unlink()
    assert recent_files(tmp_path) == [here]
    assert recent_files(tmp_path / "none") == []


def test_a_relative_path_is_kept_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = made(tmp_path, "我 a.rnnviz")
    assert remember_file(tmp_path, Path("我 a.rnnviz")) == [path]
    assert remember_file(tmp_path, Path("./x/../我 a.rnnviz")) == [path]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"{}", b"[1, null, {}]", b'["relative", "/none", ""]', b"\xff\xfe", b"[" * 5000, b'["/a\\u0000b"]',
     b'["' + b"x" * 100_000 + b'"]', b"null", b"NaN"],
)  # fmt: skip
def test_a_corrupt_list_is_an_empty_one(data: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(data)
    assert recent_files(tmp_path) == []
    path = made(tmp_path, "a")
    assert remember_file(tmp_path, path) == [path] == recent_files(tmp_path)


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    path = made(tmp_path, "a")
    (tmp_path / "file").write_bytes(b"")
    assert remember_file(tmp_path / "file" / "settings", path) == [path]
