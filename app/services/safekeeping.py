"""Keeping an audit safe: verify, backup, restore, history."""

from __future__ import annotations

from pathlib import Path

from app.domain.history import Entry
from app.errors import UserError
from app.services.ports import Desk, HistoryQuery, IntegrityResult, Progress, World


def verify(world: World, path: Path, progress: Progress | None = None) -> IntegrityResult:
    """Check every stored byte of an audit file without changing it.

    Raises UserError for what is no audit file, and `verify_stopped` when `progress` says so.
    """
    return world.files.verify(path, progress)


def backup(desk: Desk, folder: Path) -> Path:
    """A dated copy of the audit in `folder`; returns its path. Raises UserError."""
    if not folder.is_dir():
        raise UserError("not_a_folder" if folder.exists() else "folder_missing", file=str(folder))
    stamp = desk.world.clock.now().strftime("%Y%m%d-%H%M%S")
    source = Path(desk.file.location)
    target = folder / f"{source.stem}-{stamp}{source.suffix}"
    if target.exists():
        raise UserError("file_exists", file=target.name)
    desk.file.backup(target)
    return target


def restore(world: World, backup_file: Path, target: Path) -> None:
    """Copy a backup that passes `verify` to a new file. Raises UserError."""
    world.files.restore(backup_file, target)


def history(desk: Desk, query: HistoryQuery, offset: int = 0, limit: int = 200) -> tuple[tuple[Entry, ...], int]:
    """A window of the history, newest first, and how many entries match."""
    with desk.file.read() as work:
        return work.history.entries(query, offset, limit), work.history.count(query)


def people(desk: Desk) -> tuple[str, ...]:
    """Everybody who made an entry in the history, by name."""
    with desk.file.read() as work:
        return work.history.people()
