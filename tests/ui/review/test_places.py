"""The list of answers to be reviewed: what is found by words, and that nothing is looked for at every key."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.domain.grades import Verdict
from app.domain.review import State
from app.services import answering, reviewing
from app.services.reviewing import Reviewed
from app.services.wording import asked_of
from app.ui.review import data, places
from app.ui.review.data import FinishData, Wanted
from app.ui.review.places import PlacesTab
from app.ui.session import Session
from app.ui.widgets.notice import Notice
from tests.services.rounds import OFFICER, REVIEWER, answer_all, narrowed, working
from tests.ui.checkpoints.conftest import write

Settle = Callable[[], None]


@pytest.fixture
def read(session: Session) -> FinishData:
    """What the page reads of a small audit that is under review."""
    all_of = answer_all(narrowed(session.desk))
    answering.record_answer(working(session.desk, "点検 次郎"), *all_of[1], Verdict.PARTLY, None, "差異")
    reviewing.request(working(session.desk, OFFICER), all_of[:3])
    reviewing.give_back(working(session.desk, REVIEWER), all_of[2:4], "Photograph がない")
    return data.read(session.desk)


@pytest.fixture
def tab(session: Session, read: FinishData, qtbot: QtBot, settle: Settle) -> PlacesTab:
    notice = Notice()
    tab = PlacesTab(session, notice)
    qtbot.addWidget(notice)
    qtbot.addWidget(tab)
    tab.resize(1200, 700)
    tab.show()
    tab.show_data(read)
    tab.take_off()
    settle()
    return tab


def test_words_are_found_in_number_question_site_names_and_reason(session: Session, read: FinishData) -> None:
    role, sites = session.outline.audit.role, {s.id: s.name for s in session.outline.sites}
    questions = {c.id: asked_of(role, c.question, "ja") for c in session.outline.checkpoints}

    def told(each: Reviewed) -> tuple[str, ...]:
        answered, last = each.answer, each.last
        by = (answered.by if answered else "", last.by if last else "", last.reason if last else "")
        return (each.checkpoint.id, questions[each.checkpoint.id], sites.get(each.site, ""), *by)

    found = 0
    question = questions[read.reviewed[4].checkpoint.id]
    for text in ("a1-1-02", "PHOTOGRAPH", "次郎", "北営業所", "photograph がない", question[3:9], "、", "郎photo", " "):
        naive = [r for r in read.reviewed if any(text.strip().casefold() in part.casefold() for part in told(r))]
        assert data.chosen(read, Wanted(text=text), questions, sites) == naive
        found += 0 < len(naive) < len(read.reviewed)
    assert found >= 6
    both = Wanted(
        text="photograph", state=State.RETURNED.value, item=read.reviewed[2].checkpoint.item, by="*", me="誰か"
    )
    assert data.chosen(read, both, questions, sites) == list(read.reviewed[2:4])


def test_counts_by_item_and_site_are_those_of_the_states(read: FinishData) -> None:
    keys: tuple[tuple[data.Counts, Callable[[Reviewed], str]], ...] = (
        (read.by_item, lambda each: each.checkpoint.item),
        (read.by_site, lambda each: each.site),
    )
    for counts, key in keys:
        rows = data.counted(counts, {name: name for name in (*dict.fromkeys(map(key, read.reviewed)), "nowhere")})
        assert [row.key for row in rows] == list(dict.fromkeys(map(key, read.reviewed)))
        for row in rows:
            here = [each.state for each in read.reviewed if key(each) == row.key]
            assert row.counts == {state: here.count(state) for state in State}


def test_words_are_looked_for_when_the_keys_pause(
    tab: PlacesTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def count(data: FinishData, wanted: Wanted, *rest: dict[str, str]) -> list[Reviewed]:
        looked.append(wanted.text)
        return kept(data, wanted, *rest)

    kept = data.chosen
    monkeypatch.setattr(places, "chosen", count)
    whole = len(tab.listing.rows)
    for letter in "photo":
        write(tab.search, letter)
    assert looked == []
    assert len(tab.listing.rows) == whole
    qtbot.waitUntil(lambda: len(tab.listing.rows) == 2)
    assert looked == ["photo"]
    # Enter does not wait, and nothing is looked for once more after it.
    write(tab.search, "x")
    tab.search.returnPressed.emit()
    assert tab.listing.rows == []
    qtbot.wait(300)
    assert looked == ["photo", "photox"]
    tab.take_off()
    assert len(tab.listing.rows) == whole
    qtbot.wait(300)
    assert looked == ["photo", "photox", ""]


def test_what_many_rows_say_alike_is_put_into_words_once(tab: PlacesTab, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    kept = PlacesTab._question

    def question(tab: PlacesTab, row: Reviewed) -> str:
        asked.append(row.checkpoint.id)
        return kept(tab, row)

    monkeypatch.setattr(PlacesTab, "_question", question)
    rows = tab.listing.rows
    told = [tab.listing.columns[6].text(row) for row in rows]
    asked.clear()
    tab.listing.sort(6)
    assert len(asked) == len(set(asked))
    assert [tab.listing.columns[6].text(row) for row in tab.listing.rows] == sorted(told)
    # The rows that say the same stay in the order in which they were, in every column.
    for number, column in enumerate(tab.listing.columns):
        tab.listing.sort(-1)
        tab.listing.set_rows(rows)
        tab.listing.sort(number)
        by = column.order or column.text
        assert tab.listing.rows == sorted(rows, key=by)
