"""The one table of commands: menu, words and keys. Shortcuts, menus and the help are all made from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rnnviz.model.setup.scenes import SCENES
from rnnviz.view.body import face_table, panel_table, place_table

if TYPE_CHECKING:

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str: ...

else:  # Qt's own stub says that it returns an object
    from PySide6.QtCore import QT_TRANSLATE_NOOP

PANEL, PLACE, SCENE, FACE = "panel_", "place_", "scene_", "face_"
"""Beginnings of the keys of what folds, of the places, of the scenes and of the right column's faces."""


@dataclass(frozen=True, slots=True)
class Command:
    """key: what the main window connects; menu: where it stands; keys: Qt key sequences; check: can be on or off.

    on: whether it is at first; gap: a line stands above it; context: where translators find its words.
    """

    key: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    check: bool = False
    gap: bool = False
    on: bool = False
    context: str = "Commands"

    @property
    def shown(self) -> str:
        """The words in the user's language."""
        return QCoreApplication.translate(self.context, self.text)


MENUS = (
    ("file", QT_TRANSLATE_NOOP("Commands", "&File")),
    ("edit", QT_TRANSLATE_NOOP("Commands", "&Edit")),
    ("view", QT_TRANSLATE_NOOP("Commands", "&View")),
    ("step", QT_TRANSLATE_NOOP("Commands", "&Step")),
    ("help", QT_TRANSLATE_NOOP("Commands", "&Help")),
)

