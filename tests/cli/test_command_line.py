"""The command line as a script that knows only its contract would use it."""

import errno
import json
import os
import shlex
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from app import bootstrap
from app.paths import self_command
from app.services import auditing, demonstrating
from app.services.demonstrating import Made
from tests.cli.shell import Shell
from tests.services.other_edition import RETIRED, UNKNOWN_RULE, leave_behind


@pytest.fixture
def audit(shell: Shell, tmp_path: Path) -> Path:
    path = tmp_path / "a.shadan"
    words = ("--organisation", "東湾送配電", "--role", "grid_operator", "--period", "2026年度上期")
    code, made = shell("new", path, *words, "--as-of", "2026-10-31", "--site", "北営業所", "--json")
    assert (code, made["total"] > 100) == (0, True)
    return path


def test_an_audit_is_made_answered_and_told(shell: Shell, audit: Path) -> None:
    assert shell("answer", audit, "A4-4-04", "nonconforming", "--site", "北営業所", "--comment", "窓口に1台")[0] == 0
    assert "A4-4-04" in shell.said
    code, info = shell("info", audit, "--json")
    assert code == 0
    assert info["progress"]["answered"] == 1
    assert {a["item"]: a["nonconforming"] for a in info["areas"]}["A4-4"] == 1
    assert info["sites"][0]["name"] == "北営業所"
    assert set(info) == {
        *("organisation", "role", "period", "as_of", "catalogue", "sealed", "progress", "areas", "sites"),
        *("revision", "fingerprint", "revisions", "states"),
    }
    code, history = shell("history", audit, "--json")
    assert [e["act"] for e in history["entries"]] == ["answer.recorded", "audit.created"]
    assert shell("info", audit)[0] == 0
    assert "端末の管理" in shell.said
    assert shell("history", audit, "--checkpoint", "A4-4-04")[0] == 0


def test_refusals_are_one_sentence_and_exit_3(shell: Shell, audit: Path, tmp_path: Path) -> None:
    shell("answer", audit, "A1-1-01", "conforming")
    code, refused = shell("answer", audit, "A1-1-01", "partly", "--json")
    assert (code, refused["error"]["code"]) == (3, "answer_change_needs_reason")
    assert shell.refused.count("\n") == 1
    assert shell("answer", audit, "A4-4-04", "conforming", "--site", "どこか")[0] == 3
    assert "どこか" in shell.refused
    assert shell("info", tmp_path / "none.shadan", "--json")[1]["error"]["code"] == "file_missing"
    assert shell("catalogue", "show", "X-1")[0] == 3


def test_a_usage_error_is_exit_2(shell: Shell, audit: Path) -> None:
    assert shell("answer", audit, "A1-1-01", "perhaps")[0] == 2
    assert shell.said == ""
    code, refused = shell("history", audit, "--day", "2026-13-01", "--json")
    assert (code, refused["error"]["code"]) == (2, "usage")
    assert set(refused["error"]) == {"code", "message", "file", "sheet", "row", "column"}
    assert "2026-13-01" in refused["error"]["message"]
    assert shell("info")[0] == 2


def test_a_rule_that_is_not_there_is_no_empty_list(shell: Shell, audit: Path) -> None:
    assert shell("findings", audit, "--rule", "R1", "--json")[1]["error"]["code"] == "rule_unknown"
    assert shell("findings", audit, "--rule", "R99")[0] == 3
    assert shell("findings", audit, "--rule", "R01", "--json")[1]["findings"] == []


