"""The index of a hand-in folder: every file with its digest, size and what it proves, as a table and as plain text."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from app.domain.text import harmless
from app.services.handing_in.contents import REPORTS, SUMS, Contents, Item, Proof, Translate, part_words
from app.services.reporting.model import Column, KeyValues, Paragraph, Report, Table, Title

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written into the folder: digest and size of its bytes."""

    item: Item
    sha256: str
    size: int


def lines(written: Sequence[Written], translate: Translate) -> Iterator[tuple[str, ...]]:
    """A line for each thing that a file proves: number of the file, file, part, checkpoint, site, what it was called,
    the day it was registered, size, digest, what is to be known."""
    names = part_words(translate)
    for number, each in enumerate(written, start=1):
        for proof in each.item.proofs:
            yield _line(number, each, names[each.item.part], proof)


def _line(number: int, each: Written, part: str, proof: Proof) -> tuple[str, ...]:
    place = (proof.checkpoint, proof.question, proof.site)
    size, digest = str(each.size), each.sha256
    return (str(number), each.item.path, part, *place, proof.title, proof.registered, size, digest, proof.note)


def headings(translate: Translate) -> tuple[str, ...]:
    """What the columns are called."""
    _ = translate
    return (
        _("No."),
        _("File"),
        _("Part"),
        _("Checkpoint"),
        _("Question"),
        _("Site"),
        _("Original name"),
        _("Registered on"),
        _("Size (bytes)"),
        _("SHA-256"),
        _("Remarks"),
    )


def as_csv(written: Sequence[Written], translate: Translate) -> bytes:
    """The index as UTF-8 with BOM; no cell begins as a formula does."""
    told = StringIO()
    rows = csv.writer(told, lineterminator="\r\n")
    rows.writerow(headings(translate))
    for line in lines(written, translate):
        rows.writerow(map(harmless, line))
    return (_BOM + told.getvalue()).encode("utf-8", "replace")


def as_report(contents: Contents, written: Sequence[Written], translate: Translate) -> Report:
    """The index as a report, which is written as a workbook."""
    _ = translate
    heads = headings(translate)
    kinds = ("number", "text", "short", "short", "text", "short", "text", "date", "number", "short", "text")
    columns = tuple(Column(head, kind) for head, kind in zip(heads, kinds, strict=True))  # type: ignore[arg-type]
    title = _("Index of the hand-in folder")
    return Report(
        title=title,
        organisation=contents.organisation,
        language=contents.language,
        blocks=(
            Title(title),
            KeyValues(tuple(particulars(contents, translate))),
            Paragraph(_("The digests of all files stand in {file} as well.").format(file=SUMS)),
            Table(columns, tuple(lines(written, translate)), caption=_("Files")),
        ),
        confidentiality=contents.confidentiality,
        footer=contents.footer,
        kind="hand-in",
        fingerprint=contents.fingerprint,
        audit_id=contents.audit_id,
        created=contents.at,
    )


def particulars(contents: Contents, translate: Translate) -> Iterator[tuple[str, str]]:
    """What the folder is of."""
    _ = translate
    yield _("Organisation"), contents.organisation
    yield _("Period"), contents.period
    yield _("As-of date"), contents.as_of
    yield _("Fingerprint"), contents.fingerprint
    at = contents.at
    yield _("Last record of the audit"), f"{at[:10]} {at[11:16]} (UTC{at[19:]})" if at else ""
    if contents.confidentiality:
        yield _("Confidentiality"), contents.confidentiality


def as_sums(digests: Sequence[tuple[str, str]]) -> bytes:
    """Paths and digests as `sha256sum -c` reads them."""
    return "".join(f"{digest}  {path}\n" for path, digest in digests).encode("utf-8")


def about(contents: Contents, written: Sequence[Written], translations: Callable[[str], Translate]) -> bytes:
    """The text that explains the folder, in Japanese and in English."""
    parts = (_told(contents, written, translations(language)) for language in ("ja", "en"))
    return (_BOM + f"{'-' * 72}\n".join(parts)).replace("\n", "\r\n").encode("utf-8", "replace")


def _told(contents: Contents, written: Sequence[Written], translate: Translate) -> str:
    _ = translate
    names = part_words(translate)
    said = [_("Hand-in folder of the self-audit"), ""]
    said += [f"{name}: {value}" for name, value in particulars(contents, translate)]
    said += ["", _("What is in it")]
    for part in dict.fromkeys(each.item.part for each in written):
        own = [each for each in written if each.item.part is part]
        count, size = f"{len(own):,}", f"{sum(each.size for each in own):,}"
        said.append(_("・{part}: files {count}, bytes {size}").format(part=names[part], count=count, size=size))
    drafts = [each.item.path for each in written if each.item.draft]
    if drafts:
        said += ["", _("These reports are drafts (案):"), *(f"・{path}" for path in drafts)]
    kinds = (f"{number:02d} {names[part]}" for number, part in enumerate(REPORTS, start=1))
    said += [
        "",
        _("How the files are named"),
        _("Reports: each kind has a number of its own; where a number is missing, that report is not in this folder."),
        f"  {_(', ').join(kinds)}",
        _("Evidence: checkpoint_site_number with the suffix of the file. The index tells its original name."),
        _("A file that proves several checkpoints is in the folder once, and the index has a line for each of them."),
        "",
        _("How to check that nothing was changed"),
        _("Linux, macOS: in this folder,  sha256sum -c {file}  (or: shasum -a 256 -c {file})").format(file=SUMS),
        _("Windows: for each file,  certutil -hashfile FILE SHA256  and compare with {file}").format(file=SUMS),
        "",
    ]
    return "\n".join(said) + "\n"
