"""What became better or worse since the audit before, for the yearly material."""

from pathlib import Path

from app.domain.grades import Verdict
from app.services import answering, auditing, carrying, yearly
from app.services.ports import World
from tests.services.earlier_audit import PLACED, SAME, last_time, later, next_audit


def test_every_change_between_verdicts_counts_and_what_does_not_apply_is_none(world: World, tmp_path: Path) -> None:
    desk = last_time(world, tmp_path)
    path = Path(desk.file.location)
    desk.file.close()
    later(world)
    again, _come = carrying.create_from(world, path.with_name("次回.shadan"), next_audit("本店", "北営業所"), path)
    try:
        head, north = (site.id for site in auditing.outline(again).sites)
        # 一部不備 → 不適合, 適合 → 該当なし, 不適合 → 一部不備.
        answering.record_answer(again, PLACED, head, Verdict.NONCONFORMING, "窓口に1台", "再訪")
        answering.record_answer(again, PLACED, north, Verdict.NOT_APPLICABLE, "", "窓口を閉じた")
        answering.record_answer(again, SAME, "", Verdict.PARTLY, "規程を直した", "改定")
        with again.file.read() as work:
            read = yearly.read_in(again, work, auditing.outline(again))
        items = {again.catalogue.item_of(checkpoint) for checkpoint in (PLACED, SAME)}
        assert set(read.changed) == items
        assert read.changed[again.catalogue.item_of(SAME)] == (1, 0)
        assert read.changed[again.catalogue.item_of(PLACED)] == (0, 1)
    finally:
        again.file.close()
