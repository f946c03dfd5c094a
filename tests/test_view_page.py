"""The page of ``kg view`` in a real browser: what a person finds, clicks, types, filters and sends on."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from viewing import HUA_PHAN, PAIR, SHOWN, SON_LA, Open, panel, position

from graph.names import fold
from graph.namespaces import expand
from graph.store import Store
from graph.store.base import rows
from graph.view.words import messages

# ---- the first look ----------------------------------------------------------------------------


def test_a_newcomer_finds_the_lao_partners_the_end_of_an_agreement_and_its_source(
    open_page: Open, son_la: Path, shipped_store: Store
) -> None:
    page = open_page(son_la)
    laos = page.locator("details.group", has=page.locator("summary", has_text="Lào"))
    seen = set(laos.locator("b").all_inner_texts())
    query = """SELECT DISTINCT ?name WHERE {
        ?partnership a pfr:Partnership ; pfr:participant place:VN-05 , ?partner .
        ?partner pfr:country country:LA ; skos:prefLabel ?name FILTER(lang(?name) = "vi") }"""
    partners = {found[0].value for found in rows(shipped_store, query)}  # type: ignore[union-attr]
    assert len(partners) >= 9
    assert partners <= seen
    row = laos.locator("button", has_text="Hủa Phăn")
    assert "2024–2026" in row.inner_text()
    row.click()
    agreement = page.locator("article", has_text="Biên bản thỏa thuận hợp tác Sơn La – Hủa Phăn")
    assert "đến hết 2026" in agreement.locator(".when").inner_text()
    assert agreement.locator(".cite").count() >= 1
    assert "Nguồn" in agreement.locator(".cite").first.inner_text()
    links = [link.get_attribute("href") or "" for link in page.locator("#panel a").all()]
    assert links
    assert all(re.match("https?://", link) for link in links)


@pytest.mark.parametrize(("kind", "role"), [("Partnership", "participant"), ("Agreement", "party")])
def test_what_is_counted_is_what_the_store_holds(
    open_page: Open, nation: Path, shipped_store: Store, kind: str, role: str
) -> None:
    query = f"""SELECT DISTINCT ?said WHERE {{
        ?said a pfr:{kind} ; pfr:{role} ?one , ?other FILTER(str(?one) < str(?other)) }}"""
    held = {found[0].value for found in rows(shipped_store, query)}  # type: ignore[union-attr]
    page = open_page(nation)
    shown = page.evaluate(f"{SHOWN}.filter((id) => kg.data.statements[id].kind === {kind.lower()!r})")
    assert set(shown) <= held
    label = page.locator("#legend label", has=page.locator(f"input[value={kind.lower()}]"))
    assert label.locator(".count").inner_text() == str(len(shown))
    assert page.evaluate("kg.nodes.length") == page.evaluate("kg.shown.nodes.size")


# ---- pointing and typing -----------------------------------------------------------------------


def test_a_click_on_a_node_or_a_line_opens_its_facts(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la, "#view=network&lang=vi")
    assert page.locator("#panel").is_hidden()
    page.mouse.click(*position(page, HUA_PHAN))
    assert page.inner_text("#panel h2") == "Hủa Phăn"
    page.keyboard.press("Escape")
    page.locator("#fit").click()
    (x1, y1), (x2, y2) = position(page, SON_LA), position(page, HUA_PHAN)
    page.mouse.click(x1 + 0.6 * (x2 - x1), y1 + 0.6 * (y2 - y1))
    assert page.inner_text("#panel h2") == "Sơn La – Hủa Phăn"
    assert page.evaluate("kg.state.selected") == PAIR


def test_the_pointer_tells_what_it_is_over(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la, "#view=network&lang=vi")
    x, y = position(page, HUA_PHAN)
    page.mouse.move(x, y)
    assert page.inner_text("#tip") == "Hủa Phăn\nĐịa phương nước ngoài"
    page.mouse.move(x + 300, y - 40)
    page.mouse.move(5, 5)
    assert page.locator("#tip").is_hidden()


SPELLINGS = {
    "without accents": "hua phan",
    "in capitals": "HỦA PHĂN",
    "decomposed": unicodedata.normalize("NFD", "Hủa Phăn"),
    "in English": "Houaphanh",
    "by its code": "LA-HO",
    "a beginning": "hua ph",
}


def test_search_finds_every_spelling(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la)
    for how, spelling in SPELLINGS.items():
        page.keyboard.press("/")
        page.keyboard.insert_text(spelling)
        assert page.locator("#hits li").first.inner_text().startswith("Hủa Phăn"), how
        page.keyboard.press("Enter")
        assert page.inner_text("#panel h2") == "Hủa Phăn", how


def test_search_shows_again_what_filters_hide(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la, "#view=table&years=2015&actors-off=abroad&lang=vi")
    assert HUA_PHAN not in page.evaluate("[...kg.shown.nodes]")
    page.fill("#query", "hua phan")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Hủa Phăn"
    assert page.evaluate("kg.state.view") == "network"
    assert HUA_PHAN in page.evaluate("[...kg.shown.nodes]")
    page.fill("#query", "không có tên này")
    assert page.inner_text("#hits") == "Không tìm thấy"


def test_names_are_folded_as_in_python(open_page: Open, son_la: Path) -> None:
    names = ["Điện Biên", "HỦA  PHĂN", "Xay-Nhạ-Bu-Ly", "ư Ư ơ", "Áo/Ý", "ﬁ①", "Côte d’Ivoire", "  "]
    assert open_page(son_la).evaluate("(names) => names.map(kg.fold)", names) == [fold(name) for name in names]


def test_the_keyboard_alone_is_enough(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la, "#view=network&lang=vi")
    page.keyboard.press("/")
    page.keyboard.insert_text("son la")
    page.keyboard.press("Enter")
    assert page.inner_text("#live").startswith("Sơn La, Tỉnh, thành Việt Nam, ")
    page.keyboard.press("ArrowRight")
    walked = page.evaluate("kg.state.selected")
    assert walked != SON_LA
    assert page.evaluate(f"kg.place({walked!r}).x > kg.place({SON_LA!r}).x")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.id") == "network"


# ---- filters and time --------------------------------------------------------------------------


def test_every_year_shows_what_is_known_to_hold_in_it(open_page: Open, nation: Path, shipped_store: Store) -> None:
    page = open_page(nation, "#view=network&lang=en")
    everything = page.evaluate(SHOWN)
    places = page.evaluate("kg.network.getPositions()")
    first, last = page.evaluate("kg.data.years")
    found = page.evaluate(
        "([first, last]) => Object.fromEntries(Array.from({length: last - first + 1}, (_, at) => first + at)"
        f".map((year) => {{ kg.change({{years: [year, year]}}); return [year, {SHOWN}]; }}))",
        [first, last],
    )
    for year, shown in found.items():
        query = f"""SELECT ?said WHERE {{ ?said pfr:knownFrom ?first . OPTIONAL {{ ?said pfr:knownUntil ?last }}
            FILTER(?first <= "{year}-12-31"^^xsd:date && (!bound(?last) || ?last >= "{year}-01-01"^^xsd:date)) }}"""
        held = {row[0].value for row in rows(shipped_store, query)}  # type: ignore[union-attr]
        assert shown == sorted(held & set(everything)), year
    page.click("#all-years")
    assert page.evaluate(SHOWN) == everything
    assert page.evaluate("kg.network.getPositions()") == places


def test_years_are_chosen_by_click_stroke_and_slider(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la)
    box = page.locator("g.year[data-year='2022'] .column").bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.click(box["x"] + box["width"] / 2, middle)
    assert page.inner_text("#year-chosen") == "2022"
    page.focus("#year")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#year-chosen") == "2023"
    assert "2023: " in (page.get_attribute("#year", "aria-valuetext") or "")
    page.mouse.move(box["x"] + 3, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 2.5 * box["width"], middle, steps=4)
    page.mouse.up()
    assert page.inner_text("#year-chosen") == "2022–2024"
    assert "years=2022-2024" in page.url
    page.click("#all-years")
    assert page.inner_text("#year-chosen") == ""


def test_boxes_of_the_legend_hide_and_count(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la, "#view=network&lang=vi")
    count = page.locator("#legend label", has=page.locator("input[value=country]")).locator(".count")
    assert count.inner_text() == str(
        page.evaluate("[...kg.shown.nodes].filter((id) => kg.data.nodes[id].kind === 'country').length")
    )
    page.uncheck("#legend input[value=country]")
    assert page.evaluate("[...kg.shown.nodes].filter((id) => kg.data.nodes[id].kind === 'country')") == []
    assert page.evaluate("kg.nodes.get({filter: (node) => !node.hidden}).length") == page.evaluate(
        "kg.shown.nodes.size"
    )
    page.uncheck("#legend input[value=planned]")
    assert "planned" not in page.evaluate(f"{SHOWN}.map((id) => kg.data.statements[id].state)")
    page.select_option(
        "#country", label=next(t for t in page.locator("#country option").all_inner_texts() if "Lào" in t)
    )
    others = page.evaluate("[...kg.shown.nodes].map(kg.countryOf)")
    assert set(others) <= {expand("country:LA"), expand("country:VN"), ""}
    page.click("#clear")
    assert page.locator("#clear-top").is_hidden()
    assert page.locator("#legend input:not(:checked)").count() == 0


def test_plans_and_ended_relations_are_drawn_apart_and_explained(open_page: Open, nation: Path) -> None:
    page = open_page(nation, "#view=network&lang=en")
    text = page.inner_text("#legend")
    assert all(said in text for said in ("only planned", "proposed, not stated", "ended or lapsed"))
    strokes = page.locator("#legend svg line")
    looks = {(s.get_attribute("stroke"), s.get_attribute("stroke-dasharray")) for s in strokes.all()}
    assert len(looks) == 4


def test_an_address_brings_back_what_was_chosen(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la)
    page.evaluate("(id) => kg.select(id)", PAIR)
    page.evaluate(
        "kg.change({years: [2019, 2024]}); kg.setOff('node', 'gate', true); kg.setOff('state', 'planned', true)"
    )
    page.evaluate("kg.setView('table'); kg.setLanguage('vi')")
    anchor = "#" + page.url.partition("#")[2]
    assert "select=place/LA-HO~place/VN-05" in anchor
    state = """JSON.stringify([kg.state.selected, kg.state.years, [...kg.state.off.node], [...kg.state.off.state],
        kg.state.view, kg.data.language])"""
    again = open_page(son_la, anchor)
    assert again.evaluate(state) == page.evaluate(state)
    assert again.evaluate(SHOWN) == page.evaluate(SHOWN)
    again.reload()
    assert "#" + again.url.partition("#")[2] == anchor
    lost = open_page(son_la, "#view=nowhere&select=place/XX-99&years=1-9999&actors-off=__proto__&lang=xx")
    assert lost.evaluate("kg.shown.statements.size") == lost.evaluate("Object.keys(kg.data.statements).length")


# ---- other views -------------------------------------------------------------------------------


def test_the_table_shows_the_same_facts_and_sorts(open_page: Open, son_la: Path) -> None:
    page = open_page(son_la, "#view=table&years=2024&lang=vi")
    names = page.locator("#facts td .open").all_inner_texts()
    assert sorted(names) == sorted(page.evaluate(f"{SHOWN}.map((id) => kg.data.statements[id].name.vi)"))
    page.locator("#facts th button", has_text="Đến").click()
    assert page.locator("#facts th[aria-sort=ascending]").inner_text().startswith("Đến")
    assert "2024" in page.locator("#facts tbody tr").first.inner_text()
    page.locator("#facts th button", has_text="Dữ kiện").click()
    page.locator("#facts th button", has_text="Dữ kiện").click()
    again = page.locator("#facts td .open").all_inner_texts()
    assert sorted(again) == sorted(names)
    assert again == page.evaluate("(names) => names.sort((a, b) => -kg.compare(a, b))", names)
    page.locator("#facts td .open").first.click()
    assert again[0] in panel(page)


def test_the_overview_is_a_matrix_whose_numbers_open_their_facts(open_page: Open, nation: Path) -> None:
    page = open_page(nation)
    assert page.evaluate("kg.state.view") == "matrix"
    cell = page.get_by_label(re.compile(r"^S[ơo]n La – Laos: "))
    cell.click()
    assert page.inner_text("#panel h2") in {"Son La – Laos", "Sơn La – Laos"}
    assert page.locator("#panel article").count() == int(cell.inner_text())
    page.click("#views button[value=network]")
    assert page.evaluate("kg.network.getScale()") > 0.1
    assert page.evaluate("kg.labelled.length") > 20


@pytest.mark.parametrize("layout", ["columns", "map"])
def test_layouts_put_every_node_somewhere_else_and_stay(open_page: Open, nation: Path, layout: str) -> None:
    page = open_page(nation, "#view=network&lang=en")
    before = page.evaluate("kg.network.getPositions()")
    page.select_option("#layout", layout)
    after = page.evaluate("kg.network.getPositions()")
    assert after.keys() == before.keys()
    assert after != before
    assert f"layout={layout}" in page.url
    page.wait_for_timeout(100)
    assert page.evaluate("kg.network.getPositions()") == after
    if layout == "map":
        assert "Natural Earth" in page.inner_text("#ground-note")


def test_the_page_speaks_the_other_language_throughout(open_page: Open, nation: Path) -> None:
    page = open_page(nation, "#view=network&lang=en&select=place/LA-HO~place/VN-05")
    english, vietnamese = messages("en"), messages("vi")
    assert page.get_attribute("html", "lang") == "en"
    before = page.inner_text("body")
    page.click("#switch")
    after = page.inner_text("body")
    assert page.get_attribute("html", "lang") == "vi"
    assert page.title() == vietnamese["title"]
    for key in ("view-table", "all-years", "legend-nodes", "kind-home", "edge-agreement", "line-planned", "source"):
        assert english[key] in before
        assert vietnamese[key] in after
        assert english[key] not in after
    page.click("#switch")
    assert page.inner_text("body") == before
