from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # ships no types

from graph.errors import Words
from graph.loading import Document
from graph.names import fold
from graph.namespaces import PREFIXES, expand
from graph.store import Store, open_store
from graph.view import draw, write_picture
from graph.view.drawing import text_width
from graph.view.labelling import LINE, SIZE, Label, Mark, labels
from graph.view.picture import LAYOUTS, Asked, Picture
from graph.view.raster import NoRaster, painted, png
from graph.view.sheet import sheet
from graph.view.static import svg

SVG = "{http://www.w3.org/2000/svg}"
HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
STORY = """
country:LA a pfr:Country ; skos:prefLabel "Lào"@vi, "Laos"@en .
place:VN-05 a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Sơn La"@vi, "Sơn La"@en ;
  schema:latitude 21.28 ; schema:longitude 103.84 .
place:LA-HO a pfr:Province ; pfr:country country:LA ; skos:prefLabel "Hủa Phăn"@vi, "Houaphanh"@en ;
  schema:latitude 20.36 ; schema:longitude 104.0 .
organisation:fund a pfr:Organisation ; skos:prefLabel "Quỹ"@vi, "Fund"@en .
partnership:p a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO ; pfr:modality modality:actual .
engagement:e a pfr:Engagement ; pfr:initiator place:VN-05 ; pfr:counterpart organisation:fund ;
  pfr:modality modality:planned .
"""
HOSTILE = "</svg><script>alert(1)</script>&\u202e]]>\u0007"


def told(text: str = STORY) -> Store:
    store = open_store(":memory:")
    store.load([Document.from_text("story.trig", HEADER + text)])
    return store


def texts(written: str) -> list[str]:
    return ["".join(each.itertext()) for each in fromstring(written).iter(SVG + "text")]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_actor_stands_in_the_svg_as_text_with_legend_and_foot(layout: str, language: str) -> None:
    found = draw(told(), Asked(layout=layout, language=language, command="kg view --layout x"))
    written = svg(found)
    said = texts(written)
    names = {"vi": ["Sơn La", "Hủa Phăn", "Quỹ"], "en": ["Sơn La", "Houaphanh", "Fund"]}[language]
    assert set(names) <= set(said)
    assert any(
        text.startswith({"vi": "Tỉnh, thành Việt Nam (1)", "en": "Vietnamese province"}[language]) for text in said
    )
    assert any("kg view --layout x" in text for text in said)
    assert ("Natural Earth" in written) == (layout == "map")


def test_the_same_store_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg", "one.png", "two.png"):
        write_picture(draw(told()), tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_a_plan_is_a_broken_line_and_a_fact_is_none() -> None:
    lines = [each.get("stroke-dasharray") for each in fromstring(svg(draw(told()))).iter(SVG + "line")]
    assert lines.count(None) >= 2  # the partnership, and the rule above the foot
    assert sum(dash is not None for dash in lines) == 2  # the plan, and its sign in the legend


def test_hostile_names_are_text_and_nothing_can_run() -> None:
    store = told(STORY.replace('"Quỹ"@vi', f'"{HOSTILE.replace(chr(7), chr(92) + "u0007")}"@vi'))
    written = svg(draw(store))
    root = fromstring(written)
    tags = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert tags <= {"svg", "title", "rect", "line", "circle", "polygon", "text"}
    assert any("<script>" in text for text in texts(written))
    assert "\u202e" not in written
    assert "\u0007" not in written
    assert not {name for each in root.iter() for name in each.attrib if name.startswith("on") or "href" in name}


def test_nothing_is_fetched() -> None:
    assert svg(draw(told())).count("http") == 1  # the name of the SVG vocabulary


def test_an_empty_picture_says_why() -> None:
    fund = expand("organisation:lonely") or ""
    store = told(STORY + 'organisation:lonely a pfr:Organisation ; skos:prefLabel "Lẻ"@vi, "Lone"@en .')
    found = draw(store, Asked(about=(fund,), language="en"))
    assert "No relation of Lone is known." in texts(svg(found))


def test_notes_stand_below_the_title() -> None:
    found = draw(told(), Asked(notes=(Words("Gồm cả Hà Tây.", "Includes Hà Tây."),)), max_nodes=2)
    said = texts(svg(found))
    assert "Gồm cả Hà Tây." in said
    assert any("2/3" in text for text in said)


def marks(count: int) -> list[Mark]:
    return [
        Mark(f"n{at:03}", (at % 20 * 30.0, at // 20 * 30.0), 8.0, f"Tên dài số {at}", (0, at)) for at in range(count)
    ]


def box(label: Label) -> tuple[float, float, float, float]:
    width = max(text_width(line, SIZE) for *_, line in label.lines)
    start = label.lines[0][0] - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return start, label.lines[0][1] - LINE / 2, start + width, label.lines[-1][1] + LINE / 2


def test_names_never_lie_on_names_or_nodes() -> None:
    placed = labels(marks(200), (-100.0, -100.0, 800.0, 500.0))
    boxes = [box(label) for label in placed]
    assert 0 < len(boxes) < 200
    nodes = [(mark.at[0] - 8, mark.at[1] - 8, mark.at[0] + 8, mark.at[1] + 8) for mark in marks(200)]
    for at, one in enumerate(boxes):
        for other in boxes[:at] + nodes:
            assert one[0] >= other[2] or one[2] <= other[0] or one[1] >= other[3] or one[3] <= other[1]


def test_the_weightiest_name_is_placed_first() -> None:
    crowd = [Mark(name, (0.0, 0.0), 8.0, name, weight) for name, weight in (("a", (0, 9)), ("b", (2, 0)))]
    placed = labels(crowd, (-12.0, -10.0, 12.0, 40.0))  # room for one name, below
    assert [label.mark.iri for label in placed] == ["b"]


def test_png_shows_the_drawing_in_its_colours() -> None:
    image = pytest.importorskip("PIL.Image")
    with image.open(io.BytesIO(png(draw(told())))) as opened:
        assert opened.format == "PNG"
        assert opened.width >= 3000
        colours = {colour for _, colour in opened.getcolors(maxcolors=1 << 24)}
        assert opened.getpixel((0, 0)) == (255, 255, 255)
    assert {(0x00, 0x72, 0xB2), (0x56, 0xB4, 0xE9), (0x00, 0x9E, 0x73)} <= colours  # the three kinds of nodes


def test_without_pillow_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    made = sheet(draw(told()))
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(NoRaster) as raised:
        painted(made)
    assert raised.value.exit_code == 3
    assert "pip install pillow" in raised.value.say("vi")
    assert ".svg" in raised.value.say("en")


def test_without_a_font_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = pytest.importorskip("PIL.ImageFont")

    def missing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(fonts, "truetype", missing)
    with pytest.raises(NoRaster, match="no known font"):
        png(draw(told()))


def test_names_of_the_picture_tell_a_former_unit_from_the_present_one() -> None:
    store = told("""
        place:old a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Lào Cai"@vi ;
          pfr:validTo "2025-06-30"^^xsd:date .
        place:new a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Lào Cai"@vi .
        place:gone a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Hà Tây"@vi ;
          pfr:validTo "2008-07-31"^^xsd:date .
        partnership:p a pfr:Partnership ; pfr:participant place:old, place:new, place:gone .
    """)
    found: Picture = draw(store)
    assert sorted(named["vi"] for named in found.names.values()) == ["Hà Tây", "Lào Cai", "Lào Cai (đến 2025)"]
    assert fold(found.names[expand("place:old") or ""]["en"]) == "lao cai until 2025"
