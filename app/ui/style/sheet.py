"""The style sheet, made from the tokens.

Widgets say what they are with the dynamic property `role` (`card`, `title`, `quiet`, `primary`, …), never with colours
of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from string import Template

from app.ui.style import tokens
from app.ui.style.tokens import Palette

_DESCENT = 0.12
"""How far letters of BIZ UDPGothic reach below the line, in parts of their height."""
_SHEET = Template("""
QWidget { color: $text; }
QMainWindow, QDialog, QWizard, QWidget[role="page"], QScrollArea, QScrollArea > QWidget > QWidget[role="page"] {
  background: $ground; }
QScrollArea { border: none; }
QFrame[role="side"] QScrollArea, QFrame[role="card"] QScrollArea, QTabWidget QScrollArea { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QLineEdit[state="drafted"], QTextEdit[state="drafted"] { border: 1px dashed $partly; background: $partly_ground; }
QLineEdit[state="wrong"] { border: 1px solid $nonconforming; background: $nonconforming_ground; }
QCalendarWidget QTableView { border: none; }
QCalendarWidget QTableView::item { padding: 0; border: none; }
QCalendarWidget QToolButton { border: none; min-height: ${row}px; padding: 0 ${g2}px; }
QListView[role="records"]::item { padding: ${g2}px; border-bottom: 1px solid $line; }
QScrollArea[role="bare"] { background: transparent; }
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: ${g1}px; }
QLabel { background: transparent; }
QLabel[role="question"] { font-size: ${question}px; font-weight: bold; }
QLabel[role="asked"] { font-size: ${asked}px; font-weight: bold; }
QLabel[role="title"] { font-size: ${question}px; font-weight: bold; }
QLabel[role="section"] { font-size: ${section}px; font-weight: bold; }
QLabel[role="quiet"], QLabel[role="hint"] { font-size: ${small}px; color: $quiet; }
QLabel[role="figure"] { font-size: ${figure}px; font-weight: bold; }
QLabel[line="true"] { padding-top: ${base_below}px; padding-bottom: ${base_below}px; }
QLabel[line="true"][role="question"], QLabel[line="true"][role="title"] { padding-top: ${question_below}px;
  padding-bottom: ${question_below}px; }
QLabel[line="true"][role="asked"] { padding-top: ${asked_below}px; padding-bottom: ${asked_below}px; }
QLabel[line="true"][role="section"] { padding-top: ${section_below}px; padding-bottom: ${section_below}px; }
QLabel[line="true"][role="quiet"], QLabel[line="true"][role="hint"] { padding-top: ${small_below}px;
  padding-bottom: ${small_below}px; }
