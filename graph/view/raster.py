"""A picture as PNG, for programs that take no SVG: the same shapes, drawn by Pillow."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.errors import KgError, Words
from graph.view.drawing import PAPER, Disc, Line, Point, Shape, Sheet, Text
from graph.view.picture import Picture
from graph.view.sheet import sheet

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

#: Pixels of the picture for one of the sheet, and how much finer shapes are drawn before they are smoothed.
_SCALE, _FINER = 2, 2
#: Fonts with all Vietnamese letters, plain and bold, by the names that systems give their files.
_FONTS = (
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("segoeui.ttf", "segoeuib.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
)
_NO_PILLOW = Words("chưa cài thư viện Pillow", "the library Pillow is not installed")
_NO_FONT = Words("máy này không có phông chữ tiếng Việt nào đã biết", "no known font with Vietnamese letters is here")


class NoRaster(KgError):
    """A PNG that cannot be drawn on this machine."""

    said = Words(
        "không vẽ được PNG: {reason}; hãy ghi ra tệp .svg, hoặc cài: {remedy}",
        "PNG cannot be drawn: {reason}; write an .svg file instead, or install: {remedy}",
    )

    def __init__(self, reason: Words, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def png(picture: Picture) -> bytes:
    """Return a picture as PNG; raises NoRaster where Pillow or a font is missing."""
    return painted(sheet(picture))


def painted(made: Sheet) -> bytes:
    """Draw a sheet as PNG."""
    try:
        from PIL import Image, ImageDraw  # noqa: PLC0415 - only this needs it, and it may be missing
    except ImportError as error:
        raise NoRaster(_NO_PILLOW, "pip install pillow") from error
    plain, bold = _fonts()
    fine = _SCALE * _FINER
    size = (round(made.width * fine), round(made.height * fine))
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    for part in made.parts:
        if not isinstance(part, Text):
            _shape(draw, part, fine)
    image = image.reduce(_FINER)
    draw = ImageDraw.Draw(image)
    for part in made.parts:
        if isinstance(part, Text):
            _text(draw, part, bold if part.bold else plain)
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(96 * _SCALE, 96 * _SCALE))
    return out.getvalue()


def _fonts() -> tuple[FreeTypeFont, FreeTypeFont]:
    from PIL import ImageFont  # noqa: PLC0415 - as above

    for plain, bold in _FONTS:
        try:
            return ImageFont.truetype(plain), ImageFont.truetype(bold)
        except OSError:
            continue  # not on this machine
    raise NoRaster(_NO_FONT, "fonts-dejavu-core, Noto Sans")


def _shape(draw: ImageDraw, part: Line | Shape | Disc, fine: int) -> None:
    if isinstance(part, Line):
        width = max(1, round(part.width * fine))
        for start, end in _dashes(part):
            draw.line((start[0] * fine, start[1] * fine, end[0] * fine, end[1] * fine), part.colour, width)
        return
    width = max(1, round(part.width * fine))
    if isinstance(part, Disc):
        (x, y), r = part.middle, part.radius
        box = ((x - r) * fine, (y - r) * fine, (x + r) * fine, (y + r) * fine)
        draw.ellipse(box, part.fill, part.stroke, width)
    else:
        points = [(x * fine, y * fine) for x, y in part.points]
        draw.polygon(points, part.fill)
        draw.line([*points, points[0], points[1]], part.stroke, width, joint="curve")


def _dashes(line: Line) -> Iterator[tuple[Point, Point]]:
    """Cut a broken line into its pieces."""
    length = math.dist(line.start, line.end)
    if not line.dash or length == 0:
        yield line.start, line.end
        return

    def at(along: float) -> Point:
        share = min(along, length) / length
        (x0, y0), (x1, y1) = line.start, line.end
        return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share

    along = 0.0
    while along < length:
        yield at(along), at(along + line.dash[0])
        along += sum(line.dash)


def _text(draw: ImageDraw, part: Text, font: FreeTypeFont) -> None:
    sized = font.font_variant(size=part.size * _SCALE)
    anchor = {"start": "lm", "middle": "mm", "end": "rm"}[part.anchor]
    halo = 3 if part.halo else 0
    at = (part.x * _SCALE, part.y * _SCALE)
    draw.text(at, part.text, part.colour, sized, anchor, stroke_width=halo, stroke_fill=PAPER)
