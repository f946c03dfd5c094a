"""Mappings of a user's: what is read, and that every mistake is said at its place."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import BadInput, UnknownKind, UnreadableFile
from graph.importing.mapping_files import parse_mapping, read_mapping, shipped_mapping

#: A small mapping in which nothing is wrong.
SOUND: dict[str, Any] = {
    "name": "links",
    "title": {"vi": "Liên kết", "en": "Links"},
    "thing": {"prefix": "partnership", "class": "pfr:Partnership", "statement": True},
    "identity": ["label"],
    "columns": {
        "label": {"heading": {"vi": "Tên", "en": "Name"}, "type": "label"},
        "parties": {"heading": {"vi": "Các bên", "en": "Parties"}, "type": "entities", "property": "pfr:participant"},
    },
    "keep_if_any": [{"column": "country", "any_of": ["Laos"]}],
}


def test_mapping_of_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "links.yaml"
    path.write_text(yaml.safe_dump(SOUND, allow_unicode=True), encoding="utf-8")
    mapping = read_mapping(path)
    assert [column.key for column in mapping.columns] == ["label", "parties"]
    assert mapping.keep_if_any[0].any_of == {"Laos"}


def test_values_and_examples_are_texts() -> None:
    told = copy.deepcopy(SOUND)
    told["columns"]["label"] |= {"example": 2027, "values": {1: 2}, "also": [2027], "default": 5}
    column = parse_mapping("links.yaml", yaml.safe_dump(told)).columns[0]
    assert (column.example, dict(column.values), column.also, column.default) == ("2027", {"1": "2"}, ("2027",), "5")


def changed(*where: str | int, to: object) -> str:
    """Return the sound mapping as YAML with one key changed, or left out for None."""
    found = copy.deepcopy(SOUND)
    part: Any = found
    for step in where[:-1]:
        part = part[step]
    if to is None:
        del part[where[-1]]
    else:
        part[where[-1]] = to
    return yaml.safe_dump(found, allow_unicode=True)


@pytest.mark.parametrize(
    ("where", "place"),
    [
        (("name",), "name"),
        (("title",), "title"),
        (("title", "vi"), "title.vi"),
        (("thing",), "thing"),
        (("thing", "prefix"), "thing.prefix"),
        (("thing", "class"), "thing.class"),
        (("identity",), "identity"),
        (("columns",), "columns"),
        (("columns", "parties", "heading"), "columns.parties.heading"),
        (("columns", "parties", "heading", "en"), "columns.parties.heading.en"),
        (("columns", "parties", "type"), "columns.parties.type"),
        (("columns", "parties", "property"), "columns.parties.property"),
        (("keep_if_any", 0, "column"), "keep_if_any.1.column"),
        (("keep_if_any", 0, "any_of"), "keep_if_any.1.any_of"),
    ],
)
def test_missing_key_is_named_by_its_place(where: tuple[str | int, ...], place: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_mapping("links.yaml", changed(*where, to=None))
    for lang in ("vi", "en"):
        assert caught.value.say(lang).startswith(f"links.yaml: {place}: ")


@pytest.mark.parametrize(
    ("where", "to", "said"),
    [
        pytest.param(("columns", "parties", "type"), "entitys", "columns.parties.type: .*entitys", id="type"),
        pytest.param(("columns", "parties", "scheme"), "sector", "columns.parties.scheme: .*sector", id="scheme"),
        pytest.param(("columns", "parties", "property"), "pf:x", "columns.parties.property: .*pf:x", id="prefix"),
        pytest.param(("columns", "parties", "type"), "concepts", "columns.parties.scheme", id="concept without scheme"),
        pytest.param(("columns", "parties", "type"), "date", "columns.parties.precision", id="date without precision"),
        pytest.param(("columns", "parties", "unknown"), "skip", "columns.parties.unknown: .*skip-row", id="unknown"),
        pytest.param(("columns", "parties", "rewrite"), [["(", ""]], r"rewrite: .*\(", id="pattern"),
        pytest.param(("columns", "parties", "rewrite"), [["a"]], "columns.parties.rewrite", id="half a rewrite"),
        pytest.param(("columns", "parties", "about"), "gate", "columns.parties.about: .*gate", id="about no column"),
        pytest.param(("identity",), ["lable"], "identity: .*lable", id="identity"),
        pytest.param(("identity",), "label", "identity: ", id="identity is no list"),
        pytest.param(("constants",), [["pfr:x"]], "constants", id="half a constant"),
        pytest.param(("constants",), [["pfr:x", "no:y"]], "constants: .*no:y", id="constant"),
        pytest.param(("thing", "prefix"), "agreemnt", "thing.prefix: .*agreemnt", id="kind of thing"),
        pytest.param(("same",), [["lable"]], "same: .*lable", id="same"),
        pytest.param(("naming",), {"rules": [{"vi": "{x}", "en": "{label}"}]}, "naming.rules.1: .*x", id="template"),
        pytest.param(("naming",), {"rules": [{"vi": "{", "en": "x"}]}, "naming.rules.1: ", id="brace"),
        pytest.param(("leave_out",), [{"column": "a", "any_of": ["b"]}], "leave_out.1.because", id="no reason"),
        pytest.param(("titel",), "x", "titel: .*did you mean title", id="unknown key"),
        pytest.param(("columns", "label", "spilt"), ";", "columns.label.spilt: .*did you mean split", id="column key"),
    ],
)
def test_mistake_is_named_by_its_place(where: tuple[str | int, ...], to: object, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parse_mapping("links.yaml", changed(*where, to=to))


def test_filters_take_texts_patterns_and_emptiness() -> None:
    filters = [
        {"column": "Nước", "any_of": ["Lào"]},
        {"column": "Nước", "matches": "^Cam"},
        {"column": "Ghi chú", "empty": True},
    ]
    by_text, by_pattern, by_emptiness = parse_mapping("a.yaml", changed("keep_if_any", to=filters)).keep_if_any
    assert [by_text.keeps({"Nước": text}) for text in ("Lào", "Campuchia")] == [True, False]
    assert [by_pattern.keeps({"Nước": text}) for text in ("Lào", "Campuchia")] == [False, True]
    assert [by_emptiness.keeps(texts) for texts in ({"Ghi chú": "x"}, {"Ghi chú": ""}, {})] == [False, True, True]


@pytest.mark.parametrize(
    "text", ["", "[]", "42", "columns: [", "a: b: c", "\tname: x", "thing: 5", "!!python/name:os.system"]
)
def test_what_is_no_mapping_is_refused_with_its_name(text: str) -> None:
    with pytest.raises(BadInput, match=r"links\.yaml"):
        parse_mapping("links.yaml", text)


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"none\.yaml"):
        read_mapping(tmp_path / "none.yaml")


def test_unknown_kind_tells_the_known_ones() -> None:
    with pytest.raises(UnknownKind, match="agreements"):
        shipped_mapping("agreement")
