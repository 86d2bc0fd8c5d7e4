"""Three people, two audits: answered, returned, proven, sealed with gaps on purpose, sealed, and begun anew."""

from pathlib import Path

from tests.cli.shell import Shell

OFFICER, REVIEWER, APPROVER = "点検 花子", "確認 太郎", "承認 三郎"
OWN = """
[[checkpoint]]
id = "A1-1-C01"
level = "company"
question = "自社の行動規範を{見直しの間隔}ごとに見直しているか"
verify = "改定履歴を見る。"

[values]
"見直しの間隔" = "1年"
"""


def begin(shell: Shell, file: Path) -> None:
    said = ("--organisation", "東湾送配電株式会社", "--role", "grid_operator", "--period", "2026年度上期")
    assert shell("new", file, *said, "--as-of", "2026-10-31", "--site", "本店", "--area", "A1-1")[0] == 0
    own = file.with_name("自社.toml")
    own.write_text(OWN, encoding="utf-8")
    assert shell("overlay", "import", file, own, "--as", OFFICER)[0] == 0
    for name, duty in ((OFFICER, "auditor"), (REVIEWER, "reviewer"), (APPROVER, "approver")):
        assert shell("people", "add", file, name, "--duty", duty)[0] == 0


def answer_all(shell: Shell, file: Path) -> list[str]:
    asked = shell("answers", file, "--json")[1]["answers"]
    for each in asked:
        site = ("--site", each["site"]) if each["site"] else ()
        words = ("answer", file, each["checkpoint"], "conforming", *site, "--comment", "規程で確認した")
        assert shell(*words, "--as", OFFICER)[0] == 0
    return [each["checkpoint"] for each in asked]


def gaps(shell: Shell, file: Path) -> dict[str, int]:
    code, told = shell("seal", file, "--as", APPROVER, "--json")
    assert (code, told["error"]["code"]) == (3, "seal_gaps")
    return {gap["code"]: gap["count"] for gap in told["gaps"]}


def prove(shell: Shell, file: Path, paper: Path, checkpoints: list[str]) -> None:
    """The first one by evidence that serves all of the company, the one at the site by somebody who tried."""
    first, *others = [c for c in checkpoints if c != "A1-1-05"]
    code, piece = shell("evidence", "add", file, first, paper, "--as", OFFICER, "--json")
    assert code == 0
    for checkpoint in others:
        assert shell("evidence", "use", file, piece["id"], checkpoint, "--as", OFFICER)[0] == 0
    tried = ("--person", REVIEWER, "--tried", "当日の記録と照らした", "--outcome", "held")
    assert shell("disproof", "add", file, "A1-1-05", "--site", "本店", *tried, "--as", OFFICER)[0] == 0


def seal(shell: Shell, file: Path, paper: Path) -> str:
    checkpoints = answer_all(shell, file)
    count = len(checkpoints)
    assert gaps(shell, file) == {"unproven": count, "not_accepted": count, "not_approved": 1}
    prove(shell, file, paper, checkpoints)
    # Who answered cannot accept, and who may not review cannot either.
    for name in (OFFICER, APPROVER):
        assert shell("review", "accept", file, "--all", "--as", name)[0] == 3
    assert shell("review", "request", file, "--all", "--as", OFFICER)[0] == 0
    back = ("review", "return", file, "A1-1-02", "--reason", "所見に日付がない", "--as", REVIEWER)
    assert shell(*back)[0] == 0
    assert gaps(shell, file)["returned"] == 1
    again = ("--comment", "2026年10月5日の改定で確認した", "--as", OFFICER)
    assert shell("answer", file, "A1-1-02", "conforming", *again)[0] == 0
    assert shell("review", "request", file, "--all", "--as", OFFICER)[0] == 0
    assert shell("review", "accept", file, "--all", "--as", REVIEWER)[0] == 0
    assert gaps(shell, file) == {"not_approved": 1}
    assert shell("approve", file, "--as", APPROVER)[0] == 0
    code, sealed = shell("seal", file, "--as", APPROVER, "--json")
    assert code == 0
    return str(sealed["fingerprint"])


def test_two_years(shell: Shell, tmp_path: Path) -> None:
    first, paper = tmp_path / "2026上期.shadan", tmp_path / "規程.txt"
    paper.write_text("行為規制規程", encoding="utf-8")
    begin(shell, first)
    fingerprint = seal(shell, first, paper)
    assert shell("info", first, "--json")[1]["sealed"] is True
    assert shell("verify", first)[0] == 0
    before = first.read_bytes()
    for words in (
        ("answer", first, "A1-1-01", "partly", "--reason", "誤り"),
        ("flag", "set", first, "A1-1-01"),
        ("value", "set", first, "見直しの間隔", "6か月"),
        ("undo", first),
    ):
        code, told = shell(*words, "--as", OFFICER, "--json")
        assert (code, told["error"]["code"]) == (3, "audit_sealed")
    assert first.read_bytes() == before

    # The next time: answers are proposals, and what is asked in other words is to be answered anew.
    second = tmp_path / "2026下期.shadan"
    assert shell("new", second, "--from", first, "--period", "2026年度下期", "--as-of", "2027-03-31")[0] == 0
    assert first.read_bytes() == before
    progress = shell("info", second, "--json")[1]["progress"]
    assert progress["answered"] == 0
    assert shell("value", "set", second, "見直しの間隔", "6か月", "--as", OFFICER)[0] == 0
    carried = {c["checkpoint"]: c["standing"] for c in shell("carried", "list", second, "--json")[1]["carried"]}
    assert carried["A1-1-C01"] == "changed"
    assert {s for c, s in carried.items() if c != "A1-1-C01"} == {"unchanged"}
    assert shell("carried", "take", second, "--all", "--as", OFFICER)[0] == 0
    assert shell("info", second, "--json")[1]["progress"]["answered"] == progress["total"] - 1
    code, told = shell("carried", "take", second, "A1-1-C01", "--as", OFFICER, "--json")
    assert code == 3, told
    assert shell("answer", second, "A1-1-C01", "nonconforming", "--comment", "見直していない", "--as", OFFICER)[0] == 0
    # Nothing of last time's proof or review came along with the answers.
    missing = gaps(shell, second)
    assert missing["unproven"] == progress["total"] - 1
    assert missing["not_accepted"] == progress["total"]
    assert shell("compare", first, second)[0] == 0

    # A sealed audit is opened again with a reason, and the new revision names the old one.
    assert shell("reopen", first, "--reason", "記載の誤り", "--as", APPROVER)[0] == 0
    revisions = shell("info", first, "--json")[1]["revisions"]
    assert [(r["number"], r["fingerprint"]) for r in revisions][0] == (1, fingerprint)
    assert shell("answer", first, "A1-1-01", "partly", "--reason", "誤り", "--as", OFFICER)[0] == 0
