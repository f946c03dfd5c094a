"""Rows of foreign tables: names made of names, things that stand already, what is left out and why, new things."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import Literal, NamedNode

from graph.importing import ImportOptions, import_options, import_tables
from graph.importing.mapping_files import known_mapping, parse_mapping
from graph.importing.model import Cell, Finding, Problem, Row
from graph.importing.names import NameBook
from graph.importing.rows import RowWriter
from graph.importing.sources import TableSource
from graph.importing.terms import RowTriple, node
from graph.namespaces import compact
from graph.shipped import shipped_documents
from graph.store import Store, open_store

Tell = Callable[[str], Store]

#: A table of missions as small as it can be.
MISSIONS: dict[str, Any] = {
    "name": "missions",
    "title": {"vi": "Cơ quan", "en": "Missions"},
    "thing": {"prefix": "mission", "class": "pfr:DiplomaticMission"},
    "identity": ["item"],
    "same": [["item"], ["kind", "sending", "receiving"]],
    "columns": {
        "item": {"type": "wikidata", "property": "skos:exactMatch", "required": True},
        "kind": {"type": "concept", "scheme": "mission-kind", "property": "pfr:missionKind"},
        "sending": {"type": "country", "property": "pfr:sendingState", "unknown": "skip-row", "words": "sender"},
        "receiving": {
            "type": "country",
            "property": "pfr:receivingState",
            "differs_from": "sending",
            "confirmed_by": {"column": "area", "if": {"kind": ["mission-kind:embassy"]}},
        },
        "area": {"type": "entities", "property": "pfr:jurisdiction", "split": "|", "unknown": "leave-out"},
        "opened": {
            "type": "date",
            "property": "pfr:validFrom",
            "precision": "pfr:fromPrecision",
            "unknown": "leave-out",
            "rewrite": [["-01-01T.*", ""], ["T.*", ""]],
        },
    },
    "naming": {
        "say": {"country:US": {"vi": "Hoa Kỳ", "en": "the United States", "also": {"vi": ["Mỹ"]}}},
        "rules": [
            {
                "if": {"kind": ["mission-kind:embassy"]},
                "identifier": "{kind}-{sending}-in-{receiving}",
                "vi": "đại sứ quán {sending} tại {receiving}",
                "en": "embassy of {sending} in {receiving}",
                "also": {"vi": ["đại sứ quán {sending}"]},
            },
            {"vi": "{kind} {sending}", "en": "{kind} of {sending}"},
        ],
    },
}
ROW = {"item": "Q1", "kind": "embassy", "sending": "Q30", "receiving": "Q419"}


def writer(store: Store, **changes: object) -> RowWriter:
    told = copy.deepcopy(MISSIONS) | changes
    for key, column in told["columns"].items():
        column["heading"] = {"vi": key, "en": key}
    source = TableSource("t", "T", "0" * 64, None)
    return RowWriter(parse_mapping("t.yaml", yaml.safe_dump(told)), source, NameBook(store))


def write(rows: RowWriter, **cells: str) -> list[RowTriple] | list[Finding]:
    row = Row(2, {key: Cell(text or None, f"{key}2") for key, text in (ROW | cells).items()})
    columns = {column.key: column for column in rows._mapping.columns}
    return rows.write(row, columns, "t.csv", "")


def values(found: Sequence[object], name: str) -> list[str]:
    """Return what triples say of a property, shortened, with the language of a text."""
    objects = [each.object for each in found if isinstance(each, RowTriple) and each.predicate == node(name)]
    return [
        f"{each.value}@{each.language}" if isinstance(each, Literal) and each.language else short(each)
        for each in objects
    ]


def short(term: object) -> str:
    assert isinstance(term, (NamedNode, Literal))
    return (compact(term.value) or term.value) if isinstance(term, NamedNode) else term.value


def reasons(rows: RowWriter) -> list[str]:
    return [note.en for note in rows.notes()]


# Names


def test_thing_is_named_from_what_its_cells_mean(shipped_store: Store) -> None:
    found = write(writer(shipped_store))
    assert values(found, "skos:prefLabel") == [
        "Đại sứ quán Hoa Kỳ tại Peru@vi",
        "Embassy of the United States in Peru@en",
    ]
    assert values(found, "skos:altLabel") == [
        "Đại sứ quán Mỹ tại Peru@vi",
        "Đại sứ quán Hoa Kỳ@vi",
        "Đại sứ quán Mỹ@vi",
    ]
    assert "dai su quan my tai peru" in values(found, "skos:hiddenLabel")
    assert {short(each.subject) for each in found if isinstance(each, RowTriple)} == {"mission:embassy-us-in-pe"}


def test_first_rule_whose_columns_are_filled_counts(shipped_store: Store) -> None:
    found = write(writer(shipped_store), receiving="")
    assert values(found, "skos:prefLabel") == ["Đại sứ quán Hoa Kỳ@vi", "Embassy of the United States@en"]
    assert short(found[0].subject) == "mission:q1"  # type: ignore[union-attr]


def test_second_thing_of_one_identifier_gets_its_identity_too(shipped_store: Store) -> None:
    rows = writer(shipped_store)
    subjects = [short(write(rows, item=item)[0].subject) for item in ("Q1", "Q2", "Q1")]  # type: ignore[union-attr]
    assert subjects == ["mission:embassy-us-in-pe", "mission:embassy-us-in-pe-q2", "mission:embassy-us-in-pe"]


# Things that stand already


@pytest.mark.parametrize(
    ("cells", "subject"),
    [
        pytest.param({"item": "Q79911028"}, "mission:embassy-jp-in-vn", id="same item"),
        pytest.param({"item": "Q79911028", "sending": "Q38"}, "mission:embassy-jp-in-vn", id="item decides"),
        pytest.param({"sending": "Q17", "receiving": "Q881"}, "mission:embassy-jp-in-vn-q1", id="another item"),
    ],
)
def test_thing_that_stands_is_used_again(shipped_store: Store, cells: dict[str, str], subject: str) -> None:
    rows = writer(shipped_store)
    if subject.endswith("q1"):
        write(rows, item="Q2", sending="Q17", receiving="Q881")
    assert short(write(rows, **cells)[0].subject) == subject  # type: ignore[union-attr]


def test_thing_without_an_item_is_found_by_the_rest(told: Tell) -> None:
    store = told("""
        country:JP a pfr:Country ; skos:exactMatch wd:Q17 . country:VN a pfr:Country ; skos:exactMatch wd:Q881 .
        mission:ours a pfr:DiplomaticMission ; skos:prefLabel "A"@vi , "B"@en ; skos:exactMatch wd:Q9 ;
          pfr:missionKind mission-kind:embassy ; pfr:sendingState country:JP ; pfr:receivingState country:VN .
        mission:plain a pfr:DiplomaticMission ; skos:prefLabel "C"@vi , "D"@en ;
          pfr:missionKind mission-kind:embassy ; pfr:sendingState country:VN ; pfr:receivingState country:JP .""")
    rows = writer(store)
    found = write(rows, sending="Q881", receiving="Q17")
    assert short(found[0].subject) == "mission:plain"  # type: ignore[union-attr]
    assert sorted(values(found, "skos:prefLabel")) == ["C@vi", "D@en"]
    assert short(write(rows, sending="Q17", receiving="Q881")[0].subject) == "mission:embassy-jp-in-vn"  # type: ignore[union-attr]


# Left out


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        pytest.param(
            {"sending": "Q190353", "sender": "Order of Malta"},
            "left out: 1 rows, because the store does not know their sending: Order of Malta",
            id="unknown sender",
        ),
        pytest.param(
            {"receiving": "Q30"},
            "left out: 1 rows, because their sending and receiving are the same",
            id="to itself",
        ),
        pytest.param(
            {"area": "Q458"},
            "left out: 1 rows, because their area does not hold the receiving, only what is not known",
            id="only for the unknown",
        ),
    ],
)
def test_row_is_left_out_with_its_reason(shipped_store: Store, cells: dict[str, str], reason: str) -> None:
    rows = writer(shipped_store)
    assert write(rows, **cells) == []
    assert reason in reasons(rows)


def test_values_are_left_out_and_counted(shipped_store: Store) -> None:
    rows = writer(shipped_store)
    found = write(rows, area="Q419|Q458", opened="1474-01-01T00:00:00Z")
    assert values(found, "pfr:jurisdiction") == ["country:PE"]
    assert values(found, "pfr:validFrom") == []
    assert [reason.partition(",")[0] for reason in reasons(rows)] == [
        "left out: 1 values of area",
        "left out: 1 values of opened",
    ]
    assert reasons(rows) == reasons(rows)


def test_filters_keep_and_leave_out(shipped_store: Store) -> None:
    why = {"vi": "trùng", "en": "they are double"}
    rows = writer(
        shipped_store,
        leave_out=[{"column": "item", "any_of": ["Q1"], "because": why}],
        keep_if_any=[{"column": "note", "matches": "^Lào"}],
    )
    assert write(rows) == write(rows, item="Q2", note="Ý") == []
    assert write(rows, item="Q2", note="Lào") != []
    assert reasons(rows) == [
        "left out: 1 rows, because they are double",
        "left out: 1 rows, because no filter of keep_if_any keeps them",
    ]


def test_unknown_name_is_a_mistake_where_the_column_says_nothing(shipped_store: Store) -> None:
    (finding,) = write(writer(shipped_store), receiving="Q458")
    assert isinstance(finding, Finding)
    assert (finding.rule, finding.address) == ("unknown-name", "receiving2")


# Choices


@pytest.mark.parametrize(
    ("cells", "states"),
    [
        pytest.param({}, ["country:PE"], id="no area"),
        pytest.param({"area": "Q419|Q750"}, ["country:PE"], id="area holds it"),
        pytest.param({"receiving": "Q38", "area": "Q237|Q233"}, ["country:VA", "country:MT"], id="area does not"),
        pytest.param({"kind": "consulate", "area": "Q750"}, ["country:PE"], id="condition does not hold"),
        pytest.param({"area": "Q30"}, ["country:PE"], id="area is the sender"),
    ],
)
def test_receiving_state_is_confirmed_by_the_area(
    shipped_store: Store, cells: dict[str, str], states: list[str]
) -> None:
    assert values(write(writer(shipped_store), **cells), "pfr:receivingState") == states


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("1992-01-01T00:00:00Z", "1992-01-01", "precision:year"),
        ("1977-04-29T00:00:00Z", "1977-04-29", "precision:day"),
    ],
)
def test_dates_are_rewritten_to_what_they_mean(shipped_store: Store, text: str, day: str, precision: str) -> None:
    found = write(writer(shipped_store), opened=text)
    assert (values(found, "pfr:validFrom"), values(found, "pfr:fromPrecision")) == ([day], [precision])


# New things


@pytest.fixture
def store() -> Store:
    store = open_store(":memory:")
    store.load(shipped_documents())
    return store


def table(folder: Path, *lines: str) -> list[Path]:
    path = folder / "t.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return [path]


def subjects(store: Store, kind: str) -> set[str]:
    return {short(quad.subject) for quad in store.quads() if quad.object == node(kind)}


POSTS = "Chức vụ đầy đủ,Họ và tên,Chức danh,Cơ quan"


def test_new_person_comes_with_the_post(store: Store, tmp_path: Path) -> None:
    files = table(
        tmp_path,
        POSTS,
        "Giám đốc A,Trần Thử,giám đốc,Sở Ngoại vụ tỉnh Sơn La",
        "Phó Giám đốc A,trần thử,phó giám đốc,Sở Ngoại vụ tỉnh Sơn La",
    )
    before = subjects(store, "foaf:Person")
    report = import_tables(store, files, ImportOptions())
    assert report.findings == []
    assert subjects(store, "foaf:Person") - before == {"person:tran-thu"}
    assert [note.en for note in report.new] == ["new: 1 things: Trần Thử"]


def test_new_gate_needs_its_country_and_a_pair_is_never_new(store: Store, tmp_path: Path) -> None:
    head = "Tên sự việc,Cửa khẩu,Nước có cửa khẩu,Tình trạng,Thời gian"
    wrong = table(tmp_path, head, "A,Nà Thử,,khai trương,2027", "B,Nà Thử – Bản Thử,Việt Nam,khai trương,2027")
    rules = {each.rule for each in import_tables(store, wrong, ImportOptions()).findings}
    assert rules == {"unknown-name", "pfrsh:BorderGate-country"}
    right = table(tmp_path, head, "A,Nà Thử,Việt Nam,khai trương,2027", "B,Nà Thử,,nâng cấp,2028")
    report = import_tables(store, right, ImportOptions())
    assert report.findings == []
    assert "gate:na-thu" in subjects(store, "pfr:BorderGate")


def test_organisations_are_made_only_when_asked_for(store: Store, tmp_path: Path) -> None:
    files = table(tmp_path, "Tên thỏa thuận,Các bên,Loại văn bản", "A,Sơn La; Công ty Thử,biên bản")
    assert {each.rule for each in import_tables(store, files, ImportOptions()).findings} == {"unknown-name"}
    report = import_tables(store, files, import_options(create_organisations=True))
    assert report.findings == []
    assert "organisation:cong-ty-thu" in subjects(store, "pfr:Organisation")
    assert [note.en for note in report.new] == ["new: 1 things: Công ty Thử"]


@pytest.mark.parametrize(
    ("kind", "key", "made"),
    [
        ("agreements", "parties", True),
        ("persons-in-posts", "organisation", True),
        ("visits", "heads", False),
        ("visits", "venue", False),
        ("missions", "sending", False),
    ],
)
def test_organisations_are_made_only_where_they_may_stand(
    shipped_store: Store, kind: str, key: str, made: bool
) -> None:
    column = next(each for each in known_mapping(kind).columns if each.key == key)
    found = NameBook(shipped_store, organisations=True).meant(column, "Công ty Thử", None)
    assert isinstance(found, NamedNode) is made


def test_new_name_whose_identifier_is_taken_is_a_mistake(told: Tell) -> None:
    store = told('person:tran-thu a foaf:Person ; skos:prefLabel "Another"@en , "Khác"@vi .')
    column = next(each for each in known_mapping("persons-in-posts").columns if each.key == "person")
    found = NameBook(store).meant(column, "Trần Thử", None)
    assert isinstance(found, Problem)
    assert (found.rule, found.suggestion) == ("taken-name", "person:tran-thu")
