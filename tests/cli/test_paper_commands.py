"""Papers on the command line: printed, scanned back, marked, listed, taken out again."""

import shutil
from pathlib import Path

import pytest

from app.domain.paper_codes import shown_code
from tests.cli.shell import Shell
from tests.formats.workbook.books import xlsx
from tests.paper_ledgers import TABLES


@pytest.fixture
def printed(shell: Shell, audit: Path, tmp_path: Path) -> list[dict[str, object]]:
    code, told = shell("papers", "print", audit, tmp_path / "papers.pdf", "--json")
    assert code == 0
    papers: list[dict[str, object]] = told["papers"]
    return papers


def test_the_whole_way_of_a_paper(shell: Shell, audit: Path, printed: list[dict[str, object]], tmp_path: Path) -> None:
    assert [p["number"] for p in printed] == ["SC-001", "SC-002", "RC-001"]
    code, told = shell("papers", "scan", audit, tmp_path / "papers.pdf", "--dry-run", "--json")
    assert (code, [f["became"] for f in told["found"]], told["saved_at"]) == (0, ["filed"] * 3, "")
    code, told = shell("papers", "scan", audit, tmp_path / "papers.pdf", "--json")
    assert (code, [f["became"] for f in told["found"]]) == (0, ["filed"] * 3)
    day = str(printed[0]["at"])[:10]
    named = ("--signed-by", "点検者=𠮷野 花子", "--signed-by", "髙橋 一郎", "--on", day)
    code, told = shell("papers", "mark", audit, shown_code(str(printed[0]["code"])), *named, "--json")
    assert code == 0
    plain = {"instead_of": "", "reason": ""}
    assert told["returned"]["signers"] == [
        {"role": "点検者", "name": "𠮷野 花子", **plain},
        {"role": "", "name": "髙橋 一郎", **plain},
    ]
    assert told["returned"]["signed_on"] == day
    code, told = shell("papers", "list", audit, "--json")
    expected = {"unprinted": 0, "printed": 0, "returned": 2, "signed": 1, "outdated": 0, "taken_back": 0}
    assert told["counts"] == expected
    assert [p["state"] for p in told["papers"]] == ["signed", "returned", "returned"]
    assert shell("papers", "list", audit, "--state", "out")[0] == 0
    assert "該当する書面はありません" in shell.said
    assert shell("papers", "show", audit, "SC-001")[0] == 0
    assert "点検者 𠮷野 花子、髙橋 一郎" in shell.said
    code, told = shell("papers", "extract", audit, "SC-001", tmp_path / "own.pdf", "--json")
    assert (code, told["files"]) == (0, [str(tmp_path / "own.pdf")])
    code, told = shell("papers", "withdraw", audit, "SC-001", "--reason", "署名欄が空だった", "--json")
    assert (code, told["returned"]["withdrawn"]) == (0, "署名欄が空だった")
    code, told = shell("papers", "out", audit, tmp_path / "out.pdf", "--site", "本店", "--json")
    assert (code, told["out"], (tmp_path / "out.pdf").exists()) == (0, 1, True)
    code, told = shell("papers", "file", audit, "SC-001", tmp_path / "papers.pdf", "--pages", "1", "--json")
    assert (code, told["returned"]["by_hand"]) == (0, True)
    assert shell("undo", audit)[0] == 0
    code, told = shell("papers", "show", audit, "SC-001", "--json")
    assert (told["state"], told["latest"], len(told["returns"])) == ("printed", True, 1)
    assert shell("verify", audit)[0] == 0


