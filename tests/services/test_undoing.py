"""Taking back and doing again: the state is as it was, the history only grows, and what another did is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.domain.evidence import EvidenceFacts, EvidenceUse
from app.domain.findings import WAS, Status
from app.domain.grades import Verdict
from app.domain.history import UNIT, Event
from app.domain.plan import ActionState, Case, Milestone, Separation, Stage
from app.domain.splitting import Control
from app.errors import UserError
from app.i18n import gettext_in
from app.services import (
    aliases,
    answering,
    auditing,
    evidencing,
    findings,
    flagging,
    planning,
    reporting,
    splitting,
    undoing,
)
from app.services.changes import Changes
from app.services.ledger_editing import add_record, edit_record, remove_record, restore_record
from app.services.ports import Desk, HistoryQuery
from app.storage.audit_file import SqliteAuditFiles
from tests.desk import begun, new_world
from tests.services.rounds import working
from tests.services.test_ledger_undoing import ledger, take

COMPANY, SITE = "A1-1-01", "A4-4-04"
SITES = ("本店", "北営業所", "南営業所", "西営業所")
ja = gettext_in("ja")


def site(desk: Desk, name: str) -> str:
    return next(s.id for s in auditing.outline(desk).sites if s.name == name)


def by(desk: Desk, name: str) -> Desk:
    return replace(desk, world=replace(desk.world, user=name))


def undo(desk: Desk) -> Changes:
    return undoing.undo(desk, ja)


def redo(desk: Desk) -> Changes:
    return undoing.redo(desk, ja)


def code(refused: Callable[[], object]) -> str:
    with pytest.raises(UserError) as error:
        refused()
    return error.value.code


def state(desk: Desk) -> dict[str, Any]:
    """What stands in the audit; what was never there and what is there no more look alike."""
    outline = auditing.outline(desk)
    with desk.file.read() as work:
        stored, sites = work.findings.all(), work.sites.all()
        live = {s.id for s in sites if not s.removed} | {""}
        kinds = work.ledgers.kinds()
        return {
            "answers": {
                place: (a.verdict, a.comment, a.reason)
                for place, a in outline.answers.items()
                if (a.verdict, a.comment, a.reason) != (Verdict.UNANSWERED, "", "")
            },
            "copies": {place: found for place, found in outline.copies.items() if place[1] in live},
            "stale": dict(outline.stale),
            "findings": {
                f.id: (f.status, f.remark, f.acceptance, f.severity, {k: v for k, v in f.values.items() if k != WAS})
                for f in stored
                if f.status is not Status.RESOLVED
            },
            "actions": work.plan.actions(),
            "separations": work.plan.separations(),
            "courses": tuple(c for c in work.splits.courses() if not c.empty),
            "controls": work.splits.controls(),
            "cases": work.plan.cases(),
            "audit": outline.audit,
            "sites": tuple((s.id, s.name, s.aliases) for s in sites if not s.removed),
            "evidence": tuple(replace(e, added_at="") for e in work.evidence.all() if not e.removed),
            "decisions": tuple((d.checkpoint, d.site, d.basis, d.decision) for d in work.findings.decisions()),
            "aliases": tuple((a.kind, a.text, a.meaning) for a in work.hands.aliases()),
            "records": tuple((k, r.key, dict(r.values)) for k in kinds for r in work.ledgers.present(k)),
            "corrections": tuple((c.record, c.field, c.after) for k in kinds for c in work.hands.corrections(k)),
            "settings": dict(findings.thresholds(desk)),
            "dates": reporting.dates(desk),
            "flags": tuple((f.checkpoint, f.site, f.note) for f in work.duties.flags()),
        }


def clean(desk: Desk) -> None:
    assert SqliteAuditFiles().verify(Path(desk.file.location)).problems == ()


# --- one act ----------------------------------------------------------------------------------------------------------


def test_an_answer_is_taken_back_by_a_further_revision(desk: Desk) -> None:
    north = site(desk, "北営業所")
    answering.record_answer(desk, SITE, north, Verdict.NONCONFORMING, "窓口に1台")
    before = state(desk)
    answering.record_answer(desk, SITE, north, Verdict.CONFORMING, "撤去した", "現地で確認")
    after = state(desk)
    shown = undoing.last(desk)
    assert shown is not None
    assert undoing.words(shown, ja) == f"回答({SITE} 北営業所)"
    assert undoing.words(shown, str) == f"Answer given ({SITE} 北営業所)"
    assert undo(desk).places == {(SITE, north)}
    assert state(desk) == before
    said = [(r.revision, r.verdict, r.comment) for r in answering.page(desk, SITE, north).revisions]
    assert said == [
        (1, Verdict.NONCONFORMING, "窓口に1台"),
        (2, Verdict.CONFORMING, "撤去した"),
        (3, Verdict.NONCONFORMING, "窓口に1台"),
    ]
    with desk.file.read() as work:
        told, taken = work.history.entries(HistoryQuery(), limit=2)
    assert told.event.act == "undone"
    assert told.event.after is not None
    assert (told.event.after["undoes"], told.event.after["act"]) == (taken.seq, "answer.recorded")
    redo(desk)
    assert state(desk) == after
    assert code(lambda: redo(desk)) == "redo_nothing"
    undo(desk)
    undo(desk)
    assert state(desk)["answers"] == {}
    assert code(lambda: undo(desk)) == "undo_nothing"
    clean(desk)


def test_what_somebody_else_did_is_told_and_stays(desk: Desk) -> None:
    answering.record_answer(working(desk, "担当 花子"), COMPANY, "", Verdict.PARTLY, "一部")
    with pytest.raises(UserError) as caught:
        undo(working(desk, "確認 次郎"))
    assert caught.value.code == "undo_of_others"
    assert "担当 花子" in caught.value.sentence(ja)
    assert state(desk)["answers"] != {}


def test_what_was_said_of_a_finding_comes_back_with_the_answer(desk: Desk) -> None:
    answering.record_answer(desk, COMPANY, "", Verdict.PARTLY, "一部")
    (finding,) = findings.listing(desk)
    findings.set_status(desk, finding.id, Status.CORRECTED, "返却済")
    before = state(desk)
    answering.record_answer(desk, COMPANY, "", Verdict.CONFORMING, reason="改善した")
    undo(desk)
    assert state(desk) == before
    undo(desk)
    assert findings.listing(desk)[0].status is Status.OPEN


def test_a_new_act_ends_what_could_be_done_again(desk: Desk) -> None:
    answering.record_answer(desk, COMPANY, "", Verdict.CONFORMING)
    undo(desk)
    answering.record_answer(desk, COMPANY, "", Verdict.PARTLY, "別の判断")
    assert undoing.offered(desk).redo is None
    undo(desk)
    assert undoing.offered(desk).undo is None
    assert undoing.offered(desk).redo is not None


def test_a_copy_to_many_sites_is_one_step(tmp_path: Path) -> None:
    desk = begun(new_world(), tmp_path)
    for name in SITES[2:]:
        auditing.add_site(desk, name)
    places = [site(desk, name) for name in SITES]
    answering.record_answer(desk, SITE, places[1], Verdict.PARTLY, "確認中")
    answering.record_answer(desk, SITE, places[0], Verdict.CONFORMING, "施錠を確認")
    before = state(desk)
    answering.copy_answer(desk, SITE, places[0], places[2:])
    after = state(desk)
    with desk.file.read() as work:
        second, first = work.history.entries(HistoryQuery(), limit=2)
    assert UNIT not in (first.event.after or {})
    assert (second.event.after or {})[UNIT] == first.seq
    shown = undoing.last(desk)
    assert shown is not None
    assert undoing.words(shown, ja) == "回答の写し(2 か所)"
    assert undo(desk).places == {(SITE, each) for each in places[2:]}
    assert state(desk) == before
    redo(desk)
    assert state(desk) == after
    assert set(after["copies"]) == {(SITE, each) for each in places[2:]}
    # Confirmed, and answered otherwise: either way the copy waits again once that is undone.
    answering.confirm_copy(desk, SITE, places[2])
    answering.record_answer(desk, SITE, places[3], Verdict.PARTLY, "鍵がない", "現地で確認")
    assert not state(desk)["copies"]
    undo(desk)
    undo(desk)
    assert state(desk) == after
    redo(desk)
    assert (SITE, places[2]) not in state(desk)["copies"]
    clean(desk)
    desk.file.close()


def test_an_answer_takes_its_decision_on_the_proposal_along(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 6), a3=(3, "共用")))
    before = state(desk)
    place = next(p for p in auditing.outline(desk).places if p[1] and findings.proposal(desk, *p) is not None)
    view = findings.proposal(desk, *place)
    assert view is not None
    answering.record_answer(desk, *place, view.proposal.verdict, "台帳のとおり")
    findings.decide(desk, *place, view.proposal.basis, "adopted")
    after = state(desk)
    undo(desk)
    assert state(desk) == before
    redo(desk)
    assert state(desk) == after
    undo(desk)
    findings.decide(desk, *place, view.proposal.basis, "rejected", "別件")
    undo(desk)
    assert state(desk) == before
    shown = undoing.last(desk)
    assert shown is not None
    assert (shown.act, shown.possible) == ("ledger.imported", False)
    assert code(lambda: undo(desk)) == "undo_own_way"


def test_an_answer_that_was_upheld_rests_on_what_it_rested_on(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 6), a3=(3, "共用")))
    place = next(p for p in auditing.outline(desk).places if p[1] and findings.proposal(desk, *p) is not None)
    answering.record_answer(desk, *place, Verdict.NONCONFORMING, "台帳のとおり")
    edit_record(desk, "terminals", "PC-0001", {"zone": "共用"})
    stale = state(desk)
    assert place in stale["stale"]
    answering.confirm_answer(desk, *place)
    undo(desk)
    assert state(desk) == stale
    answering.record_answer(desk, *place, Verdict.PARTLY, "見直した", "台帳が変わった")
    assert not state(desk)["stale"]
    undo(desk)
    assert state(desk) == stale


def test_records_by_hand_are_as_before(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 4)))
    states = [state(desk)]
    for act in (
        lambda: edit_record(desk, "terminals", "PC-0002", {"inventoried": "令和8年10月1日", "manager": "次長"}),
        lambda: edit_record(desk, "terminals", "PC-0002", {"manager": "課長", "zone": "共用"}),
        lambda: remove_record(desk, "terminals", "PC-0001", "廃棄"),
        lambda: restore_record(desk, "terminals", "PC-0001"),
        lambda: add_record(desk, "terminals", {"asset_no": "PC-0009", "site": "北営業所", "zone": "共用"}),
        lambda: aliases.add(desk, "companies", "東湾送電", "東湾送配電株式会社"),
    ):
        act()
        states.append(state(desk))
    for before in reversed(states[:-1]):
        undo(desk)
        now = state(desk)
        # What was added by hand and is struck off again is kept with what was given.
        for each in (now, before):
            each["corrections"] = tuple(c for c in each["corrections"] if c[0] != "PC0009")
        assert now == before
    for after in states[1:]:
        redo(desk)
        assert state(desk)["records"] == after["records"]
    clean(desk)


# --- what cannot be taken back ----------------------------------------------------------------------------------------


def test_what_another_did_is_left_alone(desk: Desk) -> None:
    north = site(desk, "北営業所")
    other = by(desk, "佐藤")
    answering.record_answer(desk, SITE, north, Verdict.CONFORMING, "確認した")
    answering.record_answer(other, COMPANY, "", Verdict.PARTLY, "規程がない")
    shown = undoing.last(desk)
    assert shown is not None
    assert (shown.checkpoint, shown.by) == (SITE, "officer")
    assert undoing.last(other, anyone=True) == undoing.last(other)
    answering.record_comment(other, SITE, north, "写真あり")
    before = state(desk)
    assert code(lambda: undo(desk)) == "undo_changed_by"
    assert state(desk) == before
    undoing.undo(desk, ja, anyone=True)
    undo(desk)
    assert set(state(desk)["answers"]) == {(COMPANY, "")}
    clean(desk)


def test_what_another_said_of_the_finding_is_not_lost(desk: Desk) -> None:
    answering.record_answer(desk, COMPANY, "", Verdict.PARTLY, "一部")
    answering.record_answer(desk, COMPANY, "", Verdict.NONCONFORMING, "全部", "見直した")
    (finding,) = findings.listing(desk)
    findings.set_status(by(desk, "佐藤"), finding.id, Status.IN_PROGRESS, "着手")
    assert code(lambda: undo(desk)) == "undo_changed_by"
    assert findings.listing(desk)[0].remark == "着手"


def test_a_field_that_was_changed_since_is_left_alone(desk: Desk) -> None:
    _changes, action = planning.add_action(desk, "A3-5", "区画を分ける", owner="山田")
    planning.edit_action(desk, action.number, owner="鈴木")
    other = by(desk, "佐藤")
    planning.edit_action(other, action.number, method="現地確認")
    undo(desk)  # Another field of the same measure.
    assert planning.view(desk).actions[0].owner == "山田"
    redo(desk)
    planning.edit_action(other, action.number, owner="高橋")
    before = state(desk)
    assert code(lambda: undo(desk)) == "undo_changed_since"
    assert state(desk) == before


def test_something_done_meanwhile_is_not_undone_by_mistake(desk: Desk) -> None:
    answering.record_answer(desk, COMPANY, "", Verdict.CONFORMING)
    shown = undoing.last(desk)
    answering.record_comment(desk, COMPANY, "", "追記")
    assert code(lambda: undoing.undo(desk, ja, shown)) == "undo_moved"
    assert [undoing.words(s, ja) for s in undoing.listing(desk)] == [f"回答({COMPANY})"] * 2


def test_it_works_after_the_file_was_closed(desk: Desk) -> None:
    before = state(desk)
    answering.record_answer(desk, COMPANY, "", Verdict.CONFORMING, "確認した")
    path = Path(desk.file.location)
    desk.file.close()
    again = auditing.open_audit(desk.world, path)
    undo(again)
    assert state(again) == before
    again.file.close()
    again = auditing.open_audit(desk.world, path)
    redo(again)
    assert state(again)["answers"][COMPANY, ""] == (Verdict.CONFORMING, "確認した", "")
    again.file.close()


def test_where_evidence_serves_and_what_is_known_of_it(desk: Desk, tmp_path: Path) -> None:
    file, north = tmp_path / "写真.jpg", site(desk, "北営業所")
    file.write_bytes(b"jpg")
    piece = evidencing.attach(desk, COMPANY, "", file)[1].id

    def told(act: str, before: dict[str, object] | None, after: dict[str, object]) -> None:
        work.history.record("2026-11-24T15:00:00+00:00", "officer", Event(act, piece, SITE, north, before, after))
        work.commit()

    def serves() -> bool:
        with desk.file.read() as work:
            return any(not use.removed for use in work.evidence.uses_at(SITE, north))

    with desk.file.write() as work:
        work.evidence.put_use(EvidenceUse(piece, SITE, north, "2026-11-24T15:00:00+00:00", "officer"))
        told("evidence.used", None, {"name": "写真.jpg"})
    with desk.file.write() as work:
        work.evidence.put_facts(EvidenceFacts(piece, date(2027, 3, 31), note="台帳の写し"))
        old: dict[str, object] = {"expires": "", "note": ""}
        told("evidence.facts", old, {"expires": "2027-03-31", "note": "台帳の写し", "name": "写真.jpg"})
    undo(desk)
    with desk.file.read() as work:
        assert work.evidence.facts_of(piece) == EvidenceFacts(piece)
    redo(desk)
    with desk.file.read() as work:
        assert work.evidence.facts_of(piece) == EvidenceFacts(piece, date(2027, 3, 31), note="台帳の写し")
    undo(desk)
    assert serves()
    undo(desk)
    assert not serves()
    redo(desk)
    assert serves()
    clean(desk)


# --- any acts at all --------------------------------------------------------------------------------------------------

Act = Callable[[Desk, int, Path], object]
VERDICTS = (Verdict.CONFORMING, Verdict.PARTLY, Verdict.NONCONFORMING, Verdict.NOT_APPLICABLE, Verdict.UNANSWERED)


def _live(desk: Desk) -> list[str]:
    return [s.id for s in auditing.outline(desk).sites if not s.removed]


def _place(desk: Desk, n: int) -> tuple[str, str]:
    sites = _live(desk)
    return (COMPANY, "") if n % 3 == 0 else (SITE, sites[n % len(sites)])


def _finding(desk: Desk, n: int) -> str:
    found = [f.id for f in findings.listing(desk) if f.status is not Status.RESOLVED]
    return found[n % len(found)] if found else "none"


def _number(desk: Desk, n: int) -> int:
    numbers = [a.number for a in planning.view(desk).actions]
    return numbers[n % len(numbers)] if numbers else 0


def _attach(desk: Desk, n: int, folder: Path) -> object:
    file = folder / f"証跡{n % 3}.txt"
    file.write_text(f"{n}", "utf-8")
    return evidencing.attach(desk, *_place(desk, n), file)


def _detach(desk: Desk, n: int, _folder: Path) -> object:
    standing = [e.id for e in evidencing.listing(desk) if not e.removed]
    return evidencing.remove(desk, standing[n % len(standing)] if standing else "none", "別件")


def _put_split(desk: Desk, n: int, _folder: Path) -> object:
    stored = planning.separations(desk)
    stage = Milestone(Stage.DESIGN, date(2026, 1 + n % 9, 1), date(2027, 3, 31))
    new = Separation("", 0, f"システム{n % 4}", "shared", "分割", (stage,))
    return planning.put_separation(desk, replace(stored[0], owner=f"担当{n}") if stored and n % 2 else new)


def _split(desk: Desk, n: int) -> Separation:
    stored = planning.separations(desk)
    return stored[n % len(stored)]


def _move(desk: Desk, n: int, _folder: Path) -> object:
    start, end = date(2026, 4, 1), date(2027, 1, 1) + timedelta(30 * (n % 17))
    return splitting.move(desk, _split(desk, n).id, Stage.DESIGN, start, end, f"要件の追加{n % 3}")


def _stage_done(desk: Desk, n: int, _folder: Path) -> object:
    day = None if n % 3 == 0 else date(2026, 9, 1 + n % 20)
    return splitting.set_done(desk, _split(desk, n).id, Stage.DESIGN, day)


def _put_control(desk: Desk, n: int, _folder: Path) -> object:
    beside = splitting.programme(desk).controls
    known = beside[n % len(beside)].id if beside and n % 2 else ""
    control = Control(known, _split(desk, n).id, 0, f"遮断試験{n % 4}", f"担当{n % 3}", (COMPANY, SITE)[: 1 + n % 2])
    return splitting.put_control(desk, control)


def _remove_control(desk: Desk, n: int, _folder: Path) -> object:
    beside = splitting.programme(desk).controls
    return splitting.remove_control(desk, beside[n % len(beside)].id, "不要")


ACTS: tuple[Act, ...] = (
    lambda d, n, _f: answering.record_answer(d, *_place(d, n), VERDICTS[n % 5], f"所見{n % 4}", f"理由{n % 2}"),
    lambda d, n, _f: answering.record_answer(d, *_place(d, n), VERDICTS[n % 4], None, f"理由{n % 3}"),
    lambda d, n, _f: answering.record_comment(d, *_place(d, n), f"追記{n % 5}"),
    lambda d, n, _f: answering.copy_answer(d, SITE, _live(d)[n % len(_live(d))], _live(d), "同じ運用"),
    lambda d, n, _f: answering.confirm_copy(d, *_place(d, n)),
    lambda d, n, _f: findings.set_status(
        d, _finding(d, n), (Status.OPEN, Status.IN_PROGRESS, Status.CORRECTED)[n % 3], f"備考{n % 3}"
    ),
    lambda d, n, _f: findings.accept(d, _finding(d, n), "費用", "部長", date(2027, 1, 1) + timedelta(n)),
    lambda d, n, _f: planning.draft_plan(d),
    lambda d, n, _f: planning.add_action(d, "A3-5", f"対策{n}", owner="山田"),
    lambda d, n, _f: planning.edit_action(d, _number(d, n), owner=f"担当{n % 4}", state=list(ActionState)[n % 4]),
    lambda d, n, _f: planning.accept_draft(d, _number(d, n)),
    lambda d, n, _f: planning.withdraw_action(d, _number(d, n), "重複"),
    lambda d, n, _f: planning.restore_action(d, _number(d, n)),
    lambda d, n, _f: planning.write_action_for(d, COMPANY, measure=f"規程を直す{n % 3}"),
    _attach,
    _detach,
    _put_split,
    _move,
    _stage_done,
    _put_control,
    _remove_control,
    lambda d, n, _f: planning.remove_separation(d, planning.separations(d)[0].id, "対象外"),
    lambda d, n, _f: planning.put_case(d, Case("", 0, "other", True, f"事案{n % 3}")),
    lambda d, n, _f: auditing.rename_site(d, _live(d)[n % len(_live(d))], f"営業所{n % 5}"),
    lambda d, n, _f: auditing.add_site(d, f"支社{n % 4}"),
    lambda d, n, _f: auditing.remove_site(d, _live(d)[1:][n % (len(_live(d)) - 1)], "統合"),
    lambda d, n, _f: auditing.change_facts(d, auditor=f"監査{n % 3}", affiliates=("甲", "乙")[: n % 3]),
    lambda d, n, _f: auditing.change_filing(d, addressee=f"宛先{n % 3}", dated=date(2026, 9, 1 + n % 9)),
    lambda d, n, _f: flagging.set_flags(d, [_place(d, n), _place(d, n + 1)], f"後で{n % 2}"),
    lambda d, n, _f: flagging.clear_flags(d, [_place(d, n), _place(d, n + 1)]),
    lambda d, n, _f: findings.set_threshold(d, "R16.days", 30 + n % 40),
    lambda d, n, _f: reporting.set_dates(d, list(reporting.Dates)[n % 2]),
)


class Worked:
    """Holds a desk, which is too much to be told with each example."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worked]:
    """One audit for all examples: each of them leaves it as it was."""
    desk = begun(new_world(), tmp_path_factory.mktemp("worked"))
    for place in _live(desk):
        answering.record_answer(desk, SITE, place, Verdict.PARTLY, "初回")
    yield Worked(desk)
    desk.file.close()


@example(chosen=[(5, 2), (0, 58), (3, 1)])
@given(chosen=st.lists(st.tuples(st.integers(0, len(ACTS) - 1), st.integers(0, 59)), min_size=1, max_size=8))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_was_done_is_undone_and_done_again(worked: Worked, chosen: list[tuple[int, int]]) -> None:
    desk = worked.desk
    folder = Path(desk.file.location).parent
    states = [state(desk)]
    for which, n in chosen:
        try:
            result = ACTS[which](desk, n, folder)
        except (UserError, IndexError, ZeroDivisionError):
            continue
        changes = result[0] if isinstance(result, tuple) else result
        if changes:
            states.append(state(desk))
    for before in reversed(states[:-1]):
        undo(desk)
        assert state(desk) == before
    for after in states[1:]:
        redo(desk)
        assert state(desk) == after
    for _each in states[1:]:
        undo(desk)
    assert state(desk) == states[0]
    clean(desk)
