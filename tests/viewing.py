"""What the tests of the page share: a small story to draw, the same with text that means harm, and its places."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from graph.namespaces import PREFIXES, expand

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

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
HUA_PHAN = expand("place:LA-HO") or ""
PAIR = f"{HUA_PHAN} {SON_LA}"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 800}
SHOWN = "[...kg.shown.statements].sort()"
#: Opens a page at an address, in a size, light or dark, with a script that runs before all others.
Open = Callable[..., "Page"]
HOSTILE = (
    "</script><script>window.broken=1</script><!--<script>\"'&\u2028\u202e{{ 7*7 }}"
    '<img src="http://example.org/x" onerror=x>'
)


def hostile_story() -> str:
    word = json.dumps(HOSTILE, ensure_ascii=False)
    labelled = STORY.replace('"Sơn La"@vi', f"{word}@vi").replace('"Hai tỉnh kết nghĩa từ 2019."', word)
    return (
        labelled.replace('"Bản tin"', word)
        .replace('"Báo"', word)
        .replace("https://example.org/tin", "javascript:alert(1)")
    )


def position(page: Page, iri: str) -> tuple[float, float]:
    """Return where a node stands on the screen."""
    x, y = page.evaluate(
        "(id) => { const at = kg.network.canvasToDOM(kg.place(id));"
        "const box = document.querySelector('#network canvas').getBoundingClientRect();"
        "return [box.left + at.x, box.top + at.y]; }",
        iri,
    )
    return x, y


def panel(page: Page) -> str:
    return page.inner_text("#panel-content")
