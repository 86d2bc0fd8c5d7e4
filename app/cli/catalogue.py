"""catalogue list, show, check."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import declare, group
from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.grades import Role
from app.domain.overlay import OWN_ID
from app.errors import INTEGRITY, UserError, register_messages
from app.i18n import gettext as _
from app.services import overlay_told, overlaying
from app.services.overlaying import OwnPart

register_messages(
    {
        "catalogue_own_needs_audit": "{checkpoint} is the id of an own checkpoint, which an audit has; name the audit "
        "with --file FILE.",
    }
)


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    actions = group(verbs, "catalogue", _("the checkpoints"))
    listing = declare(
        actions,
        "list",
        _list,
        _("list all checkpoints"),
        "catalogue list --role grid_operator",
        "catalogue list --file FILE",
    )
    show = declare(
        actions,
        "show",
        _show,
        _("show one checkpoint, whole"),
        "catalogue show A4-4-04",
        "catalogue show A4-4-C01 --file FILE",
    )
    show.add_argument("id", metavar="ID", help=_("id of the checkpoint, such as A4-4-04"))
    check = declare(
        actions,
        "check",
        _check,
        _("look for faults, and show which checkpoints answer each demand"),
        "catalogue check",
        "catalogue check --file FILE",
    )
    for each in (listing, show, check):
        each.add_argument(
            "--file",
            type=Path,
            metavar="FILE",
            help=_("an audit: with its own checkpoints and notes, what it does not ask, and its values"),
        )
    for each in (listing, check):
        each.add_argument(
            "--role",
            choices=[r.value for r in Role],
            metavar="ROLE",
            help=_("only for the role: grid_operator | affiliated_retailer | integrated_operator | other_affiliate"),
        )


@dataclass(frozen=True, slots=True)
class _Laid:
    """A catalogue with what an audit lays over it; `own` is None where no audit was named."""

    catalogue: Catalogue
    own: OwnPart | None = None
    problems: tuple[UserError, ...] = ()

    def chosen(self, role: str | None) -> tuple[Checkpoint, ...]:
        return tuple(c for c in self.catalogue.checkpoints if role is None or Role(role) in c.roles)

    def data(self, checkpoint: Checkpoint, lang: str) -> dict[str, Any]:
        """What the audit says of a checkpoint; nothing where none was named."""
        if self.own is None:
            return {}
        reason = self.catalogue.hidden.get(checkpoint.id)
        return {
            "own": checkpoint.own,
            "notes": [note.in_language(lang) for note in checkpoint.notes],
            "hidden": None if reason is None else reason.in_language(lang),
            "values": {v.name: v.value for v in overlaying.values_in(self.own, self.catalogue, checkpoint.id)},
        }


def _laid(tools: Tools, options: argparse.Namespace) -> _Laid:
    if options.file is None:
        return _Laid(tools.world().catalogue)
    with opened(tools, options) as desk:
        return _Laid(desk.catalogue, overlaying.own_part(desk), overlaying.problems(desk))


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    laid = _laid(tools, options)
    chosen = laid.chosen(options.role)
    data = {
        "version": laid.catalogue.version,
        "checkpoints": [
            {
                "id": c.id,
                "item": c.item,
                "level": c.level.value,
                "roles": sorted(c.roles),
                "severity": c.severity.value,
                "question": c.question.in_language(options.lang),
                **laid.data(c, options.lang),
            }
            for c in chosen
        ],
    }
    lines = []
    for c in chosen:
        lines.append(f"{c.id:<8} {c.question.in_language(options.lang)}")
        lines += [f"{'':<8} {text}" for text in _marks(laid, c, options.lang)]
    return Outcome(lines, data)


def _marks(laid: _Laid, checkpoint: Checkpoint, lang: str) -> list[str]:
    """That a checkpoint is the company's own, the notes on it, and why it is not asked."""
    lines = [_("(own checkpoint)")] if checkpoint.own else []
    lines += [_("Note: {text}").format(text=note.in_language(lang)) for note in checkpoint.notes]
    if reason := laid.catalogue.hidden.get(checkpoint.id):
        lines.append(_("Not asked in this audit: {reason}").format(reason=reason.in_language(lang)))
    return lines


