"""Files read within a limit and written as a whole or not at all; the reasons of the disk, in words."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from rnnviz.engine.wording import Message
from rnnviz.io.messages import ENGLISH
from rnnviz.io.refused import told

_REASONS = {
    errno.ENOSPC: "disk.full", errno.EDQUOT: "disk.quota", errno.EFBIG: "disk.file", errno.EACCES: "disk.permission",
    errno.EPERM: "disk.permission", errno.EROFS: "disk.readonly", errno.ENOENT: "disk.missing",
    errno.ENOTDIR: "disk.path", errno.EISDIR: "disk.folder", errno.ENAMETOOLONG: "disk.name",
    errno.ELOOP: "disk.circle", errno.EIO: "disk.error",
}  # fmt: skip


class DiskError(OSError):
    """A file that we refuse to touch; key: of the reason among io's texts."""

    def __init__(self, number: int, key: str) -> None:
        super().__init__(number, ENGLISH[key])
        self.key = key


class ProtectedError(DiskError, PermissionError):
    """A file that nobody may write to, though its folder would let it be replaced."""


def reason(error: OSError) -> Message:
    """Why the disk refused, as the end of a sentence and without its full stop."""
    key = error.key if isinstance(error, DiskError) else _REASONS.get(error.errno or 0)
    key = key or ("disk.other" if error.strerror else "disk.silent")
    return told(key, text=error.strerror) if key == "disk.other" else told(key)


def one_sentence(text: str, longest: int = 400) -> str:
    """Text that may quote a file, on one line: what cannot be shown goes, and so does what is too much."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= longest else flat[: longest - 2] + "…."


def read_within(path: Path, limit: int) -> bytes | None:
    """The bytes of a regular file; None where there are more than `limit`. OSError otherwise."""
    with _sane(path).open("rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise DiskError(errno.EINVAL, "disk.ordinary")
        data = file.read(limit + 1)
    return data if len(data) <= limit else None


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file by these bytes, or leave it as it was. OSError.

    A neighbour is written, flushed to the disk, counted and renamed over the file: a full disk or a crash
    at any moment leaves the old file. Links are followed, and the permissions of the old file are kept.
    """
    target = Path(os.path.realpath(_sane(path)))
    neighbour = target.with_name(f".rnnviz-{secrets.token_hex(8)}.tmp")
    mode = _old_mode(target)
    file = os.open(neighbour, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        try:
            _write_all(file, data)
            os.fsync(file)
        finally:
            os.close(file)
        if mode is not None:
            neighbour.chmod(mode)
        os.replace(neighbour, target)
    except BaseException:
        with contextlib.suppress(OSError):
            neighbour.unlink()
        raise
    _flush_folder(target.parent)


def _sane(path: Path) -> Path:
    """Refuse what would make the system calls raise ValueError, or open() wait for ever on a pipe."""
    if "\0" in str(path):
        raise DiskError(errno.EINVAL, "disk.character")
    if path.is_fifo():
        raise DiskError(errno.EINVAL, "disk.ordinary")
    return path


def _old_mode(target: Path) -> int | None:
    """Permissions of the file to be replaced; None where there is none."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, ENGLISH["disk.folder"])
    if not stat.S_ISREG(mode):
        raise DiskError(errno.EINVAL, "disk.ordinary")
    if not os.access(target, os.W_OK):  # a rename would go through: it asks the folder only
        raise ProtectedError(errno.EACCES, "disk.protected")
    return stat.S_IMODE(mode)


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written = os.write(file, rest)
        if written <= 0:
            raise OSError(errno.ENOSPC, ENGLISH["disk.full"])
        rest = rest[written:]
    if os.fstat(file).st_size != len(data):
        raise DiskError(errno.EIO, "disk.short")


def _flush_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut, where folders can be flushed."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
