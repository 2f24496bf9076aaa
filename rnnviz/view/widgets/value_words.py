"""What values that are no ordinary numbers are called wherever they are marked."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def kind_name(kind: str) -> str:
    """In words: zero, saturated, underflow, overflow, nan."""
    return {
        "zero": translate("Kinds", "exactly 0"),
        "saturated": translate("Kinds", "saturated: exactly 0"),
        "underflow": translate("Kinds", "underflow"),
        "overflow": translate("Kinds", "overflow"),
        "nan": translate("Kinds", "not a number"),
    }.get(kind, kind)
