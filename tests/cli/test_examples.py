"""The examples of `--help`, each run as it is printed on an audit where it has something to do."""

import argparse
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from app.cli.main import command_line
from tests.cli.ledger_files import terminal, workbook
from tests.cli.shell import Shell

BEGUN = ("--organisation", "東湾送配電株式会社", "--role", "grid_operator", "--period", "2026年度上期")
SITES = ("本店", "北営業所", "南営業所")
ASKED = ("A4-4-02", "A4-4-04", "A4-4-06")
OFFICER, REVIEWER, APPROVER = "点検 花子", "確認 太郎", "承認 三郎"
RUN = frozenset(
    {
        *("people", "review", "gaps", "approve", "seal", "reopen", "carried", "compare", "overlay", "value"),
        *("reminders", "holidays", "interview", "disproof", "challenge", "flag", "assign", "copies", "answer-many"),
        *("matrix", "consistency", "catalogue", "answers", "evidence", "history", "undo", "redo", "uphold"),
    }
)


def _examples(verbs: Any = None, before: tuple[str, ...] = ()) -> Iterator[str]:
    """Every example of the verbs that are run, aliases left out."""
    for name, parser in dict((verbs or command_line()[1]).choices).items():
        words = (*before, name)
        inner = next((a for a in parser._actions if isinstance(a, argparse._SubParsersAction)), None)
        if inner is not None:
            yield from _examples(inner, words)
        elif words[0] in RUN:
            printed = (line.strip() for line in parser.epilog.splitlines()[1:])
            begin = f"shadan {' '.join(words)}"
            yield from (line.removeprefix("shadan ") for line in printed if line.startswith(begin))


EXAMPLES = tuple(dict.fromkeys(_examples()))


class Stage:
    """An audit, and beside it the files that examples name."""

    def __init__(self, shell: Shell, folder: Path) -> None:
        self.shell, self.folder = shell, folder
        self.file = folder / "FILE"

    def __call__(self, *words: object, by: str = OFFICER) -> dict[str, Any]:
        code, told = self.shell(*words, "--as", by, "--json")
        assert code == 0, (words, self.shell.refused)
        return told

    def on(self, *verb: str, of: tuple[object, ...] = (), by: str = OFFICER) -> dict[str, Any]:
        return self(*verb, self.file, *of, by=by)

    # --- what has to be there -----------------------------------------------------------------------------------------

    def earlier(self) -> None:
        """An audit before, and the one that goes on from it."""
        earlier = self.folder / "EARLIER.shadan"
        self.file.rename(earlier)
        self.on("new", of=("--from", earlier, "--period", "2027年度上期", "--as-of", "2027-10-31"))

    def own(self) -> None:
        for name in ("own.toml", "own.xlsx"):
            self("overlay", "template", self.folder / name)
        self.on("overlay", "import", of=(self.folder / "own.toml",))

    def out(self) -> None:
        """The template that came in is another one than the one to come."""
        self("overlay", "template", self.folder / "own.toml")
        self("overlay", "template", self.folder / "own.xlsx")

    def book(self) -> None:
        self.out()
        self.on("overlay", "import", of=(self.folder / "own.xlsx",))

    def ready(self) -> None:
        """Everything answered, asked for and accepted."""
        self.on("people", "add", of=(REVIEWER, "--duty", "reviewer"))
        self.on("people", "add", of=(APPROVER, "--duty", "approver"))
        for each in self.on("answers")["answers"]:
            site = ("--site", each["site"]) if each["site"] else ()
            reason = ("--reason", "対象がない", "--comment", "対象がない")
            self.on("answer", of=(each["checkpoint"], "not_applicable", *site, *reason))
        self.on("review", "request", of=("--all",))
        self.on("review", "accept", of=("--all",), by=REVIEWER)
        for hit in self.on("consistency", "list", of=("--severity", "error"))["hits"]:
            self.on("consistency", "note", of=(hit["id"], "--reason", "点検の範囲外"))

    def approved(self) -> None:
        self.ready()
        self.on("approve", by=APPROVER)

    def sealed(self) -> None:
        self.approved()
        self.on("seal", by=APPROVER)

    def challenged(self) -> None:
        rows = [terminal(n, 事業所="本店", 区画="共用") for n in range(3)]
        self.on("import", of=("terminals", workbook(self.folder / "terminals.xlsx", 本店=rows)))

    def requested(self) -> None:
        self.on("review", "request", of=("A4-4-04", "--site", "本店"))

    def copied(self) -> None:
        self.on("copies", "copy", of=("A4-4-04", "--from", "北営業所", "--to", "本店", "--reason", "同じ建物"))
        self.on("copies", "copy", of=("A4-4-06", "--from", "北営業所", "--to", "本店", "--reason", "同じ建物"))

    def flagged(self) -> None:
        self.on("flag", "set", of=("A4-4-04", "--all-sites"))

    def assigned(self) -> None:
        self.on("assign", "set", of=("山田", "--all-sites", "--item", "A4-4", "--due", "2026-12-18"))

    def listed(self) -> None:
        self.on("people", "add", of=("山田", "--duty", "reviewer"))

    def tried(self) -> None:
        self.on(
            *("disproof", "add"),
            of=("A4-4-04", "--site", "本店", "--person", "反証 次郎", "--tried", "数え直した", "--outcome", "held"),
        )

    def inconsistent(self) -> None:
        self.on("answer", of=("A4-4-07", "nonconforming", "--site", "本店", "--reason", "台数が合わない"))

    def noted(self) -> None:
        self.inconsistent()
        self.on("consistency", "note", of=(self.hit(), "--reason", "点検の範囲外"))

    def valued(self) -> None:
        self.on("value", "set", of=("研修の間隔", "6か月"))

    def proven(self) -> None:
        (self.folder / "first.txt").write_text("記録", encoding="utf-8")
        self.on("evidence", "add", of=("A4-4-04", self.folder / "first.txt", "--site", "本店"))

    def replaced(self) -> None:
        self.proven()
        self.on("evidence", "replace", of=(self.piece(), self.folder / "list.xlsx", "--reason", "新しい版"))

    def to_extract(self) -> None:
        self.proven()
        (self.folder / "photo.jpg").unlink()

    def used(self) -> None:
        self.proven()
        self.on("evidence", "use", of=(self.piece(), "A1-1-01"))

    def undone(self) -> None:
        self.flagged()
        self.on("undo")

    def changed(self) -> None:
        """Findings have come since the answer."""
        self.challenged()

    # --- what examples name -------------------------------------------------------------------------------------------

    def hit(self) -> str:
        found = self.on("consistency", "list", of=("--noted",))
        return str(next(each["id"] for each in (*found["hits"], *found["noted"]) if each["rule"] == "K03"))

    def piece(self) -> str:
        return str(next(each["id"] for each in self.on("evidence", "list")["evidence"] if not each["replaced_by"]))

    def attempt(self) -> str:
        return str(self.on("disproof", "list")["disproofs"][0]["id"])


