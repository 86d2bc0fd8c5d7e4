"""The present appearance: light or dark, zoom, fonts. Widgets that paint ask here; the rest is the style sheet's."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QFile, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from app.paths import bundled
from app.ui.style import tokens
from app.ui.style.held_pictures import hold
from app.ui.style.sheet import style_sheet
from app.ui.style.tokens import DARK, LIGHT, Palette

SMALLEST, LARGEST, STEP = 100, 200, 10
FONT_FILES = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf", "NotoSansJP-Regular.ttf")


class Theme(QObject):
    """`changed` is emitted after the application wears the new look. `mode` is `light`, `dark` or `system`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode = "system"
        self.zoom = 100
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._palette: Palette | None = None
        self._colours: dict[str, QColor] = {}
        self._watching = False

    @property
    def contrast(self) -> bool:
        """Whether the system asks for high contrast: its own colours win then."""
        # The hints are gone as soon as nobody holds the style hints they were asked of.
        style = QGuiApplication.styleHints()
        return style.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast

    @property
    def dark(self) -> bool:
        """Whether dark colours are worn now."""
        if self.mode == "system":
            return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self.mode == "dark"

    @property
    def palette(self) -> Palette:
        """The colours worn now."""
        # Asked for at every stroke of a painter, so looked up once.
        if self._palette is None:
            self._palette = _of_system() if self.contrast else DARK if self.dark else LIGHT
        return self._palette

    def colour(self, token: str) -> QColor:
        """A token's colour. Raises AttributeError for another name."""
        if token not in self._colours:
            self._colours[token] = QColor(getattr(self.palette, token))
        return self._colours[token]

    def px(self, pixels: float) -> int:
        """A length of the design at the present zoom."""
        return round(pixels * self.zoom / 100)

    def font(self, pixels: int = tokens.BASE, *, bold: bool = False) -> QFont:
        """The program's font, `pixels` high at 100 %."""
        font = QFont(tokens.FAMILIES)
        font.setPixelSize(self.px(pixels))
        font.setBold(bold)
        return font

    def wear(self, *, mode: str | None = None, zoom: int | None = None) -> None:
        """Put on another look; what is not named stays."""
        self.mode = mode or self.mode
        self.zoom = min(LARGEST, max(SMALLEST, zoom if zoom is not None else self.zoom))
        self._icons.clear()
        self._colours.clear()
        self._palette = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self._watch(application)
            application.setPalette(QPalette() if self.contrast else self._qt_palette())
            application.setFont(self.font())
            # Twice: Qt puts a sheet on bare widgets several times as fast as in place of another one.
            application.setStyleSheet("")
            application.setStyleSheet(style_sheet(self.palette, self.px, self._sheet_pictures()))
        self.changed.emit()

    def _watch(self, application: QApplication) -> None:
        """Follow the system when it turns dark or to high contrast, and draw alike on every system."""
        if self._watching:
            return
        self._watching = True
        application.setStyle("Fusion")
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    def _system_changed(self) -> None:
        if self.mode == "system" or self.contrast:
            self.wear()

    def _sheet_pictures(self) -> dict[str, str]:
        """Icons that the style sheet names by file, held in memory in the colours worn now."""
        colours = {"text": self.palette.text, "quiet": self.palette.quiet, "on_accent": self.palette.on_accent}
        files, pictures = {}, {}
        for name, token in _SHEET_ICONS:
            # A name of its own per colour: Qt keeps pictures by file name.
            file = f"{name}-{colours[token][1:]}.svg"
            pictures[file] = _svg(name).replace("currentColor", colours[token]).encode()
            files[f"{name.replace('-', '_')}_{token}"] = file
        folder = hold(pictures)
        return {place: f"{folder}/{file}" for place, file in files.items()}

    def icon(self, name: str, colour: str = "text", size: int = 20) -> QIcon:
        """`resources/icons/NAME.svg` in the colour of a token. Raises FileNotFoundError (our bug)."""
        key = (name, colour, self.px(size))
        if key not in self._icons:
            self._icons[key] = QIcon(self._draw(name, colour, self.px(size)))
        return self._icons[key]

    def _draw(self, name: str, colour: str, size: int) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer

        renderer = QSvgRenderer(_svg(name).replace("currentColor", self.colour(colour).name()).encode())
        ratio = 2
        picture = QPixmap(QSize(size * ratio, size * ratio))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture

    def _qt_palette(self) -> QPalette:
        p, palette = self.palette, QPalette()
        role = QPalette.ColorRole
        for where, colour in {
            role.Window: p.ground,
            role.Base: p.panel,
            role.AlternateBase: p.ground,
            role.Button: p.panel,
            role.ToolTipBase: p.panel,
            role.WindowText: p.text,
            role.Text: p.text,
            role.ButtonText: p.text,
            role.ToolTipText: p.text,
            role.PlaceholderText: p.quiet,
            role.Highlight: p.accent_ground,
            role.HighlightedText: p.text,
            role.Link: p.accent,
            role.LinkVisited: p.accent,
            role.Mid: p.line,
        }.items():
            palette.setColor(where, QColor(colour))
        for where in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(p.quiet))
        return palette


_SHEET_ICONS = (
    *((f"chevron-{side}", "text") for side in ("down", "up", "left", "right")),
    *((sign, "on_accent") for sign in ("check", "radio")),
)


def _svg(name: str) -> str:
    try:
        return icon_texts()[name]
    except KeyError:
        raise FileNotFoundError(f"no such icon: {name}") from None


@cache
def icon_texts() -> dict[str, str]:
    """All of `resources/icons` by name, read when the first is wanted (a millisecond): they are drawn while painting,
    and the stick on which they lie may have been pulled out by then."""
    icons = (place for place in (bundled("resources") / "icons").iterdir() if place.name.endswith(".svg"))
    return {place.name.removesuffix(".svg"): place.read_text("utf-8") for place in icons}


def _of_system() -> Palette:
    """The tokens as the system's palette has them; a verdict is then told by sign and word alone."""
    system, role = QGuiApplication.palette(), QPalette.ColorRole
    ground, panel, text = (system.color(r).name() for r in (role.Window, role.Base, role.WindowText))
    accent, on_accent = system.color(role.Highlight).name(), system.color(role.HighlightedText).name()
    return Palette(
        ground=ground,
        panel=panel,
        line=text,
        text=text,
        quiet=text,
        accent=accent,
        accent_ground=panel,
        on_accent=on_accent,
        conforming=text,
        conforming_ground=panel,
        partly=text,
        partly_ground=panel,
        partly_line=text,
        nonconforming=text,
        nonconforming_ground=panel,
        neutral=text,
        neutral_ground=panel,
    )


def load_fonts() -> None:
    """Register the bundled fonts. Raises RuntimeError when Qt does not take one (our bug)."""
    for name in FONT_FILES:
        resource = bundled("resources") / "fonts" / name
        file = QFile(str(resource))
        if not file.open(QIODevice.OpenModeFlag.ReadOnly):
            raise RuntimeError(f"font not found: {name}")
        file.close()
        if QFontDatabase.addApplicationFont(str(resource)) < 0:
            raise RuntimeError(f"font not taken: {name}")


_theme: Theme | None = None


def theme() -> Theme:
    """The one theme of the application."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme
