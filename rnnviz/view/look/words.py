"""Messages of the engine, the model and the files in the language of the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rnnviz.engine.errors import Refusal
from rnnviz.engine.wording import Message, filled
from rnnviz.io.disk import one_sentence


def said(what: Message | Refusal) -> str:
    """What is refused, as one line of plain text: its words are the translator's, its values what a file may hold."""
    return one_sentence(_words(what if isinstance(what, Message) else what.message))


def _words(message: Message) -> str:
    # the one text that is no literal here: lupdate finds it in the tables of English, by the name `en`
    return filled(QCoreApplication.translate("", message.pattern), message.values, _words)


def sentence(what: Message | Refusal) -> str:
    """The same with a full stop, where it has none of its own."""
    text = said(what)
    return (
        text if text.endswith((".", "?", "!", "。", "？")) else QCoreApplication.translate("Words", "{0}.").format(text)
    )