def test_an_older_edition_is_refused_and_the_rest_is_filed(
    shell: Shell, audit: Path, printed: list[dict[str, object]], tmp_path: Path
) -> None:
    shell("answer", audit, "A4-4-04", "nonconforming", "--site", "北営業所", "--comment", "端末が2台ある")
    code, told = shell("papers", "list", audit, "--state", "outdated", "--json")
    assert [p["printed"]["number"] for p in told["papers"]] == ["SC-002", "RC-001"]
    shutil.copy(tmp_path / "papers.pdf", tmp_path / "old.pdf")
    assert shell("papers", "print", audit, tmp_path / "new.pdf", "--state", "outdated")[0] == 0
    code, told = shell("papers", "scan", audit, tmp_path / "old.pdf", "--json")
    assert code == 3, "a script must see that something was left"
    assert [(each["file"], each["page"], each["error"]["code"]) for each in told["left"]] == [
        ("old.pdf", 2, "paper_older"),
        ("old.pdf", 3, "paper_older"),
    ]
    assert "綴じ込まなかったもの: 2 件" in shell.refused
    assert {f["number"]: f["became"] for f in told["found"]} == {
        "SC-001": "filed",
        "SC-002": "refused",
        "RC-001": "refused",
    }
    (refused,) = [f["error"] for f in told["found"] if f["number"] == "SC-002"]
    assert refused["code"] == "paper_older"
    assert str(printed[1]["version"]) in refused["message"]


def test_a_printing_that_was_taken_back_is_shown_refused_and_filed_by_hand(
    shell: Shell, audit: Path, printed: list[dict[str, object]], tmp_path: Path
) -> None:
    assert shell("undo", audit)[0] == 0
    first = str(printed[0]["code"])
    code, told = shell("papers", "list", audit, "--state", "taken_back", "--json")
    assert (code, len(told["papers"])) == (0, 3)
    assert told["papers"][0]["printed"] is None
    assert told["papers"][0]["taken_back"][0]["code"] == first
    assert shell("papers", "show", audit, first)[0] == 0
    assert "印刷取消し" in shell.said
    scan = tmp_path / "papers.pdf"
    code, told = shell("papers", "scan", audit, scan, "--json")
    assert (code, [each["error"]["code"] for each in told["left"]]) == (3, ["paper_taken_back"] * 3)
    assert shell("papers", "scan", audit, scan, "--dry-run")[0] == 3
    assert "papers.pdf 1ページ: SC-001(本店)の第1版は" in shell.said
    assert shell("papers", "file", audit, first, scan, "--pages", "1", "--json")[1]["error"]["code"] == (
        "paper_taken_back"
    )
    assert shell("papers", "file", audit, first, scan, "--pages", "1", "--although-taken-back")[0] == 0
    code, told = shell("papers", "show", audit, first, "--json")
    assert (told["state"], told["returned"]["by_hand"]) == ("returned", True)
    assert [each["restored"] for each in told["taken_back"]] == [True]
    assert shell("undo", audit)[0] == 0
    assert shell("papers", "show", audit, first, "--json")[1]["state"] == "taken_back"
    assert shell("verify", audit)[0] == 0


def test_somebody_elses_signature_wants_a_reason(shell: Shell, audit: Path, tmp_path: Path) -> None:
    shell("import", audit, "people", xlsx(tmp_path / "people.xlsx", TABLES["people"]))
    target = tmp_path / "one.pdf"
    code, told = shell("papers", "print", audit, target, "--form", "pledge", "--only", "1001", "--json")
    assert code == 0
    day = str(told["papers"][0]["at"])[:10]
    assert shell("papers", "scan", audit, target)[0] == 0
    named = ("papers", "mark", audit, "PL-001", "--signed-by", "伊藤 保", "--on", day)
    code, told = shell(*named, "--json")
    assert (code, told["error"]["code"]) == (3, "paper_signed_by_other")
    code, told = shell(*named, "--signed-by-other", "休職中のため上長が署名", "--json")
    assert code == 0
    assert told["returned"]["signers"] == [
        {"role": "", "name": "伊藤 保", "instead_of": "青木 明", "reason": "休職中のため上長が署名"}
    ]
    shell("papers", "list", audit, "--form", "pledge")
    assert "青木 明本人の署名でない: 休職中のため上長が署名" in shell.said


