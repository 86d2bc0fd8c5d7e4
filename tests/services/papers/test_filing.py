"""The way back: scans matched to what was printed, filed, marked, withdrawn, taken out; before and after the seal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.paper_codes import Payload, audit_mark, version_mark
from app.domain.paper_loop import Leaf, Printing, ScannedPage, Signer, State
from app.errors import UserError
from app.formats.scans import ScanFiles
from app.i18n import gettext, gettext_in
from app.services import answering, auditing, sealing, undoing
from app.services.papers import filing, listing, scanning, words
from app.services.papers.scanning import Became
from app.services.ports import Desk, HistoryQuery, ScanRead
from app.storage.audit_file import SqliteAuditFiles
from tests.desk import begun, new_world
from tests.scans import SKEWED, scanned
from tests.services.papers.conftest import print_all, states
from tests.services.rounds import APPROVER, accepted, narrowed, refused, sealed, working

DAY = date(2026, 11, 24)
SIGNERS = (Signer("𠮷野 花子", "点検者"), Signer("髙橋 一郎", "事業所長"))


@pytest.fixture
def papers(printed: tuple[Printing, ...], tmp_path: Path) -> Path:
    return tmp_path / "papers.pdf"


def without_code(pdf: Path, target: Path) -> Path:
    """The first page as somebody scans it who covers its code."""
    width, height, pixels = ScanFiles().picture(pdf, 1)
    image = Image.frombytes("RGB", (width, height), pixels)
    image.paste((255, 255, 255), (0, int(height * 0.9), width, height))
    image.save(target)
    return target


def test_what_was_scanned_badly_is_filed_once(desk: Desk, papers: Path, tmp_path: Path) -> None:
    scan = scanned(papers, tmp_path / "scan.pdf", SKEWED)
    changes, taken = scanning.take(desk, [scan])
    assert changes.papers
    assert [(f.printing.number, f.became) for f in taken.found] == [
        ("SC-001", Became.FILED),
        ("SC-002", Became.FILED),
        ("RC-001", Became.FILED),
    ]
    assert (taken.pages, taken.unread, taken.refused) == (3, (), ())
    assert states(desk) == [State.RETURNED] * 3
    before = last(desk)
    again, twice = scanning.take(desk, [scan])
    assert not again
    assert {f.became for f in twice.found} == {Became.ALREADY}
    assert last(desk) == before


def last(desk: Desk) -> int:
    with desk.file.read() as work:
        return work.history.last()


def test_nothing_is_filed_by_looking(desk: Desk, papers: Path) -> None:
    before = last(desk)
    changes, taken = scanning.take(desk, [papers], dry=True)
    assert not changes
    assert {f.became for f in taken.found} == {Became.FILED}
    assert (last(desk), states(desk)) == (before, [State.PRINTED] * 3)


def test_who_signed_is_entered_and_never_guessed(desk: Desk, printed: tuple[Printing, ...], papers: Path) -> None:
    code = printed[0].code
    with refused("paper_not_back"):
        filing.mark_signed(desk, code, SIGNERS, DAY)
    scanning.take(desk, [papers])
    for signers, day, why in (
        ((), DAY, "paper_needs_signer"),
        ((Signer(" 　 "),), DAY, "paper_needs_signer"),
        (SIGNERS, date(2026, 11, 25), "paper_signed_late"),
        (SIGNERS, date(2026, 11, 23), "paper_signed_early"),
    ):
        with refused(why):
            filing.mark_signed(desk, code, signers, day)
    filing.mark_signed(desk, code, SIGNERS, DAY)
    (view,) = listing.listing(desk, gettext_in, states=[State.SIGNED])
    assert view.returned is not None
    assert words.signers(view.returned, gettext) == "点検者 𠮷野 花子、事業所長 髙橋 一郎"
    assert (view.returned.signed_on, view.returned.marked_by) == (DAY, "officer")
    assert not filing.mark_signed(desk, code, SIGNERS, DAY)[0]
    filing.mark_signed(desk, code, SIGNERS[:1], DAY)
    assert states(desk)[0] is State.SIGNED


def test_a_name_that_stands_twice_is_refused_or_has_its_reason(
    desk: Desk, printed: tuple[Printing, ...], papers: Path
) -> None:
    scanning.take(desk, [papers])
    code = printed[0].code
    # Another spelling of one name is one name, and so is the part in which it was signed.
    for again in (Signer("𠮷野 花子", "点検者"), Signer("吉野花子 様", "事業所長"), Signer("𠮷野 花子")):
        with refused("paper_named_twice"):
            filing.mark_signed(desk, code, [SIGNERS[0], again], DAY)
        with refused("paper_named_twice"):
            filing.mark_signed(desk, code, [SIGNERS[0], again], DAY, same_name=" - ")
    assert states(desk)[0] is State.RETURNED
    reason = "所長が点検者を兼ねる"
    twice = [SIGNERS[0], Signer("𠮷野 花子", "事業所長")]
    _changes, back = filing.mark_signed(desk, code, twice, DAY, same_name=reason)
    assert back.signers == (twice[0], Signer("𠮷野 花子", "事業所長", reason=reason))
    assert reason in words.signers(back, gettext)
    (view,) = listing.listing(desk, gettext_in, states=[State.SIGNED])
    assert reason in words.why(view, gettext)
    assert not filing.mark_signed(desk, code, twice, DAY, same_name=reason)[0]
    _changes, back = filing.mark_signed(desk, code, SIGNERS, DAY, same_name="無用の理由")
    assert back.signers == tuple(SIGNERS)
    undoing.undo(desk, gettext)
    (view,) = listing.listing(desk, gettext_in, states=[State.SIGNED])
    assert reason in words.why(view, gettext)


def test_filing_one_paper_outdates_no_other_and_changes_no_fingerprint(desk: Desk, papers: Path) -> None:
    with desk.file.read() as work:
        before = work.history.content()
    scanning.take(desk, [papers])
    filing.mark_signed(desk, "SC-001", SIGNERS, DAY)
    with desk.file.read() as work:
        assert work.history.content() == before
    assert states(desk) == [State.SIGNED, State.RETURNED, State.RETURNED]


def test_an_older_edition_is_refused_with_both_versions(
    desk: Desk, printed: tuple[Printing, ...], papers: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.pdf"
    papers.rename(old)
    site = next(s.id for s in auditing.outline(desk).sites if s.name == "北営業所")
    answering.record_answer(desk, "A4-4-04", site, Verdict.NONCONFORMING, "端末が2台ある")
    newer = print_all(desk, papers)
    _, taken = scanning.take(desk, [old])
    became = {f.printing.number: f for f in taken.found}
    assert became["SC-001"].became is Became.FILED
    error = became["SC-002"].error
    assert error is not None
    said = error.sentence(gettext)
    for part in (printed[1].version, newer[1].version, "第1版", "第2版", "2026年11月24日"):
        assert part in said
    assert states(desk) == [State.RETURNED, State.PRINTED, State.PRINTED]
    with refused("paper_older"):
        filing.file_by_hand(desk, printed[1].code, old, [2])


def test_what_was_signed_and_says_something_else_now_is_to_be_replaced(desk: Desk, papers: Path) -> None:
    scanning.take(desk, [papers])
    filing.mark_signed(desk, "SC-002", SIGNERS, DAY)
    site = next(s.id for s in auditing.outline(desk).sites if s.name == "北営業所")
    answering.record_answer(desk, "A4-4-04", site, Verdict.NONCONFORMING, "端末が2台ある")
    view = next(v for v in listing.listing(desk, gettext_in) if v.name == "北営業所")
    assert view.state is State.OUTDATED
    assert words.why(view, gettext).startswith("署名の後に内容が変わりました")
    undoing.undo(desk, gettext)
    assert states(desk)[1] is State.SIGNED


def test_the_paper_of_another_audit_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    world = new_world()
    # Another audit has another id.
    for _ in range(9):
        world.new_id()
    other = begun(world, tmp_path / "other")
    print_all(other, tmp_path / "foreign.pdf")
    other.file.close()
    _, taken = scanning.take(desk, [tmp_path / "foreign.pdf"])
    assert taken.found == ()
    assert [u.error.code for u in taken.unread if u.error] == ["paper_foreign"] * 3
    assert states(desk) == [State.UNPRINTED] * 3


def test_a_paper_that_nobody_printed_here_is_told(desk: Desk, papers: Path) -> None:
    with desk.file.write() as work:
        for each in work.papers.printings():
            work.papers.drop(each.code)
        work.history.record(desk.stamp(), "test", Event("test", "as in another copy of the file"))
        work.commit()
    _, taken = scanning.take(desk, [papers])
    assert [u.error.code for u in taken.unread if u.error] == ["paper_code_unknown"] * 3


@pytest.fixture
def two_pages(desk: Desk, printed: tuple[Printing, ...], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Gives scans of a paper of two pages: which of its pages stand on theirs."""
    long = replace(printed[0], pages=2)
    with desk.file.write() as work:
        work.papers.put(long)
        work.history.record(desk.stamp(), "test", Event("paper.printed", long.code))
        work.commit()
    with desk.file.read() as work:
        audit = audit_mark(work.audit.get().id)
    made: dict[str, tuple[int, ...]] = {}

    def read(_self: object, path: Path, _progress: object = None) -> ScanRead:
        data = path.read_bytes()
        pages = tuple(
            ScannedPage(
                at, (Payload(audit, "SC", long.code, version_mark(long.version), page, 2).text(),) if page else ()
            )
            for at, page in enumerate(made[path.name], start=1)
        )
        return ScanRead(sha256(data).hexdigest(), path.name, "application/pdf", len(data), pages)

    monkeypatch.setattr(ScanFiles, "read", read)

    def scan(path: Path, *pages: int) -> Path:
        path.write_bytes(f"%PDF-{path.name}{pages}".encode())
        made[path.name] = pages
        return path

    return scan


