"""Which language the screen speaks: Qt's translators, of our texts and of Qt's own, exchanged while windows are open.

Texts are found by lupdate and kept in assets/i18n/*.ts; beside each lies what lrelease makes of it (`make i18n`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtGui import QFontDatabase

from rnnviz.resources import asset

ENGLISH, CHINESE = "en", "zh_CN"
LANGUAGES = {ENGLISH: "English", CHINESE: "简体中文"}
"""How each is written -> what it calls itself."""
SYSTEM = ""
"""Asked for instead of one of them: what the system speaks."""


def of_system() -> str:
    """The language of the system, where we speak it and there are letters for it, else English."""
    return resolved(SYSTEM) if is_legible(resolved(SYSTEM)) else ENGLISH


def resolved(asked: str) -> str:
    """One of LANGUAGES; a terminal has letters of its own for what the system speaks."""
    system = CHINESE if QLocale.system().name().startswith("zh") else ENGLISH
    return asked if asked in LANGUAGES else system


def is_legible(language: str) -> bool:
    """Whether this machine has a font with the letters of a language."""
    return language != CHINESE or bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


class Translation(QObject):
    """The language of one application. asked: one of LANGUAGES, or SYSTEM; spoken: the one that is spoken."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self.asked, self.spoken = SYSTEM, ENGLISH
        self._translators: list[QTranslator] = []

    @staticmethod
    def shared() -> Translation:
        """The application's; it is made when first asked for."""
        application: Any = QCoreApplication.instance()
        found: Translation | None = application.findChild(Translation)
        return found or Translation(application)

    def speak(self, asked: str) -> None:
        """From now on, in every window that is open; an unknown language is the system's."""
        self.asked = asked if asked in LANGUAGES else SYSTEM
        language = self.asked or of_system()
        if language == self.spoken:
            return
        self.spoken = language
        QLocale.setDefault(QLocale(language))
        self._exchange([] if language == ENGLISH else _files(language))

    def _exchange(self, files: list[Path]) -> None:
        """Windows hear of every translator that comes or goes, and say all their texts anew."""
        old, self._translators = self._translators, []
        for path in files:
            translator = QTranslator(self)
            translator.load(str(path))
            self._translators.append(translator)
            QCoreApplication.installTranslator(translator)
        for translator in old:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()


def _files(language: str) -> list[Path]:
    """Of Qt's own dialogs, where Qt came with them, and ours."""
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}.qm")
    return [*([qt] if qt.exists() else []), own_file(language)]


def own_file(language: str) -> Path:
    """Our own texts in a language."""
    return asset("i18n", f"rnnviz_{language}.qm")