def test_one_name_twice_wants_a_reason(
    shell: Shell, audit: Path, printed: list[dict[str, object]], tmp_path: Path
) -> None:
    assert shell("papers", "scan", audit, tmp_path / "papers.pdf")[0] == 0
    day = str(printed[0]["at"])[:10]
    named = ("papers", "mark", audit, "SC-001", "--signed-by", "A=髙橋 一郎", "--signed-by", "B=高橋一郎", "--on", day)
    code, told = shell(*named, "--json")
    assert (code, told["error"]["code"]) == (3, "paper_named_twice")
    assert "高橋一郎" in told["error"]["message"]
    code, told = shell(*named, "--same-name", "所長が点検者を兼ねる", "--json")
    assert code == 0
    assert [each["reason"] for each in told["returned"]["signers"]] == ["", "所長が点検者を兼ねる"]
    assert shell(*named, "--same-name", "所長が点検者を兼ねる")[0] == 0
    assert "高橋一郎の氏名が二度: 所長が点検者を兼ねる" in shell.said


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("papers", "show", "{audit}", "ABCDEFGH"), 3, "paper_code_wrong"),
        (("papers", "show", "{audit}", "3EBPHRWK"), 3, "paper_code_unknown"),
        (("papers", "scan", "{audit}", "{folder}/none.pdf"), 3, "file_missing"),
        (("papers", "scan", "{audit}", "{audit}"), 3, "scan_kind_unknown"),
        (("papers", "mark", "{audit}", "SC-001", "--signed-by", "花子", "--on", "2026-11-01"), 3, "paper_not_back"),
        (("papers", "print", "{audit}", "{folder}/a.docx"), 3, "report_suffix"),
        (("papers", "print", "{audit}", "{folder}/a.pdf", "--state", "signed"), 3, "paper_none_chosen"),
        (("papers", "list", "{audit}", "--site", "南営業所"), 3, "site_unknown"),
    ],
)
def test_what_is_refused_has_one_sentence(
    shell: Shell, audit: Path, tmp_path: Path, words: tuple[str, ...], code: int, why: str
) -> None:
    if why == "paper_not_back":
        assert shell("papers", "print", audit, tmp_path / "papers.pdf")[0] == 0
    said = [word.format(audit=audit, folder=tmp_path) for word in words]
    found, told = shell(*said, "--json")
    assert (found, told["error"]["code"]) == (code, why)
    assert shell.refused.count("\n") == 1


@pytest.mark.parametrize("pages", ["x", "1-", "0,", "-1"])
def test_pages_are_named_as_people_do(shell: Shell, audit: Path, pages: str) -> None:
    assert shell("papers", "file", audit, "SC-001", "scan.pdf", f"--pages={pages}")[0] == 2
    assert "1,5" in shell.refused


def test_papers_from_the_ledgers_are_followed_from_printing_to_their_way_back(
    shell: Shell, audit: Path, tmp_path: Path
) -> None:
    out = tmp_path / "pledges.pdf"
    code, told = shell("papers", "print", audit, out, "--form", "pledge", "--json")
    assert (code, told["error"]["code"], out.exists()) == (3, "paper_needs_ledger", False)
    assert shell("import", audit, "people", xlsx(tmp_path / "people.xlsx", TABLES["people"]))[0] == 0
    code, told = shell("papers", "print", audit, out, "--form", "pledge", "--only", "1002", "--json")
    assert (code, [p["number"] for p in told["papers"]]) == (0, ["PL-001"])
    assert shell("papers", "scan", audit, out)[0] == 0
    code, told = shell("papers", "show", audit, "PL-001", "--json")
    assert (code, told["state"]) == (0, "returned")
    code, told = shell("papers", "print", audit, out, "--only", "1002", "--json")
    assert (code, told["error"]["code"]) == (3, "paper_only_form")
