"""The tables of the comparison: places, checkpoints, sites, findings, measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.carrying import Standing
from app.domain.comparing import (
    ActionCourse,
    Course,
    FailedCheckpoint,
    FindingCourse,
    PlaceRow,
    SiteCounts,
    SiteRank,
    Turn,
)
from app.domain.grades import Verdict
from app.i18n import current_language
from app.i18n import gettext as _
from app.services.carried_answers import CarriedView
from app.services.comparing import Comparison
from app.services.comparing_words import course_word, turn_text
from app.ui.session import Session, Target
from app.ui.style import tokens
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.words import verdict_word
from app.words import carried_decision_word, standing_word

_TONES = {
    Turn.WORSE: "nonconforming",
    Turn.BETTER: "conforming",
    Turn.CLAIMED: "partly",
    Turn.UNANSWERED: "partly",
    Turn.OTHERWISE: "partly",
}
_COURSE_TONES = {
    Course.OPENED: "nonconforming",
    Course.CLOSED: "conforming",
    Course.ACCEPTED: "partly",
    Course.UNEXAMINED: "partly",
}


class Tables:
    """Makes the tables; each is filled with its part of a comparison and opens what a row stands for."""

    def __init__(self, session: Session, told: Callable[[], Comparison | None]) -> None:
        self._session = session
        self._told = told

    def places(self, parent: QWidget) -> ListTable:
        """One row a place, with its verdicts from the earliest to the latest audit."""
        turns = list(Turn)
        columns: Sequence[Column[PlaceRow]] = (
            Column(
                lambda: _("Change"),
                lambda row: turn_text(row.turn, _),
                112,
                order=lambda row: turns.index(row.turn),
                tone=lambda row: _TONES.get(row.turn, ""),
                whole=True,
            ),
            Column(lambda: _("Site"), lambda row: self._site(row.site), 136),
            Column(lambda: _("Checkpoint"), lambda row: row.checkpoint, 88, whole=True),
            Column(lambda: _("Question"), lambda row: self._question(row.checkpoint)),
            Column(lambda: _("Verdicts"), lambda row: " → ".join(map(_verdict, row.verdicts)), 200, whole=True),
        )
        table = ListTable(Listing(columns, lambda row: (row.checkpoint, row.site)), parent)
        return self._opening(table, lambda row: Target("checkpoints", checkpoint=row.checkpoint, site=row.site or None))

    def checkpoints(self, parent: QWidget) -> ListTable:
        """The checkpoints that failed most often."""
        columns: Sequence[Column[FailedCheckpoint]] = (
            Column(lambda: _("Checkpoint"), lambda row: row.checkpoint, 88, whole=True),
            Column(lambda: _("Question"), lambda row: self._question(row.checkpoint)),
            _number(lambda: _("Nonconforming"), lambda row: row.nonconforming),
            _number(lambda: _("Partly deficient"), lambda row: row.partly),
            _number(lambda: _("Of these at the latest audit"), lambda row: row.now),
        )
        table = ListTable(Listing(columns, lambda row: row.checkpoint), parent)
        return self._opening(table, lambda row: Target("checkpoints", checkpoint=row.checkpoint))

    def sites(self, parent: QWidget) -> ListTable:
        """The sites of the latest audit, the best first."""

        def now(row: SiteRank) -> SiteCounts:
            return row.counts[-1] or SiteCounts()

        columns: Sequence[Column[SiteRank]] = (
            Column(
                lambda: _("Rank"),
                lambda row: str(row.rank) if row.rank else "－",
                64,
                order=lambda row: row.rank or len(self._session.sites) + 1,
                right=True,
            ),
            Column(lambda: _("Site"), lambda row: self._site(row.site)),
            _number(lambda: _("Nonconforming"), lambda row: now(row).nonconforming),
            _number(lambda: _("Partly deficient"), lambda row: now(row).partly),
            _number(lambda: _("Conforming, nothing proves it"), lambda row: now(row).unproven),
            _number(lambda: _("Conforming"), lambda row: now(row).conforming),
            _number(lambda: _("Not answered"), lambda row: now(row).unanswered),
            Column(lambda: _("Audit before"), lambda row: _before(row.counts[-2]), 120, whole=True),
        )
        table = ListTable(Listing(columns, lambda row: row.site), parent)
        return self._opening(
            table, lambda row: Target("checkpoints", options={"site": row.site, "filter": "nonconforming"})
        )

    def findings(self, parent: QWidget) -> ListTable:
        """Findings of ledgers that are open in one of the two latest audits."""
        courses = list(Course)
        columns: Sequence[Column[FindingCourse]] = (
            _course(lambda row: row.course, courses),
            Column(lambda: _("Site"), lambda row: self._site(row.site), 136),
            Column(
                lambda: _("Rule"),
                lambda row: (
                    f"{row.rule} {self._session.catalogue.rule_title(row.rule).in_language(current_language())}"
                ),
            ),
            Column(lambda: _("Record"), lambda row: row.subject, 160),
        )
        table = ListTable(Listing(columns, lambda row: row.id), parent)
        return self._opening(table, lambda row: Target("findings", finding=row.id))

    def actions(self, parent: QWidget) -> ListTable:
        """Measures that are open in one of the two latest audits."""
        courses = list(Course)
        columns: Sequence[Column[ActionCourse]] = (
            _course(lambda row: row.course, courses),
            _number(lambda: _("Running number"), lambda row: row.number),
            Column(lambda: _("Measure"), lambda row: row.measure),
            Column(lambda: _("Checkpoint"), lambda row: row.checkpoint, 88, whole=True),
        )
        table = ListTable(Listing(columns, lambda row: row.id), parent)
        return self._opening(table, lambda row: Target("plan", action=row.number))

    def carried(self, parent: QWidget) -> ListTable:
        """The answers of the earlier audit that came along, those of checkpoints that are not asked any more last."""

        def asked(row: CarriedView) -> str:
            return row.carried.question if row.checkpoint is None else self._question(row.checkpoint.id)

        columns: Sequence[Column[CarriedView]] = (
            Column(lambda: _("Verdict"), lambda row: _verdict(row.carried.verdict), 96, whole=True),
            Column(lambda: _("Site"), lambda row: self._session.site_name(row.carried.site) or _("Company"), 136),
            Column(lambda: _("Checkpoint"), lambda row: row.carried.checkpoint, 88, whole=True),
            Column(lambda: _("Question"), asked),
            Column(lambda: _("Remark"), lambda row: row.carried.comment, 200, tip=lambda row: row.carried.comment),
            Column(lambda: _("Words"), lambda row: standing_word(row.carried.standing), 112, whole=True),
            Column(
                lambda: _("What was decided on it"),
                lambda row: (
                    "" if row.carried.standing is Standing.RETIRED else carried_decision_word(row.carried.decision)
                ),
                96,
                whole=True,
            ),
        )
        table = ListTable(Listing(columns, lambda row: row.place), parent)
        return self._opening(
            table,
            lambda row: Target("checkpoints", checkpoint=row.carried.checkpoint, site=row.carried.site or None),
        )

    def _opening(self, table: ListTable, target: Callable[[Any], Target]) -> ListTable:
        def go() -> None:
            index = table.currentIndex()
            if index.isValid():
                self._session.go(target(table.listing.at(index)))

        table.opened.connect(go)
        return table

    def _site(self, identity: str) -> str:
        told = self._told()
        return (told.names.get(identity, "") if told is not None and identity else "") or _("Company")

    def _rule(self, identity: str) -> str:
        return self._session.catalogue.rule_title(identity).in_language(current_language())

    def _question(self, checkpoint: str) -> str:
        return self._session.catalogue.question(checkpoint).in_language(current_language())


def _verdict(verdict: Verdict | None) -> str:
    return _("not asked") if verdict is None else f"{tokens.GLYPH[verdict]} {verdict_word(verdict)}"


def _number(title: Callable[[], str], count: Callable[[Any], int]) -> Column[Any]:
    return Column(title, lambda row: f"{count(row):,}", 72, order=count, right=True)


def _course(course: Callable[[Any], Course], courses: Sequence[Course]) -> Column[Any]:
    return Column(
        lambda: _("Change"),
        lambda row: course_word(course(row), _),
        112,
        order=lambda row: courses.index(course(row)),
        tone=lambda row: _COURSE_TONES.get(course(row), ""),
        whole=True,
    )


def _before(counts: SiteCounts | None) -> str:
    if counts is None:
        return _("not a site")
    told = f"×{counts.nonconforming} △{counts.partly} ○{counts.conforming}"
    return f"{told} ・{counts.unanswered}" if counts.unanswered else told
