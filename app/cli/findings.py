"""findings, finding status and refresh, proposal show and decide, settings show and set."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from app.cli import arguments
from app.cli.counts import finding_counts, finding_lines
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group, site_option
from app.cli.sites import site_names
from app.cli.words import severity_word, status_word, verdict_word
from app.domain.audit import COMPANY
from app.domain.findings import Finding, RowRef, Source, Status, cited
from app.domain.grades import Severity
from app.domain.measures import answered_by
from app.domain.rules import NotRun
from app.i18n import gettext as _
from app.i18n import listed
from app.services import auditing, findings, ledgers, planning, wording
from app.services.findings import ProposalView
from app.services.ports import Desk

_ALL = "all"
_BY_HAND = [s.value for s in Status if s is not Status.RESOLVED]


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    listing = declare(
        verbs, "findings", _list, _("list what was found, the gravest first"), "findings FILE --severity serious"
    )
    audit_file(listing)
    listing.add_argument(
        "--source", choices=[s.value for s in Source], metavar="SOURCE", help=_("only from: answers | rules | logs")
    )
    listing.add_argument(
        "--severity",
        choices=[s.value for s in Severity],
        metavar="SEVERITY",
        help=_("only of the grade: serious | improvement | observation"),
    )
    listing.add_argument("--rule", metavar="ID", help=_("only of this rule, such as R01"))
    site_option(listing, _("only this site"))
    listing.add_argument(
        "--status",
        choices=[*(s.value for s in Status), _ALL],
        metavar="STATUS",
        help=_(
            "only in this state: open | in_progress | corrected | accepted | resolved | all; without it all but "
            "resolved, with --json all"
        ),
    )
    finding = group(verbs, "finding", _("how far a finding has been dealt with"))
    status = declare(
        finding,
        "status",
        _status,
        _("write how far a finding has been dealt with"),
        "finding status FILE F-0123456789 in_progress --remark TEXT",
        "finding status FILE F-0123456789 accepted --reason TEXT --approver NAME --until 2027-03-31",
    )
    audit_file(status)
    status.add_argument("id", metavar="ID", help=_("its id, as `findings` tells it"))
    status.add_argument(
        "status", choices=_BY_HAND, metavar="STATUS", help=_("open | in_progress | corrected | accepted")
    )
    status.add_argument(
        "--remark",
        "--reason",
        dest="remark",
        default="",
        metavar="TEXT",
        help=_("remark; needed for corrected (what was done and when) and accepted (why)"),
    )
    status.add_argument("--approver", default="", metavar="NAME", help=_("who approved it; needed for accepted"))
    status.add_argument(
        "--until",
        type=arguments.day,
        metavar="DAY",
        help=_("last day of accepted, as 2027-03-31 or R9.3.31; the finding is open again after it"),
    )
    refresh = declare(
        finding, "refresh", _refresh, _("derive all findings anew from answers and ledgers"), "finding refresh FILE"
    )
    audit_file(refresh)
    proposal = group(verbs, "proposal", _("what the ledgers propose on a checkpoint"))
    show = declare(
        proposal,
        "show",
        _show_proposal,
        _("show the proposal on a checkpoint"),
        "proposal show FILE A4-4-04 --site NAME",
    )
    decide = declare(
        proposal,
        "decide",
        _decide,
        _("adopt or reject the proposal on a checkpoint; the answer is given with `answer`"),
        "proposal decide FILE A4-4-04 rejected --site NAME --reason TEXT",
    )
    for each in (show, decide):
        audit_file(each)
        each.add_argument("checkpoint", metavar="CHECKPOINT", help=_("id of the checkpoint, such as A4-4-04"))
        site_option(each, _("site where it is looked at; not for a checkpoint of the company"))
    decide.add_argument("decision", choices=["adopted", "rejected"], metavar="DECISION", help=_("adopted | rejected"))
    decide.add_argument("--reason", default="", metavar="TEXT", help=_("why; needed for rejected"))
    settings = group(verbs, "settings", _("numbers and days that rules compare with"))
    shown = declare(settings, "show", _settings, _("show all of them"), "settings show FILE")
    audit_file(shown)
    change = declare(
        settings, "set", _set, _("set one, and derive the findings anew"), "settings set FILE R32.months 24"
    )
    audit_file(change)
    change.add_argument("name", metavar="NAME", help=_("its name, as `settings show` tells it"))
    change.add_argument(
        "value",
        type=arguments.setting,
        metavar="VALUE",
        help=_('a whole number, or a day as 2024-04-01 or R6.4.1 ("" for none)'),
    )


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        found = findings.listing(
            desk,
            Source(options.source) if options.source else None,
            Severity(options.severity) if options.severity else None,
            options.rule,
            _site_id(desk, options.site) if options.site else None,
        )
        # Programs that read the list have always been told of all.
        wanted = options.status or (_ALL if options.json else "")
        chosen = tuple(f for f in found if _is_wanted(f.status, wanted))
        hidden = 0 if wanted else len(found) - len(chosen)
        found = chosen
        not_run = findings.rules_not_run(desk)
        in_part = findings.rules_run_in_part(desk)
        again = findings.restated(desk)
        corrected = ledgers.fields_set_by_hand(desk)
        sites = site_names(desk)
        answered = answered_by(found, planning.view(desk).actions)
    halved = {each.rule for each in in_part}
    rows = [finding_data(desk, f, sites, options.lang) for f in found]
    for row, finding in zip(rows, found, strict=True):
        _set_right(row, finding, corrected)
        row["measures"] = list(answered[finding.id])
        if row["rule"] in halved:
            row["partly"] = True
        if row["id"] in again:
            row["restated"] = True
    lines = []
    for finding, row in zip(found, rows, strict=True):
        place = wording.finding_place(finding, sites, _)
        lines.append(
            f"{finding.id}  {severity_word(finding.severity)}  {status_word(finding.status)}  {place}  "
            f"{finding.subject}  {row['title']}  {row['sentence']}  "
            f"{wording.acceptance(finding, options.lang, _)}".rstrip()
        )
        # The record that it is about; `--json` tells every row.
        lines += [f"    {wording.ledger_name(r.kind, _)}  {wording.row_place(r, _)}" for r in finding.rows[:1]]
    missing = sum(1 for each in not_run if not each.fields)
    lines.append(
        _("findings: {count}; ledger rules that could not be run (no ledger): {rules}").format(
            count=len(rows), rules=missing
        )
    )
    if hidden:
        lines.append(_("resolved ones are not shown: {count} (--status all)").format(count=hidden))
    lines += [
        _("{rule} could not be run: no column for {fields}").format(
            rule=each.rule, fields=_columns(desk, each, options)
        )
        for each in not_run
        if each.fields
    ]
    lines += [
        _("{rule} was run in part: {lacking}").format(rule=each.rule, lacking=_lacking(desk, each, options))
        for each in in_part
    ]
    data = {
        "findings": rows,
        "rules_not_run": [_missing(each) for each in not_run],
        "rules_run_in_part": [_missing(each) for each in in_part],
    }
    return Outcome(lines, data)


def _is_wanted(status: Status, wanted: str) -> bool:
    """Whether a finding in a state is listed: what is settled because the fact is gone only where it is asked for."""
    return wanted in (_ALL, status.value) if wanted else status is not Status.RESOLVED


def _columns(desk: Desk, each: NotRun, options: argparse.Namespace) -> str:
    """What is missing, named as in the ledger."""
    return listed(wording.columns_lacking(desk.world.ledgers, each, options.lang))


def _lacking(desk: Desk, each: NotRun, options: argparse.Namespace) -> str:
    """What a rule that was run in part did without."""
    told = []
    if each.nobody:
        told.append(_("no company of the affiliate's side is named"))
    if each.fields:
        told.append(_("no column: {fields}").format(fields=_columns(desk, each, options)))
    if each.missing:
        ledgers = listed(wording.ledger_name(kind, _) for kind in each.missing)
        told.append(_("no ledger: {ledgers}").format(ledgers=ledgers))
    rests = wording.rests_untested(desk.world.ledgers, each, options.lang, _)
    told += [_("missing: {what}").format(what=rest) for rest in rests]
    return listed(told)


def _missing(each: NotRun) -> dict[str, Any]:
    told: dict[str, Any] = {"rule": each.rule, "missing": list(each.missing)}
    if each.fields:
        told["fields"] = list(each.fields)
    if each.nobody:
        told["no_affiliate"] = True
    for rest in each.rests:
        if rest.rows:
            row = {"kind": rest.kind, "field": rest.what, "rows": rest.rows}
            told.setdefault("rows_not_understood", []).append(row)
        else:
            told["rest"] = rest.what
    return told


def _set_right(data: dict[str, Any], finding: Finding, corrected: Mapping[tuple[str, str], tuple[str, ...]]) -> None:
    """Tell of the rows of which cells were set right by hand: their files say something else there."""
    for row, ref in zip(data["rows"], cited(finding.rows), strict=True):
        if fields := corrected.get((ref.kind, ref.match_key)):
            row["set_by_hand"] = list(fields)


def finding_data(desk: Desk, finding: Finding, sites: Mapping[str, str], language: str) -> dict[str, Any]:
    """A finding as the contract of the command line has it."""
    data: dict[str, Any] = {
        "id": finding.id,
        "source": finding.source.value,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "site": sites.get(finding.site, ""),
        "checkpoints": list(finding.checkpoints),
        "title": wording.finding_title(desk.catalogue, finding, language),
        "sentence": wording.finding_sentence(desk.catalogue, finding, _, language),
        "remark": finding.remark or finding.values.get("comment", ""),
        "rows": [_row(each) for each in cited(finding.rows)],
        "status": finding.status.value,
    }
    if finding.unplaced and sites:
        data |= {"site_unknown": True, "office": finding.values.get("site_text", "")}
    if finding.left:
        data["site_left"] = True
    if finding.acceptance is not None:
        data["accepted"] = {
            "approver": finding.acceptance.approver,
            "until": finding.acceptance.until,
            "by": finding.acceptance.by,
            "lapsed": finding.lapsed,
        }
    return data


def _row(ref: RowRef) -> dict[str, Any]:
    told = {"kind": ref.kind, "key": ref.key, "file": ref.file, "sheet": ref.sheet, "row": ref.row}
    return {**told, "column": ref.column, "heading": ref.heading} if ref.column else told


def _status(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        if options.status == Status.ACCEPTED.value:
            findings.accept(desk, options.id, options.remark, options.approver, options.until)
        else:
            findings.set_status(desk, options.id, Status(options.status), options.remark or None)
        finding = findings.get(desk, options.id)
        data = finding_data(desk, finding, site_names(desk), options.lang)
    line = f"{finding.id}  {status_word(finding.status)}  {finding.remark}"
    return Outcome([f"{line}  {wording.acceptance(finding, options.lang, _)}".rstrip()], data)


def _refresh(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        counts = findings.refresh(desk)
    return Outcome(finding_lines(counts), finding_counts(counts))


def _show_proposal(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        view = findings.proposal(desk, options.checkpoint, _site_id(desk, options.site))
    if view is None:
        return Outcome([_("The ledgers propose nothing here.")], {"proposal": None})
    data = _proposal(view)
    sentences = [wording.finding_sentence(desk.catalogue, f, _, options.lang) for f in view.proposal.findings]
    told = f"{view.proposal.checkpoint}  {verdict_word(view.proposal.verdict)}"
    return Outcome([told, *(f"  {each}" for each in sentences)], {"proposal": data})


def _decide(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        site = _site_id(desk, options.site)
        view = findings.proposal(desk, options.checkpoint, site)
        basis = view.proposal.basis if view else ""
        findings.decide(desk, options.checkpoint, site, basis, options.decision, options.reason)
        view = findings.proposal(desk, options.checkpoint, site)
    line = _("The decision on {checkpoint} is saved.").format(checkpoint=options.checkpoint)
    return Outcome([line], {"proposal": _proposal(view) if view else None})


def _proposal(view: ProposalView) -> dict[str, Any]:
    return {
        "checkpoint": view.proposal.checkpoint,
        "verdict": view.proposal.verdict.value,
        "findings": [f.id for f in view.proposal.findings],
        "imported": view.imported,
        "source": view.source,
        "decision": view.decision.decision if view.decision else None,
    }


def _settings(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        numbers = findings.thresholds(desk)
    lines = [f"{name} = {_shown(value)}" for name, value in numbers.items()]
    return Outcome(lines, {"settings": dict(numbers)})


def _set(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        _changes, counts = findings.set_thresholds(desk, {options.name: options.value})
        value = findings.thresholds(desk)[options.name]
    lines = [f"{options.name} = {_shown(value)}", *finding_lines(counts)]
    return Outcome(lines, {"settings": {options.name: value}, "findings": finding_counts(counts)})


def _shown(value: int | str) -> int | str:
    return _("(all)") if value == "" else value


def _site_id(desk: Desk, name: str) -> str:
    if not name:
        return COMPANY
    with desk.file.read() as work:
        return auditing.site_named(work.sites.all(), name).id
