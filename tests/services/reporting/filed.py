"""A whole audit that lacks nothing for its papers: answered and proven, with a ledger, measures, the split schedule and
a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pypdf

from app.domain.audit import Ground
from app.domain.case_figures import CaseFigure
from app.domain.grades import Cause, Role, Verdict
from app.domain.plan import ActionState, Case, CaseCause, Discipline, Milestone, Separation, Stage
from app.formats.report.pdf import write_pdf
from app.i18n import gettext, set_language
from app.services import answering, auditing, evidencing, evidencing_uses, ledgers, planning, reporting, splitting
from app.services.ports import Desk
from app.services.reporting.model import Report
from tests.desk import new_world
from tests.held_ledgers import HeldLedgers, write

FAILED = ("A3-2-04", "A4-4-04", "A3-3-03")
ORDER = date(2026, 9, 1)


@dataclass(frozen=True)
class Words:
    """What an officer would write, in one language."""

    organisation: str
    affiliate: str
    sites: tuple[str, str]
    period: str
    remark: str
    measure: str
    section: str
    method: str
    system: str
    reason: str
    interim: str
    overview: str
    label: str
    value: str
    source: str
    cause: str
    target: str
    discipline: str
    addressee: str
    title: str
    name: str


JA = Words(
    "東湾送配電株式会社", "東湾電力株式会社", ("本店", "北営業所"), "2026年度上期", "会議室に端末4台が置かれていた。",
    "端末を撤去する", "配電部", "現地写真", "託送業務システム", "一体で作られているため", "毎週ログを解析する",
    "端末が使用されていた。\n詳細は調査中である。", "閲覧された契約", "1,284件", "アクセスログ", "共用会議室の端末",
    "所属長(2名)", "減給", "経済産業大臣 殿", "代表取締役社長", "東湾 太郎",
)  # fmt: skip
EN = Words(
    "Bay Grid Co.", "Bay Power Co.", ("Head office", "North branch"), "First half 2026", "Four terminals stood there.",
    "Remove the terminals", "Distribution", "Photographs", "Wheeling system", "It is built as one", "Weekly log review",
    "Terminals were used.\nThe details are examined.", "Contracts viewed", "1,284", "Access log", "A shared room",
    "Heads of section (2)", "Reduction of pay", "The Minister", "President", "B. Taro",
)  # fmt: skip


def file_audit(folder: Path, words: Words = JA, language: str = "ja") -> Desk:
    """The audit on the desk; the caller closes it."""
    desk = file_bare(folder, words, language)
    prove(desk, folder / "record.pdf")
    return desk


def file_bare(folder: Path, words: Words = JA, language: str = "ja") -> Desk:
    """The same, with nothing beside the answers but one photograph."""
    made = replace(new_world(), ledgers=HeldLedgers())
    new = auditing.NewAudit(
        organisation=words.organisation, role=Role.GRID_OPERATOR, period=words.period, as_of=date(2026, 10, 31),
        department=words.section, affiliates=(words.affiliate,), sites=words.sites,
    )  # fmt: skip
    desk = auditing.create(made, folder / "audit.shadan", new)
    rows = [
        {"管理番号": f"T-{n:03}", "事業所": words.sites[n % 2], "区画": "共用" if n < 3 else "送配電", "状態": "使用中"}
        for n in range(8)
    ]
    ledgers.import_batch(desk, "terminals", write(folder / "terminals.json", A=rows))
    for checkpoint, site in auditing.outline(desk).places:
        verdict = Verdict.NONCONFORMING if checkpoint in FAILED else Verdict.CONFORMING
        answering.record_answer(desk, checkpoint, site, verdict, words.remark if checkpoint in FAILED else "")
    photo = folder / "photo.jpg"
    photo.write_bytes(b"\xff\xd8 a photograph")
    evidencing.attach(desk, FAILED[0], auditing.outline(desk).sites[0].id, photo)
    auditing.change_filing(
        desk, ground=Ground.ORDER, dated=ORDER, addressee=words.addressee, representative=words.name,
        representative_title=words.title, submitted=date(2026, 11, 24),
    )  # fmt: skip
    planning.draft_plan(desk, language)
    for direction in ("2", "3", "4", "5"):
        planning.add_action(
            desk, "A1-2", f"{words.measure} {direction}", directions=(direction,), causes=(Cause.MOTIVE,),
            due=date(2027, 3, 31), method=words.method,
        )  # fmt: skip
    for action in planning.view(desk).actions:
        planning.edit_action(
            desk, action.number, department=words.section, start=date(2026, 11, 1), due=date(2027, 1, 31)
        )
    planning.accept_drafts(desk, [action.number for action in planning.view(desk).actions])
    first = planning.view(desk).actions[0].number
    planning.edit_action(desk, first, state=ActionState.DONE, done=date(2026, 11, 20))
    planning.put_separation(desk, separation(words))
    splitting.set_done(desk, planning.separations(desk)[0].id, Stage.DECISION, date(2026, 10, 15))
    for case in cases(desk, words):
        planning.put_case(desk, case)
    return desk


def prove(desk: Desk, record: Path) -> None:
    """Put one record beside every 適合 that nothing proves."""
    bare = sorted(auditing.outline(desk).unproven)
    record.write_bytes(b"%PDF-1.4 the record of the audit")
    _changes, made = evidencing.attach(desk, *bare[0], record)
    evidencing_uses.serve(desk, made.id, bare[1:])


def separation(words: Words) -> Separation:
    """A system whose split takes longer than about three years."""
    return Separation(
        "", 0, words.system, "logical", words.method,
        (
            Milestone(Stage.DECISION, ORDER, date(2026, 10, 15)),
            Milestone(Stage.SEPARATED, date(2030, 3, 31), date(2030, 3, 31)),
        ),
        words.reason, words.interim, words.section,
    )  # fmt: skip


def cases(desk: Desk, words: Words) -> Sequence[Case]:
    """One case that occurred, one that did not."""
    entrants, renewable = planning.cases(desk)
    action = planning.view(desk).actions[0].id
    occurred = replace(
        entrants, occurred=True, discovered=date(2026, 7, 14), overview=words.overview, publication=words.source,
        figures=(CaseFigure(words.label, words.value, date(2026, 9, 30), words.source),),
        causes=tuple(CaseCause(cause, words.cause, (action,)) for cause in Cause),
        discipline=(Discipline(words.target, words.discipline, words.cause, date(2026, 10, 20)),),
    )  # fmt: skip
    return occurred, replace(renewable, occurred=False)


def build(desk: Desk, kind: str, language: str = "ja", site: str = "") -> Report:
    """The model of a report."""
    set_language(language)
    try:
        return reporting.build(desk, kind, gettext, language, site)
    finally:
        set_language("ja")


def printed(report: Report, folder: Path) -> pypdf.PdfReader:
    """The report as it is read back from its PDF."""
    target = folder / "report.pdf"
    write_pdf(report, target)
    return pypdf.PdfReader(target)


def text(reader: pypdf.PdfReader) -> str:
    """All text without white space: the reader breaks lines where fonts change."""
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


def headings(reader: pypdf.PdfReader) -> list[str]:
    """The outline, depth first."""
    found: list[str] = []

    def walk(entries: object) -> None:
        assert isinstance(entries, list)
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                found.append(str(entry.title))

    walk(reader.outline)
    return found
