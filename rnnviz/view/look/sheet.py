"""The text of the application's style sheet; view/look/style.py fills in every $name.

Pictures are named by a search path of Qt's: a folder's own name, with an apostrophe in it, say, would end the sheet.
"""

from string import Template

SHEET = Template("""
* { font-family: "Inter", "STIX Two Math"; font-size: ${body}px; }
QMainWindow, QDialog, QMessageBox { background: $background; }
QWidget { color: $text; }
QLabel { background: transparent; }
QLabel[kind="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[kind="big"] { font-size: ${big}px; font-weight: 600; }
QLabel[kind="dim"] { color: $dim; }
QLabel[kind="error"] { color: $error; }
QLabel[kind="progress"] { background: $panel; border: 1px solid $line; border-radius: 6px; padding: 4px 12px; }
QFrame[panel="true"] { background: $panel; border: 1px solid $line; border-radius: ${radius}px; }
QWidget[bar="true"] { background: $panel; border: none; border-bottom: 1px solid $line; }
QToolTip { background: $box; color: $text; border: 1px solid $line; padding: 4px; }

QPushButton, QToolButton {
    background: $button; border: 1px solid $line; border-radius: ${corner}px; padding: ${v}px ${h}px; }
QPushButton:hover, QToolButton:hover { background: $hover; border-color: $faint; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: ${vf}px ${hf}px; }
QPushButton:checked, QToolButton:checked { background: $soft; border-color: $accent; font-weight: 600; }
QPushButton:disabled, QToolButton:disabled { color: $faint; border-color: $grid; }
QPushButton[chip="true"] { border-radius: ${pill}px; color: $dim; background: transparent; }
QPushButton[chip="true"]:hover { background: $hover; color: $text; }
QPushButton[chip="true"]:checked { background: $soft; color: $text; }
QPushButton[small="true"] { font-size: ${axis}px; color: $dim; background: transparent; border-radius: ${curl}px;
    padding: 0; }
QPushButton[small="true"]:hover { color: $text; border-color: $dim; }
QPushButton[small="true"]:checked { color: $text; background: $soft; border-color: $accent; font-weight: 400; }
QPushButton[small="true"]:focus { padding: 0; }
QPushButton[primary="true"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[primary="true"]:hover { border-color: $text; }
QPushButton[primary="true"]:focus { border: 2px solid $text; padding: ${vf}px ${hf}px; }
QPushButton[quiet="true"] { background: transparent; border-color: transparent; color: $dim; }
QPushButton[quiet="true"]:hover { color: $text; }
QPushButton[quiet="true"]:focus { border: 2px solid $accent; padding: ${vf}px ${hf}px; }

QPushButton[place="true"] { background: transparent; border: none; border-bottom: 3px solid transparent;
    border-radius: 0; color: $dim; padding: 1px ${h}px; }
QPushButton[place="true"]:hover { color: $text; }
QPushButton[place="true"]:checked { color: $text; border-bottom-color: $accent; font-weight: 600; }
QPushButton[place="true"]:focus { border: 2px solid $accent; padding: 0 ${hf}px; }

QPushButton[check="good"] { border-color: $good; color: $good; font-weight: 600; }
QPushButton[check="bad"] { border-color: $error; color: $error; font-weight: 600; }
QPushButton[alarm="true"] { background: $alarm; border-color: $error; font-weight: 600; }
QPushButton[primary="true"]:disabled { background: $soft; color: $dim; border: 1px dashed $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox {
    background: $stage; border: 1px solid $line; border-radius: ${corner}px; padding: ${v}px ${h}px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus {
    border: 2px solid $accent; padding: ${vf}px ${hf}px; }
QTextEdit[code="true"] { font-family: "DejaVu Sans Mono", "STIX Two Math"; font-size: ${title}px; padding: 0; }
QTextEdit[code="true"]:focus { padding: 0; }
QLineEdit[knob="true"] { background: transparent; border: 1px solid transparent; padding: 0 2px; font-weight: 600; }
QLineEdit[knob="true"]:hover { border-color: $line; background: $stage; }
QLineEdit[knob="true"]:focus { border: 1px solid $accent; background: $stage; }
QSpinBox, QSpinBox:focus { padding: 1px 2px 1px ${v}px; }
QLineEdit[bad="true"] { border: 2px solid $error; padding: ${vf}px ${hf}px; }
QComboBox { background: $button; border: 1px solid $line; border-radius: ${corner}px; padding: ${v}px ${h}px; }
QComboBox:hover { background: $hover; border-color: $faint; }
QComboBox:focus { border: 2px solid $accent; padding: ${vf}px ${hf}px; }
QComboBox::drop-down { border: none; width: ${handle}px; }
QComboBox::down-arrow, QSpinBox::down-arrow {
    image: url(icons:down-$theme.svg); width: ${half}px; height: ${half}px; }
QSpinBox::up-arrow { image: url(icons:up-$theme.svg); width: ${half}px; height: ${half}px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; background: transparent; width: ${handle}px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; selection-background-color: $soft;
    selection-color: $text; }

QCheckBox, QRadioButton { spacing: ${v}px; padding: 2px 4px; border: 2px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator {
    width: ${half}px; height: ${half}px; border: 2px solid $dim; background: $stage; }
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: ${ring}px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked { background: $accent; border-color: $text; }

QSlider { min-height: ${handle}px; }
QSlider::groove:horizontal { height: ${groove}px; border-radius: ${round}px; background: $line; }
QSlider::sub-page:horizontal { height: ${groove}px; border-radius: ${round}px; background: $accent; }
QSlider::handle:horizontal { background: $accent; width: ${handle}px; height: ${handle}px;
    border-radius: ${half}px; margin: -${over}px 0; }
QSlider::handle:horizontal:hover { border: 2px solid $text; }
QSlider::handle:horizontal:focus { border: 2px solid $text; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: $faint; }

QMenuBar { background: $panel; padding: 2px; }
QMenuBar::item { padding: ${v}px ${h}px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $panel; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: ${v}px 24px; border-radius: 4px; }
QMenu::item:selected { background: $soft; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QScrollArea { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:horizontal { height: 10px; }
QScrollBar:vertical { width: 10px; }
QScrollBar::handle { background: $faint; border-radius: 5px; min-width: 24px; min-height: 24px; }
QScrollBar::handle:hover { background: $dim; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; border: none; width: 0; height: 0; }
QSplitter::handle { background: transparent; }
""")
