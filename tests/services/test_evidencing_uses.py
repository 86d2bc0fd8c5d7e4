"""Evidence that serves many places, has versions and a last day, and is warned of when it is large."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.evidence import Evidence, EvidenceUse
from app.domain.grades import Level, Verdict
from app.domain.progress import Place
from app.errors import UserError
from app.services import (
    answering,
    auditing,
    evidencing,
    evidencing_files,
    evidencing_register,
    evidencing_uses,
    overview,
    proofs,
)
from app.services.evidencing_register import Mark
from app.services.ports import Desk, HistoryQuery

HOME = ("A1-1-01", "")
COMPANY = ("A1-1-02", "")
SITE = "A4-4-04"


@pytest.fixture
def paper(desk: Desk, tmp_path: Path) -> Evidence:
    """A piece of evidence at a checkpoint of the company."""
    (tmp_path / "規程.pdf").write_bytes(b"%PDF-1.4 first")
    return evidencing.attach(desk, *HOME, tmp_path / "規程.pdf")[1]


def sites(desk: Desk) -> list[str]:
    return [site.id for site in auditing.outline(desk).sites]


def proven(desk: Desk) -> set[Place]:
    """Where evidence counts; every way of asking tells the same."""
    today = desk.world.clock.today()
    with desk.file.read() as work:
        found = proofs.evidence_by_place(work, today)
        assert {place: len(each) for place, each in found.items()} == dict(proofs.counts_by_place(work, today))
        for place in found:
            at_place = [p for p in proofs.pieces_at(work, place) if place in p.places and p.counts(today)]
            assert {p.evidence for p in at_place} == set(found[place])
        alone = {p.evidence.id: proofs.piece(work, p.evidence.id) for p in proofs.pieces(work)}
        assert all(p == alone[p.evidence.id] for p in proofs.pieces(work))
    standing = {(s.checkpoint.id, s.site) for s in answering.standing(desk) if s.evidence}
    assert standing == set(found)
    return set(found)


def refused(desk: Desk, identity: str, places: Sequence[Place]) -> str:
    before = proven(desk)
    with pytest.raises(UserError) as error:
        evidencing_uses.serve(desk, identity, places)
    assert proven(desk) == before
    return error.value.code


def acts(desk: Desk) -> list[str]:
    with desk.file.read() as work:
        return [entry.event.act for entry in work.history.entries(HistoryQuery(), limit=50)]


def test_one_piece_serves_many_places_in_one_transaction(desk: Desk, paper: Evidence) -> None:
    first, second = sites(desk)
    places = [COMPANY, (SITE, first), (SITE, second), HOME, COMPANY]
    changes = evidencing_uses.serve(desk, paper.id, places)
    assert changes.places == {COMPANY, (SITE, first), (SITE, second)}
    assert proven(desk) == {HOME, *changes.places}
    assert acts(desk).count("evidence.used") == 3
    # Where it serves already there is nothing to record.
    assert not evidencing_uses.serve(desk, paper.id, places)
    assert len(evidencing.listing(desk)) == 1
    assert answering.page(desk, SITE, second).pieces[0].evidence == paper


def test_bulk_is_all_or_none(desk: Desk, paper: Evidence) -> None:
    first, second = sites(desk)
    auditing.remove_site(desk, second, "統合")
    for places, code in (
        ([COMPANY, ("Z9-9-99", "")], "checkpoint_unknown"),
        ([COMPANY, (SITE, "")], "answer_site_needed"),
        ([COMPANY, (COMPANY[0], first)], "answer_site_not_wanted"),
        ([COMPANY, (SITE, first), (SITE, second)], "site_gone"),
    ):
        assert refused(desk, paper.id, places) == code
    assert refused(desk, "nothing", [COMPANY]) == "evidence_unknown"
    evidencing.remove(desk, paper.id, "誤り")
    assert refused(desk, paper.id, [COMPANY]) == "evidence_unknown"


def test_what_is_killed_on_the_way_leaves_no_use(desk: Desk, paper: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    made = EvidenceUse

    def breaks(identity: str, checkpoint: str, *rest: str) -> object:
        if checkpoint == SITE:
            raise KeyboardInterrupt
        return made(identity, checkpoint, *rest)

    monkeypatch.setattr(evidencing_uses, "EvidenceUse", breaks)
    with pytest.raises(KeyboardInterrupt):
        evidencing_uses.serve(desk, paper.id, [COMPANY, (SITE, sites(desk)[0])])
    monkeypatch.undo()
    assert proven(desk) == {HOME}
    assert "evidence.used" not in acts(desk)


def test_taking_off_ends_one_place_only(desk: Desk, paper: Evidence) -> None:
    place = (SITE, sites(desk)[0])
    evidencing_uses.serve(desk, paper.id, [place])
    assert evidencing_uses.end_use(desk, paper.id, HOME, "規程は別の項目のもの").places == {HOME}
    assert proven(desk) == {place}
    (ended,) = answering.page(desk, *HOME).pieces
    told = ended.ended_at(HOME)
    assert told is not None
    assert told.removed_reason == "規程は別の項目のもの"
    with pytest.raises(UserError) as error:
        evidencing_uses.end_use(desk, paper.id, HOME, "もう一度")
    assert error.value.code == "evidence_serves_not"
    # It can be used here again, and serve nowhere at all without being lost.
    evidencing_uses.serve(desk, paper.id, [HOME])
    assert proven(desk) == {HOME, place}
    for each in (HOME, place):
        evidencing_uses.end_use(desk, paper.id, each, "不要")
    assert proven(desk) == set()
    assert evidencing_register.register(desk).marked(Mark.UNUSED)[0].piece.evidence == paper
    with pytest.raises(UserError) as error:
        evidencing_uses.end_use(desk, paper.id, HOME, "  ")
    assert error.value.code == "evidence_use_needs_reason"


def test_removed_altogether_it_serves_nowhere_and_says_why_everywhere(desk: Desk, paper: Evidence) -> None:
    place = (SITE, sites(desk)[0])
    evidencing_uses.serve(desk, paper.id, [place])
    assert evidencing.remove(desk, paper.id, "別会社の規程").places == {HOME, place}
    assert proven(desk) == set()
    for each in (HOME, place):
        (piece,) = answering.page(desk, *each).pieces
        assert piece.evidence.removed_reason == "別会社の規程"


def test_a_newer_version_takes_over_and_the_older_one_stays_readable(
    desk: Desk, paper: Evidence, tmp_path: Path
) -> None:
    place = (SITE, sites(desk)[0])
    evidencing_uses.serve(desk, paper.id, [place])
    evidencing_uses.set_facts(desk, paper.id, desk.world.clock.today(), "社内規程集から")
    (tmp_path / "規程 改.pdf").write_bytes(b"%PDF-1.4 second")
    changes, newer = evidencing_uses.replace_with(desk, paper.id, tmp_path / "規程 改.pdf", "改正された")
    assert changes.places == {HOME, place}
    assert proven(desk) == {HOME, place}
    pieces = {p.evidence.id: p for p in answering.page(desk, *place).pieces}
    assert (pieces[newer.id].version, [e.id for e in pieces[newer.id].earlier]) == (2, [paper.id])
    # The note goes on; a new paper has its own last day.
    assert (pieces[newer.id].facts.note, pieces[newer.id].facts.expires) == ("社内規程集から", None)
    assert not pieces[paper.id].latest
    folder = tmp_path / "out"
    folder.mkdir()
    assert evidencing.extract(desk, paper.id, folder).read_bytes() == b"%PDF-1.4 first"
    assert evidencing.extract(desk, newer.id, folder).read_bytes() == b"%PDF-1.4 second"
    assert refused(desk, paper.id, [COMPANY]) == "evidence_replaced"
    for path, reason, code in (
        (tmp_path / "規程 改.pdf", "もう一度", "evidence_same_content"),
        (tmp_path / "規程.pdf", " ", "evidence_version_needs_reason"),
        (tmp_path / "none.pdf", "改正", "file_missing"),
    ):
        with pytest.raises(UserError) as error:
            evidencing_uses.replace_with(desk, newer.id, path, reason)
        assert error.value.code == code
    # What was removed does not let the version before it count again unseen.
    evidencing.remove(desk, newer.id, "誤り")
    assert proven(desk) == set()


def test_a_version_stored_by_mistake_is_taken_back(desk: Desk, paper: Evidence, tmp_path: Path) -> None:
    place = (SITE, sites(desk)[0])
    evidencing_uses.serve(desk, paper.id, [place])
    (tmp_path / "別の規程.pdf").write_bytes(b"wrong")
    _, wrong = evidencing_uses.replace_with(desk, paper.id, tmp_path / "別の規程.pdf", "改正")
    with pytest.raises(UserError) as error:
        evidencing_uses.withdraw_version(desk, wrong.id, " ")
    assert error.value.code == "evidence_needs_reason"
    assert evidencing_uses.withdraw_version(desk, wrong.id, "別の規程だった").places == {HOME, place}
    with desk.file.read() as work:
        counting = proofs.evidence_by_place(work, desk.world.clock.today())
    assert counting == {HOME: (paper,), place: (paper,)}
    assert proven(desk) == {HOME, place}
    (gone,) = (p for p in answering.page(desk, *place).pieces if p.evidence.id == wrong.id)
    assert (gone.evidence.removed_reason, gone.version) == ("別の規程だった", 1)
    with pytest.raises(UserError) as error:
        evidencing_uses.withdraw_version(desk, paper.id, "もう一度")
    assert error.value.code == "evidence_no_version_before"
    (tmp_path / "改正.pdf").write_bytes(b"right")
    evidencing_uses.replace_with(desk, paper.id, tmp_path / "改正.pdf", "改正")


def test_a_newer_version_of_what_was_taken_off_its_own_place(desk: Desk, paper: Evidence, tmp_path: Path) -> None:
    evidencing_uses.serve(desk, paper.id, [COMPANY])
    evidencing_uses.end_use(desk, paper.id, HOME, "別の項目")
    (tmp_path / "2.pdf").write_bytes(b"2")
    _, second = evidencing_uses.replace_with(desk, paper.id, tmp_path / "2.pdf", "改正")
    assert proven(desk) == {COMPANY}
    evidencing_uses.end_use(desk, second.id, COMPANY, "不要")
    (tmp_path / "3.pdf").write_bytes(b"3")
    evidencing_uses.replace_with(desk, second.id, tmp_path / "3.pdf", "改正")
    assert proven(desk) == set()


def test_past_its_last_day_it_proves_nothing(desk: Desk, paper: Evidence) -> None:
    today = desk.world.clock.today()
    answering.record_answer(desk, *HOME, Verdict.CONFORMING, "規程を確認した")
    assert overview.overview(desk).unproven == 0
    evidencing_uses.set_facts(desk, paper.id, today, "")
    assert proven(desk) == {HOME}
    assert [e.piece.evidence.id for e in evidencing_register.register(desk).marked(Mark.SOON)] == [paper.id]
    changes = evidencing_uses.set_facts(desk, paper.id, today - timedelta(days=1), "切れた")
    assert changes.places == {HOME}
    assert not evidencing_uses.set_facts(desk, paper.id, today - timedelta(days=1), "切れた ")
    assert proven(desk) == set()
    assert overview.overview(desk).unproven == 1
    register = evidencing_register.register(desk)
    assert register.marked(Mark.SOON) == ()
    assert [e.piece.evidence.id for e in register.marked(Mark.EXPIRED)] == [paper.id]
    with pytest.raises(UserError) as error:
        evidencing_uses.set_facts(desk, paper.id, None, "長" * 2_001)
    assert error.value.code == "evidence_note_long"


def test_the_audit_says_what_is_large(desk: Desk, tmp_path: Path) -> None:
    large = tmp_path / "録画.mp4"
    large.write_bytes(bytes(2 * evidencing_files.MEGABYTE))
    assert evidencing_files.warnings(desk) == (50, 30)
    assert evidencing_files.set_warnings(desk, 1, 7).audit
    assert not evidencing_files.set_warnings(desk, 1)
    assert evidencing_files.warnings(desk) == (1, 7)
    for bad in (0, 201):
        with pytest.raises(UserError):
            evidencing_files.set_warnings(desk, bad)
    with pytest.raises(UserError) as error:
        evidencing.attach(desk, *HOME, large, large=False)
    assert error.value.code == "evidence_above_limit"
    _, outcome = evidencing.attach_all(desk, *HOME, [large])
    assert (outcome.large, outcome.added, outcome.refused) == ((large,), (), ())
    assert evidencing.listing(desk) == ()
    _, outcome = evidencing.attach_all(desk, *HOME, [large], large=True)
    assert len(outcome.added) == 1
    register = evidencing_register.register(desk)
    assert len(register.marked(Mark.LARGE)) == 1
    assert register.size == 2 * evidencing_files.MEGABYTE
    with pytest.raises(UserError):
        evidencing_uses.replace_with(desk, outcome.added[0].id, large, "改", large=False)


def test_the_same_content_elsewhere_is_offered_and_not_stored_twice(
    desk: Desk, paper: Evidence, tmp_path: Path
) -> None:
    copy = tmp_path / "規程の控え.pdf"
    copy.write_bytes(b"%PDF-1.4 first")
    _, outcome = evidencing.attach_all(desk, *COMPANY, [copy])
    assert outcome.elsewhere == ((copy, paper),)
    assert proven(desk) == {HOME}
    _, outcome = evidencing.attach_all(desk, *COMPANY, [copy], apart=True)
    assert [e.name for e in outcome.added] == ["規程の控え.pdf"]
    register = evidencing_register.register(desk)
    assert len(register.marked(Mark.DOUBLE)) == 2
    assert register.size == paper.size
    assert evidencing.same_content(desk, paper) == outcome.added
    # Once it serves here it is a twin.
    evidencing_uses.serve(desk, paper.id, [("A1-1-03", "")])
    _, outcome = evidencing.attach_all(desk, "A1-1-03", "", [copy])
    assert [name for name, _e in outcome.twins] == ["規程の控え.pdf"]


def test_what_serves_only_a_site_that_is_out_is_unused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "写真.jpg").write_bytes(b"photo")
    first, second = sites(desk)
    _, photo = evidencing.attach(desk, SITE, first, tmp_path / "写真.jpg")
    auditing.remove_site(desk, first, "統合")
    assert [e.piece.evidence for e in evidencing_register.register(desk).marked(Mark.UNUSED)] == [photo]
    evidencing_uses.serve(desk, photo.id, [(SITE, second)])
    (entry,) = evidencing_register.register(desk).entries
    assert (entry.places, entry.marks) == (((SITE, second),), frozenset())


def test_the_beginning_is_read_without_the_rest(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_bytes(b"x" * (3 * 1024 * 1024) + b"end")
    _, log = evidencing.attach(desk, *HOME, tmp_path / "log.txt")
    assert evidencing.content(desk, log.id, 1_500_000) == b"x" * 1_500_000
    assert len(evidencing.content(desk, log.id, 10_000_000)) == log.size


def test_the_names_of_the_checkpoints_are_those_of_the_levels(desk: Desk) -> None:
    assert desk.catalogue.checkpoint(SITE).level is Level.SITE
    assert {desk.catalogue.checkpoint(c).level for c, _site in (HOME, COMPANY)} == {Level.COMPANY}
