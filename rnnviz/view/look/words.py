"""Messages of the engine, the model and the files in the language of the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTranslator

from rnnviz.engine.errors import Refusal
from rnnviz.engine.wording import Message, filled
from rnnviz.io.disk import one_sentence
from rnnviz.view.look.translation import ENGLISH, own_file, resolved


def said(what: Message | Refusal) -> str:
    """What is refused, as one line of plain text: its words are the translator's, its values what a file may hold."""
    return one_sentence(_words(what if isinstance(what, Message) else what.message))


def said_in(language: str, what: Message | Refusal) -> str:
    """The same in a language asked for, before there is an application to speak it."""
    translator = QTranslator()
    if (spoken := resolved(language)) != ENGLISH:
        translator.load(str(own_file(spoken)))

    def words(message: Message) -> str:
        return filled(translator.translate("", message.pattern) or message.pattern, message.values, words)

    return one_sentence(words(what if isinstance(what, Message) else what.message))


def _words(message: Message) -> str:
    # the one text that is no literal here: lupdate finds it in the tables of English, by the name `en`
    return filled(QCoreApplication.translate("", message.pattern), message.values, _words)


def sentence(what: Message | Refusal) -> str:
    """The same with a full stop, where it has none of its own."""
    text = said(what)
    return (
        text if text.endswith((".", "?", "!", "。", "？")) else QCoreApplication.translate("Words", "{0}.").format(text)
    )
