"""What to do next, in a sentence, and where it is done."""

from __future__ import annotations

from app.i18n import gettext as _
from app.services import wording
from app.services.overview import Step
from app.ui.review.data import OTHERS
from app.ui.session import Session, Target
from app.ui.words import day_word


def step_text(step: Step, session: Session) -> str:
    """What to do, in a sentence."""
    site = session.site_name(step.site) or _("the whole company")
    return {
        "no_sites": _("Add the sites to be examined."),
        "no_answers": _("Answer the first checkpoint."),
        "overdue": _("Measures past their due date: {count} (the oldest {date})."),
        "due_soon": _("Measures due soon: {count} (the next on {date})."),
        "serious_without_measure": _("Serious findings without a measure: {count}."),
        "returned": _("Answers that were returned to you: {count}."),
        "to_accept": _("Answers that wait for your acceptance: {count}."),
        "carried": _("Look through the answers of last time: {count}."),
        "ledger_missing": _("Import a ledger: {ledger}. Rules that wait for it: {count}."),
        "ledgers_missing": _("Import the other ledgers that rules wait for ({count}, first of all: {ledger})."),
        "unanswered": _("Checkpoints not answered yet: {count} ({site})."),
        "stale": _("Look again at the answers whose findings or questions have changed: {count}."),
        "copied": _("Copied answers to be confirmed at their site: {count}."),
        "unproven": _("Add evidence to conforming answers, or have somebody else try to disprove them ({count})."),
        "case_unsaid": _("Say whether a case occurred (parts B and C of the plan)."),
        "no_measures": _("Draft the measures from the findings."),
        "filing_incomplete": _("Enter the addressee and the representative of the plan."),
        "challenged": _("Reply to the challenges that the ledgers put to answers ({count})."),
        "before_seal": _("Settle what is still open before the approval ({count})."),
        "sealed": _("The audit is sealed. Print the reports and have the confirmations signed."),
        "finished": _("Nothing is missing. Print the reports and have the confirmations signed."),
    }[step.code].format(
        count=f"{step.count:,}", site=site, date=day_word(step.day), ledger=wording.ledger_name(step.kind, _)
    )


def step_target(step: Step, session: Session) -> Target | None:
    """Where it is done."""
    # Looked for where it is told only: in a large audit that takes a while.
    first = session.next_unanswered() if step.code == "no_answers" else None
    return {
        "no_answers": Target("checkpoints", checkpoint=first[0] if first is not None else ""),
        "overdue": Target("plan", options={"filter": "overdue"}),
        "due_soon": Target("plan", options={"filter": "due_soon"}),
        "serious_without_measure": Target("findings", options={"severity": "serious", "measure": "none"}),
        "returned": Target("finish", options={"tab": "places", "state": "returned", "by": session.user}),
        "to_accept": Target("finish", options={"tab": "places", "state": "requested", "by": OTHERS}),
        "carried": Target("checkpoints", options={"filter": "carried"}),
        "ledger_missing": Target("ledgers", kind=step.kind),
        "ledgers_missing": Target("ledgers", kind=step.kind),
        "unanswered": Target(
            "checkpoints", site=step.site or None, options={"filter": "unanswered", "site": step.site}
        ),
        "stale": Target("checkpoints", options={"filter": "stale"}),
        "copied": Target("checkpoints", options={"filter": "copied"}),
        "unproven": Target("checkpoints", options={"filter": "unproven"}),
        "case_unsaid": Target("plan", options={"tab": "case"}),
        "no_measures": Target("plan", options={"tab": "actions"}),
        "filing_incomplete": Target("plan", options={"tab": "filing"}),
        "challenged": Target("checkpoints", options={"filter": "challenged"}),
        "before_seal": Target("finish"),
        "sealed": Target("reports"),
        "finished": Target("reports"),
    }.get(step.code)
