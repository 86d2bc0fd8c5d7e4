"""What an officer says of a paper: which one an unreadable scan is, who signed it and when, that it does not count."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain import signing
from app.domain.history import Event
from app.domain.paper_codes import audit_mark, read_payload, shown_code
from app.domain.paper_loop import Leaf, Printing, Return, ScannedPage, Signer, TakenBack, standing_returns
from app.domain.text import Text, gives_reason, one_line
from app.errors import UserError, from_os_error
from app.services import people
from app.services.changes import Changes
from app.services.papers import making, taken_back
from app.services.papers.days import day_of
from app.services.papers.listing import named, printing_named
from app.services.papers.scanning import keep_scan, put_returns, refuse_older
from app.services.ports import Desk, Progress, UnitOfWork
from app.services.reporting.sheets import Form
from app.services.told_values import plain

SIGNED, WITHDRAWN = "paper.signed", "paper.withdrawn"
BY_OTHER = "paper_signed_by_other"
"""The code of the refusal of a name that is not the printed one, without a reason."""
NAMED_TWICE = "paper_named_twice"
"""The code of the refusal of a name that stands there already, without a reason."""
MOST_SIGNERS = 10
"""So many are entered of one paper."""
_LONGEST_NAME, _LONGEST_REASON = 100, 500
_SUFFIXES = {"application/pdf": (".pdf",), "image/png": (".png",), "image/jpeg": (".jpg", ".jpeg")}
"""How files with each kind of scan end, the usual one first; all others are TIFF."""


def file_by_hand(
    desk: Desk,
    called: str,
    path: Path,
    pages: Sequence[int] = (),
    progress: Progress | None = None,
    *,
    although_taken_back: bool = False,
) -> tuple[Changes, Return]:
    """File pages of a scan as a paper that an officer names by its code or number (手動照合); without `pages` the first
    ones of the scan. A paper whose printing was taken back is filed only with `although_taken_back`: its printing then
    counts again, marked so. Raises UserError, `paper_code_of_another` and `paper_foreign` where a code that can be read
    on a page is that of another paper; then nothing is changed."""
    with desk.file.read() as work:
        printing, _gone = _expected(work, called, although_taken_back)
    read = desk.world.scans.read(path, progress)
    chosen = tuple(pages) or tuple(range(1, printing.pages + 1))
    there = {page.at for page in read.pages}
    if len(chosen) != printing.pages or len(set(chosen)) != len(chosen) or not there.issuperset(chosen):
        raise UserError(
            "paper_pages_wrong", number=printing.number, name=printing.name or printing.title, count=printing.pages
        )
    at = desk.stamp()
    with desk.file.write(beside=True) as work:
        printing, gone = _expected(work, printing.code, although_taken_back)
        _refuse_others(work, printing, path, [page for page in read.pages if page.at in chosen])
        if gone is not None:
            work.papers.put(printing)
        keep_scan(work, path, read)
        leaves = tuple(Leaf(number, read.sha256, page) for number, page in enumerate(chosen, start=1))
        (made,) = put_returns(desk, work, [(printing, leaves)], at, by_hand=True, restored=gone is not None)
        work.commit()
    return Changes(at=at, papers=True), made


def _expected(work: UnitOfWork, text: str, although_taken_back: bool) -> tuple[Printing, TakenBack | None]:
    """A paper that is out, and that its printing was taken back. Raises UserError `paper_older`, `paper_taken_back`,
    `paper_back_already` and those of its code."""
    found = named(work, text)
    gone = found if isinstance(found, TakenBack) else None
    if gone is not None and not although_taken_back:
        raise taken_back.refusal(gone)
    printing = found.printing if isinstance(found, TakenBack) else found
    refuse_older(work, printing)
    before = standing_returns(work.papers.returns_of(printing.code)).get(printing.code)
    if before is not None and not before.missing(printing.pages):
        name = printing.name or printing.title
        raise UserError("paper_back_already", number=printing.number, name=name, day=day_of(before.at))
    return printing, gone


def _refuse_others(work: UnitOfWork, printing: Printing, path: Path, pages: Sequence[ScannedPage]) -> None:
    """Raises UserError where a code that can be read on these pages is that of another printing: what the paper says of
    itself counts more than what it is taken for."""
    audit = audit_mark(work.audit.get().id)
    for page in pages:
        payloads = [payload for payload in map(read_payload, page.texts) if payload is not None]
        if any((payload.audit, payload.code) == (audit, printing.code) for payload in payloads):
            continue
        for payload in payloads:
            if payload.audit != audit:
                raise UserError("paper_foreign", scan=path.name, page=page.at)
            other = _printing_of(work, payload.code)
            raise UserError(
                "paper_code_of_another",
                scan=path.name,
                page=page.at,
                other=_told(other) if other is not None else shown_code(payload.code),
                paper=_told(printing),
            )


def _printing_of(work: UnitOfWork, code: str) -> Printing | None:
    gone = (each.printing for each in taken_back.read(work) if each.printing.code == code)
    return work.papers.printing(code) or next(gone, None)


def _told(printing: Printing) -> Text:
    """A printing in a refusal: number, edition, name, code."""
    name, code = printing.name or printing.title, shown_code(printing.code)
    return Text(
        f"{printing.number} 第{printing.edition}版({name}、{code})",
        f"{printing.number} edition {printing.edition} ({name}, {code})",
    )


def mark_signed(
    desk: Desk, called: str, signers: Sequence[Signer], signed_on: date, *, by_other: str = "", same_name: str = ""
) -> tuple[Changes, Return]:
    """Enter who signed a paper that came back, and on which day, as they stand on it; said again it is set right.
    `by_other` is why a paper for one person is taken although none of the names is that person's, `same_name` why one
    name stands there more than once: one person in two parts, or two people who bear it.

    Raises UserError `paper_not_back`, `paper_incomplete`, `paper_needs_signer`, `paper_signed_late`,
    `paper_signed_early`, `paper_named_twice`, `paper_signed_by_other`.
    """
    at = desk.stamp()
    with desk.file.write(beside=True) as work:
        printing, before = _back(work, called)
        after = sign_in(desk, work, printing, before, signers, signed_on, at, by_other=by_other, same_name=same_name)
        if after is None:
            return Changes(), before
        work.commit()
    return Changes(at=at, papers=True), after


def sign_in(
    desk: Desk,
    work: UnitOfWork,
    printing: Printing,
    before: Return,
    signers: Sequence[Signer],
    signed_on: date,
    at: str,
    *,
    by_other: str = "",
    same_name: str = "",
) -> Return | None:
    """As `mark_signed` within a transaction of somebody else; None where the same was entered before."""
    wanted = tuple(
        Signer(one_line(each.name)[:_LONGEST_NAME], one_line(each.role)[:_LONGEST_NAME])
        for each in signers
        if one_line(each.name)
    )[:MOST_SIGNERS]
    if not wanted:
        raise UserError("paper_needs_signer")
    if missing := before.missing(printing.pages):
        pages = ", ".join(map(str, missing))
        name = printing.name or printing.title
        raise UserError("paper_incomplete", number=printing.number, name=name, pages=pages)
    if signed_on > desk.world.clock.today():
        raise UserError("paper_signed_late", day=day_of(signed_on.isoformat()))
    if signed_on.isoformat() < printing.printed_at[:10]:
        printed = day_of(printing.printed_at)
        raise UserError("paper_signed_early", day=day_of(signed_on.isoformat()), printed=printed)
    wanted = _for_whom(printing, _once_each(work, printing, wanted, same_name), by_other)
    if (before.signers, before.signed_on) == (wanted, signed_on):
        return None
    after = replace(before, signers=wanted, signed_on=signed_on, marked_at=at, marked_by=desk.world.user)
    _write(desk, work, SIGNED, printing, before, after, at)
    return after


def _once_each(work: UnitOfWork, printing: Printing, signers: tuple[Signer, ...], reason: str) -> tuple[Signer, ...]:
    """The signers, each whose name stands before it already with the reason for that. Raises UserError
    `paper_named_twice`."""
    names = people.names_in(work)
    again = [any(names.same(each.name, other.name) for other in signers[:n]) for n, each in enumerate(signers)]
    if not any(again):
        return signers
    if not gives_reason(reason):
        name = signers[again.index(True)].name
        raise UserError(NAMED_TWICE, number=printing.number, paper=printing.name or printing.title, name=name)
    told = one_line(reason)[:_LONGEST_REASON]
    return tuple(replace(each, reason=told) if twice else each for each, twice in zip(signers, again, strict=True))


def printed_person(printing: Printing) -> str:
    """The name of the one person for whom a paper was printed; empty for forms that are of no one person."""
    return signing.printed_person(printing) if Form(printing.form) in making.PERSONAL else ""


def _for_whom(printing: Printing, signers: tuple[Signer, ...], reason: str) -> tuple[Signer, ...]:
    """The signers, with why none of them is the person for whom the paper was printed. Raises UserError
    `paper_signed_by_other`."""
    person = printed_person(printing)
    if not person or signing.signed_by(person, signers):
        return signers
    if not gives_reason(reason):
        names = [each.name for each in signers]
        raise UserError(BY_OTHER, number=printing.number, name=printing.name, person=person, signers=names)
    told = replace(signers[0], instead_of=person, reason=one_line(reason)[:_LONGEST_REASON])
    return (told, *signers[1:])


def withdraw(desk: Desk, called: str, reason: str) -> tuple[Changes, Return]:
    """Let what came back of a paper not count: the wrong scan, the wrong paper. It stays readable with the reason.

    Raises UserError `paper_not_back`, `paper_needs_reason`.
    """
    if not gives_reason(reason):
        raise UserError("paper_needs_reason")
    at = desk.stamp()
    with desk.file.write(beside=True) as work:
        printing, before = _back(work, called)
        after = replace(before, withdrawn_at=at, withdrawn_by=desk.world.user, withdrawn_reason=reason.strip())
        _write(desk, work, WITHDRAWN, printing, before, after, at)
        work.commit()
    return Changes(at=at, papers=True), after


def _back(work: UnitOfWork, called: str) -> tuple[Printing, Return]:
    printing = printing_named(work, called)
    before = standing_returns(work.papers.returns_of(printing.code)).get(printing.code)
    if before is None:
        raise UserError("paper_not_back", number=printing.number, name=printing.name or printing.title)
    return printing, before


def _write(desk: Desk, work: UnitOfWork, act: str, printing: Printing, before: Return, after: Return, at: str) -> None:
    work.papers.put_return(after)
    told = {"number": printing.number, "name": printing.name}
    event = Event(act, after.id, site=printing.site, before={**plain(before), **told}, after={**plain(after), **told})
    work.history.record(at, desk.world.user, event)


# --- giving out again -------------------------------------------------------------------------------------------------


def extract(desk: Desk, called: str, target: Path, *, whole: bool = False) -> tuple[Path, ...]:
    """Write the scan of a paper out: its pages alone, of a PDF as a PDF; with `whole`, and of a picture, the scan byte
    for byte as it came. `target` is a folder or the name of a file that is not there yet, which ends as its content
    asks. Of several scans all are written or none. Returns what was written. Raises UserError."""
    with desk.file.read() as work:
        printing, back = _back(work, called)
        scans = {leaf.scan: work.papers.scan(leaf.scan) for leaf in back.leaves}
        data = {digest: b"".join(work.papers.read_scan(digest)) for digest in scans}
    contents: dict[Path, bytes] = {}
    for number, (digest, scan) in enumerate(scans.items(), start=1):
        if scan is None:
            continue
        suffixes = _SUFFIXES.get(scan.media_type, (".tif", ".tiff"))
        content = data[digest]
        pages = [leaf.at for leaf in back.leaves if leaf.scan == digest]
        if ".pdf" in suffixes and not whole and len(pages) < scan.pages:
            content = _pages_of(desk, content, pages)
        more = f"_{number}" if len(scans) > 1 else ""
        if target.is_dir():
            place = target / f"{printing.number}_{printing.code}{more}{suffixes[0]}"
        else:
            suffix = target.suffix if target.suffix.lower() in suffixes else suffixes[0]
            place = target.with_name(f"{target.stem}{more}{suffix}")
        contents[place] = content
    _put(desk, contents)
    return tuple(contents)


def picture(desk: Desk, called: str, page: int) -> tuple[int, int, bytes]:
    """A page of a paper that came back, as width, height and RGB bytes. Raises UserError."""
    with desk.file.read() as work:
        printing, back = _back(work, called)
        leaf = next((leaf for leaf in back.leaves if leaf.page == page), None)
        if leaf is None:
            name = printing.name or printing.title
            raise UserError("paper_incomplete", number=printing.number, name=name, pages=page)
        scan = work.papers.scan(leaf.scan)
        content = b"".join(work.papers.read_scan(leaf.scan))
    suffix = Path(scan.name).suffix if scan is not None else ".pdf"
    with tempfile.TemporaryDirectory(prefix="shadan-") as folder:
        copy = Path(folder) / f"scan{suffix}"
        copy.write_bytes(content)
        return desk.world.scans.picture(copy, leaf.at)


def _pages_of(desk: Desk, content: bytes, pages: Sequence[int]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="shadan-") as folder:
        copy = Path(folder) / "scan.pdf"
        copy.write_bytes(content)
        return desk.world.scans.extract(copy, pages)


def _put(desk: Desk, contents: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet, all or none. Raises UserError."""
    for place in contents:
        if place.exists():
            raise UserError("file_exists", file=place.name)
        if not place.parent.is_dir():
            raise UserError("folder_missing", file=place.name)
    # Names that are nobody's: a file of the officer is never written over.
    drafts = {place: place.with_name(f".{desk.world.new_id()}.new") for place in contents}
    put: list[Path] = []
    try:
        for place, content in contents.items():
            drafts[place].write_bytes(content)
        for place, draft in drafts.items():
            os.replace(draft, place)
            put.append(place)
    except OSError as error:
        for each in put:
            with suppress(OSError):
                each.unlink(missing_ok=True)
        raise from_os_error(error, place.name) from error
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)
