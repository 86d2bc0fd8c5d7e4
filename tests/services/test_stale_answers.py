"""Answers that rest on findings: told stale when those come, go or change, upheld or changed by the officer; and what
was accepted until a day that has passed."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.findings import Shift, Status
from app.domain.grades import Verdict
from app.errors import UserError
from app.services import answering, auditing, findings, ledgers
from app.services.ledger_undoing import undo_import
from app.services.ports import Desk, HistoryQuery, World
from tests.services.test_ledger_offices import book, row


def take(desk: Desk, path: Path, shared: Sequence[int], office: str = "北営業所") -> ledgers.ImportResult:
    rows = [row(n, office, "共用" if n in shared else "送配電") for n in range(1, 6)]
    return ledgers.import_batch(desk, "terminals", book(path, 台帳=("端末台帳", rows)))


def adopt(desk: Desk) -> tuple[str, str]:
    """Adopt what is proposed at the first place where something is."""
    places = auditing.outline(desk).places
    place = next(p for p in places if p[1] and findings.proposal(desk, *p) is not None)
    view = findings.proposal(desk, *place)
    assert view is not None
    answering.record_answer(desk, *place, view.proposal.verdict, "台帳のとおり")
    findings.decide(desk, *place, view.proposal.basis, "adopted")
    return place


def shifts(desk: Desk, place: tuple[str, str]) -> list[tuple[Shift, str]]:
    ground = auditing.outline(desk).stale.get(place)
    return [(s.shift, s.subject) for s in ground.stale] if ground else []


def test_an_answer_goes_stale_and_is_upheld(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1, 2])
    place = adopt(desk)
    assert shifts(desk, place) == []
    # Rows that only moved, in a file of another name, change nothing.
    take(desk, tmp_path / "10b.xlsx", [1, 2])
    assert shifts(desk, place) == []
    result = take(desk, tmp_path / "11.xlsx", [2, 3])
    assert sorted(shifts(desk, place)) == [(Shift.CAME, "PC-0003"), (Shift.WENT, "PC-0001")]
    assert place in result.findings.stale
    assert place in result.changes.places
    page = answering.page(desk, *place)
    assert page.stale is not None
    assert page.stale.stale_at == result.changes.at[:10]
    assert [s.stale is not None for s in answering.standing(desk) if (s.checkpoint.id, s.site) == place] == [True]
    with desk.file.read() as work:
        entry = work.history.entries(HistoryQuery(act="ledger.imported"))[0]
    assert entry.event.after is not None
    assert f"{place[0]} 北営業所" in entry.event.after["findings"]["stale"]  # type: ignore[index]
    answering.confirm_answer(desk, *place)
    assert shifts(desk, place) == []
    with desk.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act="answer.upheld"))
    assert entry.event.before is not None
    assert sorted(entry.event.before["stale"]) == ["came R01 PC-0003", "went R01 PC-0001"]  # type: ignore[call-overload]
    with pytest.raises(UserError) as error:
        answering.confirm_answer(desk, *place)
    assert error.value.code == "answer_not_stale"


def test_another_answer_takes_it_away(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1])
    place = adopt(desk)
    take(desk, tmp_path / "11.xlsx", [])
    assert shifts(desk, place) == [(Shift.WENT, "PC-0001")]
    answering.record_answer(desk, *place, Verdict.CONFORMING, "移設を確認した", "移設された")
    assert shifts(desk, place) == []
    # It rests on what was seen then: what comes back is told again.
    take(desk, tmp_path / "12.xlsx", [1])
    assert shifts(desk, place) == [(Shift.CAME, "PC-0001")]


def test_an_import_taken_back_takes_the_doubt_back(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1])
    place = adopt(desk)
    made = take(desk, tmp_path / "11.xlsx", [])
    assert shifts(desk, place)
    undo_import(desk, made.batch, "誤り")
    assert shifts(desk, place) == []


def test_the_officers_own_decisions_are_no_change(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1, 2])
    place = adopt(desk)
    for finding in findings.listing(desk, rule="R01"):
        findings.set_status(desk, finding.id, Status.CORRECTED)
    findings.refresh(desk)
    assert shifts(desk, place) == []


def test_a_changed_row_is_told(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1])
    place = adopt(desk)
    rows = [row(n, "北営業所", "小売" if n == 1 else "送配電") for n in range(1, 6)]
    ledgers.import_batch(desk, "terminals", book(tmp_path / "11.xlsx", 台帳=("端末台帳", rows)))
    assert shifts(desk, place) == [(Shift.CHANGED, "PC-0001")]


# --- accepted risk ----------------------------------------------------------------------------------------------------


def accepted(desk: Desk, folder: Path, until: date) -> str:
    take(desk, folder / "10.xlsx", [1])
    (finding,) = findings.listing(desk, rule="R01")
    findings.accept(desk, finding.id, "分電盤の監視専用", "情報管理責任者", until)
    return finding.id


def test_what_is_accepted_has_an_end(desk: Desk, world: World, tmp_path: Path) -> None:
    today = world.clock.today()
    identity = accepted(desk, tmp_path, today + timedelta(days=30))
    finding = findings.get(desk, identity)
    assert finding.acceptance is not None
    assert (finding.status, finding.acceptance.approver, finding.lapsed) == (
        Status.ACCEPTED,
        "情報管理責任者",
        False,
    )
    world.clock.at += timedelta(days=31)  # type: ignore[attr-defined]
    path = Path(desk.file.location)
    desk.file.close()
    again = auditing.open_audit(world, path)
    try:
        finding = findings.get(again, identity)
        assert (finding.status, finding.lapsed, finding.remark) == (Status.OPEN, True, "分電盤の監視専用")
        with again.file.read() as work:
            (entry,) = work.history.entries(HistoryQuery(act="finding.lapsed"))
        assert entry.event.after == {"findings": [f"{identity} R01 PC-0001"]}
        findings.set_status(again, identity, Status.IN_PROGRESS)
        assert not findings.get(again, identity).lapsed
    finally:
        again.file.close()


def test_the_last_day_still_holds(desk: Desk, world: World, tmp_path: Path) -> None:
    identity = accepted(desk, tmp_path, world.clock.today())
    findings.refresh(desk)
    assert findings.get(desk, identity).status is Status.ACCEPTED
    world.clock.at += timedelta(days=1)  # type: ignore[attr-defined]
    take(desk, tmp_path / "11.xlsx", [1])
    assert findings.get(desk, identity).lapsed


@pytest.mark.parametrize(
    ("reason", "approver", "until", "code"),
    [
        ("", "責任者", date(2027, 1, 1), "finding_accept_needs_remark"),
        ("監視専用", " ", date(2027, 1, 1), "finding_accept_needs_approver"),
        ("監視専用", "責任者", None, "finding_accept_needs_until"),
        ("監視専用", "責任者", date(2026, 1, 1), "finding_accept_past"),
    ],
)
def test_what_an_acceptance_needs(
    desk: Desk, tmp_path: Path, reason: str, approver: str, until: date | None, code: str
) -> None:
    take(desk, tmp_path / "10.xlsx", [1])
    (finding,) = findings.listing(desk, rule="R01")
    with pytest.raises(UserError) as error:
        findings.accept(desk, finding.id, reason, approver, until)
    assert error.value.code == code
    assert findings.get(desk, finding.id) == finding
