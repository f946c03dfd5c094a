"""Slugs and content hashes: readable, stable, plain ASCII."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest

from graph.identifiers import content_hash, slug
from graph.namespaces import PREFIXES, compact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Biên bản hợp tác Sơn La – Hủa Phăn", "bien-ban-hop-tac-son-la-hua-phan"),
        ("Lóng Sập", "long-sap"),
        ("ĐẮK LẮK", "dak-lak"),
        ("2016–2020", "2016-2020"),
        ("a/b?c#d", "a-b-c-d"),
        ("  --  ", ""),
        ("ຫົວພັນ Houaphanh", "houaphanh"),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_slug_is_a_local_name_in_any_normal_form() -> None:
    name = "Thỏa thuận hợp tác"
    assert slug(unicodedata.normalize("NFD", name)) == slug(name)
    assert compact(PREFIXES["agreement"] + slug(name)) == "agreement:thoa-thuan-hop-tac"


def test_same_content_same_hash_on_every_machine() -> None:
    expected = hashlib.sha256("nguồn\x1f12\x1f34".encode()).hexdigest()[:16]
    assert content_hash("nguồn", "12", "34") == expected


def test_parts_do_not_run_together() -> None:
    assert len({content_hash("ab", "c"), content_hash("a", "bc"), content_hash("abc"), content_hash("c", "ab")}) == 4
