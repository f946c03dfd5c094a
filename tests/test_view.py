from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from viewing import HEADER, HOSTILE, SON_LA, STORY, hostile_story

from graph.atomic import write_text_atomic
from graph.errors import UnreadableFile
from graph.loading import Document
from graph.namespaces import expand
from graph.store import Store, open_store
from graph.view import write_view
from graph.view.page import VIS, VIS_SHA256


def told(*texts: str) -> Store:
    store = open_store(":memory:")
    store.load([Document.from_text(f"{position}.trig", HEADER + text) for position, text in enumerate(texts)])
    return store


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
    assert tags[0][1]["lang"] == "vi"
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


def test_a_plan_is_told_from_a_fact_and_drawn_dashed(written: Callable[..., str]) -> None:
    blocks = Page(written(told(STORY))).blocks()
    states = {edge["kind"]: edge["state"] for edge in blocks["drawn-edges"]}
    assert states == {"partnership": "actual", "visit": "planned"}
    dashes = {state: dashes for state, (_, dashes) in blocks["data"]["lines"].items()}
    assert dashes["actual"] is False
    assert dashes["planned"]
    assert dashes["planned"] != dashes["proposed"]


def test_every_kind_of_relation_between_two_actors_is_there(written: Callable[..., str]) -> None:
    second = "agreement:a a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO ."
    drawn = Page(written(told(STORY, second), about=[SON_LA])).blocks()["drawn-edges"]
    assert sorted(edge["kind"] for edge in drawn) == ["agreement", "partnership"]


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
