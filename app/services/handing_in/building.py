"""Building a hand-in folder: everything is written beside the target, checked, and renamed into place as a whole."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
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
from app.services.handing_in.checking import check, fingerprint_in_zip
from app.services.handing_in.contents import BUILT, REPORTS, SUMS, USUAL, Contents, Item, Part, Translate, Translations
from app.services.handing_in.former import recorded_as
from app.services.handing_in.index import Written
from app.services.handing_in.reading import kept, read
from app.services.ports import Desk, Progress, UnitOfWork
from app.services.reporting import Renderer

register_messages(
    {
        "handin_nothing": "There is nothing to hand in of what was chosen; choose further parts.",
        "handin_bytes": "The bytes of {name} are not those that were stored; no hand-in folder was built. Check the "
        "audit with “verify” and restore it from a backup.",
        "handin_exists": "{file} exists already and is no hand-in folder of this audit; choose another name.",
        "handin_exists_ours": "{file} is a hand-in folder of this audit that was built before; say that it is to be "
        "replaced, or choose another name.",
        "handin_touched": "Something in {file} was added or changed since it was built, so it is not replaced; choose "
        "another name.",
        "handin_no_room": "The hand-in folder needs about {needed} MB and there are {free} MB left on the disk of "
        "{file}; free some space or choose another place.",
        "handin_too_deep": "The folder {file} lies too deep: a path in it would be longer by {count} than "
        "Windows allows. Choose a place nearer to the root of the disk.",
        "handin_changed": "The audit was changed while the hand-in folder was built; build it again.",
    }
)

_SPARE = 32 * MEGABYTE
"""Room that reports and the index are granted."""
_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Built:
    """A hand-in folder as it was built: how many files with how many bytes, the digest of its list of digests, the
    archive beside it (None: not asked for), and what spoke against it."""

    folder: Path
    files: int
    size: int
    index: str
    archive: Path | None
    contents: Contents
    written: tuple[Written, ...]


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

    An interrupted build leaves nothing at `target`. A folder that is there already is replaced only where `replacing`
    says so, and only one that was built of this audit and that nobody touched since. `progress` is told ("hand_in",
    files, files in all). Raises UserError `handin_*`, `folder_missing`, `file_exists` and those of the disk.
    """
    translate = translations(language)
    contents = read(desk, translations, language, recipient=recipient, verify=False)
    items = contents.of(parts)
    if not items:
        raise UserError("handin_nothing")
    zipped = target.with_name(target.name + ".zip") if archive else None
    _check_target(desk, target, zipped, replacing)
    draft = target.with_name(f".{desk.world.new_id()[:12]}.new")
    deeper = contents.too_deep(_longer(target, draft), parts)
    if windows and deeper:
        raise UserError("handin_too_deep", file=str(target), count=deeper)
    _check_room(target, contents.size(parts) * (2 if archive else 1))
    work = _Work(desk, draft, render, translations, translate, contents, items, progress)
    draft_zip = draft.with_name(draft.name + ".zip")
    try:
        written, sums = work.write()
        if zipped is not None:
            _pack(draft, draft_zip, work.told)
        built = Built(
            target, len(written) + len(contents.fixed_paths), work.size, sums, zipped, contents, tuple(written)
        )
        changes = _finish(desk, built, parts, draft, draft_zip)
    except OSError as error:
        raise from_os_error(error, target.name) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        with suppress(OSError):
            draft_zip.unlink(missing_ok=True)
    return changes, built


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


def _check_target(desk: Desk, target: Path, zipped: Path | None, replacing: bool) -> None:
    """Refuse a place where something of somebody else would be lost. Raises UserError."""
    if not target.parent.is_dir():
        raise UserError("folder_missing", file=target.name)
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise UserError("file_exists", file=target.name)
    if target.is_dir() and any(target.iterdir()):
        if not (target / SUMS).is_file():
            raise UserError("handin_exists", file=target.name)
        held = check(target)
        if recorded_as(desk, held.index) is None:
            raise UserError("handin_exists", file=target.name)
        if held.changed or held.extra:
            raise UserError("handin_touched", file=target.name)
        if not replacing:
            raise UserError("handin_exists_ours", file=target.name)
    if zipped is not None and (zipped.exists() or zipped.is_symlink()):
        ours = zipped.is_file() and recorded_as(desk, fingerprint_in_zip(zipped)) is not None
        if not (ours and replacing):
            raise UserError("handin_exists_ours" if ours else "handin_exists", file=zipped.name)


def _longer(target: Path, draft: Path) -> str:
    """The longer one of the two names under which the folder stands for a while."""
    folder = os.path.abspath(target)
    return folder + "_" * max(0, units(draft.name) - units(target.name))


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
            entry = zipfile.ZipInfo(name, _STAMP)
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


def _finish(desk: Desk, built: Built, parts: Iterable[Part], draft: Path, draft_zip: Path) -> Changes:
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
    with desk.file.write(beside=True) as work:
        if work.history.last() != contents.last:
            raise UserError("handin_changed")
        work.history.record(at, desk.world.user, Event(BUILT, desk.world.new_id(), after=after))
        _put_in_place(draft, built.folder)
        if built.archive is not None:
            os.replace(draft_zip, built.archive)
        work.commit()
    return Changes(at=at, papers=True)


def _put_in_place(draft: Path, target: Path) -> None:
    """Rename; a folder that is replaced is out of the way until the new one stands, and comes back where it cannot."""
    if not target.exists():
        draft.rename(target)
        return
    aside = draft.with_name(draft.name + ".old")
    target.rename(aside)
    try:
        draft.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)
