"""What is said when the place of an audit or of the program is gone: a stick pulled out, a share out of reach.

Whatever fails then fails for that reason, and most of it says something else: a module that is not found, a database
that cannot be opened.
"""

from __future__ import annotations

from importlib import invalidate_caches
from pathlib import Path

from app.errors import UserError, register_messages
from app.paths import program_folder

register_messages(
    {
        "place_gone": (
            "The place of the audit file or of the program cannot be reached, such as a memory stick that was pulled "
            "out; connect it again. If it does not go on then, open the audit again."
        )
    }
)
_MAY_TELL = frozenset(
    {
        "audit_damaged",
        "audit_read_only",
        "file_error",
        "file_missing",
        "folder_missing",
        "no_permission",
        "not_a_folder",
        "settings_not_kept",
    }
)
"""What storage and disk say when a place is gone."""


def may_be_gone(error: BaseException) -> bool:
    """Whether an error is one that comes of it: of those in our sentences a few, of unexpected ones any."""
    return error.code in _MAY_TELL if isinstance(error, UserError) else isinstance(error, Exception)


def gone(audit: Path | None) -> bool:
    """Whether the folder of the audit, or that of the program, is gone. Asks the disk: called off the GUI thread."""
    # Python remembers what it did not find in folders that were gone, and would not look again when they are back.
    invalidate_caches()
    places = (program_folder(), audit.parent if audit is not None else None)
    return any(place is not None and not place.is_dir() for place in places)


def load_what_is_said() -> None:
    """Load what a refusal needs to be shown, before the stick that it comes from is pulled out: what is loaded later,
    with the stick away, fails while it says so."""
    import app.ui.banner
    import app.ui.start.screen  # noqa: F401 - both for whoever shows it
    from app.build import build
    from app.ui.style.theme import icon_texts

    build()
    icon_texts()
