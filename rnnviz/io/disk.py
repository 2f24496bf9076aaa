"""Files read within a limit and written as a whole or not at all; the reasons of the disk, in words."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Callable
from pathlib import Path

from rnnviz.engine.wording import Message
from rnnviz.io.messages import ENGLISH
from rnnviz.io.refused import told

STALE = 600
"""Seconds after which a neighbour belongs to nobody any more, whoever holds it."""
FRESH = 5
"""Seconds for which one without a lock may be about to get it."""

_LEFT = ".rnnviz-"

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


def read_start(path: Path, count: int) -> bytes | None:
    """The first bytes of a file; None where there is no file that can be read."""
    try:
        with _sane(path).open("rb") as file:
            return file.read(count)
    except OSError:
        return None


def fingerprint(path: Path) -> str | None:
    """What tells the present bytes of a file from others; None where there is no file that can be read."""
    try:
        with _sane(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file by these bytes, or leave it as it was. OSError.

    A neighbour is written, flushed to the disk, counted and renamed over the file: a full disk or a crash
    at any moment leaves the old file. Links are followed, and the permissions of the old file are kept.
    Where the system can, the neighbour has no name until it is whole, so that a crash hardly ever leaves one behind;
    one that did stay is cleared away by the next file that is written to its folder.
    """
    target = Path(os.path.realpath(_sane(path)))
    neighbour = target.with_name(f"{_LEFT}{secrets.token_hex(8)}.tmp")
    mode = _old_mode(target)
    try:
        _put_in_place(neighbour, target, data, mode)
    except BaseException:
        with contextlib.suppress(OSError):
            neighbour.unlink()
        raise
    _flush_folder(target.parent)
    _clear_left(target.parent)


def _put_in_place(neighbour: Path, target: Path, data: bytes, mode: int | None) -> None:
    """Windows renames no open file; elsewhere the neighbour is held until it has its name, as a sign of life."""
    file = _write_neighbour(neighbour, data, mode)
    try:
        if os.name != "nt":
            os.replace(neighbour, target)
    finally:
        os.close(file)
    if os.name == "nt":
        os.replace(neighbour, target)


def _write_neighbour(path: Path, data: bytes, mode: int | None) -> int:
    """A new file of these bytes, flushed to the disk, open and locked."""
    file, named = _nameless(path.parent), False
    if file is None:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        named = True
    try:
        _hold(file)
        _write_all(file, data)
        os.fsync(file)
        if mode is not None:
            os.chmod(file if os.chmod in os.supports_fd else path, mode)
        if not named:
            _name(file, path)
    except BaseException:
        os.close(file)
        raise
    return file


def _hold(file: int) -> None:
    """Not every file system has locks; what is not held there is cleared away late."""
    if os.name != "nt":  # where a lock keeps its own holder from writing by another handle
        with contextlib.suppress(OSError):
            lock(file)


def _nameless(folder: Path) -> int | None:
    """A new file that is gone when it is closed without a name; None where there is no such thing."""
    if not hasattr(os, "O_TMPFILE") or not os.path.isdir("/proc/self/fd"):
        return None
    try:
        return os.open(folder, os.O_WRONLY | os.O_TMPFILE, 0o666)
    except OSError:  # not every file system has them; what is wrong with the folder is said by the other way
        return None


def _name(file: int, path: Path) -> None:
    """Give an open file its name. A folder's handle makes `os.link` follow the link to the file itself."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.link(f"/proc/self/fd/{file}", path, src_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


def _clear_left(folder: Path) -> None:
    """Neighbours that a crash left here."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f"{_LEFT}{'[0-9a-f]' * 16}.tmp"):
            age = time.time() - path.stat().st_mtime
            if age > STALE or (age > FRESH and _held_by_nobody(path)):
                path.unlink()


def _held_by_nobody(path: Path) -> bool:
    file = None if os.name == "nt" else locked(path)
    if file is not None:
        os.close(file)
    return file is not None


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


# locks: they end with the process that holds them, however that ends ---------------------------------------------


def _locker() -> Callable[[int], None]:
    """The system's own way to lock an open file or raise OSError."""
    if os.name == "nt":
        import msvcrt

        return lambda handle: msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    import fcntl

    return lambda handle: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


lock = _locker()
"""Lock an open file (its handle) for this process alone. OSError where somebody has."""


def locked(path: os.PathLike[str], more: int = 0) -> int | None:
    """An open file that nobody else can lock until it is closed; None where somebody has, or it does not open.

    more: flags of `os.open` beside reading and writing.
    """
    try:
        handle = os.open(path, os.O_RDWR | more, 0o600)
    except OSError:
        return None
    try:
        lock(handle)
    except OSError:
        os.close(handle)
        return None
    return handle