def test_pages_come_one_after_the_other(desk: Desk, two_pages: Callable[..., Path], tmp_path: Path) -> None:
    _, taken = scanning.take(desk, [two_pages(tmp_path / "second.pdf", 2)])
    assert [(f.became, f.missing) for f in taken.found] == [(Became.FILED, (1,))]
    view = listing.listing(desk, gettext_in)[0]
    assert (view.state, view.missing) == (State.PRINTED, (1,))
    assert "不足: 1 ページ" in words.why(view, gettext)
    with refused("paper_incomplete"):
        filing.mark_signed(desk, "SC-001", SIGNERS, DAY)
    _, taken = scanning.take(desk, [two_pages(tmp_path / "first.pdf", 0, 1)])
    assert [(f.became, f.missing) for f in taken.found] == [(Became.COMPLETED, ())]
    assert [u.at for u in taken.unread] == [1]
    view = listing.listing(desk, gettext_in)[0]
    assert view.returned is not None
    assert [(leaf.page, leaf.at) for leaf in view.returned.leaves] == [(1, 2), (2, 1)]
    assert states(desk)[0] is State.RETURNED
    undoing.undo(desk, gettext)
    assert listing.listing(desk, gettext_in)[0].missing == (1,)
    undoing.redo(desk, gettext)
    assert states(desk)[0] is State.RETURNED


