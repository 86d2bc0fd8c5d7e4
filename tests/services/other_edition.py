"""Puts into an audit file what only another edition of the catalogue knows."""

from dataclasses import replace

from app.domain.answers import Answer
from app.domain.findings import Finding, RowRef, Source, finding_id
from app.domain.grades import Cause, Severity, Verdict
from app.domain.history import Event
from app.domain.plan import Action
from app.services.ports import Desk

RETIRED = "A4-4-97"
"""An id that no catalogue will ever give."""
UNKNOWN_RULE = "R97"


def leave_behind(desk: Desk) -> tuple[str, str]:
    """An answer, its finding, its measure and a finding of a rule; returns the ids of the findings."""
    answer_id, rule_id = (
        finding_id(Source.ANSWERS, "", RETIRED, ""),
        finding_id(Source.RULES, UNKNOWN_RULE, "terminals", "pc"),
    )
    failed = Finding(
        id=answer_id,
        source=Source.ANSWERS,
        rule="",
        severity=Severity.SERIOUS,
        site="",
        checkpoints=(RETIRED,),
        subject=RETIRED,
        message="answer.nonconforming",
        values={"comment": "以前の版で見つかった"},
        causes=(Cause.OPPORTUNITY,),
        leaks=("3-2",),
        first_seen="2025-10-01",
    )
    row = RowRef("terminals", "PC-0001", "北営業所", 7, "端末台帳.xlsx")
    hit = replace(failed, id=rule_id, source=Source.RULES, rule=UNKNOWN_RULE, subject="PC-0001", message="x", values={})
    at = desk.stamp()
    with desk.file.write() as work:
        work.answers.append(Answer(RETIRED, "", Verdict.NONCONFORMING, "以前の版で見つかった", "", 1, at, "officer"))
        work.findings.put([failed, replace(hit, rows=(row,))])
        number = max((a.number for a in work.plan.actions()), default=0) + 1
        action = Action(desk.world.new_id(), number, "A4-4", RETIRED, measure="端末を撤去する")
        work.plan.put_action(action)
        work.history.record(at, "officer", Event("answer.recorded", RETIRED, RETIRED))
        work.commit()
    return answer_id, rule_id
