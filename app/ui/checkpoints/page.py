"""The checkpoint page: a list or one checkpoint, the explanations beside it, the way on below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.domain.catalogue import Checkpoint
from app.domain.progress import Place
from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui.checkpoints.context import ContextPanel
from app.ui.checkpoints.keeper import Keeper
from app.ui.checkpoints.leading import lead_to
from app.ui.checkpoints.rows import Show
from app.ui.checkpoints.sheet import CheckpointSheet
from app.ui.page import Page
from app.ui.review.card import KEYS
from app.ui.session import Session, Target
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import button

if TYPE_CHECKING:
    from app.ui.checkpoints.audit_list import AuditList
    from app.ui.checkpoints.item_list import ItemList
    from app.ui.checkpoints.reading import ListReading


class CheckpointsPage(Page):
    """Targets: `checkpoint` shows one, `options["item"]` the list of an item at the chosen site; without either, the
    list of all places of the audit, `options["site"]` those of one site (empty: of the company).

    `options["filter"]` is a value of `rows.Show` and limits either list; `options["only"]` leaves of all places those
    that a number of the overview counts.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.keeper = Keeper(session, self)
        self._checkpoint: Checkpoint | None = None
        self._drawer = False
        self._list: ItemList | None = None
        self._list_round = 0
        self._everything: AuditList | None = None
        self.context = ContextPanel(session.catalogue, session.desk.world.ledgers.kinds(), self)
        self._build()
        self._keys()
        theme().changed.connect(self._dress)
        self._dress()
        self.retranslate()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        # From outside inwards: each change of parent styles everything inside anew.
        self.stack = QStackedWidget(self)
        self.pane = QScrollArea(self.stack)
        self.pane.setWidgetResizable(True)
        self.pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack.addWidget(self.pane)
        body = QWidget()
        body.setProperty("role", "page")
        self.pane.setWidget(body)
        self.sheet = CheckpointSheet(self.session, self.keeper, body)
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.sheet, 1)
        self.stack.currentChanged.connect(lambda _place: self._share_room())
        self.foot = QFrame(self)
        self.foot.setProperty("role", "foot")
        self.back = button("", self.go_back, self)
        self.next_open = button("", self.go_next_unanswered, self)
        self.next = button("primary", self.go_next, self)
        self._foot_row = QHBoxLayout(self.foot)
        self._foot_row.addWidget(self.back)
        self._foot_row.addStretch(1)
        self._foot_row.addWidget(self.next_open)
        self._foot_row.addWidget(self.next)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        self.sheet.onward.connect(self.go_next)
        self.sheet.item_wanted.connect(self._to_list)
        self.sheet.explain.connect(lambda: self._open_drawer(not self._drawer))
        self.context.closed.connect(lambda: self._open_drawer(False))
        self.context.ledger.connect(lambda kind: self.session.go(Target("ledgers", kind=kind)))

    @property
    def list(self) -> ItemList:
        """The list of an item, made when it is first wanted: most days begin with a checkpoint."""
        if self._list is None:
            from app.ui.checkpoints.item_list import ItemList

            self._list = made = ItemList(self.session, self.stack)
            made.chosen.connect(lambda identity: self._go_from_list(Target("checkpoints", checkpoint=identity)))
            self._take_in(made)
        return self._list

    @property
    def everything(self) -> AuditList:
        """The list of all places, made when it is first wanted."""
        if self._everything is None:
            from app.ui.checkpoints.audit_list import AuditList

            self._everything = made = AuditList(self.session, self.stack)
            made.chosen.connect(
                lambda identity, site: self._go_from_list(Target("checkpoints", checkpoint=identity, site=site or None))
            )
            made.quick.connect(self.session.quick)
            self._take_in(made)
        return self._everything

    def _take_in(self, made: ItemList | AuditList) -> None:
        self.stack.addWidget(made)
        self._share_room()
        made.dress()
        made.retranslate()

    def _lists(self) -> tuple[ItemList | AuditList, ...]:
        return tuple(each for each in (self._list, self._everything) if each is not None)

    def _keys(self) -> None:
        for number in range(1, 5):
            self._key(f"{number}", partial(self._press, number))
            self._key(f"Alt+{number}", partial(self._press, number))
        self._key("Alt+0", lambda: self._press(0))
        self._key("Ctrl+E", self._add_evidence)
        for keys, act in KEYS.items():
            self._key(keys, partial(self.sheet.review.press, act))
        for enter in ("Ctrl+Return", "Ctrl+Enter"):
            self._key(enter, self._answer_and_go_on)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # --- Page ------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text anew."""
        self.back.setText(_("Back"))
        self.back.setAccessibleName(_("Previous checkpoint"))
        self.next_open.setAccessibleName(_("Next unanswered checkpoint of this site, Ctrl+J"))
        self.next.setText(_("Next"))
        self.next.setAccessibleName(_("Next checkpoint"))
        self.sheet.retranslate()
        for each in self._lists():
            each.retranslate()
        self.context.retranslate()
        self._arrange()

    def refresh(self, changes: Changes) -> None:
        """Show what was written."""
        if changes.sites and not self.session.site and self.session.sites:
            self.session.choose_site(self.session.sites[0].id)
        if self._on_sheet:
            self.sheet.refresh(changes)
        else:
            self._shown_list.refresh()
            self._read_list()

    def site_chosen(self, site: str) -> None:
        """The same checkpoint at another site."""
        if self._checkpoint is not None and self._on_sheet:
            place = self.session.place(self._checkpoint)
            if place != self.sheet.place:
                self._show_checkpoint(self._checkpoint)
        elif self._list is not None and self._list.item:
            self._list.refresh()

    def open(self, target: Target) -> None:
        """Show a checkpoint, or a list of them.

        A question for a reason that is still open keeps the officer where it is asked.
        """
        checkpoint = self._known(target.checkpoint)
        item = target.options.get("item", "")
        a_list = bool(item) or not target.checkpoint
        if self._on_sheet and (a_list or checkpoint is not self._checkpoint) and not self.sheet.may_leave():
            self._tell_where()
            return
        if target.site:
            self.session.choose_site(target.site)
        show = _filter(target.options.get("filter", ""))
        if item:
            self.list.show_item(item, show)
            self._show_list(self.list)
        elif checkpoint is not None:
            self._show_checkpoint(checkpoint)
            self._take_focus()
            if field := target.options.get("field", ""):
                lead_to(self.sheet, self.pane, field, target.options.get("record", ""))
        elif a_list or not self._on_sheet:
            # Who follows a link to a checkpoint that is not asked any more is told so.
            only = target.options.get("only", "")
            self.everything.show_all(show, target.options.get("site"), gone=target.checkpoint, only=only)
            self._show_list(self.everything)

    def pieces(self) -> tuple[QWidget, ...]:
        """The checkpoint or the list that is shown."""
        if self._on_sheet:
            return (self.sheet,)
        return (self.everything.table if self._list is not self._shown_list else self.list.view,)

    def help_topic(self) -> str:
        """How checkpoints are answered."""
        return "checkpoints"

    def leave(self) -> bool:
        """Everything typed is on its way; False while a reason is asked for, or something could not be saved."""
        if self._on_sheet and not self.sheet.may_leave():
            return False
        waiting = [*self.keeper.refused, *((name, "") for name in self.sheet.measure.refused)]
        waiting += [*self.sheet.challenges.refused, *self.sheet.proof.waiting]
        if not waiting:
            return True
        checkpoint, site = waiting[0]
        if not self._on_sheet or self.sheet.place[0] != checkpoint or (site and self.sheet.place[1] != site):
            self.session.go(Target("checkpoints", checkpoint=checkpoint, site=site or None))
        self.sheet.proof.insist()
        return False

    # --- going on --------------------------------------------------------------------------------------------------

    @property
    def _on_sheet(self) -> bool:
        return self._checkpoint is not None and self.stack.currentWidget() is self.pane

    def go_back(self) -> None:
        """The checkpoint before this one."""
        self._step(-1)

    def go_next(self) -> None:
        """The checkpoint after this one."""
        self._step(1)

    def go_next_unanswered(self) -> None:
        """The next one without a verdict, at this site or for the company."""
        if self._on_sheet and not self.sheet.may_leave():
            return
        found = self.session.next_unanswered()
        if found is None or (self._on_sheet and found == self.sheet.place):
            # The window says what is left elsewhere.
            self.session.onward.emit()
        else:
            self._go(found[0])

    def _step(self, by: int) -> None:
        if self._checkpoint is None or not self.sheet.may_leave():
            return
        every = self.session.outline.checkpoints
        here = next((n for n, c in enumerate(every) if c.id == self._checkpoint.id), None)
        if here is not None and 0 <= here + by < len(every):
            self._go(every[here + by].id)

    def _go_from_list(self, target: Target) -> None:
        """Remember how the list was filtered, so that the way back leads to what was left."""
        self._tell_where()
        self.session.go(target)

    def _go(self, checkpoint: str) -> None:
        self.session.go(Target("checkpoints", checkpoint=checkpoint))

    def _to_list(self) -> None:
        if self._checkpoint is not None and self.sheet.may_leave():
            self.session.go(Target("checkpoints", options={"item": self._checkpoint.item}))

    def _press(self, number: int) -> None:
        if self._on_sheet:
            self.sheet.press(number)

    def _add_evidence(self) -> None:
        if self._on_sheet:
            self.sheet.add_evidence()

    def _answer_and_go_on(self) -> None:
        if self._on_sheet:
            self.sheet.answer_and_go_on()

    # --- showing ---------------------------------------------------------------------------------------------------

    def _known(self, identity: str) -> Checkpoint | None:
        """The checkpoint, if this audit asks it."""
        try:
            checkpoint = self.session.catalogue.checkpoint(identity)
        except KeyError:
            return None
        return checkpoint if checkpoint in self.session.outline.checkpoints else None

    def _show_checkpoint(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self.stack.setCurrentWidget(self.pane)
        self.sheet.show_place(checkpoint, self.session.place(checkpoint))
        self.context.put(checkpoint)
        self.pane.verticalScrollBar().setValue(0)
        self._arrange()
        every = self.session.outline.checkpoints
        self.back.setEnabled(checkpoint is not every[0])
        self.next.setEnabled(checkpoint is not every[-1])
        self._tell_where()

    def _tell_where(self) -> None:
        site = self.session.site or None
        if self._on_sheet and self._checkpoint is not None:
            self.session.at(Target("checkpoints", checkpoint=self._checkpoint.id, site=site))
        else:
            self.session.at(Target("checkpoints", site=site, options=self._list_options()))

    def _list_options(self) -> dict[str, str]:
        shown = self._shown_list
        options = {} if shown.show_only is Show.ALL else {"filter": shown.show_only.value}
        if shown is self._list:
            options["item"] = self._list.item
        elif self.everything.site_only is not None:
            options["site"] = self.everything.site_only
        if shown is self._everything and self._everything.only:
            options["only"] = self._everything.only
        return options

    @property
    def _shown_list(self) -> ItemList | AuditList:
        if self._list is not None and self.stack.currentWidget() is self._list:
            return self._list
        return self.everything

    def _take_focus(self) -> None:
        """The verdict keys work where the focus is on the page and in no text field."""
        at = self.focusWidget()
        if not self.isVisible():
            QTimer.singleShot(0, self, self._take_focus)
        elif at is None or not at.hasFocus() or not self.foot.isAncestorOf(at):
            wanted: QWidget = self.sheet
            if not self._on_sheet:
                wanted = self.everything.table if self._list is not self._shown_list else self.list.view
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self, shown: ItemList | AuditList) -> None:
        if self._on_sheet:
            self.sheet.flush()
        self.stack.setCurrentWidget(shown)
        self._arrange()
        self._read_list()
        self._tell_where()
        self._take_focus()

    def _read_list(self) -> None:
        from app.ui.checkpoints.reading import read_challenged, read_list

        self._list_round += 1
        round_ = self._list_round

        # Readings overtake one another: one that began before the last change would show an older state.
        def came(reading: ListReading) -> None:
            if round_ == self._list_round:
                self._shown_list.know(reading)
                # Counting the ledgers may take a while.
                desk = self.session.desk
                self.session.tasks.read(lambda: read_challenged(desk), counted, owner=self)

        def counted(challenged: Mapping[Place, int]) -> None:
            if round_ == self._list_round:
                self._shown_list.ask_back(challenged)

        only = self._everything.only if self._everything is not None else ""
        self.session.tasks.read(lambda: read_list(self.session.desk, only), came, owner=self)

    def _share_room(self) -> None:
        """What is not on show wants no room: a list would make the page of a checkpoint higher than the window."""
        for place in range(self.stack.count()):
            each, policy = self.stack.widget(place), QSizePolicy.Policy
            wish = policy.Preferred if each is self.stack.currentWidget() else policy.Ignored
            if each is not None:
                each.setSizePolicy(wish, wish)

    # --- room ------------------------------------------------------------------------------------------------------

    def _open_drawer(self, on: bool) -> None:
        self._drawer = on
        self._arrange()
        (self.context.browser if on else self.sheet.heading.explain_button).setFocus()

    def _dress(self) -> None:
        px = theme().px
        self._foot_row.setContentsMargins(px(24), px(12), px(24), px(12))
        self._foot_row.setSpacing(px(12))
        for each, icon, colour in ((self.back, "back", "text"), (self.next, "forward", "on_accent")):
            each.setIcon(theme().icon(icon, colour))
            each.setIconSize(QSize(px(18), px(18)))
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.sheet.dress()
        for list_ in self._lists():
            list_.dress()
        self.context.dress()
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.window().width() < theme().px(tokens.NARROW)
        beside = self._on_sheet and not narrow
        over = self._on_sheet and narrow and self._drawer
        width = min(theme().px(tokens.CONTEXT), round(self.width() * 0.9))
        self._column.setContentsMargins(0, 0, width if beside else 0, 0)
        self.context.setGeometry(self.width() - width, 0, width, self.height())
        self.context.setVisible(beside or over)
        self.context.close_button.setVisible(over)
        if over:
            self.context.raise_()
        self.foot.setVisible(self._on_sheet)
        compact = self.width() < theme().px(tokens.COMPACT)
        self.next_open.setText(_("Next unanswered") if compact else _("Next unanswered  Ctrl+J"))
        room = self.width() - (width if beside else 0) - self.pane.verticalScrollBar().sizeHint().width()
        self.sheet.arrange(min(room, self.sheet.maximumWidth()), narrow=narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes the drawer, where nothing nearer to the focus has taken it."""
        if event.key() == Qt.Key.Key_Escape and self._drawer and self.context.close_button.isVisible():
            self._open_drawer(False)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Find room for the explanations, or make a drawer of them."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The window's width is known now."""
        super().showEvent(event)
        self._arrange()


def _filter(name: str) -> Show:
    """The filter of that name; everything where there is none."""
    return next((show for show in Show if show.value == name), Show.ALL)
