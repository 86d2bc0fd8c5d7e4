"""catalogue list, show, check."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.outcome import Outcome, Tools
from app.cli.parser import declare, group
from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.grades import Role
from app.errors import INTEGRITY, UserError
from app.i18n import gettext as _


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    actions = group(verbs, "catalogue", _("the checkpoints"))
    listing = declare(actions, "list", _list, _("list all checkpoints"), "catalogue list --role grid_operator")
    show = declare(actions, "show", _show, _("show one checkpoint, whole"), "catalogue show A4-4-04")
    show.add_argument("id", metavar="ID", help=_("id of the checkpoint, such as A4-4-04"))
    check = declare(
        actions, "check", _check, _("look for faults, and show which checkpoints answer each demand"), "catalogue check"
    )
    for each in (listing, check):
        each.add_argument(
            "--role",
            choices=[r.value for r in Role],
            metavar="ROLE",
            help=_("only for the role: grid_operator | affiliated_retailer | integrated_operator | other_affiliate"),
        )


def _chosen(catalogue: Catalogue, role: str | None) -> tuple[Checkpoint, ...]:
    return tuple(c for c in catalogue.checkpoints if role is None or Role(role) in c.roles)


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    catalogue = tools.world().catalogue
    chosen = _chosen(catalogue, options.role)
    data = {
        "version": catalogue.version,
        "checkpoints": [
            {
                "id": c.id,
                "item": c.item,
                "level": c.level.value,
                "roles": sorted(c.roles),
                "severity": c.severity.value,
                "question": c.question.in_language(options.lang),
            }
            for c in chosen
        ],
    }
    return Outcome([f"{c.id:<8} {c.question.in_language(options.lang)}" for c in chosen], data)


def _show(tools: Tools, options: argparse.Namespace) -> Outcome:
    catalogue = tools.world().catalogue
    try:
        checkpoint = catalogue.checkpoint(options.id)
    except KeyError:
        raise UserError("checkpoint_unknown", checkpoint=options.id) from None
    lang = options.lang
    basis = [catalogue.basis_label(b, lang) for b in checkpoint.basis]
    told = {i.id: i for i in catalogue.incidents}
    incidents = [f"{told[i].text.in_language(lang)} ({told[i].source.in_language(lang)})" for i in checkpoint.incidents]
    parts = {
        _("How to verify"): [checkpoint.verify.in_language(lang)],
        _("What to look at"): [t.in_language(lang) for t in checkpoint.look],
        _("Evidence"): [t.in_language(lang) for t in checkpoint.evidence],
        _("Basis"): basis,
        _("Reference"): [t.in_language(lang) for t in checkpoint.reference],
        _("Why it is asked"): incidents,
        _("Typical corrective actions"): [t.in_language(lang) for t in checkpoint.actions],
    }
    lines = [checkpoint.id, checkpoint.question.in_language(lang)]
    if checkpoint.own_grade:
        lines.append(_("(The grade rests on this product's own judgement, not on the report summary.)"))
    for title, texts in parts.items():
        if texts:
            lines += ["", title, *(f"  {text}" for text in texts)]
    data = {
        "id": checkpoint.id,
        "item": checkpoint.item,
        "level": checkpoint.level.value,
        "roles": sorted(checkpoint.roles),
        "severity": checkpoint.severity.value,
        "own_grade": checkpoint.own_grade,
        "question": checkpoint.question.in_language(lang),
        "verify": checkpoint.verify.in_language(lang),
        "basis": basis,
        "incidents": list(checkpoint.incidents),
        "rules": list(checkpoint.rules),
        "fingerprint": checkpoint.fingerprint,
    }
    return Outcome(lines, data)


def _check(tools: Tools, options: argparse.Namespace) -> Outcome:
    problems = tools.catalogue_problems()
    catalogue = tools.world().catalogue
    chosen = {c.id for c in _chosen(catalogue, options.role)}
    labels = {p.id: p for p in catalogue.paragraphs}
    coverage = {d: [c for c in ids if c in chosen] for d, ids in catalogue.coverage().items()}
    lines = []
    for demand, ids in coverage.items():
        paragraph = labels[demand]
        shown = " ".join(ids) or _("(no checkpoint)")
        lines.append(f"{paragraph.label.in_language(options.lang)}  {paragraph.summary.in_language(options.lang)}")
        lines.append(f"  {len(ids):>3}: {shown}")
    lines += [f"{p.file}: {p.where}: {p.code}: {p.detail}" for p in problems]
    lines.append(_("checkpoints: {count}, problems: {problems}").format(count=len(chosen), problems=len(problems)))
    data = {
        "version": catalogue.version,
        "checkpoints": len(chosen),
        "coverage": coverage,
        "problems": [{"file": p.file, "where": p.where, "code": p.code, "detail": p.detail} for p in problems],
    }
    return Outcome(lines, data, INTEGRITY if problems else 0)
