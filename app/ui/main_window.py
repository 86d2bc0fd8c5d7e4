"""The window: menus, status bar, long tasks, and in the middle the start screen or an open audit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import LANGUAGES, current_language
from app.i18n import gettext as _
from app.ui import files
from app.ui.error_teller import ErrorTeller
from app.ui.menus import Menus
from app.ui.out_of_reach import load_what_is_said
from app.ui.recent_files import RecentFiles
from app.ui.review.who_button import WhoButton
from app.ui.said import Words
from app.ui.settings import Settings
from app.ui.standing import StandingButton
from app.ui.style.theme import STEP, theme
from app.ui.task_bar import TaskBar
from app.ui.tasks import Tasks
from app.ui.translator import speak
from app.ui.undoing import Undoing
from app.ui.widgets.basics import label, restyle
from app.ui.widgets.elided import ElidedLabel

# Services and everything that only an open audit shows are imported where they are used: the window is painted first.
if TYPE_CHECKING:
    from app.services.auditing import NewAudit, Outline
    from app.services.changes import Changes
    from app.services.ports import Desk, World
    from app.ui.banner import Banner
    from app.ui.help.window import HelpWindow
    from app.ui.kit import Kit
    from app.ui.opening import OpeningPage
    from app.ui.session import Session, Target
    from app.ui.start.screen import StartScreen
    from app.ui.window_acts import WindowActs
    from app.ui.workspace import Workspace

_PAINTED_WITHIN = 300
"""Milliseconds after which a file is opened even if its page was not painted."""
_ASKED_AFTER = 100
"""Milliseconds after which it is asked who works: what was left is painted first, and can be answered."""

_READY_AFTER = 500
"""The same until what says an error is loaded, which an audit that merely opens does not need."""

_OF_AUDIT = (
    "facts",
    "sites",
    "thresholds",
    "names",
    "own_part",
    "business_days",
    "due",
    "evidence",
    "ledger",
    "backup",
    "close",
    "next",
    "rapid",
    "interview",
    "search",
    "part_next",
    "part_before",
    "site_next",
    "site_before",
)

_WRITING = ("ledger", "rapid")
"""Menus that only lead to what writes: not offered in a sealed audit."""


class MainWindow(QMainWindow):
    """`opened` carries the session of an audit that was opened; `closed` is emitted when it was closed,
    `painted` once, when the window is first seen."""

    opened = Signal(object)
    closed = Signal()
    painted = Signal()

    def __init__(self, kit: Kit, tasks: Tasks, settings: Settings) -> None:
        super().__init__()
        self.kit = kit
        self.tasks = tasks
        self.settings = settings
        self._world: World | None = None
        self._help: HelpWindow | None = None
        self._teller = ErrorTeller(lambda: self.banner, tasks, self)
        self._acts: WindowActs | None = None
        self._painted = False
        self.session: Session | None = None
        self.workspace: Workspace | None = None
        self.opening: OpeningPage | None = None
        self._start: StartScreen | None = None
        self._assembly: Iterator[None] | None = None
        self._unsaid: list[BaseException] = []
        whole = QWidget(self)
        self._middle = QStackedWidget(whole)
        self.task_bar = TaskBar(tasks, whole)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._middle, 1)
        column.addWidget(self.task_bar)
        self.setCentralWidget(whole)
        self.menus = Menus(self.menuBar(), self, self._do)
        self.undoing = Undoing(self.menus.actions["undo"], self.menus.actions["redo"], self)
        self.undoing.told.connect(self._say_told)
        self.undoing.refused.connect(self.show_error)
        self.menus.edit.aboutToShow.connect(self.undoing.look)
        self.recent = RecentFiles(self.menus.recent, settings, tasks, self)
        self.recent.wanted.connect(lambda file: self.open_file(Path(file)))
        self.recent.looked.connect(self._say_missing)
        self.saved = label(wrap=False)
        self.file_label = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.as_of = label(wrap=False)
        self.who = WhoButton(lambda: self._do("user"))
        self.standing = StandingButton(lambda target: self.session.go(target) if self.session is not None else None)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(theme().px(10), 0, theme().px(10), 0)
        self.statusBar().addWidget(self.saved)
        self.statusBar().addWidget(self.file_label, 1)
        self.statusBar().addPermanentWidget(self.standing)
        self.statusBar().addPermanentWidget(self.who)
        self.statusBar().addPermanentWidget(self.as_of)
        self.setAcceptDrops(True)
        self.setWindowIcon(theme().icon("app", size=64))
        tasks.unhandled.connect(self.show_error)
        self._restore_place()
        self._show_session()
        self.retranslate()

    @property
    def start(self) -> StartScreen:
        """The start screen, made when it is first wanted: who begins with a file does not see it."""
        if self._start is None:
            from app.ui.start.screen import StartScreen

            self._start = start = StartScreen(self.settings, self._middle)
            self._middle.addWidget(start)
            start.wanted.connect(self._do)
            start.file_wanted.connect(lambda file: self.open_file(Path(file)))
            start.file_missing.connect(lambda file: self.acts.find_missing(file))
            start.say_missing(self.recent.missing)
        return self._start

    def _say_missing(self) -> None:
        if self._start is not None:
            self._start.say_missing(self.recent.missing)

    @property
    def catalogue_version(self) -> str:
        """The version of the catalogue, empty while none was loaded."""
        return self._world.catalogue.version if self._world is not None else ""

    # --- words and looks ---------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text anew."""
        self.menus.retranslate()
        self._show_sealed()
        self.undoing.retranslate()
        self.menus.actions[f"language_{current_language()}"].setChecked(True)
        self.menus.actions[f"mode_{theme().mode}"].setChecked(True)
        self.file_label.setAccessibleName(_("File"))
        self._say_audit()
        self.recent.put()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.ActivationChange and self.session is None:
            # A stick may have been plugged in, or pulled out, while one looked elsewhere.
            self.recent.look()
        super().changeEvent(event)

    def choose_language(self, language: str) -> None:
        """Speak another language from now on."""
        self.settings.put("language", language)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            speak(application, language)

    def choose_look(self, *, mode: str | None = None, zoom: int | None = None) -> None:
        """Wear another look from now on."""
        theme().wear(mode=mode, zoom=zoom)
        self.settings.put("mode", theme().mode)
        self.settings.put("zoom", str(theme().zoom))

    @property
    def banner(self) -> Banner:
        """Where errors are said now."""
        return self.workspace.banner if self.workspace is not None else self.start.banner

    def show_error(self, error: BaseException) -> None:
        """Say an error as a sentence; a bug that comes again and again is logged and shown once."""
        if self.opening is not None and not self.opening.refused:
            # There is no place for it yet, and it must not be lost.
            self._unsaid.append(error)
            return
        self._teller.say(error)

    # --- an audit comes and goes -------------------------------------------------------------------------------------

    def preload(self) -> None:
        """Show the start screen, and load what the first audit will need while the officer looks at it."""
        self._middle.setCurrentWidget(self.start)

        def make() -> None:
            load_what_is_said()
            self.make_world()

        def load() -> None:
            self.tasks.read(make, owner=self)

        if self._painted:
            load()
        else:
            self._when_painted(load)

    def open_file(self, file: Path) -> None:
        """Open an audit in place of the one that is open."""

        def make(world: World) -> Desk:
            from app.services import auditing

            return auditing.open_audit(world, file)

        self._begin(file, make, lambda: _("Opening {file}").format(file=file.name), known=True)

    def create_file(
        self,
        file: Path,
        new: NewAudit,
        made: Callable[[], object] | None = None,
        refused: Callable[[BaseException], None] | None = None,
        earlier: Path | None = None,
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        """Begin an audit in a new file and open it; one that goes on from an `earlier` one, whose sites were
        `renamed`."""

        def make(world: World) -> Desk:
            from app.services import auditing

            if earlier is not None:
                from app.services import carrying

                return carrying.create_from(world, file, new, earlier, renamed=renamed)[0]
            return auditing.create(world, file, new)

        from app.ui.session import Target

        # What waits for the officer there.
        then = Target("checkpoints", options={"filter": "carried"}) if earlier is not None else None
        self._begin(file, make, lambda: _("Making {file}").format(file=file.name), made, refused, then=then)

    def close_audit(self) -> bool:
        """Close the open audit; False when the officer must decide something first."""
        self._assemble_rest()
        if self.workspace is None or self.session is None:
            return True
        if not self.workspace.can_leave():
            return False
        session, workspace = self.session, self.workspace
        self._remember(session)
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            # What the pages sent on their way a moment ago may still be refused: then the officer must know.
            self.tasks.cancel_all()
            self.tasks.drain()
            if not workspace.can_leave():
                return False
            workspace.abandon()
            lost = _close(session)
        finally:
            self.unsetCursor()
        self.session = self.workspace = None
        self._teller.reopen = None
        self.undoing.take(None)
        self._middle.setCurrentWidget(self.start)
        self._middle.removeWidget(workspace)
        workspace.hide()
        workspace.setParent(None)
        workspace.deleteLater()
        session.deleteLater()
        self.start.refresh()
        self._show_session()
        self.closed.emit()
        if lost is not None:
            self.show_error(lost)
        else:
            self._teller.audit = None
        return True

    def _begin(
        self,
        file: Path,
        make: Callable[[World], Desk],
        words: Words,
        made: Callable[[], object] | None = None,
        refused: Callable[[BaseException], None] | None = None,
        known: bool = False,
        then: Target | None = None,
    ) -> None:
        if not self.close_audit():
            return
        self._teller.audit = file

        def work() -> tuple[Desk, Outline]:
            from app.services import auditing

            desk = make(self.make_world())
            try:
                _import_pages()
                return desk, auditing.outline(desk)
            except BaseException:
                desk.file.close()
                raise

        def home(opened: tuple[Desk, Outline]) -> None:
            if made is not None:
                made()
            # Another file may have been opened meanwhile.
            if not self.close_audit():
                opened[0].file.close()
                return
            self._teller.audit = file
            self._assembly = self._pieces(*opened, then)
            QTimer.singleShot(0, self, self._assemble)

        def begin() -> None:
            self.tasks.read(work, home, refused or self.not_opened, owner=self)

        if known and self._show_opening(file, words):
            self._when_painted(begin)
        else:
            self._middle.setCurrentWidget(self.start)
            self.start.set_busy(words)
            if self._painted:
                begin()
            else:
                self._when_painted(begin)

    def _show_opening(self, file: Path, words: Words) -> bool:
        """Show the page the officer left in this file, as far as it is remembered; False where nothing is."""
        from app.ui.checkpoints.head import head_from_text
        from app.ui.opening import OpeningPage

        self._hide_opening()
        head = head_from_text(self.settings.last_words(file))
        place = str(file.resolve())
        told = next((each for each in self.settings.recent() if each["file"] == place), None)
        if head is None or told is None:
            return False
        audit = f"{told.get('organisation', '')}  {told.get('period', '')}"
        self.opening = OpeningPage(audit, head, words, self._middle)
        self._middle.addWidget(self.opening)
        self._middle.setCurrentWidget(self.opening)
        self.setWindowTitle(f"{audit.replace('  ', ' ')} — {_('Shadan')}")
        self.file_label.setText(str(file))
        self.statusBar().show()
        return True

    def _when_painted(self, act: Callable[[], object]) -> None:
        """Call `act` once the page that waits is on the screen: what it begins takes the processor from painting."""
        waiting = [act]

        def once() -> None:
            if waiting:
                waiting.pop()()

        (self.painted if self.opening is None else self.opening.painted).connect(once)
        # A window that is minimised is never painted.
        QTimer.singleShot(_PAINTED_WITHIN, self, once)

    def _hide_opening(self) -> None:
        if self.opening is not None:
            opening, self.opening = self.opening, None
            self._middle.removeWidget(opening)
            opening.hide()
            opening.deleteLater()
            unsaid, self._unsaid = self._unsaid, []
            for error in unsaid:
                self.show_error(error)

    def make_world(self) -> World:
        """The world, made once; called off the GUI thread."""
        if self._world is None:
            world = self.kit.world()
            self._world = replace(world, user=self.settings.user() or world.user)
        return self._world

    def _assemble(self) -> None:
        """One piece of the open audit, and the next one when the window has had its turn."""
        if self._assembly is None:
            return
        try:
            next(self._assembly)
        except StopIteration:
            self._assembly = None
        else:
            QTimer.singleShot(0, self, self._assemble)

    def _assemble_rest(self) -> None:
        """What is half built is finished before it is closed, so that the file is given free."""
        while self._assembly is not None:
            self._assemble()

    def _pieces(self, desk: Desk, outline: Outline, then: Target | None) -> Iterator[None]:
        """Build what shows the audit, in pieces between which the window stays alive; `then` show something in it."""
        half: list[QWidget] = []
        try:
            yield from self._built(desk, outline, then, half)
        except Exception as error:
            if self.session is not None:
                raise
            for each in half:
                each.hide()
                each.deleteLater()
            # The stick may have been pulled out before all of it was loaded: the file is given free, and it is said.
            self.tasks.read(desk.file.close, failed=lambda _error: None, owner=self)
            self.not_opened(error)

    def _built(self, desk: Desk, outline: Outline, then: Target | None, half: list[QWidget]) -> Iterator[None]:
        from app.ui.session import Session
        from app.ui.workspace import Workspace

        self._close_help()
        session = Session(self.kit, desk, outline, self.tasks)
        # In its place from the beginning: each change of parent styles everything inside anew.
        workspace = Workspace(session, self.settings, self._middle)
        half.append(workspace)
        workspace.hide()
        # Laid out once, at the size it will have.
        workspace.resize(self._middle.size())
        yield
        yield from workspace.build_resumed()
        workspace.resume()
        yield
        self.session, self.workspace = session, workspace
        self._teller.reopen = self.open_file
        session.saved.connect(self._say_saved)
        session.changed.connect(self._changed)
        session.happened.connect(self._say_happened)
        session.standing.connect(self.standing.tell)
        session.quick.connect(lambda: self.acts.do("rapid"))
        workspace.moved.connect(self._moved)
        self.undoing.take(session, workspace.can_leave, workspace.shows)
        self._middle.addWidget(workspace)
        self._middle.setCurrentWidget(workspace)
        self._hide_opening()
        if self._start is not None:
            self._start.set_busy("")
        self._remember(session)
        self._show_session()
        self.who.say(session.user)
        if (refusal := desk.file.refusal) is not None and not session.sealed:
            # Before the first answer is given, which could not be kept.
            self.show_error(refusal)
        elif not session.sealed:
            QTimer.singleShot(_ASKED_AFTER, session, partial(self._look_who_works, session))
        QTimer.singleShot(_READY_AFTER, self, lambda: self.tasks.read(load_what_is_said, owner=self))
        self.opened.emit(session)
        if then is not None:
            session.go(then)

    def _look_who_works(self, session: Session) -> None:
        """Ask whether it is really this person, where the audit lists its people and not this one: the records of one
        login that two share would name the wrong one."""
        if session is not self.session:
            return

        def read() -> bool:
            from app.domain.duties import officer_named
            from app.services import people

            listed = people.listing(session.desk)
            return not listed or officer_named(listed, session.user) is not None

        def home(known: bool) -> None:
            if not known and session is self.session:
                name = session.user
                self.banner.notice(
                    lambda: _("The records will name {name}, who is not among the people of this audit.").format(
                        name=name
                    ),
                    lambda: _("Who is at work…"),
                    lambda: self._do("user"),
                )

        self.tasks.read(read, home, owner=self)

    def not_opened(self, error: BaseException) -> None:
        """A file could not be opened or made: back to the start screen, which says why."""
        if self.workspace is not None:
            # Another file was opened meanwhile, and stays.
            self.show_error(error)
            return
        try:
            self._middle.setCurrentWidget(self.start)
        except (ImportError, OSError):
            # It was not loaded yet, and the program is out of reach: it is said where one is.
            if self.opening is None:
                self.show_error(error)
            else:
                self._teller.refuse(self.opening, error)
            return
        self._hide_opening()
        self._show_session()
        self.start.set_busy("")
        self.start.refresh()
        self.show_error(error)

    def _remember(self, session: Session) -> None:
        """Put the audit at the head of the recent ones with its progress."""
        audit, total = session.outline.audit, session.outline.total()
        self.settings.remember(
            session.file,
            organisation=audit.organisation,
            period=audit.period,
            answered=str(total.answered),
            total=str(total.total),
        )

    # --- status bar --------------------------------------------------------------------------------------------------

    def _show_session(self) -> None:
        """Show or hide what makes sense with an open audit only."""
        there = self.session is not None
        self.menus.enable(_OF_AUDIT, there)
        self._show_sealed()
        for name, action in self.menus.actions.items():
            if name.startswith("page_"):
                action.setEnabled(there)
        self.saved.setText("")
        self.saved.hide()
        self.standing.tell(None)
        self.statusBar().setVisible(there)
        self._moved()
        self._say_audit()
        self.recent.put()

    def _say_audit(self) -> None:
        if self.session is None:
            self.setWindowTitle(_("Shadan"))
            self.file_label.clear()
            self.as_of.clear()
            return
        from app.ui.words import day_word

        audit, file = self.session.outline.audit, self.session.file
        self.setWindowTitle(f"{audit.organisation} {audit.period} — {_('Shadan')}")
        self.file_label.setText(str(file))
        self.as_of.setText(_("As of {date}").format(date=day_word(audit.as_of, era=True)))

    def _say_saved(self, at: str) -> None:
        from app.ui.dates import clock

        self.saved.setText(_("✓ Saved {time}").format(time=clock(at)))
        restyle(self.saved, tone="conforming")
        self.saved.show()

    def _say_happened(self, words: Words, target: Target) -> None:
        """What came of something on another page, with the way there."""
        session = self.session
        if session is not None:
            self.banner.notice(words, lambda: _("Look at it"), lambda: session.go(target))

    def _say_told(self, words: str) -> None:
        self.saved.setText(words)

    def _show_sealed(self) -> None:
        """What only writes is not offered in a sealed audit, and says why."""
        session = self.session
        sealed = session is not None and session.sealed
        self.menus.enable(_WRITING, session is not None and not sealed)
        if sealed:
            from app.ui.sealed import why_sealed

            self.menus.explain(_WRITING, why_sealed())
        else:
            self.menus.explain(_WRITING, "")

    def _changed(self, changes: Changes) -> None:
        if changes.catalogue and QApplication.activeModalWidget() is None:
            # Pages hold the checkpoints that they show. A dialog that changes them asks for this when it is done.
            QTimer.singleShot(0, self, self._open_anew)
        if changes.audit:
            self._say_audit()
            self._show_sealed()
        if self.session is not None and (changes.audit or changes.places):
            # At once: the start screen must not say less than is saved when the program was killed.
            self._remember(self.session)

    def _open_anew(self) -> None:
        if self.session is not None:
            self.open_file(self.session.file)

    def _moved(self) -> None:
        workspace = self.workspace
        self.menus.enable(["back"], workspace is not None and workspace.can_go_back)
        self.menus.enable(["forward"], workspace is not None and workspace.can_go_forward)

    # --- what menus and buttons do -----------------------------------------------------------------------------------

    def _do(self, name: str) -> None:
        kind, _sep, value = name.partition("_")
        if kind == "language" and value in LANGUAGES:
            self.choose_language(value)
        elif kind == "mode":
            self.choose_look(mode=value)
        elif kind == "zoom":
            step = {"in": STEP, "out": -STEP}.get(value)
            self.choose_look(zoom=100 if step is None else theme().zoom + step)
        elif kind == "page":
            if self.session is not None:
                from app.ui.session import Target

                self.session.go(Target(value))
        elif name in self._of_workspace():
            self._of_workspace()[name]()
        elif name == "close":
            self.close_audit()
        elif name == "quit":
            self.close()
        elif name == "help":
            self.show_help()
        else:
            self.acts.do(name)

    @property
    def acts(self) -> WindowActs:
        """What asks for something first, made when it is first wanted."""
        if self._acts is None:
            from app.ui.window_acts import WindowActs

            self._acts = WindowActs(self)
        return self._acts

    def _of_workspace(self) -> dict[str, Callable[[], object]]:
        workspace = self.workspace
        if workspace is None:
            return {}
        return {
            "back": workspace.go_back,
            "forward": workspace.go_forward,
            "next": workspace.next_unanswered,
            "search": lambda: workspace.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "part_next": lambda: workspace.next_part(1),
            "part_before": lambda: workspace.next_part(-1),
            "undo": self.undoing.undo,
            "redo": self.undoing.redo,
            "site_next": lambda: workspace.next_site(1),
            "site_before": lambda: workspace.next_site(-1),
        }

    def be_called(self, name: str) -> None:
        """Who works from now on; the history names this person. What the one before typed is sent on its way first."""
        if self.workspace is not None and not self.workspace.can_leave():
            # A question is still open on the page that was turned to: it is for who opened it to answer.
            return
        self.settings.put("user", name)
        self._world = replace(self.make_world(), user=name)
        if self.session is not None:
            self.session.work_as(name)
        self.who.say(name)

    def show_help(self, topic: str = "") -> None:
        """The help window on a topic; on that of this page (F1) if none is named."""
        from app.ui.help.window import HelpWindow

        if self._help is None:
            self._help = HelpWindow(self._world.catalogue if self._world is not None else None, self)
        page = self.workspace.page if self.workspace is not None else None
        self._help.show_topic(topic or (page.help_topic() if page is not None else "begin"))
        self._help.show()
        self._help.activateWindow()

    def _close_help(self) -> None:
        """The next one is made with the catalogue of the audit that is open then."""
        if self._help is not None:
            self._help.close()
            self._help.deleteLater()
            self._help = None

    # --- the window itself -------------------------------------------------------------------------------------------

    def _restore_place(self) -> None:
        if not self.restoreGeometry(self.settings.state("geometry")):
            self.resize(theme().px(1360), theme().px(820))
        screen = self.screen().availableSize()
        self.resize(min(self.width(), screen.width()), min(self.height(), screen.height()))
        self.setMinimumSize(QSize(640, 480).boundedTo(screen))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """An audit file may be dropped."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Open what was dropped."""
        file = _dropped(event)
        if file is not None:
            event.acceptProposedAction()
            # After the drop is over: the program it came from waits for us.
            QTimer.singleShot(0, lambda: self.open_file(file))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """A window that nobody gave a file begins with the start screen."""
        if self._middle.count() == 0:
            self._middle.setCurrentWidget(self.start)
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Tell once that the window is seen, after its parts were painted, too."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._tell_painted)

    def _tell_painted(self) -> None:
        self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Finish what is being written, give the file free, remember where the window was."""
        self.settings.put_state("geometry", self.saveGeometry())
        if self.close_audit():
            self._close_help()
            event.accept()
        else:
            event.ignore()


def _close(session: Session) -> Exception | None:
    """Give the file free. A stick that was pulled out must not keep the window open: the error is handed back."""
    try:
        session.close()
    except Exception as error:  # noqa: BLE001 - said by the caller, whatever it is
        return error
    return None


def _import_pages() -> None:
    """Load what shows an audit, on the thread that opens it: the window waits for none of it."""
    import app.ui.checkpoints.page
    import app.ui.session
    import app.ui.workspace  # noqa: F401 - all three for whoever builds the window


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    file = Path(urls[0].toLocalFile())
    return file if file.suffix.lower() == files.SUFFIX else None
