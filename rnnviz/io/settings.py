"""What is remembered between two launches: plain values in a JSON file, of which nothing can be executed.

Qt's own store un-pickles a value that says so, and with it runs whatever stands there; it is neither read nor written.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rnnviz.engine.wording import Message
from rnnviz.io.disk import read_within, reason, write_whole
from rnnviz.io.refused import told
from rnnviz.io.strict_json import JsonRefused, read_json, write_json

NAME = "settings.json"
MAX_BYTES = 64 * 1024
OLD_KEYS = ("theme", "rect", "maximized", "hidden_panels", "fractions", "legend", "chain", "motion")

Value = str | int | float | bool | list[Any] | None

_OLD_LINE = re.compile(rf"({'|'.join(OLD_KEYS)})=(.*)")
_OLD_RECT = re.compile(r"@Rect\((-?\d{1,6}) (-?\d{1,6}) (\d{1,6}) (\d{1,6})\)")
_OLD_PLAIN = re.compile(r"[\w. ]*")


def read_settings(folder: Path) -> tuple[dict[str, Value], Message | None]:
    """What was written, by name; and, where the file cannot be used, why not and no values."""
    path = folder / NAME
    try:
        data = read_within(path, MAX_BYTES)
        raw = read_json(data) if data is not None else None
    except FileNotFoundError:
        return {}, None
    except OSError as error:
        return {}, _dropped(path, told("it.unread", reason=reason(error)))
    except JsonRefused as refused:
        return {}, _dropped(path, refused.message)
    if not isinstance(raw, dict):
        return {}, _dropped(path, told("settings.damaged"))
    return {name: value for name, value in raw.items() if _plain(value)}, None


def write_settings(folder: Path, values: Mapping[str, Value]) -> Message | None:
    """Write the whole file or leave the old one; why that failed, or None."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / NAME, write_json(dict(values)))
    except OSError as error:
        return told("settings.unkept", reason=reason(error))
    return None


def old_settings(path: Path) -> dict[str, Value]:
    """The plain values of an INI file as rnnviz wrote it up to 1.0: read as text, and all else in it passed over."""
    try:
        data = read_within(path, MAX_BYTES) or b""
    except OSError:
        return {}
    lines = (_OLD_LINE.fullmatch(line.strip()) for line in data.decode("utf-8", "replace").splitlines())
    found = {line[1]: _old_value(line[2]) for line in lines if line}
    return {name: value for name, value in found.items() if value is not None}


def old_place() -> Path:
    """Where Qt put that INI file on Linux; elsewhere it wrote no file of text."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "rnnviz" / "rnnviz.conf"


def forget_old(path: Path) -> None:
    """Its values stand in the new file now."""
    with contextlib.suppress(OSError):
        path.unlink()


def _old_value(text: str) -> Value:
    rect = _OLD_RECT.fullmatch(text)
    if rect:
        return [int(number) for number in rect.groups()]
    if text in ("true", "false"):
        return text == "true"
    return text if _OLD_PLAIN.fullmatch(text) else None


def _plain(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(entry, str | int | float | bool) for entry in value)
    return isinstance(value, str | int | float | bool)


def _dropped(path: Path, why: Message) -> Message:
    return told("settings.dropped", file=path.name, why=why)
