"""An audit of a large company: many sites, every answer given twice, evidence, measures, a ledger of terminals.

Written straight through the stores in one transaction, so that it is there in seconds; it says what an audit of that
size says once it is well along. What is measured on it measures a real file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from app.domain.answers import Answer
from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.evidence import Evidence, EvidenceFacts, EvidenceUse
from app.domain.findings import from_answer
from app.domain.grades import Cause, Level, Role, Verdict
from app.domain.history import Event
from app.domain.ledgers import Record
from app.domain.plan import Action, ActionState, Case, Milestone, Separation, Stage
from app.services import auditing
from app.services.ports import Batch, Desk, UnitOfWork, World
from tests.desk import bundled_catalogue, new_world

SITES, CHECKPOINTS, EVIDENCE, ACTIONS, TERMINALS = 300, 120, 5_000, 400, 3_600
_BY = "officer"
_AT = "2026-10-{day:02d}T09:{minute:02d}:00+09:00"
_AS_OF = date(2026, 10, 31)
_FILES = 40
"""So many different contents the evidence has: photographs and extracts serve many places."""

_REMARKS = (
    "台帳と現物を照合し、差異がないことを確認した。",
    "入室カードの発行簿を閲覧し、退職者のカードが回収済みであることを確認した。",
    "執務室の入口は施錠され、来訪者は受付で記帳している。",
    "研修の受講記録を確認した。未受講者には期日までの受講を求めている。",
    "",
)
_DEFICIENT = "区画の境に目隠しがなく、隣の島から画面が見える。"


@dataclass(frozen=True, slots=True)
class Size:
    """How large the audit is; the defaults are the numbers that are promised."""

    sites: int = SITES
    checkpoints: int = CHECKPOINTS
    evidence: int = EVIDENCE
    actions: int = ACTIONS
    terminals: int = TERMINALS


def large_catalogue(checkpoints: int = CHECKPOINTS) -> Catalogue:
    """The program's catalogue with so many checkpoints of a grid operator, each asked once per site.

    The company's own are asked at the sites here, since no catalogue has so many of those yet.
    """
    catalogue = bundled_catalogue()
    asked = tuple(c for c in catalogue.checkpoints if Role.GRID_OPERATOR in c.roles)
    # Those that are asked at sites anyhow are always among them.
    order = sorted(asked, key=lambda c: c.level is not Level.SITE)[:checkpoints]
    chosen = {c.id for c in order}
    kept = tuple(replace(c, level=Level.SITE) for c in catalogue.checkpoints if c.id in chosen)
    return replace(catalogue, checkpoints=kept)


def make(folder: Path, size: Size = Size(), world: World | None = None) -> Desk:  # noqa: B008 - frozen
    """The audit, open, in the file `大規模.shadan`; the caller closes it. Its world has `large_catalogue`."""
    world = world or replace(new_world(), catalogue=large_catalogue(size.checkpoints))
    desk = auditing.create(
        world,
        folder / "大規模.shadan",
        auditing.NewAudit(
            organisation="東湾送配電株式会社",
            role=Role.GRID_OPERATOR,
            period="2026年度上期",
            as_of=_AS_OF,
            auditor="点検 花子",
            department="行為規制室",
            affiliates=("東湾電力株式会社",),
            sites=tuple(f"第{n:03d}営業所" for n in range(1, size.sites + 1)),
        ),
    )
    with desk.file.write() as work:
        sites = [site.id for site in work.sites.all()]
        checkpoints = tuple(c for c in world.catalogue.checkpoints if Role.GRID_OPERATOR in c.roles)
        answers = _answers(work, checkpoints, sites)
        work.findings.put(f for a in answers if (f := from_answer(world.catalogue.checkpoint(a.checkpoint), a)))
        _evidence(work, answers, size.evidence)
        _plan(work, answers, sites, size.actions)
        _terminals(work, size)
        after = {"answers": len(answers)}
        work.history.record(desk.stamp(), _BY, Event("answer.recorded", checkpoints[0].id, after=after))
        work.commit()
    return desk


def _answers(work: UnitOfWork, checkpoints: tuple[Checkpoint, ...], sites: list[str]) -> list[Answer]:
    """Two revisions of each; those in force."""
    given = []
    for n, (checkpoint, site) in enumerate((c, s) for c in checkpoints for s in sites):
        verdict = _verdict(n)
        first = Answer(checkpoint.id, site, verdict, "", _reason(verdict), 1, _at(n), _BY)
        comment = _DEFICIENT if verdict in (Verdict.PARTLY, Verdict.NONCONFORMING) else _REMARKS[n % len(_REMARKS)]
        second = replace(first, comment=comment, revision=2, at=_at(n + 1))
        work.answers.append(first)
        work.answers.append(second)
        given.append(second)
    return given


def _verdict(n: int) -> Verdict:
    """Of a hundred answers 88 conform, five do not apply, four are deficient in part, three altogether."""
    place = n * 37 % 100
    if place < 88:
        return Verdict.CONFORMING
    if place < 93:
        return Verdict.NOT_APPLICABLE
    return Verdict.PARTLY if place < 97 else Verdict.NONCONFORMING


def _reason(verdict: Verdict) -> str:
    return "当該業務を行っていない。" if verdict is Verdict.NOT_APPLICABLE else ""


def _at(n: int) -> str:
    return _AT.format(day=n % 30 + 1, minute=n % 60)


def _evidence(work: UnitOfWork, answers: list[Answer], count: int) -> None:
    digests = []
    for n in range(_FILES):
        data = f"証跡 {n}".encode()
        digests.append((sha256(data).hexdigest(), len(data)))
        work.evidence.write_blob(digests[-1][0], [data])
    step = max(1, len(answers) // max(1, count))
    for n in range(count):
        answer, (digest, length) = answers[n * step % len(answers)], digests[n % _FILES]
        piece = Evidence(
            f"e{n:05d}", answer.checkpoint, answer.site, f"写真_{n:04d}.jpg", "image/jpeg", length, digest, _at(n), _BY
        )
        work.evidence.put(piece)
        if n % 10 == 0:
            other = answers[(n * step + 1) % len(answers)]
            work.evidence.put_use(EvidenceUse(piece.id, other.checkpoint, other.site, _at(n), _BY))
        if n % 50 == 0:
            work.evidence.put_facts(EvidenceFacts(piece.id, _AS_OF + timedelta(days=400)))


def _plan(work: UnitOfWork, answers: list[Answer], sites: list[str], count: int) -> None:
    deficient = [a for a in answers if a.verdict in (Verdict.PARTLY, Verdict.NONCONFORMING)]
    directions = {"1": Cause.OPPORTUNITY, "2": Cause.OPPORTUNITY, "3": Cause.MOTIVE, "4": Cause.MOTIVE}
    directions["5"] = Cause.RATIONALISATION
    for n in range(count):
        answer = deficient[n % len(deficient)]
        direction = str(n % len(directions) + 1)
        work.plan.put_action(
            Action(
                f"a{n:04d}",
                n + 1,
                answer.checkpoint.rpartition("-")[0],
                answer.checkpoint,
                problem=_DEFICIENT,
                measure="目隠しを置き、座席を離す。",
                causes=(directions[direction],),
                directions=(direction,),
                owner="総務課長",
                department="総務課",
                start=date(2026, 11, 1),
                due=date(2027, 3, 31),
                state=ActionState.IN_PROGRESS,
                method="現地で写真を撮る。",
                sites=(answer.site,),
                edited=frozenset({"measure", "due", "problem"}),
            )
        )
    for n in range(20):
        ends = date(2027, 3, 31), date(2028, 3, 31)
        milestones = (Milestone(Stage.DESIGN, date(2026, 12, 1), ends[0]), Milestone(Stage.SEPARATED, *ends))
        work.plan.put_separation(
            Separation(f"s{n:02d}", n, f"第{n}システム", "logical", "分割", milestones, owner="IT部")
        )
    work.plan.put_case(Case("c1", 1, "renewable", False))
    work.plan.put_case(Case("c2", 2, "entrant_customers", False))


def _terminals(work: UnitOfWork, size: Size) -> None:
    """As many at each site, imported in one file."""
    batch = Batch("b1", "terminals", "端末台帳.xlsx", "0" * 64, _at(1), _BY, {"台帳": {"管理番号": "asset_no"}})
    work.ledgers.begin(batch)
    records = tuple(_records(size))
    compared = work.ledgers.compare_and_put(batch, records)
    counts = {"read": len(records), "added": compared.added}
    counts |= dict.fromkeys(("changed", "unchanged", "rejected", "skipped", "gone"), 0)
    work.ledgers.finish(replace(batch, counts=counts))


def _records(size: Size) -> Iterator[Record]:
    for n in range(size.terminals):
        number, site = f"T-{n:05d}", f"第{n % size.sites + 1:03d}営業所"
        values = {"asset_no": number, "site": site, "status": "使用中", "zone": "送配電"}
        yield Record("terminals", number, number, site, values, {}, "台帳", n + 2)
