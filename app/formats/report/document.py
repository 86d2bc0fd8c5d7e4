"""A canvas of reportlab that writes a tagged PDF: structure tree, metadata in XMP, small objects packed in streams.

reportlab knows no structure tree. It writes the pages, the fonts and the outline; what it wrote is closed anew here,
with the tree behind it, thousands of small objects, compressed (PDF 1.5), and with one table of all objects.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from app.formats.report.tags import Tree

# Letters instead of bytes make pages a quarter larger, and nothing has wanted them for thirty years.
rl_config.useA85 = 0

_IN_A_STREAM = 800
_ROOM = b"%12d"
_ROOT = re.compile(rb"/K +0 0 R/ParentTree +0 0 R/ParentTreeNextKey +0")
_TRAILER = re.compile(rb"/(?:ID\s*\[.*?\]|Info \d+ 0 R|Root \d+ 0 R)", re.DOTALL)


class _Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object as it is written."""

    __RefOnly__ = 1

    def __init__(self, written: bytes) -> None:
        self._written = written

    def format(self, _document: object) -> bytes:
        return self._written


class _Link(pdfdoc.LinkAnnotation):  # type: ignore[misc]
    permitted = (*pdfdoc.LinkAnnotation.permitted, "StructParent")


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """The canvas; `tree` is the structure of what is drawn."""

    def __init__(self, tree: Tree, **options: Any) -> None:
        super().__init__(BytesIO(), pdfVersion=(1, 7), pageCompression=1, invariant=1, **options)
        self._tree = tree
        self._pages: list[Any] = []
        self._links: dict[str, Any] = {}

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802 - the name is reportlab's
        super()._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self._pages), "/S"
        self._pages.append(page)

    def link_to(self, key: str, words: str, rect: tuple[float, float, float, float]) -> str:
        """A click on this part of the page leads to the place `key`; gives the name of the annotation."""
        name = f"L{len(self._links) + 1}"
        # 4: it may be printed, as archives want it; it has no border.
        made = _Link(rect, words, self._bookmarkReference(key), "[0 0 0]", F=4)
        self._links[name] = made
        self._addAnnotation(made, name)
        return name

    def number_links(self, keys: dict[str, int]) -> None:
        """Their keys in the parent tree, known when all pages are drawn."""
        for name, key in keys.items():
            self._links[name].otherkw["StructParent"] = key

    def finished(self, language: str, about: Sequence[tuple[str, str]]) -> bytes:
        """The whole document; `about` are properties of XMP with what they say."""
        document: Any = self._doc
        catalog = document.Catalog
        root = _Raw(
            b"<</Type/StructTreeRoot/K "
            + _ROOM % 0
            + b" 0 R/ParentTree "
            + _ROOM % 0
            + b" 0 R/ParentTreeNextKey "
            + _ROOM % 0
            + b">>"
        )
        catalog.StructTreeRoot = root
        catalog.MarkInfo = _Raw(b"<</Marked true>>")
        told = _xmp(language, about)
        catalog.Metadata = _Raw(b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream" % (len(told), told))
        data = self.getpdfdata()
        numbers = document.idToObjectNumberAndVersion
        pages = [numbers[page.__InternalName__][0] for page in self._pages]
        links = {name: numbers[made.__InternalName__][0] for name, made in self._links.items()}
        above = numbers[root.__InternalName__][0]
        first = len(numbers) + 1
        objects, top, parents = self._tree.objects(first, above, pages, links)
        placed = b"/K %s 0 R/ParentTree %s 0 R/ParentTreeNextKey %s" % (
            _ROOM % top,
            _ROOM % parents,
            _ROOM % (len(pages) + len(links)),
        )
        data = _ROOT.sub(placed, data, count=1)
        return _closed(data, first, [each.encode("ascii") for each in objects])


def _closed(data: bytes, first: int, objects: Sequence[bytes]) -> bytes:
    """The file with further objects, numbered from `first`, packed into streams, and one table of all."""
    begin = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    table, trailer = data[begin:].split(b"trailer", 1)
    # Type, offset or stream, generation or place in the stream.
    entries = [(0, 0, 65535)]
    entries += [(1, int(line[:10]), 0) for line in table.splitlines()[3:] if line.strip()]
    if len(entries) != first:
        raise ValueError("the table of objects is not as reportlab writes it")
    out = [data[:begin]]
    at = begin
    streams: list[bytes] = []
    number = first + len(objects)
    for begins in range(0, len(objects), _IN_A_STREAM):
        group = objects[begins : begins + _IN_A_STREAM]
        heads, length = [], 0
        for n, each in enumerate(group):
            heads.append(b"%d %d" % (len(entries), length))
            entries.append((2, number + len(streams), n))
            length += len(each) + 1
        head = b" ".join(heads) + b"\n"
        packed = zlib.compress(head + b"\n".join(group), 6)
        streams.append(
            b"%d 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n"
            % (number + len(streams), len(group), len(head), len(packed), packed)
        )
    for stream in streams:
        entries.append((1, at, 0))
        out.append(stream)
        at += len(stream)
    entries.append((1, at, 0))
    packed = zlib.compress(
        b"".join(b"%c%s%s" % (kind, a.to_bytes(4, "big"), b.to_bytes(2, "big")) for kind, a, b in entries), 6
    )
    kept = b"".join(found[0] for found in _TRAILER.finditer(trailer))
    out.append(
        b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(entries) - 1, len(entries), kept, len(packed), packed, at)
    )
    return b"".join(out)


def _xmp(language: str, about: Sequence[tuple[str, str]]) -> bytes:
    """The metadata as XML."""
    lines = []
    for name, value in about:
        if not value:
            continue
        said = escape(value)
        match name:
            case "dc:title" | "dc:description":
                said = f'<rdf:Alt><rdf:li xml:lang="x-default">{said}</rdf:li></rdf:Alt>'
            case "dc:creator":
                said = f"<rdf:Seq><rdf:li>{said}</rdf:li></rdf:Seq>"
            case "dc:language":
                said = f"<rdf:Bag><rdf:li>{said}</rdf:li></rdf:Bag>"
        lines.append(f"<{name}>{said}</{name}>")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">\n'
        + "\n".join(lines)
        + '\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()
