"""The menu bar: everything the window can do, with its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.i18n import LANGUAGES, mark
from app.i18n import gettext as _
from app.ui import registry

LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}
MODES = (("system", mark("As the system")), ("light", mark("Light")), ("dark", mark("Dark")))


class Menus:
    """Menus of the main window. `actions` are found by name; `retranslate` sets every text anew."""

    def __init__(self, bar: QMenuBar, owner: QWidget, do: Callable[[str], None]) -> None:
        self._bar = bar
        self._owner = owner
        self._do = do
        self._texts: list[tuple[QAction | QMenu, str]] = []
        self.actions: dict[str, QAction] = {}
        self._build()

    def retranslate(self) -> None:
        """Set every text anew."""
        for each, msgid in self._texts:
            if isinstance(each, QMenu):
                each.setTitle(_(msgid))
            else:
                each.setText(_(msgid))

    def enable(self, names: Sequence[str], enabled: bool) -> None:
        """Allow or forbid actions by name."""
        for name in names:
            self.actions[name].setEnabled(enabled)

    def explain(self, names: Sequence[str], why: str) -> None:
        """Say why actions cannot be chosen, as their tip; empty takes that back."""
        for name in names:
            action = self.actions[name]
            action.setToolTip(why)
            action.setStatusTip(why)
            for menu in action.associatedObjects():
                if isinstance(menu, QMenu):
                    menu.setToolTipsVisible(bool(why))

    def _build(self) -> None:
        file = self._menu(mark("&File"))
        self._add(file, "new", mark("&New audit…"), "Ctrl+N")
        self._add(file, "open", mark("&Open…"), "Ctrl+O")
        self.recent = self._submenu(file, mark("&Recent audits"))
        file.addSeparator()
        self._add(file, "facts", mark("&Facts of the audit…"))
        self._add(file, "sites", mark("&Sites…"))
        self._add(file, "thresholds", mark("Thresho&lds of the rules…"))
        self._add(file, "names", mark("Other names in the l&edgers…"))
        self._add(file, "own_part", mark("O&wn checkpoints…"))
        self._add(file, "business_days", mark("Business da&ys and holidays…"))
        self._add(file, "evidence", mark("Register of e&vidence…"), "Ctrl+Shift+E")
        file.addSeparator()
        self._add(file, "ledger", mark("&Import a ledger…"), "Ctrl+I")
        file.addSeparator()
        self._add(file, "backup", mark("&Back up…"))
        self._add(file, "restore", mark("Restore from a b&ackup…"))
        file.addSeparator()
        self._add(file, "user", mark("W&ho is at work…"), "Ctrl+Shift+U")
        file.addSeparator()
        self._add(file, "close", mark("&Close the audit"), "Ctrl+W")
        self._add(file, "quit", mark("&Quit"), "Ctrl+Q").setMenuRole(QAction.MenuRole.QuitRole)
        self.edit = edit = self._menu(mark("&Edit"))
        self._add(edit, "undo", mark("&Undo"), "Ctrl+Z")
        self._add(edit, "redo", mark("&Redo"), "Ctrl+Y", "Ctrl+Shift+Z")
        view = self._menu(mark("&View"))
        self._choices(view, "language", mark("&Language"), [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
        self._choices(view, "mode", mark("&Colours"), MODES)
        view.addSeparator()
        self._add(view, "zoom_in", mark("Lar&ger"), "Ctrl++", "Ctrl+=", "Ctrl+;")
        self._add(view, "zoom_out", mark("&Smaller"), "Ctrl+-")
        self._add(view, "zoom_reset", mark("&Normal size"), "Ctrl+0")
        go = self._menu(mark("&Go"))
        self._add(go, "back", mark("&Back"), "Alt+Left")
        self._add(go, "forward", mark("&Forward"), "Alt+Right")
        self._add(go, "next", mark("Next &unanswered"), "Ctrl+J")
        self._add(go, "rapid", mark("&Quick answers…"), "Ctrl+R")
        self._add(go, "interview", mark("Rehearsal of a &hearing…"), "Ctrl+Shift+H")
        self._add(go, "search", mark("&Search"), "Ctrl+F")
        self._add(go, "part_next", mark("&Next part of the window"), "F6")
        self._add(go, "part_before", mark("Previous &part of the window"), "Shift+F6")
        self._add(go, "due", mark("&Days and terms…"))
        go.addSeparator()
        self._add(go, "site_next", mark("Next s&ite"), "Ctrl+PgDown")
        self._add(go, "site_before", mark("P&revious site"), "Ctrl+PgUp")
        go.addSeparator()
        for number, entry in enumerate(registry.pages(), start=1):
            # There are nine keys of one digit; Ctrl+0 is the size of the text.
            self._add(
                go, f"page_{entry.id}", entry.title, f"Ctrl+{number}" if number < 10 else f"Ctrl+Shift+{number - 9}"
            )
        help_menu = self._menu(mark("&Help"))
        self._add(help_menu, "help", mark("Help for this &page"), "F1")
        self._add(help_menu, "log", mark("Folder of the error &log"))
        help_menu.addSeparator()
        self._add(help_menu, "about", mark("&About Shadan")).setMenuRole(QAction.MenuRole.AboutRole)

    def _menu(self, msgid: str) -> QMenu:
        # The owner keeps it: a menu made by the bar alone can lose its wrapper.
        menu = QMenu(self._owner)
        self._bar.addMenu(menu)
        self._texts.append((menu, msgid))
        return menu

    def _submenu(self, menu: QMenu, msgid: str) -> QMenu:
        sub = QMenu(self._owner)
        menu.addMenu(sub)
        self._texts.append((sub, msgid))
        return sub

    def _add(self, menu: QMenu, name: str, msgid: str, *keys: str) -> QAction:
        action = QAction(self._owner)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: self._do(name))
        menu.addAction(action)
        # On the window as well: the keys must work where the menu bar is hidden or global.
        self._owner.addAction(action)
        self._texts.append((action, msgid))
        self.actions[name] = action
        return action

    def _choices(self, menu: QMenu, name: str, msgid: str, choices: Sequence[tuple[str, str]]) -> None:
        sub = self._submenu(menu, msgid)
        group = QActionGroup(self._owner)
        for value, text in choices:
            action = self._add(sub, f"{name}_{value}", text)
            action.setCheckable(True)
            group.addAction(action)