def test_an_unreadable_page_is_matched_by_hand_and_marked_so(
    desk: Desk, printed: tuple[Printing, ...], papers: Path, tmp_path: Path
) -> None:
    scan = without_code(papers, tmp_path / "ぼけ.png")
    _, taken = scanning.take(desk, [scan])
    assert [(u.path, u.at, u.error) for u in taken.unread] == [(scan, 1, None)]
    assert states(desk)[0] is State.PRINTED
    for pages in ((2,), (1, 1), (1, 2)):
        with refused("paper_pages_wrong"):
            filing.file_by_hand(desk, "SC-001", scan, pages)
    _, made = filing.file_by_hand(desk, printed[0].code, scan)
    assert made.leaves == (Leaf(1, sha256(scan.read_bytes()).hexdigest(), 1),)
    view = listing.listing(desk, gettext_in)[0]
    assert view.state is State.RETURNED
    assert "手動照合" in words.why(view, gettext)
    with refused("paper_back_already"):
        filing.file_by_hand(desk, printed[0].code, scan)


def test_the_scan_comes_out_as_it_came_in(
    desk: Desk, printed: tuple[Printing, ...], papers: Path, tmp_path: Path
) -> None:
    scan = scanned(papers, tmp_path / "scan.pdf")
    photo = tmp_path / "third.tif"
    scanning.take(desk, [scan])
    (own,) = filing.extract(desk, printed[1].code, tmp_path)
    assert own.name == f"SC-002_{printed[1].code}.pdf"
    assert len(pypdf.PdfReader(own).pages) == 1
    assert ScanFiles().read(own).pages[0].texts[0].find(printed[1].code) > 0
    (whole,) = filing.extract(desk, printed[1].code, tmp_path / "whole.pdf", whole=True)
    assert whole.read_bytes() == scan.read_bytes()
    with refused("file_exists"):
        filing.extract(desk, printed[1].code, tmp_path / "whole.pdf")
    filing.withdraw(desk, "RC-001", "別の紙だった")
    document = scanned(papers, photo)
    scanning.take(desk, [document])
    (picture,) = filing.extract(desk, "RC-001", tmp_path)
    assert picture.read_bytes() == document.read_bytes()
    width, height, pixels = filing.picture(desk, "RC-001", 1)
    assert len(pixels) == width * height * 3


