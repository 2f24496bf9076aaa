"""Exercise sheets as files: HTML as it is, PDF as QTextDocument prints it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument

from rnnviz.io.written.worksheet import write_sheet


def save_sheet(path: Path, page: str) -> None:
    """Write a page as .pdf, else as .html, as a whole or not at all. SheetError."""
    write_sheet(path, pdf_of(page) if path.suffix.lower() == ".pdf" else page.encode())


def pdf_of(page: str) -> bytes:
    """The page on A4."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setResolution(96)
    document = QTextDocument()
    document.setHtml(page)
    document.print_(writer)
    del writer
    return bytes(buffer.data().data())
