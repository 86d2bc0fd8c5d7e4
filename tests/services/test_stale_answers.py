"""Answers that rest on findings: told stale when those come, go or change, upheld or changed by the officer; and what
was accepted until a day that has passed."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain import findings as facts
from app.domain.findings import Ground, Shift, Stale, Status
from app.domain.grades import Verdict
from app.domain.history import Event
from app.errors import UserError
from app.i18n import gettext_in
from app.services import answering, auditing, findings, ledgers, site_offers, wording
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


def test_the_history_tells_of_answers_in_doubt_since_sites_were_filled_in(desk: Desk, tmp_path: Path) -> None:
    """Terminals stand at the site by a name that only the list of offices tells."""
    take(desk, tmp_path / "10.xlsx", [1], office="北(営)")
    checkpoint = next(c for f in findings.listing(desk, rule="R01") for c in f.checkpoints)
    (site,) = (s.id for s in auditing.outline(desk).sites if s.name == "北営業所")
    place = next(p for p in auditing.outline(desk).places if p in ((checkpoint, site), (checkpoint, "")))
    answering.record_answer(desk, *place, Verdict.CONFORMING, "見た")
    offices = tmp_path / "事業所.csv"
    offices.write_text("事業所コード,事業所名,略称,会社\n0412,北営業所,北(営),東湾送配電株式会社", "utf-8")
    site_offers.take(desk, ledgers.import_batch(desk, "sites", offices).site_offers)
    assert shifts(desk, place) == [(Shift.CAME, "PC-0001")]
    with desk.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act="site.filled"))
    assert entry.event.after is not None
    assert entry.event.after["findings"]["stale"] == [f"{place[0]} 北営業所"]  # type: ignore[index]


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
        findings.set_status(desk, finding.id, Status.CORRECTED, "10月12日に移設した。")
    findings.refresh(desk)
    assert shifts(desk, place) == []


def test_a_changed_row_is_told(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1])
    place = adopt(desk)
    rows = [row(n, "北営業所", "小売" if n == 1 else "送配電") for n in range(1, 6)]
    ledgers.import_batch(desk, "terminals", book(tmp_path / "11.xlsx", 台帳=("端末台帳", rows)))
    assert shifts(desk, place) == [(Shift.CHANGED, "PC-0001")]


# --- answers given without a proposal --------------------------------------------------------------------------------


def spoken_to(desk: Desk) -> tuple[str, str]:
    """A place of a site that findings of R01 speak to."""
    rule = next(f for f in findings.listing(desk, rule="R01"))
    return next(p for p in auditing.outline(desk).places if p[0] in rule.checkpoints and p[1] == rule.site)


def answer(desk: Desk, place: tuple[str, str], verdict: Verdict = Verdict.CONFORMING, reason: str = "") -> None:
    answering.record_answer(desk, *place, verdict, "現場で確認した", reason)


def test_an_answer_by_hand_goes_stale_as_one_on_a_proposal(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1, 2])
    place = spoken_to(desk)
    answer(desk, place)
    assert shifts(desk, place) == []
    result = take(desk, tmp_path / "11.xlsx", [2, 3])
    assert sorted(shifts(desk, place)) == [(Shift.CAME, "PC-0003"), (Shift.WENT, "PC-0001")]
    assert place in result.findings.stale
    answer(desk, place, Verdict.PARTLY, "見直した")
    assert shifts(desk, place) == []


def test_what_a_first_ledger_brings_is_told_of_an_answer_given_before_it(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1])
    place = spoken_to(desk)
    (batch,) = ledgers.batches(desk, "terminals")
    undo_import(desk, batch.id, "後で取り込む")
    answer(desk, place)
    take(desk, tmp_path / "11.xlsx", [1])
    assert shifts(desk, place) == [(Shift.CAME, "PC-0001")]
    (_undone, batch) = ledgers.batches(desk, "terminals")
    undo_import(desk, batch.id, "誤り")
    assert shifts(desk, place) == []


def test_what_brings_nothing_to_a_checkpoint_marks_no_answer(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1])
    spoken = {c for f in findings.listing(desk, rule="R01") for c in f.checkpoints}
    outline = auditing.outline(desk)
    for checkpoint, site in outline.places:
        answer(desk, (checkpoint, site))
    north = next(s.id for s in outline.sites if s.name == "北営業所")
    result = take(desk, tmp_path / "11.xlsx", [1, 2])
    came = findings.listing(desk)
    told = {c for f in came if f.subject == "PC-0002" for c in f.checkpoints}
    assert spoken & told
    # Only where the new row speaks: this site and the whole company, and only the checkpoints of its rules.
    assert set(result.findings.stale) == {p for p in outline.places if p[0] in told and p[1] in ("", north)}
    assert set(auditing.outline(desk).stale) == set(result.findings.stale)


def test_a_place_without_a_verdict_rests_on_nothing(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1])
    place = spoken_to(desk)
    answering.record_comment(desk, *place, "明日確認する")
    take(desk, tmp_path / "11.xlsx", [])
    assert shifts(desk, place) == []
    answer(desk, place)
    take(desk, tmp_path / "12.xlsx", [1])
    assert shifts(desk, place)
    answering.record_answer(desk, *place, Verdict.UNANSWERED, "", "取り下げる")
    assert shifts(desk, place) == []
    take(desk, tmp_path / "13.xlsx", [])
    assert shifts(desk, place) == []


def test_a_remark_alone_leaves_the_doubt(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1])
    place = spoken_to(desk)
    answer(desk, place)
    take(desk, tmp_path / "11.xlsx", [])
    answering.record_comment(desk, *place, "現場で確認した。")
    assert shifts(desk, place) == [(Shift.WENT, "PC-0001")]


def test_the_same_answer_given_again_upholds_it(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1])
    place = spoken_to(desk)
    answer(desk, place)
    take(desk, tmp_path / "11.xlsx", [])
    changes = answering.record_answer(desk, *place, Verdict.CONFORMING)
    assert changes.places == {place}
    assert shifts(desk, place) == []
    assert [a.revision for a in answering.page(desk, *place).revisions] == [1]
    with desk.file.read() as work:
        assert len(work.history.entries(HistoryQuery(act="answer.upheld"))) == 1
    assert not answering.record_answer(desk, *place, Verdict.CONFORMING)


def test_what_comes_back_in_two_steps_is_no_change(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1, 2])
    place = spoken_to(desk)
    answer(desk, place)
    take(desk, tmp_path / "11.xlsx", [2])
    take(desk, tmp_path / "12.xlsx", [])
    assert sorted(shifts(desk, place)) == [(Shift.WENT, "PC-0001"), (Shift.WENT, "PC-0002")]
    take(desk, tmp_path / "13.xlsx", [1])
    assert shifts(desk, place) == [(Shift.WENT, "PC-0002")]
    take(desk, tmp_path / "14.xlsx", [1, 2])
    assert shifts(desk, place) == []


def test_a_row_that_moves_to_another_office_is_told_at_both(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [1])
    north = spoken_to(desk)
    other = next(s for s in auditing.outline(desk).sites if s.id != north[1])
    south = (north[0], other.id)
    answer(desk, north)
    answer(desk, south)
    rows = [row(n, other.name if n == 1 else "北営業所", "共用" if n == 1 else "送配電") for n in range(1, 6)]
    ledgers.import_batch(desk, "terminals", book(tmp_path / "11.xlsx", 台帳=("端末台帳", rows)))
    assert shifts(desk, north) == [(Shift.WENT, "PC-0001")]
    assert shifts(desk, south) == [(Shift.CAME, "PC-0001")]


def test_rejecting_what_is_proposed_upholds_the_answer(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "10.xlsx", [])
    take(desk, tmp_path / "11.xlsx", [1])
    place = spoken_to(desk)
    answer(desk, place)
    take(desk, tmp_path / "12.xlsx", [1, 2])
    assert shifts(desk, place) == [(Shift.CAME, "PC-0002")]
    view = findings.proposal(desk, *place)
    assert view is not None
    findings.decide(desk, *place, view.proposal.basis, "rejected", "分電盤の監視専用")
    assert shifts(desk, place) == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_why_is_told_in_a_sentence(desk: Desk, tmp_path: Path, language: str) -> None:
    take(desk, tmp_path / "10.xlsx", [1, 2])
    place = spoken_to(desk)
    answer(desk, place)
    take(desk, tmp_path / "11.xlsx", [3, 4])
    ground = auditing.outline(desk).stale[place]
    said = wording.stale(ground, gettext_in(language), language)
    day = wording.day(ground.stale_at, language)
    assert (
        said
        == {
            "ja": f"回答後の{day}に、この確認事項の検出事項が変わりました"
            "(新規: R01 PC-0003、R01 PC-0004。解消: R01 PC-0001、R01 PC-0002)。",
            "en": f"After the answer was given, findings on this checkpoint changed on {day} "
            "(new: R01 PC-0003, R01 PC-0004; gone: R01 PC-0001, R01 PC-0002).",
        }[language]
    )


def test_an_old_file_that_kept_all_it_rested_on_goes_on(desk: Desk, tmp_path: Path) -> None:
    """Files of before kept every finding behind an adopted proposal, and what had come beside it."""
    take(desk, tmp_path / "10.xlsx", [1, 2])
    place = spoken_to(desk)
    answer(desk, place)
    with desk.file.write() as work:
        of_rules = {f.id: f for f in work.findings.all()}
        moves = facts.moves([(None, f) for f in of_rules.values()], {place})[place]
        said = {move.finding.id: move.now for move in moves}
        one, two = sorted(said, key=lambda i: of_rules[i].subject)
        came = (Stale(Shift.CAME, two, "R01", "PC-0002"),)
        work.findings.put_ground(
            Ground(*place, {one: said[one]}, "2026-11-01T09:00:00+09:00", "佐藤", came, "2026-11-02")
        )
        work.history.record(desk.stamp(), "佐藤", Event("proposal.adopted", place[0], *place))
        work.commit()
    assert shifts(desk, place) == [(Shift.CAME, "PC-0002")]
    take(desk, tmp_path / "11.xlsx", [1])
    assert shifts(desk, place) == []
    take(desk, tmp_path / "12.xlsx", [])
    assert shifts(desk, place) == [(Shift.WENT, "PC-0001")]


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
        findings.set_status(again, identity, Status.OPEN, "次の会議で決める")
        # Why it is open is still told.
        assert findings.get(again, identity).lapsed
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
    with desk.file.read() as work:
        entry = work.history.entries(HistoryQuery(act="ledger.imported"))[0]
    assert entry.event.after is not None
    assert entry.event.after["findings"]["lapsed"] == [f"{identity} R01 PC-0001"]  # type: ignore[index]


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


def test_replacing_one_row_makes_exactly_the_answers_that_cite_it_stale(desk: Desk, tmp_path: Path) -> None:
    """Terminals at two offices, and every answer they speak to given on them: one row of one office is replaced."""
    rows = [row(n, "北営業所" if n < 4 else "本店", "共用") for n in range(1, 7)]
    ledgers.import_batch(desk, "terminals", book(tmp_path / "10.xlsx", 台帳=("端末台帳", rows)))
    outline = auditing.outline(desk)
    for place in outline.places:
        view = findings.proposal(desk, *place)
        verdict = view.proposal.verdict if view is not None else Verdict.CONFORMING
        answering.record_answer(desk, *place, verdict, "見た")
        if view is not None:
            findings.decide(desk, *place, view.proposal.basis, "adopted")
    assert auditing.outline(desk).stale == {}
    cited = {f.id: f for f in findings.listing(desk) if "PC-0002" in {r.key for r in f.rows}}
    north = next(s.id for s in outline.sites if s.name == "北営業所")
    citing = {p for p in outline.places for f in cited.values() if p[0] in f.checkpoints and p[1] in ("", f.site)}
    assert {site for _, site in citing} <= {"", north}
    rows[1] = row(12, "北営業所", "送配電")
    result = ledgers.import_batch(desk, "terminals", book(tmp_path / "11.xlsx", 台帳=("端末台帳", rows)))
    stale = auditing.outline(desk).stale
    assert set(stale) == set(result.findings.stale) == citing
    assert {(s.shift, s.subject) for ground in stale.values() for s in ground.stale} == {(Shift.WENT, "PC-0002")}
