"""What releases are documented with calls what is there, and says the same in both languages."""

import re
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

import build
import contents
import release
import sources
from app import errors
from app.cli.main import command_line

ROOT = Path(__file__).resolve().parents[1]
INSTALLER = ROOT / "installer"
SHEETS = {language: (INSTALLER / f"IT-SHEET.{language}.md").read_text("utf-8") for language in ("ja", "en")}
WORKFLOW = (INSTALLER / "windows" / "real-windows.yml").read_text("utf-8")
DOCUMENTS = ("RELEASING.md", "IT-SHEET.ja.md", "IT-SHEET.en.md", "windows/CHECKLIST.md", "macos/README.md")
SCRIPTS = ("RELEASING.md", "macos/README.md", "release.py", "changelog.py")


def test_every_command_of_the_release_is_understood(tmp_path: Path) -> None:
    text = (INSTALLER / "RELEASING.md").read_text("utf-8")
    blocks = "".join(re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S)).replace("\\\n", " ")
    commands = re.findall(r"^python3 installer/release\.py (.+)$", blocks, re.M)
    steps = [command.split()[0] for command in commands]
    assert steps == ["prepare", "sign-windows", "collect", "sign", "verify", "tag"]
    for command in commands:
        release.parser().parse_args([str(tmp_path) if word == "dist/VERSION" else word for word in command.split()])


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_and_target_that_is_named_is_there(name: str) -> None:
    text = (INSTALLER / name).read_text("utf-8")
    called = re.findall(r"python3 installer/(\w+)\.py(?: ([a-z-]+\b)([^`\n]*))?", text)
    assert called
    for script, verb, rest in called:
        assert (INSTALLER / f"{script}.py").is_file()
        if script == "build" and verb:
            build.parser().parse_args([verb, *rest.split()])


def test_the_build_is_asked_for_targets_with_and_without_systems() -> None:
    parse = build.parser().parse_args
    assert [parse([target]).systems for target in (*build.TARGETS, "try", "twice", "release")] == [[]] * 12
    assert parse(["try", "linux"]).systems == ["linux"]
    assert parse(["twice", "windows", "linux", "--fast"]).systems == ["windows", "linux"]
    with pytest.raises(SystemExit, match="2"):
        parse(["try", "macos"])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_verb_of_the_program_that_is_named_is_there(name: str) -> None:
    verbs = command_line()[1].choices
    for verb in re.findall(r"Shadan-cli(?:\.exe)?\"? ([a-z][a-z-]+)", (INSTALLER / name).read_text("utf-8")):
        assert verb in verbs


@pytest.mark.parametrize("language", SHEETS)
def test_what_the_sheet_tells_of_components_is_what_is_packed(language: str) -> None:
    pinned = tomllib.loads((INSTALLER / "windows" / "pins.toml").read_text("utf-8"))["python"]
    native = tomllib.loads((INSTALLER / "licenses" / "native.toml").read_text("utf-8"))
    versions = {part["name"]: part["version"] for part in native["component"] if part["name"].startswith("OpenSSL")}
    assert re.findall(r"CPython (\d[\d.]*\d)", SHEETS[language]) == [pinned]
    assert re.findall(r"OpenSSL\s+(\d[\d.]*\d)", SHEETS[language]) == [
        versions["OpenSSL"]["windows"],
        versions["OpenSSL (in cryptography)"],
    ]


def test_the_workflow_is_marked_and_calls_what_is_there() -> None:
    assert WORKFLOW.splitlines()[0].endswith("UNVERIFIED: this workflow has never run; nothing here could run it.")
    called = re.findall(r"& (?:\$cli|\"\$env:ProgramFiles\\Shadan\\Shadan-cli\.exe\") ([a-z][a-z-]+)", WORKFLOW)
    assert sorted(set(called)) == ["demo", "self-check", "verify", "verify-program"]
    assert set(called) <= set(command_line()[1].choices)
    assert {"Shadan-*-setup.exe", "Shadan-*-x64.msi"} == set(re.findall(r"release\\(Shadan-\S+)", WORKFLOW))
    assert "\t" not in WORKFLOW
    # Every step and key of YAML stands on a multiple of two blanks.
    assert not [line for line in WORKFLOW.splitlines() if (len(line) - len(line.lstrip(" "))) % 2]


