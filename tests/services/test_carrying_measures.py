"""What stands beside open measures goes on into the next audit, and so do the filings."""

from datetime import date
from pathlib import Path

from app.domain.filings import Move, Paper
from app.domain.measures import Step
from app.services import auditing, carrying, filings, measures, planning
from app.services.ports import World
from tests.services.earlier_audit import last_time, later, next_audit


def test_revisions_milestones_and_filings_come_along(world: World, tmp_path: Path) -> None:
    desk = last_time(world, tmp_path)
    auditing.change_filing(desk, addressee="経済産業大臣")
    planning.draft_plan(desk)
    number = planning.view(desk).actions[0].number
    measures.follow(desk, number, progress=30, milestones=(Step("選定", date(2026, 12, 1)),))
    measures.revise_due(desk, number, date(2027, 9, 30), "再入札のため")
    filings.set_cadence(desk, "quarterly")
    _changes, made = filings.file_paper(desk, Paper.PLAN)
    before, path = measures.view(desk, number), Path(desk.file.location)
    desk.file.close()
    later(world)
    again, _come = carrying.create_from(world, path.with_name("次回.shadan"), next_audit("本店", "北営業所"), path)
    try:
        now = measures.view(again, number)
        assert (now.facts, now.revisions) == (before.facts, before.revisions)
        assert now.action.until == date(2027, 9, 30)
        assert filings.listing(again) == (made,)
        assert filings.cadence(again).text == "quarterly:31"
        moved = next(m for m in filings.progress(again).moved if m.action.number == number)
        assert Move.NEW not in moved.moves
    finally:
        again.file.close()
