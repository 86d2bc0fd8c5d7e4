"""Two offices that count their terminals each for itself: neither file writes over the other."""

import csv
from pathlib import Path

import pytest

from tests.cli.ledger_files import odd, workbook
from tests.cli.shell import Shell

HEADINGS = ("管理番号", "製造番号", "コンピュータ名", "使用者", "事業所")
NORTH = [[str(n), f"AAA{n:04d}", f"PC{n:03d}", f"佐藤{n}", "北営業所"] for n in range(1, 4)]
HEAD = [[str(n), f"BBB{n:04d}", f"PC9{n:02d}", f"高橋{n}", "本店"] for n in range(1, 3)]


def exported(shell: Shell, audit: Path, target: Path) -> list[tuple[str, str]]:
    assert shell("export", audit, "terminals", target)[0] == 0
    with target.open(encoding="utf-8-sig") as stream:
        return [(row.get("管理番号", ""), row["シリアル番号"]) for row in csv.DictReader(stream)]


@pytest.mark.parametrize("larger_first", [True, False])
def test_numbers_that_each_file_counts_are_refused(
    shell: Shell, audit: Path, tmp_path: Path, larger_first: bool
) -> None:
    north, head = odd(tmp_path / "北.csv", HEADINGS, *NORTH), odd(tmp_path / "本.csv", HEADINGS, *HEAD)
    first, second = (north, head) if larger_first else (head, north)
    assert shell("import", audit, "terminals", first)[0] == 0
    before = shell("history", audit, "--json")[1], exported(shell, audit, tmp_path / "before.csv")
    for words in ((), ("--dry-run",), ("--part",), ("--site", "本店"), ("--add-offices",)):
        code, refused = shell("import", audit, "terminals", second, *words, "--json")
        assert (code, refused["error"]["code"]) == (3, "ledger_numbers_collide")
    told = refused["error"]["message"]
    here, there = ("BBB0001", "AAA0001") if larger_first else ("AAA0001", "BBB0001")
    for said in (
        first.name,
        second.name,
        f"前からの記録では {there}",
        f"このファイルでは {here}",
        "シリアル番号、ホスト名で区別",
    ):
        assert said in told
    assert '--map "管理番号="' in told
    assert "--replaces" in told
    assert (shell("history", audit, "--json")[1], exported(shell, audit, tmp_path / "after.csv")) == before
    # Who says that they were replaced under the same numbers is believed.
    for words in (("--replaces",), ("--replaces-file", first.name)):
        code, tried = shell("import", audit, "terminals", second, *words, "--dry-run", "--json")
        assert (code, tried["rows"]["changed"]) == (0, 2)
    # As it is advised, both stand side by side.
    code, made = shell("import", audit, "terminals", second, "--map", "管理番号=", "--json")
    assert (code, made["rows"]["changed"], made["rows"]["gone"]) == (0, 0, 0)
    # So does the first file, and the next of either finds its own again.
    newer = ("--map", "管理番号=", "--replaces-file", first.name)
    code, made = shell("import", audit, "terminals", first, *newer, "--json")
    assert (code, made["rows"]["added"], made["rows"]["gone"]) == (0, len(before[1]), len(before[1]))
    for path in (first, second):
        code, made = shell("import", audit, "terminals", path, "--json")
        assert (code, made["rows"]["added"], made["rows"]["changed"], made["rows"]["gone"]) == (0, 0, 0, 0)
    rows = exported(shell, audit, tmp_path / "both.csv")
    assert sorted(serial for _number, serial in rows) == [*(r[1] for r in NORTH), *(r[1] for r in HEAD)]


def test_a_newer_version_is_no_collision(shell: Shell, audit: Path, tmp_path: Path) -> None:
    """One terminal was replaced under its number, all others got new users: most have their serial numbers still."""
    assert shell("import", audit, "terminals", odd(tmp_path / "前.csv", HEADINGS, *NORTH))[0] == 0
    rows = [[n, serial, host, "別の人", site] for n, serial, host, _user, site in NORTH]
    rows[0][1:3] = ["CCC0001", "PC777"]
    code, made = shell("import", audit, "terminals", odd(tmp_path / "今.csv", HEADINGS, *rows), "--json")
    assert (code, made["rows"]["changed"]) == (0, 3)
    # All hosts were renamed, a column that is left out says nothing, and a host may come with its domain.
    renamed = [[n, serial, f"NEW{n}", user, site] for n, serial, _host, user, site in rows]
    assert shell("import", audit, "terminals", odd(tmp_path / "改.csv", HEADINGS, *renamed))[0] == 0
    domain = [[n, f"{host}.example.co.jp", user] for n, _serial, host, user, _site in renamed]
    longer = odd(tmp_path / "域.csv", ("管理番号", "ホスト名", "使用者"), *domain)
    assert shell("import", audit, "terminals", longer)[0] == 0
    # What is kept of a record as a file has no column for it does not make another one the same.
    others = [[n, f"別{n}", user] for n, _serial, _host, user, _site in rows]
    other = odd(tmp_path / "他.csv", ("管理番号", "ホスト名", "使用者"), *others)
    code, refused = shell("import", audit, "terminals", other, "--json")
    assert (code, refused["error"]["code"]) == (3, "ledger_numbers_collide")


