"""The verbs `overlay` and `value`, as an officer types them."""

import shlex
from pathlib import Path

from tests.cli.shell import Shell


def test_from_the_template_to_the_checkpoint(shell: Shell, audit: Path, tmp_path: Path) -> None:
    template = tmp_path / "ひな形.xlsx"
    assert shell("overlay", "template", template)[0] == 0
    code, told = shell("overlay", "import", audit, template, "--dry-run", "--json")
    assert (code, told["added"], told["hidden"], told["dry_run"]) == (0, ["A4-4-C01"], ["A3-4-01"], True)
    assert shell("overlay", "show", audit, "--json")[1]["checkpoints"] == []
    assert shell("overlay", "import", audit, template, "--json")[1]["added"] == ["A4-4-C01"]
    shown = shell("overlay", "show", audit, "--json")[1]
    assert [c["id"] for c in shown["checkpoints"]] == ["A4-4-C01"]
    assert shown["hidden"] == [{"checkpoint": "A3-4-01", "reason": "災害時に業務を委託していないため。"}]
    assert shell("answer", audit, "A4-4-C01", "conforming", "--site", "本店")[0] == 0
    code, error = shell("answer", audit, "A3-4-01", "conforming", "--json")
    assert (code, error["error"]["code"]) == (3, "checkpoint_not_asked")
    code, error = shell("answer-many", audit, "A1-1-01", "A3-4-01", "conforming", "--json")
    assert (code, error["error"]["code"]) == (3, "checkpoint_not_asked")
    assert shell("overlay", "remove", audit, "ひな形.xlsx", "--reason", "見直し")[0] == 0
    assert shell("answer", audit, "A3-4-01", "conforming")[0] == 0


def test_values(shell: Shell, audit: Path) -> None:
    assert shell("value", "set", audit, "研修の間隔", "6か月", "--json")[1]["changed"] == ["A3-5-01", "A3-5-06"]
    values = {v["name"]: (v["value"], v["own"]) for v in shell("value", "list", audit, "--json")[1]["values"]}
    assert values["研修の間隔"] == ("6か月", True)
    assert values["端末の棚卸の間隔"] == ("1年", False)
    assert shell("value", "clear", audit, "研修の間隔")[0] == 0


def test_a_bad_file_is_refused(shell: Shell, audit: Path, tmp_path: Path) -> None:
    bad = tmp_path / "悪い.toml"
    bad.write_text('[[note]]\ncheckpoint = "A9-9-99"\ntext = "x"\n', encoding="utf-8")
    code, error = shell("overlay", "import", audit, bad, "--json")
    assert (code, error["error"]["code"]) == (3, "overlay_fault_checkpoint_unknown")
    assert "悪い.toml" in error["error"]["message"]
    assert shell("overlay", "show", audit, "--json")[1]["files"] == []


def test_the_result_names_the_way_back(shell: Shell, audit: Path, tmp_path: Path) -> None:
    template = tmp_path / "自社 追加.toml"
    shell("overlay", "template", template)
    assert shell("overlay", "import", audit, template)[0] == 0
    told = shell.said.splitlines()[-1]
    name, command = told.removeprefix("点検での名称: ").split("。取り除くとき: ")
    assert name == "自社 追加.toml"
    words = shlex.split(command)
    assert words[:3] == ["shadan", "overlay", "remove"]
    assert shell(*words[1:-1], "見直し")[0] == 0


def test_the_catalogue_of_an_audit_is_listed_shown_and_checked(shell: Shell, audit: Path, tmp_path: Path) -> None:
    template = tmp_path / "自社.toml"
    shell("overlay", "template", template)
    code, error = shell("catalogue", "show", "A4-4-C01", "--json")
    assert (code, error["error"]["code"]) == (3, "catalogue_own_needs_audit")
    assert shell("catalogue", "show", "A4-4-C01", "--file", audit, "--json")[1]["error"]["code"] == "checkpoint_unknown"
    shell("overlay", "import", audit, template)

    code, own = shell("catalogue", "show", "A4-4-C01", "--file", audit, "--json")
    assert (code, own["own"], own["values"]) == (0, True, {"ログの保存期間": "5年"})
    assert "共用端末の利用記録が、5年の間保存されているか" in own["question"]
    shell("catalogue", "show", "A4-4-C01", "--file", audit)
    assert shell.said.splitlines()[2] == "(自社の確認事項)"
    assert "  ログの保存期間: 5年 (自社.toml による)" in shell.said
    shell("catalogue", "show", "A3-4-01", "--file", audit)
    assert "この点検では対象外: 災害時に業務を委託していないため。" in shell.said
    shell("catalogue", "show", "A4-4-02", "--file", audit)
    assert "補足: 予備機は総務部の台帳で確かめる。" in shell.said

    listed = {c["id"]: c for c in shell("catalogue", "list", "--file", audit, "--json")[1]["checkpoints"]}
    assert (listed["A4-4-C01"]["own"], listed["A4-4-02"]["notes"]) == (True, ["予備機は総務部の台帳で確かめる。"])
    assert listed["A3-4-01"]["hidden"] == "災害時に業務を委託していないため。"
    shell("catalogue", "list", "--file", audit)
    assert "この点検では対象外: 災害時に業務を委託していないため。" in shell.said
    assert "own" not in shell("catalogue", "list", "--json")[1]["checkpoints"][0]

    code, checked = shell("catalogue", "check", "--file", audit, "--json")
    assert (code, checked["own"], list(checked["hidden"])) == (0, ["A4-4-C01"], ["A3-4-01"])
    assert all("A3-4-01" not in ids for ids in checked["coverage"].values())
    assert checked["checkpoints"] == shell("catalogue", "check", "--json")[1]["checkpoints"]
    shell("catalogue", "check", "--file", audit)
    assert "この点検では対象外: A3-4-01 災害時に業務を委託していないため。" in shell.said


def test_what_was_taken_in_can_be_written_out(shell: Shell, audit: Path, tmp_path: Path) -> None:
    template, out = tmp_path / "ひな形.toml", tmp_path / "控え.xlsx"
    shell("overlay", "template", template)
    shell("overlay", "import", audit, template)
    assert shell("overlay", "export", audit, out)[0] == 0
    assert out.stat().st_size > 1_000
    assert shell("overlay", "export", audit, tmp_path / "控え.pdf")[0] == 3


def test_answers_to_other_words_are_listed_with_what_differs(shell: Shell, audit: Path) -> None:
    shell("answer", audit, "A3-5-06", "partly")
    shell("value", "set", audit, "研修の間隔", "6か月")
    (answer,) = shell("answers", audit, "--show", "stale", "--json")[1]["answers"]
    assert answer["checkpoint"] == "A3-5-06"
    assert [each["change"] for each in answer["stale"]] == ["reworded"]
    assert "1年以内に" in answer["asked_then"]["question"]
    shell("answers", audit, "--show", "stale")
    assert "[削除: 1年以内][追加: 6か月以内]" in shell.said
    assert shell("uphold", audit, "A3-5-06")[0] == 0
    assert shell("answers", audit, "--show", "stale", "--json")[1]["count"] == 0
