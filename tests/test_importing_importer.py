from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from importing_files import workbook
from pyoxigraph import NamedNode, RdfFormat, parse

from graph.asking import ask
from graph.errors import BadInput
from graph.identifiers import content_hash
from graph.importing import import_options, import_tables, shapes
from graph.importing import report as report_module
from graph.importing.importer import ImportOptions
from graph.importing.model import Finding
from graph.namespaces import PREFIXES
from graph.questions import load_question
from graph.shipped import shipped_documents
from graph.store import Store, open_store
from graph.turtle import turtle

HEAD = "Tên thỏa thuận;Các bên;Loại văn bản;Ngày ký;Thời hạn;Tính chất\n"
GOOD = 'Thỏa thuận thử Sơn La – Bò Kẹo;"Sơn La; Bò Kẹo";thỏa thuận hợp tác;tháng 10/2025;từ 2025 đến nay;\n'
PLAN = 'Biên bản thử Sơn La – Hủa Phăn;"Sơn La; Hủa Phăn";biên bản;20/3/2027;giai đoạn 2027 - 2029;dự kiến\n'
WRONG = 'Sai;"Sơn Lo; Viêng Chăn";giấy;31/2/2025;;\n'
GRAPH = "https://w3id.org/pfr/id/graph/source/so-theo-doi"


@pytest.fixture
def store() -> Store:
    store = open_store(":memory:")
    store.load(shipped_documents())
    return store


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "so-theo-doi.csv"


def write(table: Path, *rows: str, head: str = HEAD) -> list[Path]:
    table.write_text(head + "".join(rows), encoding="utf-8")
    return [table]


def test_rows_become_statements_with_the_row_as_their_proof(store: Store, table: Path) -> None:
    report = import_tables(store, write(table, GOOD, PLAN), ImportOptions())
    assert (report.rows, report.findings) == (2, [])
    answer = ask(store, load_question("agreements"), {"province": "Sơn La", "partner": "Bò Kẹo"})
    (row,) = answer.rows
    assert (row["signed"], row["since"], row["sources"]) == ("2025-10", "2025", "so-theo-doi.csv")
    assert store.graphs()[GRAPH] == report.triples


def test_every_mistake_is_told_at_its_cell_and_nothing_is_stored(store: Store, table: Path) -> None:
    before = store.graphs()
    report = import_tables(store, write(table, GOOD, WRONG), ImportOptions())
    assert {(each.address, each.rule) for each in report.findings} == {
        ("B3", "unknown-name"),
        ("C3", "unknown-code"),
        ("D3", "no-such-date"),
    }
    assert "place:VN-05" in next(each.suggestion for each in report.findings if each.address == "B3")
    assert store.graphs() == before


def test_the_same_file_again_changes_nothing(store: Store, table: Path) -> None:
    files = write(table, GOOD)
    import_tables(store, files, ImportOptions())
    before = set(store.quads())
    assert import_tables(store, files, ImportOptions()).unchanged == [str(table)]
    assert set(store.quads()) == before


def test_a_corrected_file_needs_replace_and_then_takes_the_place(store: Store, table: Path) -> None:
    import_tables(store, write(table, GOOD, PLAN), ImportOptions())
    files = write(table, PLAN)
    with pytest.raises(BadInput, match="--replace"):
        import_tables(store, files, ImportOptions())
    import_tables(store, files, import_options(replace=True))
    answer = ask(store, load_question("agreements"), {"province": "Sơn La", "partner": "Bò Kẹo"})
    assert answer.rows == []


def test_each_sheet_that_is_named_is_a_source_of_its_own(store: Store, tmp_path: Path) -> None:
    rows = [line.split(";") for line in HEAD.splitlines()]
    sheets = [(year, [*rows, [f"Thỏa thuận {year}", "Sơn La; Bò Kẹo", "biên bản", year]]) for year in ("2019", "2020")]
    path = workbook(tmp_path, *sheets)
    for year in ("2019", "2020"):
        assert import_tables(store, [path], import_options(sheet=year)).sources == [f"{path.stem}-{year}"]
    assert import_tables(store, [path], import_options(sheet="2020")).unchanged == [str(path)]
    answer = ask(store, load_question("agreements"), {"province": "Sơn La", "partner": "Bò Kẹo"})
    assert {row["signed"] for row in answer.rows} == {"2019", "2020"}


@pytest.mark.parametrize("other", [{"date": "2028"}, {"kind": "agreements"}])
def test_another_date_or_mapping_is_another_import(other: dict[str, Any], store: Store, table: Path) -> None:
    files = write(table, GOOD)
    import_tables(store, files, ImportOptions())
    with pytest.raises(BadInput, match=r"--replace.*--source"):
        import_tables(store, files, import_options(**other))
    assert import_tables(store, files, import_options(**other, replace=True)).unchanged == []
    assert import_tables(store, files, import_options(**other)).unchanged == [str(table)]


