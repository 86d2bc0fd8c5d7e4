"""`shadan self-check`: tries an installed program from one end to the other, in a folder that is thrown away.

It knows every floor, as bootstrap does, which alone imports it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING, Any

from app import i18n
from app.cli.outcome import CheckStep
from app.domain.audit import COMPANY
from app.domain.grades import Level, Role, Verdict
from app.errors import UserError
from app.i18n import mark
from app.no_network import is_network
from app.paths import bundled, program_folder
from app.services import answering, auditing, installed, ledgers, planning, reporting, safekeeping
from app.services.ports import Desk, World

if TYPE_CHECKING:
    from types import ModuleType

    from app.ui.kit import Kit

_FONTS = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf", "NotoSansJP-Regular.ttf")


@dataclass(frozen=True)
class Finding:
    """What a step found: an English msgid with its values, told in the language that is asked for."""

    msgid: str
    values: dict[str, object]

    def __str__(self) -> str:
        return self.said(str)

    def said(self, translate: Callable[[str], str]) -> str:
        """In words."""
        return translate(self.msgid).format(**self.values)


def _found(msgid: str, **values: object) -> Finding:
    return Finding(msgid, values)


class CheckFailed(Exception):
    """Something is not as it must be; the finding says what was found."""

    def __init__(self, msgid: str, **values: object) -> None:
        super().__init__(msgid.format(**values))
        self.finding = Finding(msgid, values)


def run(kit: Kit, language: str) -> tuple[CheckStep, ...]:
    """Every step, also after one that failed."""
    # A window on somebody's screen is nobody's wish here; a platform that was asked for is tried.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory(prefix="shadan-", ignore_cleanup_errors=True) as folder, _listening() as heard:
        steps = list(_Scratch(kit, language, Path(folder)).steps())
        steps.append(_tried("network", lambda: _silence(heard)))
        return tuple(steps)


@dataclass
class _Scratch:
    """A scratch audit on its way through the program."""

    kit: Kit
    language: str
    folder: Path
    world: World | None = None
    desk: Desk | None = None

    def steps(self) -> Iterator[CheckStep]:
        """Run the steps in order."""
        try:
            for name, check in (
                ("resources", self._resources),
                ("catalogue", self._catalogue),
                ("translations", self._translations),
                ("audit", self._audit),
                ("workbook", self._workbook),
                ("report", self._report),
                ("window", self._window),
                ("integrity", self._integrity),
                *((("program", self._program),) if self._listed() else ()),
            ):
                yield _tried(name, check)
        finally:
            if self.desk is not None:
                self.desk.file.close()

    def _resources(self) -> Finding:
        missing = [name for name in _FONTS if not (bundled("resources") / "fonts" / name).is_file()]
        if missing:
            raise CheckFailed(mark("missing: {names}"), names=", ".join(missing))
        if not (bundled("resources") / "icons" / "app.svg").is_file():
            raise CheckFailed(mark("icons are missing"))
        # Whoever passes the program on owes these to whom he gives it.
        count = len(self.kit.notices().components)
        return _found(mark("{fonts}; components with licences: {count}"), fonts=", ".join(_FONTS), count=count)

    def _catalogue(self) -> Finding:
        self.world = self.kit.world()
        catalogue = self.world.catalogue
        count = len(catalogue.checkpoints)
        return _found(mark("{version}; checkpoints: {count}"), version=catalogue.version, count=count)

    def _translations(self) -> str:
        """Ours, those of Qt for its dialogs, and the help."""
        said = i18n.gettext_in("ja")("row {row}")
        if said == "row {row}":
            raise CheckFailed(mark("Japanese is missing"))
        if (theirs := _with_qt().said_by_qt("QPlatformTheme", "Cancel")) == "Cancel":
            raise CheckFailed(mark("Japanese of Qt is missing"))
        for language in i18n.LANGUAGES:
            if not (bundled("resources") / "help" / language / "begin.md").is_file():
                raise CheckFailed(mark("the help is missing in {language}"), language=language)
        return f"{said}, {theirs}"

    def _audit(self) -> Finding:
        world, sample = self._made_world(), self.kit.sample()
        new = auditing.NewAudit(
            sample.organisation,
            Role.GRID_OPERATOR,
            sample.period,
            sample.as_of,
            affiliates=(sample.affiliate,),
            sites=sample.sites,
        )
        self.desk = desk = auditing.create(world, self.folder / "自己診断.shadan", new)
        company = [c for c in auditing.outline(desk).checkpoints if c.level is Level.COMPANY][:3]
        for checkpoint in company:
            answering.record_answer(desk, checkpoint.id, COMPANY, Verdict.NONCONFORMING, "所見")
        answered = auditing.outline(desk).total().answered
        if answered != len(company):
            raise CheckFailed(mark("answers that came back: {count} / {total}"), count=answered, total=len(company))
        return _found(mark("answers: {count}"), count=answered)

    def _workbook(self) -> Finding:
        """Through a child process, as the window and the command line do it."""
        sample = self.kit.sample()
        ledger = self.folder / sample.ledgers["terminals"]
        ledger.write_bytes(sample.content("terminals"))
        result = ledgers.import_batch(self._made_desk(), "terminals", ledger)
        if not result.rows.added:
            raise CheckFailed(mark("no row was taken"))
        words = mark("rows read: {read}, added: {added}, findings: {findings}")
        return _found(words, read=result.rows.read, added=result.rows.added, findings=result.findings.new)

    def _report(self) -> Finding:
        from app.formats.report.preview import page_text

        desk = self._made_desk()
        planning.draft_plan(desk, "ja")
        target = self.folder / "業務改善計画.pdf"
        reporting.write(desk, "plan", target, self.kit.render, i18n.gettext_in("ja"), "ja")
        text = "".join(page_text(target).split())
        for wanted in (auditing.outline(desk).audit.organisation, "改善計画"):
            if wanted not in text:
                raise CheckFailed(mark("{words} cannot be read in the report"), words=wanted)
        if not self.kit.check_paper(target).ok:
            raise CheckFailed(mark("the report does not carry its own fingerprint"))
        pages = len(self.kit.paper.sizes(target))
        return _found(mark("pages: {pages}, bytes: {bytes}"), pages=pages, bytes=f"{target.stat().st_size:,}")

    def _window(self) -> str:
        os.environ["SHADAN_HOME"] = str(self.folder / "home")
        show_window = _with_qt().show_window
        desk = self._made_desk()
        file = Path(desk.file.location)
        desk.file.close()
        self.desk = None
        said: str = show_window(replace(self.kit, world=self._made_world), file)
        self.desk = auditing.open_audit(self._made_world(), file)
        return said

    def _integrity(self) -> Finding:
        desk = self._made_desk()
        file = Path(desk.file.location)
        desk.file.close()
        self.desk = None
        result = safekeeping.verify(self._made_world(), file)
        if result.problems:
            raise CheckFailed("{problems}", problems=", ".join(f"{p.code} {p.where}" for p in result.problems))
        return _found(mark("rows: {rows}, entries: {entries}"), rows=result.rows, entries=result.entries)

    def _listed(self) -> bool:
        """A checkout has no list of what it consists of."""
        folder = program_folder()
        return folder is not None and (folder / installed.MANIFEST).is_file()

    def _program(self) -> Finding:
        found = installed.check(program_folder())
        if not found.ok:
            named = [*found.altered, *found.missing, *found.extra]
            words = mark("files that are not as built: {count} ({names})")
            raise CheckFailed(words, count=len(named), names=", ".join(named[:5]))
        if found.exchanged:
            words = mark("files: {count}, of Qt exchanged: {exchanged}")
            return _found(words, count=found.checked, exchanged=len(found.exchanged))
        return _found(mark("files: {count}"), count=found.checked)

    def _made_world(self) -> World:
        if self.world is None:
            raise CheckFailed(mark("there is no catalogue"))
        return self.world

    def _made_desk(self) -> Desk:
        if self.desk is None:
            raise CheckFailed(mark("there is no audit"))
        return self.desk


def _silence(heard: list[str]) -> Finding:
    """Python was not asked for the network and, where the system tells, no library of this process holds a socket of it
    now; in processes that read foreign files Python refuses it (`app.no_network`)."""
    if heard:
        raise CheckFailed(mark("the network was asked for: {events}"), events=", ".join(heard))
    if (opened := network_sockets()) is None:
        return _found(mark("no socket"))
    if opened:
        raise CheckFailed(mark("open: {sockets}"), sockets=", ".join(opened))
    return _found(mark("no socket, none of the libraries either"))


def network_sockets() -> list[str] | None:
    """The sockets of the network that this process holds, as Linux tells it; None where no system tells."""
    kinds = [kind for kind in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6") if Path("/proc/self/net", kind).is_file()]
    if not kinds:
        return None
    held = set()
    for entry in Path("/proc/self/fd").iterdir():
        # The one that lists the others is closed by now.
        with suppress(OSError):
            held.add(os.readlink(entry))
    found = []
    for kind in kinds:
        for line in Path("/proc/self/net", kind).read_text("ascii").splitlines()[1:]:
            if f"socket:[{line.split()[9]}]" in held:
                found.append(kind)
    return found


def _with_qt() -> ModuleType:
    """What is tried with Qt. Raises UserError `qt_damaged` where loading it would end the process."""
    from app.ui.display import look_for_damage

    look_for_damage()
    import app.ui.self_check

    return app.ui.self_check


def _tried(name: str, check: Callable[[], str | Finding]) -> CheckStep:
    began = monotonic()
    try:
        found, ok = check(), True
        detail, told = str(found), found if isinstance(found, str) else found.said(i18n.gettext)
    except Exception as error:  # Whatever it is, it is what is wrong with this installation.
        detail, ok = f"{type(error).__name__}: {error}", False
        told = _told(error) or detail
    return CheckStep(name, ok, detail, monotonic() - began, told)


def _told(error: Exception) -> str:
    """What is wrong in the language that is spoken; empty where only Python's words say it."""
    if isinstance(error, CheckFailed):
        return error.finding.said(i18n.gettext)
    return error.sentence(i18n.gettext) if isinstance(error, UserError) else ""


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What Python does with the network inside the block. A hook cannot be taken away again, so it falls silent."""
    heard: list[str] = []
    open_ears = [True]

    def hook(event: str, _arguments: tuple[Any, ...]) -> None:
        if open_ears and is_network(event) and event not in heard:
            heard.append(event)

    sys.addaudithook(hook)
    try:
        yield heard
    finally:
        open_ears.clear()
