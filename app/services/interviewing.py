"""The rehearsal of a hearing (ヒアリング想定問答): the weakest answers, and what would be asked of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from app.domain.answers import Answer
from app.domain.audit import COMPANY
from app.domain.catalogue import Checkpoint
from app.domain.evidence import Evidence
from app.domain.findings import TOLD, Finding, Source
from app.domain.grades import Verdict
from app.domain.history import UNDONE
from app.domain.interview import Case, Point, Ranked, rank
from app.domain.plan import Action
from app.domain.progress import Place
from app.services import auditing, proofs, renaming, wording
from app.services.ports import Desk, HistoryQuery, UnitOfWork
from app.services.typed_days import day_text

MANY = 20
"""So many answers are asked about where nothing else is said."""

Translate = Callable[[str], str]
VERDICTS = {
    Verdict.CONFORMING: "Conforming",
    Verdict.PARTLY: "Partly deficient",
    Verdict.NONCONFORMING: "Nonconforming",
    Verdict.NOT_APPLICABLE: "Not applicable",
    Verdict.UNANSWERED: "Not answered",
}
_NO_LIMIT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Asked:
    """One weak answer in the hearing: `question` is what is asked first, `further` what is asked then, `why` tells why
    it is asked. `points` are the codes of the weaknesses, the heaviest first."""

    checkpoint: Checkpoint
    site: str
    site_name: str
    answer: Answer
    weight: int
    points: tuple[str, ...]
    question: str
    further: tuple[str, ...]
    why: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    action: Action | None

    @property
    def place(self) -> Place:
        """Where it was answered."""
        return self.checkpoint.id, self.site


@dataclass(frozen=True, slots=True)
class _Words:
    """What turns a point into sentences."""

    desk: Desk
    translate: Translate
    language: str
    sites: Mapping[str, str]

    def question(self, ranked: Ranked, point: Point, text: str) -> str:
        """A question with what it names filled in."""
        _, case = self.translate, ranked.case
        values = {name: self._value(value) for name, value in point.values.items()}
        if "from" in values:
            values["from"] = self.sites.get(str(point.values["from"]), values["from"])
        values |= {
            "checkpoint": case.checkpoint.id,
            "site": self.sites.get(case.site, "") if case.site != COMPANY else _("the company"),
            "verdict": self.translate(VERDICTS[case.answer.verdict]),
        }
        return text.format_map(values)

    def _value(self, value: object) -> str:
        if isinstance(value, Finding):
            title = wording.finding_title(self.desk.catalogue, value, self.language)
            return f"{value.subject} {title}".strip()
        if isinstance(value, Verdict):
            return self.translate(VERDICTS[value])
        if isinstance(value, str) and len(value) == 10 and value[4:5] == value[7:8] == "-":
            # A remark may look like a day: ABCD-12-34.
            with suppress(ValueError):
                value = date.fromisoformat(value)
        if isinstance(value, date):
            return day_text(value).in_language(self.language)
        return str(value) or "－"


def questions(
    desk: Desk, translate: Translate, language: str, count: int = MANY, site: str | None = None
) -> tuple[Asked, ...]:
    """The weakest answers, the weakest first; `count` 0 for all. What is always asked about comes beyond `count`.

    `site` limits to those of one site (id; empty: of the company).
    """
    with desk.file.read() as work:
        outline = auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
        evidence = proofs.evidence_by_place(work, outline.revision.proof_day(desk.world.clock.today()))
        cases = _cases(desk, work, outline, evidence, site)
    ranked = rank(cases, desk.catalogue.weaknesses, desk.world.clock.today(), count)
    words = _Words(desk, translate, language, {s.id: s.name for s in outline.sites})
    return tuple(_asked(words, each, evidence.get((each.case.checkpoint.id, each.case.site), ())) for each in ranked)


def _asked(words: _Words, ranked: Ranked, evidence: tuple[Evidence, ...]) -> Asked:
    known = {each.id: each for each in words.desk.catalogue.weaknesses}
    said, why = [], []
    for point in ranked.points:
        weakness = known[point.weak.value]
        said += [words.question(ranked, point, text.in_language(words.language)) for text in weakness.ask]
        why.append(weakness.why.in_language(words.language))
    case = ranked.case
    return Asked(
        case.checkpoint,
        case.site,
        words.sites.get(case.site, ""),
        case.answer,
        ranked.weight,
        tuple(point.weak.value for point in ranked.points),
        said[0],
        tuple(said[1:]),
        tuple(why),
        evidence,
        case.action,
    )


def _cases(
    desk: Desk,
    work: UnitOfWork,
    outline: auditing.Outline,
    evidence: Mapping[Place, tuple[Evidence, ...]],
    site: str | None,
) -> list[Case]:
    checkpoints = {checkpoint.id: checkpoint for checkpoint in outline.checkpoints}
    found, before = _findings(work), _deficient_before(work)
    reviews = work.reviews.latest()
    carried = {(each.checkpoint, each.site): each for each in work.carried.all()}
    actions = _actions(work)
    cases = []
    for place in outline.places:
        answer = outline.answers.get(place)
        if answer is None or answer.verdict is Verdict.UNANSWERED or site not in (None, place[1]):
            continue
        earlier = before.get(place)
        cases.append(
            Case(
                checkpoint=checkpoints[place[0]],
                site=place[1],
                answer=answer,
                evidence=len(evidence.get(place, ())),
                tried=place not in outline.unproven,
                refuted=outline.refuted.get(place),
                copied_from=outline.copies.get(place, ""),
                stale=outline.stale.get(place),
                findings=tuple(found.get(place, ())),
                before=earlier if earlier is not None and earlier.revision < answer.revision else None,
                carried=carried.get(place),
                review=reviews.get(place),
                action=_action_for(actions.get(place[0], ()), place[1]),
            )
        )
    return cases


def _findings(work: UnitOfWork) -> dict[Place, list[Finding]]:
    """What ledgers and logs say at each place; to a checkpoint of the company speaks what is found at any site."""
    found: dict[Place, list[Finding]] = {}
    for finding in work.findings.all():
        if finding.source is Source.ANSWERS or finding.status not in TOLD:
            continue
        for checkpoint in finding.checkpoints:
            for site in dict.fromkeys((finding.site, COMPANY)):
                found.setdefault((checkpoint, site), []).append(finding)
    return found


def _deficient_before(work: UnitOfWork) -> dict[Place, Answer]:
    """The last deficient revision of each place; one that was undone was never meant."""
    told = work.history.entries(HistoryQuery(act=UNDONE), limit=_NO_LIMIT)
    now = renaming.present(work)
    events = [entry.event for entry in told]
    undone = Counter((now.get(e.checkpoint, e.checkpoint), e.site, (e.before or {}).get("revision")) for e in events)
    answers = (a for a in work.answers.deficient() if not undone[a.checkpoint, a.site, a.revision])
    return {(answer.checkpoint, answer.site): answer for answer in answers}


def _actions(work: UnitOfWork) -> dict[str, tuple[Action, ...]]:
    found: dict[str, tuple[Action, ...]] = {}
    for action in work.plan.actions():
        if not action.withdrawn and action.checkpoint:
            found[action.checkpoint] = (*found.get(action.checkpoint, ()), action)
    return found


def _action_for(actions: tuple[Action, ...], site: str) -> Action | None:
    """The measure that answers a checkpoint at a site; one that names no sites is about all of them."""
    return next((a for a in actions if not site or not a.sites or site in a.sites), None)
