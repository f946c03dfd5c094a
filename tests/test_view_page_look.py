"""The page of ``kg view`` in a real browser: its proof, its safety, its looks and the pictures it saves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from viewing import DESKTOP, HOSTILE, HUA_PHAN, PAIR, PHONE, SON_LA, STORY, Open, hostile_story, panel, position

from graph.store import Store
from graph.texts import Texts
from graph.view import draw, write_picture, write_view
from graph.view.picture import Asked
from graph.view.words import messages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

#: The pairs of names whose boxes share a point.
OVERLAP = """() => {
  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const others = (one, at) => kg.labelled.slice(at + 1).filter((other) => meet(one.box, other.box));
  return kg.labelled.flatMap((one, at) => others(one, at).map((other) => [one.id, other.id]));
}"""
#: The colours of the picture that is saved as PNG.
COLOURS = """() => {
  const canvas = kg.pngCanvas();
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let at = 0; at < data.length; at += 4) seen.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
  return [...seen];
}"""
#: The titles and the texts of an SVG file, and what is wrong with it.
READ_SVG = """(text) => {
  const read = new DOMParser().parseFromString(text, "image/svg+xml");
  const texts = (tag) => [...read.getElementsByTagName(tag)].map((found) => found.textContent);
  return ["title", "text", "parsererror"].map(texts);
}"""
#: What Chrome 109, the last for Windows 7, has not.
OLD = """
  for (const name of ["toReversed", "toSorted", "toSpliced", "with", "at", "findLast"]) delete Array.prototype[name];
  for (const name of ["at", "replaceAll"]) delete String.prototype[name];
  for (const name of ["groupBy", "hasOwn"]) delete Object[name];
  delete window.structuredClone;