def test_what_does_not_count_stays_readable_and_another_scan_may_come(desk: Desk, papers: Path) -> None:
    scanning.take(desk, [papers])
    filing.mark_signed(desk, "SC-001", SIGNERS, DAY)
    with refused("paper_needs_reason"):
        filing.withdraw(desk, "SC-001", "-")
    _, gone = filing.withdraw(desk, "SC-001", "署名欄が空だった")
    assert states(desk)[0] is State.PRINTED
    with desk.file.read() as work:
        assert [back.withdrawn_reason for back in work.papers.returns_of(gone.code)] == ["署名欄が空だった"]
    scanning.take(desk, [papers])
    assert states(desk)[0] is State.RETURNED


def test_every_act_is_taken_back_in_turn(desk: Desk, papers: Path) -> None:
    scanning.take(desk, [papers])
    filing.mark_signed(desk, "SC-001", SIGNERS, DAY)
    filing.withdraw(desk, "SC-001", "別の紙だった")
    for expected in (State.SIGNED, State.RETURNED, State.PRINTED, State.TAKEN_BACK):
        undoing.undo(desk, gettext)
        assert states(desk)[0] is expected
    for expected in (State.PRINTED, State.RETURNED, State.SIGNED, State.PRINTED):
        undoing.redo(desk, gettext)
        assert states(desk)[0] is expected
    path = Path(desk.file.location)
    desk.file.close()
    assert SqliteAuditFiles().verify(path).problems == ()


