"""Equations in the colours of their roles, comments in italics."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from rnnviz.engine.language.several import words
from rnnviz.engine.language.tree import is_parameter
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Theme

WORD = re.compile(r"[^\W\d]\w*")


@shielded
class Colours(QSyntaxHighlighter):
    """roles: line -> colour family; a name that is no line, no function and no parameter stays plain."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme, self._roles = DARK, dict[str, str]()

    def set_look(self, theme: Theme, roles: Mapping[str, str]) -> None:
        """Paint anew where something changed."""
        if (theme, dict(roles)) != (self._theme, self._roles):
            self._theme, self._roles = theme, dict(roles)
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        code, sign, _ = text.partition("#")
        self.setFormat(0, units(code), _format(self._theme.dim))
        for found in WORD.finditer(code):
            at = units(code[: found.start()])
            self.setFormat(at, units(found[0]), self._of_name(found[0]))
        if sign:
            self.setFormat(units(code), units(text) - units(code), _format(self._theme.dim, italic=True))

    def _of_name(self, name: str) -> QTextCharFormat:
        line = name.removesuffix("_prev")
        if line in self._roles:
            return _format(self._theme.role(self._roles[line]), bold=True)
        if name == "x":
            return _format(self._theme.role("x"), bold=True)
        known = is_parameter(name) and name not in words()
        return _format(self._theme.dim if known else self._theme.text)


def units(text: str) -> int:
    """Length as Qt counts: characters beyond the first 65,536 are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _format(color: QColor, bold: bool = False, italic: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(color)
    if bold:
        look.setFontWeight(QFont.Weight.Bold)
    look.setFontItalic(italic)
    return look
