"""Documents on their way in: encodings, formats, mistakes with their place, and what is said about them."""

from __future__ import annotations

import codecs
import io
import unicodedata
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat

from graph.errors import KgError, MalformedRdf, UnknownFormat, UnreadableFile
from graph.loading import FORMATS, Document, LoadReport, check, describe, read_documents, read_text
from graph.namespaces import GRAPH_REFERENCE

#: The same triple, <http://e/a> <http://e/b> "Sơn La"@vi, in each format.
GOOD = {
    "ttl": '<http://e/a> <http://e/b>\n    "Sơn La"@vi .\n',
    "trig": '<http://e/a> <http://e/b>\n    "Sơn La"@vi .\n',
    "nt": '# N-Triples\n<http://e/a> <http://e/b> "Sơn La"@vi .\n',
    "nq": '# N-Quads\n<http://e/a> <http://e/b> "Sơn La"@vi .\n',
    "jsonld": '{"@id": "http://e/a",\n "http://e/b": {"@value": "Sơn La", "@language": "vi"}}\n',
    "rdf": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">
<rdf:Description rdf:about="http://e/a"><e:b xml:lang="vi">Sơn La</e:b></rdf:Description></rdf:RDF>
""",
}
#: A mistake on the second line of each, and its column.
BAD = {
    "ttl": ("<http://e/a> <http://e/b>\n    oops .\n", "2:"),
    "trig": ("<http://e/g> {\n    <http://e/a> oops }\n", "2:"),
    "nt": ("<http://e/a> <http://e/b> <http://e/c> .\n<http://e/a> oops\n", "2:14"),
    "nq": ("<http://e/a> <http://e/b> <http://e/c> .\n<http://e/a> oops\n", "2:14"),
    "jsonld": ('{"@id": "http://e/a",\n"http://e/b": oops}', "2:15"),
}


@pytest.mark.parametrize("ending", GOOD)
@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(lambda text: text.encode(), id="utf-8"),
        pytest.param(lambda text: text.encode("utf-8-sig"), id="byte-order mark"),
        pytest.param(lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"), id="utf-16 little end first"),
        pytest.param(lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"), id="utf-16 big end first"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(lambda text: unicodedata.normalize("NFD", text).encode(), id="nfd"),
        pytest.param(lambda text: text.rstrip("\n").encode(), id="no line end at the end"),
    ],
)
def test_every_encoding_gives_the_same_triple(ending: str, encode: object, tmp_path: Path) -> None:
    assert callable(encode)
    file = tmp_path / f"a.{ending}"
    file.write_bytes(encode(GOOD[ending]))
    for document in (Document.from_file(file), Document.from_bytes(file.name, file.read_bytes())):
        assert check([document]).graphs == {"": 1}
        assert [quad.object for quad in document.quads()] == [Literal("Sơn La", language="vi")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(GOOD["ttl"].encode("utf-16"), "read as UTF-16", id="utf-16"),
        pytest.param(unicodedata.normalize("NFD", GOOD["ttl"]).encode(), "normal form NFC", id="nfd"),
    ],
)
def test_what_was_done_to_read_it_is_said(data: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_bytes(data)
    report = check([Document.from_file(file)])
    assert said in describe(report, "en")
    assert "a.ttl" in describe(report, "vi")
    assert describe(report, "vi") != describe(report, "en")


def test_clean_files_are_read_where_they_are_and_without_a_note(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(GOOD["ttl"], encoding="utf-8")
    document = Document.from_file(file)
    assert (document.path, document.data, document.notes) == (file, b"", ())


@pytest.mark.parametrize("ending", ["ttl", "trig", "nt", "nq"])
@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a comment\n", codecs.BOM_UTF8], ids=repr)
def test_an_empty_file_is_no_mistake(ending: str, data: bytes, tmp_path: Path) -> None:
    file = tmp_path / f"a.{ending}"
    file.write_bytes(data)
    report = check([Document.from_file(file)])
    assert (report.graphs, report.total) == ({}, 0)
    assert describe(report, "en") == "0 triples into the graph without a name"


def test_an_empty_jsonld_file_is_named_as_such(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonld"
    file.write_bytes(b"")
    with pytest.raises(MalformedRdf, match=r"a\.jsonld:1:1: .*end of file"):
        check([Document.from_file(file)])


@pytest.mark.parametrize("ending", BAD)
def test_a_mistake_has_file_line_and_column(ending: str, tmp_path: Path) -> None:
    text, place = BAD[ending]
    file = tmp_path / f"a.{ending}"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MalformedRdf) as caught:
        check([Document.from_file(file)])
    assert str(caught.value).startswith(f"{file}:{place}")
    assert (caught.value.line, caught.value.column is None) == (2, False)
    assert str(caught.value).endswith("; nothing was loaded")
    assert caught.value.exit_code == 3


def test_a_mistake_in_rdfxml_has_its_file(tmp_path: Path) -> None:
    file = tmp_path / "a.rdf"
    file.write_text("<rdf:RDF\n><oops></rdf:RDF>", encoding="utf-8")
    with pytest.raises(MalformedRdf, match=r"a\.rdf.*: "):
        check([Document.from_file(file)])


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "jsonld"])
def test_places_are_right_after_a_byte_order_mark_and_crlf(ending: str, tmp_path: Path) -> None:
    text, place = BAD[ending]
    file = tmp_path / f"a.{ending}"
    file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    with pytest.raises(MalformedRdf) as caught:
        check([Document.from_file(file)])
    assert f":{place}" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<a> <http://e/b> <http://e/c> .", id="relative IRI"),
        pytest.param("<http://e/a b> <http://e/b> <http://e/c> .", id="space in an IRI"),
        pytest.param(r'<http://e/a> <http://e/b> "\uD800" .', id="half a character"),
        pytest.param(r"<http://e/\u003E> <http://e/b> <http://e/c> .", id="escaped bracket in an IRI"),
        pytest.param("ex:a ex:b ex:c .", id="undeclared prefix"),
        pytest.param('<http://e/a> <http://e/b> "x"@ .', id="no language"),
        pytest.param('"x" <http://e/b> "y" .', id="literal as subject"),
        pytest.param("<http://e/a> <http://e/b> 'open .", id="open string"),
        pytest.param("<!DOCTYPE html><html><body>404</body></html>", id="a web page"),
    ],
)
@pytest.mark.parametrize("ending", ["ttl", "trig"])
def test_what_others_let_pass_is_malformed(text: str, ending: str) -> None:
    with pytest.raises(MalformedRdf, match=rf"a\.{ending}:1:\d+: "):
        check([Document.from_text(f"a.{ending}", text)])


@pytest.mark.parametrize("ending", GOOD)
def test_bytes_that_are_no_utf8_are_placed(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{ending}"
    file.write_bytes(b"\n# \xff\n" + GOOD[ending].encode())
    with pytest.raises(UnreadableFile, match=r"byte 3 on line 2 is not UTF-8; save the file as UTF-8"):
        Document.from_file(file)


@pytest.mark.parametrize("ending", GOOD)
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(ending: str, codec: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{ending}"
    file.write_bytes(GOOD[ending].replace("ơ", "o").encode(codec))
    with pytest.raises(UnreadableFile, match="looks like UTF-16"):
        Document.from_file(file)


def test_a_term_too_large_for_the_parser_is_an_error_of_ours() -> None:
    with pytest.raises(MalformedRdf, match="larger than 16 MiB"):
        check([Document.from_text("a.nt", f'<http://e/a> <http://e/b> "{"x" * (17 << 20)}" .')])


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_a_file_that_cannot_be_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    if kind == "folder":
        path.mkdir()
    with pytest.raises(UnreadableFile) as caught:
        Document.from_file(path)
    assert str(path) in caught.value.say("vi")


@pytest.mark.parametrize("name", ["a.txt", "a", "ttl.", "a.ttl.gz"])
def test_unknown_endings_name_the_known_ones(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("", encoding="utf-8")
    with pytest.raises(UnknownFormat, match="choose one of: jsonld, "):
        Document.from_file(tmp_path / name)


def test_the_format_may_be_given() -> None:
    assert Document.from_bytes("answer", b"", format="nt").format == RdfFormat.N_TRIPLES
    assert Document.from_bytes("A.TTL", b"").format == RdfFormat.TURTLE
    with pytest.raises(UnknownFormat, match='"yaml"'):
        Document.from_bytes("a.ttl", b"", format="yaml")
    assert {"ttl", "trig", "nt", "nq", "jsonld", "rdf", "xml"} <= set(FORMATS)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/c.jsonld", "file:///etc/passwd", "context.jsonld"])
@pytest.mark.parametrize("key", ["@context", "@import"])
def test_no_context_is_fetched(address: str, key: str) -> None:
    inner = f'"{address}"' if key == "@context" else f'{{"@version": 1.1, "@import": "{address}"}}'
    document = Document.from_text("a.jsonld", f'{{"@context": {inner}, "@id": "http://e/a", "http://e/b": 1}}')
    with pytest.raises(KgError) as caught:
        check([document])
    assert "root:" not in str(caught.value)


@pytest.mark.parametrize(
    "entity", ['"file:///etc/passwd"', 'SYSTEM "file:///etc/passwd"', 'SYSTEM "http://127.0.0.1:9/x"']
)
def test_no_external_entity_is_read(entity: str) -> None:
    text = GOOD["rdf"].replace("<rdf:RDF", f"<!DOCTYPE x [<!ENTITY e {entity}>]>\n<rdf:RDF", 1).replace("Sơn La", "&e;")
    try:
        values = [str(quad.object) for quad in Document.from_text("a.rdf", text).quads()]
    except MalformedRdf:
        return
    assert "root:" not in "".join(values)


def test_triples_without_a_graph_go_where_they_are_sent() -> None:
    text = "<http://e/a> <http://e/b> 1 . <http://e/g> { <http://e/a> <http://e/b> 2 }"
    document = Document.from_text("a.trig", text, graph=GRAPH_REFERENCE)
    assert check([document]).graphs == {GRAPH_REFERENCE: 1, "http://e/g": 1}


def test_reports_add_up_over_documents() -> None:
    one = Document.from_text("a.ttl", "<http://e/a> <http://e/b> 1, 2 .")
    other = Document.from_text("b.trig", "<http://e/g> { <http://e/a> <http://e/b> 3 }")
    report = check([one, other])
    assert (report.graphs, report.total) == ({"": 2, "http://e/g": 1}, 3)
    assert describe(report, "en").splitlines() == [
        "2 triples into the graph without a name",
        "1 triples into http://e/g",
    ]


@pytest.mark.parametrize(
    ("literal", "changed"),
    [
        ("1.00", 1),
        ("1.0", 1),
        ("'1'^^<http://www.w3.org/2001/XMLSchema#decimal>", 0),
        ("4.7", 0),
        ("+5", 1),
        ("5", 0),
        ("'01'^^<http://www.w3.org/2001/XMLSchema#byte>", 1),
        ("1.50, 2.50", 2),
        ("'1.00'", 0),
        ("'x'@vi", 0),
        ("'nonsense'^^<http://www.w3.org/2001/XMLSchema#date>", 0),
        ("'2024-01-01'^^<http://www.w3.org/2001/XMLSchema#date>", 0),
    ],
)
def test_literals_that_the_engine_rewrites_are_counted(literal: str, changed: int) -> None:
    report = check([Document.from_text("a.ttl", f"<http://e/a> <http://e/b> {literal} .")])
    assert report.rewritten == changed
    assert (report.example is not None) == bool(changed)


def test_the_example_says_what_becomes_of_it() -> None:
    report = check([Document.from_text("a.ttl", "<http://e/a> <http://e/b> 1.00 .")])
    assert report.example is not None
    assert [part.split("^^")[0] for part in report.example] == ['"1.00"', '"1"']
    assert "1.00" in describe(report, "vi")


def test_nothing_is_said_of_an_empty_report_but_that() -> None:
    assert LoadReport().total == 0
    assert describe(LoadReport(), "vi") == "0 bộ ba vào đồ thị không tên"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for format, text in (("nt", GOOD["nt"]), (None, GOOD["ttl"])):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8-sig")), encoding="ascii"))
        (document,) = read_documents([Path("-")], format=format)
        assert check([document]).total == 1


def test_query_files_may_have_any_encoding(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_bytes("SELECT * { ?s ?p 'Sơn La' }".encode("utf-16"))
    assert read_text(str(file)) == "SELECT * { ?s ?p 'Sơn La' }"
