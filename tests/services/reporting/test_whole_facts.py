"""Facts of the whole company in the report on the results: one line each, with the rows that show them."""

from datetime import date
from pathlib import Path

from app.domain.grades import Role
from app.services import auditing, ledger_editing, ledgers
from app.services.ports import Desk, World
from app.services.reporting.model import Table
from tests.services.reporting.filed import build
from tests.services.reporting.test_plan import of_kind


def test_rows_in_a_row_are_told_as_one(world: World, tmp_path: Path) -> None:
    new = auditing.NewAudit(
        organisation="東湾送配電株式会社",
        role=Role.GRID_OPERATOR,
        period="2026年度上期",
        as_of=date(2026, 10, 31),
        sites=("本店",),
    )
    desk = auditing.create(world, tmp_path / "点検.shadan", new)
    systems, terminals = tmp_path / "システム一覧.csv", tmp_path / "端末台帳.csv"
    systems.write_text("システム名,所管部署,分離区分\n託送業務システム,託送部,物理\n", "utf-8")
    named = ["旧検針" if n not in (3, 4) else "託送業務システム" for n in range(8)]
    rows = "".join(f"T-{n:02},本店,執務室,{name}\n" for n, name in enumerate(named))
    terminals.write_text(f"管理番号,事業所,設置場所,利用システム\n{rows}", "utf-8")
    ledgers.import_batch(desk, "systems", systems)
    ledgers.import_batch(desk, "terminals", terminals)
    (annex,) = (t for t in of_kind(build(desk, "results"), Table) if isinstance(t, Table) and "R27" in t.caption)
    ((record, where, site, *_),) = annex.rows
    assert (record, where, site) == ("旧検針", "端末台帳 2–4行目\n端末台帳 7–9行目", "全社")
    desk.file.close()


def test_a_span_with_a_row_that_was_set_right_by_hand_says_so(desk: Desk, tmp_path: Path) -> None:
    systems, terminals = tmp_path / "システム一覧.csv", tmp_path / "端末台帳.csv"
    systems.write_text("システム名,所管部署,分離区分\n託送業務システム,託送部,物理\n", "utf-8")
    named = ["旧検針" if n % 2 or n < 3 else "託送業務システム" for n in range(60)]
    rows = "".join(f"T-{n:02},本店,執務室,{name}\n" for n, name in enumerate(named))
    terminals.write_text(f"管理番号,事業所,設置場所,利用システム\n{rows}", "utf-8")
    ledgers.import_batch(desk, "systems", systems)
    ledgers.import_batch(desk, "terminals", terminals)
    ledger_editing.edit_record(desk, "terminals", "T-01", {"place": "会議室"})
    ledger_editing.edit_record(desk, "terminals", "T-59", {"place": "会議室"})
    (annex,) = (t for t in of_kind(build(desk, "results"), Table) if isinstance(t, Table) and "R27" in t.caption)
    first, second, *_, rest = str(annex.rows[0][1]).split("\n")
    assert (first, second) == ("端末台帳 2–5行目(手で訂正した値あり)", "端末台帳 7行目")
    assert rest.startswith("ほか")
    assert rest.endswith("(手で訂正した値あり)")
