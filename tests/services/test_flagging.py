"""Flags: set with a note, taken down, at one place and at many; they change no figure."""

import pytest

from app.domain.progress import Place
from app.errors import UserError
from app.services import auditing, flagging
from app.services.ports import Desk, HistoryQuery

CHECKPOINT, OTHER, COMPANY_CHECKPOINT = "A4-4-04", "A4-4-01", "A1-1-01"


def places(desk: Desk) -> list[Place]:
    return [(c, s.id) for c in (CHECKPOINT, OTHER) for s in auditing.outline(desk).sites]


def test_flags_are_set_and_taken_down_as_one_act(desk: Desk) -> None:
    before = auditing.outline(desk)
    changes = flagging.set_flags(desk, [*places(desk), (COMPANY_CHECKPOINT, "")], "再訪して確認")
    assert changes.duties
    assert not changes.places
    assert [(f.checkpoint, f.site) for f in flagging.flags(desk)] == [
        (COMPANY_CHECKPOINT, ""),
        *sorted(places(desk)),
    ]
    assert {f.note for f in flagging.flags(desk)} == {"再訪して確認"}
    assert auditing.outline(desk).total() == before.total()
    with desk.file.read() as work:
        told = [e.event.after or {} for e in work.history.entries(HistoryQuery(act="flag.set"))]
    assert len(told) == 5
    assert len({str(each["batch"]) for each in told}) == 1
    flagging.clear_flags(desk, places(desk))
    assert [f.checkpoint for f in flagging.flags(desk)] == [COMPANY_CHECKPOINT]


def test_a_note_is_changed_and_never_emptied_by_the_way(desk: Desk) -> None:
    first = places(desk)[:1]
    flagging.set_flags(desk, first, "写真が要る")
    assert not flagging.set_flags(desk, first)
    assert not flagging.set_flags(desk, first, " 写真が要る ")
    flagging.set_flags(desk, places(desk), "所長に聞く")
    assert {f.note for f in flagging.flags(desk)} == {"所長に聞く"}
    with desk.file.read() as work:
        entry = work.history.entries(HistoryQuery(checkpoint=first[0][0], site=first[0][1], act="flag.set"))[0]
    assert entry.event.before is not None
    assert (entry.event.before["note"], entry.event.before["by"]) == ("写真が要る", "officer")


def test_refusals_change_nothing(desk: Desk) -> None:
    site = auditing.outline(desk).sites[0].id
    for wanted, code in (
        ([], "batch_empty"),
        ([(CHECKPOINT, site), (CHECKPOINT, "elsewhere")], "site_gone"),
        ([(CHECKPOINT, site), ("X-99", site)], "checkpoint_unknown"),
        ([(CHECKPOINT, "")], "answer_site_needed"),
        ([(COMPANY_CHECKPOINT, site)], "answer_site_not_wanted"),
    ):
        with pytest.raises(UserError) as error:
            flagging.set_flags(desk, wanted)
        assert error.value.code == code
    with pytest.raises(UserError) as error:
        flagging.clear_flags(desk, places(desk))
    assert error.value.code == "flag_none"
    assert flagging.flags(desk) == ()


def test_flags_at_a_site_that_was_taken_out_are_not_listed_and_come_back(desk: Desk) -> None:
    flagging.set_flags(desk, places(desk))
    site = auditing.outline(desk).sites[0]
    auditing.remove_site(desk, site.id, "統合")
    assert len(flagging.flags(desk)) == 2
    auditing.restore_site(desk, site.id)
    assert len(flagging.flags(desk)) == 4
