"""An audit with something in every table, the same at every run."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from app.domain.answers import Answer
from app.domain.audit import Audit, Filing, Ground, Site
from app.domain.carrying import Carried, Decision, Predecessor, Standing
from app.domain.case_figures import CaseFigure, FigureKind, FigureStatement
from app.domain.case_papers import CaseNote, Known, LeakReport
from app.domain.case_papers import Duty as ReportDuty
from app.domain.challenges import Disproof, Reply
from app.domain.challenges import Outcome as Held
from app.domain.duties import Assignment, Duty, Flag, Officer
from app.domain.evidence import Evidence, EvidenceFacts, EvidenceUse
from app.domain.filings import FiledMeasure, FiledSplit, Paper, Submission
from app.domain.findings import Acceptance, Finding, ProposalDecision, RowRef, Shift, Source, Stale, Status
from app.domain.findings import Ground as RestsOn
from app.domain.grades import Cause, Role, Severity, Verdict
from app.domain.history import Event
from app.domain.ledgers import Alias, Record
from app.domain.measures import DueRevision, Effect, EffectCheck, MeasureFacts, Step
from app.domain.overlay import OverlayPart
from app.domain.paper_loop import Leaf, Printing, Return, Scan, Signer
from app.domain.plan import (
    Action,
    ActionState,
    Case,
    CaseCause,
    Discipline,
    Milestone,
    Separation,
    Stage,
)
from app.domain.review import Review, ReviewAct
from app.domain.room_walks import Expected, Look, RoomList, Seen, Unlisted, Walk
from app.domain.sampling import Allocation, Condition, Drawn, Outcome, Result, Sample, Stratum
from app.domain.sealing import Revision
from app.domain.splitting import Control, Course
from app.domain.splitting import Revision as Slip
from app.services.ledger_ports import Corrected, How
from app.services.ports import STRUCK, Batch, Hand, RecordScope, Undone
from app.storage.audit_file import SqliteAuditFiles
from app.storage.sqlite_file import SqliteFile
from app.storage.unit_of_work import SqlUnitOfWork

AT = "2026-11-24T14:03:22+09:00"
BY = "officer"
BLOB = bytes(range(256)) * 40

AUDIT = Audit(
    id="audit-1",
    organisation="東湾送配電株式会社",
    role=Role.GRID_OPERATOR,
    period="2026年度上期",
    as_of=date(2026, 10, 31),
    catalogue_version="2026.1",
    created_at=AT,
    auditor="点検 花子",
    affiliates=("東湾エナジー販売株式会社",),
    filing=Filing(ground=Ground.ORDER, dated=date(2026, 4, 17), law="eba-27-1", addressee="経済産業大臣"),
)
SITES = (Site("s1", "本店", 0), Site("s2", "北営業所", 1, cohabitant="東湾エナジー販売", aliases=("北営", "𠮷野分室")))

ANSWERS = (
    Answer("A3-2-01", "s1", Verdict.CONFORMING, "入退室を確認した", "", 1, AT, BY),
    Answer("A3-2-01", "s1", Verdict.PARTLY, "扉が開いていた\n写真あり", "再確認の結果", 2, AT, "別の担当"),
    Answer("A3-2-01", "s2", Verdict.NOT_APPLICABLE, "", "端末を置いていない", 1, AT, BY),
    Answer("A1-1-01", "", Verdict.NONCONFORMING, "規程がない", "", 1, AT, BY),
)
EVIDENCE = Evidence("e1", "A3-2-01", "s1", "写真_01.jpg", "image/jpeg", len(BLOB), sha256(BLOB).hexdigest(), AT, BY)
FINDING = Finding(
    id="F-0123456789",
    source=Source.RULES,
    rule="R01",
    severity=Severity.SERIOUS,
    site="s2",
    checkpoints=("A4-4-02", "A4-4-04"),
    subject="PC-0002",
    message="shared_terminal",
    values={"user": "共用"},
    rows=(RowRef("terminals", "PC-0002", "北営業所", 7, "端末台帳.xlsx"),),
    causes=(Cause.OPPORTUNITY,),
    leaks=("3-2",),
    status=Status.IN_PROGRESS,
    remark="交換を手配",
    first_seen="2026-11-24",
)
ACCEPTED = replace(
    FINDING,
    id="F-0000000002",
    status=Status.ACCEPTED,
    remark="分電盤の監視専用",
    acceptance=Acceptance("情報管理責任者", "2027-03-31", AT, BY),
)
RESTS_ON = RestsOn(
    "A4-4-01", "s1", {"F-0000000002": "0123456789abcdef"}, AT, BY,
    (Stale(Shift.WENT, "F-0000000002", "R01", "PC-0001"),), "2026-11-25",
)  # fmt: skip
CORRECTED = Corrected(
    "PC0001", "PC-0001", "manager", "管理責任者", "太郎", "次長", "一覧", 4, "PC0001", How.GIVEN, BY, AT
)
STRUCK_OFF = Hand("terminals", "PC0002", STRUCK, AT, BY, "二重記載")
ALIAS = Alias("systems", "託送シス", "託送シス", "託送業務システム", AT, BY)
DECISION = ProposalDecision("A4-4-02", "s2", "0123456789abcdef", "rejected", AT, BY, "別室にある")
ACTION = Action(
    id="a1",
    number=1,
    item="A4-3",
    checkpoint="A4-4-02",
    problem="端末の共用",
    measure="専用端末の配備",
    causes=(Cause.OPPORTUNITY, Cause.MOTIVE),
    directions=("1", "2"),
    due=date(2026, 12, 31),
    state=ActionState.IN_PROGRESS,
    sites=("s2",),
    findings=("F-0123456789",),
    severity=Severity.SERIOUS,
    edited=frozenset({"measure", "due"}),
    revised=date(2027, 1, 31),
    unlinked=("F-0000000002",),
)
SEPARATION = Separation(
    "sep1",
    1,
    "託送業務システム",
    milestones=(Milestone(Stage.DESIGN, date(2026, 4, 1), date(2027, 3, 31)),),
    reason="改修規模が大きい",
)
COURSE = Course(
    "sep1",
    Stage.DESIGN,
    date(2026, 4, 1),
    date(2026, 12, 31),
    date(2027, 3, 20),
    (Slip("r1", AT, BY, date(2026, 4, 1), date(2026, 12, 31), date(2026, 4, 1), date(2027, 3, 31), "要件の追加"),),
)
CONTROL = Control("k1", "sep1", 1, "遮断試験を毎月行う", "情報システム課長", ("A4-1-04", "A4-1-05"))
CASE = Case(
    id="c1",
    position=1,
    kind="renewable",
    occurred=True,
    title="再エネ業務管理システムの閲覧",
    discovered=date(2023, 2, 1),
    figures=(
        CaseFigure(
            "閲覧者数",
            "12",
            date(2023, 3, 1),
            "社内調査",
            estimated=True,
            kind=FigureKind.PERSONS,
            number=1,
            earlier=(
                FigureStatement("9", date(2023, 2, 1), "速報", False, date(2023, 3, 2), "聞取りの追加", "点検者"),
            ),
        ),
    ),
    causes=(CaseCause(Cause.RATIONALISATION, "慣行", ("a1",), ("A4-3",)),),
    discipline=(Discipline("所属長", "厳重注意", "監督不十分", date(2023, 5, 1)),),
)
CASE_NOTE = CaseNote("case:c1", "sales", "営業記録との突合で該当なし", Known.NO, AT, BY)
LEAK_REPORT = LeakReport(
    "c1",
    ReportDuty.NEEDED,
    date(2023, 2, 1),
    ("thousand",),
    30,
    "不正の目的のおそれはない",
    date(2023, 2, 3),
    date(2023, 3, 2),
)
SAMPLE = Sample(
    id="sa1",
    number=1,
    kind="terminals",
    purpose="現物確認",
    grouped_by="site",
    allocation=Allocation.PROPORTIONAL,
    conditions=(Condition("status", "使用中"),),
    sites=("本店",),
    confidence=9500,
    rate=500,
    seed="7F3A-0C2D-91BE",
    seed_given=False,
    population=41,
    size=2,
    strata=(Stratum("北営業所", 20, 1), Stratum("本店", 21, 1)),
    digest="d" * 64,
    source="端末台帳_2.xlsx",
    imported=AT,
    at=AT,
    by=BY,
    withdrawn="層を誤った",
    withdrawn_at=AT,
    withdrawn_by=BY,
)
DRAWN = tuple(
    Drawn("sa1", n, f"pc-000{n}", f"PC-000{n}", "本店", "本店", "端末台帳_2.xlsx", "本店", n + 3, {"name": f"機{n}"})
    for n in (1, 2)
)
RESULTS = (
    Result("sa1", 1, 1, Outcome.SOUND, "", "", "写真1", date(2026, 11, 20), "点検 花子", "", AT, BY),
    Result("sa1", 1, 2, Outcome.DIFFERENT, "設置場所", "2階にある", "写真2", None, "点検 花子", "見直し", AT, BY),
)

USE = EvidenceUse("e1", "A1-1-01", "", AT, BY)
FACTS = EvidenceFacts("e1", date(2027, 3, 31), "e0", "入退室記録の写し")
REVIEWS = (
    Review("A3-2-01", "s1", 1, ReviewAct.REQUESTED, 2, "", AT, BY),
    Review("A3-2-01", "s1", 2, ReviewAct.RETURNED, 2, "写真では扉の向きが分からない", AT, "確認 太郎"),
)
DISPROOF = Disproof("d1", "A3-2-01", "s1", 2, "反証 次郎", "別の社員証で入室を試みた", Held.HELD, AT, BY)
REPLY = Reply("A3-2-01", "s1", "R01", "0123abcd", "shared_room", "仕切りを設けた", AT, BY, {"count": "12"})
REVISION = Revision(1, AT, "承認 三郎", "", "承認 三郎", "f" * 64, 41, AT, BY, "端末の記載漏れ")
OFFICER = Officer("確認 太郎", "内部監査部", (Duty.REVIEWER, Duty.APPROVER), AT, BY)
ASSIGNMENT = Assignment("as1", "s2", "A4-4", "支所 四郎", "北営業所", date(2026, 12, 10), AT, BY)
FLAG = Flag("A3-2-01", "s2", "次回訪問時に再確認", AT, BY)
PREDECESSOR = Predecessor(
    "audit-0",
    "東湾送配電株式会社",
    "2025年度下期",
    date(2026, 3, 31),
    "前回.shadan",
    1,
    True,
    "e" * 64,
    "2025.2",
    AT,
    BY,
)
CARRIED = Carried(
    "A3-2-01", "s2", Verdict.CONFORMING, "施錠を確認", "", AT, BY, "施錠されているか", "扉を引く",
    Standing.UNCHANGED, 2, "accepted", Decision.OPEN,
)  # fmt: skip
OVERLAY = OverlayPart("o1", 1, "自社確認事項.toml", "a" * 64, "[company]\n", AT, BY)

MEASURE = MeasureFacts(
    "a1",
    40,
    (Step("機器の選定", date(2026, 11, 30), date(2026, 11, 20)), Step("配備", date(2027, 1, 15))),
    "選定を終えた",
    "配備に着手",
    "約1,200万円",
    "2人月",
    ("F-0000000002",),
)
REVISED = DueRevision("a1", 1, date(2027, 1, 31), "部品の納期が延びた", AT, BY)
CHECK = EffectCheck("a1", 1, "監査 五郎", date(2026, 11, 24), Effect.NOT_YET, "配備前", AT, BY)
SUBMISSION = Submission(
    "f1", 1, Paper.PLAN, date(2026, 11, 20), "経済産業大臣", "持参", None,
    (FiledMeasure("a1", 1, "A4-3", "専用端末の配備", ActionState.NOT_STARTED, date(2026, 12, 31)),),
    (FiledSplit("sep1", "託送業務システム", "shared", date(2027, 3, 31), {"design": "2027-03-31"}),),
    "c" * 64, AT, BY,
)  # fmt: skip


PRINTING = Printing(
    code="3EBPHRWK",
    form="site-confirmation",
    subject="s1",
    site="s1",
    name="本店",
    title="事業所点検確認書",
    number="SC-001",
    edition=1,
    version="1a2b3c4d5e6f",
    draft=False,
    language="ja",
    pages=1,
    printed_at=AT,
    printed_by=BY,
)
SCAN = Scan(sha256(BLOB).hexdigest(), "本店 確認書.pdf", "application/pdf", len(BLOB), 2)
RETURNED = Return(
    id="r1",
    code=PRINTING.code,
    leaves=(Leaf(1, SCAN.sha256, 2),),
    by_hand=True,
    at=AT,
    by=BY,
    signers=(Signer("𠮷野 花子", "点検者"), Signer("髙橋 一郎", "事業所長")),
    signed_on=date(2026, 11, 20),
    marked_at=AT,
    marked_by=BY,
)

ROOM_LIST = RoomList(
    PRINTING.code, "2階 配電執務室", (Expected("pc-1", "PC-1", "asset_no", "ノート", "配電課", "", True),)
)
WALK = Walk(
    code=PRINTING.code,
    day=date(2026, 11, 20),
    auditor="𠮷野 花子",
    witness="髙橋 一郎",
    looks=(Look("pc-1", "PC-1", "asset_no", Seen.ELSEWHERE, "3階", "電源断", "棚"),),
    unlisted=(Unlisted("X-1", "ノート", "窓際", "託送業務システム", "木村"),),
    remark="施錠",
    records=("pc-1", "x-1"),
    at=AT,
    by=BY,
)


def terminal(number: int, **values: str) -> Record:
    """A terminal of the ledger; the site of odd numbers is 本店."""
    key = f"PC-{number:04d}"
    site = "本店" if number % 2 else "北営業所"
    fields = {"asset_no": key, "name": f"デスクトップ{number}", "site": site, **values}
    raw = {**fields, "asset_no": f"ＰＣ-{number:04d}"}
    return Record("terminals", key, key.casefold(), site, fields, raw, site, number + 3)


def batch(number: int, site: str = "") -> Batch:
    """The import with this number."""
    return Batch(
        id=f"b{number}",
        kind="terminals",
        source=f"端末台帳_{number}.xlsx",
        sha256=f"{number:064x}",
        at=AT,
        by=BY,
        mapping={"本店": {"管理番号": "asset_no", "機種": "name", "備考": ""}},
        site=site,
    )


def fill(work: SqlUnitOfWork) -> None:
    """Write something into every table and record it."""
    work.audit.set_setting("numbering", "A-1")
    for answer in ANSWERS:
        work.answers.append(answer)
    work.evidence.write_blob(EVIDENCE.sha256, [BLOB])
    work.evidence.put(EVIDENCE)
    for number, numbers in ((1, range(1, 41)), (2, range(3, 44))):
        what = batch(number)
        work.ledgers.begin(what)
        work.ledgers.compare_and_put(what, [terminal(n, remark="更新" if n % 5 == number else "") for n in numbers])
        work.ledgers.close_missing(what, RecordScope())
        work.ledgers.finish(what)
    work.findings.put([FINDING, ACCEPTED])
    work.findings.put_ground(RESTS_ON)
    work.hands.put_correction("terminals", CORRECTED)
    work.hands.put_hand(STRUCK_OFF)
    work.hands.put_alias(ALIAS)
    # Two more imports: one that corrects a cell, and one that is taken back.
    work.hands.displace("b1", CORRECTED.record, CORRECTED.field, None)
    undone = replace(batch(2), id="b9", kind="rooms")
    work.ledgers.begin(undone)
    work.ledgers.finish(undone)
    work.ledgers.undo(undone, Undone(AT, BY, "誤ったファイル"))
    work.findings.put_decision(DECISION)
    work.plan.put_action(ACTION)
    work.plan.put_separation(SEPARATION)
    work.splits.put_course(COURSE)
    work.splits.put_control(CONTROL)
    work.plan.put_case(CASE)
    work.samples.put(SAMPLE)
    work.samples.add_records(DRAWN)
    for result in RESULTS:
        work.samples.append(result)
    work.evidence.put_use(USE)
    work.evidence.put_facts(FACTS)
    work.reviews.append(REVIEWS)
    work.reviews.put_disproof(DISPROOF)
    work.reviews.put_reply(REPLY)
    work.reviews.put_revision(REVISION)
    work.duties.put_officer(OFFICER)
    work.duties.put_assignments((ASSIGNMENT,))
    work.duties.put_flag(FLAG)
    work.carried.put_predecessor(PREDECESSOR)
    work.carried.add((CARRIED,))
    work.overlays.put(OVERLAY)
    work.papers.put(PRINTING)
    work.papers.write_scan(SCAN, [BLOB])
    work.papers.put_return(RETURNED)
    work.papers.put_room_list(ROOM_LIST)
    work.papers.put_walk(WALK)
    work.measures.put_facts(MEASURE)
    work.measures.put_revision(REVISED)
    work.measures.put_check(CHECK)
    work.measures.put_submission(SUBMISSION)
    work.case_papers.put_note(CASE_NOTE)
    work.case_papers.put_report(LEAK_REPORT)
    work.history.record(AT, BY, Event("sample.filled", "audit-1", before=None, after={"件数": 3, "完了": True}))


def make(path: Path) -> SqliteFile:
    """A new audit file with something in every table, open."""
    file = SqliteAuditFiles().create(path, AUDIT, SITES, AT, BY)
    with file.write() as work:
        fill(work)
        work.commit()
    return file