"""

# ---- proof -------------------------------------------------------------------------------------


def test_an_attached_text_is_quoted_at_its_place(open_page: Open, told: Callable[[str], Store], tmp_path: Path) -> None:
    text = "Tin ngắn. Hai tỉnh kết nghĩa năm 2019, theo bản tin."
    quoted = "Hai tỉnh kết nghĩa năm 2019"
    digest = hashlib.sha256(text.encode()).hexdigest()
    (tmp_path / f"{digest}.txt").write_bytes(text.encode())
    start = text.index(quoted)
    placed = STORY.replace("source:news a pfr:Source ;", f'source:news a pfr:Source ; pfr:sha256 "{digest}" ;').replace(
        "evidence:e1 a pfr:Evidence ;", "evidence:e1 a pfr:Evidence ; oa:hasSelector passage:p1 ;"
    )
    passage = f"passage:p1 a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + len(quoted)} ."
    picture = draw(told(placed + passage), Asked(texts=Texts(tmp_path)))
    write_picture(picture, tmp_path / "a.html")
    page = open_page(tmp_path / "a.html", "#view=network&lang=vi&select=place/LA-HO~place/VN-05")
    proof = page.locator(".proof").first.inner_text()
    assert page.locator("blockquote").inner_text().endswith(quoted)
    assert "Hai tỉnh kết nghĩa từ 2019." in proof
    assert "Bản tin" in proof
    assert "15/11/2024" in proof
    assert f"{start}–{start + len(quoted)}" in proof
    assert page.get_attribute(".cite a", "href") == "https://example.org/tin"


def test_what_was_left_out_is_said(open_page: Open, shipped_store: Store, view_folder: Path) -> None:
    write_view(shipped_store, view_folder / "cut.html", about=[SON_LA], max_nodes=12)
    page = open_page(view_folder / "cut.html")
    assert page.evaluate("kg.nodes.length") == 12
    left = page.evaluate("kg.data.cut.left.nodes")
    assert str(left) in page.inner_text("#notices")


def test_an_event_as_a_node_opens_its_fact(open_page: Open, shipped_store: Store, view_folder: Path) -> None:
    write_picture(draw(shipped_store, Asked(about=[SON_LA]), events=True), view_folder / "events.html")
    page = open_page(view_folder / "events.html", "#view=network&lang=vi")
    event = page.evaluate("Object.keys(kg.data.nodes).find((id) => kg.data.nodes[id].kind === 'event-agreement')")
    page.mouse.click(*position(page, event))
    name = page.evaluate("(id) => kg.data.statements[kg.data.nodes[id].statement].name.vi", event)
    assert page.locator("#panel article h4").all_inner_texts() == [name]
    assert "Thỏa thuận (sự kiện)" in page.inner_text("#legend")


def test_an_empty_page_says_so(open_page: Open, told: Callable[[str], Store], tmp_path: Path) -> None:
    write_view(told("place:VN-05 a pfr:Province ."), tmp_path / "a.html")
    page = open_page(tmp_path / "a.html")
    assert page.inner_text("#empty")
    assert page.evaluate("kg.nodes.length") == 0
    page.click("#views button[value=table]")
    assert page.inner_text("#facts caption").startswith("0 ")


def test_hostile_text_is_shown_and_never_runs(open_page: Open, told: Callable[[str], Store], tmp_path: Path) -> None:
    write_view(told(hostile_story()), tmp_path / "a.html", about=[SON_LA])
    page = open_page(tmp_path / "a.html", "#view=network&lang=vi&select=place/LA-HO~place/VN-05")
    shown = HOSTILE.replace("\u202e", "\ufffd")
    assert shown.split("\u2028")[0] in panel(page)
    assert "onerror=x" in panel(page)
    assert "\u202e" not in page.content().split('id="data"')[0]
    assert page.locator("#panel a").count() == 0
    page.mouse.move(*position(page, SON_LA))
    page.fill("#query", "script")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2").startswith("</script><script>")
    for view in ("table", "network"):
        page.click(f"#views button[value={view}]")
    assert "onerror=x" in page.evaluate("kg.svgText()")
    assert page.evaluate("window.broken") is None
    assert page.locator("img").count() == 0


def test_what_is_slipped_into_the_page_is_refused(browser: Browser, son_la: Path) -> None:
    page = browser.new_page()
    answered: list[str] = []
    refused: list[str | None] = []
    page.on("requestfinished", lambda request: answered.append(request.url))
    page.on("requestfailed", lambda request: refused.append(request.failure))
    page.goto(son_la.as_uri())
    image = '<img src="http://127.0.0.1:9/x" onerror="window.broken=1">'
    page.evaluate("(image) => document.body.insertAdjacentHTML('beforeend', image)", image)
    assert page.evaluate("fetch('http://127.0.0.1:9/y').catch((error) => error.name)") == "TypeError"
    page.wait_for_timeout(150)
    assert page.evaluate("window.broken") is None
    assert [url for url in answered if url.startswith("http")] == []
    assert refused
    assert set(refused) == {"csp"}
    page.close()


# ---- how it looks ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_names_stand_apart_at_every_zoom(open_page: Open, nation: Path, size: ViewportSize) -> None:
    page = open_page(nation, "#view=network&lang=vi", size=size)
    for _ in range(3):
        for _ in messages("vi"), messages("en"):
            assert page.evaluate(OVERLAP) == []
            assert page.evaluate("kg.labelled.length") > 3
            page.click("#switch")
        page.click("#nearer")
        page.click("#nearer")


def test_provinces_and_what_is_chosen_are_always_named(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la)
    named = set(page.evaluate("kg.labelled.map((label) => label.id)"))
    assert SON_LA in named
    page.evaluate("(id) => kg.select(id)", PAIR)
    page.wait_for_timeout(50)
    assert {SON_LA, HUA_PHAN} <= set(page.evaluate("kg.labelled.map((label) => label.id)"))


def test_dark_and_light_follow_the_system_and_the_reader(open_page: Open, son_la: Path) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    page = open_page(son_la, dark=True)
    dark = page.evaluate(background)
    assert page.get_attribute("#theme", "aria-pressed") == "true"
    page.click("#theme")
    light = page.evaluate(background)
    assert light == "rgb(255, 255, 255)"
    assert dark != light
    page.emulate_media(media="print")
    assert page.locator("#query").is_hidden()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_is_open_to_every_reader(open_page: Open, son_la: Path, dark: bool) -> None:
    page = open_page(son_la, "#view=network&years=2024&lang=vi&select=place/LA-HO~place/VN-05", dark=dark)
    # The page's own policy lets no other script in, so it comes through the debugger.
    session = page.context.new_cdp_session(page)
    axe = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    session.send("Runtime.evaluate", {"expression": axe})
    for view in ("network", "matrix", "table"):
        page.evaluate("(view) => kg.setView(view)", view)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}] == []


def test_a_phone_shows_the_picture_and_the_panel(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la, size=PHONE)
    height = "document.querySelector('#network canvas').clientHeight"
    alone = page.evaluate(height)
    assert alone > 300
    page.mouse.click(*position(page, SON_LA))
    page.wait_for_timeout(300)
    assert page.inner_text("#panel h2") == "Sơn La"
    assert 200 < page.evaluate(height) < alone
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.documentElement.scrollHeight") <= 800
    page.click("#close")
    page.wait_for_timeout(300)
    assert page.evaluate(height) == alone


def test_an_old_browser_draws_it_too(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la, before=OLD)
    assert page.evaluate("typeof [].at + typeof [].toSorted + typeof structuredClone") == "undefined" * 3
    page.mouse.click(*position(page, HUA_PHAN))
    assert page.inner_text("#panel h2") == "Hủa Phăn"
    assert "<svg" in page.evaluate("kg.svgText()")


# ---- pictures to take away ---------------------------------------------------------------------


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.click(button)
    assert download.value.suggested_filename.startswith("quan-he-doi-ngoai-son-la.")
    return Path(download.value.path()).read_bytes()


def test_a_png_is_large_opaque_and_drawn(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la)
    data = saved(page, "#png")
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20], "big") >= 3000
    assert data[25] == 2  # red, green, blue, and no transparency
    colours = page.evaluate(COLOURS)
    assert {0xFFFFFF, 0x0072B2, 0x56B4E9, 0x009E73} <= set(colours)


def test_an_svg_holds_every_visible_name_as_text_and_no_hidden_one(
    open_page: Open, browser: Browser, son_la: Path
) -> None:
    page = open_page(son_la, "#view=network&actors-off=organisation&lang=vi")
    data = saved(page, "#svg").decode()
    titles, texts, faults = page.evaluate(READ_SVG, data)
    assert faults == []
    written = "".join(texts).replace(" ", "")
    shown = page.evaluate("[...kg.shown.nodes].map(kg.name)")
    hidden = page.evaluate("Object.keys(kg.data.nodes).filter((id) => !kg.shown.nodes.has(id)).map(kg.name)")
    assert hidden
    for name in shown:
        assert name in titles
        assert name.replace(" ", "") in written
    assert not set(titles) & set(hidden)
    for said in ("Quan hệ đối ngoại: Sơn La", "CC BY 4.0", "mới dự kiến"):
        assert said.replace(" ", "") in written
    other = browser.new_page()
    other.set_content(data.partition("\n")[2])
    assert other.evaluate("document.querySelector('svg').getBBox().width") > 1000
    other.close()


def test_paper_gets_the_picture_and_the_table(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la, dark=True)
    assert page.pdf(format="A4")[:5] == b"%PDF-"
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#facts tbody tr").count() == page.evaluate("kg.shown.statements.size")
    assert page.locator("#table-view").is_visible()
    assert page.locator("#paper svg").is_visible()
    assert page.locator("#paper text", has_text="Hủa Phăn").count() >= 1
    assert page.locator("#tools").is_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
