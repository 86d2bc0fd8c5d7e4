"""What a hand-in folder would hold, and what speaks against it: one reading of the audit, before anything is built."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from app.domain.file_names import Wanted, legal, numbered, suffix_of, titled
from app.domain.handing_in import is_archive, is_link, is_program, looks_confidential
from app.domain.house_style import Recipient
from app.domain.paper_loop import Printing, Return, Scan, State, standing_returns
from app.errors import UserError, register_messages
from app.services import house_styling, reporting
from app.services.handing_in.contents import (
    REPORTS,
    SUMS,
    Contents,
    Doubt,
    Item,
    Part,
    Proof,
    Translate,
    Translations,
    last_changing,
    part_words,
)
from app.services.papers import listing
from app.services.papers import words as papers_told
from app.services.papers.listing import PaperView
from app.services.ports import Desk, HistoryQuery, Progress, UnitOfWork
from app.services.reporting import unfinished
from app.services.reporting.material import Exhibit, Material

register_messages(
    {
        "handin_stopped": "It was stopped; no hand-in folder was built.",
    }
)

PERSONAL = ("people", "accounts", "terminals")
"""Ledgers whose rows name people."""
_NAMED = 3
"""So many names are told of what there may be hundreds of."""


def read(
    desk: Desk,
    translations: Translations,
    language: str = "ja",
    *,
    recipient: Recipient = Recipient.AUTHORITY,
    verify: bool = True,
    progress: Progress | None = None,
) -> Contents:
    """Everything that could be handed in, in the words of `language`, dressed for a recipient: under names that begin
    with its marking where the house style says so, without the reports that it withholds.

    Unless not to be verified, all kept bytes are read and compared with their digests; `progress` is told ("hand_in",
    files, files in all). Raises UserError `handin_stopped`.
    """
    translate = translations(language)
    reading = listing.read(desk, translations, language)
    material = reading.material
    worn = house_styling.style(desk, recipient, language)
    marking = f"【{worn.marking}】" if worn.mark_names and worn.marking else ""
    missing = _missing(desk, material, translate, language, frozenset(worn.withheld))
    reports = tuple(_reports(missing, translate, marking))
    evidence = tuple(_evidence(desk, material, translate, marking))
    with desk.file.read() as work:
        papers = tuple(_papers(work, material, translate, marking, reading.views))
        broken = _broken(work, (*papers, *evidence), progress) if verify else frozenset()
        newest = last_changing(work.history.entries(HistoryQuery(), limit=_LOOKED_BACK))
        last = work.history.last()
    items = (*reports, *papers, *evidence)
    audit = material.outline.audit
    return Contents(
        language=language,
        organisation=audit.organisation,
        period=audit.period,
        as_of=audit.as_of.isoformat(),
        recipient=recipient,
        confidentiality=worn.worn_marking(audit.confidentiality),
        fingerprint=material.fingerprint,
        footer=material.footer(),
        audit_id=audit.id,
        at=newest.at if newest is not None else "",
        last=last,
        items=items,
        doubts=tuple(
            _doubts(
                material, items, missing, reading.views, broken, worn.worn_marking(audit.confidentiality), translate
            )
        ),
        fixed_paths=fixed_paths(translate, marking),
    )


_LOOKED_BACK = 500
"""So many entries back is looked for one that was no hand-in."""


def fixed_paths(translate: Translate, marking: str = "") -> tuple[str, str, str, str]:
    """The text that explains the folder, the index as a workbook and as a text, the list of digests."""
    _ = translate
    about, index = f"00_{_('Read me first')}", f"00_{_('Index')}"
    return (
        titled(about, ".txt", marking=marking),
        titled(index, ".xlsx", marking=marking),
        titled(index, ".csv", marking=marking),
        SUMS,
    )


# --- the files --------------------------------------------------------------------------------------------------------


def _missing(
    desk: Desk, material: Material, translate: Translate, language: str, withheld: frozenset[str]
) -> dict[Part, Sequence[str]]:
    """What keeps each report a draft; a report on the progress there is only since something was filed."""
    found: dict[Part, Sequence[str]] = {}
    with desk.file.read() as work:
        filed = bool(work.measures.submissions())
    for part, (kind, _suffix) in REPORTS.items():
        if kind in withheld:
            continue
        if part is not Part.PROGRESS:
            found[part] = unfinished.sentences(material, kind)
        elif filed:
            found[part] = reporting.build(desk, kind, translate, language).missing
    return found


def _reports(missing: Mapping[Part, Sequence[str]], translate: Translate, marking: str) -> Iterator[Item]:
    _ = translate
    names = part_words(translate)
    for number, (part, (_kind, suffix)) in enumerate(REPORTS.items(), start=1):
        if part not in missing:
            continue
        draft = bool(missing[part])
        name = _("{title}-({mark})").format(title=names[part], mark=_("DRAFT")) if draft else names[part]
        path = titled(f"{number:02d}_{name}", suffix, marking=marking)
        yield Item(part, path, (Proof(name),), draft=draft)


def _papers(
    work: UnitOfWork, material: Material, translate: Translate, marking: str, views: Sequence[PaperView]
) -> Iterator[Item]:
    """Every scan on which a paper came back that counts, byte for byte as it came."""
    found: dict[str, list[tuple[Printing, Return]]] = {}
    returns = standing_returns(work.papers.returns())
    for printing in work.papers.printings():
        back = returns.get(printing.code)
        if back is not None:
            for digest in dict.fromkeys(leaf.scan for leaf in back.leaves):
                found.setdefault(digest, []).append((printing, back))
    outdated = {v.last.code for v in views if v.state is State.OUTDATED and v.last is not None}
    scans: list[tuple[Scan, list[tuple[Printing, Return]]]] = []
    for digest, held in found.items():
        if (scan := work.papers.scan(digest)) is not None:
            scans.append((scan, sorted(held, key=lambda each: (each[0].form, each[0].number, each[0].edition))))
    scans.sort(key=lambda each: (each[1][0][0].form, each[1][0][0].number, each[0].sha256))
    wanted = [Wanted(held[0][0].number, material.place(held[0][0].site), scan.name) for scan, held in scans]
    folder = legal(part_words(translate)[Part.PAPERS])
    for (scan, held), name in zip(scans, numbered(wanted, marking=marking), strict=True):
        proofs = tuple(_paper_proof(material, translate, p, back, p.code in outdated) for p, back in held)
        yield Item(Part.PAPERS, f"{folder}/{name}", proofs, scan.sha256, scan.size)


def _paper_proof(material: Material, translate: Translate, printing: Printing, back: Return, outdated: bool) -> Proof:
    _ = translate
    notes = []
    if back.signed and back.signed_on is not None:
        names = material.listed(signer.name for signer in back.signers)
        notes.append(_("signed: {names}, {day}").format(names=names, day=material.day(back.signed_on)))
    else:
        notes.append(_("signatures not entered"))
    notes += papers_told.spelled(printing, back, translate)
    if outdated:
        notes.append(_("what it says has changed since"))
    if printing.draft:
        notes.append(_("DRAFT"))
    title = f"{printing.title} {printing.number} {printing.name}".strip()
    return Proof(title, "", material.place(printing.site), "", back.at[:10], _("; ").join(notes))


def _evidence(desk: Desk, material: Material, translate: Translate, marking: str) -> Iterator[Item]:
    """Every file once, under the first place that it serves; the same bytes with the same suffix are one file."""
    held: dict[tuple[str, str], list[Exhibit]] = {}
    for exhibit in material.evidence:
        evidence = exhibit.piece.evidence
        held.setdefault((evidence.sha256, suffix_of(evidence.name).lower()), []).append(exhibit)
    wanted = []
    for exhibits in held.values():
        checkpoint, site = exhibits[0].places[0]
        wanted.append(Wanted(checkpoint, material.place(site), exhibits[0].piece.evidence.name))
    folder = legal(part_words(translate)[Part.EVIDENCE])
    for exhibits, name in zip(held.values(), numbered(wanted, marking=marking), strict=True):
        proofs = tuple(p for exhibit in exhibits for p in _proofs(desk, material, translate, exhibit))
        first = exhibits[0].piece.evidence
        yield Item(Part.EVIDENCE, f"{folder}/{name}", proofs, first.sha256, first.size)


def _proofs(desk: Desk, material: Material, translate: Translate, exhibit: Exhibit) -> Iterator[Proof]:
    _ = translate
    piece, notes = exhibit.piece, []
    if exhibit.expired and piece.facts.expires is not None:
        notes.append(_("expired on {day}").format(day=material.day(piece.facts.expires)))
    if is_link(piece.evidence.name):
        notes.append(_("only a link: what it leads to is not in the folder"))
    if piece.facts.note:
        notes.append(piece.facts.note)
    asked = {c.id: c for c in material.catalogue.checkpoints}
    for checkpoint, site in exhibit.places:
        found = asked.get(checkpoint)
        question = material.asked(found.question) if found is not None else ""
        registered, note = piece.evidence.added_at[:10], _("; ").join(notes)
        yield Proof(piece.evidence.name, checkpoint, material.place(site), question, registered, note)


# --- what speaks against it -------------------------------------------------------------------------------------------


def _broken(work: UnitOfWork, items: Sequence[Item], progress: Progress | None) -> frozenset[str]:
    """The paths of what is kept under a digest that its bytes do not have."""
    found = set()
    for done, item in enumerate(items):
        digest = sha256()
        try:
            for piece in kept(work, item):
                if progress is not None and not progress("hand_in", done, len(items)):
                    raise UserError("handin_stopped")
                digest.update(piece)
        except KeyError:
            found.add(item.path)
            continue
        if digest.hexdigest() != item.sha256:
            found.add(item.path)
    return frozenset(found)


def kept(work: UnitOfWork, item: Item) -> Iterator[bytes]:
    """The bytes of a scan or a piece of evidence. Raises KeyError where they are not kept."""
    return work.papers.read_scan(item.sha256) if item.part is Part.PAPERS else work.evidence.read_blob(item.sha256)


def _doubts(
    material: Material,
    items: Sequence[Item],
    missing: Mapping[Part, Sequence[str]],
    views: Sequence[PaperView],
    broken: frozenset[str],
    marking: str,
    translate: Translate,
) -> Iterator[Doubt]:
    _ = translate
    names = part_words(translate)
    for item in items:
        if item.path in broken:
            said = _("The bytes of {file} are not those that were stored; it cannot be handed in.")
            yield Doubt(item.part, "bytes", said.format(file=item.proofs[0].title), blocking=True)
    told_once: set[tuple[str, ...]] = set()
    for part, sentences in missing.items():
        if sentences:
            told = tuple(each.rstrip(".。") for each in sentences)
            said = _("“{report}” is a draft (案) and stays marked as one")
            words = said.format(report=names[part])
            # What several reports lack is said with the first of them.
            again = told in told_once
            said = _("{words}: {count}").format(words=words, count=f"{len(told):,}") if again else ""
            told_once.add(told)
            yield Doubt(part, "draft", said or _counted(material, translate, words, told))
    if unproven := material.unproven(material.outline.total()):
        yield Doubt(Part.EVIDENCE, "unproven", unproven)
    evidence = [item for item in items if item.part is Part.EVIDENCE]
    if not evidence:
        yield Doubt(Part.EVIDENCE, "no_evidence", _("There is no evidence in this audit."))
    found = (
        ("expired", [e.piece.evidence.name for e in material.evidence if e.expired], _("Evidence that has expired")),
        ("links", _named(evidence, is_link), _("Evidence that is only a link")),
        ("archives", _named(evidence, is_archive), _("Archives among the evidence, which authorities may refuse")),
        (
            "programs",
            _named(evidence, is_program),
            _("Evidence that runs as a program or may hold macros, which authorities may refuse"),
        ),
        (
            "marked",
            [
                proof.title
                for item in evidence
                if (proof := item.proofs[0]) and looks_confidential(f"{proof.title} {proof.note}")
            ],
            _("Evidence whose name or note says that it is confidential or holds personal data"),
        ),
    )
    for code, files, words in found:
        if files:
            yield Doubt(Part.EVIDENCE, code, _counted(material, translate, words, files))
    yield from _paper_doubts(items, views, translate)
    if holding := [kind for kind in PERSONAL if material.records.get(kind)]:
        said = _("Rows of ledgers that name people are told in it ({ledgers}).")
        listed = material.listed(map(material.ledger, holding))
        yield Doubt(Part.FINDINGS, "personal", said.format(ledgers=listed))
    if marking:
        said = _("The reports are marked “{marking}”.")
        yield Doubt(None, "confidential", said.format(marking=marking))


def _named(items: Iterable[Item], is_so: Callable[[str], bool]) -> list[str]:
    return [item.proofs[0].title for item in items if is_so(item.proofs[0].title)]


def _counted(material: Material, translate: Translate, words: str, files: Sequence[str]) -> str:
    _ = translate
    more = len(files) - _NAMED
    told = material.listed(files[:_NAMED]) + (_(" and {count} more").format(count=f"{more:,}") if more > 0 else "")
    return _("{words}: {count} ({files})").format(words=words, count=f"{len(files):,}", files=told)


def _paper_doubts(items: Sequence[Item], views: Sequence[PaperView], translate: Translate) -> Iterator[Doubt]:
    _ = translate
    if out := sum(view.out for view in views):
        yield Doubt(Part.PAPERS, "out", _("Papers that are still out: {count}").format(count=f"{out:,}"))
    if unsigned := sum(view.state is State.RETURNED for view in views):
        said = _("Papers that came back and whose signatures were not entered: {count}")
        yield Doubt(Part.PAPERS, "unsigned", said.format(count=f"{unsigned:,}"))
    if not any(item.part is Part.PAPERS for item in items):
        yield Doubt(Part.PAPERS, "no_papers", _("No signed paper has come back."))
