"""Building a hand-in folder: everything is written beside the target, checked, and renamed into place as a whole."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from app.domain.file_names import units
from app.domain.history import Event
from app.domain.house_style import Recipient
from app.errors import UserError, from_os_error, register_messages
from app.services import reporting
from app.services.changes import Changes
from app.services.evidencing_files import MEGABYTE, pieces
from app.services.handing_in import index
from app.services.handing_in.contents import BUILT, REPORTS, SUMS, USUAL, Contents, Item, Part, Translate, Translations
from app.services.handing_in.index import Written
from app.services.handing_in.leftovers import put_in_order
from app.services.handing_in.placing import Place, look, name_problem, require_room, whole_path
from app.services.handing_in.reading import kept, read
from app.services.handing_in.repacked import STAMP
from app.services.ports import Desk, Progress, UnitOfWork
from app.services.reporting import Renderer

register_messages(
    {
        "handin_nothing": "There is nothing to hand in of what was chosen; choose further parts.",
        "handin_bytes": "The bytes of {name} are not those that were stored; no hand-in folder was built. Check the "
        "audit with “verify” and restore it from a backup.",
        "handin_no_room": "The hand-in folder needs about {needed} MB and there are {free} MB left on the disk of "
        "{file}; free some space or choose another place.",
        "handin_too_deep": "The folder {file} lies too deep: a path in it would be longer by {count} than "
        "Windows allows. Choose a place nearer to the root of the disk.",
        "handin_changed": "The audit was changed while the hand-in folder was built; build it again.",
    }
)

_SPARE = 32 * MEGABYTE
"""Room that reports and the index are granted."""


@dataclass(frozen=True, slots=True)
class Built:
    """A hand-in folder as it was built: how many files with how many bytes, the digest of its list of digests, the
    archive beside it (None: not asked for), and what spoke against it. `kept` is where something lies that it replaced
    and that somebody touched at the very end."""

    folder: Path
    files: int
    size: int
    index: str
    archive: Path | None
    contents: Contents
    written: tuple[Written, ...]
    kept: tuple[Path, ...] = ()


def build(
    desk: Desk,
    target: Path,
    render: Renderer,
    translations: Translations,
    language: str = "ja",
    *,
    parts: Collection[Part] = USUAL,
    recipient: Recipient = Recipient.AUTHORITY,
    archive: bool = False,
    replacing: bool = False,
    progress: Progress | None = None,
    windows: bool = os.name == "nt",
) -> tuple[Changes, Built]:
    """Write what the audit has of `parts` as the folder `target`, and as `target`.zip beside it where an `archive` is
    asked for, dressed for `recipient`.

    An interrupted build leaves everything as it was; what one that was killed left behind is put in order first. A
    folder that is there already is replaced only where `replacing` says so, and only one that was built of this audit
    and that nobody touched since. `progress` is told ("hand_in", files, files in all). Raises UserError `handin_*`,
    `folder_missing`, `file_exists` and those of the disk.
    """
    target = whole_path(target)
    if (problem := name_problem(target)) is not None:
        raise problem
    require_room(target, ())
    translate = translations(language)
    contents = read(desk, translations, language, recipient=recipient, verify=False)
    items = contents.of(parts)
    if not items:
        raise UserError("handin_nothing")
    zipped = target.with_name(target.name + ".zip") if archive else None
    try:
        touched = put_in_order(desk, target.parent)
        place = Place(desk, target, zipped, look(desk, target, zipped, replacing))
    except OSError as error:
        raise from_os_error(error, target.name) from error
    longer = _longer(place)
    require_room(Path(longer), contents.paths(parts))
    deeper = contents.too_deep(longer, parts)
    if windows and deeper:
        raise UserError("handin_too_deep", file=str(target), count=deeper)
    _check_room(target, contents.size(parts) * (2 if archive else 1))
    work = _Work(desk, place.folder, render, translations, translate, contents, items, progress)
    try:
        place.make()
        written, sums = work.write()
        if zipped is not None:
            _pack(place.folder, place.draft_zip, work.told)
        place.sign(sums)
        files = len(written) + len(contents.fixed_paths)
        built = Built(target, files, work.size, sums, zipped, contents, tuple(written))
        changes = _finish(desk, built, parts, place)
        touched += place.clear()
    except OSError as error:
        raise from_os_error(error, target.name) from error
    finally:
        place.leave()
    return changes, replace(built, kept=touched)


class _Work:
    """One folder on its way."""

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        render: Renderer,
        translations: Translations,
        translate: Translate,
        contents: Contents,
        items: tuple[Item, ...],
        progress: Progress | None,
    ) -> None:
        self._desk, self._folder, self._render = desk, folder, render
        self._translations, self._translate = translations, translate
        self._contents, self._items, self._progress = contents, items, progress
        self._done = 0
        self.size = 0

    def told(self) -> None:
        """Tell how far it is. Raises UserError `handin_stopped` where somebody asked to stop."""
        if self._progress is not None and not self._progress("hand_in", self._done, len(self._items)):
            raise UserError("handin_stopped")

    def write(self) -> tuple[list[Written], str]:
        """Write every file; returns what was written and the digest of the list of digests."""
        self._folder.mkdir()
        written: list[Written | None] = []
        for item in self._items:
            self.told()
            written.append(self._report(item) if item.part in REPORTS else None)
            self._done += 1 if item.part in REPORTS else 0
        with self._desk.file.read() as work:
            if work.history.last() != self._contents.last:
                raise UserError("handin_changed")
            for number, item in enumerate(self._items):
                if item.part not in REPORTS:
                    written[number] = self._kept(work, item)
                    self._done += 1
        every = [each for each in written if each is not None]
        return every, self._index(every)

    def _report(self, item: Item) -> Written:
        kind, _suffix = REPORTS[item.part]
        contents = self._contents
        made = reporting.build(self._desk, kind, self._translate, contents.language, recipient=contents.recipient)
        target = self._folder / item.path
        # The same audit gives the same bytes, whenever they are written.
        self._render(replace(made, created=self._contents.at), target)
        return Written(item, *self._digest(target))

    def _kept(self, work: UnitOfWork, item: Item) -> Written:
        digest, size = sha256(), 0
        target = self._folder / item.path
        target.parent.mkdir(exist_ok=True)
        try:
            with target.open("xb") as stream:
                for piece in kept(work, item):
                    self.told()
                    digest.update(piece)
                    size += len(piece)
                    stream.write(piece)
        except KeyError:
            raise UserError("handin_bytes", name=item.proofs[0].title) from None
        if digest.hexdigest() != item.sha256:
            raise UserError("handin_bytes", name=item.proofs[0].title)
        self.size += size
        return Written(item, item.sha256, size)

    def _index(self, written: list[Written]) -> str:
        about, book, text, _sums = self._contents.fixed_paths
        digests = [(each.item.path, each.sha256) for each in written]
        self._render(index.as_report(self._contents, written, self._translate), self._folder / book)
        (self._folder / text).write_bytes(index.as_csv(written, self._translate))
        (self._folder / about).write_bytes(index.about(self._contents, written, self._translations))
        digests += [(path, self._digest(self._folder / path)[0]) for path in (about, book, text)]
        listed = index.as_sums(sorted(digests))
        (self._folder / SUMS).write_bytes(listed)
        self.size += len(listed)
        return sha256(listed).hexdigest()

    def _digest(self, path: Path) -> tuple[str, int]:
        digest, size = sha256(), 0
        for piece in pieces(path):
            digest.update(piece)
            size += len(piece)
        self.size += size
        return digest.hexdigest(), size


def _longer(place: Place) -> str:
    """The longer one of the two names under which the folder stands for a while."""
    name = os.path.join(place.root.name, place.folder.name)
    return os.path.abspath(place.target) + "_" * max(0, units(name) - units(place.target.name))


def _check_room(target: Path, size: int) -> None:
    try:
        free = shutil.disk_usage(target.parent).free
    except OSError:
        return  # Some shares do not tell; writing does.
    needed = size + _SPARE
    if free < needed:
        megabytes = f"{-(-needed // MEGABYTE):,}"
        raise UserError("handin_no_room", file=target.name, needed=megabytes, free=f"{free // MEGABYTE:,}")


def _pack(folder: Path, archive: Path, told: Callable[[], None]) -> None:
    """The folder as an archive: names in UTF-8, the same bytes for the same files."""
    with zipfile.ZipFile(archive, "x", zipfile.ZIP_DEFLATED, allowZip64=True) as packed:
        for path, name in sorted(_files(folder), key=lambda each: each[1]):
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Else it is that of the machine.
            entry.external_attr = 0o644 << 16
            entry.file_size = path.stat().st_size
            with packed.open(entry, "w") as stream:
                for piece in pieces(path):
                    told()
                    stream.write(piece)


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path, path.relative_to(folder).as_posix()


def _finish(desk: Desk, built: Built, parts: Iterable[Part], place: Place) -> Changes:
    """Tell of it in the history, beside a seal as well, and put it in its place: both or none."""
    at, contents = desk.stamp(), built.contents
    after: dict[str, object] = {
        "name": built.folder.name,
        "files": built.files,
        "size": built.size,
        "index": built.index,
        "fingerprint": contents.fingerprint,
        "drafts": sum(each.item.draft for each in built.written),
        "parts": [part.value for part in Part if part in frozenset(parts) & contents.there()],
        "zip": built.archive is not None,
    }
    committed = False
    try:
        with desk.file.write(beside=True) as work:
            if work.history.last() != contents.last:
                raise UserError("handin_changed")
            work.history.record(at, desk.world.user, Event(BUILT, place.id, after=after))
            place.put()
            work.commit()
            committed = True
    except BaseException:
        if not committed:
            place.back()
        raise
    return Changes(at=at, papers=True)
