"""The words of a form as blocks: addressee, statement, articles, boxes to tick, lines to sign on.

A typed name is never a signature: what a ledger tells of who signs is printed beside, the line of the name stays empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.domain.grades import Role
from app.domain.papers import Sentence, Signer, SignField, filled, for_role
from app.domain.text import Text
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    CheckItem,
    CheckList,
    Column,
    KeepTogether,
    KeyValues,
    Numbered,
    Paragraph,
    Signature,
    SignatureField,
    Signatures,
    Title,
)
from app.services.reporting.sheets import Form, SheetDraft

Told = Mapping[SignField, str]
"""What the ledgers tell of who signs, printed on the lines."""


class Words:
    """The words of one form in the language of the papers."""

    def __init__(self, material: Material, form: Form) -> None:
        self._material = material
        self._text = material.texts[form]
        self._values = _values(material)

    @property
    def title(self) -> str:
        """What the paper is called."""
        return self._said(self._text.title)

    @property
    def checkpoints(self) -> tuple[str, ...]:
        """The checkpoints that the form reminds of."""
        return self._text.checkpoints

    def head(self, subtitle: str = "") -> list[Block]:
        """Addressee, where there is one, title and statement."""
        blocks: list[Block] = []
        if self._text.addressee is not None:
            blocks.append(Paragraph(self._said(self._text.addressee)))
        blocks.append(Title(self.title, subtitle))
        if said := self._sentences(self._text.statements):
            blocks.append(Paragraph(self._material.joined(said), style="letter"))
        return blocks

    def begin(self) -> list[Block]:
        """記, where the form has it."""
        return [Paragraph(self._said(self._text.begin), style="center", keep=True)] if self._text.begin else []

    def end(self) -> list[Block]:
        """以上, where the form has it."""
        return [Paragraph(self._said(self._text.end), style="right")] if self._text.end else []

    def articles(self, *closing: Block) -> list[Block]:
        """The numbered articles; what closes the paper stays with the last of them, so that nobody signs a page that
        says nothing."""
        said = self._sentences(self._text.articles)
        first = [Numbered(said[:-1])] if len(said) > 1 else []
        last = [Numbered(said[-1:], start=len(said))] if said else []
        return [*first, KeepTogether((*last, *closing))]

    def checks(self) -> list[Block]:
        """The lines with a box to tick."""
        said = self._sentences(self._text.checks)
        return [CheckList(tuple(map(CheckItem, said)))] if said else []

    def notes(self) -> list[Block]:
        """How the paper is filled in."""
        said = self._sentences(self._text.notes)
        return [Paragraph(self._material.joined(said), quiet=True)] if said else []

    def signed(self, *told: Told) -> Block:
        """The lines to sign on, `told` for each of who signs in their order."""
        made: list[list[Signature]] = []
        signers = self._text.signers
        for number, signer in enumerate(signers):
            beside = signer.beside or (number + 1 < len(signers) and signers[number + 1].beside)
            signature = self._signature(signer, told[number] if number < len(told) else {}, narrow=beside)
            if signer.beside and made:
                made[-1].append(signature)
            else:
                made.append([signature])
        return KeepTogether(tuple(Signatures(tuple(row)) if len(row) > 1 else row[0] for row in made))

    def _signature(self, signer: Signer, told: Told, *, narrow: bool) -> Signature:
        _ = self._material.translate
        fields = tuple(
            SignatureField(self._label(field), self._line(field, told, narrow=narrow)) for field in signer.fields
        )
        role = self._said(signer.role) if signer.role else ""
        # What has no line of its own is told of the role: whoever signs a second page sees whose it is.
        beside = [text for field, text in told.items() if text and field not in signer.fields]
        if role and beside:
            role = _("{role} ({section})").format(role=role, section=self._material.listed(beside))
        return Signature(role, fields, self._seal(signer))

    def _seal(self, signer: Signer) -> str:
        return self._said(signer.seal) if signer.seal else ""

    def _line(self, field: SignField, told: Told, *, narrow: bool) -> str:
        if field in (SignField.DATE, SignField.TIME):
            if self._material.language != "ja":
                return ""
            if field is SignField.TIME:
                return "　　　時　　　分"
            return "　　年　　月　　日" if narrow else "　　　　年　　　月　　　日"
        return told.get(field, "")

    def _label(self, field: SignField) -> str:
        _ = self._material.translate
        return {
            SignField.DATE: _("Date"),
            SignField.TIME: _("Time"),
            SignField.SECTION: _("Section, title"),
            SignField.NUMBER: _("Number, name in ledger"),
            SignField.NAME: _("Name (signed)"),
            SignField.COMPANY: _("Company name"),
            SignField.ADDRESS: _("Address"),
            SignField.REPRESENTATIVE: _("Title, name (signed)"),
        }[field]

    def _sentences(self, sentences: Iterable[Sentence]) -> tuple[str, ...]:
        return tuple(self._said(text) for text in for_role(sentences, self._material.outline.audit.role))

    def _said(self, text: Text) -> str:
        return filled(text.in_language(self._material.language), self._values)


def _values(material: Material) -> dict[str, str]:
    """What stands in place of the braces."""
    _ = material.translate
    audit = material.outline.audit
    title = audit.filing.representative_title or _("President")
    others = _("the affiliated retailer")
    if audit.role is Role.INTEGRATED_OPERATOR:
        others = _("the retail division")
    return {
        "organisation": audit.organisation,
        "representative": f"{title} {audit.filing.representative}".rstrip(),
        "affiliates": material.listed(audit.affiliates) if audit.affiliates else others,
        "period": audit.period,
        "as_of": material.day(audit.as_of),
    }


def boxes(*headings: str, room: float = 11.0) -> tuple[Column, ...]:
    """Narrow columns with a box to tick in each row."""
    return tuple(Column(heading, "mark", room=room) for heading in headings)


def particulars(items: Sequence[tuple[str, str]]) -> KeyValues:
    """Labels and values, without those that say nothing."""
    return KeyValues(tuple((label, text) for label, text in items if text))


def told_apart(drafts: Sequence[SheetDraft]) -> list[SheetDraft]:
    """The drafts with subjects of their own: two people may stand in a ledger under one number."""
    counts = Counter(draft.subject for draft in drafts)
    seen: Counter[str] = Counter()
    apart = []
    for draft in drafts:
        subject = draft.subject
        if counts[subject] > 1:
            subject = draft.name if draft.name.startswith(subject) else f"{subject} {draft.name}"
        seen[subject] += 1
        if seen[subject] > 1:
            subject = f"{subject} ({seen[subject]})"
        apart.append(draft if subject == draft.subject else replace(draft, subject=subject))
    return apart
