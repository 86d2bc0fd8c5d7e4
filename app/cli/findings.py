"""findings, finding status and refresh, proposal show and decide, settings show and set."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.outcome import Outcome, Tools
from app.cli.sites import site_names
from app.domain.audit import COMPANY
from app.domain.catalogue import Severity
from app.domain.findings import Finding, Source, Status
from app.domain.rules import NotRun
from app.i18n import gettext as _
from app.i18n import listed
from app.services import auditing, findings, wording
from app.services.findings import ProposalView
from app.services.ports import Desk

_BY_HAND = [s.value for s in Status if s is not Status.RESOLVED]


def add_verbs(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Declare the verbs of this module."""
    listing = verbs.add_parser("findings", parents=[shared], help="what was found")
    listing.add_argument("file", type=Path)
    listing.add_argument("--source", choices=[s.value for s in Source])
    listing.add_argument("--severity", choices=[s.value for s in Severity])
    listing.add_argument("--rule", metavar="ID")
    listing.set_defaults(verb=_list)
    finding = verbs.add_parser("finding", help="one finding").add_subparsers(dest="action", required=True)
    status = finding.add_parser("status", parents=[shared], help="write how far a finding has been dealt with")
    status.add_argument("file", type=Path)
    status.add_argument("id")
    status.add_argument("status", choices=_BY_HAND)
    status.add_argument("--remark", default="")
    status.set_defaults(verb=_status)
    refresh = finding.add_parser("refresh", parents=[shared], help="derive all findings anew from answers and ledgers")
    refresh.add_argument("file", type=Path)
    refresh.set_defaults(verb=_refresh)
    proposal = verbs.add_parser("proposal", help="what the ledgers propose").add_subparsers(
        dest="action", required=True
    )
    show = proposal.add_parser("show", parents=[shared], help="the proposal on a checkpoint")
    decide = proposal.add_parser("decide", parents=[shared], help="adopt or reject the proposal on a checkpoint")
    for each in (show, decide):
        each.add_argument("file", type=Path)
        each.add_argument("checkpoint")
        each.add_argument("--site", default="")
    decide.add_argument("decision", choices=["adopted", "rejected"])
    decide.add_argument("--reason", default="")
    show.set_defaults(verb=_show_proposal)
    decide.set_defaults(verb=_decide)
    settings = verbs.add_parser("settings", help="numbers that rules compare with")
    actions = settings.add_subparsers(dest="action", required=True)
    shown = actions.add_parser("show", parents=[shared], help="all of them")
    shown.add_argument("file", type=Path)
    shown.set_defaults(verb=_settings)
    change = actions.add_parser("set", parents=[shared], help="set one, and derive the findings anew")
    change.add_argument("file", type=Path)
    change.add_argument("name")
    change.add_argument("value", type=int)
    change.set_defaults(verb=_set)


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        found = findings.listing(
            desk,
            Source(options.source) if options.source else None,
            Severity(options.severity) if options.severity else None,
            options.rule,
        )
        not_run = findings.rules_not_run(desk)
        in_part = findings.rules_run_in_part(desk)
        again = findings.restated(desk)
        sites = site_names(desk)
    finally:
        desk.file.close()
    halved = {each.rule for each in in_part}
    rows = [_data(desk, f, sites, options.lang) for f in found]
    for row in rows:
        if row["rule"] in halved:
            row["partly"] = True
        if row["id"] in again:
            row["restated"] = True
    lines = [
        f"{r['id']}  {r['severity']}  {r['status']}  {r['site']}  {f.subject}  {r['title']}  {r['sentence']}"
        for f, r in zip(found, rows, strict=True)
    ]
    missing = sum(1 for each in not_run if not each.fields)
    lines.append(
        _("findings: {count}; ledger rules that could not be run (no ledger): {rules}").format(
            count=len(rows), rules=missing
        )
    )
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
    return listed(told)


def _missing(each: NotRun) -> dict[str, Any]:
    told: dict[str, Any] = {"rule": each.rule, "missing": list(each.missing)}
    if each.fields:
        told["fields"] = list(each.fields)
    if each.nobody:
        told["no_affiliate"] = True
    return told


def _data(desk: Desk, finding: Finding, sites: dict[str, str], language: str) -> dict[str, Any]:
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
        "rows": [{"kind": r.kind, "key": r.key, "file": r.file, "sheet": r.sheet, "row": r.row} for r in finding.rows],
        "status": finding.status.value,
    }
    if finding.left:
        data["site_left"] = True
    return data


def _status(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        findings.set_status(desk, options.id, Status(options.status), options.remark or None)
        finding = findings.get(desk, options.id)
        data = _data(desk, finding, site_names(desk), options.lang)
    finally:
        desk.file.close()
    return Outcome([f"{finding.id}  {finding.status.value}  {finding.remark}"], data)


def _refresh(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        counts = findings.refresh(desk)
    finally:
        desk.file.close()
    line = _("Findings: {new} new, {resolved} resolved, {open} open").format(
        new=counts.new, resolved=counts.resolved, open=counts.open
    )
    return Outcome([line], {"new": counts.new, "resolved": counts.resolved, "open": counts.open})


def _show_proposal(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        view = findings.proposal(desk, options.checkpoint, _site_id(desk, options.site))
    finally:
        desk.file.close()
    if view is None:
        return Outcome([_("The ledgers propose nothing here.")], {"proposal": None})
    data = _proposal(view)
    sentences = [wording.finding_sentence(desk.catalogue, f, _, options.lang) for f in view.proposal.findings]
    return Outcome([f"{view.proposal.checkpoint}  {view.proposal.verdict.value}", *sentences], {"proposal": data})


def _decide(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        site = _site_id(desk, options.site)
        view = findings.proposal(desk, options.checkpoint, site)
        basis = view.proposal.basis if view else ""
        findings.decide(desk, options.checkpoint, site, basis, options.decision, options.reason)
        view = findings.proposal(desk, options.checkpoint, site)
    finally:
        desk.file.close()
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
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        numbers = findings.thresholds(desk)
    finally:
        desk.file.close()
    return Outcome([f"{name} = {value}" for name, value in numbers.items()], {"settings": dict(numbers)})


def _set(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        findings.set_threshold(desk, options.name, options.value)
    finally:
        desk.file.close()
    return Outcome([f"{options.name} = {options.value}"], {"settings": {options.name: options.value}})


def _site_id(desk: Desk, name: str) -> str:
    if not name:
        return COMPANY
    with desk.file.read() as work:
        return auditing.site_named(work.sites.all(), name).id
