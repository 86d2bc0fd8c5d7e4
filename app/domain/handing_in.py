"""What the name of a file tells before it is handed in: a link, an archive, a mark of confidentiality."""

from __future__ import annotations

import re
import unicodedata

from app.domain.file_names import suffix_of

_LINKS = frozenset({".url", ".lnk", ".webloc", ".desktop", ".website"})
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".lzh", ".cab", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".iso"})
_MARKED = re.compile(
    r"社外秘|部外秘|極秘|機密|秘密|親展|取扱注意|持出し?禁止|個人情報|個人データ|要配慮|マイナンバー|関係者限り"
    r"|(?<![a-z])(?:strictly confidential|confidential|personal data|internal use)(?![a-z])",
    re.IGNORECASE,
)


def is_link(name: str) -> bool:
    """Whether a file only leads elsewhere."""
    return suffix_of(name).lower() in _LINKS


def is_archive(name: str) -> bool:
    """Whether a file holds other files, which some authorities refuse."""
    suffix = suffix_of(name).lower()
    return suffix in _ARCHIVES or f".{suffix.rpartition('.')[2]}" in _ARCHIVES


def looks_confidential(text: str) -> bool:
    """Whether a name or a note says that what it names is confidential or holds personal data."""
    return _MARKED.search(unicodedata.normalize("NFKC", text).replace("_", " ")) is not None
