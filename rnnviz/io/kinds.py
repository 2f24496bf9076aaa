"""What a file is by the end of its name: the one list that the command line, the dialogs and dropped files go by."""

from __future__ import annotations

from pathlib import Path

EXPERIMENT, CELL, SEQUENCE = "experiment", "cell", "sequence"
SUFFIXES = {EXPERIMENT: (".rnnviz",), CELL: (".toml",), SEQUENCE: (".csv", ".tsv", ".txt", ".npy")}


def kind_of(path: str | Path) -> str:
    """EXPERIMENT, CELL or SEQUENCE; "" for any other name."""
    suffix = Path(path).suffix.lower()
    return next((kind for kind, suffixes in SUFFIXES.items() if suffix in suffixes), "")


def patterns(*kinds: str) -> str:
    """For a file dialog: "*.rnnviz *.toml"."""
    return " ".join(f"*{suffix}" for kind in kinds for suffix in SUFFIXES[kind])