def test_what_the_workflow_writes_is_read_as_a_trial() -> None:
    name, target = re.findall(r"trial = '([^']+)'; target = '([^']+)'", WORKFLOW)[0]
    assert name in dict(contents.REAL)
    assert target in {target for _, target, _ in contents.KINDS}
    for language in SHEETS:
        assert name in SHEETS[language]
    # By the digests a release knows its own files in it.
    assert "files = @($setup, $msi)" in WORKFLOW
    assert "@{ name = Split-Path $_ -Leaf; sha256 = $digest }" in WORKFLOW


def test_the_checklist_asks_for_what_cannot_be_done_elsewhere() -> None:
    text = (INSTALLER / "windows" / "CHECKLIST.md").read_text("utf-8")
    wanted = (
        "SmartScreen Defender AppLocker WDAC signtool IME Scaling Print OneDrive ARM64 winver signature 260 removed"
    )
    boxes = [line for line in text.splitlines() if line.startswith("- [ ] ")]
    assert len(boxes) >= 30
    for word in wanted.split():
        assert re.search(word, text, re.IGNORECASE), word


def _code(text: str) -> list[str]:
    """Blocks and words of code, without the one word that a block says to people."""
    blocks = re.findall(r"```\w+\n.*?```", text, re.S)
    rest = re.sub(r"```\w+\n.*?```", "", text, flags=re.S)
    return [
        re.sub(r"(相違|differs):|インストール先|FOLDER", "", each) for each in (*blocks, *re.findall(r"`[^`]+`", rest))
    ]


def test_both_sheets_say_the_same() -> None:
    ja, en = SHEETS["ja"], SHEETS["en"]
    for pattern in (r"^## (\d)\.", r"^\| (\d) \|", r"^\| (?:---|---: )"):
        assert re.findall(pattern, ja, re.M) == re.findall(pattern, en, re.M) != []
    assert set(_code(ja)) == set(_code(en))
    for fact in (
        "1809",
        "Debian 12",
        "Ubuntu 24.04",
        "HKCU",
        "HKLM",
        "SYSTEM",
        "Intune",
        "WDAC",
        "ARM64",
        "SBOM",
        "LGPL",
    ):
        assert ja.count(fact) == en.count(fact) != 0, fact


def test_the_sources_that_the_release_needs_are_named() -> None:
    text = (INSTALLER / "RELEASING.md").read_text("utf-8")
    named = re.findall(r"^\| `([^`]+)`", text, re.M)
    wanted = sources.wanted(ROOT)
    assert len(named) == len(wanted)
    for name, source in zip(named, wanted, strict=True):
        assert fnmatchcase(name.replace("*", "1.0"), f"{source.pattern}.tar.*"), name


def test_it_departments_are_told_how_the_program_checks_itself() -> None:
    for text in SHEETS.values():
        part = text[text.index("\n## 6.") : text.index("\n## 7.")]
        assert "`Shadan-cli verify-program`" in part
        assert re.search(rf"(exit code 0 is well, |終了コード 0 は正常、){errors.INTEGRITY}", part)
        for fact in (r"HKCU\Software\QtProject", "Visual C++", "DLL"):
            assert text.count(fact) == 1


def test_the_exit_codes_are_those_of_setup() -> None:
    told = set(re.findall(r"^\| (\d) \|", SHEETS["ja"], re.M))
    script = (INSTALLER / "windows" / "setup.nsi").read_text("utf-8")
    # NSIS itself ends with 1 when somebody cancels.
    assert {*re.findall(r'!insertmacro REFUSE "[^"]+" (\d)', script), "0", "1"} == told


@pytest.mark.parametrize("name", [*DOCUMENTS, "windows/real-windows.yml"])
def test_no_line_is_wider_than_the_others(name: str) -> None:
    lines = (INSTALLER / name).read_text("utf-8").splitlines()
    assert [line for line in lines if len(line) > 120 and not line.startswith("|")] == []