QLabel[line="true"][role="figure"] { padding-top: ${figure_below}px; padding-bottom: ${figure_below}px; }
QLabel[tone="conforming"] { color: $conforming; } QLabel[tone="partly"] { color: $partly; }
QLabel[tone="nonconforming"] { color: $nonconforming; } QLabel[tone="accent"] { color: $accent; }
QFrame[role="card"] { background: $panel; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[role="bar"] { background: $panel; border: none; border-bottom: 1px solid $line; }
QFrame[role="side"] { background: $panel; border: none; border-right: 1px solid $line; }
QFrame[role="error"] QPushButton, QFrame[role="notice"] QPushButton { min-height: ${small_button}px; }
QFrame[role="task"] { background: $panel; border: none; border-top: 1px solid $line; }
QFrame[role="popup"] { background: $panel; border: 1px solid $accent; border-radius: ${radius}px; }
QToolButton[role="rail"] { border: none; background: transparent; min-width: ${rail}px; padding: 0; }
QToolButton[role="rail"]:checked { background: $accent_ground; }
QToolButton[role="rail"]:focus { border: 2px solid $accent; padding: 0; }
QToolButton[role="bare"] { border: none; background: transparent; }
QToolButton[role="bare"]:hover { background: $accent_ground; }
QToolButton[role="bare"]:focus { border: 2px solid $accent; }
QPushButton[role="tile"] { text-align: left; padding: 0 ${g4}px; min-height: ${tile}px; }
QPushButton[role="tile"]:focus { padding: 0 ${g4m}px; }
QListView[role="cards"] { border: none; background: transparent; }
QListView[role="cards"]:focus { border: none; }
QListView[role="plain"], QListView[role="plain"]:focus { border: none; background: $panel; }
QFrame[role="proposal"] { background: $partly_ground; border: 1px solid $partly_line; border-radius: ${radius}px; }
QFrame[role="notice"] { background: $accent_ground; border: 1px solid $accent; border-radius: ${radius}px; }
QFrame[role="error"] { background: $nonconforming_ground; border: 1px solid $nonconforming;
  border-radius: ${radius}px; }
QFrame[role="card"][drop="over"] { border: 2px dashed $accent; background: $accent_ground; }
QFrame[role="context"] { background: $panel; border: none; border-left: 1px solid $line; }
QTextBrowser[role="context"], QTextBrowser[role="context"]:focus { background: $panel; border: none; padding: 0; }
QPushButton[role="fold"] { background: transparent; border: none; color: $accent; padding: 0; text-align: left;
  min-height: ${row}px; }
QPushButton[role="fold"]:hover { text-decoration: underline; }
QPushButton[role="fold"]:focus { border: 2px solid $accent; padding: 0; }
QListView[role="choices"], QListView[role="choices"]:focus { padding: ${g2}px; }
QFrame[role="foot"] { background: $ground; border: none; border-top: 1px solid $line; }
QFrame[role="chip"] QToolButton::menu-indicator { image: none; width: 0; }
QFrame[role="chip"] { background: $neutral_ground; border: none; border-radius: ${radius}px; }
QPushButton[role="chip"] { background: transparent; border: none; padding: 0 ${g1}px; min-height: ${row}px; }
QPushButton[role="chip"]:hover { text-decoration: underline; }
QPushButton[role="chip"]:focus { border: 2px solid $accent; }
QLabel[role="tag"] { background: $neutral_ground; color: $text; font-size: ${small}px; border-radius: ${radius}px;
  padding: ${g1}px ${g2}px; }
QFrame[role="chip"] QLabel[role="tag"] { background: $panel; padding: 0 ${g2}px; }
QLabel[role="tag"][tone="partly"] { background: $partly_ground; color: $partly; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QPushButton, QToolButton { background: $panel; border: 1px solid $line; border-radius: ${radius}px;
  padding: 0 ${g4}px; min-height: ${button}px; }
QToolButton { padding: 0 ${g2}px; min-height: ${row}px; min-width: ${row}px; }
QPushButton:hover, QToolButton:hover { background: $accent_ground; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: $accent_ground; border-color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $quiet; background: $ground; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 0 ${g4m}px; }
QToolButton:focus { padding: 0 ${g2m}px; }
QToolButton[role="drop"] { padding-right: ${g6}px; }
QToolButton[role="drop"]::menu-indicator { image: url("$chevron_down_text"); subcontrol-origin: padding;
  subcontrol-position: right center; right: ${g2}px; width: ${g3}px; height: ${g3}px; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: bold; }
QPushButton[role="primary"][large="true"] { min-height: ${tile}px; text-align: left; padding: 0 ${g4}px; }
QPushButton[role="primary"][large="true"]:focus { padding: 0 ${g4m}px; }
QPushButton[role="primary"]:disabled { background: $neutral_ground; color: $quiet; border-color: $line; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="link"], QToolButton[role="link"] { background: transparent; border: none; color: $accent;
  padding: 0 ${g1}px; text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $accent; }
QPushButton[role="link"][counts="true"] { font-size: ${figure}px; font-weight: bold; color: $text; padding: 0;
    text-align: left; }
QPushButton[role="link"][counts="true"][tone="nonconforming"] { color: $nonconforming; }
QPushButton[role="link"][counts="true"][tone="partly"] { color: $partly; }
QPushButton[role="outcome"] { text-align: left; }
QPushButton[role="outcome"]:checked { border-width: 2px; padding: 0 ${g4m}px; font-weight: bold; }
QPushButton[role="outcome"][tone="conforming"]:checked { border-color: $conforming; color: $conforming;
  background: $conforming_ground; }
QPushButton[role="outcome"][tone="nonconforming"]:checked { border-color: $nonconforming; color: $nonconforming;
  background: $nonconforming_ground; }
QPushButton[role="outcome"][tone="partly"]:checked { border-color: $partly; color: $partly;
  background: $partly_ground; }
QPushButton[role="outcome"]:checked:focus { border-color: $accent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox { background: $panel; border: 1px solid $line;
  border-radius: ${radius}px; padding: ${g1}px ${g2}px; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit, QComboBox, QSpinBox { min-height: ${field}px; }
QLineEdit QToolButton, QLineEdit QToolButton:focus { border: none; background: transparent; padding: 0; margin: 0;
  min-height: 0; min-width: 0; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {
  border: 2px solid $accent; padding: ${g1m}px ${g2m}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled { background: $ground;
  color: $quiet; }
QComboBox::drop-down { border: none; width: ${row}px; }
QComboBox::down-arrow { image: url("$chevron_down_text"); width: ${g4}px; height: ${g4}px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: ${g6}px; }
QSpinBox::up-arrow { image: url("$chevron_up_text"); width: ${g3}px; height: ${g3}px; }
QSpinBox::down-arrow { image: url("$chevron_down_text"); width: ${g3}px; height: ${g3}px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; selection-background-color: $accent_ground;
  selection-color: $text; }
QCheckBox, QRadioButton { min-height: ${row}px; spacing: ${g2}px; background: transparent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator, QListView::indicator, QTableView::indicator {
  width: ${tick}px; height: ${tick}px; border: 1px solid $quiet; background: $panel; border-radius: ${g1}px; }
QRadioButton::indicator { border-radius: ${round}px; }
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked,
QTableView::indicator:checked { background: $accent; border-color: $accent; image: url("$check_on_accent"); }
QCheckBox::indicator:indeterminate, QTreeView::indicator:indeterminate { background: $accent_ground;
  border-color: $accent; }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url("$radio_on_accent"); }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $quiet; }
QTableView, QTreeView, QListView { background: $panel; border: 1px solid $line; border-radius: ${radius}px;
  gridline-color: transparent; selection-background-color: $accent_ground; selection-color: $text;
  alternate-background-color: $panel; outline: none; }
QTableView:focus, QTreeView:focus, QListView:focus { border: 2px solid $accent; }
QTableView::item { border-bottom: 1px solid $line; padding: 0 ${g2}px; }
QTreeView::item, QListView::item { min-height: ${row}px; }
QListView::item { padding: 0 ${g2}px; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: $accent_ground;
  color: $text; }
QHeaderView { background: $panel; border: none; }
QHeaderView::section { background: $neutral_ground; color: $text; border: none; border-bottom: 1px solid $line;
  padding: ${g1}px ${cell}px; font-size: ${small}px; font-weight: bold; }
QHeaderView::section:vertical { background: $panel; font-weight: normal; }
QTableCornerButton::section { background: $neutral_ground; border: none; }
QTreeView[role="navigation"] { border: none; background: $panel; }
QTreeView[role="table"]::item { padding: 0 ${g2}px; }
QTreeView[role="list"]::item { padding: 0 ${g1}px; border: none; }
QTreeView[role="navigation"]::item { min-height: ${row}px; }
QProgressBar { background: $neutral_ground; border: none; border-radius: ${g1}px; max-height: ${g2}px;
  min-height: ${g2}px; text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: ${g1}px; }
QMenuBar, QMenu, QToolTip { font-size: ${base}px; }
QMenuBar { background: $panel; border-bottom: 1px solid $line; }
QMenuBar::item { padding: ${g1}px ${g3}px; background: transparent; }
QMenuBar::item:selected { background: $accent_ground; }
QMenu { background: $panel; border: 1px solid $line; padding: ${g1}px; }
QMenu::item { padding: ${g1}px ${g6}px; }
QMenu::item:selected { background: $accent_ground; color: $text; }
QMenu::separator { height: 1px; background: $line; margin: ${g1}px; }
QTreeView[role="navigation"] QScrollBar:vertical { width: ${g2}px; }
QStatusBar { min-height: ${status}px; background: $panel; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { font-size: ${small}px; color: $quiet; padding: 0 ${g1}px; }
QStatusBar QToolButton { font-size: ${small}px; color: $quiet; padding: 0 ${g1}px; min-height: 0; }
QStatusBar QLabel[tone="conforming"] { color: $conforming; }
QStatusBar QLabel[tone="nonconforming"] { color: $nonconforming; }
QSplitter::handle { background: $line; }
QTabWidget::pane { border: 1px solid $line; border-radius: ${radius}px; background: $panel; }
QTabBar::tab { background: transparent; padding: ${g2}px ${g4}px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { border-bottom: 2px solid $accent; font-weight: bold; }
QTabBar::tab:focus { color: $accent; }
QTabBar::scroller { width: ${row}px; }
QTabBar QToolButton { background: $ground; border: 1px solid $line; border-radius: 0; padding: 0; min-width: 0;
    min-height: 0; }
QTabBar QToolButton::left-arrow { image: url("$chevron_left_text"); width: ${g4}px; height: ${g4}px; }
QTabBar QToolButton::right-arrow { image: url("$chevron_right_text"); width: ${g4}px; height: ${g4}px; }
QTabBar QToolButton::left-arrow:disabled, QTabBar QToolButton::right-arrow:disabled { image: none; }
QScrollBar:vertical { background: transparent; width: ${g3}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${g3}px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: ${g1}px; min-height: ${row}px; min-width: ${row}px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QGroupBox { border: none; margin-top: ${section}px; font-weight: bold; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
""")


def style_sheet(palette: Palette, px: Callable[[float], int], pictures: Mapping[str, str]) -> str:
    """The application's style sheet in these colours; `px` scales the lengths of the design.

    `pictures` are files of icons in these colours: chevron_DIRECTION_text for all four, check_on_accent,
    radio_on_accent.
    """
    lengths = {f"g{n}": px(tokens.GAP * n) for n in (1, 2, 3, 4, 6)}
    # A focus ring is one pixel wider than the line it replaces: the padding gives way, nothing moves.
    inner = {f"g{n}m": max(0, px(tokens.GAP * n) - 1) for n in (1, 2, 4)}
    sizes = {
        # Said for menus and tips, too: systems have fonts of their own for these, which no zoom reaches.
        "base": px(tokens.BASE),
        "small": px(tokens.QUIET),
        "section": px(tokens.SECTION),
        "question": px(tokens.QUESTION),
        "asked": px(tokens.ASKED),
        "figure": px(tokens.FIGURE),
        "row": px(tokens.ROW),
        "button": px(tokens.BUTTON) - 2,
        "field": px(tokens.ROW) - px(tokens.GAP * 2) - 2,
        "radius": tokens.RADIUS,
        "tick": px(18),
        "round": px(18) // 2 + 1,
        "rail": px(40),
        "status": px(30),
        "tile": px(56),
        # Qt sets the words of a cell in by three pixels of its own at any zoom: those above them stand over them.
        "cell": px(tokens.GAP * 2) + 3,
        "small_button": px(tokens.ROW) - 2,
    }
    texts = ("base", "small", "section", "question", "asked", "figure")
    below = {f"{name}_below": _cut_below(sizes[name]) for name in texts}
    return _SHEET.substitute(palette.names(), **lengths, **inner, **sizes, **below, **pictures)


def _cut_below(pixels: int) -> int:
    """Rows of pixels that letters so high reach below the line and below what Qt says of that: it rounds (2.4 pixels of
    a title are 2), and as the font has no leading the lowest row of g, p and y would be outside of a label wherever
    they are not fitted to pixels (Windows, macOS, screens at 125 %)."""
    return ceil(pixels * _DESCENT) - round(pixels * _DESCENT)
