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
from app.no_network import is_network
from app.paths import bundled, program_folder
from app.services import answering, auditing, installed, ledgers, planning, reporting, safekeeping
from app.services.ports import Desk, World

if TYPE_CHECKING:
    from types import ModuleType

    from app.ui.kit import Kit

_FONTS = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf", "NotoSansJP-Regular.ttf")


class CheckFailed(Exception):
    """Something is not as it must be; the text says what was found."""


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

    def _resources(self) -> str:
        missing = [name for name in _FONTS if not (bundled("resources") / "fonts" / name).is_file()]
        if missing:
            raise CheckFailed(f"missing: {', '.join(missing)}")
        if not (bundled("resources") / "icons" / "app.svg").is_file():
            raise CheckFailed("icons are missing")
        # Whoever passes the program on owes these to whom he gives it.
        return f"{', '.join(_FONTS)}; {len(self.kit.notices().components)} components with licences"

    def _catalogue(self) -> str:
        self.world = self.kit.world()
        return f"{self.world.catalogue.version}: {len(self.world.catalogue.checkpoints)} checkpoints"

    def _translations(self) -> str:
        """Ours, those of Qt for its dialogs, and the help."""
        said = i18n.gettext_in("ja")("row {row}")
        if said == "row {row}":
            raise CheckFailed("Japanese is missing")
        if (theirs := _with_qt().said_by_qt("QPlatformTheme", "Cancel")) == "Cancel":
            raise CheckFailed("Japanese of Qt is missing")
        for language in i18n.LANGUAGES:
            if not (bundled("resources") / "help" / language / "begin.md").is_file():
                raise CheckFailed(f"the help is missing in {language}")
        return f"{said}, {theirs}"

    def _audit(self) -> str:
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
            raise CheckFailed(f"{answered} of {len(company)} answers came back")
        return f"{answered} answers"

    def _workbook(self) -> str:
        """Through a child process, as the window and the command line do it."""
        sample = self.kit.sample()
        ledger = self.folder / sample.ledgers["terminals"]
        ledger.write_bytes(sample.content("terminals"))
        result = ledgers.import_batch(self._made_desk(), "terminals", ledger)
        if not result.rows.added:
            raise CheckFailed("no row was taken")
        return f"{result.rows.read} rows read, {result.rows.added} added, {result.findings.new} findings"

    def _report(self) -> str:
        from app.formats.report.preview import page_text

        desk = self._made_desk()
        planning.draft_plan(desk, "ja")
        target = self.folder / "業務改善計画.pdf"
        reporting.write(desk, "plan", target, self.kit.render, i18n.gettext_in("ja"), "ja")
        text = "".join(page_text(target).split())
        for wanted in (auditing.outline(desk).audit.organisation, "改善計画"):
            if wanted not in text:
                raise CheckFailed(f"{wanted} cannot be read in the report")
        if not self.kit.check_paper(target).ok:
            raise CheckFailed("the report does not carry its own fingerprint")
        return f"{len(self.kit.paper.sizes(target))} pages, {target.stat().st_size:,} bytes"

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

    def _integrity(self) -> str:
        desk = self._made_desk()
        file = Path(desk.file.location)
        desk.file.close()
        self.desk = None
        result = safekeeping.verify(self._made_world(), file)
        if result.problems:
            raise CheckFailed(", ".join(f"{p.code} {p.where}" for p in result.problems))
        return f"{result.rows} rows, {result.entries} entries"

    def _listed(self) -> bool:
        """A checkout has no list of what it consists of."""
        folder = program_folder()
        return folder is not None and (folder / installed.MANIFEST).is_file()

    def _program(self) -> str:
        found = installed.check(program_folder())
        if not found.ok:
            named = [*found.altered, *found.missing, *found.extra]
            raise CheckFailed(f"{len(named)} files are not as built: {', '.join(named[:5])}")
        exchanged = f", {len(found.exchanged)} of Qt exchanged" if found.exchanged else ""
        return f"{found.checked} files{exchanged}"

    def _made_world(self) -> World:
        if self.world is None:
            raise CheckFailed("there is no catalogue")
        return self.world

    def _made_desk(self) -> Desk:
        if self.desk is None:
            raise CheckFailed("there is no audit")
        return self.desk


def _silence(heard: list[str]) -> str:
    """Python was not asked for the network and, where the system tells, no library of this process holds a socket of it
    now; in processes that read foreign files Python refuses it (`app.no_network`)."""
    if heard:
        raise CheckFailed(", ".join(heard))
    if (opened := network_sockets()) is None:
        return "no socket"
    if opened:
        raise CheckFailed(f"open: {', '.join(opened)}")
    return "no socket, none of the libraries either"


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


def _tried(name: str, check: Callable[[], str]) -> CheckStep:
    began = monotonic()
    try:
        detail, ok = check(), True
    except Exception as error:  # Whatever it is, it is what is wrong with this installation.
        detail, ok = f"{type(error).__name__}: {error}", False
    return CheckStep(name, ok, detail, monotonic() - began)


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
