"""The dialogs of evidence: other checkpoints, evidence of the audit, last day, new version, register."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.services import evidencing, evidencing_files, evidencing_register, evidencing_uses
from app.services.evidencing_register import Mark
from app.ui.dialogs.ask import AskText
from app.ui.evidence.acts import EvidenceActs
from app.ui.evidence.also_serves import AlsoServesDialog
from app.ui.evidence.facts import EvidenceFactsDialog
from app.ui.evidence.new_version import AskNewVersion
from app.ui.evidence.preview import EvidencePreview
from app.ui.evidence.register import RegisterDialog
from app.ui.evidence.table import rows
from app.ui.evidence.use_existing import UseExistingDialog
from app.ui.said import Words, said
from app.ui.session import Session, Target
from app.ui.translator import speak
from tests.ui.accessible import unnamed
from tests.ui.checkpoints.conftest import Settle, write
from tests.ui.evidence.conftest import HOME, Keep, piece_of
from tests.ui.evidence.hostile import put

SITE = "A4-4-04"


def back(dialog: RegisterDialog | UseExistingDialog, qtbot: QtBot) -> None:
    """Go back to a dialog from one over it, as a window system does by itself."""
    dialog.activateWindow()
    dialog.table.setFocus()
    qtbot.waitUntil(dialog.table.hasFocus)


def tick(dialog: AlsoServesDialog, checkpoints: set[str], sites: set[str]) -> None:
    for checks, wanted in ((dialog.checkpoints, checkpoints), (dialog.sites, sites)):
        for number in range(checks.list.count()):
            item = checks.list.item(number)
            if item.data(Qt.ItemDataRole.UserRole) in wanted:
                item.setCheckState(Qt.CheckState.Checked)


def test_checkpoints_and_sites_are_ticked_and_served_at_once(
    session: Session, acts: EvidenceActs, base: QWidget, keep: Keep, settle: Settle, qtbot: QtBot
) -> None:
    piece = keep("規程.pdf", b"one")
    acts.also_serves(piece)
    (dialog,) = base.findChildren(AlsoServesDialog)
    assert HOME[0] in dialog.lead.text()
    assert not dialog.use.isEnabled()
    first, second = (site.id for site in session.sites)
    tick(dialog, {SITE, HOME[0], "A1-1-02"}, set())
    assert dialog.places() == [("A1-1-02", "")]
    assert "事業所も選んでください" in dialog.count.text()
    tick(dialog, set(), {first, second})
    assert dialog.count.text() == ""
    assert "3" in dialog.use.text()
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    settle()
    assert set(piece_of(session, piece.evidence.id).places) == {HOME, ("A1-1-02", ""), (SITE, first), (SITE, second)}


def test_a_list_is_filtered_and_ticked_as_shown(
    session: Session, acts: EvidenceActs, base: QWidget, keep: Keep, qtbot: QtBot
) -> None:
    acts.also_serves(keep("規程.pdf", b"one"))
    (dialog,) = base.findChildren(AlsoServesDialog)
    write(dialog.checkpoints.search, SITE)
    qtbot.mouseClick(dialog.checkpoints.all, Qt.MouseButton.LeftButton)
    assert dialog.checkpoints.ticked() == [SITE]
    write(dialog.sites.search, session.sites[1].name)
    qtbot.mouseClick(dialog.sites.all, Qt.MouseButton.LeftButton)
    assert dialog.places() == [(SITE, session.sites[1].id)]
    qtbot.mouseClick(dialog.checkpoints.none, Qt.MouseButton.LeftButton)
    assert dialog.places() == []
    dialog.reject()


def test_evidence_of_the_audit_is_found_looked_at_and_used_here(
    session: Session, acts: EvidenceActs, base: QWidget, keep: Keep, settle: Settle, qtbot: QtBot
) -> None:
    keep("規程.txt", b"one")
    photo = keep("写真.txt", b"two", ("A1-1-02", ""))
    keep("ここの.txt", b"three", ("A1-1-03", ""))
    dialog = UseExistingDialog(session, ("A1-1-03", ""), acts, base)
    dialog.open()
    settle()
    assert {row.name for row in dialog.table.listing.rows} == {"規程.txt", "写真.txt"}
    write(dialog.search, "a1-1-02 写真")
    assert [row.name for row in dialog.table.listing.rows] == ["写真.txt"]
    assert not dialog.use.isEnabled()
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    (preview,) = base.findChildren(EvidencePreview)
    settle()
    assert preview.text.toPlainText() == "two"
    preview.reject()
    settle()
    back(dialog, qtbot)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    settle()
    assert ("A1-1-03", "") in piece_of(session, photo.evidence.id).places


def test_the_last_day_and_the_note_are_edited(
    session: Session, acts: EvidenceActs, base: QWidget, keep: Keep, settle: Settle, qtbot: QtBot
) -> None:
    piece = keep("許可証.pdf", b"one")
    acts.edit_facts(piece)
    (dialog,) = base.findChildren(EvidenceFactsDialog)
    write(dialog.day.line, "令和9年13月31日")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    dialog.day.line.clear()
    write(dialog.day.line, "R9.3.31")
    write(dialog.note, "原本は総務課")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    settle()
    facts = piece_of(session, piece.evidence.id).facts
    assert (str(facts.expires), facts.note) == ("2027-03-31", "原本は総務課")


def test_a_new_version_is_stored_with_its_reason(
    session: Session,
    acts: EvidenceActs,
    base: QWidget,
    keep: Keep,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said_by: list[Words],
) -> None:
    piece = keep("規程.pdf", b"one")
    evidencing_files.set_warnings(session.desk, 1)
    newer = put(tmp_path, "規程 改.pdf", bytes(2 * 1024 * 1024))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(newer), ""))
    acts.new_version(piece)
    settle()
    (dialog,) = base.findChildren(AskText)
    assert "2.0 MB" in dialog.form.lead.text()
    write(dialog.form.answer, "改正された")
    dialog.form.ok.click()
    settle()
    (made,) = (e for e in evidencing.listing(session.desk) if e.id != piece.evidence.id)
    assert piece_of(session, made.id).version == 2
    assert "規程 改.pdf" in said(said_by[-1])
    # The very same content is no new version, and that is said.
    acts.replace_by(piece_of(session, made.id), newer)
    settle()
    (again,) = (d for d in base.findChildren(AskText) if d.isVisible())
    write(again.form.answer, "もう一度")
    again.form.ok.click()
    settle()
    assert "同じです" in said(said_by[-1])


def test_the_last_day_of_a_new_version_is_asked_for(
    session: Session,
    acts: EvidenceActs,
    base: QWidget,
    keep: Keep,
    settle: Settle,
    tmp_path: Path,
    said_by: list[Words],
) -> None:
    piece, day = keep("許可証.pdf", b"one"), date(2027, 3, 31)
    evidencing_uses.set_facts(session.desk, piece.evidence.id, day, "")
    for number, given in enumerate((date(2028, 3, 31), None)):
        before = next(p for p in (piece_of(session, e.id) for e in evidencing.listing(session.desk)) if p.latest)
        acts.replace_by(before, put(tmp_path, f"許可証 {number}.pdf", b"two %d" % number))
        settle()
        (dialog,) = (d for d in base.findChildren(AskNewVersion) if d.isVisible())
        # It never proves longer than what is known, unless that is written.
        assert dialog.day.day() == before.facts.expires
        assert unnamed(dialog) == []
        write(dialog.form.answer, "更新された")
        dialog.day.set_day(given)
        dialog.form.ok.click()
        settle()
        latest = next(p for p in (piece_of(session, e.id) for e in evidencing.listing(session.desk)) if p.latest)
        assert latest.facts.expires == given
        assert ("前の版の有効期限は" in said(said_by[-1])) is (given is None)


def test_the_register_shows_what_to_look_after(
    session: Session, base: QWidget, keep: Keep, settle: Settle, qtbot: QtBot
) -> None:
    today = session.desk.world.clock.today()
    expired, unused = keep("切れた.txt", b"one"), keep("未使用.txt", b"two")
    keep("写し.txt", b"one", ("A1-1-02", ""))
    evidencing_uses.set_facts(session.desk, expired.evidence.id, today - timedelta(days=1), "")
    evidencing_uses.end_use(session.desk, unused.evidence.id, HOME, "別の項目")
    dialog = RegisterDialog(session, base)
    dialog.open()
    settle()
    assert len(dialog.table.listing.rows) == 3
    for mark, names in (
        (Mark.EXPIRED, {"切れた.txt"}),
        (Mark.UNUSED, {"未使用.txt"}),
        (Mark.DOUBLE, {"切れた.txt", "写し.txt"}),
        (Mark.SOON, set()),
        (Mark.REMOVED, set()),
    ):
        dialog.show_only(mark)
        assert {row.name for row in dialog.table.listing.rows} == names, mark
    dialog.show_only(Mark.EXPIRED)
    assert "(1件)" in dialog.shown.currentText()
    assert dialog.table.choose(expired.evidence.id)
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    (facts,) = base.findChildren(EvidenceFactsDialog)
    facts.day.line.clear()
    facts.save.click()
    settle()
    # What has expired proves again for a reason in words alone.
    assert facts.isVisible()
    assert "再び証跡として数える理由" in facts.problem.text()
    write(facts.reason, "期限の定めがないことを確かめた")
    facts.save.click()
    settle()
    # It is read anew at once: nothing has expired any more.
    assert dialog.table.listing.rows == []
    dialog.show_only(None)
    assert dialog.table.choose(expired.evidence.id)
    back(dialog, qtbot)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert dialog.reason.field.hasFocus()
    write(dialog.reason.field, "古い")
    qtbot.keyClick(dialog.reason.field, Qt.Key.Key_Return)
    settle()
    dialog.show_only(Mark.REMOVED)
    assert [row.name for row in dialog.table.listing.rows] == ["切れた.txt"]
    assert not dialog.remove.isEnabled()
    dialog.reject()


def test_what_the_audit_warns_of_is_set_in_the_register(
    session: Session, base: QWidget, keep: Keep, settle: Settle, qtbot: QtBot
) -> None:
    keep("録画.mp4", bytes(3 * 1024 * 1024))
    dialog = RegisterDialog(session, base)
    dialog.open()
    settle()
    dialog.limit.setValue(2)
    dialog.limit.editingFinished.emit()
    settle()
    assert evidencing_files.warnings(session.desk) == (2, 30)
    dialog.show_only(Mark.LARGE)
    assert [row.name for row in dialog.table.listing.rows] == ["録画.mp4"]
    assert "3.0 MB" in dialog.told.text()
    dialog.reject()


def test_the_register_leads_to_the_checkpoint(
    session: Session, base: QWidget, keep: Keep, settle: Settle, qtbot: QtBot
) -> None:
    site = session.sites[1].id
    photo = keep("写真.txt", b"one", (SITE, site))
    wanted: list[Target] = []
    session.wanted.connect(wanted.append)
    dialog = RegisterDialog(session, base)
    dialog.open()
    settle()
    dialog.table.choose(photo.evidence.id)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert (wanted[0].checkpoint, wanted[0].site) == (SITE, site)


def test_rows_are_found_by_every_place_and_note(session: Session, keep: Keep) -> None:
    piece = keep("写真.txt", b"one")
    evidencing_uses.serve(session.desk, piece.evidence.id, [(SITE, session.sites[1].id)])
    evidencing_uses.set_facts(session.desk, piece.evidence.id, None, "総務課")
    (row,) = rows(session, evidencing_register.register(session.desk).entries)
    for words in (HOME[0], SITE, session.sites[1].name, "総務課", "写真", piece.evidence.sha256):
        assert words.casefold() in row.words
    assert row.where.endswith("ほか1か所")


def test_every_control_has_a_name_in_both_languages(
    session: Session, acts: EvidenceActs, base: QWidget, keep: Keep, settle: Settle, dressed: QApplication
) -> None:
    piece = keep("規程.txt", b"one")
    dialogs = [
        EvidencePreview(session, piece, acts, base),
        AlsoServesDialog(session, piece, base),
        EvidenceFactsDialog(session, piece, base),
        UseExistingDialog(session, ("A1-1-02", ""), acts, base),
        RegisterDialog(session, base),
    ]
    for dialog in dialogs:
        dialog.show()
    settle()
    for language in ("en", "ja"):
        speak(dressed, language)
        settle()
        for dialog in dialogs:
            assert unnamed(dialog) == [], (language, dialog)
    for dialog in dialogs:
        dialog.reject()
    settle()
