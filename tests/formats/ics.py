"""A strict reader of iCalendar files (RFC 5545), for what this program writes: refuses what a calendar may refuse."""

import re
from dataclasses import dataclass, field

_LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^;:]+)*):(.*)", re.DOTALL)


@dataclass
class Component:
    """A component with its properties (name → parameters and value as written) and those inside it."""

    name: str
    lines: dict[str, tuple[str, str]] = field(default_factory=dict)
    inside: list["Component"] = field(default_factory=list)

    def text(self, name: str) -> str:
        """A property as text, what was escaped as it was meant."""
        return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], self.lines[name][1], flags=re.DOTALL)


def read(data: bytes) -> Component:
    """The calendar. Raises AssertionError for what is no calendar."""
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in raw), "a bare line end"
    assert all(len(line) <= 75 for line in raw), "a line longer than 75 octets"
    unfolded: list[bytes] = []
    for line in raw:
        line.decode("utf-8")  # No character is broken by folding.
        if line.startswith(b" "):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    stack: list[Component] = []
    for number, octets in enumerate(unfolded):
        match = _LINE.fullmatch(octets.decode("utf-8"))
        assert match is not None, octets
        name, parameters, value = match.groups()
        if name == "BEGIN":
            made = Component(value)
            if stack:
                stack[-1].inside.append(made)
            stack.append(made)
        elif name == "END":
            ended = stack.pop()
            assert ended.name == value
            if not stack:
                assert number == len(unfolded) - 1
                return ended
        else:
            assert name not in stack[-1].lines, f"{name} twice"
            assert not any(ord(c) < 32 and c != "\t" for c in value)
            if name in ("SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "UID"):
                assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), value
            stack[-1].lines[name] = (parameters, value)
    raise AssertionError("the calendar does not end")
