"""Every consistency check: it finds what is planted, at the very field, and leaves an audit in order alone."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest

from app.domain.audit import COMPANY, Filing, Ground, Site
from app.domain.carrying import Carried, Standing
from app.domain.case_figures import CaseFigure, FigureKind, FigureStatement
from app.domain.case_papers import Duty as ReportDuty
from app.domain.case_papers import LeakReport
from app.domain.challenges import Disproof, Outcome, Reply
from app.domain.consistency import CHECKS, Drawn, Hit, Spot, Whole, run
from app.domain.duties import Duty, Flag, Officer
from app.domain.evidence import EvidenceFacts, EvidenceUse
from app.domain.findings import (
    Acceptance,
    Finding,
    ProposalDecision,
    RowRef,
    Shift,
    Source,
    Stale,
    Status,
    finding_id,
    propose,
)
from app.domain.findings import Ground as StaleGround
from app.domain.grades import Cause, Gravity, Level, Severity, Verdict
from app.domain.plan import Action, ActionState, Case, CaseCause, Milestone, Separation, Stage
from app.domain.progress import Place
from app.domain.review import Review, ReviewAct
from app.domain.splitting import Course
from app.domain.taken_out import TakenOut
from tests.domain.consistency.made import (
    ASKED,
    AT_SITES,
    AUDIT,
    CATALOGUE,
    GONE,
    NORTH,
    OF_COMPANY,
    SITES,
    SOUTH,
    Given,
    answer,
    hits,
    proof,
    whole,
    with_remarks,
)

HERE = (AT_SITES[0], NORTH)
THERE = (AT_SITES[0], SOUTH)
DIRECTIONS = tuple(d.id for d in CATALOGUE.directions)
MEASURE = Action(
    "a1",
    1,
    "A3-2",
    HERE[0],
    problem="現状",
    measure="対策",
    causes=tuple(Cause),
    directions=DIRECTIONS,
    owner="総務課長",
    department="総務課",
    start=date(2026, 11, 1),
    due=date(2027, 3, 31),
    state=ActionState.IN_PROGRESS,
    method="写真で確かめる",
    edited=frozenset({"problem", "measure", "due"}),
)
SPLIT = Separation(
    "x1",
    1,
    "顧客管理システム",
    "shared",
    milestones=(
        Milestone(Stage.DESIGN, date(2027, 1, 1), date(2027, 6, 30)),
        Milestone(Stage.SEPARATED, date(2028, 3, 31), date(2028, 3, 31)),
    ),
    owner="IT部",
)
CASES = (Case("c1", 1, "entrant_customers", False), Case("c2", 2, "renewable", False))
FINDING = Finding(
    "F-1", Source.RULES, "R01", Severity.SERIOUS, NORTH, (HERE[0],), "PC-1", "shared_zone", first_seen="2026-10-01"
)
LISTED = Officer("山田 太郎", "監査部", (Duty.APPROVER,), "", "")
BARE = replace(FINDING, id="F-2", source=Source.ANSWERS, rule="", site="", message="answer.nonconforming")
"""What an answer without a remark makes: it tells nothing of what is wrong."""
OCCURRED = Case(
    "c2",
    2,
    "renewable",
    True,
    title="再エネの件",
    figures=(CaseFigure("閲覧件数", "38,000件", date(2026, 9, 30), "社内調査"),),
    causes=(CaseCause(Cause.MOTIVE, "手続きが煩雑", ("a1",)),),
    discipline_note="処分は検討中である。",
)


def orderly(answers: Given | None = None, **more: object) -> Whole:
    """An audit in which no check finds anything."""
    return whole(answers, **{"cases": CASES, "separations": (SPLIT,), "actions": (MEASURE,), **more})


def failed(verdict: Verdict = Verdict.NONCONFORMING, comment: str = "画面が見える。", **more: object) -> Whole:
    """The same with a deficiency at one site."""
    return orderly(answers={HERE: answer(HERE, verdict, comment)}, **more)


def measure(**changed: object) -> Whole:
    return orderly(actions=(replace(MEASURE, **changed),))  # type: ignore[arg-type]


def split(**changed: object) -> Whole:
    return orderly(separations=(replace(SPLIT, **changed),))  # type: ignore[arg-type]


def done(*stages: Stage) -> Whole:
    """These stages of the split are done."""
    courses = tuple(Course("x1", stage, done=date(2026, 10, 1)) for stage in stages)
    return orderly(separations=(SPLIT,), courses=courses)


CASES_FIGURE = CaseFigure("閲覧件数", "38,000件", date(2026, 9, 30), "社内調査")


def case(**changed: object) -> Whole:
    return orderly(cases=(CASES[0], replace(OCCURRED, **changed)))  # type: ignore[arg-type]


def leaked(**changed: object) -> Whole:
    """The case that happened is to be reported within 30 days."""
    clock = LeakReport("c2", ReportDuty.NEEDED, known=date(2026, 8, 3), days=30)
    return orderly(cases=(CASES[0], OCCURRED), clocks=(replace(clock, **changed),))  # type: ignore[arg-type]


def filed(**changed: object) -> Whole:
    return orderly(audit=replace(AUDIT, filing=replace(AUDIT.filing, **changed)))  # type: ignore[arg-type]


def accepted(by: str = "山田太郎", until: str = "2027-03-31", officers: tuple[Officer, ...] = ()) -> Whole:
    known = replace(FINDING, status=Status.ACCEPTED, remark="代替策あり", acceptance=Acceptance(by, until, "", ""))
    return orderly(findings=(known,), officers=officers)


def corrected(remark: str) -> Whole:
    row = RowRef("terminals", "PC-1", "一覧", 4, "端末台帳.xlsx")
    known = replace(FINDING, status=Status.CORRECTED, remark=remark, rows=(row,))
    days = {("terminals", "端末台帳.xlsx"): "2026-10-20", ("terminals", ""): "2026-11-02"}
    return orderly(findings=(known,), imported=days)


def evidence(**changed: object) -> Whole:
    base = orderly()
    return replace(base, evidence=(*base.evidence, proof(HERE, id="e1", **changed)))


def known(expires: date) -> Whole:
    return replace(evidence(), facts={"e1": EvidenceFacts("e1", expires)})


def two_pictures() -> Whole:
    """The same photograph at two sites."""
    pictures = (proof(HERE, id="p1", media_type="image/jpeg"), proof(THERE, id="p2", media_type="image/jpeg"))
    return replace(orderly(), evidence=(*orderly().evidence, *pictures))


def ended(identity: str, place: Place) -> EvidenceUse:
    """That a piece was taken off a place."""
    return EvidenceUse(identity, *place, "", "", "2026-11-01T09:00:00+09:00", "officer", "別の場所のもの")


def of_many(comment: str = "", verdicts: tuple[Verdict, ...] = (), checkpoint: str = AT_SITES[0]) -> Whole:
    """An audit with seven sites and their answers to one checkpoint."""
    more = tuple(replace(SITES[0], id=f"m{n}", name=f"第{n}営業所", position=9 + n, manager="") for n in range(4))
    sites = (*SITES, *more)
    live = [s.id for s in sites if not s.removed]
    given = {
        (checkpoint, s): answer((checkpoint, s), v, comment, reason="対象外")
        for s, v in zip(live, verdicts, strict=False)
    }
    base = orderly()
    return replace(
        base,
        sites=sites,
        places=tuple((c, s) for c, _s in base.places if c in AT_SITES for s in live)
        + tuple(place for place in base.places if place[1] == COMPANY),
        answers={**base.answers, **{(c, s): answer((c, s)) for c in AT_SITES for s in live}, **given},
    )


def proposed(decided: bool, decision: str = "rejected", reason: str = "理由", remark: str | None = None) -> Whole:
    audit = orderly(findings=(FINDING,), actions=(replace(MEASURE, findings=("F-1",)),))
    proposal = propose((FINDING,), CATALOGUE.checkpoint(HERE[0]), NORTH)
    assert proposal is not None
    kept = ProposalDecision(*HERE, proposal.basis, decision, "", "", reason)
    answers = audit.answers if remark is None else {**audit.answers, HERE: replace(audit.answers[HERE], comment=remark)}
    return replace(audit, decisions=(kept,) if decided else (), answers=answers)


RELATED = next(
    (wide, narrow)
    for wide in OF_COMPANY
    for narrow in AT_SITES
    if set(CATALOGUE.checkpoint(wide).rules) & set(CATALOGUE.checkpoint(narrow).rules)
)
BOTH = (Verdict.NOT_APPLICABLE,) * 6 + (Verdict.CONFORMING,)

HELD = Disproof("d", *HERE, 1, "別人", "試した", Outcome.HELD, "2026-11-20T09:00:00+09:00", "officer")


OUT = TakenOut(
    Site(GONE, "湾岸出張所", 4, removed=True),
    "統合",
    "2026-11-20T09:00:00+09:00",
    "officer",
    (answer((HERE[0], GONE), Verdict.NONCONFORMING, "端末がある。"),),
)


def replied(said: str, *places: tuple[str, str]) -> Whole:
    return orderly(replies=tuple(Reply(*at, "terminals-shared", "d", "c", said, "", "officer") for at in places))


def proven_by_one(places: Iterable[tuple[str, str]]) -> Whole:
    """An audit in which the same paper is all that proves some places."""
    base, of = orderly(), set(places)
    return replace(
        base,
        evidence=tuple(replace(e, sha256="d1") if (e.checkpoint, e.site) in of else e for e in base.evidence),
    )


REFUTED = Disproof("d", *HERE, 1, "別人", "試した", Outcome.REFUTED, "2026-11-24T09:00:00+09:00", "")
PLANTED: dict[str, tuple[Callable[[], Whole], Spot, str]] = {
    "K01 unproven": (lambda: orderly(unproven=frozenset({HERE})), Spot.PLACE, "evidence"),
    "K01 refuted": (lambda: orderly(unproven=frozenset({HERE}), refuted={HERE: REFUTED}), Spot.PLACE, "verdict"),
    "K02 nonconforming": (lambda: failed(actions=()), Spot.PLACE, "measure"),
    "K02 partly": (lambda: failed(Verdict.PARTLY, actions=(replace(MEASURE, sites=(SOUTH,)),)), Spot.PLACE, "measure"),
    "K03 nonconforming": (lambda: failed(comment=" "), Spot.PLACE, "comment"),
    "K04 no_reason": (lambda: failed(Verdict.NOT_APPLICABLE), Spot.PLACE, "reason"),
    "K05 conforming_nonconforming": (lambda: proposed(decided=False), Spot.PLACE, "verdict"),
    "K06 stale": (
        lambda: orderly(
            stale={HERE: StaleGround(*HERE, {}, "", "", (Stale(Shift.CAME, "F-1", "R01", "PC-1"),), "2026-11-01")}
        ),
        Spot.PLACE,
        "verdict",
    ),
    "K07 copied": (lambda: orderly(copies={HERE: SOUTH}), Spot.PLACE, "verdict"),
    "K08 nothing": (
        lambda: replace(orderly(), answers={p: a for p, a in orderly().answers.items() if p[1] != SOUTH}),
        Spot.PLACE,
        "verdict",
    ),
    "K09 mostly_out": (lambda: of_many(verdicts=BOTH), Spot.PLACE, "verdict"),
    "K10 alike": (
        lambda: of_many("台帳と現物を照合し、差異はなかった。", (Verdict.CONFORMING,) * 6),
        Spot.PLACE,
        "comment",
    ),
    "K11 sites_fail": (
        lambda: orderly(
            checkpoints=tuple(map(CATALOGUE.checkpoint, RELATED)),
            answers={(RELATED[1], s): answer((RELATED[1], s), Verdict.PARTLY, "不備") for s in (NORTH, SOUTH)},
            actions=(replace(MEASURE, checkpoint=RELATED[1]),),
        ),
        Spot.PLACE,
        "verdict",
    ),
    "K12 answers": (
        lambda: failed(actions=(replace(MEASURE, state=ActionState.DONE, done=date(2026, 11, 20)),)),
        Spot.ACTION,
        "state",
    ),
    "K12 findings": (
        lambda: orderly(
            findings=(replace(FINDING, checkpoints=()),),
            actions=(replace(MEASURE, findings=("F-1",), state=ActionState.DONE, done=date(2026, 11, 20)),),
        ),
        Spot.ACTION,
        "state",
    ),
    "K13 returned": (
        lambda: orderly(
            reviews={HERE: Review(*HERE, 1, ReviewAct.RETURNED, 1, "写真がない", "2026-11-01T09:00:00", "確認者")}
        ),
        Spot.PLACE,
        "verdict",
    ),
    "K14 defect": (
        lambda: orderly(answers={HERE: answer(HERE, comment="端末の目隠しが設置されていない。")}),
        Spot.PLACE,
        "comment",
    ),
    "K20 missing": (lambda: evidence(sha256="d2"), Spot.EVIDENCE, "evidence"),
    "K20 empty": (lambda: evidence(size=0), Spot.EVIDENCE, "evidence"),
    "K21 expired": (lambda: known(date(2026, 11, 23)), Spot.EVIDENCE, "expires"),
    "K22 soon": (lambda: known(date(2026, 12, 1)), Spot.EVIDENCE, "expires"),
    "K23 ahead": (lambda: evidence(name="写真_20261231.jpg"), Spot.EVIDENCE, "name"),
    "K23 old": (lambda: evidence(name="写真_令和6年9月30日.jpg"), Spot.EVIDENCE, "name"),
    "K24 same_picture": (
        two_pictures,
        Spot.EVIDENCE,
        "evidence",
    ),
    "K25 still_found": (lambda: corrected("10月12日に移設した。"), Spot.FINDING, "status"),
    "K26 no_remark": (lambda: corrected("。"), Spot.FINDING, "status"),
    "K28 measure": (lambda: measure(edited=frozenset({"due", "method"})), Spot.ACTION, "measure"),
    "K28 due": (lambda: measure(edited=frozenset({"measure"})), Spot.ACTION, "due"),
    "K28 problem": (
        lambda: failed(comment="", findings=(BARE,), actions=(replace(MEASURE, edited=frozenset({"measure", "due"})),)),
        Spot.ACTION,
        "problem",
    ),
    "K29 owner": (lambda: measure(owner=""), Spot.ACTION, "owner"),
    "K29 department": (lambda: measure(department=""), Spot.ACTION, "department"),
    "K30 nobody": (lambda: measure(owner="", department=" "), Spot.ACTION, "owner"),
    "K31 due": (lambda: measure(due=None), Spot.ACTION, "due"),
    "K32 method": (lambda: measure(method=""), Spot.ACTION, "method"),
    "K33 overdue": (lambda: measure(due=date(2026, 11, 23)), Spot.ACTION, "due"),
    "K34 no_day": (lambda: measure(state=ActionState.DONE), Spot.ACTION, "done"),
    "K34 not_done": (lambda: measure(done=date(2026, 11, 20)), Spot.ACTION, "state"),
    "K34 ahead": (lambda: measure(state=ActionState.DONE, done=date(2027, 1, 1)), Spot.ACTION, "done"),
    "K35 due": (lambda: measure(start=date(2027, 4, 1)), Spot.ACTION, "due"),
    "K36 site_gone": (lambda: measure(sites=(NORTH, GONE)), Spot.ACTION, "sites"),
    "K37 motive": (lambda: measure(causes=(Cause.OPPORTUNITY, Cause.RATIONALISATION)), Spot.PLAN, "causes"),
    "K38 direction": (lambda: measure(directions=DIRECTIONS[1:]), Spot.PLAN, "directions"),
    "K39 no_measure": (lambda: orderly(findings=(replace(FINDING, checkpoints=()),)), Spot.FINDING, "measure"),
    "K40 no_reason": (
        lambda: split(milestones=(Milestone(Stage.SEPARATED, date(2031, 3, 31), date(2031, 3, 31)),), interim="暫定"),
        Spot.SEPARATION,
        "reason",
    ),
    "K40 no_interim": (
        lambda: split(milestones=(Milestone(Stage.SEPARATED, date(2031, 3, 31), date(2031, 3, 31)),), reason="大規模"),
        Spot.SEPARATION,
        "interim",
    ),
    "K41 out_of_order": (
        lambda: split(milestones=(SPLIT.milestones[0], replace(SPLIT.milestones[1], start=date(2026, 12, 1)))),
        Spot.SEPARATION,
        "milestones",
    ),
    "K41 ends_before": (
        lambda: split(milestones=(Milestone(Stage.DESIGN, date(2027, 6, 1), date(2027, 1, 1)),)),
        Spot.SEPARATION,
        "milestones",
    ),
    "K42 no_state": (lambda: split(current=""), Spot.SEPARATION, "current"),
    "K42 no_schedule": (lambda: split(milestones=()), Spot.SEPARATION, "milestones"),
    "K42 should_be_split": (
        lambda: split(milestones=(Milestone(Stage.SEPARATED, date(2026, 3, 31), date(2026, 3, 31)),)),
        Spot.SEPARATION,
        "current",
    ),
    "K42 no_owner": (lambda: split(owner=""), Spot.SEPARATION, "owner"),
    "K44 open": (lambda: split(current="physical"), Spot.SEPARATION, "current"),
    "K44 separated": (lambda: done(Stage.DESIGN, Stage.SEPARATED), Spot.SEPARATION, "current"),
    "K45 order": (lambda: done(Stage.SEPARATED), Spot.SEPARATION, "milestones"),
    "K43 unplanned": (lambda: orderly(shared=("託送料金計算システム", "顧客管理 システム")), Spot.PLAN, "separations"),
    "K50 renewable": (lambda: orderly(cases=CASES[:1]), Spot.CASE, "occurred"),
    "K51 figures": (lambda: case(figures=()), Spot.CASE, "figures"),
    "K51 causes": (lambda: case(causes=()), Spot.CASE, "causes"),
    "K51 discipline": (lambda: case(discipline_note=""), Spot.CASE, "discipline"),
    "K51 cause_motive": (lambda: case(causes=(CaseCause(Cause.MOTIVE, "手続きが煩雑"),)), Spot.CASE, "causes"),
    "K52 not_happened": (lambda: case(occurred=False), Spot.CASE, "occurred"),
    "K52 ahead": (lambda: case(discovered=date(2027, 1, 1)), Spot.CASE, "discovered"),
    "K56 twice": (
        lambda: case(figures=(CASES_FIGURE, replace(CASES_FIGURE, value="38,100件"))),
        Spot.CASE,
        "figures",
    ),
    "K56 sum": (
        lambda: case(
            figures=(
                replace(CASES_FIGURE, kind=FigureKind.CASES),
                replace(CASES_FIGURE, label="誤認", value="37,000", kind=FigureKind.PURPOSE, purpose="1"),
                replace(CASES_FIGURE, label="切替え", value="900", kind=FigureKind.PURPOSE, purpose="4"),
            )
        ),
        Spot.CASE,
        "figures",
    ),
    "K58 as_of": (lambda: case(figures=(replace(CASES_FIGURE, as_of=None),)), Spot.CASE, "figures"),
    "K58 source": (lambda: case(figures=(replace(CASES_FIGURE, source=" "),)), Spot.CASE, "figures"),
    "K59 term": (lambda: leaked(kinds=("purpose",)), Spot.CASE, "privacy"),
    "K59 late": (lambda: leaked(final=date(2026, 9, 2)), Spot.CASE, "privacy"),
    "K57 before": (
        lambda: case(
            publication="閲覧は36,980件と公表した。",
            figures=(
                replace(
                    CASES_FIGURE,
                    earlier=(FigureStatement("36980件", None, "", False, date(2026, 11, 1), "再集計"),),
                ),
            ),
        ),
        Spot.CASE,
        "publication",
    ),
    "K53 dated": (lambda: filed(ground=Ground.ORDER), Spot.FILING, "dated"),
    "K53 addressee": (lambda: filed(addressee=""), Spot.FILING, "addressee"),
    "K53 representative_title": (lambda: filed(representative_title=""), Spot.FILING, "representative_title"),
    "K53 representative": (lambda: filed(representative=""), Spot.FILING, "representative"),
    "K53 submitted_before": (
        lambda: filed(ground=Ground.ORDER, dated=date(2026, 11, 2), submitted=date(2026, 11, 1)),
        Spot.FILING,
        "submitted",
    ),
    "K54 before": (lambda: orderly(audit=replace(AUDIT, as_of=date(2026, 3, 31))), Spot.AUDIT, "as_of"),
    "K54 after": (lambda: orderly(audit=replace(AUDIT, as_of=date(2027, 1, 31))), Spot.AUDIT, "as_of"),
    "K55 auditor": (lambda: orderly(audit=replace(AUDIT, auditor="")), Spot.AUDIT, "auditor"),
    "K60 missing": (lambda: orderly(lacking={"accounts": 9}), Spot.LEDGER, ""),
    "K61 unfinished": (lambda: orderly(samples=(Drawn(1, 2, 10), Drawn(2, 0, 5))), Spot.SAMPLE, ""),
    "K62 note": (
        lambda: orderly(flags=(Flag(*HERE, "写真を撮り直す", "2026-11-01T09:00:00", "officer"),)),
        Spot.PLACE,
        "verdict",
    ),
    "K63 nonconforming_conforming": (
        lambda: orderly(carried=(Carried(*HERE, Verdict.NONCONFORMING, "", "", "", "", "", "", Standing.UNCHANGED),)),
        Spot.PLACE,
        "verdict",
    ),
    "K65 no_site": (lambda: orderly(sites=(replace(SITES[0], removed=True),), places=()), Spot.SITE, ""),
    "K66 admits": (lambda: replied("社員が毎日使っている。", HERE), Spot.PLACE, "reply"),
    "K67 alike": (
        lambda: replied("適切に管理している。", *((c, s) for c in AT_SITES[:3] for s in (NORTH, SOUTH))),
        Spot.PLACE,
        "reply",
    ),
    "K68 own": (lambda: orderly(self_held=(HELD,)), Spot.PLACE, "disproof"),
    "K79 deficient": (lambda: orderly(taken_out=(OUT,), actions=()), Spot.SITE, ""),
    "K64 finds": (
        lambda: orderly(held_attempts=(replace(HELD, tried="台帳にない端末T-0099を見つけた。"),)),
        Spot.PLACE,
        "disproof",
    ),
    "K69 many": (lambda: proven_by_one((c, NORTH) for c in AT_SITES[:21]), Spot.EVIDENCE, "evidence"),
    "K69 every_site": (
        lambda: proven_by_one((AT_SITES[0], s.id) for s in SITES if not s.removed),
        Spot.EVIDENCE,
        "evidence",
    ),
    "K80 long": (lambda: accepted(until="2029-11-25"), Spot.FINDING, "status"),
    "K81 not_listed": (lambda: accepted("山", officers=(LISTED,)), Spot.FINDING, "status"),
    "K82 namesake": (
        lambda: orderly(
            reviews={HERE: Review(*HERE, 1, ReviewAct.ACCEPTED, 1, "", "2026-11-23T09:00:00", "officer 花子")}
        ),
        Spot.PLACE,
        "verdict",
    ),
    "K83 nonconforming": (
        lambda: orderly(
            answers={HERE: answer(HERE, comment="")},
            carried=(Carried(*HERE, Verdict.NONCONFORMING, "", "", "", "", "", "", Standing.CHANGED),),
        ),
        Spot.PLACE,
        "comment",
    ),
    "K83 partly": (
        lambda: orderly(
            answers={HERE: answer(HERE, comment="-")},
            carried=(Carried(*HERE, Verdict.PARTLY, "", "", "", "", "", "", Standing.UNCHANGED),),
        ),
        Spot.PLACE,
        "comment",
    ),
    "K75 figure": (lambda: case(overview="調査の結果、閲覧件数は38,500件であった。"), Spot.CASE, "overview"),
    "K75 discovered": (
        lambda: case(discovered=date(2023, 2, 10), overview="本件は令和5年1月10日に判明した。"),
        Spot.CASE,
        "overview",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found_at_its_field(name: str) -> None:
    make, spot, field = PLANTED[name]
    rule, message = name.split()
    (found,) = hits(make(), rule)
    assert (found.message, found.where.spot, found.where.field) == (message, spot, field)
    text = next(t for t in CATALOGUE.checks if t.id == rule)
    assert message in text.hits


def test_every_check_is_tested_and_has_its_words() -> None:
    from tests.domain.consistency import test_execution, test_facts, test_print_out

    tested = {
        name.split()[0] for name in (*PLANTED, *test_facts.PLANTED, *test_execution.PLANTED, *test_print_out.PLANTED)
    }
    assert tested == CHECKS.keys() == {text.id for text in CATALOGUE.checks}
    assert len(CHECKS) >= 30


def test_nothing_is_found_where_all_is_in_order() -> None:
    result = run(orderly())
    assert result.hits == ()
    assert result.not_checked == ()


# --- what is no hit ---------------------------------------------------------------------------------------------------

FINE: dict[str, tuple[Callable[[], Whole], str]] = {
    "a deficiency, which claims nothing": (lambda: failed(unproven=frozenset({HERE})), "K01"),
    "a measure for this very site": (lambda: failed(actions=(replace(MEASURE, sites=(NORTH,)),)), "K02"),
    "a measure that names the finding": (
        lambda: failed(actions=(replace(MEASURE, checkpoint="", findings=(finding_id(Source.ANSWERS, "", *HERE),)),)),
        "K02",
    ),
    "a proposal that was answered otherwise, with the reason": (
        lambda: proposed(decided=True, decision="changed", remark=""),
        "K05",
    ),
    "a proposal that was answered otherwise, with a remark": (
        lambda: proposed(decided=True, decision="changed", reason="", remark="現地で誤登録と確かめた。"),
        "K05",
    ),
    "a proposal that was rejected": (lambda: proposed(decided=True), "K05"),
    "returned yesterday": (
        lambda: orderly(reviews={HERE: Review(*HERE, 1, ReviewAct.RETURNED, 1, "", "2026-11-23T09:00:00", "")}),
        "K13",
    ),
    "no deficiency after all": (
        lambda: with_remarks({HERE: "未返却の端末はなく、施錠されていない箇所はなかった。"}),
        "K14",
    ),
    "a reply that tells what shows it": (lambda: replied("のぞき見防止フィルターを付けた。", HERE), "K66"),
    "a reply to an answer that names the deficiency": (
        lambda: replace(failed(), replies=replied("社員が毎日使っている。", HERE).replies),
        "K66",
    ),
    "the same reply at four places": (
        lambda: replied("適切に管理している。", *((c, s) for c in AT_SITES[:2] for s in (NORTH, SOUTH))),
        "K67",
    ),
    "one piece at twenty places": (lambda: proven_by_one((c, NORTH) for c in AT_SITES[:20]), "K69"),
    "a site that was taken out with nothing amiss": (
        lambda: orderly(taken_out=(replace(OUT, deficient=()),), actions=()),
        "K79",
    ),
    "a site that was taken out with a measure for what was amiss": (
        lambda: orderly(taken_out=(OUT,), actions=(replace(MEASURE, checkpoint=HERE[0], sites=()),)),
        "K79",
    ),
    "an attempt that found nothing": (lambda: orderly(held_attempts=(HELD,)), "K64"),
    "one piece beside which another person tried": (
        lambda: replace(PLANTED["K69 many"][0](), held_attempts=(HELD,)),
        "K69",
    ),
    "one piece beside others": (
        lambda: replace(
            (audit := PLANTED["K69 every_site"][0]()),
            evidence=(*audit.evidence, proof(HERE, id="e1", sha256="d-of-its-own")),
        ),
        "K69",
    ),
    "nothing was left unseen": (lambda: with_remarks({HERE: "未確認の端末はない。"}), "K14"),
    "expired, but there is a newer version": (
        lambda: replace(
            known(date(2026, 1, 1)),
            evidence=(*known(date(2026, 1, 1)).evidence, proof(HERE, id="e2")),
            facts={"e1": EvidenceFacts("e1", date(2026, 1, 1)), "e2": EvidenceFacts("e2", None, "e1")},
        ),
        "K21",
    ),
    "expired, but taken off the only place that it served": (
        lambda: replace(known(date(2026, 1, 1)), uses=(ended("e1", HERE),)),
        "K21",
    ),
    "empty, but there is a newer version": (
        lambda: replace(
            evidence(size=0),
            evidence=(*evidence(size=0).evidence, proof(HERE, id="e2")),
            facts={"e2": EvidenceFacts("e2", None, "e1")},
        ),
        "K20",
    ),
    "one photograph was replaced by the site's own": (
        lambda: replace(
            two_pictures(),
            evidence=(*two_pictures().evidence, proof(THERE, id="p3", media_type="image/jpeg", sha256="d3")),
            facts={"p3": EvidenceFacts("p3", None, "p2")},
        ),
        "K24",
    ),
    "one photograph was taken off": (lambda: replace(two_pictures(), uses=(ended("p2", THERE),)), "K24"),
    "corrected before the plan is written": (lambda: measure(state=ActionState.DONE, done=date(2026, 11, 20)), "K12"),
    "accepted for three years": (lambda: accepted(until="2029-11-24"), "K80"),
    "accepted by somebody listed, written otherwise": (lambda: accepted("山田太郎 部長", officers=(LISTED,)), "K81"),
    "accepted where nobody is listed": (lambda: accepted("山"), "K81"),
    "an accepted finding needs no measure": (
        lambda: orderly(findings=(replace(FINDING, checkpoints=(), status=Status.ACCEPTED),)),
        "K39",
    ),
    "a withdrawn draft is none": (lambda: measure(edited=frozenset(), withdrawn="重複"), "K28"),
    "a draft that was accepted": (lambda: measure(edited=frozenset({"measure", "due"})), "K28"),
    "a withdrawn measure is none": (lambda: measure(owner="", department="", withdrawn="重複"), "K30"),
    "split already": (lambda: split(current="physical", owner="", milestones=()), "K42"),
    "an audit of what is asked of the company alone wants no site": (
        lambda: orderly(sites=(), places=(), checkpoints=tuple(c for c in ASKED if c.level is Level.COMPANY)),
        "K65",
    ),
    "no plan, no filing": (lambda: orderly(actions=(), audit=replace(AUDIT, filing=Filing())), "K53"),
    "the same number in words": (
        lambda: case(overview="調査の結果、閲覧件数は３万8,000件であった。", discovered=date(2023, 2, 10)),
        "K75",
    ),
    "an estimate": (
        lambda: case(
            overview="閲覧件数は40,000件。", figures=(CaseFigure("閲覧件数", "38,000件", None, "", estimated=True),)
        ),
        "K75",
    ),
}


@pytest.mark.parametrize("name", FINE)
def test_what_is_in_order_is_no_hit(name: str) -> None:
    make, rule = FINE[name]
    assert not hits(make(), rule)


@pytest.mark.parametrize(
    "remark",
    ["まだ確認していない。", "未確認", "後日確認する。", "カードは特定関係事業者の社員も持っている。"],
)
def test_a_remark_that_nobody_has_looked_keeps_an_audit_from_its_seal(remark: str) -> None:
    (hit,) = hits(with_remarks({HERE: remark}), "K14")
    assert hit.where.field == "comment"
    assert {text.id: text.severity for text in CATALOGUE.checks}["K14"] is Gravity.ERROR


def test_a_proposal_that_was_answered_otherwise_without_a_word_is_told_still() -> None:
    assert hits(proposed(decided=True, decision="changed", reason=" ", remark=" "), "K05")


def test_what_is_said_to_be_corrected_names_the_ledger_that_shows_it() -> None:
    (told,) = hits(corrected("10月12日に移設した。"))
    assert told.values == {
        "rule": "R01",
        "subject": "PC-1",
        "ledger": "terminals",
        "date": "2026-10-20",
        "remark": "10月12日に移設した。",
    }
    # Only who says nothing of what was done is kept from the seal.
    weights = {text.id: text.severity for text in CATALOGUE.checks}
    assert (weights["K25"], weights["K26"]) == (Gravity.NOTICE, Gravity.ERROR)
    (bare,) = hits(corrected(""))
    assert (bare.rule, bare.values["date"]) == ("K26", "2026-10-20")


# --- the whole --------------------------------------------------------------------------------------------------------


def test_the_gravest_come_first_and_then_as_the_catalogue_has_them() -> None:
    audit = failed(comment="", actions=(replace(MEASURE, sites=(SOUTH,), method=""),), copies={THERE: NORTH})
    weights = {text.id: (list(Gravity).index(text.severity), n) for n, text in enumerate(CATALOGUE.checks)}
    found = [weights[hit.rule] for hit in hits(audit)]
    assert found == sorted(found)
    assert len(found) >= 4


def test_a_check_that_can_say_nothing_is_told() -> None:
    result = run(orderly(audit=replace(AUDIT, period="上期"), ledgers=frozenset()))
    assert {(each.rule, each.why) for each in result.not_checked} == {
        ("K23", "period_unread"),
        ("K54", "period_unread"),
        ("K43", "systems_missing"),
        ("K70", "ledgers_missing"),
    }


def test_a_hit_keeps_its_id_and_changes_its_digest() -> None:
    def late(due: date) -> Hit:
        (hit,) = hits(measure(due=due), "K33")
        return hit

    assert late(date(2026, 11, 1)).id == late(date(2026, 11, 2)).id
    assert late(date(2026, 11, 1)).digest != late(date(2026, 11, 2)).digest


def test_ids_are_not_given_twice() -> None:
    audit = failed(comment="", actions=(replace(MEASURE, owner="", department="", method=""),), evidence=())
    found = hits(audit)
    assert len({hit.id for hit in found}) == len(found)


def test_two_hits_of_a_kind_on_one_field_have_ids_of_their_own() -> None:
    causes = tuple(CaseCause(Cause.MOTIVE, text) for text in ("手続きが煩雑", "教育の不足"))
    first, second = hits(case(causes=causes), "K51")
    assert first.id != second.id


def test_evidence_is_judged_where_it_serves() -> None:
    """Added at a place that is not asked any more, or at one site and used at another."""
    gone = (AT_SITES[0], GONE)
    audit = orderly(
        evidence=(*orderly().evidence, proof(gone, id="e1"), proof(HERE, id="p1", media_type="image/png")),
        facts={"e1": EvidenceFacts("e1", date(2026, 1, 1))},
        uses=(EvidenceUse("e1", *THERE, "", ""), EvidenceUse("p1", *THERE, "", "")),
    )
    (over,) = hits(audit, "K21")
    assert (over.where.identity, over.where.checkpoint, over.where.site) == ("e1", *THERE)
    (alike,) = hits(audit, "K24")
    assert (alike.where.site, [each.site for each in alike.beside]) == (NORTH, [SOUTH])
