"""Proposals on checkpoints of the whole company that rest on several ledgers: confirmed, changed, rejected, stale."""

from pathlib import Path

import pytest

from app.domain.findings import Shift
from app.domain.grades import Verdict
from app.services import answering, auditing, findings, ledgers
from app.services.findings import ProposalView
from app.services.ports import Desk, HistoryQuery

OWN, OTHER = "東湾送配電株式会社", "東湾エナジー株式会社"
Place = tuple[str, str]


def take(desk: Desk, folder: Path, kind: str, head: str, *rows: str) -> ledgers.ImportResult:
    path = folder / f"{kind}.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8-sig")
    return ledgers.import_batch(desk, kind, path)


def people(desk: Desk, folder: Path, company: str) -> ledgers.ImportResult:
    head = "社員番号,氏名,所属会社,所属名,着任日,研修受講日,誓約書提出日,在籍区分"
    dates = "2021-04-01,2021-03-01,2021-03-01,在籍"
    return take(
        desk, folder, "people", head, f"100,大谷 修,{company},営業部,{dates}", f"200,平野 博,{OWN},工務課,{dates}"
    )


@pytest.fixture
def place(desk: Desk, tmp_path: Path) -> Place:
    """A checkpoint of the company on which an account, its holder and the system speak together."""
    take(desk, tmp_path, "systems", "システム名,所管会社,保有情報,分離区分", f"託送業務システム,{OWN},託送情報,物理")
    people(desk, tmp_path, OTHER)
    head = "ユーザーID,氏名,社員番号,システム名,権限,付与日,状態"
    row = "託送業務システム,参照,2021-04-01,有効"
    take(desk, tmp_path, "accounts", head, f"T100,大谷 修,100,{row}", f"T200,平野 博,200,{row}")
    found = [(p, findings.proposal(desk, *p)) for p in auditing.outline(desk).places if not p[1]]
    return next(p for p, v in found if v is not None and len(kinds(v)) > 1)


def kinds(view: ProposalView) -> set[str]:
    return {row.kind for finding in view.proposal.findings for row in finding.rows}


def proposed(desk: Desk, place: Place) -> ProposalView:
    view = findings.proposal(desk, *place)
    assert view is not None
    return view


def test_it_rests_on_every_ledger_that_the_rule_needs(desk: Desk, place: Place) -> None:
    view = proposed(desk, place)
    assert {"accounts", "people"} <= kinds(view)
    assert view.proposal.verdict is Verdict.NONCONFORMING
    assert any(f.rule == "R09" and f.subject == "T100" for f in view.proposal.findings)


@pytest.mark.parametrize(
    ("verdict", "decision", "reason"),
    [
        (Verdict.NONCONFORMING, "adopted", ""),
        (Verdict.PARTLY, "adopted", ""),
        (Verdict.CONFORMING, "rejected", "出向者であり、権限を停止済み"),
    ],
)
def test_each_decision_leaves_its_trace(desk: Desk, place: Place, verdict: Verdict, decision: str, reason: str) -> None:
    view = proposed(desk, place)
    answering.record_answer(desk, *place, verdict, "確認した")
    findings.decide(desk, *place, view.proposal.basis, decision, reason)
    kept = proposed(desk, place).decision
    assert kept is not None
    assert (kept.decision, kept.reason, kept.by) == (decision, reason, "officer")
    with desk.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act=f"proposal.{decision}"))
        answers = work.history.entries(HistoryQuery(act="answer.recorded"))
    assert entry.event.after == {
        "decision": decision,
        "reason": reason,
        "verdict": "nonconforming",
        "findings": [f.id for f in view.proposal.findings],
        "basis": view.proposal.basis,
    }
    # What the officer made of the proposal is told apart from it.
    assert [e.event.after["verdict"] for e in answers if e.event.after] == [verdict.value]


def test_a_row_of_another_ledger_that_changes_makes_the_answer_stale(desk: Desk, place: Place, tmp_path: Path) -> None:
    view = proposed(desk, place)
    answering.record_answer(desk, *place, view.proposal.verdict, "台帳のとおり")
    findings.decide(desk, *place, view.proposal.basis, "adopted")
    assert place not in auditing.outline(desk).stale
    # The account is as it was; its holder went over to the network's side.
    result = people(desk, tmp_path, OWN)
    assert place in result.findings.stale
    ground = auditing.outline(desk).stale[place]
    assert (Shift.WENT, "R09", "T100") in [(s.shift, s.rule, s.subject) for s in ground.stale]