def test_sites_are_told_by_their_names(shell: Shell, audit: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("x", encoding="utf-8")
    assert shell("site", "alias", audit, "北営業所", "北(営)")[0] == 0
    answered = shell("answer", audit, "A4-4-04", "conforming", "--site", "北(営)", "--json")[1]
    added = shell("evidence", "add", audit, "A4-4-04", source, "--site", "北(営)", "--json")[1]
    listed = shell("evidence", "list", audit, "--json")[1]["evidence"][0]
    planned = shell("plan", "add", audit, "A3-5", "--measure", "研修", "--site", "北(営)", "--json")[1]
    entries = shell("history", audit, "--checkpoint", "A4-4-04", "--json")[1]["entries"]
    assert (answered["site"], added["site"], listed["site"], planned["sites"]) == (*["北営業所"] * 3, ["北営業所"])
    assert {e["site"] for e in entries} == {"北営業所"}
    assert shell("site", "alias", audit, "北営業所", " ", "--json")[1]["error"]["code"] == "site_name_missing"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--site", "Ａ支店", "--site", "A 支店"), "site_double"),
        (("--as-of", "0001-01-01"), "as_of_impossible"),
    ],
)
def test_what_cannot_be_audited_is_refused(shell: Shell, tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    given = ("--organisation", "東湾送配電", "--role", "grid_operator", "--period", "上期")
    assert shell("new", tmp_path / "b.shadan", *given, *words, "--json")[1]["error"]["code"] == code
    assert list(tmp_path.iterdir()) == []


def test_a_name_too_long_for_the_disk_is_said_and_leaves_nothing(shell: Shell, tmp_path: Path) -> None:
    words = ("--organisation", "東湾送配電", "--role", "grid_operator", "--period", "上期", "--json")
    # The last two leave no room for what the lock and the draft add to the name.
    for name in ("長" * 90, "a" * 248, "a" * 240):
        code, refused = shell("new", tmp_path / f"{name}.shadan", *words)
        assert (code, refused["error"]["code"]) == (3, "name_too_long")
    assert list(tmp_path.iterdir()) == []


def test_a_name_of_several_lines_is_one(shell: Shell, tmp_path: Path) -> None:
    words = (
        "--role",
        "grid_operator",
        "--period",
        "上期\n",
        "--site",
        "北\n営業所",
        "--organisation",
        "東湾\x07\n送配電",
    )
    shell("new", tmp_path / "b.shadan", *words)
    info = shell("info", tmp_path / "b.shadan", "--json")[1]
    assert (info["organisation"], info["period"], info["sites"][0]["name"]) == ("東湾  送配電", "上期", "北 営業所")


def test_a_folder_that_is_missing_is_called_so(shell: Shell, audit: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("x", encoding="utf-8")
    identity = shell("evidence", "add", audit, "A1-1-01", source, "--json")[1]["id"]
    for words in (
        ("report", audit, "plan", tmp_path / "no" / "p.pdf"),
        ("evidence", "extract", audit, identity, tmp_path / "no" / "p.txt"),
        ("template", "terminals", tmp_path / "no" / "t.xlsx"),
    ):
        assert shell(*words, "--json")[1]["error"]["code"] == "folder_missing", words
    assert shell("template", "terminals", tmp_path / "t.pdf", "--json")[1]["error"]["code"] == "template_suffix"
    refused = shell("report", audit, "plan", tmp_path / "p.pdf", "--site", "北営業所", "--json")[1]
    assert refused["error"]["code"] == "report_site_not_wanted"
    assert not (tmp_path / "p.pdf").exists()


def test_evidence_goes_in_and_out(shell: Shell, audit: Path, tmp_path: Path) -> None:
    source = tmp_path / "写真.jpg"
    source.write_bytes(b"picture")
    assert shell("evidence", "list", audit)[0] == 0
    code, added = shell("evidence", "add", audit, "A1-1-01", source, "--json")
    assert (code, added["name"]) == (0, "写真.jpg")
    code, written = shell("evidence", "extract", audit, added["id"], tmp_path / "out.jpg", "--json")
    assert Path(written["file"]).read_bytes() == b"picture"
    assert shell("evidence", "remove", audit, added["id"], "--reason", "誤り")[0] == 0
    assert shell("evidence", "list", audit, "--json")[1]["evidence"][0]["removed_reason"] == "誤り"


def test_verify_says_so_with_exit_4(shell: Shell, audit: Path, tmp_path: Path) -> None:
    shell("answer", audit, "A1-1-01", "conforming", "--comment", "目印の所見")
    code, result = shell("verify", audit, "--json")
    assert (code, result["ok"]) == (0, True)
    assert shell("backup", audit, tmp_path)[0] == 0
    (copy,) = tmp_path.glob("a-*.shadan")
    assert shell("restore", copy, tmp_path / "b.shadan")[0] == 0
    data = audit.read_bytes()
    audit.write_bytes(data.replace("目印".encode(), "目卯".encode()))
    code, result = shell("verify", audit, "--json")
    assert (code, result["ok"]) == (4, False)
    assert shell("verify", audit)[0] == 4
    assert "記録が書き換えられています" in shell.said
    assert "_" not in shell.said.partition(" (")[0]
    assert shell("verify", copy)[0] == 0


def test_the_catalogue_is_listed_shown_and_checked(shell: Shell) -> None:
    code, listed = shell("catalogue", "list", "--role", "affiliated_retailer", "--json")
    assert code == 0
    assert all("affiliated_retailer" in c["roles"] for c in listed["checkpoints"])
    code, english = shell("--lang", "en", "catalogue", "show", "A4-4-04", "--json")
    assert english["question"].isascii()
    assert shell("catalogue", "show", "A4-4-04")[0] == 0
    assert "確認方法" in shell.said
    code, check = shell("catalogue", "check", "--json")
    assert (code, check["problems"]) == (0, [])
    assert all(check["coverage"].values())
    assert shell("catalogue", "check")[0] == 0


@pytest.mark.slow
def test_the_sample_is_made_again_and_a_foreign_file_is_left_alone(
    shell: Shell, audit: Path, made_demo: Made, demo_folder: Path
) -> None:
    folder = demo_folder
    other = folder / "memo.txt"
    other.write_text("mine", encoding="utf-8")
    code, made = shell("demo", "--out", folder, "--json")
    assert (code, made["answered"]) == (0, made["total"])
    assert made["findings"] >= made["findings_from_ledger"] >= 150
    assert [Path(each["file"]).name for each in made["ledgers"]] == list(bootstrap.sample().ledgers.values())
    assert Path(made["file"]) == folder / made_demo.file.name
    assert [each["rows"] for each in made["ledgers"]] == [result.rows.data() for result in made_demo.imported]
    assert made["rows"] == next(each["rows"] for each in made["ledgers"] if each["file"] == made["ledger"])
    assert other.read_text(encoding="utf-8") == "mine"
    assert shell("verify", made["file"])[0] == 0
    before = audit.read_bytes()
    Path(made["file"]).write_bytes(before)
    assert shell("demo", "--out", folder)[0] == 3
    assert Path(made["file"]).read_bytes() == before


@pytest.mark.slow
def test_the_demo_says_what_can_be_typed_next(
    shell: Shell, made_demo: Made, demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = demo_folder.rename(tmp_path / "見本 一")
    # What is said of it is looked at; that the command makes it is tried above.
    monkeypatch.setattr(demonstrating, "make", lambda *_: replace(made_demo, file=folder / made_demo.file.name))
    monkeypatch.setenv("SHADAN_COMMAND", "python3 installer/run.py shadan")
    assert shell("demo", "--out", folder)[0] == 0
    assert f"python3 installer/run.py shadan findings '{folder}/sample.shadan'" in shell.said
    monkeypatch.delenv("SHADAN_COMMAND")
    assert shell("demo", "--out", folder)[0] == 0
    typed = next(line for line in shell.said.splitlines() if "shadan info" in line).partition(": ")[2]
    assert shell(*shlex.split(typed)[1:])[0] == 0


def test_findings_and_plan(shell: Shell, audit: Path) -> None:
    shell("answer", audit, "A4-4-04", "nonconforming", "--site", "北営業所", "--comment", "窓口に1台")
    code, found = shell("findings", audit, "--json")
    assert (code, [f["severity"] for f in found["findings"]]) == (0, ["serious"])
    assert found["findings"][0]["checkpoints"] == ["A4-4-04"]
    assert {"rule": "R01", "missing": ["terminals"]} in found["rules_not_run"]
    assert shell("findings", audit, "--severity", "observation", "--json")[1]["findings"] == []
    assert shell("findings", audit)[0] == 0
    assert "台帳なし" in shell.said
    assert "重大  未対応" in shell.said
    assert shell("plan", "draft", audit)[0] == 0
    assert shell("plan", "edit", audit, 1, "--department", "配電部", "--due", "2026-12-25")[0] == 0
    assert shell("plan", "edit", audit, 1, "--state", "done", "--json")[1]["error"]["code"] == "action_done_needs_day"
    today = date.today().isoformat()
    refused = shell("plan", "edit", audit, 1, "--done", today, "--json")[1]["error"]["code"]
    assert refused == "action_done_unfinished"
    refused = shell("plan", "edit", audit, 1, "--state", "done", "--done", today, "--json")[1]["error"]["code"]
    assert refused == "action_done_needs_start"
    done = ("--state", "done", "--start", "2026-01-05", "--done")
    assert shell("plan", "edit", audit, 1, *done, "2099-12-01")[0] == 3
    assert shell("plan", "edit", audit, 1, *done, today)[0] == 0
    assert shell("plan", "edit", audit, 1, "--state", "settling", "--owner", "配電 太郎")[0] == 0
    assert shell("plan", "edit", audit, 1, "--state", "done")[0] == 0
    code, plan = shell("plan", "list", audit, "--json")
    action = plan["actions"][0]
    assert (action["department"], action["due"], action["state"]) == ("配電部", "2026-12-25", "done")
    assert shell("plan", "list", audit)[0] == 0
    assert shell("plan", "edit", audit, 9, "--department", "x")[0] == 3


def test_reports_are_written_and_drafts_say_so(shell: Shell, audit: Path, tmp_path: Path) -> None:
    for kind in ("plan", "results", "attestation", "site-confirmation", "result-confirmation"):
        target = tmp_path / f"{kind}.pdf"
        code, made = shell("report", audit, kind, target, "--json")
        assert (code, made["draft"]) == (0, True)
        assert target.read_bytes().startswith(b"%PDF")
    assert shell("--lang", "en", "report", audit, "results", tmp_path / "en.pdf")[0] == 0
    english = "".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "en.pdf").pages)
    assert "Answers by item" in english
    assert shell("report", audit, "site-confirmation", tmp_path / "one.pdf", "--site", "北営業所")[0] == 0
    assert "北営業所" in pypdf.PdfReader(tmp_path / "one.pdf").pages[0].extract_text()
    assert shell("report", audit, "plan", tmp_path / "plan.txt")[0] == 3
    assert not (tmp_path / "plan.txt").exists()


def test_the_ground_of_the_plan_is_asked_and_printed(shell: Shell, audit: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    shell("report", audit, "plan", target)
    assert "電気事業法" not in pypdf.PdfReader(target).pages[0].extract_text()  # voluntary: without an article
    words = (
        "--ground",
        "order",
        "--dated",
        "2026-09-01",
        "--addressee",
        "経済産業大臣 殿",
        "--representative",
        "東湾 太郎",
    )
    code, filing = shell("plan", "filing", audit, *words, "--json")
    assert (code, filing["law"]) == (0, "eba-27-1")
    shell("report", audit, "plan", target)
    letter = pypdf.PdfReader(target).pages[0].extract_text().replace("\n", "")
    assert "令和8年9月1日付けの電気事業法第27条第1項に基づく業務改善命令に対し" in letter
    assert "経済産業大臣 殿" in letter
    assert shell("plan", "filing", audit, "--law", "eba-999")[0] == 3
    assert shell("plan", "filing", audit, "--ground", "guidance", "--json")[1]["law"] == ""
    assert shell("plan", "filing", audit)[0] == 0


def test_a_printed_report_is_verified(shell: Shell, audit: Path, tmp_path: Path) -> None:
    target = tmp_path / "results.pdf"
    shell("report", audit, "results", target)
    code, check = shell("verify", target, "--json")
    assert (code, check["ok"], check["info"]["kind"]) == (0, True, "results")
    assert check["fingerprint"] in pypdf.PdfReader(target).pages[0].extract_text()
    data = bytearray(target.read_bytes())
    data[len(data) // 2] ^= 1
    target.write_bytes(data)
    assert shell("verify", target, "--json")[0] == 4
    assert shell("verify", target)[0] == 4
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.4 nothing of ours")
    assert shell("verify", tmp_path / "other.pdf")[0] == 3


def test_a_grade_of_our_own_says_so(shell: Shell) -> None:
    assert shell("catalogue", "show", "A3-2-02", "--json")[1]["own_grade"] is True
    assert shell("catalogue", "show", "A3-2-02")[0] == 0
    assert "本製品の判断" in shell.said
    shell("catalogue", "show", "A4-4-04")
    assert "本製品の判断" not in shell.said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("catalogue", "list"), 0),
        (("--json", "catalogue", "list"), 0),
        (("--help",), 0),
        (("--json", "info", "missing.shadan"), 3),
    ],
)
def test_nobody_listening_is_no_error(words: tuple[str, ...], code: int, tmp_path: Path) -> None:
    """`shadan … | head`: the reader has gone before the last word."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        shadan = [sys.executable, "-m", "app", *words]
        done = subprocess.run(shadan, stdout=writing, stderr=subprocess.PIPE, check=False, text=True, encoding="utf-8")
    finally:
        os.close(writing)
    assert done.returncode == code
    assert "Error" not in done.stderr
    assert "Exception" not in done.stderr
    assert bool(done.stderr) is bool(code)


def test_a_file_of_another_edition_is_listed_and_reported(shell: Shell, audit: Path, tmp_path: Path) -> None:
    desk = auditing.open_audit(bootstrap.make_world(), audit)
    of_answer, of_rule = leave_behind(desk)
    desk.file.close()
    code, told = shell("findings", audit, "--json")
    assert code == 0
    titles = {f["id"]: f["title"] for f in told["findings"]}
    assert titles[of_answer] == f"廃止された確認事項({RETIRED})"
    assert UNKNOWN_RULE in titles[of_rule]
    assert shell("findings", audit)[0] == 0
    approved = ("--reason", "問わない", "--approver", "情報管理責任者", "--until", "2099-03-31")
    assert shell("finding", "status", audit, of_answer, "accepted", *approved, "--json")[0] == 0
    for words in (("plan", "draft", audit), ("plan", "list", audit), ("info", audit), ("history", audit)):
        assert shell(*words)[0] == 0
    for kind in ("plan", "results", "attestation"):
        assert shell("report", audit, kind, tmp_path / f"{kind}.pdf")[0] == 0
    code, refused = shell("answer", audit, RETIRED, "conforming", "--json")
    assert (code, refused["error"]["code"]) == (3, "checkpoint_unknown")
    assert shell("catalogue", "show", RETIRED)[0] == 3
    assert shell("proposal", "show", audit, RETIRED)[0] == 3


def test_what_is_not_text_is_not_stored(shell: Shell, audit: Path, tmp_path: Path) -> None:
    before = audit.read_bytes()
    assert shell("answer", audit, "A1-1-01", "partly", "--comment", "\udcff", "--json")[0] == 2
    assert shell("info", tmp_path / "\udc83.shadan", "--json")[1]["error"]["code"] == "usage"
    assert audit.read_bytes() == before
    # Evidence that came out of an old archive may be named so.
    source = tmp_path / "\udc8e\udcca.txt"
    source.write_text("x", encoding="utf-8")
    assert shell("evidence", "add", audit, "A1-1-01", source, "--json")[0] == 0


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{shlex.join(self_command())} catalogue list | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=180)
    assert (ran.stdout, ran.stderr) == ("0\n", "")


def test_an_output_that_is_full_is_said_in_one_sentence() -> None:
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [*self_command(), "catalogue", "list", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=180,
        )
    assert (ran.returncode, ran.stderr.count("\n")) == (3, 1)
    assert "No space left on device" in ran.stderr


@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"LANG": "ja_JP.UTF-8"},
        {},
    ],
    ids=lambda settings: " ".join(settings.values()) or "none",
)
def test_japanese_goes_in_and_out_in_any_locale(audit: Path, tmp_path: Path, settings: dict[str, str]) -> None:
    folder = tmp_path / "点検 一"
    folder.mkdir()
    audit.rename(folder / "点検.shadan")
    proof = folder / "写真 1.txt"
    proof.write_text("x", encoding="utf-8")
    plain = {k: v for k, v in os.environ.items() if k != "LANG" and not k.startswith(("LC_", "PYTHON"))}

    def told(*words: object) -> dict[str, Any]:
        command = [*self_command(), *map(str, words), "--json"]
        ran = subprocess.run(command, capture_output=True, env={**plain, **settings}, timeout=180)
        assert (ran.returncode, ran.stderr) == (0, b"")
        return dict(json.loads(ran.stdout.decode("utf-8")))

    assert told("answer", folder / "点検.shadan", "A1-1-01", "partly", "--comment", "所見")["revision"] == 1
    assert told("evidence", "add", folder / "点検.shadan", "A1-1-01", proof)["name"] == "写真 1.txt"
    (answer,) = told("answers", folder / "点検.shadan", "--show", "partly")["answers"]
    assert answer["comment"] == "所見"
    assert told("report", folder / "点検.shadan", "results", folder / "結果.pdf")["draft"] is True


def test_what_is_no_file_is_refused_and_not_waited_for(shell: Shell, audit: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    paper = tmp_path / "pipe.pdf"
    os.mkfifo(paper)
    for words in (
        ("info", pipe),
        ("verify", pipe),
        ("verify", paper),
        ("restore", pipe, tmp_path / "b.shadan"),
        ("evidence", "add", audit, "A1-1-01", pipe),
        ("plan", "case", audit, "renewable", "--from", pipe),
    ):
        code, refused = shell(*words, "--json")
        assert (code, refused["error"]["code"]) == (3, "not_a_file"), words
    for source in (pipe, os.devnull):
        code, refused = shell("import", audit, "terminals", source, "--json")
        assert (code, refused["error"]["code"]) == (3, "not_a_file")
    assert shell("verify", audit)[0] == 0


def test_a_folder_that_has_no_name_is_named(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shell("info", ".")[0] == 3
    assert shell.refused.startswith(tmp_path.name)


def test_closed_streams_change_neither_work_nor_exit_code(audit: Path) -> None:
    for words, code in (("catalogue list", 0), ("--help", 0), ("info nowhere.shadan --json", 3), ("fly", 2)):
        command = f"{shlex.join(self_command())} {words} >&- 2>&- <&-"
        assert subprocess.run(["bash", "-c", command], timeout=180, check=False).returncode == code, words


def test_a_sentence_for_closed_stderr_does_not_spoil_the_object_on_stdout() -> None:
    command = f"{shlex.join(self_command())} info nowhere.shadan --json 2>&-"
    done = subprocess.run(["bash", "-c", command], timeout=180, check=False, stdout=subprocess.PIPE)
    assert done.returncode == 3
    assert json.loads(done.stdout)["error"]["code"] == "file_missing"


def test_long_work_is_done_where_there_is_nothing_to_count_it_on(audit: Path, tmp_path: Path) -> None:
    for number, closed in enumerate(("2>&-", ">&- 2>&- <&-")):
        paper = tmp_path / f"{number}.pdf"
        command = shlex.join([*self_command(), "report", str(audit), "results", str(paper)])
        assert subprocess.run(["bash", "-c", f"{command} {closed}"], timeout=180, check=False).returncode == 0
        assert paper.stat().st_size


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_help_that_cannot_be_written_is_told() -> None:
    command = [*self_command(), "--help"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, text=True, encoding="utf-8")
    assert done.returncode == 3
    assert done.stderr


def test_a_password_may_come_through_a_pipe(shell: Shell, audit: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "台帳.xlsx"
    ledger.write_bytes(bootstrap.sample().content("terminals"))
    command = shlex.join([*self_command(), "import", str(audit), "terminals", str(ledger), "--dry-run"])
    piped = f"{command} --password-file <(echo secret)"
    assert subprocess.run(["bash", "-c", piped], capture_output=True, timeout=180, check=False).returncode == 0
    assert shell("import", audit, "terminals", ledger, "--password-file", tmp_path, "--json")[0] == 3


def test_a_backup_that_cannot_be_written_names_itself(
    shell: Shell, audit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch = Path.touch

    def refuse(path: Path, *arguments: Any, **options: Any) -> None:
        if path.suffix == ".new":
            raise PermissionError(errno.EACCES, "no")
        touch(path, *arguments, **options)

    monkeypatch.setattr(Path, "touch", refuse)
    folder = tmp_path / "安全な所"
    folder.mkdir()
    code, refused = shell("backup", audit, folder, "--json")
    assert (code, refused["error"]["code"]) == (3, "no_permission")
    assert refused["error"]["file"].startswith("a-")
    assert list(folder.iterdir()) == []
