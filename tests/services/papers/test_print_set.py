"""Printing as one act: file and record together or neither, what came back is left, what no font has is named."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pypdf
import pytest

from app.bootstrap import render
from app.domain.grades import Verdict
from app.domain.paper_codes import shown_code
from app.domain.paper_loop import Printing, State
from app.errors import UserError
from app.i18n import gettext, gettext_in
from app.services import answering, auditing, ledger_editing, ledgers, undoing
from app.services.papers import filing, listing, printing, scanning, unprintable, words
from app.services.papers.choosing import Wish
from app.services.papers.printing import Made
from app.services.ports import Desk
from app.services.reporting import watched
from app.services.reporting.model import Report
from app.services.reporting.sheets import Form
from tests.formats.workbook.books import xlsx
from tests.paper_ledgers import TABLES, import_all
from tests.services.papers.conftest import print_all, states
from tests.services.rounds import refused

T = TypeVar("T")


def change(desk: Desk, comment: str = "端末が2台ある") -> None:
    """Something that the paper of 北営業所 says."""
    site = next(s.id for s in auditing.outline(desk).sites if s.name == "北営業所")
    answering.record_answer(desk, "A4-4-04", site, Verdict.NONCONFORMING, comment, "数え直した")


def print_set(desk: Desk, target: Path, wish: Wish = Wish()) -> Made:  # noqa: B008 - frozen
    return printing.print_set(desk, target, render, gettext_in, "ja", wish)[1]


def last(desk: Desk) -> int:
    with desk.file.read() as work:
        return work.history.last()


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


# --- the file and the record ------------------------------------------------------------------------------------------


def test_an_earlier_file_stays_where_the_record_cannot_be_written(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "papers.pdf"
    target.write_bytes(b"signed last year")
    with monkeypatch.context() as patch:
        patch.setattr("app.storage.stores.papers.PaperRows.put", lambda *_a: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(OSError, match="full"):
            print_all(desk, target)
    assert target.read_bytes() == b"signed last year"
    assert left_in(tmp_path) == []
    assert states(desk) == [State.UNPRINTED] * 3


def test_a_file_that_cannot_take_its_place_takes_the_record_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "papers.pdf"
    target.write_bytes(b"earlier")
    real = os.replace

    def held(source: Path, place: Path) -> None:
        if Path(place) == target:
            raise PermissionError(13, "held")
        real(source, place)

    with monkeypatch.context() as patch:
        patch.setattr("app.services.papers.printing.os.replace", held)
        with refused("no_permission"):
            print_all(desk, target)
    assert target.read_bytes() == b"earlier"
    assert left_in(tmp_path) == []
    assert states(desk) == [State.UNPRINTED] * 3
    assert [p.edition for p in print_all(desk, target)] == [1, 1, 1], "nothing of the first went out"

    def moved(*_given: object) -> None:
        raise UserError("paper_came_back_since", number="", name="")

    with monkeypatch.context() as patch:
        patch.setattr("app.services.papers.printing.os.replace", held)
        patch.setattr("app.services.papers.printing.never_printed", moved)
        change(desk)
        with pytest.raises(UserError) as caught:
            print_all(desk, target)
    assert caught.value.code == "paper_stays_on_record"
    assert "papers.pdf" in caught.value.sentence(gettext)
    assert states(desk) == [State.PRINTED] * 3


def test_a_file_that_may_not_be_replaced_is_told_before_anything_is_done(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "papers.pdf"
    target.mkdir()
    before = last(desk)
    with refused("is_a_folder"):
        print_all(desk, target)
    assert last(desk) == before


def test_a_refusal_names_the_file_that_was_asked_for(desk: Desk, tmp_path: Path) -> None:
    def broken(report: Report, target: Path) -> None:
        target.write_bytes(b"half")
        raise UserError("disk_full", file=target.name)

    with pytest.raises(UserError) as caught:
        printing.print_some(desk, tmp_path / "papers.pdf", broken, gettext_in)
    assert caught.value.values["file"] == "papers.pdf"
    assert list(tmp_path.glob("*.pdf")) == []
    assert left_in(tmp_path) == []


# --- beside everything else -------------------------------------------------------------------------------------------


def test_only_the_record_is_written_in_turn_and_what_says_the_same_is_not_set_anew(desk: Desk, tmp_path: Path) -> None:
    drawn: list[Path] = []
    turns: list[int] = []

    def draws(report: Report, target: Path) -> None:
        drawn.append(target)
        render(report, target)

    def turn(work: Callable[[], T]) -> T:
        if not turns:
            # Somebody works on while the papers are set: nothing that they say.
            answering.record_answer(desk, "A4-4-01", auditing.outline(desk).sites[0].id, Verdict.UNANSWERED, "後で")
            import_all(desk, tmp_path, "people")
        turns.append(len(drawn))
        return work()

    target = tmp_path / "papers.pdf"
    wish = Wish(forms=(Form.BLANK_SHEET,))
    _changes, made = printing.print_set(desk, target, draws, gettext_in, "ja", wish, turn=turn)
    assert (turns, made.anew) == ([1, 1], False)
    assert target.exists()


def test_what_was_changed_while_it_was_set_is_set_anew(desk: Desk, tmp_path: Path) -> None:
    turns: list[int] = []

    def turn(work: Callable[[], T]) -> T:
        if not turns:
            change(desk)
        turns.append(1)
        return work()

    target = tmp_path / "papers.pdf"
    _changes, made = printing.print_set(desk, target, render, gettext_in, turn=turn)
    assert (len(turns), made.anew) == (2, True)
    assert states(desk) == [State.PRINTED] * 3, "none is outdated as soon as it is printed"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    assert all(shown_code(each.code) in text for each in made.printings)


def test_a_scan_that_comes_meanwhile_is_not_replaced(desk: Desk, printed: tuple[Printing, ...], tmp_path: Path) -> None:
    change(desk)
    done: list[int] = []

    def turn(work: Callable[[], T]) -> T:
        if not done:
            scanning.take(desk, [tmp_path / "papers.pdf"])
        done.append(1)
        return work()

    with refused("paper_all_back"):
        printing.print_set(desk, tmp_path / "new.pdf", render, gettext_in, turn=turn)
    assert states(desk) == [State.RETURNED, State.OUTDATED, State.OUTDATED]
    assert not (tmp_path / "new.pdf").exists()


def test_what_is_changed_again_and_again_is_refused(desk: Desk, tmp_path: Path) -> None:
    seen: list[int] = []

    def turn(work: Callable[[], T]) -> T:
        seen.append(1)
        change(desk, f"端末が{len(seen)}台ある")
        return work()

    with refused("paper_changed_meanwhile"):
        printing.print_set(desk, tmp_path / "papers.pdf", render, gettext_in, turn=turn)
    assert states(desk) == [State.UNPRINTED] * 3
    assert list(tmp_path.glob("*.pdf")) == []
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("code", ["report_setting", "report_drawing", "report_building"])
def test_it_tells_how_far_it_is_and_can_be_stopped(desk: Desk, tmp_path: Path, code: str) -> None:
    told: list[tuple[str, int, int]] = []

    def progress(what: str, done: int, total: int) -> bool:
        told.append((what, done, total))
        return True

    printing.print_set(desk, tmp_path / "a.pdf", watched(render, progress), gettext_in, progress=progress)
    assert {what for what, _done, _total in told} == {"report_setting", "report_drawing", "report_building"}
    assert all(done <= total for _what, done, total in told)
    undoing.undo(desk, gettext)

    def stop(what: str, done: int, _total: int) -> bool:
        return what != code

    before = last(desk)
    with refused("report_stopped"):
        printing.print_set(desk, tmp_path / "b.pdf", watched(render, stop), gettext_in, progress=stop)
    assert last(desk) == before
    assert not (tmp_path / "b.pdf").exists()
    assert left_in(tmp_path) == []


# --- what came back ---------------------------------------------------------------------------------------------------


def test_what_came_back_is_left_out_unless_it_is_asked_for(
    desk: Desk, printed: tuple[Printing, ...], tmp_path: Path
) -> None:
    scanning.take(desk, [tmp_path / "papers.pdf"])
    filing.withdraw(desk, "SC-001", "署名欄が空だった")
    made = print_set(desk, tmp_path / "again.pdf")
    assert [each.code for each in made.printings] == [printed[0].code]
    assert [view.key for view in made.back] == [printed[1].key, printed[2].key]
    assert made.replaced == ()
    scanning.take(desk, [tmp_path / "papers.pdf"])
    with refused("paper_all_back"):
        print_set(desk, tmp_path / "again.pdf")
    change(desk)
    made = print_set(desk, tmp_path / "new.pdf", Wish(keys=(printed[1].key,)))
    assert [(r.old, r.new.edition, r.returned is not None) for r in made.replaced] == [(printed[1], 2, True)]
    assert words.replaced(made.replaced[0], gettext).startswith("第1版(")
    assert "回収済" in words.replaced(made.replaced[0], gettext)
    made = print_set(desk, tmp_path / "all.pdf", Wish(also_returned=True))
    assert [(r.old, r.returned is not None) for r in made.replaced] == [(printed[2], True)]
    assert (len(made.printings), made.back) == (3, ())


def test_those_to_be_replaced_are_printed_when_that_state_is_asked_for(
    desk: Desk, printed: tuple[Printing, ...], tmp_path: Path
) -> None:
    scanning.take(desk, [tmp_path / "papers.pdf"])
    change(desk)
    with refused("paper_all_back"):
        print_set(desk, tmp_path / "new.pdf")
    made = print_set(desk, tmp_path / "new.pdf", Wish(states=(State.OUTDATED,)))
    assert [r.old.number for r in made.replaced] == ["SC-002", "RC-001"]


def test_a_walk_sheet_that_came_back_documents_its_day(desk: Desk, tmp_path: Path) -> None:
    import_all(desk, tmp_path, "people", "terminals", "rooms")
    first = print_set(desk, tmp_path / "walk.pdf", Wish(forms=(Form.WALK_SHEET,)))
    scanning.take(desk, [tmp_path / "walk.pdf"])
    ledger_editing.edit_record(desk, "terminals", "PC-9", {"user": "佐藤 一"})
    views = listing.listing(desk, gettext_in, forms=[Form.WALK_SHEET])
    assert {view.state for view in views} == {State.RETURNED}
    told = [words.why(view, gettext) for view in views if view.wanted and view.last]
    assert sum("台帳はその後変わりました" in each for each in told) == 1, "it says so, and stays what it is"
    with refused("paper_all_back"):
        print_set(desk, tmp_path / "again.pdf", Wish(forms=(Form.WALK_SHEET,)))
    scanned = scanning.take(desk, [tmp_path / "walk.pdf"])[1]
    assert {found.became for found in scanned.found} == {scanning.Became.ALREADY}
    made = print_set(desk, tmp_path / "again.pdf", Wish(forms=(Form.WALK_SHEET,), also_returned=True))
    assert len(made.printings) == len(first.printings)
    assert len(made.replaced) == 1


# --- what no font has -------------------------------------------------------------------------------------------------

EMOJI = "井上 恵😀"


@pytest.fixture
def odd(desk: Desk, tmp_path: Path) -> Desk:
    """The audit with its rooms, in one of which a terminal is used by somebody whose name has an emoji."""
    import_all(desk, tmp_path, "people", "rooms")
    rows = [[cell.replace("井上 恵", EMOJI) for cell in row] for row in TABLES["terminals"]]
    ledgers.import_batch(desk, "terminals", xlsx(tmp_path / "端末台帳.xlsx", rows))
    return desk


def test_characters_that_no_font_has_are_named_with_ledger_record_and_row(odd: Desk, tmp_path: Path) -> None:
    wish = Wish(forms=(Form.WALK_SHEET,))
    with pytest.raises(UserError) as caught:
        print_set(odd, tmp_path / "walk.pdf", wish)
    assert caught.value.code == unprintable.CODE
    count, every = caught.value.values["count"], caught.value.values["all"]
    assert isinstance(every, int)
    assert count == 1 < every
    said = caught.value.sentence(gettext)
    for part in ("端末台帳 PC-9", "端末台帳.xlsx", "3行", "本店", "使用者", EMOJI, "U+1F600"):
        assert part in said
    assert states(odd) == [State.UNPRINTED] * 3
    made = print_set(odd, tmp_path / "walk.pdf", Wish(forms=(Form.WALK_SHEET,), without_unprintable=True))
    assert len(made.printings) == every - 1
    ((spot,),) = [each.spots for each in made.odd]
    assert (spot.kind, spot.key, spot.file, spot.row, spot.characters) == (
        "terminals",
        "PC-9",
        "端末台帳.xlsx",
        3,
        ("😀",),
    )
    assert made.odd[0].key not in {each.key for each in made.printings}


def test_a_record_by_hand_and_a_text_of_no_ledger_are_named_as_such(odd: Desk, tmp_path: Path) -> None:
    ledger_editing.edit_record(odd, "terminals", "PC-9", {"user": "井上 恵🦀"})
    with pytest.raises(UserError) as caught:
        print_set(odd, tmp_path / "walk.pdf", Wish(forms=(Form.WALK_SHEET,)))
    assert "U+1F980" in caught.value.sentence(gettext)
    site = next(s for s in auditing.outline(odd).sites if s.name == "北営業所")
    auditing.rename_site(odd, site.id, "北営業所🦀")
    with pytest.raises(UserError) as caught:
        print_set(odd, tmp_path / "site.pdf", Wish(forms=(Form.SITE_CONFIRMATION,)))
    assert "北営業所🦀" in caught.value.sentence(gettext)
    with refused(unprintable.CODE):
        wish = Wish(forms=(Form.SITE_CONFIRMATION,), site=site.id, without_unprintable=True)
        print_set(odd, tmp_path / "site.pdf", wish)
