"""Colours and sizes of the window. Every other colour in `app.ui` is derived from these."""

from __future__ import annotations

from dataclasses import dataclass, fields

from app.domain.grades import Severity, Verdict


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one appearance as `#RRGGBB`; text stands on the ground of the same name with contrast ≥ 4.5."""

    ground: str
    panel: str
    line: str
    text: str
    quiet: str
    accent: str
    accent_ground: str
    on_accent: str
    conforming: str
    conforming_ground: str
    partly: str
    partly_ground: str
    partly_line: str
    nonconforming: str
    nonconforming_ground: str
    neutral: str
    neutral_ground: str

    def names(self) -> dict[str, str]:
        """Token name → colour."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


LIGHT = Palette(
    ground="#F6F7F9",
    panel="#FFFFFF",
    line="#D9DEE5",
    text="#1B2430",
    quiet="#556273",
    accent="#0B5CAD",
    accent_ground="#E7F0FA",
    on_accent="#FFFFFF",
    conforming="#1E6B3A",
    conforming_ground="#E5F3EA",
    partly="#8A5A00",
    partly_ground="#FFF3D6",
    partly_line="#E0B84C",
    nonconforming="#B3261E",
    nonconforming_ground="#FCE8E6",
    neutral="#556273",
    neutral_ground="#EDF0F3",
)

DARK = Palette(
    ground="#14181E",
    panel="#1C222B",
    line="#343D49",
    text="#E8ECF1",
    quiet="#A5B0BF",
    accent="#7CB7F2",
    accent_ground="#1D3350",
    on_accent="#10151B",
    conforming="#7FD3A0",
    conforming_ground="#16321F",
    partly="#F0C05A",
    partly_ground="#3A2E10",
    partly_line="#7A6220",
    nonconforming="#F5A29B",
    nonconforming_ground="#43201D",
    neutral="#A5B0BF",
    neutral_ground="#2A313B",
)

FAMILIES = ["BIZ UDPGothic", "Noto Sans JP"]

BASE = 14
"""Text in pixels at 100 %."""
QUIET = 13
SECTION = 15
QUESTION = 20
ASKED = 26
FIGURE = 30
"""Large numbers on cards."""

GAP = 4
"""Spacing goes in steps of this."""
ROW = 32
BUTTON = 36
VERDICT_BUTTON = 48
RADIUS = 6

# The frame of an open audit, in pixels at 100 %.
HEADER, FOOT = 48, 61
NAVIGATION, RAIL = 300, 56
CONTEXT = 336
NARROW = 1200
"""Below this width of the window the navigation is a rail of icons and the explanations are a drawer."""
COMPACT = 560
"""Below this width of a checkpoint its parts stand below each other."""

GLYPH = {
    Verdict.CONFORMING: "○",
    Verdict.PARTLY: "△",
    Verdict.NONCONFORMING: "×",
    Verdict.NOT_APPLICABLE: "－",
    Verdict.UNANSWERED: "・",
}
"""The sign of a verdict: told by shape and word, never by colour alone."""

TONE = {
    Verdict.CONFORMING: "conforming",
    Verdict.PARTLY: "partly",
    Verdict.NONCONFORMING: "nonconforming",
    Verdict.NOT_APPLICABLE: "neutral",
    Verdict.UNANSWERED: "neutral",
}
"""The colour token of a verdict; its ground is `TONE + "_ground"`."""

SEVERITY_GLYPH = {Severity.SERIOUS: "◆", Severity.IMPROVEMENT: "▲", Severity.OBSERVATION: "●"}
SEVERITY_TONE = {
    Severity.SERIOUS: "nonconforming",
    Severity.IMPROVEMENT: "partly",
    Severity.OBSERVATION: "neutral",
}