def test_the_same_file_under_another_name_is_told(store: Store, table: Path) -> None:
    files = write(table, GOOD)
    import_tables(store, files, ImportOptions())
    report = import_tables(store, files, import_options(source="Sổ khác"))
    assert [note.en for note in report.notes] == [f"{table}: this file was imported already as so-theo-doi"]


def test_table_without_rows_leaves_no_source_behind(store: Store, table: Path) -> None:
    report = import_tables(store, write(table), ImportOptions())
    assert report.say("en") == ["there are no rows; nothing was imported"]
    assert GRAPH not in store.graphs()


def test_headings_of_no_kind_are_told_with_their_sheet(store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path, ("Khác", [["Xanh", "Đỏ"], ["a", "b"]]))
    with pytest.raises(BadInput, match=r'"Khác".*--kind.*--sheet'):
        import_tables(store, [path], ImportOptions())


def test_names_are_those_of_the_day_of_the_row(store: Store, table: Path) -> None:
    rows = [f'{day};"Yên Bái; Hủa Phăn";biên bản;{day};;\n' for day in ("20/3/2024", "2025", "20/3/2026", "")]
    report = import_tables(store, write(table, *rows), import_options(dry_run=True, date="2027"))
    assert [(each.address, each.rule) for each in report.findings if each.rule != "missing"] == [
        ("B4", "unit-not-then")
    ]


def test_a_dry_run_stores_nothing(store: Store, table: Path) -> None:
    before = store.graphs()
    assert import_tables(store, write(table, GOOD), import_options(dry_run=True)).findings == []
    assert store.graphs() == before


def test_two_columns_of_one_meaning_are_a_mistake(store: Store, table: Path) -> None:
    files = write(table, 'A;B;"Sơn La; Bò Kẹo";biên bản\n', head="Tên thỏa thuận;Tên;Các bên;Loại văn bản\n")
    report = import_tables(store, files, ImportOptions())
    assert [(each.rule, each.value) for each in report.findings] == [("double-column", "Tên")]


def test_unknown_headings_are_told(store: Store, table: Path) -> None:
    files = write(table, GOOD.rstrip() + ";An\n", head=HEAD.rstrip() + ";Người theo dõi\n")
    assert any("Người theo dõi" in note.vi for note in import_tables(store, files, ImportOptions()).notes)


def test_headings_that_fit_no_kind_are_refused(store: Store, table: Path) -> None:
    with pytest.raises(BadInput, match="--kind"):
        import_tables(store, write(table, "1;2\n", head="Xanh;Đỏ\n"), ImportOptions())


def test_what_the_shapes_find_is_told_at_its_cell(store: Store, table: Path) -> None:
    late = GOOD.replace("tháng 10/2025;từ 2025 đến nay", "20/3/2027;giai đoạn 2024 - 2026")
    report = import_tables(store, write(table, GOOD, late.replace("thử", "trái")), import_options(dry_run=True))
    assert [(each.address, each.value, each.rule) for each in report.findings] == [
        ("D3", "20/3/2027", "pfrsh:Agreement-signedOn-order")
    ]


def test_statements_after_the_publication_of_the_table_are_told_at_their_rows(store: Store, table: Path) -> None:
    report = import_tables(store, write(table, GOOD, PLAN), import_options(dry_run=True, date="2024"))
    assert [(each.address, each.rule) for each in report.findings] == [
        ("2", "pfrsh:Source-statement-after-publication")
    ]


def test_mistakes_are_all_counted_and_the_first_ones_listed(
    store: Store, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_module, "MOST_FINDINGS", 2)
    report = import_tables(store, write(table, WRONG, WRONG), ImportOptions())
    assert (len(report.findings), report.mistakes) == (2, 6)
    assert report.say("en") == ["6 mistakes; nothing was imported", "only the first 2 are listed"]


def test_several_files_are_imported_together_or_not_at_all(store: Store, tmp_path: Path) -> None:
    good, bad = write(tmp_path / "good.csv", GOOD), write(tmp_path / "bad.csv", WRONG)
    before = store.graphs()
    assert import_tables(store, [*good, *bad], ImportOptions()).mistakes == 3
    assert store.graphs() == before
    plan = write(tmp_path / "plan.csv", PLAN)
    report = import_tables(store, [*good, *plan], ImportOptions())
    new = {name: number for name, number in store.graphs().items() if "/graph/source/" in name and name not in before}
    assert {name.rpartition("/")[2] for name in new} == {"good", "plan"}
    assert sum(new.values()) == report.triples


def test_two_files_cannot_be_one_source(store: Store, tmp_path: Path) -> None:
    files = [*write(tmp_path / "a.csv", GOOD), *write(tmp_path / "b.csv", PLAN)]
    with pytest.raises(BadInput, match="--source"):
        import_tables(store, files, import_options(source="Sổ"))


def test_no_row_is_kept_while_others_are_read(store: Store, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory must not grow with the table: once a kind of row is judged, nothing waits."""
    monkeypatch.setattr(shapes, "_MOST_WAITING", 10)
    waiting: list[int] = []
    checked = shapes.ShapeChecker.check

    def watched(checker: shapes.ShapeChecker, *given: object) -> list[Finding]:
        found = list(checked(checker, *given))  # type: ignore[arg-type]  # as they come
        waiting.append(len(checker._waiting))
        return found

    monkeypatch.setattr(shapes.ShapeChecker, "check", watched)
    rows = [GOOD.replace("thử", f"thử {number}") for number in range(40)]
    assert import_tables(store, write(table, *rows), import_options(dry_run=True)).mistakes == 0
    assert waiting[:9] == [*range(1, 10)]
    assert waiting[9:] == [0] * 31


@pytest.mark.parametrize(
    ("kind", "other", "rules"),
    [
        ("biên bản", "Bò Kẹo", []),
        ("biên bản ghi nhớ", "Hủa Phăn", ["pfrsh:Agreement-agreementType"]),
    ],
)
def test_rows_about_one_thing_must_fit_together(
    kind: str, other: str, rules: list[str], store: Store, table: Path
) -> None:
    rows = (f'A;"Sơn La; {party}";{type};2019;;\n' for party, type in (("Hủa Phăn", "biên bản"), (other, kind)))
    report = import_tables(store, write(table, *rows), ImportOptions())
    assert [each.rule for each in report.findings] == rules
    assert [each.address for each in report.findings] == ["C3"] * len(rules)
    assert (GRAPH in store.graphs()) is not bool(rules)


def test_two_files_about_one_thing_must_fit_together(store: Store, table: Path) -> None:
    other = table.with_name("other.csv")
    write(table, 'A;"Sơn La; Hủa Phăn";biên bản;2019;;\n')
    write(other, 'A;"Sơn La; Hủa Phăn";chương trình;2019;;\n')
    report = import_tables(store, [table, other], ImportOptions())
    assert [(each.file, each.rule) for each in report.findings] == [(str(other), "pfrsh:Agreement-agreementType")]


ROW = """
agreement:a-2019-03-20
    a pfr:Agreement ;
    pfr:agreementType agreement-type:minutes ;
    pfr:endStatus end-status:unknown ;
    pfr:evidence evidence:%s ;
    pfr:modality modality:actual ;
    pfr:party place:LA-HO ,
        place:VN-05 ;
    pfr:signedOn "2019-03-20"^^xsd:date ;
    pfr:signedPrecision precision:day ;
    skos:hiddenLabel "a" ;
    skos:prefLabel "A"@en ,
        "A"@vi .
"""


def test_a_row_says_exactly_this(store: Store, table: Path) -> None:
    (file,) = write(table, 'A;"Sơn La; Hủa Phăn";biên bản;20/3/2019;;\n')
    import_tables(store, [file], ImportOptions())
    graph = [quad for quad in store.quads() if quad.graph_name == NamedNode(GRAPH)]
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    proof = content_hash(digest, "", "2", PREFIXES["agreement"] + "a-2019-03-20")
    said = "{}: A; {}: Sơn La; Hủa Phăn; {}: biên bản; {}: 20/3/2019"
    expected = f"""
{ROW % proof}
evidence:{proof}
    a pfr:Evidence ;
    pfr:confidence confidence:stated ;
    pfr:restates "{said.format("Agreement", "Parties", "Type", "Signed on")}"@en ,
        "{said.format("Tên thỏa thuận", "Các bên", "Loại văn bản", "Ngày ký")}"@vi ;
    oa:hasSelector <https://w3id.org/pfr/id/passage/so-theo-doi_-row-2> ;
    oa:hasSource source:so-theo-doi .
<https://w3id.org/pfr/id/passage/so-theo-doi_-row-2>
    a pfr:RowSelector ;
    pfr:row 2 ;
    pfr:sheet "" .
source:so-theo-doi
    a pfr:Source ;
    pfr:sha256 "{digest}" ;
    dcterms:language "vi" ;
    dcterms:title "so-theo-doi.csv"@vi ;
    dcterms:type source-type:table ;
    skos:scopeNote "The file was imported without a date."@en ,
        "Tệp được nhập không kèm ngày."@vi .
"""
    declared = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    assert turtle(graph) == turtle(parse(declared + expected, RdfFormat.TURTLE))


def test_the_command_makes_organisations_only_when_asked_for(kg: Callable[..., Result], table: Path) -> None:
    (file,) = write(table, 'A;"Sơn La; Công ty Thử";biên bản;2019;;\n')
    refused = kg("--lang", "en", "import", str(file))
    assert (refused.exit_code, "nothing is called" in refused.stdout) == (3, True)
    made = kg("--lang", "en", "import", "--create-organisations", str(file))
    assert (made.exit_code, "new: 1 things: Công ty Thử" in made.stderr) == (0, True)
    assert "Công ty Thử" in kg("show", "organisation:cong-ty-thu").stdout