def _checkpoint(laid: _Laid, identity: str) -> Checkpoint:
    try:
        return laid.catalogue.checkpoint(identity)
    except KeyError:
        code = "catalogue_own_needs_audit" if laid.own is None and OWN_ID.fullmatch(identity) else "checkpoint_unknown"
        raise UserError(code, checkpoint=identity) from None


def _show(tools: Tools, options: argparse.Namespace) -> Outcome:
    laid = _laid(tools, options)
    catalogue, checkpoint = laid.catalogue, _checkpoint(laid, options.id)
    lang = options.lang
    basis = [catalogue.basis_label(b, lang) for b in checkpoint.basis]
    told = {i.id: i for i in catalogue.incidents}
    incidents = [f"{told[i].text.in_language(lang)} ({told[i].source.in_language(lang)})" for i in checkpoint.incidents]
    values = () if laid.own is None else overlaying.values_in(laid.own, catalogue, checkpoint.id)
    parts = {
        _("How to verify"): [checkpoint.verify.in_language(lang)],
        _("What to look at"): [t.in_language(lang) for t in checkpoint.look],
        _("Evidence"): [t.in_language(lang) for t in checkpoint.evidence],
        _("Basis"): basis,
        _("Reference"): [t.in_language(lang) for t in checkpoint.reference],
        _("Why it is asked"): incidents,
        _("Typical corrective actions"): [t.in_language(lang) for t in checkpoint.actions],
        _("Values that stand in the texts"): [f"{v.name}: {v.value} {overlay_told.whose(v, _)}" for v in values],
    }
    lines = [checkpoint.id, checkpoint.question.in_language(lang), *_marks(laid, checkpoint, lang)]
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
        **laid.data(checkpoint, lang),
    }
    return Outcome(lines, data)


def _check(tools: Tools, options: argparse.Namespace) -> Outcome:
    problems = tools.catalogue_problems()
    laid = _laid(tools, options)
    catalogue = laid.catalogue
    chosen = {c.id for c in laid.chosen(options.role)} - catalogue.hidden.keys()
    labels = {p.id: p for p in catalogue.paragraphs}
    coverage = {d: [c for c in ids if c in chosen] for d, ids in catalogue.coverage().items()}
    lines = []
    for demand, ids in coverage.items():
        paragraph = labels[demand]
        shown = " ".join(ids) or _("(no checkpoint)")
        lines.append(f"{paragraph.label.in_language(options.lang)}  {paragraph.summary.in_language(options.lang)}")
        lines.append(f"  {len(ids):>3}: {shown}")
    if laid.own is not None:
        own = " ".join(c.id for c in laid.own.checkpoints) or _("none")
        lines.append(_("Own checkpoints, which answer no demand by themselves: {ids}").format(ids=own))
        lines += [
            _("Not asked in this audit: {reason}").format(reason=f"{i} {reason.in_language(options.lang)}")
            for i, reason in catalogue.hidden.items()
        ]
    lines += [f"{p.file}: {p.where}: {p.code}: {p.detail}" for p in problems]
    lines += [error.sentence(_) for error in laid.problems]
    count = len(problems) + len(laid.problems)
    lines.append(_("checkpoints: {count}, problems: {problems}").format(count=len(chosen), problems=count))
    found = [{"file": p.file, "where": p.where, "code": p.code, "detail": p.detail} for p in problems]
    found += [
        {
            "file": str(e.values["file"]),
            "where": str(e.values["checkpoint"]),
            "code": e.code,
            "detail": str(e.values["detail"]),
        }
        for e in laid.problems
    ]
    data = {"version": catalogue.version, "checkpoints": len(chosen), "coverage": coverage, "problems": found}
    if laid.own is not None:
        data["own"] = [c.id for c in laid.own.checkpoints]
        data["hidden"] = {i: reason.in_language(options.lang) for i, reason in catalogue.hidden.items()}
    return Outcome(lines, data, INTEGRITY if count else 0)