def test_people_of_two_companies_with_the_same_numbers(shell: Shell, audit: Path, tmp_path: Path) -> None:
    headings = ("社員番号", "氏名", "会社", "所属")
    one = [[f"{n:04d}", f"佐藤 {name}", "東湾送配電株式会社", "配電課"] for n, name in enumerate("一二三四", start=1)]
    two = [[f"{n:04d}", f"森 {name}", "東湾電力株式会社", "営業課"] for n, name in enumerate("五六七", start=1)]
    assert shell("import", audit, "people", odd(tmp_path / "送.csv", headings, *one))[0] == 0
    code, refused = shell("import", audit, "people", odd(tmp_path / "小.csv", headings, *two), "--json")
    assert (code, refused["error"]["code"]) == (3, "ledger_numbers_collide")
    assert "森 五" in refused["error"]["message"]
    # A reading behind the name is the same name.
    read = [[n, f"{name}(サトウ)", company, "営業課"] for n, name, company, _section in one]
    assert shell("import", audit, "people", odd(tmp_path / "読.csv", headings, *read))[0] == 0


def test_works_that_are_let_again_are_no_collision(shell: Shell, audit: Path, tmp_path: Path) -> None:
    """Contractors go by their names: each year has contract numbers of its own."""
    headings = ("委託先名", "契約番号", "委託業務")
    for year in ("R7", "R8"):
        rows = [[f"{name}工業株式会社", f"{year}-{n}", "検針"] for n, name in enumerate("甲乙丙", start=1)]
        assert shell("import", audit, "contractors", odd(tmp_path / f"{year}.csv", headings, *rows))[0] == 0


def test_numbers_that_only_count_the_rows_are_left_out_with_the_reason(
    shell: Shell, audit: Path, tmp_path: Path
) -> None:
    """Two regions with running numbers, one in two sheets: they stand side by side by their serial numbers."""
    north = [[str(n), f"AAA{n:04d}", f"PC{n:03d}", "佐藤", "北営業所"] for n in range(1, 9)]
    head = [[str(n), f"BBB{n:04d}", f"PC9{n:02d}", "高橋", "本店"] for n in range(1, 13)]
    sheets = {"支社": head[:7], "NC": head[7:]}
    files = odd(tmp_path / "北.csv", HEADINGS, *north), workbook(tmp_path / "本.xlsx", headings=HEADINGS, **sheets)
    for path in files:
        assert shell("import", audit, "terminals", path)[0] == 0
        assert "取り込んでいない列: A列「管理番号」。行の通し番号(1、2、3…)のようで" in shell.said
        assert '--map "管理番号=asset_no"' in shell.said
    rows = exported(shell, audit, tmp_path / "both.csv")
    assert rows == [("", row[1]) for row in (*north, *head)]


def test_who_takes_running_numbers_all_the_same_loses_no_region(shell: Shell, audit: Path, tmp_path: Path) -> None:
    north = [[str(n), f"AAA{n:04d}", f"PC{n:03d}", "佐藤", "北営業所"] for n in range(1, 9)]
    head = [[str(n), f"BBB{n:04d}", f"PC9{n:02d}", "高橋", "本店"] for n in range(1, 13)]
    said = ("--map", "管理番号=asset_no")
    assert shell("import", audit, "terminals", odd(tmp_path / "北.csv", HEADINGS, *north), *said)[0] == 0
    other = odd(tmp_path / "本.csv", HEADINGS, *head)
    code, refused = shell("import", audit, "terminals", other, *said, "--part", "--json")
    assert (code, refused["error"]["code"]) == (3, "ledger_numbers_collide")


def test_where_nothing_else_tells_the_rows_apart_the_reason_is_told(shell: Shell, audit: Path, tmp_path: Path) -> None:
    headings = ("No.", "機種", "使用者", "事業所", "設置場所", "導入日")
    path = odd(tmp_path / "番.csv", headings, *([str(n), "LB-1", "佐藤", "本店", "2階", "R5.4.1"] for n in range(1, 8)))
    code, refused = shell("import", audit, "terminals", path, "--json")
    assert (code, refused["error"]["code"]) == (3, "ledger_key_running")
    told = refused["error"]["message"]
    assert all(
        said in told for said in ("列「No.」の値は行の通し番号(1、2、3…)", '--map "No.=asset_no"', "シリアル番号")
    )
    assert shell("import", audit, "terminals", path, "--map", "No.=asset_no")[0] == 0
