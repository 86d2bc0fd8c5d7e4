"""The hand-in folder as a script builds, lists and checks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.cli import hand_in
from app.services import reporting
from app.services.ports import Progress
from tests.cli.shell import Shell

FEW = [word for part in ("plan", "plan-list", "results", "confirmations") for word in ("--without", part)]


@pytest.fixture
def filled(shell: Shell, audit: Path, tmp_path: Path) -> Path:
    (tmp_path / "証跡.txt").write_bytes(b"proof")
    assert shell("evidence", "add", audit, "A4-4-04", tmp_path / "証跡.txt", "--site", "本店")[0] == 0
    return audit


def test_a_trial_writes_nothing_and_tells_what_is_missing(shell: Shell, filled: Path, tmp_path: Path) -> None:
    code, told = shell("export", filled, "hand-in", tmp_path / "out", "--dry-run", "--json")
    assert (code, told["dry_run"], told["size"]) == (0, True, 5)
    assert [file["part"] for file in told["files"]] == [
        "plan", "plan-list", "results", "findings", "confirmations", "evidence",
    ]  # fmt: skip
    assert told["files"][-1]["path"] == "証跡/A4-4-04_本店_001.txt"
    assert {"draft", "no_papers"} <= {doubt["code"] for doubt in told["doubts"]}
    assert not (tmp_path / "out").exists()
    assert shell("export", filled, "hand-in", tmp_path / "out", "--dry-run")[0] == 0
    assert "「業務改善計画」は案のままです" in shell.said
    assert shell("hand-in", "list", filled, "--json")[1] == {"hand_ins": []}


def test_it_is_built_listed_checked_and_replaced(shell: Shell, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, built = shell("export", filled, "hand-in", out, *FEW, "--zip", "--json")
    assert code == 0
    assert (out / "証跡" / "A4-4-04_本店_001.txt").read_bytes() == b"proof"
    assert Path(built["zip"]).is_file()
    assert shell("export", filled, "hand-in", out, *FEW)[0] == 3
    assert "前に作成した提出用フォルダー" in shell.refused
    assert shell("export", filled, "hand-in", out, *FEW, "--replace", "--json")[1]["index"] == built["index"]

    code, listed = shell("hand-in", "list", filled, "--json")
    assert [each["index"] for each in listed["hand_ins"]] == [built["index"]] * 2
    assert listed["hand_ins"][0]["since"] == {}
    code, checked = shell("hand-in", "check", out, "--of", filled, "--json")
    assert (code, checked["whole"], checked["built"]["name"]) == (0, True, "out")
    code, checked = shell("hand-in", "check", out.with_name("out.zip"), "--of", filled, "--json")
    assert (code, checked["whole"], checked["built"]["name"]) == (0, True, "out")

    (out / "証跡" / "A4-4-04_本店_001.txt").write_bytes(b"other")
    (out / "余分.txt").write_bytes(b"x")
    code, checked = shell("hand-in", "check", out, "--json")
    assert (code, checked["changed"], checked["extra"]) == (4, ["証跡/A4-4-04_本店_001.txt"], ["余分.txt"])
    assert shell("hand-in", "check", out)[0] == 4
    assert "× 変更: 証跡/A4-4-04_本店_001.txt" in shell.said


@pytest.mark.parametrize("trial", [(), ("--dry-run",)])
@pytest.mark.parametrize("name", ["con", "x:y?", "長" * 90])
def test_a_name_that_cannot_be_handed_in_is_refused(
    shell: Shell, filled: Path, tmp_path: Path, name: str, trial: tuple[str, ...]
) -> None:
    before = sorted(tmp_path.iterdir())
    assert shell("export", filled, "hand-in", tmp_path / name, *FEW, *trial)[0] == 3
    assert name in shell.refused
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_of_another_audit_is_told(shell: Shell, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert shell("export", filled, "hand-in", out, *FEW)[0] == 0
    other = tmp_path / "b.shadan"
    assert shell("new", other, "--organisation", "他社", "--role", "grid_operator", "--period", "2026",
                 "--as-of", "2026-10-31")[0] == 0  # fmt: skip
    code, checked = shell("hand-in", "check", out, "--of", other, "--json")
    assert (code, checked["whole"], checked["built"]) == (4, True, None)
    assert shell("export", other, "hand-in", out, *FEW, "--replace")[0] == 3


@pytest.mark.parametrize("option", ["--zip", "--replace", "--dry-run", "--with=progress", "--without=plan"])
def test_options_of_the_folder_belong_to_no_ledger(shell: Shell, audit: Path, tmp_path: Path, option: str) -> None:
    code, told = shell("export", audit, "terminals", tmp_path / "t.xlsx", option, "--json")
    assert (code, told["error"]["code"]) == (2, "export_option_unwanted")
    assert not (tmp_path / "t.xlsx").exists()


def test_what_cannot_be_asked_is_refused(shell: Shell, audit: Path, tmp_path: Path) -> None:
    every = [f"--without={part}" for part in ("plan", "plan-list", "results", "findings", "confirmations", "papers",
                                              "evidence")]  # fmt: skip
    assert shell("export", audit, "hand-in", tmp_path / "o", *every, "--json")[1]["error"]["code"] == "handin_part_away"
    told = shell("export", audit, "hand-in", tmp_path / "o", "--text", "x", "--json")
    assert (told[0], told[1]["error"]["code"]) == (2, "export_option_unwanted")
    assert shell("hand-in", "check", tmp_path, "--json")[1]["error"]["code"] == "handin_no_sums"
    assert shell("export", audit, "hand-in", tmp_path / "o", "--with", "everything")[0] == 2


def test_how_far_it_is_is_told_as_of_a_report(
    shell: Shell, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, told = tmp_path / "out", list[tuple[str, str, int, int]]()

    @contextmanager
    def counted(what: str) -> Iterator[Progress]:
        def tell(code: str, done: int, total: int) -> bool:
            told.append((what, code, done, total))
            return True

        yield tell

    monkeypatch.setattr(hand_in, "counted", counted)
    assert shell("export", filled, "hand-in", out, *FEW, "--dry-run")[0] == 0
    assert ("提出する内容を確かめています", "hand_in", 0, 1) in told
    assert shell("export", filled, "hand-in", out, *FEW)[0] == 0
    assert ("提出用フォルダーを作成しています", "hand_in", 1, 2) in told
    assert shell("hand-in", "check", out)[0] == 0
    assert ("提出用フォルダーを確かめています", "hand_in", 0, 5) in told


def test_who_stops_it_finds_nothing_built(
    shell: Shell, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_given: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as pressed:
        pressed.setattr(reporting, "build", stop)
        with pytest.raises(KeyboardInterrupt):
            shell("export", filled, "hand-in", tmp_path / "out", *FEW, "--zip")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith((".", "out"))) == []
    assert shell("hand-in", "list", filled, "--json")[1] == {"hand_ins": []}


def test_a_name_that_reads_like_another_is_told(shell: Shell, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert shell("export", filled, "hand-in", out, *FEW)[0] == 0
    (out / "00_はし\u3099めにお読みください.txt").write_bytes(b"added")
    code, checked = shell("hand-in", "check", out, "--json")
    assert (code, checked["whole"], checked["files"], checked["twins"]) == (4, False, 5, checked["extra"])
    assert shell("hand-in", "check", out)[0] == 4
    assert "一覧のファイルと同じに見える名前" in shell.said
