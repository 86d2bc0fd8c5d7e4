"""What the parts of a page are: headings, paragraphs, tables, pictures with their words; written as a structure tree.

A node is made when its strips are set and takes its place among the others when the pen first draws a part of it, so
the tree has the order of reading. What belongs to no node is an artifact: rules, headers, footers, watermarks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Content:
    """A marked stretch of the content of a page, both counted from 0."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Clickable:
    """A link annotation on a page, by the name of its object."""

    page: int
    name: str


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure: `role` as PDF names it, `alt` in words what cannot be read.

    `attributes` is the attribute dictionary as it is written.
    """

    role: str
    alt: str = ""
    attributes: str = ""
    kids: list[Node | Content | Clickable] = field(default_factory=list)
    parent: Node | None = None

    def add(self, *nodes: Node) -> Node:
        """Make nodes the last parts of this one; gives this one."""
        for node in nodes:
            node.parent = self
            self.kids.append(node)
        return self

    def part(self, role: str, alt: str = "", attributes: str = "") -> Node:
        """A new node as the last part of this one."""
        made = Node(role, alt, attributes, parent=self)
        self.kids.append(made)
        return made

    @property
    def top(self) -> Node:
        """The outermost node that holds this one."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node


class _Tagged(Protocol):
    tag: Node | None


def gather(role: str, strips: Sequence[_Tagged]) -> Node:
    """One node around all that these strips hold, in their order."""
    around = Node(role)
    for strip in strips:
        if strip.tag is not None and (top := strip.tag.top) is not around:
            around.add(top)
    return around


_TABLE = "<</O/Table/{}>>"
COLUMN_HEAD = _TABLE.format("Scope/Column")
ROW_HEAD = _TABLE.format("Scope/Row")


def across(columns: int) -> str:
    """The attributes of a cell that goes across columns."""
    return _TABLE.format(f"ColSpan {columns}")


def text_string(text: str) -> str:
    """A text as PDF writes it for any language."""
    coded = ("\ufeff" + text).encode("utf-16-be", "replace")
    return f"<{coded.hex().upper()}>"


class Tree:
    """The structure of one document while it is drawn.

    `part` holds what is drawn next: the document, or one paper of it.
    """

    def __init__(self) -> None:
        self.root = Node("Document")
        self.part = self.root
        self._at_home: set[Node] = {self.root}
        self._of_page: list[list[Node]] = [[]]
        self._links: list[Node] = []

    def begin_part(self) -> None:
        """What follows is one of many papers in a file."""
        self.part = self.root.part("Part")
        self._at_home.add(self.part)

    def mark(self, node: Node) -> int:
        """The number of a new stretch of this page that shows something of `node`."""
        top = node.top
        if top not in self._at_home:
            self._at_home.add(top)
            self.part.add(top)
        own = self._of_page[-1]
        own.append(node)
        node.kids.append(Content(len(self._of_page) - 1, len(own) - 1))
        return len(own) - 1

    def link(self, node: Node, name: str) -> int:
        """Make the annotation of that name a part of `node`; gives its key in the parent tree, after those of pages."""
        node.kids.append(Clickable(len(self._of_page) - 1, name))
        self._links.append(node)
        return -len(self._links)

    def end_page(self) -> None:
        """The next page begins."""
        self._of_page.append([])

    def objects(
        self, first: int, above: int, pages: Sequence[int], annotations: Mapping[str, int]
    ) -> tuple[list[str], int, int]:
        """The objects of the tree, numbered from `first` on, with the numbers of the document and of the parent tree.

        `above` is the number of the root of the structure, `pages` and `annotations` those of pages and annotations.
        """
        order = list(_walk(self.root))
        numbers = {node: first + n for n, node in enumerate(order)}
        made = [_element(node, numbers, above, pages, annotations) for node in order]
        entries = []
        for page, nodes in enumerate(self._of_page[: len(pages)]):
            entries.append(f"{page}[{' '.join(f'{numbers[node]} 0 R' for node in nodes)}]")
        for n, node in enumerate(self._links, start=len(pages)):
            entries.append(f"{n} {numbers[node]} 0 R")
        made.append(f"<</Nums[{' '.join(entries)}]>>")
        return made, first, first + len(order)


def _walk(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(kid for kid in reversed(node.kids) if isinstance(kid, Node))


def _element(
    node: Node, numbers: Mapping[Node, int], above: int, pages: Sequence[int], annotations: Mapping[str, int]
) -> str:
    home = next((kid.page for kid in node.kids if not isinstance(kid, Node)), -1)
    kids = []
    for kid in node.kids:
        match kid:
            case Node():
                kids.append(f"{numbers[kid]} 0 R")
            case Content() if kid.page == home:
                kids.append(str(kid.number))
            case Content():
                kids.append(f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.number}>>")
            case Clickable():
                kids.append(f"<</Type/OBJR/Pg {pages[kid.page]} 0 R/Obj {annotations[kid.name]} 0 R>>")
    said = f"<</S/{node.role}/P {numbers[node.parent] if node.parent is not None else above} 0 R"
    if home >= 0:
        said += f"/Pg {pages[home]} 0 R"
    if kids:
        said += f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]"
    if node.alt:
        said += f"/Alt {text_string(node.alt)}"
    if node.attributes:
        said += f"/A{node.attributes}"
    return said + ">>"
