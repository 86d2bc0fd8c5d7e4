"""The papers that are handed out and come back, filled from the ledgers: a maker for each form (domain handbook §6.5).

`makers` gives the papers of a form from one reading of the audit; which ledgers that reading needs says `NEEDS`. The
words of the papers are data (`resources/forms`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.domain.rules.index import name_key
from app.domain.text import Text
from app.errors import UserError, register_messages
from app.services.reporting import confirmations
from app.services.reporting.forms import others, people, rounds, things
from app.services.reporting.held import OTHERS
from app.services.reporting.material import Material
from app.services.reporting.model import Report, Sheet
from app.services.reporting.sheets import Form, SheetDraft, SheetMaker

register_messages(
    {
        "paper_needs_ledger": "The papers “{form}” are filled from the ledger {ledger}, which is not there; import it "
        "first.",
        "paper_nobody_here": "There is no paper “{form}” to print: no record of the ledger {ledger} calls for one, "
        "save those that are of an affiliate now ({count}).",
        "paper_nobody": "There is no paper “{form}” to print: no record of the ledger {ledger} calls for one.",
        "paper_none_here": "There is no paper “{form}” for {site}; print those of all sites to see which there are.",
        "paper_only_unknown": "There is no paper “{form}” with the key {key}; known are {known}.",
    }
)

makers: dict[Form, SheetMaker] = {
    Form.SITE_CONFIRMATION: confirmations.site_papers,
    Form.RESULT_CONFIRMATION: confirmations.result_drafts,
    Form.PLEDGE: people.pledges,
    Form.TRANSFER: people.transfers,
    Form.TERMINAL_RETURN: things.terminal_returns,
    Form.ACCOUNT_REVIEW: things.account_reviews,
    Form.CONTRACTOR_PLEDGE: others.contractor_pledges,
    Form.DISASTER_RECORD: others.disaster_records,
    Form.WALK_SHEET: rounds.walk_sheets,
    Form.BLANK_SHEET: rounds.blank_sheets,
}
"""Makes all papers of a form; those without a record of their own make none. Raises nothing: `drafts` tells why."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The ledgers a form is filled from: the one it cannot do without (empty: none), and those beside it."""

    ledger: str = ""
    beside: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every ledger that is read."""
        return (*filter(None, (self.ledger,)), *self.beside)


NEEDS: Mapping[Form, Needs] = {
    Form.PLEDGE: Needs("people"),
    Form.TRANSFER: Needs("people", ("terminals", "accounts")),
    Form.TERMINAL_RETURN: Needs("terminals", ("people",)),
    Form.ACCOUNT_REVIEW: Needs("accounts", ("people",)),
    Form.CONTRACTOR_PLEDGE: Needs("contractors"),
    Form.DISASTER_RECORD: Needs("", ("disasters",)),
    Form.WALK_SHEET: Needs("terminals", ("rooms", "people")),
    Form.BLANK_SHEET: Needs(),
}

PAPERS: tuple[Form, ...] = tuple(NEEDS)
"""The forms that are filled from ledgers and catalogue; the two confirmations are reports of their own as well."""

_LETTERS = {
    Form.PLEDGE: "P",
    Form.TRANSFER: "T",
    Form.TERMINAL_RETURN: "E",
    Form.ACCOUNT_REVIEW: "I",
    Form.CONTRACTOR_PLEDGE: "C",
    Form.DISASTER_RECORD: "D",
    Form.WALK_SHEET: "W",
    Form.BLANK_SHEET: "K",
}
_KNOWN = 8
"""So many keys are named to who gave a wrong one."""


def ledgers_of(forms: Collection[Form]) -> tuple[str, ...]:
    """Every ledger that these forms are filled from."""
    return tuple(dict.fromkeys(ledger for form in forms if form in NEEDS for ledger in NEEDS[form].all))


def drafts(
    material: Material, form: Form, site: str | None = None, only: Collection[str] = ()
) -> tuple[SheetDraft, ...]:
    """The papers of a form, the confirmations among them: of one site (id), and those with these keys, where given.

    A key is the subject of a paper, or what it is called. Raises UserError `paper_needs_ledger`, `paper_nobody`,
    `paper_nobody_here`, `paper_none_here`, `paper_only_unknown`.
    """
    title: Text | str = material.texts[form].title if form in material.texts else form.value
    needs = NEEDS.get(form, Needs())
    if needs.ledger and needs.ledger not in material.held.kinds:
        raise UserError("paper_needs_ledger", form=title, ledger=_ledger(material, needs.ledger))
    made = tuple(makers[form](material))
    if not made and not needs.ledger:
        raise UserError("report_no_sites")
    if not made:
        others = material.held.left_out.get((needs.ledger, OTHERS), 0)
        code = "paper_nobody_here" if others else "paper_nobody"
        raise UserError(code, form=title, ledger=_ledger(material, needs.ledger), count=others)
    if site is not None:
        # What belongs to no site, such as a contractor or an activation, is the company's.
        made = tuple(draft for draft in made if draft.site == site)
        if not made:
            raise UserError("paper_none_here", form=title, site=material.place(site))
    if only:
        made = _chosen(made, only, title)
    return made


def report(material: Material, form: Form, made: Sequence[SheetDraft]) -> Report:
    """The papers of a form as one report, each with its own pages, number and bookmark.

    They bear no code and no record of them is kept, and each page says so: `app.services.papers.printing` prints those
    that are followed until they come back.
    """
    _ = material.translate
    sheets = tuple(
        Sheet(
            _("Paper {number} (without a code, not on the list of papers)").format(
                number=f"{_LETTERS[form]}{n:04}-{draft.version}"
            ),
            draft.blocks,
            draft.name or draft.title,
        )
        for n, draft in enumerate(made, start=1)
    )
    return Report(
        title=made[0].title,
        organisation=material.outline.audit.organisation,
        language=material.language,
        blocks=sheets,
        confidentiality=material.outline.audit.confidentiality,
        footer=material.footer(),
    )


def _chosen(made: Sequence[SheetDraft], only: Collection[str], title: Text | str) -> tuple[SheetDraft, ...]:
    wanted = {name_key(key): key for key in only}
    found = tuple(draft for draft in made if {name_key(draft.subject), name_key(draft.name)} & wanted.keys())
    met = {name_key(text) for draft in found for text in (draft.subject, draft.name)}
    for folded, key in wanted.items():
        if folded not in met:
            # A key with the id of a site in it tells nobody anything.
            known = [draft.name if "/" in draft.subject else draft.subject for draft in made[:_KNOWN]]
            more = ["…"] if len(made) > _KNOWN else []
            raise UserError("paper_only_unknown", form=title, key=key, known=[*known, *more])
    return found


def _ledger(material: Material, kind: str) -> str:
    return material.ledger(kind)


__all__ = ["NEEDS", "PAPERS", "drafts", "ledgers_of", "makers", "report"]
