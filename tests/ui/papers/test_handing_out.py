"""Papers that leave the page 書面: nothing waits for them, nothing that came back is replaced without a word."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from app.bootstrap import render
from app.domain.grades import Verdict
from app.domain.paper_loop import Printing, State
from app.i18n import gettext_in
from app.services import answering, auditing, ledgers
from app.services.papers import printing, scanning
from app.services.ports import Desk, Progress
from app.services.reporting.model import Report
from app.services.reporting.sheets import Form
from app.ui.dialogs.question import Question
from app.ui.papers.page import PapersPage
from app.ui.session import Session
from app.ui.tasks import Task
from tests.formats.workbook.books import xlsx
from tests.paper_ledgers import TABLES, import_all

Settle = Callable[[], None]


@pytest.fixture
def printed(session: Session, tmp_path: Path) -> tuple[Printing, ...]:
    return printing.print_some(session.desk, tmp_path / "papers.pdf", render, gettext_in)[1]


@pytest.fixture
def page(session: Session, qtbot: QtBot, settle: Settle) -> PapersPage:
    page = PapersPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    settle()
    return page


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that papers are saved to."""
    file = tmp_path / "書面.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(file), ""))
    return file


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], list[str]]:
    """Answers every question that waits, and gives what was asked."""

    def answer(agree: bool) -> list[str]:
        told: list[str] = []

        def run(question: Question) -> int:
            told.append(question.words.text())
            return int(QDialog.DialogCode.Accepted if agree else QDialog.DialogCode.Rejected)

        monkeypatch.setattr(Question, "exec", run)
        return told

    return answer


def shown(page: PapersPage) -> list[State]:
    return [row.view.state for row in page.table.listing.rows]


def change(desk: Desk) -> None:
    site = next(s.id for s in auditing.outline(desk).sites if s.name == "北営業所")
    answering.record_answer(desk, "A4-4-04", site, Verdict.NONCONFORMING, "端末が2台ある", "数え直した")


def question() -> Question:
    """The question that is shown."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Question) and w.isVisible())


def test_papers_are_set_beside_what_is_written(page: PapersPage, settle: Settle, target: Path) -> None:
    threads: list[str] = []
    written = threading.Event()

    def answer() -> None:
        change(page.session.desk)
        written.set()

    def draws(report: Report, target: Path, progress: Progress | None = None) -> None:
        threads.append(threading.current_thread().name)
        # An answer is written while the papers are set; were it to wait for them, this would wait for ever.
        page.session.tasks.write(answer)
        assert written.wait(20), "what is written waits for the papers"
        render(report, target, progress)

    page.session.kit = replace(page.session.kit, render=draws)
    page.table.selectAll()
    page.save_button.click()
    settle()
    assert {name.split("_")[0] for name in threads} == {"pool"}
    assert len(threads) == 2, "the answer is on the papers"
    assert "作成し直しました" in page.notice.words.text()
    page.read()
    settle()
    assert shown(page) == [State.PRINTED] * 3


def test_setting_is_told_and_can_be_stopped(page: PapersPage, settle: Settle, target: Path) -> None:
    target.write_bytes(b"earlier")
    tasks: list[Task] = []

    def stop(task: Task) -> None:
        tasks.append(task)
        task.cancel()

    page.session.tasks.busy.connect(stop)
    page.table.selectAll()
    page.save_button.click()
    settle()
    assert [task.title for task in tasks] == ["書面を作成中: 3 件"]
    assert "中止" in page.notice.words.text()
    assert shown(page) == [State.UNPRINTED] * 3
    assert target.read_bytes() == b"earlier"
    assert [p for p in target.parent.iterdir() if p.name.startswith(".shadan")] == []


@pytest.mark.parametrize("all_of_them", [True, False])
def test_what_came_back_is_asked_about(
    page: PapersPage,
    printed: tuple[Printing, ...],
    settle: Settle,
    target: Path,
    asked: Callable[[bool], list[str]],
    *,
    all_of_them: bool,
) -> None:
    scanning.take(page.session.desk, [target.parent / "papers.pdf"])
    change(page.session.desk)
    page.session.do(lambda desk: auditing.add_site(desk, "南営業所"))
    settle()
    told = asked(all_of_them)
    page.table.selectAll()
    page.save_button.click()
    settle()
    assert told == [
        "選んだ書面 4 件のうち、3 件は回収済みです。 "
        "改めて印刷すると、内容が変わった書面は新しい版になり、回収した書面は無効になります。"
    ]
    said = page.notice.words.text()
    assert ("無効になった版: 2 件、うち回収済み 2 件" in said) == all_of_them
    assert ("SC-002 北営業所" in said) == all_of_them
    made = {row.view.name: row.view for row in page.table.listing.rows}
    assert made["南営業所"].state is State.PRINTED
    assert len(made["北営業所"].printings) == 1 + all_of_them


def test_who_thinks_better_of_it_prints_nothing_again(
    page: PapersPage,
    printed: tuple[Printing, ...],
    settle: Settle,
    target: Path,
    asked: Callable[[bool], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.session.do(lambda desk: scanning.take(desk, [target.parent / "papers.pdf"]))
    settle()
    told = asked(False)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: pytest.fail("no printer is asked for"))
    page.table.choose(page.table.listing.rows[0].key)
    page.print_button.click()
    page.save_button.click()
    settle()
    assert len(told) == 2
    assert told[0].startswith("選んだ書面は、すべて回収済みです(1 件)。")
    assert not target.exists()


def test_the_others_are_offered_where_some_cannot_be_printed(
    session: Session, qtbot: QtBot, settle: Settle, target: Path
) -> None:
    import_all(session.desk, target.parent, "people", "rooms")
    rows = [[cell.replace("井上 恵", "井上 恵😀") for cell in row] for row in TABLES["terminals"]]
    ledgers.import_batch(session.desk, "terminals", xlsx(target.parent / "端末台帳.xlsx", rows))
    page = PapersPage(session)
    qtbot.addWidget(page)
    page.show()
    settle()
    page.form_box.setCurrentIndex(page.form_box.findData(Form.WALK_SHEET.value))
    page.form_box.activated.emit(0)
    settle()
    count = len(shown(page))
    assert count > 1
    for agree in (False, True):
        page.table.selectAll()
        page.save_button.click()
        settle()
        asked = question()
        assert "端末台帳 PC-9" in asked.words.text()
        assert "U+1F600" in asked.words.text()
        (asked.go_on if agree else asked.stay).click()
        settle()
        assert target.exists() == agree
    assert shown(page).count(State.PRINTED) == count - 1
    assert "印刷できないため除外: 1 件" in page.notice.words.text()
