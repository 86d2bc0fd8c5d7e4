"""What the name of a file tells before it is handed in: a link, an archive, a program, a mark of confidentiality."""

from __future__ import annotations

import re
import unicodedata

from app.domain.file_names import suffix_of

_LINKS = frozenset({".url", ".lnk", ".webloc", ".desktop", ".website"})
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".lzh", ".cab", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".iso"})
_PROGRAMS = frozenset(
    {
        ".exe", ".com", ".scr", ".pif", ".cpl", ".dll", ".ocx", ".sys", ".drv", ".msi", ".msp", ".mst", ".msix",
        ".msixbundle", ".appx", ".appxbundle", ".application", ".gadget", ".bat", ".cmd", ".ps1", ".ps1xml",
        ".psm1", ".psd1", ".vb", ".vbs", ".vbe", ".js", ".jse", ".mjs", ".ws", ".wsf", ".wsc", ".wsh", ".sct",
        ".hta", ".chm", ".hlp", ".inf", ".reg", ".scf", ".msc", ".settingcontent-ms", ".library-ms", ".jar",
        ".jnlp", ".class", ".py", ".pyc", ".pyw", ".pyz", ".rb", ".pl", ".php", ".sh", ".bash", ".zsh", ".csh",
        ".command", ".app", ".pkg", ".dmg", ".deb", ".rpm", ".run", ".appimage", ".apk", ".ipa", ".elf", ".so",
        ".dylib", ".scpt", ".applescript", ".workflow",
    }
)  # fmt: skip
"""What Windows, macOS, Linux or telephones run, or install, when it is opened."""
_MACROS = frozenset(
    {
        ".xlsm", ".xltm", ".xlam", ".xla", ".xll", ".docm", ".dotm", ".pptm", ".potm", ".ppsm", ".ppam", ".sldm",
        ".accde", ".accdb", ".mde", ".mdb",
    }
)  # fmt: skip
"""Documents that hold programs."""
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


def is_program(name: str) -> bool:
    """Whether opening a file runs it, or may run macros in it."""
    return f".{suffix_of(name).lower().rpartition('.')[2]}" in _PROGRAMS | _MACROS


def looks_confidential(text: str) -> bool:
    """Whether a name or a note says that what it names is confidential or holds personal data."""
    return _MARKED.search(unicodedata.normalize("NFKC", text).replace("_", " ")) is not None
