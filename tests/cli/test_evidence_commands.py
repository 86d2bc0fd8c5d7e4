"""Evidence on the command line: uses, versions, last days, sizes."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import Shell

SITE = "A4-4-04"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "規程.pdf"
    path.write_bytes(b"%PDF-1.4 first")
    return path


@pytest.fixture
def identity(shell: Shell, audit: Path, paper: Path) -> str:
    return str(shell("evidence", "add", audit, "A1-1-01", paper, "--json")[1]["id"])


def only(shell: Shell, audit: Path, *options: str) -> list[dict[str, Any]]:
    code, told = shell("evidence", "list", audit, *options, "--json")
    assert code == 0
    listed = told["evidence"]
    assert isinstance(listed, list)
    return listed


def test_one_piece_is_used_at_many_places_and_taken_off_at_one(shell: Shell, audit: Path, identity: str) -> None:
    code, told = shell("evidence", "use", audit, identity, "A1-1-02", SITE, "--all-sites", "--json")
    assert (code, told["added"]) == (0, 3)
    places = [("A1-1-01", ""), ("A1-1-02", ""), (SITE, "本店"), (SITE, "北営業所")]
    assert sorted((p["checkpoint"], p["site"]) for p in told["places"]) == sorted(places)
    assert shell("evidence", "use", audit, identity, SITE, "--json")[0] == 3
    assert shell("evidence", "use", audit, identity, "Z9-9-99", "--json")[1]["error"]["code"] == "checkpoint_unknown"
    assert len(only(shell, audit, "--checkpoint", SITE, "--site", "北営業所")) == 1
    assert only(shell, audit, "--checkpoint", "A1-1-03") == []
    off = ("evidence", "unuse", audit, identity, SITE, "--site", "本店")
    assert shell(*off)[0] == 2
    assert len(shell(*off, "--reason", "別の写真", "--json")[1]["places"]) == 3
    assert shell(*off, "--reason", "別の写真")[0] == 3
    assert shell("evidence", "show", audit, identity)[0] == 0
    assert f"使う確認事項: {SITE} 北営業所" in shell.said
    assert f"{SITE} 本店 から外した理由: 別の写真" in shell.said
    removed = shell("evidence", "remove", audit, identity, "--reason", "誤り", "--json")[1]
    assert len(removed["places"]) == 3
    assert only(shell, audit)[0]["marks"] == ["removed"]


def test_a_newer_version_replaces_and_the_older_one_comes_out(
    shell: Shell, audit: Path, identity: str, tmp_path: Path
) -> None:
    newer = tmp_path / "規程 改.pdf"
    newer.write_bytes(b"%PDF-1.4 second")
    replace = ("evidence", "replace", audit, identity, newer, "--reason", "改正")
    code, told = shell(*replace, "--expires", "R9.3.31", "--note", "原本は総務", "--json")
    assert code == 0
    assert (told["version"], told["versions"], told["replaces"]) == (2, [identity], identity)
    assert (told["expires"], told["note"], told["counts"]) == ("2027-03-31", "原本は総務", True)
    older, latest = sorted(only(shell, audit), key=lambda e: int(e["version"]))
    assert (older["replaced_by"], older["counts"], latest["counts"]) == (told["id"], False, True)
    out = tmp_path / "out.pdf"
    assert shell("evidence", "extract", audit, identity, out)[0] == 0
    assert out.read_bytes() == b"%PDF-1.4 first"
    assert shell(*replace)[0] == 3
    assert "新しい版があります" in shell.refused
    assert shell("evidence", "withdraw", audit, told["id"], "--reason", "誤り", "--json")[1]["counts"] is True
    assert shell("evidence", "withdraw", audit, identity, "--reason", "誤り")[0] == 3


def test_a_newer_version_without_a_last_day_is_told_where_the_older_one_had_one(
    shell: Shell, audit: Path, identity: str, tmp_path: Path
) -> None:
    for number, (expires, day) in enumerate((([], None), (["--expires", "R9.3.31"], None), ([], "2027-03-31"))):
        newer = tmp_path / f"規程 {number}.pdf"
        newer.write_bytes(f"%PDF-1.4 {number}".encode())
        replace = ("evidence", "replace", audit, identity, newer, "--reason", "改正", *expires)
        code, told = shell(*replace, "--json")
        assert (code, told["expires_before"]) == (0, day)
        identity = told["id"]
    newer.write_bytes(b"%PDF-1.4 last")
    assert shell("evidence", "expire", audit, identity, "2027-04-30")[0] == 0
    assert shell("evidence", "replace", audit, identity, newer, "--reason", "改正")[0] == 0
    assert "前の版の有効期限は 2027-04-30 でしたが" in shell.said


def test_what_expired_is_listed_and_does_not_count(shell: Shell, audit: Path, identity: str) -> None:
    assert only(shell, audit, "--expired") == []
    told = shell("evidence", "expire", audit, identity, "2020-03-31", "--note", "許可証", "--json")[1]
    assert (told["expired"], told["counts"], told["note"]) == (True, False, "許可証")
    assert [e["id"] for e in only(shell, audit, "--expired")] == [identity]
    assert shell("evidence", "list", audit)[0] == 0
    assert "[有効期限切れ]" in shell.said
    assert shell("evidence", "expire", audit, identity, "never", "--reason", "-")[0] == 3
    told = shell("evidence", "expire", audit, identity, "never", "--reason", "期限の誤記", "--json")[1]
    assert (told["expires"], told["counts"], told["note"]) == (None, True, "許可証")
    assert shell("evidence", "expire", audit, identity, "2020-02-31")[0] == 2


def test_the_audit_warns_of_size(shell: Shell, audit: Path, tmp_path: Path) -> None:
    large = tmp_path / "録画.mp4"
    large.write_bytes(bytes(2 * 1024 * 1024))
    assert shell("evidence", "warn", audit, "--json")[1] == {"limit_mb": 50, "soon_days": 30}
    assert shell("evidence", "warn", audit, "--limit-mb", "1", "--soon-days", "7", "--json")[1]["limit_mb"] == 1
    assert shell("evidence", "warn", audit, "--limit-mb", "999")[0] == 3
    code, told = shell("evidence", "add", audit, "A1-1-01", large, "--json")
    assert (code, told["error"]["code"]) == (3, "evidence_above_limit")
    assert only(shell, audit) == []
    assert shell("evidence", "add", audit, "A1-1-01", large, "--large")[0] == 0
    assert shell("evidence", "list", audit, "--large", "--json")[1]["size"] == 2 * 1024 * 1024


def test_the_same_content_is_told_and_can_be_shared(
    shell: Shell, audit: Path, identity: str, paper: Path, tmp_path: Path
) -> None:
    told = shell("evidence", "add", audit, "A1-1-02", paper, "--share", "--json")[1]
    assert (told["id"], told["shared"], len(told["places"])) == (identity, True, 2)
    assert len(only(shell, audit)) == 1
    told = shell("evidence", "add", audit, "A1-1-03", paper, "--json")[1]
    assert (told["same_content"], told["shared"]) == ([identity], False)
    assert len(only(shell, audit, "--double")) == 2
    other = tmp_path / "別.txt"
    other.write_text("別", encoding="utf-8")
    assert shell("evidence", "add", audit, "A1-1-03", other, "--share", "--json")[1]["shared"] is False


def test_a_last_day_is_given_when_it_is_added(shell: Shell, audit: Path, paper: Path) -> None:
    shell("evidence", "add", audit, "A1-1-01", paper, "--expires", "2020-01-01", "--note", "旧許可証")
    (told,) = only(shell, audit)
    assert (told["expires"], told["expired"], told["note"]) == ("2020-01-01", True, "旧許可証")


def test_a_piece_is_shown_in_words(shell: Shell, audit: Path, tmp_path: Path) -> None:
    paper = tmp_path / "写真.txt"
    paper.write_text("記録", encoding="utf-8")
    shell("evidence", "add", audit, "A1-1-01", paper, "--expires", "2030-03-31", "--note", "原本は総務部")
    identity = shell("evidence", "list", audit, "--json")[1]["evidence"][0]["id"]
    shell("evidence", "show", audit, identity)
    told = dict(line.split(":", 1) for line in shell.said.splitlines() if ":" in line)
    assert {"ID", "名称", "大きさ", "SHA-256", "受領日", "受領した人", "版", "有効期限", "メモ"} <= told.keys()
    assert (told["大きさ"].strip(), told["有効期限"].strip()) == ("6バイト", "2030年3月31日")
    assert re.fullmatch(r"\d+年\d+月\d+日 \d\d:\d\d:\d\d", told["受領日"].strip())
    assert "A1-1-01 (全社)" in shell.said
    shell("--lang", "en", "evidence", "show", audit, identity)
    assert "Proves until:  2030-03-31" in shell.said
    shell("evidence", "list", audit)
    assert shell.said.splitlines()[0].split("  ")[1:5] == ["A1-1-01", "(全社)", "写真.txt", "6バイト"]
