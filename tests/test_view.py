from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.atomic import write_text_atomic
from graph.errors import UnreadableFile
from graph.loading import Document
from graph.names import fold
from graph.namespaces import PREFIXES, expand
from graph.store import Store, open_store
from graph.view import write_view
from graph.view.page import VIS, VIS_SHA256

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
STORY = """
country:LA a pfr:Country ; skos:prefLabel "Lào"@vi, "Laos"@en .
place:VN-05 a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Sơn La"@vi, "Son La"@en ; skos:notation "VN-05" .
place:LA-HO a pfr:Province ; pfr:country country:LA ;
  skos:prefLabel "Hủa Phăn"@vi, "Houaphanh"@en ; skos:altLabel "Sầm Nưa"@vi .
place:VN-71 a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Điện Biên"@vi, "Dien Bien"@en .
relation:twinning a skos:Concept ; skos:inScheme scheme:relation ; skos:prefLabel "kết nghĩa"@vi, "twinning"@en .
partnership:p a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO ; pfr:relationType relation:twinning ;
  skos:prefLabel "Quan hệ Sơn La – Hủa Phăn"@vi, "Partnership Sơn La – Houaphanh"@en ;
  pfr:modality modality:actual ; pfr:validFrom "2019-01-01"^^xsd:date ; pfr:fromPrecision precision:year ;
  pfr:endStatus end-status:unknown ; pfr:evidence evidence:e1 .
visit:v a pfr:Visit ; pfr:guest place:LA-HO ; pfr:host place:VN-71 ; pfr:modality modality:planned ;
  skos:prefLabel "Chuyến thăm"@vi, "Visit"@en ; pfr:evidence evidence:e2 .
evidence:e1 a pfr:Evidence ; oa:hasSource source:news ; pfr:confidence confidence:stated ;
  pfr:restates "Hai tỉnh kết nghĩa từ 2019."@vi, "The two provinces have been twinned since 2019."@en .
evidence:e2 a pfr:Evidence ; oa:hasSource source:news ; pfr:confidence confidence:uncertain ;
  pfr:restates "Đoàn Hủa Phăn dự kiến thăm Điện Biên."@vi, "A delegation from Houaphanh plans to visit."@en .
source:news a pfr:Source ; dcterms:title "Bản tin"@vi ; dcterms:publisher "Báo" ; schema:url <https://example.org/tin> ;
  pfr:publishedOn "2024-11-15"^^xsd:date ; pfr:precision precision:day .
"""
SON_LA = expand("place:VN-05") or ""
HOSTILE = (
    "</script><script>window.broken=1</script><!--<script>\"'&\u2028\u202e{{ 7*7 }}"
    '<img src="http://example.org/x" onerror=x>'
)


def told(*texts: str) -> Store:
    store = open_store(":memory:")
    store.load([Document.from_text(f"{position}.trig", HEADER + text) for position, text in enumerate(texts)])
    return store


def hostile_story() -> str:
    word = json.dumps(HOSTILE, ensure_ascii=False)
    labelled = STORY.replace('"Sơn La"@vi', f"{word}@vi").replace('"Hai tỉnh kết nghĩa từ 2019."', word)
    return (
        labelled.replace('"Bản tin"', word)
        .replace('"Báo"', word)
        .replace("https://example.org/tin", "javascript:alert(1)")
    )


