"""What goes wrong on the command line: an exit code, one or two lines in the user's language, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Kg = Callable[..., Result]
CHECKOUT = Path(__file__).resolve().parent.parent

#: The words typed, the exit code, and what the message must name.
MISTAKES: dict[str, tuple[tuple[str, ...], int, str]] = {
    "no-command": ((), 2, ""),
    "unknown-command": (("nope",), 2, "nope"),
    "unknown-option": (("info", "--nope"), 2, "--nope"),
    "missing-argument": (("ask", "partners"), 2, "PROVINCE"),
    "surplus-argument": (("query", "ASK {}", "b"), 2, "b"),
    "unknown-output-format": (("info", "-f", "docx"), 2, "docx"),
    "unknown-language": (("--lang", "fr", "info"), 2, "fr"),
    "no-seconds": (("query", "ASK {}", "--timeout", "0"), 2, "--timeout"),
    "no-hits-wanted": (("search", "lào", "--limit", "0"), 2, "--limit"),
    "steps-below-none": (("view", "--hops", "-1", "--no-open"), 2, "--hops"),
    "nothing-to-load": (("load",), 2, "FILES"),
    "unknown-question": (("ask", "nope"), 3, "partners"),
    "unknown-name": (("ask", "partners", "Sơn Lo"), 3, "place:VN-05"),
    "ambiguous-name": (("show", "Viêng Chăn"), 3, "place:LA-VT"),
    "unknown-country": (("ask", "partners", "Sơn La", "--country", "Laoo"), 3, "country:LA"),
    "unknown-modality": (("ask", "partners", "Sơn La", "--modality", "x"), 3, "planned"),
    "no-date": (("ask", "partners", "Sơn La", "--as-of", "hôm nay"), 3, "hôm nay"),
    "no-date-for-a-name": (("show", "Lào Cai", "--as-of", "2025-02-30"), 3, "2025-02-30"),
    "nothing-found": (("search", "zzzzzz"), 3, "zzzzzz"),
    "typo": (("search", "hua phann"), 3, "place:LA-HO"),
    "hostile-name": (("show", 'x" } DROP ALL #\n\x1b[31m'), 3, "DROP ALL"),
    "no-text": (("show", "\udcff"), 3, "�"),
    "unknown-graph": (("export", "--graph", "urn:none"), 3, "urn:none"),
    "unknown-thing-to-export": (("export", "--about", "Sơn Lo"), 3, "Sơn Lo"),
    "unknown-thing-to-view": (("view", "Sơn Lo", "--no-open"), 3, "Sơn Lo"),
    "sparql-syntax": (("query", "SELECT * {\n ?s ?p }"), 3, "2"),
    "sparql-prefix": (("query", "SELECT * { ?s nope:x ?o }"), 3, "1"),
    "sparql-update": (("query", "DROP ALL"), 3, "kg load"),
    "service": (("query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), 3, "SERVICE"),
    "no-query": (("query",), 3, "-i"),
    "two-queries": (("query", "ASK {}", "-i", "x.rq"), 3, "-i"),
    "missing-query-file": (("query", "-i", "missing.rq"), 3, "missing.rq"),
    "format-of-triples": (("query", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "-f", "csv"), 3, "turtle"),
    "format-of-rows": (("query", "SELECT * {}", "-f", "turtle"), 3, "json"),
    "missing-file": (("--store", "kho", "load", "missing.ttl"), 3, "missing.ttl"),
    "unknown-input-format": (("--store", "kho", "load", "bad.docx"), 3, "bad.docx"),
    "malformed-file": (("--store", "kho", "load", "good.ttl", "bad.ttl"), 3, "bad.ttl:2:"),
    "no-utf8": (("--store", "kho", "load", "latin.ttl"), 3, "latin.ttl"),
    "folder-instead-of-file": (("--store", "kho", "load", "folder.ttl"), 3, "folder.ttl"),
    "no-folder-of-texts": (("sources", "attach", "missing"), 3, "missing"),
    "missing-store": (("--store", "none", "info"), 4, "init"),
    "store-is-a-file": (("--store", "good.ttl", "info"), 4, "good.ttl"),
    "foreign-folder": (("--store", "foreign", "init"), 4, "foreign"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.ttl").write_text('<urn:s> <urn:p> "o" .\n', encoding="utf-8")
    (tmp_path / "bad.ttl").write_text('<urn:s> <urn:p> "o" .\n<urn:s> nonsense .\n', encoding="utf-8")
    (tmp_path / "bad.docx").write_text("x", encoding="utf-8")
    (tmp_path / "latin.ttl").write_bytes('<urn:s> <urn:p> "é" .'.encode("latin-1"))
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "thesis.txt").write_text("x", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_said_in_one_or_two_lines_of_each_language(name: str, kg: Kg, folder: Path) -> None:
    words, code, part = MISTAKES[name]
    said = set()
    for lang, start in (("vi", "Lỗi: "), ("en", "Error: ")):
        result = kg(*words, KG_LANG=lang)
        assert result.exit_code == code, result.output
        assert part in result.output
        assert "Traceback" not in result.output
        assert "\x1b" not in result.output
        # What click says of wrong usage is English, with a line of help.
        if code > 2:
            assert result.stdout == ""
            assert len(result.stderr.splitlines()) <= 2, result.stderr
            assert result.stderr.startswith(start)
            said.add(result.stderr.removeprefix(start))
    assert len(said) in (0, 2), said
    assert (folder / "foreign" / "thesis.txt").is_file()


def test_malformed_file_leaves_the_store_unchanged(kg: Kg, folder: Path) -> None:
    assert kg("--store", "kho", "load", "good.ttl").exit_code == 0
    before = kg("--store", "kho", "export", "-f", "nq").stdout
    (folder / "other.nt").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    result = kg("--store", "kho", "load", "other.nt", "bad.ttl")
    assert result.exit_code == 3
    assert "bad.ttl:2:9" in result.stderr
    assert kg("--store", "kho", "export", "-f", "nq").stdout == before


# --- as a process of its own


def python(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


HEAVY = {"rdflib", "networkx", "pyvis", "SPARQLWrapper", "pyshacl", "IPython", "rapidfuzz", "pandas", "numpy"}


def imported(done: subprocess.CompletedProcess[str]) -> set[str]:
    lines = [line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {name.partition(".")[0] for name in lines}


def test_nothing_heavy_is_imported_to_begin_with(tmp_path: Path) -> None:
    found = imported(python("-X", "importtime", "-c", "import kg_cli", cwd=tmp_path))
    assert "click" in found
    assert found & HEAVY == set()


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "partners", "Sơn La", "--country", "Lào"),
        ("query", "ASK {}"),
        ("search", "hua phan"),
        ("show", "LA-HO"),
        ("info",),
        ("--help",),
    ],
    ids=lambda words: words[0],
)
def test_answering_imports_nothing_heavy(words: tuple[str, ...], tmp_path: Path) -> None:
    done = python("-X", "importtime", "-m", "kg_cli", *words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-500:]
    assert imported(done) & HEAVY == set()


def test_time_limit_ends_the_process(tmp_path: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = python("-m", "kg_cli", "--lang", "en", "query", query, "--timeout", "0.2", cwd=tmp_path)
    assert done.returncode == 4
    assert done.stderr.splitlines() == [line for line in done.stderr.splitlines() if "--timeout" in line]
    assert "0.2" in done.stderr


def test_bytes_that_are_no_text_are_only_unknown(tmp_path: Path) -> None:
    done = python("-m", "kg_cli", "show", os.fsdecode(b"\xff"), cwd=tmp_path)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
