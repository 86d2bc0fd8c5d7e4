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


def test_what_was_taken_in_can_be_written_out(shell: Shell, audit: Path, tmp_path: Path) -> None:
    template, out = tmp_path / "ひな形.toml", tmp_path / "控え.xlsx"
    shell("overlay", "template", template)
    shell("overlay", "import", audit, template)
    assert shell("overlay", "export", audit, out)[0] == 0
    assert out.stat().st_size > 1_000
    assert shell("overlay", "export", audit, tmp_path / "控え.pdf")[0] == 3