def test_papers_go_out_and_come_back_after_the_seal(desk: Desk, tmp_path: Path) -> None:
    small = narrowed(desk)
    sealed(small)
    with small.file.read() as work:
        seal = work.reviews.revisions()[-1]
    printed = print_all(small, tmp_path / "papers.pdf")
    assert seal.short in "".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "papers.pdf").pages)
    scanning.take(small, [tmp_path / "papers.pdf"])
    filing.mark_signed(small, printed[2].code, SIGNERS, DAY)
    assert states(small) == [State.RETURNED, State.RETURNED, State.SIGNED]
    undoing.undo(small, gettext)
    assert states(small) == [State.RETURNED] * 3, "who signed"
    undoing.redo(small, gettext)
    assert states(small) == [State.RETURNED, State.RETURNED, State.SIGNED]
    for expected in (State.RETURNED, State.PRINTED):
        undoing.undo(small, gettext)
        assert states(small)[2] is expected
    filing.file_by_hand(small, "RC-001", tmp_path / "papers.pdf", [3])
    undoing.undo(small, gettext)
    undoing.undo(small, gettext)
    assert states(small) == [State.TAKEN_BACK] * 3, "the printing"
    with refused("audit_sealed"):
        auditing.change_facts(small, affiliates=("東湾電力",))
    undoing.redo(small, gettext)
    scanning.take(small, [tmp_path / "papers.pdf"])
    filing.mark_signed(small, printed[2].code, SIGNERS, DAY)
    filing.withdraw(small, "SC-001", "別の紙だった")
    undoing.undo(small, gettext)
    undoing.redo(small, gettext)
    path = Path(small.file.location)
    small.file.close()
    result = SqliteAuditFiles().verify(path)
    assert result.problems == ()
    assert result.sealed == seal
    again = auditing.open_audit(small.world, path)
    assert states(again) == [State.PRINTED, State.RETURNED, State.SIGNED]
    again.file.close()


def test_an_answer_that_was_undone_after_the_seal_breaks_it(desk: Desk) -> None:
    small = narrowed(desk)
    sealed(small)
    with small.file.write(beside=True) as work:
        forged = Event("undone", "A4-4-04", after={"act": "answer.recorded", "undoes": 3})
        work.history.record(small.stamp(), "somebody", forged)
        work.commit()
    path = Path(small.file.location)
    small.file.close()
    assert [problem.code for problem in SqliteAuditFiles().verify(path).problems] == ["seal_broken"]


def test_nothing_but_papers_is_undone_after_the_seal(desk: Desk) -> None:
    small = narrowed(desk)
    sealed(small)
    with refused("audit_sealed"):
        undoing.undo(working(small, APPROVER), gettext)


def test_the_seal_does_not_outdate_what_sites_have_signed(desk: Desk, tmp_path: Path) -> None:
    small = narrowed(desk)
    accepted(small)
    printed = print_all(small, tmp_path / "papers.pdf")
    assert not any(p.draft for p in printed)
    scanning.take(small, [tmp_path / "papers.pdf"])
    sealing.approve(working(small, APPROVER))
    sealing.seal(working(small, APPROVER))
    # The officer's paper names the seal, and is signed under it.
    assert states(small) == [State.RETURNED, State.RETURNED, State.OUTDATED]


def test_scans_are_taken_from_a_folder_and_bad_ones_told(desk: Desk, papers: Path, tmp_path: Path) -> None:
    folder = tmp_path / "スキャン"
    folder.mkdir()
    with refused("paper_scans_none"):
        scanning.take(desk, [folder])
    papers.rename(folder / "b.pdf")
    (folder / "a.pdf").write_bytes(b"%PDF-1.7 cut short")
    (folder / "notes.txt").write_text("no scan")
    changes, taken = scanning.take(desk, [folder])
    assert changes
    assert len(taken.of(Became.FILED)) == 3
    assert [error.code for error in taken.refused] == ["scan_damaged"]
    assert "a.pdf" in taken.refused[0].sentence(gettext)


def test_who_stops_changes_nothing(desk: Desk, papers: Path) -> None:
    before = last(desk)
    with pytest.raises(UserError) as error:
        scanning.take(desk, [papers], lambda _what, _done, _total: False)
    assert error.value.code == "scan_stopped"
    assert last(desk) == before


def test_the_history_tells_of_every_paper(desk: Desk, papers: Path) -> None:
    scanning.take(desk, [papers])
    with desk.file.read() as work:
        entries = work.history.entries(HistoryQuery(act="paper.filed"))
    assert {entry.event.after["number"] for entry in entries if entry.event.after} == {"SC-001", "SC-002", "RC-001"}
    assert {entry.by for entry in entries} == {"officer"}
