"""The kg command: every command and option, every exit code, and messages in both languages."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest
from click.testing import Result
from pyoxigraph import RdfFormat, parse

import kg_cli
from graph import __version__
from graph.commandline import QuestionGroup
from graph.questions import question_names
from graph.store import open_store

Kg = Callable[..., Result]
VIETNAMESE = re.compile("[ăâđêôơưạảấầậắằếềểệịỏốồộớờợụủứừựỹ]")


def commands(group: click.Group, *words: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [words]
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        found += commands(command, *words, name) if isinstance(command, click.Group) else [(*words, name)]
    return found


def command_of(words: tuple[str, ...]) -> click.Command:
    command: click.Command = kg_cli.cli
    for word in words:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word) or command
    return command


COMMANDS = commands(kg_cli.cli)
every_command = pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(("kg", *words)))
TABLES = ("table", "csv", "tsv", "json", "md")
ROWS = {
    "ask": ("ask", "partners", "Sơn La"),
    "search": ("search", "hua phan"),
    "info": ("info",),
    "query": ("query", "SELECT ?s ?label { ?s a pfr:BorderGatePair ; skos:prefLabel ?label }"),
}


def said_in_one_or_two_lines(result: Result) -> str:
    assert 1 <= len(result.stderr.splitlines()) <= 2, result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""
    return result.stderr


# --- help


@every_command
def test_help_speaks_both_languages(words: tuple[str, ...], kg: Kg) -> None:
    result = kg(*words, "--help")
    assert result.exit_code == 0
    about = result.stdout.partition("Options:")[0].partition("\n\n")[2]
    assert VIETNAMESE.search(about), about
    assert re.search(r"\b(?i:the|a|of|by|with|all|your|named|RDF|SPARQL|data)\b", about), about
    assert kg(*words, "-h").stdout == result.stdout


@every_command
def test_every_option_says_what_it_does_in_both_languages(words: tuple[str, ...]) -> None:
    for option in command_of(words).params:
        if isinstance(option, click.Option) and option.name not in ("version", "help"):
            assert option.help, option.name
            vietnamese, dot, english = option.help.partition(" · ")
            assert dot, option.name
            assert vietnamese.strip(), option.name
            assert english.strip(), option.name
            assert english.isascii(), option.name


def test_first_commands_are_there() -> None:
    expected = [
        "ask",
        "query",
        "load",
        "search",
        "show",
        "export",
        "validate",
        "infer",
        "init",
        "info",
        "view",
        "sources",
    ]
    assert set(expected) <= {words[0] for words in COMMANDS if words}


def test_version(kg: Kg) -> None:
    assert kg("--version").stdout.split()[-1] == __version__


def test_ask_without_a_name_lists_the_questions(kg: Kg) -> None:
    result = kg("ask")
    assert result.exit_code == 0
    for name in question_names():
        assert re.search(rf"^  {name}\b", result.stdout, re.MULTILINE)
    assert isinstance(command_of(("ask",)), QuestionGroup)


# --- answers


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("format", TABLES)
def test_rows_come_in_every_format(name: str, format: str, kg: Kg) -> None:
    result = kg(*ROWS[name], "-f", format)
    assert result.exit_code == 0
    if format == "json":
        found = json.loads(result.stdout)
        rows = found["results"]["bindings"] if name == "query" else found
        assert rows
        assert isinstance(rows[0], dict)
    elif format in ("csv", "tsv"):
        header, *lines = csv.reader(io.StringIO(result.stdout, newline=""), delimiter="," if format == "csv" else "\t")
        assert lines
        assert {len(line) for line in lines} == {len(header)}
    elif format == "md":
        assert result.stdout.splitlines()[1].startswith("| --- |")
    else:
        assert "─┼─" in result.stdout or "───" in result.stdout


@pytest.mark.parametrize("format", ["xml", "json"])
def test_query_answers_in_the_standard_formats(format: str, kg: Kg) -> None:
    text = kg("query", ROWS["query"][1], "--format", format).stdout
    if format == "xml":
        variables = [node.get("name") for node in ElementTree.fromstring(text)[0]]  # noqa: S314 - our own text
    else:
        variables = json.loads(text)["head"]["vars"]
    assert variables == ["s", "label"]


@pytest.mark.parametrize(
    ("format", "standard"),
    [
        ("turtle", RdfFormat.TURTLE),
        ("trig", RdfFormat.TRIG),
        ("nt", RdfFormat.N_TRIPLES),
        ("nq", RdfFormat.N_QUADS),
        ("jsonld", RdfFormat.JSON_LD),
        ("rdf", RdfFormat.RDF_XML),
    ],
    ids=str,
)
def test_export_parses_in_every_format(format: str, standard: RdfFormat, kg: Kg) -> None:
    result = kg("export", "--graph", "source-graph:report-84", "-f", format)
    found = {quad.triple for quad in parse(result.stdout, format=standard)}
    assert len(found) > 50


def test_export_about_a_thing_and_with_derived_edges(kg: Kg) -> None:
    text = kg("export", "--about", "Bò Kẹo").stdout
    assert "partnership:VN-05--LA-BK" in text
    assert "partnership:VN-05--LA-XI" not in text
    assert "pfr:partnerOf" not in text
    assert "pfr:partnerOf" in kg("export", "--about", "Bò Kẹo", "--inferred").stdout


def test_reference_question_is_answered(kg: Kg) -> None:
    result = kg("ask", "partners", "Sơn La", "--country", "Lào", "-f", "json")
    rows = json.loads(result.stdout)
    assert len(rows) == 9
    expected = ["partner", "partner_iri", "code", "relation", "since", "until", "status", "agreements", "sources"]
    assert set(expected) <= set(rows[0])
    assert "9/18" in result.stderr


@pytest.mark.parametrize(("day", "number"), [("2017-01-01", 0), ("2025", 9)])
def test_day_shows_only_what_held_then(day: str, number: int, kg: Kg) -> None:
    result = kg("ask", "partners", "Sơn La", "--country", "Lào", "--as-of", day, "-f", "json")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)) == number


def test_show_in_every_format(kg: Kg) -> None:
    assert kg("show", "Hủa Phăn").stdout.startswith("Hủa Phăn")
    assert kg("show", "Hủa Phăn", "-f", "md").stdout.startswith("# Hủa Phăn")
    assert json.loads(kg("show", "Hủa Phăn", "-f", "json").stdout)["identifier"] == "place:LA-HO"
    assert kg("show", "Lào Cai", "--as-of", "2026").exit_code == 0


def test_search_limits_its_hits(kg: Kg) -> None:
    assert len(json.loads(kg("search", "sơn la", "--limit", "2", "-f", "json").stdout)) == 2


# --- where output goes


def test_output_file_is_utf8_and_replaced_whole(kg: Kg, tmp_path: Path) -> None:
    file = tmp_path / "kết quả.json"
    file.write_text("old", encoding="utf-8")
    result = kg("ask", "partners", "Sơn La", "--country", "Lào", "-f", "json", "-o", str(file))
    assert result.stdout == ""
    assert json.loads(file.read_bytes().decode("utf-8"))[0]["partner"] == "Bò Kẹo"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [file.name]


def test_failed_command_leaves_the_output_file(kg: Kg, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    file.write_text("old", encoding="utf-8")
    assert kg("ask", "partners", "Sơn Lo", "-o", str(file)).exit_code == 3
    assert kg("query", "SELECT * {", "-o", str(file)).exit_code == 3
    assert file.read_text(encoding="utf-8") == "old"


def test_output_that_cannot_be_written_is_said(kg: Kg, tmp_path: Path) -> None:
    for target in (tmp_path / "missing" / "out.csv", tmp_path):
        result = kg("info", "-o", str(target))
        assert result.exit_code == 3
        assert str(target) in said_in_one_or_two_lines(result)


def test_notes_go_to_stderr_and_the_answer_to_stdout(kg: Kg) -> None:
    result = kg("ask", "partners", "Sơn La", "--country", "Lào", "-f", "csv")
    assert "18" in result.stderr
    assert result.stdout.startswith("partner,")


# --- settings


def test_language_by_option_or_environment(kg: Kg) -> None:
    assert kg("info").stdout != kg("--lang", "en", "info").stdout
    assert kg("info", KG_LANG="en").stdout == kg("--lang", "en", "info").stdout
    assert kg("--lang", "vi", "info", KG_LANG="en").stdout == kg("info").stdout
    assert kg("--lang", "fr", "info").exit_code == 2


def test_store_by_option_or_environment(kg: Kg, tmp_path: Path) -> None:
    folder = str(tmp_path / "kho")
    (tmp_path / "a.ttl").write_text('<urn:s> <urn:p> "o" .', encoding="utf-8")
    assert kg("--store", folder, "load", "a.ttl").exit_code == 0
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert kg("--store", folder, "query", count, "-f", "csv").stdout.split() == ["n", "1"]
    assert kg("query", count, "-f", "csv", KG_STORE=folder).stdout.split() == ["n", "1"]
    assert int(kg("query", count, "-f", "csv").stdout.split()[1]) > 1000


# --- a store of one's own


def test_load_keeps_the_derived_edges_of_a_store_up_to_date(kg: Kg, tmp_path: Path) -> None:
    assert kg("init").exit_code == 0
    (tmp_path / "own.trig").write_text(
        """@prefix pfr: <https://w3id.org/pfr/ns#> . @prefix pfri: <https://w3id.org/pfr/id/> .
        @prefix place: <https://w3id.org/pfr/id/place/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix end: <https://w3id.org/pfr/id/end-status/> . @prefix m: <https://w3id.org/pfr/id/modality/> .
        <urn:mine> { <urn:p> a pfr:Partnership ; pfr:participant place:VN-71, place:LA-AT ; pfr:modality m:actual ;
          pfr:endStatus end:ongoing . }""",
        encoding="utf-8",
    )
    loaded = kg("load", "own.trig")
    assert loaded.exit_code == 0
    assert "5" in loaded.stdout
    asked = "ASK { place:VN-71 pfr:partnerOf place:LA-AT }"
    assert kg("query", asked).stdout == "true\n"
    assert "construct-partner-of" in kg("infer").stdout
    assert "urn:mine" in kg("info").stdout


def test_init_empty_holds_nothing(kg: Kg) -> None:
    assert kg("init", "--empty").exit_code == 0
    assert kg("query", "ASK { ?s ?p ?o }").stdout == "false\n"


def test_load_from_stdin_into_a_graph(kg: Kg) -> None:
    line = '<urn:s> <urn:p> "Sơn La" .'.encode()
    assert kg("--store", "kho", "load", "-", "--graph", "urn:g", "--input-format", "nt", stdin=line).exit_code == 0
    found = kg("--store", "kho", "query", "-", "-f", "csv", stdin=b"SELECT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert found.stdout.split() == ["g", "urn:g"]


def test_validate_finds_what_is_broken(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<urn:a> a <https://w3id.org/pfr/ns#Agreement> .", encoding="utf-8")
    assert kg("--store", "kho", "load", "bad.ttl").exit_code == 0
    for lang, word in (("vi", "bằng chứng"), ("en", "evidence")):
        result = kg("--store", "kho", "--lang", lang, "validate", "-f", "json")
        assert result.exit_code == 1
        assert word in " ".join(row["message"] for row in json.loads(result.stdout)).casefold()


def test_validate_of_clean_data_exits_with_0(kg: Kg) -> None:
    assert kg("--store", "kho", "init", "--empty").exit_code == 0
    assert kg("--store", "kho", "validate").exit_code == 0


def test_attached_texts_are_shown(kg: Kg, tmp_path: Path, seeds: dict[str, str]) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in seeds.items():
        (folder / name).write_bytes(text.encode())
    (folder / "other.txt").write_text("không phải", encoding="utf-8")
    assert kg("sources", "attach", str(folder)).exit_code == 0
    assert "“" in kg("show", "gate-pair:long-sap-pa-hang").stdout


def test_view_writes_a_page_and_opens_it(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    assert kg("view", "Hủa Phăn", "--hops", "1", "--no-open").exit_code == 0
    assert (tmp_path / "network.html").is_file()
    assert opened == []
    assert kg("view", "-o", "all.html", "--open").exit_code == 0
    assert opened == [(tmp_path / "all.html").as_uri()]


# --- names as they are written


@pytest.mark.parametrize(
    "name", ["Hủa Phăn", unicodedata.normalize("NFD", "Hủa Phăn"), "houaphanh", "LA-HO"], ids=ascii
)
def test_names_in_any_spelling(name: str, kg: Kg) -> None:
    assert kg("show", name, "-f", "json").stdout == kg("show", "place:LA-HO", "-f", "json").stdout


def test_locked_store_is_said(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text('<urn:s> <urn:p> "o" .', encoding="utf-8")
    # In one process the engine knows an open store by the path as it was written.
    folder = str(tmp_path / "kho")
    holder = open_store(folder, writable=True)
    for lang, advice in (("vi", "đợi"), ("en", "wait")):
        result = kg("--store", folder, "--lang", lang, "load", "a.ttl")
        assert result.exit_code == 4
        assert advice in said_in_one_or_two_lines(result)
    holder.close()
    assert kg("--store", folder, "load", "a.ttl").exit_code == 0