READY: dict[str, Callable[[Stage], None]] = {
    "overlay import": Stage.out,
    "overlay remove": Stage.book,
    "overlay export": Stage.own,
    "overlay show": Stage.own,
    "catalogue show A4-4-C01": Stage.own,
    "catalogue list --file": Stage.own,
    "catalogue check --file": Stage.own,
    "value clear": Stage.valued,
    "approve": Stage.ready,
    "seal": Stage.approved,
    "reopen": Stage.sealed,
    "carried": Stage.earlier,
    "compare": Stage.earlier,
    "challenge answer": Stage.challenged,
    "uphold": Stage.changed,
    "review accept": Stage.requested,
    "review return": Stage.requested,
    "review withdraw": Stage.requested,
    "copies confirm": Stage.copied,
    "flag clear": Stage.flagged,
    "undo": Stage.flagged,
    "redo": Stage.undone,
    "assign list": Stage.assigned,
    "assign remove": Stage.assigned,
    "people change": Stage.listed,
    "people remove": Stage.listed,
    "disproof withdraw": Stage.tried,
    "consistency note": Stage.inconsistent,
    "consistency unnote": Stage.noted,
    "evidence add": lambda stage: None,
    "evidence unuse": Stage.used,
    "evidence extract": Stage.to_extract,
    "evidence withdraw": Stage.replaced,
    "evidence": Stage.proven,
}
"""What has to be there before examples that begin so, the first one that fits."""
FILES = {
    "photo.jpg": b"\xff\xd8 a photograph",
    "list.xlsx": b"PK a list",
    "syukujitsu.csv": "国民の祝日・休日月日,国民の祝日・休日名称\n2027/1/1,元日\n".encode("cp932"),
}
NAMES = {"people": "山田", "assign": "山田", "value": "研修の間隔"}
OF_OPTION = {"--site": "本店", "--from": "北営業所", "--as": APPROVER}


def _typed(stage: Stage, example: str) -> list[str]:
    """An example with what its placeholders stand for in this audit."""
    words, others = shlex.split(example), iter(("本店", "南営業所"))
    typed = []
    for before, word in zip(["", *words], words, strict=False):
        if word == "FILE":
            word = str(stage.file)
        elif word == "NAME" and before == "--to":
            word = next(others)
        elif word == "NAME" and before == "--person":
            word = "山田" if words[0] == "assign" else "反証 次郎"
        elif word == "NAME":
            word = OF_OPTION.get(before) or NAMES[words[0]]
        elif word == "TEXT":
            word = "現地で数え直したため"
        elif word == "ID":
            word = stage.attempt() if words[0] == "disproof" else stage.piece()
        elif word.startswith("K-"):
            word = stage.hit()
        elif "." in word and not before.startswith("--rename") and words[:2] != ["overlay", "remove"]:
            word = str(stage.folder / word)
        typed.append(word)
    return typed


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept") / "base.shadan"


@pytest.fixture
def stage(shell: Shell, kept: Path, tmp_path: Path) -> Stage:
    """An audit in which the examples' checkpoints are answered; it is made once, and copied for each of them."""
    if not kept.exists():
        sites = [word for site in SITES for word in ("--site", site)]
        items = ("--area", "A4-4", "--area", "A1-1")
        assert shell("new", kept, *BEGUN, "--as-of", "2026-10-31", *sites, *items)[0] == 0
        for checkpoint in ASKED:
            for site in SITES:
                said = (checkpoint, "conforming", "--site", site, "--comment", f"{site}で台数を数えた")
                assert shell("answer", kept, *said, "--as", OFFICER)[0] == 0
    made = Stage(shell, tmp_path)
    copyfile(kept, made.file)
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    return made


def test_the_examples_are_walked() -> None:
    assert len(EXAMPLES) > 60
    assert {example.split()[0] for example in EXAMPLES} == RUN


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_does_what_it_says(example: str, stage: Stage) -> None:
    prepare = next((ready for begin, ready in READY.items() if example.startswith(begin)), None)
    if prepare is not None:
        prepare(stage)
    words = _typed(stage, example)
    by = REVIEWER if example.startswith(("review accept", "review return")) else OFFICER
    code, told = stage.shell(*words, *(() if "--as" in words else ("--as", by)), "--json")
    assert code == 0, stage.shell.refused
    assert told