COMMANDS = (
    Command("open", "file", QT_TRANSLATE_NOOP("Commands", "Open experiment or cell…"), ("Ctrl+O",)),
    Command("open_trained", "file", QT_TRANSLATE_NOOP("Commands", "Open a trained network…")),
    Command("own_table", "file", QT_TRANSLATE_NOOP("Commands", "Train on your own table…")),
    Command("own_folder", "file", QT_TRANSLATE_NOOP("Commands", "Train on your own folder of texts…")),
    Command("reopen", "file", QT_TRANSLATE_NOOP("Commands", "Open what was last on screen")),
    Command("save", "file", QT_TRANSLATE_NOOP("Commands", "Save experiment"), ("Ctrl+S",)),
    Command("save_as", "file", QT_TRANSLATE_NOOP("Commands", "Save experiment as…"), ("Ctrl+Shift+S",)),
    Command("open_sequence", "file", QT_TRANSLATE_NOOP("Commands", "Open sequence…"), ("Ctrl+Shift+O",), gap=True),
    Command("new_cell", "file", QT_TRANSLATE_NOOP("Commands", "New cell…"), ("Ctrl+N",), gap=True),
    Command("edit_cell", "file", QT_TRANSLATE_NOOP("Commands", "Edit this cell…"), ("Ctrl+Shift+E",)),
    Command("save_picture", "file", QT_TRANSLATE_NOOP("Commands", "Save picture…"), ("Ctrl+E",), gap=True),
    Command("copy_picture", "file", QT_TRANSLATE_NOOP("Commands", "Copy picture"), ("Ctrl+Shift+C",)),
    Command("save_film", "file", QT_TRANSLATE_NOOP("Commands", "Film of the story…")),
    Command("numpy_program", "file", QT_TRANSLATE_NOOP("Commands", "Save as a NumPy program…"), gap=True),
    Command("torch_program", "file", QT_TRANSLATE_NOOP("Commands", "Save as a PyTorch program…")),
    Command("save_values", "file", QT_TRANSLATE_NOOP("Commands", "Save values and gradients…")),
    Command("save_plots", "file", QT_TRANSLATE_NOOP("Commands", "Save the plots' numbers…")),
    Command("copy_plots", "file", QT_TRANSLATE_NOOP("Commands", "Copy the plots' numbers")),
    Command("save_exercise", "file", QT_TRANSLATE_NOOP("Commands", "Save exercise sheet of this step…")),
    Command("save_solution", "file", QT_TRANSLATE_NOOP("Commands", "Save worked solution of this step…")),
    Command("save_page", "file", QT_TRANSLATE_NOOP("Commands", "Save this state as a lesson page…")),
    Command("copy_latex", "file", QT_TRANSLATE_NOOP("Commands", "Copy this step's formulas as LaTeX")),
    Command("copy_mathml", "file", QT_TRANSLATE_NOOP("Commands", "Copy this step's formulas as MathML")),
    Command("copy_text", "file", QT_TRANSLATE_NOOP("Commands", "Copy this step's formulas as plain text")),
    Command("quit", "file", QT_TRANSLATE_NOOP("Commands", "Quit"), ("Ctrl+Q",), gap=True),
    Command("undo", "edit", QT_TRANSLATE_NOOP("Commands", "Undo"), ("Ctrl+Z",)),
    Command("redo", "edit", QT_TRANSLATE_NOOP("Commands", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    Command("paste_sequence", "edit", QT_TRANSLATE_NOOP("Commands", "Paste sequence"), ("Ctrl+Shift+V",), gap=True),
    Command("batch", "edit", QT_TRANSLATE_NOOP("Commands", "Several sequences…")),
    Command("sample_next", "edit", QT_TRANSLATE_NOOP("Commands", "Next of several sequences"), ("Ctrl+PgDown",)),
    Command("sample_back", "edit", QT_TRANSLATE_NOOP("Commands", "One before of several sequences"), ("Ctrl+PgUp",)),
    Command("continue_one", "edit", QT_TRANSLATE_NOOP("Commands", "Continue: the network writes on"), gap=True),
    Command(
        "continue_end",
        "edit",
        QT_TRANSLATE_NOOP("Commands", "Continue to the full stop"),
        ("Ctrl+Return", "Ctrl+Enter"),
    ),
    Command("take_back", "edit", QT_TRANSLATE_NOOP("Commands", "Take back what was written last"), ("Backspace",)),
    Command("draw_again", "edit", QT_TRANSLATE_NOOP("Commands", "Draw again: the next seed")),
    Command("type_sequence", "edit", QT_TRANSLATE_NOOP("Commands", "Type a sequence"), ("Ctrl+L",)),
    Command("edit_here", "edit", QT_TRANSLATE_NOOP("Commands", "Edit the weight or word shown"), ("F2",)),
    Command("copy_here", "edit", QT_TRANSLATE_NOOP("Commands", "Copy the weight or matrix"), ("Ctrl+C",)),
    Command("paste_here", "edit", QT_TRANSLATE_NOOP("Commands", "Paste into the weight or matrix"), ("Ctrl+V",)),
    Command("reset", "edit", QT_TRANSLATE_NOOP("Commands", "Reset knobs and holds"), gap=True),
    Command("forget", "edit", QT_TRANSLATE_NOOP("Commands", "Forget typed numbers")),
    Command("new_weights", "edit", QT_TRANSLATE_NOOP("Commands", "New weights")),
    Command(
        "keep_snapshot", "edit", QT_TRANSLATE_NOOP("Commands", "Keep this run as a snapshot"), ("Ctrl+J",), gap=True
    ),
    Command("snapshots", "edit", QT_TRANSLATE_NOOP("Commands", "Snapshots…"), ("Ctrl+Shift+J",)),
    Command("layers", "edit", QT_TRANSLATE_NOOP("Commands", "Layers…"), ("N",), gap=True),
    Command("escape", "edit", QT_TRANSLATE_NOOP("Commands", "Leave: edit, pin, presentation"), ("Esc",), gap=True),
    Command("train", "edit", QT_TRANSLATE_NOOP("Commands", "Train, or pause training"), ("Shift+U",), gap=True),
    Command("train_once", "edit", QT_TRANSLATE_NOOP("Commands", "One update of the training"), ("U",)),
    Command("train_next", "edit", QT_TRANSLATE_NOOP("Commands", "Network one update later"), ("Ctrl+Shift+Right",)),
    Command("train_back", "edit", QT_TRANSLATE_NOOP("Commands", "Network one update earlier"), ("Ctrl+Shift+Left",)),
    Command("theme", "view", QT_TRANSLATE_NOOP("Commands", "Dark or light"), ("T",)),
    Command("answers", "view", QT_TRANSLATE_NOOP("Commands", "Answers beside the cell"), ("A",), check=True),
    Command("legend", "view", QT_TRANSLATE_NOOP("Commands", "Legend of the notation"), ("L",), check=True),
    Command("folded", "view", QT_TRANSLATE_NOOP("Commands", "Folded network beside the chain"), ("F",), check=True),
    Command("still", "view", QT_TRANSLATE_NOOP("Commands", "Reduced motion"), check=True),
    Command("panels", "view", QT_TRANSLATE_NOOP("Commands", "All panels in their places")),
    Command("next_face", "view", QT_TRANSLATE_NOOP("Commands", "Turn the right column"), ("C",)),
    Command("present", "view", QT_TRANSLATE_NOOP("Commands", "Present"), ("F5",), gap=True),
    Command("drawer", "view", QT_TRANSLATE_NOOP("Commands", "Knobs while presenting"), ("K",)),
    Command("black", "view", QT_TRANSLATE_NOOP("Commands", "Black screen"), ("B", ".")),
    Command("next", "step", QT_TRANSLATE_NOOP("Commands", "Onward"), ("Right", "PgDown")),
    Command("back", "step", QT_TRANSLATE_NOOP("Commands", "Back"), ("Left", "PgUp")),
    Command("step_next", "step", QT_TRANSLATE_NOOP("Commands", "A whole step onward"), ("Shift+Right",)),
    Command("step_back", "step", QT_TRANSLATE_NOOP("Commands", "A whole step back"), ("Shift+Left",)),
    Command("start", "step", QT_TRANSLATE_NOOP("Commands", "To the start of the story"), ("Home",)),
    Command("end", "step", QT_TRANSLATE_NOOP("Commands", "To the end of the story"), ("End",)),
    Command("jump", "step", QT_TRANSLATE_NOOP("Commands", "Jump to step…"), ("Ctrl+G",)),
    Command("play", "step", QT_TRANSLATE_NOOP("Commands", "Play or pause"), ("Space",), gap=True),
    Command("faster", "step", QT_TRANSLATE_NOOP("Commands", "Faster"), ("+", "=")),
    Command("slower", "step", QT_TRANSLATE_NOOP("Commands", "Slower"), ("-",)),
    Command("grain", "step", QT_TRANSLATE_NOOP("Commands", "Grain: step, stage, line"), ("G",), gap=True),
    Command("reverse", "step", QT_TRANSLATE_NOOP("Commands", "Forward or backward"), ("R",)),
    Command(
        "part_next",
        "step",
        QT_TRANSLATE_NOOP("Commands", "Point at the next part of the cell"),
        ("Ctrl+Right",),
        gap=True,
    ),
    Command("part_back", "step", QT_TRANSLATE_NOOP("Commands", "Point at the part before"), ("Ctrl+Left",)),
    Command(
        "pin",
        "step",
        QT_TRANSLATE_NOOP("Commands", "Pin the part pointed at, or let it go; else continue the text"),
        ("Return", "Enter"),
    ),
    Command("unit_up", "step", QT_TRANSLATE_NOOP("Commands", "Previous unit"), ("Up",), gap=True),
    Command("unit_down", "step", QT_TRANSLATE_NOOP("Commands", "Next unit"), ("Down",)),
    Command("layer_up", "step", QT_TRANSLATE_NOOP("Commands", "Layer above"), ("Ctrl+Up",)),
    Command("layer_down", "step", QT_TRANSLATE_NOOP("Commands", "Layer below"), ("Ctrl+Down",)),
    Command("way", "step", QT_TRANSLATE_NOOP("Commands", "The layer's other direction"), ("D",)),
    Command("keys", "help", QT_TRANSLATE_NOOP("Commands", "Keys"), ("F1",)),
    Command("about_cell", "help", QT_TRANSLATE_NOOP("Commands", "About this cell")),
    Command("check", "help", QT_TRANSLATE_NOOP("Commands", "Check the gradient of this run")),
    Command("report", "help", QT_TRANSLATE_NOOP("Commands", "Report a problem…")),
    Command("about", "help", QT_TRANSLATE_NOOP("Commands", "About rnnviz"), gap=True),
)
"""Every command of the program itself, in menu order."""


def all_commands() -> Iterator[Command]:
    """Those and, where they belong in the View menu, one for everything that folds and every place to be in."""
    for command in COMMANDS:
        if command.key == "panels":
            yield from _fold_commands()
        if command.key == "next_face":
            yield from (Command(FACE + face.key, "view", face.words, gap=n == 0)
                        for n, face in enumerate(face_table.FACES))  # fmt: skip
        if command.key == "theme":
            yield from (Command(SCENE + scene.key, "scenes", scene.title, (scene.press,) if scene.press else (),
                                context="Scenes") for scene in SCENES.values())  # fmt: skip
        yield command
    if len(place_table.PLACES) > 1:
        for number, place in enumerate(place_table.PLACES):
            yield Command(PLACE + place.key, "view", place.words, place.keys, gap=number == 0)


def _fold_commands() -> Iterator[Command]:
    for number, fold in enumerate(panel_table.folds()):
        yield Command(PANEL + fold, "view", panel_table.fold_words(fold), check=True, gap=number == 0,
                      on=fold not in panel_table.BY_ITSELF)  # fmt: skip
