"""Tables in: spreadsheets, CSV and JSON lines become statements, or every mistake is said at its cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.dates import DateSpan
from graph.errors import Words
from graph.identifiers import content_hash
from graph.importing.importer import ImportOptions, import_tables
from graph.importing.mapping_files import known_mapping, read_mapping
from graph.importing.marking import mark
from graph.importing.model import Finding
from graph.importing.report import ImportReport
from graph.loading import read_text

__all__ = ["ImportOptions", "ImportReport", "import_options", "import_tables", "mark_errors"]


def import_options(
    *,
    kind: str | None = None,
    mapping: Path | None = None,
    sheet: str | None = None,
    source: str | None = None,
    date: str | None = None,
    replace: bool = False,
    dry_run: bool = False,
    create_organisations: bool = False,
) -> ImportOptions:
    """Return the options that a user's texts stand for; raise for an unknown kind or a mapping that does not fit."""
    meant = read_mapping(mapping) if mapping else known_mapping(kind) if kind else None
    published = DateSpan.parse(date) if date else None
    name = f"{mapping.name} ({content_hash(read_text(str(mapping)))})" if mapping else kind or ""
    return ImportOptions(meant, sheet, source, published, replace, dry_run, create_organisations, name)


def mark_errors(findings: Sequence[Finding], output: Path | None) -> list[Words]:
    """Write a marked copy of every file with mistakes: the first to ``output``, others beside it.

    Returns what to tell the user about the copies.
    """
    notes: list[Words] = []
    if output is None:
        return notes
    for number, file in enumerate(dict.fromkeys(each.file for each in findings), start=1):
        target = output if number == 1 else output.with_stem(f"{output.stem}-{number}")
        notes += mark(Path(file), [each for each in findings if each.file == file], target)
    return notes
