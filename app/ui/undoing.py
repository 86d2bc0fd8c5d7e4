"""元に戻す and やり直す in the window: named in the menu, said in the status bar, shown where it happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.i18n import gettext as _

# Services and what an open audit needs are imported where they are used: the window is painted first.
if TYPE_CHECKING:
    from app.domain.progress import Place
    from app.services.changes import Changes
    from app.services.ports import Desk, Progress
    from app.services.undoing import Offered, Shown
    from app.ui.session import Session, Target

    Outcome = tuple[Changes, Shown | None, Offered]
    """What was turned, if anything was; the step; and what comes next."""

_RESTS = 150
"""Milliseconds after a change before what could be undone is read: many changes may come one after the other."""

_UNDO = frozenset({"Ctrl+Z"})
_REDO = frozenset({"Ctrl+Y", "Ctrl+Shift+Z"})


class Undoing(QObject):
    """Over the two menu actions and the open audit. `told` carries what was undone or done again, in words; `refused`
    why it was not."""

    told = Signal(str)
    refused = Signal(object)

    def __init__(self, undo: QAction, redo: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._actions = {False: undo, True: redo}
        self._session: Session | None = None
        self._may_leave: Callable[[], bool] = lambda: True
        self._shows: Callable[[Sequence[Place]], bool] = lambda _places: False
        self._offered: Offered | None = None
        self._round = 0
        self._running = False
        self._field: QWidget | None = None
        self._timer = QTimer(self, interval=_RESTS, singleShot=True)
        self._timer.timeout.connect(self._read)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self.retranslate()

    def take(
        self,
        session: Session | None,
        may_leave: Callable[[], bool] = lambda: True,
        shows: Callable[[Sequence[Place]], bool] = lambda _places: False,
    ) -> None:
        """Serve the audit that is open now; None where there is none. `may_leave` sends what was typed on its way;
        `shows` tells whether the page on show has places on it."""
        self._session, self._may_leave, self._shows, self._offered = session, may_leave, shows, None
        self._timer.stop()
        self.retranslate()
        if session is not None:
            session.changed.connect(self._changed)

    def look(self) -> None:
        """Somebody looks at the menu: read what it names, if that was not done since the last change."""
        if self._offered is None:
            self._read()

    def undo(self) -> None:
        """Take back what was done last."""
        self._turn(again=False)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._turn(again=True)

    def retranslate(self) -> None:
        """Name what comes next."""
        for again, action in self._actions.items():
            shown = self._shown(again)
            if shown is None:
                action.setText(_("&Redo") if again else _("&Undo"))
            else:
                words = _("&Redo: {what}") if again else _("&Undo: {what}")
                if shown.passed:
                    words = _("&Undo what was done before: {what} (stays: {later})…")
                action.setText(words.format(what=self._words(shown), later=self._later(shown)))
            # What was not read yet may be anything.
            unread = self._session is not None and self._offered is None
            action.setEnabled(shown is not None or unread)

    # --- what comes next ---------------------------------------------------------------------------------------------

    def _shown(self, again: bool) -> Shown | None:
        if self._offered is None:
            return None
        return self._offered.redo if again else self._offered.undo

    def _words(self, shown: Shown) -> str:
        from app.services import undoing

        # What begins with & in a menu would be underlined.
        return undoing.words(shown, _).replace("&", "&&")

    def _later(self, shown: Shown) -> str:
        """What was done last, where it stays."""
        return self._words(shown.passed[0]) if shown.passed else ""

    def _changed(self, _changes: Changes) -> None:
        # Until it is read what it was: it can be undone at once.
        self._actions[False].setEnabled(True)
        self._timer.start()

    def _read(self) -> None:
        session = self._session
        if session is None:
            return
        self._round += 1
        desk = session.desk

        def read() -> Offered:
            from app.services import undoing

            return undoing.offered(desk)

        session.tasks.read(read, partial(self._came, session, self._round), owner=self)

    def _came(self, session: Session, round_: int, offered: Offered) -> None:
        # Readings overtake one another: an older one would offer what was undone meanwhile.
        if session is self._session and round_ == self._round:
            self._offered = offered
            self.retranslate()

    # --- doing it ----------------------------------------------------------------------------------------------------

    def _turn(self, *, again: bool) -> None:
        session = self._session
        if session is None or self._running:
            return
        field = QApplication.focusWidget()
        if field is not None and _text_in(field) is not None:
            # What was typed goes on its way, and the field shows what stands afterwards.
            field.clearFocus()
        if not self._may_leave():
            return
        self._running = True
        self._do(session, again, None)

    def _do(self, session: Session, again: bool, agreed: Shown | None) -> None:
        """`agreed` is an earlier step that is meant, although what was done last stays."""
        known = agreed or self._shown(again)
        meant = _numbers(agreed)

        def work(desk: Desk, progress: Progress | None = None) -> Outcome:
            from app.services import undoing
            from app.services.changes import Changes

            offered = undoing.offered(desk)
            shown = offered.redo if again else offered.undo
            if shown is not None and shown.passed and _numbers(shown) != meant:
                return Changes(), shown, offered
            if again:
                changes = undoing.redo(desk, _, shown, progress)
            else:
                changes = undoing.undo(desk, _, shown, progress, past=True)
            return changes, shown, undoing.offered(desk)

        home = partial(self._done, session, again)
        if known is not None and known.long:
            # Ledger rules run anew, or there are many places.
            title = partial(self._title, known, again)
            session.do_long(title, work, home, self._failed, self)
        else:
            session.do(work, home, self._failed, self)

    def _title(self, shown: Shown, again: bool) -> str:
        words = _("Doing again: {what}") if again else _("Undoing: {what}")
        return words.format(what=self._words(shown))

    def _done(self, session: Session, again: bool, outcome: Outcome) -> None:
        self._running = False
        changes, shown, offered = outcome
        self._round += 1
        self._came(session, self._round, offered)
        if shown is None:
            return
        if not changes.at:
            QTimer.singleShot(0, self, partial(self._ask, session, shown))
            return
        from app.services import undoing

        words = _("✓ Done again: {what}") if again else _("✓ Undone: {what}")
        told = words.format(what=self._words(shown).replace("&&", "&"))
        more = (undoing.left(shown, _), undoing.unaccepted(changes, _))
        self.told.emit("  ".join([told, *(words for words in more if words)]))
        # After everybody has shown what stands now: who leaves a page sends on its way what is typed there.
        if not self._seen(shown):
            QTimer.singleShot(0, self, partial(self._go, session, target_of(shown, session.here)))

    def _seen(self, shown: Shown) -> bool:
        """Whether what was turned is to be seen where the officer is."""
        places = shown.step.places
        return shown.act.partition(".")[0] in _ON_PLACES and bool(places) and self._shows(places)

    def _ask(self, session: Session, shown: Shown) -> None:
        """What was done last stays: whether what was done before it is meant."""
        from app.services import undoing
        from app.ui.dates import moment
        from app.ui.dialogs.question import agreed

        if session is not self._session or self._running:
            return
        words = undoing.asked(shown, moment(shown.at), _)
        title, over = _("Undo what was done before?"), QApplication.activeModalWidget() or self._window
        if not agreed(title, words, _("Undo nothing"), _("Undo what was done before"), over):
            return
        # The audit may have been closed while it was asked.
        if session is self._session and not self._running:
            self._running = True
            self._do(session, again=False, agreed=shown)

    def _go(self, session: Session, target: Target | None) -> None:
        if session is self._session and target is not None:
            session.go(target)

    def _failed(self, error: BaseException) -> None:
        self._running = False
        self._timer.start()
        self.refused.emit(error)

    # --- the undo of a text field ------------------------------------------------------------------------------------

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field.destroyed.disconnect(self._forget)
            self._field = None
        if now is not None and self._session is not None and now.window() is self._window and _text_in(now) is not None:
            self._field = now
            now.installEventFilter(self)
            now.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._field = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A text field keeps Ctrl+Z while it has something to undo itself; then the key is the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
            field = _text_in(watched)
            if field is not None and (
                (keys in _UNDO and not _undo_in(field)) or (keys in _REDO and not _redo_in(field))
            ):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def _numbers(shown: Shown | None) -> list[frozenset[int]]:
    """What is undone, and what stays then."""
    return [] if shown is None else [each.step.numbers for each in (shown, *shown.passed)]


def target_of(shown: Shown, here: Target | None = None) -> Target | None:
    """Where a step happened, None for what is shown on no page. A measure is shown on the page of its checkpoint to
    whoever is `here` among the checkpoints, else in the plan."""
    from app.ui.session import Target

    event = shown.step.first.event
    kind = shown.act.partition(".")[0]
    among_them = kind not in _PAGES or (kind == "plan" and here is not None and here.page == "checkpoints")
    if event.checkpoint and among_them:
        return Target("checkpoints", checkpoint=event.checkpoint, site=event.site or None)
    page = _PAGES.get(kind)
    if page is None:
        return None
    told = {**(event.before or {}), **(event.after or {})}
    return Target(
        page,
        finding=event.subject if page == "findings" else "",
        kind=str(told.get("kind", "")) if page == "ledgers" else "",
        options={"tab": _TABS[kind]} if kind in _TABS else {},
    )


_PAGES = {
    "finding": "findings",
    "plan": "plan",
    "case": "plan",
    "separation": "plan",
    "filing": "plan",
    "record": "ledgers",
}
_ON_PLACES = frozenset({"answer", "proposal", "flag", "review"})
"""What every page that shows places tells of them."""
_TABS = {"plan": "actions", "case": "cases", "separation": "separations", "filing": "filing"}

_TextField = QLineEdit | QPlainTextEdit | QTextEdit


def _text_in(widget: QObject) -> _TextField | None:
    """The text field that a widget is, if it can be written in."""
    if isinstance(widget, QAbstractSpinBox):
        widget = widget.lineEdit()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return None if widget.isReadOnly() else widget
    return None


def _undo_in(field: _TextField) -> bool:
    return field.isUndoAvailable() if isinstance(field, QLineEdit) else field.document().isUndoAvailable()


def _redo_in(field: _TextField) -> bool:
    return field.isRedoAvailable() if isinstance(field, QLineEdit) else field.document().isRedoAvailable()
