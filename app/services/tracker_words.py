"""What the columns, lists and explanations of the action tracker say."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.catalogue import Catalogue
from app.domain.grades import Cause, Severity
from app.domain.plan import ActionState
from app.domain.tracker import ADOPTED, AS_ADOPTED, AS_DRAFTED, REVISED, WHY

Translate = Callable[[str], str]


def headings(translate: Translate) -> dict[str, str]:
    """The headings by the ids of the columns, the fixed ones among them."""
    _ = translate
    return {
        "id": _("Id (do not change)"),
        "number": _("No."),
        "item": _("Item"),
        "checkpoint": _("Checkpoint"),
        "severity": _("Grade"),
        "sites": _("Sites"),
        "until": _("Due date that holds now"),
        "problem": _("Present problem"),
        "measure": _("Measure"),
        "causes": _("Kind of cause"),
        "directions": _("Direction of countermeasures"),
        "department": _("Section in charge"),
        "owner": _("Person in charge"),
        "start": _("Start"),
        "due": _("Due date"),
        REVISED: _("Due date (revised)"),
        WHY: _("Why the due date was revised"),
        "state": _("State"),
        "done": _("Day of completion"),
        "method": _("How the effect is checked"),
        ADOPTED: _("Draft or adopted"),
    }


def states(translate: Translate) -> dict[str, str]:
    """未着手, 実施中, 完了, 定着確認中 by code."""
    _ = translate
    return {
        ActionState.NOT_STARTED.value: _("Not started"),
        ActionState.IN_PROGRESS.value: _("Under way"),
        ActionState.DONE.value: _("Done"),
        ActionState.SETTLING.value: _("Effect being checked"),
    }


def adopting(translate: Translate) -> dict[str, str]:
    """下書きのまま, 採用 by code."""
    _ = translate
    return {AS_DRAFTED: _("Still a draft"), AS_ADOPTED: _("Adopted")}


def causes(translate: Translate) -> dict[str, str]:
    """機会, 動機, 正当化 by code."""
    _ = translate
    return {
        Cause.OPPORTUNITY.value: _("Opportunity"),
        Cause.MOTIVE.value: _("Motive"),
        Cause.RATIONALISATION.value: _("Rationalisation"),
    }


def severities(translate: Translate) -> dict[str, str]:
    """重大, 要改善, 軽微・確認 by code."""
    _ = translate
    return {
        Severity.SERIOUS.value: _("Serious"),
        Severity.IMPROVEMENT.value: _("Improvement"),
        Severity.OBSERVATION.value: _("Observation"),
    }


def directions(catalogue: Catalogue, language: str) -> dict[str, str]:
    """The directions ①–⑤ (報告書概要 ¶7) by code."""
    return {direction.id: direction.title.in_language(language) for direction in catalogue.directions}


def items(catalogue: Catalogue, language: str) -> dict[str, str]:
    """The items of the structure by code: 「A4-4 端末の管理」."""
    return {item.id: f"{item.id} {item.title.in_language(language)}" for item in catalogue.items}


def help_lines(translate: Translate) -> list[tuple[str, str]]:
    """How the workbook is filled in and sent back."""
    _ = translate
    return [
        (_("What this is for"), _("The measures of the improvement plan, to be filled in by the sections in charge.")),
        (
            _("What may be changed"),
            _(
                "The columns from “Present problem” on. The grey columns before them are fixed: the sheet is protected "
                "without a password."
            ),
        ),
        (
            _("Lists"),
            _(
                "State, kind of cause and direction are chosen from the list. Several kinds of cause or directions are "
                "parted by “、”. Sections and persons may be chosen or written anew."
            ),
        ),
        (
            _("Drafts"),
            _("Measure and due date that the program proposed are drafts. “Adopted” takes them as they are written."),
        ),
        (_("Dates"), _("Write 2026/12/25 or 令和8年12月25日.")),
        (
            _("A due date that is put off"),
            _(
                "Write the new date under “Due date (revised)” and why beside it. The original date and every revision "
                "stay; a day that has passed is not taken for a measure that is not done."
            ),
        ),
        (
            _("A new measure"),
            _("Fill in one of the empty rows at the end: item and measure are needed. It gets its number at import."),
        ),
        (
            _("Rows taken out"),
            _("A row that is deleted here is told at import; the measure stays in the plan until it is withdrawn."),
        ),
        (
            _("Sorting and moving"),
            _("Rows may be sorted and columns moved. Sort whole rows: each carries its id in a hidden column."),
        ),
        (
            _("What is hidden"),
            _("The hidden sheets tell from which audit and when this was written. Leave them in the workbook."),
        ),
        (
            _("Sending it back"),
            _(
                "Send the workbook (.xlsx) as it is. At import every difference is shown; what was changed in the "
                "audit meanwhile is not overwritten unless the officer says so."
            ),
        ),
    ]
