"""What was written of cases and findings goes on into the next audit, and so do the clocks of reports."""

from datetime import date
from pathlib import Path

from app.domain.case_papers import Duty, Known, subject_of
from app.domain.findings import Source
from app.services import carrying, case_notes, findings, planning
from app.services.ports import World
from tests.services.earlier_audit import last_time, later, next_audit


def test_notes_and_clocks_come_along(world: World, tmp_path: Path) -> None:
    desk = last_time(world, tmp_path)
    case = planning.cases(desk)[0]
    found = next(f for f in findings.listing(desk) if f.source is Source.RULES)
    answer = next(f for f in findings.listing(desk) if f.source is Source.ANSWERS)
    fact = desk.catalogue.case_facts[0].id
    kept = [subject_of("case", case.id), subject_of("finding", found.id)]
    for subject in (*kept, subject_of("finding", answer.id)):
        case_notes.write(desk, subject, fact, "電話で確かめた", Known.YES)
    _changes, clock = case_notes.set_clock(desk, case.id, duty=Duty.NEEDED, known=date(2026, 11, 20), days=30)
    notes = {subject: case_notes.of_subject(desk, subject) for subject in kept}
    path = Path(desk.file.location)
    desk.file.close()
    later(world)
    again, _come = carrying.create_from(world, path.with_name("次回.shadan"), next_audit("本店", "北営業所"), path)
    try:
        assert {subject: case_notes.of_subject(again, subject) for subject in kept} == notes
        assert case_notes.clock(again, case.id) == clock
        # An answer of last time is a proposal now: there is no finding that its note would speak of.
        with again.file.read() as work:
            assert {note.subject for note in work.case_papers.notes()} == set(kept)
    finally:
        again.file.close()
