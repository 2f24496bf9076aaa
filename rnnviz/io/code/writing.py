"""A run written into a file, as a program in one of the languages there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rnnviz.io.code.numpy_code import numpy_code
from rnnviz.io.code.program import CodeError
from rnnviz.io.code.torch_code import torch_code
from rnnviz.io.disk import reason, write_whole
from rnnviz.model.setup.setup import Setup

KINDS: dict[str, Callable[[Setup, bool], str]] = {"numpy": numpy_code, "torch": torch_code}


def code_of(setup: Setup, kind: str, rows: bool = False) -> str:
    """The program's text; kind: "numpy" or "torch". CodeError, EngineError."""
    if kind not in KINDS:
        raise CodeError("code.kind", known=tuple(KINDS), kind=kind)
    return KINDS[kind](setup, rows)


def write_code(path: Path, setup: Setup, kind: str, rows: bool = False) -> None:
    """Write it as a whole, or leave the old file. CodeError, EngineError."""
    if path.suffix.lower() != ".py":
        raise CodeError("code.name", file=path.name)
    text = code_of(setup, kind, rows)
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise CodeError("file.unsaved", file=path.name, reason=reason(error)) from None
