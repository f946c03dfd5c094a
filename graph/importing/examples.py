"""What a template holds beside the officer's rows: an example, which is no fact, and sheets of notes and lists."""

from __future__ import annotations

from collections.abc import Mapping

from graph.errors import Words
from graph.importing.mapping import Column, TableMapping

#: Hidden, so that it is not read as a table.
LISTS_SHEET = "Danh mục"
#: Every note begins with a number: the reader of tables finds no row of headings here.
NOTES_SHEET = "Hướng dẫn – Notes"
#: Nothing need be told of them when they are passed over.
OWN_SHEETS = (NOTES_SHEET, LISTS_SHEET)

EXAMPLE_LEFT = Words("là dòng ví dụ của bảng mẫu", "they are the example of the template")


def shown_example(column: Column) -> Words | str:
    """Return the example of a column as a suggestion, so that nobody takes it for the right value."""
    return Words(f"ví dụ: {column.example}", f"for example: {column.example}") if column.example else ""


def is_example(mapping: TableMapping, texts: Mapping[str, str]) -> bool:
    """Tell whether a row is the example of its template, left as it was.

    ``texts`` are the row's, by the keys of the columns. Code lists are not compared: they are in either language.
    """
    told = [each for each in mapping.columns if each.key in texts and each.type not in {"concept", "concepts"}]
    # One cell may be like the example by chance; a made-up row is so in all of them.
    return all(texts[each.key] == each.example for each in told) and sum(bool(each.example) for each in told) > 1
