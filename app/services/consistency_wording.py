"""Hits of the consistency checks in words: the sentence, and the field that it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.domain.audit import COMPANY
from app.domain.catalogue import Catalogue, CheckText
from app.domain.consistency import Hit, Spot, Where
from app.domain.grades import Gravity
from app.domain.plan import Stage
from app.domain.text import Text
from app.services import reminder_words, wording
from app.services.wording import Translate

_PART_OF_DAY = re.compile(r"(FY)?(\d{4})(?:-(\d{2}))?")
_WORD_OF = frozenset({"thing", "event", "role"})


def text_of(catalogue: Catalogue, rule: str) -> CheckText:
    """The texts of a check; of one that this edition does not have, its id."""
    for text in catalogue.checks:
        if text.id == rule:
            return text
    return CheckText(rule, "", Gravity.NOTICE, Text(rule, rule), Text("", ""))


def sentence(catalogue: Catalogue, hit: Hit, translate: Translate, language: str) -> str:
    """What a hit says."""
    text = text_of(catalogue, hit.rule)
    values = {name: _value(catalogue, name, value, translate, language) for name, value in hit.values.items()}
    if hit.message not in text.hits:
        return text.title.in_language(language)
    return wording.filled(text.hits[hit.message].in_language(language), values)


def _value(catalogue: Catalogue, name: str, value: str, translate: Translate, language: str) -> str:
    """A value as the language says it."""
    _ = translate
    if name == "sites":
        return _(", ").join(value.split("\n"))
    if name in _WORD_OF:
        word = next((w for w in catalogue.spoken if w.id == value), None)
        return word.title.in_language(language) if word is not None else value
    if name == "ledger":
        return wording.ledger_name(value, translate)
    if name == "direction":
        return next((d.title.in_language(language) for d in catalogue.directions if d.id == value), value)
    if name in ("stage", "earlier"):
        return _stage(value, translate)
    if language == "ja" and (part := _PART_OF_DAY.fullmatch(value)) and name in ("said", "other"):
        year = f"{part[2]}年" + ("度" if part[1] else "")
        return f"{year}{int(part[3])}月" if part[3] else year
    return wording.day(value, language)


def _stage(stage: str, translate: Translate) -> str:
    return next((reminder_words.stage_word(each, translate) for each in Stage if each.value == stage), stage)


def place(
    where: Where,
    sites: Mapping[str, str],
    systems: Mapping[str, str],
    cases: Mapping[str, str],
    translate: Translate,
) -> str:
    """What the field belongs to: 「A4-4-06 北営業所」, 「対策3」, 「顧客管理システム」.

    `sites`, `systems` to be split and `cases` are names by id.
    """
    _ = translate
    if where.spot in (Spot.PLACE, Spot.EVIDENCE):
        site = sites.get(where.site, where.site) if where.site != COMPANY else _("Company")
        return f"{where.checkpoint} {site}"
    if where.spot is Spot.SITE:
        return sites.get(where.site, where.site) or _("Sites")
    named = {
        Spot.ACTION: lambda: _("Measure {number}").format(number=where.number),
        Spot.PLAN: lambda: _("Plan"),
        Spot.SEPARATION: lambda: systems.get(where.identity, where.identity),
        Spot.CASE: lambda: _case(cases.get(where.identity, where.identity), translate),
        Spot.FINDING: lambda: _("Finding {finding}").format(finding=where.identity),
        Spot.SAMPLE: lambda: _("Sample {number}").format(number=where.number),
        Spot.AUDIT: lambda: _("Particulars of the audit"),
        Spot.FILING: lambda: _("Particulars of the filing"),
        Spot.LEDGER: lambda: wording.ledger_name(where.identity, translate),
    }
    return named[where.spot]()


def _case(kind: str, translate: Translate) -> str:
    _ = translate
    return {
        "entrant_customers": _("Leak of entrants' customer information"),
        "renewable": _("Use of the renewable-energy system"),
        "other": _("Another case"),
    }.get(kind, kind)


def field(where: Where, translate: Translate) -> str:
    """What the field is called; empty where the thing itself is meant."""
    _ = translate
    fields = {
        "verdict": _("Verdict"),
        "comment": _("Remark"),
        "reason": _("Reason"),
        "reply": _("Reply to a challenge"),
        "evidence": _("Evidence files"),
        "expires": _("Last day of evidence"),
        "name": _("Name of the file"),
        "disproof": _("Attempts to disprove this answer"),
        "measure": _("Measure"),
        "owner": _("Person in charge"),
        "department": _("Section in charge"),
        "due": _("Due date"),
        "done": _("Day of completion"),
        "state": _("State"),
        "method": _("How the effect is checked"),
        "problem": _("Present problem"),
        "sites": _("Sites"),
        "causes": _("Causes"),
        "directions": _("Directions"),
        "separations": _("Physical split of systems"),
        "milestones": _("Stages"),
        "interim": _("Interim measures"),
        "current": _("Present state"),
        "occurred": _("Whether it occurred"),
        "figures": _("Figures"),
        "discipline": _("Discipline"),
        "overview": _("What happened"),
        "cause_analysis": _("Analysis of causes"),
        "publication": _("Publication"),
        "discovered": _("Day it was found out"),
        "dated": _("Date of the ground"),
        "addressee": _("Addressee"),
        "representative_title": _("Title of the representative"),
        "representative": _("Representative"),
        "submitted": _("Day of submission"),
        "as_of": _("As-of date"),
        "auditor": _("Auditor"),
        "status": _("State"),
        "manager": _("Head of the site"),
        "effect": _("Effect"),
        "revised": _("Due date (revised)"),
        "progress": _("Progress"),
    }
    if where.spot is Spot.ACTION and where.field == "milestones":
        return _("Milestones")
    return fields.get(where.field, "")


def gravity(value: Gravity, translate: Translate) -> str:
    """誤り・欠け, 要確認, 参考."""
    _ = translate
    return {
        Gravity.ERROR: _("Error or gap"),
        Gravity.WARNING: _("To be looked at"),
        Gravity.NOTICE: _("For information"),
    }[value]


SIGNS = {Gravity.ERROR: "×", Gravity.WARNING: "△", Gravity.NOTICE: "・"}
"""The sign of a weight beside its word."""


def group(name: str, translate: Translate) -> str:
    """The part of the audit that checks look at."""
    _ = translate
    return {
        "answers": _("Answers"),
        "facts": _("Facts that are told twice"),
        "evidence": _("Evidence files"),
        "plan": _("Plan"),
        "split": _("Physical split of systems"),
        "cases": _("Cases and filing"),
        "upkeep": _("Ledgers and leftovers"),
    }.get(name, name)


def why_not(code: str, translate: Translate) -> str:
    """Why a check could say nothing of the audit."""
    _ = translate
    return {
        "period_unread": _("the period of the audit does not tell its days; write the first and the last one"),
        "systems_missing": _("there is no list of systems"),
        "ledgers_missing": _("there is no ledger"),
    }.get(code, _("this edition of the program does not have it"))
