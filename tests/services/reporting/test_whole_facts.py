"""Facts of the whole company in the report on the results: one line each, with the rows that show them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain.grades import Role
from app.domain.history import Event
from app.services import auditing, ledger_editing, ledgers
from app.services.ledger_ports import Choices, SheetChoice
from app.services.ports import Desk, World
from app.services.reporting.model import Table
from tests.services.reporting.filed import build
from tests.services.reporting.test_plan import of_kind


def begun(world: World, folder: Path) -> Desk:
    new = auditing.NewAudit(
        organisation="東湾送配電株式会社",
        role=Role.GRID_OPERATOR,
        period="2026年度上期",
        as_of=date(2026, 10, 31),
        sites=("本店",),
    )
    desk = auditing.create(world, folder / "点検.shadan", new)
    (folder / "システム一覧.csv").write_text("システム名,所管部署,分離区分\n託送業務システム,託送部,物理\n", "utf-8")
    ledgers.import_batch(desk, "systems", folder / "システム一覧.csv")
    return desk


def annexed(desk: Desk, rule: str) -> Table:
    (annex,) = (t for t in of_kind(build(desk, "results"), Table) if isinstance(t, Table) and rule in t.caption)
    return annex


def test_rows_in_a_row_are_told_as_one(world: World, tmp_path: Path) -> None:
    desk = begun(world, tmp_path)
    terminals = tmp_path / "端末台帳.csv"
    named = ["旧検針" if n not in (3, 4) else "託送業務システム" for n in range(8)]
    rows = "".join(f"T-{n:02},本店,執務室,{name}\n" for n, name in enumerate(named))
    terminals.write_text(f"管理番号,事業所,設置場所,利用システム\n{rows}", "utf-8")
    ledgers.import_batch(desk, "terminals", terminals)
    ((record, where, site, *_),) = annexed(desk, "R27").rows
    assert (record, where, site) == ("旧検針", "端末台帳 2–4行目\n端末台帳 7–9行目", "全社")
    desk.file.close()


def test_rights_across_are_told_with_their_columns(world: World, tmp_path: Path) -> None:
    desk = begun(world, tmp_path)
    people, rights = tmp_path / "従業員.csv", tmp_path / "権限管理表.csv"
    people.write_text("社員番号,氏名,会社,所属名\n100,大谷 修,東湾電力,営業部\n", "utf-8")
    marks = "".join(f"{n}00,u{n},○,○,○,○\n" for n in range(1, 4))
    rights.write_text(f"社員番号,ユーザーID,託送業務システム,旧検針,検針システム,新検針\n{marks}", "utf-8")
    ledgers.import_batch(desk, "people", people)
    columns = {0: "emp_no", 1: "account", 2: "system", 3: "system", 4: "system", 5: "system"}
    ledgers.import_batch(desk, "accounts", rights, Choices({"権限管理表": SheetChoice(1, 1, columns)}))
    with desk.file.write() as work:
        # An older edition told no columns: what would read alike is told once.
        plain = [f for f in work.findings.all() if f.subject == "検針システム"]
        rows = tuple(replace(row, column="", heading="") for row in plain[0].rows)
        work.findings.put([replace(plain[0], rows=(*rows, *rows))])
        # One name may have been met in several columns of the same rows.
        (both,) = (f for f in work.findings.all() if f.subject == "新検針")
        (other,) = (f for f in work.findings.all() if f.subject == "旧検針")
        mixed = tuple(row for pair in zip(other.rows, both.rows, strict=True) for row in pair)
        work.findings.put([replace(both, rows=mixed)])
        work.history.record(desk.stamp(), "officer", Event("findings.refreshed", "findings"))
        work.commit()
    whole = {str(row[0]): str(row[1]) for row in annexed(desk, "R27").rows}
    assert whole == {
        "検針システム": "権限管理表 2–4行目",
        "旧検針": "権限管理表 2–4行目 D列(旧検針)",
        "新検針": "権限管理表 2–4行目 D列(旧検針)\n権限管理表 2–4行目 F列(新検針)",
    }
    told = [(str(row[0]).split("\n")[0], str(row[1]).split("\n")[0]) for row in annexed(desk, "R09").rows]
    assert told[:2] == [("u1(託送業務システム)", "①権限管理表 2行目 C列"), ("u1(旧検針)", "①権限管理表 2行目 D列")]
    assert len(set(told)) == len(told)
    desk.file.close()


def test_what_records_leave_untested_of_a_rule_is_told(world: World, tmp_path: Path) -> None:
    desk = begun(world, tmp_path)
    contractors = tmp_path / "委託先台帳.csv"
    head = "委託先名,委託元,委託業務,契約日,再委託の有無,再委託先,再委託承諾日"
    contractors.write_text(f"{head}\n関建設株式会社,東湾送配電,建柱工事,2026/4/1,,,\n", "utf-8")
    ledgers.import_batch(desk, "contractors", contractors)
    tables = [t for t in of_kind(build(desk, "results"), Table) if isinstance(t, Table)]
    told = [str(row[-1]) for t in tables if "実施できなかった照合" in t.caption for row in t.rows if row[0] == "R22"]
    assert told == ["再委託の有無又は再委託先を記載した行(他の部分は実施)"]
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
