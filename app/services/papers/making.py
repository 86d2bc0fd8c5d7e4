"""The forms that are handed out: which there are, their signs, and what makes their papers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from app.domain.paper_loop import Key, Printing, Wanted
from app.services.reporting import forms
from app.services.reporting.material import Material
from app.services.reporting.sheets import Form, SheetDraft, SheetMaker

Translate = Callable[[str], str]

MAKERS: Mapping[Form, SheetMaker] = forms.makers
"""What makes the papers of each form, in the order in which forms are listed."""

SIGNS: dict[Form, str] = {
    Form.SITE_CONFIRMATION: "SC",
    Form.RESULT_CONFIRMATION: "RC",
    Form.PLEDGE: "PL",
    Form.TRANSFER: "TR",
    Form.TERMINAL_RETURN: "TE",
    Form.ACCOUNT_REVIEW: "AR",
    Form.CONTRACTOR_PLEDGE: "CP",
    Form.DISASTER_RECORD: "DR",
    Form.WALK_SHEET: "WS",
    Form.BLANK_SHEET: "BS",
}
"""Two letters that begin the numbers of a form and stand in its QR codes. They are on paper: none may change."""

UNSIGNED = frozenset({Form.WALK_SHEET, Form.BLANK_SHEET})
"""Forms that are filled in and come back; who filled them in may be entered as with those that are signed."""

PERSONAL = frozenset({Form.PLEDGE, Form.TRANSFER, Form.TERMINAL_RETURN})
"""Forms of which each paper is for one person, whose signature it needs."""

CONFIRMING = frozenset({Form.SITE_CONFIRMATION, Form.RESULT_CONFIRMATION})
"""Forms that confirm the answers: while these are not complete they are drafts (案). The others do not rest on them."""


def form_words(translate: Translate) -> dict[Form, str]:
    """What each form is called (domain handbook §6.5)."""
    _ = translate
    return {
        Form.SITE_CONFIRMATION: _("Confirmation of the audit of a site"),
        Form.RESULT_CONFIRMATION: _("Confirmation of the audit results"),
        Form.PLEDGE: _("Pledge on the information barrier"),
        Form.TRANSFER: _("Confirmation at a transfer"),
        Form.TERMINAL_RETURN: _("Confirmation of terminals returned or present"),
        Form.ACCOUNT_REVIEW: _("Confirmation of the stocktaking of IDs"),
        Form.CONTRACTOR_PLEDGE: _("Pledge of a contractor"),
        Form.DISASTER_RECORD: _("Record of viewing in a disaster"),
        Form.WALK_SHEET: _("Floor-walk sheet"),
        Form.BLANK_SHEET: _("Blank audit sheet"),
    }


def in_use(printed: Iterable[Key]) -> frozenset[Form]:
    """The forms that an audit uses: the confirmations, which every audit needs, and those with papers in `printed`.

    No audit hands out all others only because they could be made of its ledgers.
    """
    return CONFIRMING | {Form(form) for form, _subject in printed}


def drafts(material: Material, wanted: Collection[Form]) -> tuple[SheetDraft, ...]:
    """The papers that the audit has now, of some forms; `material` was read for them."""
    return tuple(draft for form, make in MAKERS.items() if form in wanted for draft in make(material))


def key_of(draft: SheetDraft) -> Key:
    """Which paper a draft is."""
    return draft.form.value, draft.subject


def wanted_of(
    made: Iterable[SheetDraft], unfinished: bool, printed: Mapping[Key, Sequence[Printing]]
) -> Mapping[Key, Wanted]:
    """What papers would say now; `unfinished` is whether what rests on the answers is a draft. One that says what was
    `printed` last has the version of that, in whichever way it was made."""
    found = {}
    for each in made:
        key = key_of(each)
        own = printed.get(key, ())
        same = bool(own) and each.says(own[-1].version)
        version = own[-1].version if same else each.version
        found[key] = Wanted(version, unfinished and each.form in CONFIRMING)
    return found
