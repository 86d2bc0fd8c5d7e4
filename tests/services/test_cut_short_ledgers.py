"""A ledger that was cut short takes nothing away from what is on record."""

from pathlib import Path

from app.services import ledgers
from app.services.ports import Desk
from tests.services.rows import terminal


def test_what_a_cut_file_lacks_is_not_gone(desk: Desk, tmp_path: Path) -> None:
    rows = [terminal(n) for n in range(1, 7)]
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    whole, path = "\r\n".join(lines) + "\r\n", tmp_path / "端末台帳.csv"
    path.write_text(whole, "utf-8-sig", newline="")
    assert ledgers.import_batch(desk, "terminals", path).rows.added == 6
    path.write_text("\r\n".join(lines[:5])[:-40], "utf-8-sig", newline="")
    for dry_run in (True, False):
        result = ledgers.import_batch(desk, "terminals", path, dry_run=dry_run)
        assert (result.rows.read, result.rows.unchanged, result.rows.rejected, result.rows.gone) == (4, 3, 1, 0)
        assert [p.code for p in result.problems] == ["row_cut_off"]
        assert any("middle of a row" in sentence for sentence in result.sentences)
    assert ledgers.counts(desk)["terminals"] == 6
    # The whole file is compared as ever; one that is shorter and whole takes records away.
    path.write_text(whole, "utf-8-sig", newline="")
    assert ledgers.import_batch(desk, "terminals", path).rows.unchanged == 6
    path.write_text("\r\n".join(lines[:5]) + "\r\n", "utf-8-sig", newline="")
    assert ledgers.import_batch(desk, "terminals", path).rows.gone == 2


def test_a_cut_file_of_several_stays_with_its_own(desk: Desk, tmp_path: Path) -> None:
    def csv(name: str, numbers: range, cut: int = 0) -> Path:
        rows = [terminal(n) for n in numbers]
        text = "\r\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows)]) + "\r\n"
        path = tmp_path / name
        path.write_text(text[: len(text) - cut], "utf-8-sig", newline="")
        return path

    ledgers.import_batch(desk, "terminals", csv("北.csv", range(1, 11)))
    ledgers.import_batch(desk, "terminals", csv("南.csv", range(101, 121)))
    # Of the first five rows of twenty the last one is cut: a few of its part, and still of that.
    cut = ledgers.import_batch(desk, "terminals", csv("南 途中.csv", range(101, 106), 40))
    assert (cut.rows.unchanged, cut.rows.gone, cut.parts.part, cut.parts.kept) == (4, 0, 2, 0)
    newer = ledgers.import_batch(desk, "terminals", csv("南 11月.csv", range(101, 120)))
    assert (newer.rows.gone, newer.parts.replaced, newer.parts.kept) == (1, (2,), 10)
    assert ledgers.counts(desk)["terminals"] == 29


def test_lists_of_what_was_met_are_told_as_others_are(desk: Desk, tmp_path: Path) -> None:
    lines = ["管理番号,事業所,現物の有無,棚卸日", *(f"PC-{n:04},北営業所,有,2026/10/{n:02}" for n in range(1, 9))]
    path = tmp_path / "棚卸結果.csv"
    path.write_text("\r\n".join(lines) + "\r\n", "utf-8-sig", newline="")
    assert ledgers.import_batch(desk, "stocktaking", path).rows.added == 8
    # In the middle of a row, and in the middle of its last field.
    for cut, code, told in ((14, "row_cut_off", "ends in the middle"), (3, "row_maybe_cut", "may end in the middle")):
        path.write_text("\r\n".join(lines[:8])[:-cut], "utf-8-sig", newline="")
        result = ledgers.import_batch(desk, "stocktaking", path, dry_run=True)
        assert code in [p.code for p in result.problems]
        assert any(told in sentence for sentence in result.sentences)
        assert result.rows.gone == 0
    path.write_text("\r\n".join(lines[:8]), "utf-8-sig", newline="")
    assert ledgers.import_batch(desk, "stocktaking", path).rows.gone == 1
