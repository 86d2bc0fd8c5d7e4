"""The present appearance: light or dark, zoom, fonts. Widgets that paint ask here; the rest is the style sheet's."""

from __future__ import annotations

from PySide6.QtCore import QFile, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from app.paths import bundled
from app.ui.style import tokens
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

    @property
    def dark(self) -> bool:
        """Whether dark colours are worn now."""
        if self.mode == "system":
            return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self.mode == "dark"

    @property
    def palette(self) -> Palette:
        """The colours worn now."""
        return DARK if self.dark else LIGHT

    def colour(self, token: str) -> QColor:
        """A token's colour. Raises AttributeError for another name."""
        return QColor(getattr(self.palette, token))

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
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(self._qt_palette())
            application.setFont(self.font())
            application.setStyleSheet(style_sheet(self.palette, self.px))
        self.changed.emit()

    def icon(self, name: str, colour: str = "text", size: int = 20) -> QIcon:
        """`resources/icons/NAME.svg` in the colour of a token. Raises FileNotFoundError (our bug)."""
        key = (name, colour, self.px(size))
        if key not in self._icons:
            self._icons[key] = QIcon(self._draw(name, colour, self.px(size)))
        return self._icons[key]

    def _draw(self, name: str, colour: str, size: int) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer

        text = (bundled("resources") / "icons" / f"{name}.svg").read_text("utf-8")
        renderer = QSvgRenderer(text.replace("currentColor", self.colour(colour).name()).encode())
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
