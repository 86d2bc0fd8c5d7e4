"""Answers against what stands beside them: evidence, measures, ledgers, other sites."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from app.domain import findings as facts
from app.domain.answers import Answer, graver
from app.domain.audit import COMPANY
from app.domain.consistency.admissions import deficiency_in
from app.domain.consistency.model import Found, Spot, Where, check, place
from app.domain.consistency.whole import DEFICIENT, Whole
from app.domain.findings import LIVE, Finding, ProposalDecision, Shift, Source, Status, finding_id
from app.domain.grades import Level, Verdict
from app.domain.plan import Action, ActionState
from app.domain.progress import Place
from app.domain.review import State
from app.domain.text import gives_reason

MOST_BESIDE = 20
"""So many other fields are named beside a hit."""
RETURNED_DAYS = 14
"""Days after which a returned answer is told of."""
_ALIKE, _ALIKE_LETTERS = 5, 12
"""So many sites with the same remark word for word, of so many letters, look copied."""
_MOST = 2 / 3
_LEAST_SITES = 3
_OVER = (ActionState.DONE, ActionState.SETTLING)


@check("K01")
def unproven(whole: Whole) -> Iterator[Found]:
    """適合 without valid evidence, and nobody tried to disprove it in vain; or somebody refuted it."""
    for at, answer in whole.given.items():
        if answer.verdict is not Verdict.CONFORMING or at not in whole.unproven:
            continue
        if (refuted := whole.refuted.get(at)) is not None:
            yield "refuted", place(*at), {"date": refuted.at[:10], "by": refuted.person}
        else:
            yield "unproven", place(*at, "evidence")


@check("K02")
def without_measure(whole: Whole) -> Iterator[Found]:
    """A deficiency that no measure answers, and that nobody accepted as a risk."""
    accepted = {f.id for f in whole.findings if f.status is Status.ACCEPTED}
    for at, answer in whole.given.items():
        if answer.verdict not in DEFICIENT or finding_id(Source.ANSWERS, "", *at) in accepted:
            continue
        if not any(_answers(action, at) for action in _measures(whole, at)):
            yield answer.verdict.value, place(*at, "measure")


def _measures(whole: Whole, at: Place) -> tuple[Action, ...]:
    own = finding_id(Source.ANSWERS, "", *at)
    named = whole.naming.get(own, ())
    return (*whole.measured.get(at[0], ()), *named)


def _answers(action: Action, at: Place) -> bool:
    """Whether a measure is for a place: of all sites where it names none."""
    return not action.sites or at[1] == COMPANY or at[1] in action.sites


@check("K03")
def without_remark(whole: Whole) -> Iterator[Found]:
    """A deficiency without a word on what is wrong."""
    for at, answer in whole.given.items():
        if answer.verdict in DEFICIENT and not answer.comment.strip():
            yield answer.verdict.value, place(*at, "comment")


@check("K04")
def without_reason(whole: Whole) -> Iterator[Found]:
    """該当なし without the reason, or with one that says nothing."""
    for at, answer in whole.given.items():
        if answer.verdict is Verdict.NOT_APPLICABLE and not gives_reason(answer.reason):
            yield "no_reason", place(*at, "reason")


@check("K05")
def against_proposal(whole: Whole) -> Iterator[Found]:
    """Ledgers say worse than the answer does, and nobody decided on that, or said why it is answered otherwise."""
    speaking: dict[Place, list[Finding]] = defaultdict(list)
    for finding in whole.findings:
        if finding.source is not Source.ANSWERS and finding.status in LIVE:
            for checkpoint in finding.checkpoints:
                for site in {finding.site, COMPANY}:
                    speaking[checkpoint, site].append(finding)
    decided = {(d.checkpoint, d.site, d.basis) for d in whole.decisions if _explained(whole, d)}
    for at, found in speaking.items():
        answer, asked = whole.given.get(at), whole.asked.get(at[0])
        if answer is None or asked is None or (proposal := facts.propose(found, asked, at[1])) is None:
            continue
        if graver(proposal.verdict, answer.verdict) and (*at, proposal.basis) not in decided:
            values = {"count": str(len(proposal.findings)), "rules": _rules(proposal.findings)}
            yield f"{answer.verdict.value}_{proposal.verdict.value}", place(*at), values


def _explained(whole: Whole, decision: ProposalDecision) -> bool:
    """Whether a decision tells why, where it is to: what was only answered otherwise tells it by a remark as well."""
    answer = whole.given.get((decision.checkpoint, decision.site))
    remarked = answer is not None and bool(answer.comment.strip())
    return decision.decision != "changed" or bool(decision.reason.strip()) or remarked


def _rules(findings: tuple[Finding, ...]) -> str:
    return ", ".join(dict.fromkeys(f.rule for f in findings))


@check("K06")
def stale(whole: Whole) -> Iterator[Found]:
    """What an answer rests on, findings, the words of its question or the days of a split, is another since it was
    given."""
    for at, ground in whole.stale.items():
        if at not in whole.given:
            continue
        shifts = [each.shift for each in ground.stale]
        count = sum(shift not in (Shift.REWORDED, Shift.SLIPPED) for shift in shifts)
        if Shift.REWORDED in shifts:
            yield "reworded", place(*at)
        if (slip := next((each for each in ground.stale if each.shift is Shift.SLIPPED), None)) is not None:
            yield "slipped", place(*at), {"date": ground.stale_at, "system": slip.subject}
        if count:
            yield "stale", place(*at), {"date": ground.stale_at, "count": str(count)}


@check("K07")
def unconfirmed(whole: Whole) -> Iterator[Found]:
    """Copied from another site and not confirmed."""
    for at, source in whole.copies.items():
        if at in whole.given:
            yield "copied", place(*at), {"site": whole.names.get(source, "")}


@check("K08")
def unvisited(whole: Whole) -> Iterator[Found]:
    """A site where nothing was answered yet."""
    first = next((c.id for c in whole.checkpoints if c.level is Level.SITE), "")
    answered = {site for _checkpoint, site in whole.given}
    if first:
        for site in whole.live:
            if site.id not in answered:
                yield "nothing", place(first, site.id), {"site": site.name}


@check("K09")
def applies_here_only(whole: Whole) -> Iterator[Found]:
    """A checkpoint that does not apply at most sites, and is met at others."""
    for checkpoint, answers in whole.by_checkpoint.items():
        counts = Counter(a.verdict for a in answers)
        out, met = counts[Verdict.NOT_APPLICABLE], counts[Verdict.CONFORMING]
        if len(answers) >= _LEAST_SITES and met and _MOST <= out / len(answers) < 1:
            one = next(a for a in answers if a.verdict is Verdict.CONFORMING)
            others = [a for a in answers if a.verdict is Verdict.NOT_APPLICABLE][:MOST_BESIDE]
            yield (
                "mostly_out",
                place(checkpoint, one.site),
                {"out": str(out), "met": str(met), "site": whole.names.get(one.site, "")},
                tuple(place(checkpoint, a.site, "reason") for a in others),
            )


@check("K10")
def word_for_word(whole: Whole) -> Iterator[Found]:
    """The same remark at many sites: copied words prove nothing of each."""
    for checkpoint, answers in whole.by_checkpoint.items():
        alike: dict[str, list[str]] = defaultdict(list)
        for answer in answers:
            if len(said := answer.comment.strip()) >= _ALIKE_LETTERS:
                alike[said].append(answer.site)
        for said, sites in alike.items():
            if len(sites) >= _ALIKE:
                values = {"count": str(len(sites)), "remark": said if len(said) <= 40 else said[:39] + "…"}
                others = tuple(place(checkpoint, site, "comment") for site in sites[1 : MOST_BESIDE + 1])
                yield "alike", place(checkpoint, sites[0], "comment"), values, others


@check("K11")
def better_as_a_whole(whole: Whole) -> Iterator[Found]:
    """The company conforms while most sites are deficient in what the same item, rule and incident are about."""
    failing = {}
    for identity, answers in whole.by_checkpoint.items():
        bad = sum(a.verdict in DEFICIENT for a in answers)
        if len(answers) >= 2 and bad * 2 > len(answers):
            failing[identity] = bad, len(answers)
    for checkpoint in whole.checkpoints if failing else ():
        answer = whole.own.get((checkpoint.id, COMPANY))
        if checkpoint.level is not Level.COMPANY or answer is None or answer.verdict is not Verdict.CONFORMING:
            continue
        for other, (bad, count) in failing.items():
            if _related(whole, checkpoint.id, other):
                values = {"other": other, "bad": str(bad), "count": str(count)}
                others = (place(a.checkpoint, a.site) for a in whole.by_checkpoint[other] if a.verdict in DEFICIENT)
                yield "sites_fail", place(checkpoint.id, COMPANY), values, tuple(others)


def _related(whole: Whole, one: str, other: str) -> bool:
    """Whether the catalogue lets both look at the same: the same ledger rule speaks to them."""
    first, second = whole.asked[one], whole.asked[other]
    return not set(first.rules).isdisjoint(second.rules)


@check("K12")
def done_but_deficient(whole: Whole) -> Iterator[Found]:
    """A measure is done, but what it was for is still answered as deficient or found open."""
    known = {f.id: f for f in whole.findings}
    for action in whole.measures:
        if action.state not in _OVER:
            continue
        sites = action.sites or (COMPANY, *(s.id for s in whole.live))
        at_sites = [(action.checkpoint, site) for site in sites]
        bad = [at for at in at_sites if (a := whole.given.get(at)) is not None and a.verdict in DEFICIENT]
        where = Where(Spot.ACTION, "state", number=action.number)
        if bad:
            values = {"number": str(action.number), "count": str(len(bad)), "checkpoint": action.checkpoint}
            yield "answers", where, values, tuple(place(*at) for at in bad)
            continue
        told = [i for i in action.findings if (f := known.get(i)) and f.source is not Source.ANSWERS]
        open_ = [i for i in told if known[i].status in LIVE]
        if open_:
            values = {"number": str(action.number), "count": str(len(open_))}
            yield "findings", where, values, tuple(Where(Spot.FINDING, "status", identity=i) for i in open_)


@check("K13")
def left_returned(whole: Whole) -> Iterator[Found]:
    """Returned by the reviewer long ago, and not answered anew."""
    limit = whole.ago(RETURNED_DAYS).isoformat()
    for at, review in whole.reviews.items():
        if at in whole.given and whole.state(at) is State.RETURNED and review.at[:10] < limit:
            yield "returned", place(*at), {"date": review.at[:10], "by": review.by, "reason": review.reason}


@check("K14")
def words_against_verdict(whole: Whole) -> Iterator[Found]:
    """適合, while its own remark tells of a deficiency, or that nobody has looked yet."""
    known: dict[str, str] = {}
    for at, answer in whole.own.items():
        if answer.verdict is not Verdict.CONFORMING or not answer.comment:
            continue
        if answer.comment not in known:
            known[answer.comment] = deficiency_in(answer.comment)
        if known[answer.comment]:
            yield "defect", place(*at, "comment"), {"words": known[answer.comment]}


@check("K79")
def taken_out_deficient(whole: Whole) -> Iterator[Found]:
    """A site that was taken out of the audit with deficiencies, or serious findings, that no measure answers."""
    for out in whole.taken_out:
        left = list(out.uncovered(whole.measures))
        if left:
            answers = sum(isinstance(each, Answer) for each in left)
            values = {"site": out.site.name, "reason": out.reason, "answers": str(answers)}
            yield "deficient", Where(Spot.SITE, site=out.site.id), {**values, "findings": str(len(left) - answers)}


@check("K65")
def nowhere_asked(whole: Whole) -> Iterator[Found]:
    """Checkpoints that are asked of each site, and no site of which they could be asked."""
    asked = sum(c.level is Level.SITE for c in whole.checkpoints)
    if asked and not whole.live:
        yield "no_site", Where(Spot.SITE), {"count": str(asked)}
