"""Records by hand, imports taken back, other names, stale answers and offers of the ledger of offices, as a script."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.cli.ledger_files import terminal, workbook
from tests.cli.shell import Shell


def sheet(path: Path, *rows: Sequence[str]) -> Path:
    book = Workbook()
    made = book.active
    assert made is not None
    for row in rows:
        made.append(list(row))
    book.save(path)
    return path


@pytest.fixture
def held(shell: Shell, audit: Path, tmp_path: Path) -> Path:
    path = workbook(tmp_path / "10.xlsx", 一覧=[terminal(n) for n in (1, 2, 3)])
    assert shell("import", audit, "terminals", path, "--json")[0] == 0
    return audit


def test_a_record_is_worked_on_by_hand(shell: Shell, held: Path, tmp_path: Path) -> None:
    code, told = shell("record", "edit", held, "terminals", "PC-0002", "zone=共用", "manager=次長", "--json")
    assert (code, told["values"]["manager"], told["file"], told["findings"]["new"]) == (0, "次長", "10.xlsx", 1)
    code, told = shell("record", "remove", held, "terminals", "PC-0002", "--reason", "二重記載", "--json")
    assert (code, told["struck"], told["findings"]["resolved"]) == (0, True, 1)
    code, told = shell("record", "restore", held, "terminals", "PC-0002", "--json")
    assert (code, told["struck"], told["findings"]["new"]) == (0, False, 1)
    code, told = shell("record", "add", held, "terminals", "asset_no=PC-0009", "site=北営業所", "zone=どこか", "--json")
    assert (code, told["key"], told["file"]) == (0, "PC-0009", "")
    assert [p["code"] for p in told["problems"]] == ["zone_unknown"]
    code, refused = shell("record", "edit", held, "terminals", "PC-0404", "manager=x", "--json")
    assert (code, refused["error"]["code"]) == (3, "record_unknown")
    assert shell("record", "edit", held, "terminals", "PC-0001", "manager")[0] == 2
    again = workbook(tmp_path / "11.xlsx", 一覧=[terminal(n) for n in (1, 2, 3)])
    code, told = shell("import", held, "terminals", again, "--json")
    codes = [p["code"] for p in told["problems"]]
    assert codes.count("correction_kept") == 2
    assert "record_stays_by_hand" in codes
    assert told["rows"]["unchanged"] == 3


def test_findings_tell_which_cells_were_set_right_by_hand(shell: Shell, held: Path) -> None:
    shell("record", "edit", held, "terminals", "PC-0002", "zone=共用", "--json")
    told = shell("findings", held, "--rule", "R01", "--json")[1]
    (row,) = (row for each in told["findings"] for row in each["rows"] if row["key"] == "PC-0002")
    assert row["set_by_hand"] == ["zone"]
    assert [r for each in told["findings"] for r in each["rows"] if r["key"] != "PC-0002" and "set_by_hand" in r] == []


def test_facts_of_the_whole_company_tell_so_too(shell: Shell, held: Path, tmp_path: Path) -> None:
    known = tmp_path / "systems.csv"
    known.write_text("システム名,所管部署,分離区分\n託送業務システム,託送部,物理\n", "utf-8")
    named = tmp_path / "terminals.csv"
    rows = "".join(f"PC-000{n},本店,執務室,旧検針\n" for n in (1, 2, 3))
    named.write_text(f"管理番号,事業所,設置場所,利用システム\n{rows}", "utf-8")
    assert shell("import", held, "systems", known)[0] == 0
    assert shell("import", held, "terminals", named)[0] == 0
    shell("record", "edit", held, "terminals", "PC-0002", "manager=次長", "--json")
    (found,) = shell("findings", held, "--rule", "R27", "--json")[1]["findings"]
    assert {row["key"]: row.get("set_by_hand") for row in found["rows"]} == {
        "PC-0001": None,
        "PC-0002": ["manager"],
        "PC-0003": None,
    }


def test_an_import_is_taken_back(shell: Shell, held: Path, tmp_path: Path) -> None:
    more = workbook(tmp_path / "11.xlsx", 一覧=[terminal(n, 区画="共用") for n in (2, 3, 4)])
    _, made = shell("import", held, "terminals", more, "--json")
    assert made["difference"][0] == "前回から1台増、1台減、2台変更です。"
    assert made["difference"][1] == "変更の内訳は、2台が共用の区画へ移設です。"
    code, told = shell("imports", "undo", held, made["batch"], "--reason", "誤り", "--json")
    assert (code, told["records"]) == (0, {"removed": 1, "reverted": 2, "returned": 1})
    assert told["findings"]["open"] == 0
    _, listed = shell("imports", "list", held, "--json")
    assert [i["undone"] and i["undone"]["reason"] for i in listed["imports"]] == [None, "誤り"]
    code, refused = shell("imports", "undo", held, made["batch"], "--reason", "誤り", "--json")
    assert (code, refused["error"]["code"]) == (3, "import_undone")


def test_another_name_is_confirmed(shell: Shell, audit: Path, tmp_path: Path) -> None:
    systems = sheet(
        tmp_path / "s.xlsx", ("システム名", "所管部署", "分割方式"), ("託送業務システム", "託送部", "物理分割")
    )
    ids = sheet(tmp_path / "i.xlsx", ("ID", "システム名", "氏名", "権限"), ("u1", "託送シス", "山田", "参照"))
    assert shell("import", audit, "systems", systems)[0] == 0
    assert shell("import", audit, "accounts", ids)[0] == 0
    _, found = shell("findings", audit, "--rule", "R27", "--json")
    assert [f["rows"][0]["key"] for f in found["findings"]] == ["u1"]
    _, asked = shell("alias", "candidates", audit, "--json")
    assert asked["candidates"] == [{"kind": "systems", "text": "託送シス", "records": 1, "like": ["託送業務システム"]}]
    code, told = shell("alias", "add", audit, "systems", "託送シス", "託送業務システム", "--json")
    assert (code, told["findings"]["resolved"]) == (0, 1)
    assert [a["meaning"] for a in shell("alias", "list", audit, "--json")[1]["aliases"]] == ["託送業務システム"]
    assert shell("alias", "remove", audit, "systems", "託送シス", "--json")[1]["findings"]["new"] == 1


def test_an_accepted_finding_needs_its_approval(shell: Shell, held: Path) -> None:
    shell("record", "edit", held, "terminals", "PC-0002", "zone=共用", "--json")
    finding = shell("findings", held, "--json")[1]["findings"][0]["id"]
    said: tuple[Any, ...] = ("finding", "status", held, finding, "accepted", "--reason", "監視専用")
    assert shell(*said, "--json")[1]["error"]["code"] == "finding_accept_needs_approver"
    code, told = shell(*said, "--approver", "責任者", "--until", "2099-03-31", "--json")
    assert (code, told["status"], told["accepted"]["until"]) == (0, "accepted", "2099-03-31")
    shell("findings", held)
    assert "承認者: 責任者、期限: 2099年3月31日" in shell.said


def test_an_answer_is_told_stale(shell: Shell, held: Path) -> None:
    shell("record", "edit", held, "terminals", "PC-0002", "zone=共用", "--json")
    checkpoints = shell("findings", held, "--json")[1]["findings"][0]["checkpoints"]
    place = None
    for each in checkpoints:
        code, told = shell("proposal", "show", held, each, "--site", "北営業所", "--json")
        if code == 0 and told["proposal"]:
            place = each
    assert place is not None
    assert shell("answer", held, place, "nonconforming", "--site", "北営業所")[0] == 0
    assert shell("proposal", "decide", held, place, "adopted", "--site", "北営業所")[0] == 0
    shell("record", "edit", held, "terminals", "PC-0002", "zone=専用", "--json")
    assert shell("info", held, "--json")[1]["progress"]["stale"] == 1
    _, told = shell("answers", held, "--show", "stale", "--json")
    assert [(s["change"], s["subject"]) for a in told["answers"] for s in a["stale"]] == [("went", "PC-0002")]
    assert shell("uphold", held, place, "--site", "北営業所")[0] == 0
    assert shell("info", held, "--json")[1]["progress"]["stale"] == 0


def test_the_ledger_of_offices_is_offered(shell: Shell, audit: Path, tmp_path: Path) -> None:
    rows = [
        ("事業所名", "会社", "同居会社"),
        ("北営業所", "東湾送配電", "東湾エナジー"),
        ("港営業所", "東湾送配電", ""),
    ]
    source = sheet(tmp_path / "sites.xlsx", *rows)
    _, tried = shell("import", audit, "sites", source, "--dry-run", "--json")
    assert [o["name"] for o in tried["offices"]] == ["港営業所"]
    offered = {(o["site"], o["field"], o["value"], o["taken"]) for o in tried["site_offers"]}
    assert ("北営業所", "cohabitant", "東湾エナジー", False) in offered
    code, made = shell("import", audit, "sites", source, "--add-offices", "--fill-sites", "--json")
    assert (code, all(o["taken"] for o in made["site_offers"])) == (0, True)
    sites = {s["name"]: s for s in shell("site", "list", audit, "--json")[1]["sites"]}
    assert (sites["北営業所"]["cohabitant"], sites["港営業所"]["company"]) == ("東湾エナジー", "東湾送配電")
    assert shell("import", audit, "sites", source, "--json")[1]["site_offers"] == []


@pytest.mark.parametrize("day", ["2099-03-31", "2099/3/31", "２０９９年３月３１日", "20990331"])
def test_a_day_is_taken_in_every_form_of_the_ledgers(shell: Shell, held: Path, day: str) -> None:
    shell("record", "edit", held, "terminals", "PC-0002", "zone=共用", "--json")
    finding = shell("findings", held, "--json")[1]["findings"][0]["id"]
    said = ("finding", "status", held, finding, "accepted", "--reason", "監視専用", "--approver", "責任者", "--json")
    assert shell(*said, "--until", day)[1]["accepted"]["until"] == "2099-03-31"


@pytest.mark.parametrize("day", ["令和18年3月31日", "R18.3.31", "R18/03/31", "令和１８年３月３１日"])
def test_a_day_of_the_era_is_taken(shell: Shell, held: Path, day: str) -> None:
    shell("record", "edit", held, "terminals", "PC-0002", "zone=共用", "--json")
    finding = shell("findings", held, "--json")[1]["findings"][0]["id"]
    said = ("finding", "status", held, finding, "accepted", "--reason", "監視専用", "--approver", "責任者", "--json")
    assert shell(*said, "--until", day)[1]["accepted"]["until"] == "2036-03-31"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("あした", "2026-12-25 又は R8.12.25"),
        ("", "2026-12-25 又は R8.12.25"),
        ("未定", "2026-12-25 又は R8.12.25"),
        ("平成40年3月31日", "元号"),
        ("R8.13.45", "13月はありません"),
        ("2027/2/29", "という日はありません"),
        ("3/31", "年"),
        ("9/3/31", "西暦か元号か"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(shell: Shell, held: Path, day: str, why: str) -> None:
    assert shell("finding", "status", held, "F-0123456789", "accepted", "--until", day)[0] == 2
    assert why in shell.refused


def test_a_setting_takes_a_day_of_the_era(shell: Shell, held: Path) -> None:
    for day in ("令和6年4月1日", "20240401", "R6.4.1", "2024-04-01"):
        shell("settings", "set", held, "R17.from", "", "--json")
        code, told = shell("settings", "set", held, "R17.from", day, "--json")
        assert (code, told["settings"]) == (0, {"R17.from": "2024-04-01"})
    assert shell("settings", "set", held, "R17.from", "令和60年4月1日")[0] == 2
    assert shell("settings", "set", held, "R17.from", "24", "--json")[1]["error"]["code"] == "setting_day"


@pytest.mark.parametrize("name", ["manager", "管理責任者", "Manager", "情報管理責任者", " 管 理 責任者 "])
def test_a_field_is_named_as_the_form_names_it(shell: Shell, held: Path, name: str) -> None:
    code, told = shell("record", "edit", held, "terminals", "PC-0002", f"{name}=次長", "--json")
    assert (code, told["values"]["manager"]) == (0, "次長")


def test_a_record_is_added_with_the_headings_of_the_form(shell: Shell, held: Path) -> None:
    said = ("管理番号＝PC-0009", "事業所=北営業所", "区画=共用", "棚卸日=令和8年9月1日")
    code, told = shell("record", "add", held, "terminals", *said, "--json")
    assert (code, told["key"], told["values"]["zone"], told["values"]["inventoried"]) == (
        0, "PC-0009", "共用", "2026-09-01",
    )  # fmt: skip


def test_a_field_that_is_none_is_refused_naming_the_nearest(shell: Shell, held: Path) -> None:
    code, told = shell("record", "edit", held, "terminals", "PC-0002", "管理責任=次長", "--json")
    assert (code, told["error"]["code"]) == (3, "ledger_field_unlike")
    assert "管理責任者(manager)" in told["error"]["message"]
    code, told = shell("--lang", "en", "record", "edit", held, "terminals", "PC-0002", "Managr=x", "--json")
    assert "(manager)" in told["error"]["message"]
    code, told = shell("record", "edit", held, "terminals", "PC-0002", "☆☆☆=x", "--json")
    assert (code, told["error"]["code"]) == (3, "ledger_field_unknown")
    code, told = shell("record", "edit", held, "terminals", "PC-0002", "manager=甲", "管理責任者=乙", "--json")
    assert (code, told["error"]["code"]) == (3, "record_field_twice")
    code, told = shell("record", "edit", held, "terminals", "PC-0002", "manager=甲", "manager=乙", "--json")
    assert (code, told["error"]["code"]) == (3, "record_field_twice")


def test_a_trial_tells_all_of_what_changes(shell: Shell, audit: Path, tmp_path: Path) -> None:
    first = workbook(tmp_path / "10.xlsx", 一覧=[terminal(n) for n in range(1, 31)])
    assert shell("import", audit, "terminals", first)[0] == 0
    north = shell("answers", audit, "--item", "A4-4", "--site", "北営業所", "--json")[1]["answers"]
    for checkpoint in {a["checkpoint"] for a in north}:
        shell("answer", audit, checkpoint, "conforming", "--site", "北営業所")
    rows = [terminal(n) for n in range(31, 60)]
    rows += [terminal(n, 区画="共用") if n < 27 else terminal(n) for n in range(1, 31)]
    newer = workbook(tmp_path / "11.xlsx", 一覧=rows)
    code, told = shell("import", audit, "terminals", newer, "--dry-run", "--json")
    assert (code, len(told["changes"]), len(told["findings_new"])) == (0, 29 + 26, told["findings"]["new"])
    assert (told["changes_unlisted"], told["findings_unlisted"]) == (0, 0)
    assert told["findings"]["stale_answers"] == len(told["answers_shaken"]) > 0
    assert {a["site"] for a in told["answers_shaken"]} == {"北営業所"}
    assert "A4-4-04" in {a["checkpoint"] for a in told["answers_shaken"]}
    assert shell("import", audit, "terminals", newer, "--dry-run")[0] == 0
    # Twenty of each are told in words, added records by their number alone.
    assert shell.said.count("変更  PC-") == 20
    assert "ほか6件(--json ですべて表示)" in shell.said
    assert "回答後に前提(検出事項又は確認事項の文言)が変わった回答が" in shell.said
    assert shell("info", audit, "--json")[1]["progress"]["stale"] == 0


def test_findings_are_chosen_by_site_and_state(shell: Shell, held: Path) -> None:
    for number in ("PC-0001", "PC-0002"):
        shell("record", "edit", held, "terminals", number, "区画=共用", "--json")
    shell("record", "edit", held, "terminals", "PC-0002", "事業所=本店", "--json")
    found = shell("findings", held, "--rule", "R01", "--json")[1]["findings"]
    assert {f["site"] for f in found} == {"北営業所", "本店"}
    chosen = shell("findings", held, "--rule", "R01", "--site", "本店", "--json")[1]["findings"]
    assert [f["rows"][0]["key"] for f in chosen] == ["PC-0002"]
    shell("finding", "status", held, chosen[0]["id"], "in_progress")
    for status, count in (("in_progress", 1), ("open", 1), ("accepted", 0)):
        assert len(shell("findings", held, "--rule", "R01", "--status", status, "--json")[1]["findings"]) == count
    assert shell("findings", held, "--site", "どこか", "--json")[0] == 3
    assert shell("proposal", "show", held, "A4-4-04", "--site", "本店")[0] == 0
    assert "A4-4-04  × 不適合" in shell.said


def test_a_setting_tells_what_the_rules_find_with_it(shell: Shell, held: Path) -> None:
    code, told = shell("settings", "set", held, "R32.months", "1", "--json")
    assert (code, told["findings"]["new"]) == (0, 3)


def test_a_large_trial_says_how_much_it_does_not_list(shell: Shell, audit: Path, tmp_path: Path) -> None:
    file = workbook(tmp_path / "10.xlsx", 一覧=[terminal(n, 区画="共用") for n in range(1, 1102)])
    code, told = shell("import", audit, "terminals", file, "--dry-run", "--json")
    assert (code, told["rows"]["added"], len(told["changes"]), told["changes_unlisted"]) == (0, 1101, 1000, 101)
    assert len(told["findings_new"]) + told["findings_unlisted"] == told["findings"]["new"] > 1000
