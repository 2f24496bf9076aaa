"""Who types with fcitx is told once what rnnviz made of it: the Qt that pip installs brings no plugin of it."""

from __future__ import annotations

import contextlib
import os
import sys

from PySide6.QtCore import QCoreApplication

from rnnviz.io.log import logger
from rnnviz.preflight import lacking_input_method
from rnnviz.resources import data_folder
from rnnviz.view.window.notices import Notices

TOLD = "input-method.txt"
"""Names the method that was told of."""


def tell_of_input_method(notices: Notices) -> None:
    """In the log at every start, in a notice at the first with this method."""
    method, told = lacking_input_method(sys.platform, os.environ), data_folder() / TOLD
    if not method:
        return
    logger.info("no plugin for the input method %s: reached by way of IBus", method)
    with contextlib.suppress(OSError):
        if not told.is_file() or told.read_text(encoding="utf-8") != method:
            told.write_text(method, encoding="utf-8")
            notices.refuse(lambda: _words().format(method))


def _words() -> str:
    return QCoreApplication.translate(
        "InputMethod",
        "This desktop types with {0}, for which the Qt that came with rnnviz has no plugin. rnnviz now asks it by way"
        " of IBus, which fcitx 5 answers. Where no characters arrive all the same, start rnnviz with QT_IM_MODULES=ibus"
        " and IBus running, or paste the text.",
    )
