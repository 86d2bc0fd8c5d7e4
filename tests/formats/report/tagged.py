"""The structure of a tagged PDF as another reader finds it: pypdf the tree, pdfplumber the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, cast

import pdfplumber
import pypdf
from pypdf.generic import ArrayObject, DictionaryObject


@dataclass(slots=True)
class Element:
    """An element of the tree: its role, its words for what cannot be read, what it shows (page, number), its parts."""

    role: str
    alt: str
    columns: int
    scope: str
    marks: list[tuple[int, int]] = field(default_factory=list)
    links: int = 0
    parts: list[Element] = field(default_factory=list)
    order: list[Element | tuple[int, int]] = field(default_factory=list)

    def all(self) -> Iterator[Element]:
        """This one and all within it, in the order of reading."""
        yield self
        for part in self.parts:
            yield from part.all()

    def find(self, *roles: str) -> list[Element]:
        """All with one of these roles."""
        return [each for each in self.all() if each.role in roles]

    def reading(self) -> Iterator[tuple[int, int]]:
        """All marked content in the order of reading."""
        for each in self.order:
            if isinstance(each, Element):
                yield from each.reading()
            else:
                yield each


class Tagged:
    """A tagged PDF, read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pypdf.PdfReader(BytesIO(data), strict=True)
        self.catalog = cast(Any, self.pdf.trailer["/Root"].get_object())
        pages: list[Any] = list(self.pdf.pages)
        self._pages = {page.indirect_reference.idnum: n for n, page in enumerate(pages)}
        self.owners: dict[tuple[int, int], int] = {}
        root: Any = self.catalog["/StructTreeRoot"]
        self.root = self._element(root.raw_get("/K"), None)
        self.parents = self._parents(root["/ParentTree"])

    def _element(self, reference: Any, page: int | None) -> Element:
        said: Any = reference.get_object()
        if "/Pg" in said:
            page = self._pages[said.raw_get("/Pg").idnum]
        attributes = said.get("/A", DictionaryObject())
        made = Element(
            said["/S"][1:], str(said.get("/Alt", "")), int(attributes.get("/ColSpan", 1)), attributes.get("/Scope", "")
        )
        kids = said.raw_get("/K") if "/K" in said else ArrayObject()
        for kid in list.__iter__(kids) if isinstance(kids, ArrayObject) else [kids]:
            found: Any = kid.get_object()
            if isinstance(found, int):
                assert page is not None
                self._own(made, (page, int(found)), reference)
            elif found.get("/Type") == "/MCR":
                self._own(made, (self._pages[found.raw_get("/Pg").idnum], int(found["/MCID"])), reference)
            elif found.get("/Type") == "/OBJR":
                made.links += 1
                assert found["/Obj"]["/Subtype"] == "/Link"
            else:
                assert found.raw_get("/P").idnum == reference.idnum
                part = self._element(kid, page)
                made.parts.append(part)
                made.order.append(part)
        return made

    def _own(self, element: Element, place: tuple[int, int], reference: Any) -> None:
        assert place not in self.owners, f"{place} stands in the tree twice"
        self.owners[place] = reference.idnum
        element.marks.append(place)
        element.order.append(place)

    def _parents(self, tree: Any) -> dict[tuple[int, int], int]:
        numbers = tree["/Nums"]
        keys = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}
        found: dict[tuple[int, int], int] = {}
        page: Any
        for number, page in enumerate(self.pdf.pages):
            assert page["/Tabs"] == "/S"
            entries = keys[page["/StructParents"]]
            for n in range(len(entries)):
                found[number, n] = list.__getitem__(entries, n).idnum
        return found

    def shown(self) -> Iterator[tuple[int, str | None, int | None, str]]:
        """Whatever is shown, in the order of painting: page, tag, number of its mark, its text (empty for shapes)."""
        with pdfplumber.open(BytesIO(self.data)) as opened:
            for number, page in enumerate(opened.pages):
                for each in page.chars:
                    yield number, each["tag"], each["mcid"], each["text"]
                for shape in (*page.rects, *page.lines, *page.curves, *page.images):
                    yield number, shape["tag"], shape["mcid"], ""
                page.close()

    def check(self) -> dict[tuple[int, int], str]:
        """Whatever is shown is in the tree once or an artifact, and the parent tree agrees; the text of each mark."""
        texts: dict[tuple[int, int], str] = {}
        for page, tag, mark, text in self.shown():
            assert tag is not None, f"page {page + 1}: {text!r} is neither in the tree nor an artifact"
            assert (tag == "Artifact") == (mark is None), (page, tag, text)
            if mark is not None:
                texts[page, mark] = texts.get((page, mark), "") + text
        assert set(self.owners) == set(self.parents)
        assert set(texts) <= set(self.owners)
        assert self.owners == self.parents
        return texts


def text_of(element: Element, texts: dict[tuple[int, int], str]) -> str:
    """The words of an element in the order of reading."""
    return "".join(texts.get(place, "") for place in element.reading())
