"""A picture as SVG: text stays text, and nothing is fetched."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from graph.view.drawing import PAPER, Disc, Line, Shape, Sheet, Text
from graph.view.picture import Picture
from graph.view.sheet import sheet

_FONT = "'Noto Sans', 'Segoe UI', 'DejaVu Sans', Arial, sans-serif"
#: What XML 1.0 cannot hold, and what would turn the direction of the text around.
_UNWRITABLE = {
    **dict.fromkeys(code for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x9, 0xA, 0xD)),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFFFE, 0xFFFF)),
    **dict.fromkeys(range(0xD800, 0xE000)),
}


def svg(picture: Picture) -> str:
    """Return a picture as an SVG document; the same picture gives the same text."""
    return written(sheet(picture))


def written(made: Sheet) -> str:
    """Write a sheet as SVG."""
    width, height = _number(made.width), _number(made.height)
    parts = "\n".join(_part(part) for part in made.parts)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"
  xml:lang="{made.language}" font-family="{_FONT}" role="img">
<title>{_text(made.title)}</title>
<rect width="{width}" height="{height}" fill="{PAPER}"/>
{parts}
</svg>
"""


def _part(part: Line | Shape | Disc | Text) -> str:
    if isinstance(part, Line):
        dash = f' stroke-dasharray="{" ".join(map(str, part.dash))}"' if part.dash else ""
        (x1, y1), (x2, y2) = part.start, part.end
        ends = f'x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
        return f'<line {ends} stroke="{part.colour}" stroke-width="{_number(part.width)}"{dash}/>'
    if isinstance(part, Text):
        return _line_of_text(part)
    look = f'fill="{part.fill}" stroke="{part.stroke}" stroke-width="{_number(part.width)}"'
    title = f"<title>{_text(part.title)}</title>" if part.title else ""
    if isinstance(part, Disc):
        x, y = part.middle
        return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(part.radius)}" {look}>{title}</circle>'
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in part.points)
    return f'<polygon points="{points}" {look}>{title}</polygon>'


def _line_of_text(part: Text) -> str:
    look = f'x="{_number(part.x)}" y="{_number(part.y + part.size * 0.35)}" font-size="{_number(part.size)}"'
    anchor = "" if part.anchor == "start" else f" text-anchor={quoteattr(part.anchor)}"
    bold = ' font-weight="bold"' if part.bold else ""
    halo = f' stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"' if part.halo else ""
    return f'<text {look} fill="{part.colour}"{anchor}{bold}{halo}>{_text(part.text)}</text>'


def _text(text: str) -> str:
    return escape(text.translate(_UNWRITABLE))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