class Page(HTMLParser):
    """Collects the tags of a page and the text of each script block."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script" and self.cdata_elem == "script":
            self.scripts[-1] += data

    def blocks(self) -> dict[str, Any]:
        of_script = [attributes for tag, attributes in self.tags if tag == "script"]
        pairs = zip(of_script, self.scripts, strict=True)
        return {str(found["id"]): json.loads(text) for found, text in pairs if "id" in found}


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    def write(store: Store, about: Sequence[str] = (), lang: str = "vi") -> str:
        path = tmp_path / "Sơn La 1.html"
        write_view(store, path, about=about, lang=lang)
        return path.read_text(encoding="utf-8")

    return write


def test_summary_counts_what_is_drawn(tmp_path: Path) -> None:
    summary = write_view(told(STORY), tmp_path / "a.html", about=[SON_LA], lang="en")
    assert (summary.title, summary.nodes, summary.edges, summary.statements) == ("Foreign relations: Son La", 2, 1, 1)


def test_page_is_complete_and_says_its_language(written: Callable[..., str]) -> None:
    text = written(told(STORY))
    assert text.startswith("<!doctype html>\n")
    tags = Page(text).tags
    assert ("html", {"lang": "vi"}) in tags
    assert "<title>Mạng lưới quan hệ đối ngoại cấp tỉnh</title>" in text
    assert "\r" not in text
    assert 'lang="en"' in written(told(STORY), lang="en")


def test_page_asks_nothing_of_a_network(written: Callable[..., str]) -> None:
    text = written(told(STORY))
    assert not [tag for tag, attributes in Page(text).tags if attributes.keys() & {"src", "href", "action", "data"}]
    assert "sourceMappingURL" not in text
    assert "@import" not in text
    assert "url(" not in files("graph.view").joinpath("page.css").read_text(encoding="utf-8")


def test_policy_admits_the_scripts_of_the_page_and_nothing_else(written: Callable[..., str]) -> None:
    page = Page(written(told(STORY)))
    policy = next(str(a["content"]) for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["connect-src"] == rules["form-action"] == rules["base-uri"] == "'none'"
    running = [script for script, (_, a) in zip(page.scripts, _scripts(page), strict=True) if "type" not in a]
    assert len(rules["script-src"].split()) == len(running)
    assert not re.search(r"unsafe|\*|https?:", policy)


def _scripts(page: Page) -> list[tuple[str, dict[str, str | None]]]:
    return [(tag, attributes) for tag, attributes in page.tags if tag == "script"]


def test_page_carries_facts_validity_modality_and_source_in_both_languages(written: Callable[..., str]) -> None:
    data = Page(written(told(STORY))).blocks()["data"]
    partnership = data["statements"][expand("partnership:p")]
    assert partnership["validity"] == {"vi": "từ 2019 (chưa rõ kết thúc)", "en": "from 2019 (end unknown)"}
    assert partnership["type"] == {"vi": "kết nghĩa", "en": "twinning"}
    assert partnership["modality"] == "actual"
    (proof,) = partnership["evidence"]
    assert proof["restates"]["en"] == "The two provinces have been twinned since 2019."
    source = data["sources"][proof["source"]]
    assert (source["title"], source["published"]["vi"], source["url"]) == (
        "Bản tin",
        "15/11/2024",
        "https://example.org/tin",
    )
    assert data["nodes"][expand("place:LA-HO")]["folded"] == ["houaphanh", "hua phan", "sam nua"]


def test_a_plan_is_drawn_dashed_and_a_fact_with_a_full_line(written: Callable[..., str]) -> None:
    drawn = Page(written(told(STORY))).blocks()["drawn-edges"]
    dashes = {edge["kind"]: edge["dashes"] for edge in drawn}
    assert dashes["partnership"] is False
    assert dashes["visit"]


def test_parallel_edges_are_all_drawn_and_bent_apart(written: Callable[..., str]) -> None:
    second = "agreement:a a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO ."
    drawn = Page(written(told(STORY, second), about=[SON_LA])).blocks()["drawn-edges"]
    assert sorted(edge["smooth"]["roundness"] for edge in drawn) == [-0.08, 0.08]


def test_a_chain_of_actors_is_drawn_at_reading_size(written: Callable[..., str]) -> None:
    drawn = Page(written(told(STORY))).blocks()["drawn-nodes"]
    assert all(abs(node[axis]) < 1000 for node in drawn for axis in ("x", "y"))


def test_the_same_data_gives_the_same_bytes(tmp_path: Path) -> None:
    lines = STORY.split(" .\n")
    write_view(told(STORY), tmp_path / "one.html")
    write_view(told(" .\n".join([*reversed(lines[:-1]), ""])), tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_hostile_text_stays_text(written: Callable[..., str]) -> None:
    plain, hostile = (Page(written(told(story), about=[SON_LA])) for story in (STORY, hostile_story()))
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in plain.tags]
    data = hostile.blocks()["data"]
    assert data["nodes"][SON_LA]["name"]["vi"] == HOSTILE
    assert [source["url"] for source in data["sources"].values()] == [""]


def test_an_empty_network_says_so(written: Callable[..., str]) -> None:
    page = Page(written(told("place:VN-05 a pfr:Province .")))
    assert ("p", {"id": "empty", "data-message": "empty"}) in page.tags
    assert page.blocks()["drawn-nodes"] == []


def test_shipped_library_is_the_published_one() -> None:
    data = (files("graph.view") / VIS).read_bytes()
    readme = (files("graph.view") / "vendor" / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(data).hexdigest() == VIS_SHA256
    assert VIS_SHA256 in readme
    assert all((files("graph.view") / "vendor" / name).is_file() for name in ("LICENSE-MIT", "LICENSE-APACHE-2.0"))


def test_summary_and_page_need_no_drawing_library_to_be_named() -> None:
    code = "import sys, graph.view; sys.exit(bool({'pyvis', 'networkx', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_file_that_cannot_be_written_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="missing"):
        write_text_atomic(tmp_path / "missing" / "a.html", "x")
    with pytest.raises(UnreadableFile):
        write_text_atomic(tmp_path, "x")
    assert not list(tmp_path.iterdir())


def test_writing_replaces_the_file_a_link_points_to(tmp_path: Path) -> None:
    target, link = tmp_path / "a.html", tmp_path / "b.html"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_text_atomic(link, "Hủa Phăn\n")
    assert link.is_symlink()
    assert target.read_bytes() == "Hủa Phăn\n".encode()


# ---- in a real browser -------------------------------------------------------------------------

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1300,850",
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("needs chromium and chromedriver (apt-get install chromium chromium-driver)")
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        yield opened
    finally:
        opened.quit()


def log(browser: WebDriver, kind: str) -> list[dict[str, Any]]:
    """Return what the browser has noted since it was last asked."""
    return list(browser.get_log(kind))  # type: ignore[no-untyped-call]  # selenium's own


def open_page(browser: WebDriver, path: Path) -> None:
    log(browser, "performance")
    browser.get(path.resolve().as_uri())
    assert browser.execute_script("return document.documentElement.dataset.ready") == "true"


def requested(browser: WebDriver) -> list[str]:
    events = [json.loads(entry["message"])["message"] for entry in log(browser, "performance")]
    urls = [str(e["params"]["request"]["url"]) for e in events if e["method"] == "Network.requestWillBeSent"]
    return [url for url in urls if not url.startswith(("chrome:", "data:"))]  # of the browser's own start page


def panel(browser: WebDriver) -> str:
    return str(browser.find_element("id", "panel").text)


def test_page_opens_offline_draws_and_shows_the_proof(browser: WebDriver, tmp_path: Path) -> None:
    path = tmp_path / "Sơn La.html"
    write_view(told(STORY), path)
    open_page(browser, path)
    assert requested(browser) == [path.resolve().as_uri()]
    canvas = browser.find_element("css selector", "#network canvas")
    assert canvas.size["width"] > 300
    assert canvas.size["height"] > 300
    labelled = browser.execute_script("kg.network.redraw(); return kg.labelled.map((label) => kg.name(label.id))")
    assert sorted(labelled) == ["Hủa Phăn", "Sơn La", "Điện Biên"]

    browser.find_element("id", "query").send_keys("HUA phan\ue007")
    assert panel(browser).startswith("Hủa Phăn")
    edge = browser.execute_script("return kg.edges.get({filter: (edge) => edge.kind === 'partnership'})[0].id")
    browser.execute_script("kg.select(arguments[0])", edge)
    for expected in (
        "Sơn La – Hủa Phăn",
        "thực tế",
        "từ 2019 (chưa rõ kết thúc)",
        "Hai tỉnh kết nghĩa từ 2019.",
        "Bản tin",
        "Báo",
    ):
        assert expected in panel(browser)
    assert browser.find_element("css selector", "#panel a").get_attribute("href") == "https://example.org/tin"

    browser.find_element("id", "switch").click()
    assert "The two provinces have been twinned since 2019." in panel(browser)
    assert browser.title == "Network of provincial foreign relations"
    assert log(browser, "browser") == []


def test_a_click_on_the_drawing_opens_the_panel(browser: WebDriver, tmp_path: Path) -> None:
    write_view(told(STORY), tmp_path / "a.html")
    open_page(browser, tmp_path / "a.html")
    x, y = browser.execute_script(
        "const at = kg.network.canvasToDOM(kg.network.getPosition(arguments[0]));"
        "const frame = document.querySelector('#network canvas').getBoundingClientRect();"
        "return [Math.round(frame.left + at.x), Math.round(frame.top + at.y)]",
        SON_LA,
    )
    actions = pytest.importorskip("selenium.webdriver").ActionChains(browser)
    actions.w3c_actions.pointer_action.move_to_location(x, y).click()
    actions.perform()
    browser.implicitly_wait(2)
    assert browser.find_element("css selector", "#panel h2").text == "Sơn La"


def test_unticking_a_kind_hides_it_and_searching_shows_it_again(browser: WebDriver, tmp_path: Path) -> None:
    write_view(told(STORY), tmp_path / "a.html")
    open_page(browser, tmp_path / "a.html")
    hidden = "return kg.nodes.get({filter: (node) => node.hidden}).length"
    browser.find_element("css selector", "#legend input[value=home]").click()
    assert browser.execute_script(hidden) == 2
    browser.find_element("id", "query").send_keys("dien bien\ue007")
    assert browser.execute_script(hidden) == 0
    assert browser.find_element("css selector", "#legend input[value=home]").is_selected()


def test_hostile_text_does_not_run(browser: WebDriver, tmp_path: Path) -> None:
    write_view(told(hostile_story()), tmp_path / "a.html", about=[SON_LA])
    open_page(browser, tmp_path / "a.html")
    assert browser.find_element("css selector", "#panel h2").text.startswith("</script><script>")
    browser.execute_script("kg.select(kg.edges.getIds()[0])")
    assert "onerror=x" in panel(browser)
    assert browser.execute_script("return window.broken") is None
    assert requested(browser) == [(tmp_path / "a.html").resolve().as_uri()]
    assert log(browser, "browser") == []


def test_an_empty_page_opens(browser: WebDriver, tmp_path: Path) -> None:
    write_view(told("place:VN-05 a pfr:Province ."), tmp_path / "a.html")
    open_page(browser, tmp_path / "a.html")
    assert "Không có quan hệ nào" in browser.find_element("id", "empty").text
    assert log(browser, "browser") == []


def test_page_folds_names_as_python_does(browser: WebDriver, tmp_path: Path) -> None:
    write_view(told(STORY), tmp_path / "a.html")
    open_page(browser, tmp_path / "a.html")
    names = ["Điện Biên", "HỦA  PHĂN", "Xay-Nhạ-Bu-Ly", "ư Ư ơ", "Áo/Ý", "ﬁ①", "Côte d’Ivoire", "  "]
    assert browser.execute_script("return arguments[0].map(kg.fold)", names) == [fold(name) for name in names]
