"""Vietnamese names: normal form, folding, sort order."""

from __future__ import annotations

import random
import unicodedata

import pytest

from graph.names import fold, nfc, sort_key


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        pytest.param("Sơn La", "son la", id="horn and space"),
        pytest.param("Điện Biên", "dien bien", id="đ at the start"),
        pytest.param("Ở đâu đó", "o dau do", id="đ inside"),
        pytest.param("HỦA PHĂN", "hua phan", id="capitals"),
        pytest.param("Xay-Nhạ-Bu-Ly", "xay nha bu ly", id="hyphens"),
        pytest.param("Hua\u00a0Phan", "hua phan", id="no-break space"),
        pytest.param("  Bò \t Kẹo\n", "bo keo", id="runs of blanks"),
        pytest.param("Lóng Sập – Pa Háng", "long sap pa hang", id="dash"),
        pytest.param("Côte d’Ivoire", "cote d ivoire", id="curly apostrophe"),
        pytest.param("Straße", "strasse", id="sharp s"),
        pytest.param("Languedoc-Roussillon", "languedoc roussillon", id="french region"),
        pytest.param("LA-HO", "la ho", id="code"),
        pytest.param("", "", id="nothing"),
        pytest.param("–", "", id="only punctuation"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize("name", ["Sơn La", "Hủa Phăn", "Đắk Lắk", "Thừa Thiên – Huế", "Quỳnh Nhai"])
def test_every_normal_form_folds_alike(name: str) -> None:
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")}
    assert len(forms) == 2, "the name must have marks, or this tests nothing"
    assert len({fold(form) for form in forms}) == 1


def test_marks_may_come_in_any_order() -> None:
    horn_first, tone_first = "o\u031b\u0301", "o\u0301\u031b"
    assert nfc(horn_first) == nfc(tone_first) == "ớ"
    assert fold(horn_first) == fold(tone_first) == "o"


def test_nfc_is_what_is_stored() -> None:
    assert nfc("So\u031bn La") == "Sơn La"
    assert nfc("Sơn La") == "Sơn La"


def test_what_was_no_text_is_still_a_name() -> None:
    broken = b"S\xffn La".decode("utf-8", "surrogateescape")
    assert nfc(broken).encode() == "S\ufffdn La".encode()


DICTIONARY = [
    "An Giang",
    "Ăn",
    "Ân",
    "Ba",
    "Bà",
    "Bà Rịa",  # syllable by syllable: before Bả
    "Bả",
    "Bã",
    "Bá",
    "Bạ",
    "Bắc Giang",
    "Bắc Kạn",
    "Bến Tre",
    "Cao Bằng",
    "Dak",
    "Đà Nẵng",
    "Điện Biên",
    "Em",
    "Ê",
    "Ong",
    "Ô",
    "Ơ",
    "Sơn La",
    "Sơn Tây",
    "U Minh",
    "Ư",
    "Yên Bái",
    "Zürich",
]


def test_sorting_follows_the_vietnamese_dictionary() -> None:
    shuffled = DICTIONARY[:]
    random.Random(5).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    assert shuffled != DICTIONARY
    assert sorted(shuffled, key=sort_key) == DICTIONARY


def test_letters_weigh_more_than_tones() -> None:
    assert sorted(["bạn", "bàn", "bao", "ban"], key=sort_key) == ["ban", "bàn", "bạn", "bao"]


def test_sort_key_knows_no_difference_between_normal_forms() -> None:
    for name in DICTIONARY:
        assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(name)
