"""Ask, query, search and show: what answers questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.commandline import (
    FILES,
    ROW_FORMATS,
    NameArgument,
    QuestionGroup,
    answer_options,
    interruptible,
    note,
    show,
    show_table,
    terminal_width,
    window_of,
    window_options,
)

if TYPE_CHECKING:
    from graph.session import Session


@click.group(cls=QuestionGroup, invoke_without_command=True)
@click.pass_context
def ask(context: click.Context) -> None:
    """Trả lời câu hỏi có sẵn · Answer a named question.

    Không nêu tên thì liệt kê các câu hỏi. Without a name the questions are listed.
    Hỏi bằng lời cũng được. A question in words is understood too.

    \b
    kg ask partners "Sơn La" --country Lào --as-of 2023
    kg ask "Tỉnh nào của Lào hợp tác với Sơn La?"
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@click.command()
@click.argument("sparql", required=False)
@click.option(
    "-i",
    "--input",
    "file",
    type=FILES,
    help="đọc câu truy vấn từ tệp, - là stdin · read the query from a file, - is stdin",
)
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), help="giới hạn giây · limit in seconds")
@click.option("--allow-remote", is_flag=True, help="cho phép SERVICE · allow SERVICE")
@answer_options(("table", "csv", "tsv", "json", "xml", "md", "turtle", "trig", "nt", "nq", "jsonld", "rdf"))
@click.pass_obj
def query(
    session: Session,
    sparql: str | None,
    file: Path | None,
    timeout: float | None,
    allow_remote: bool,
    format: str | None,
    output: Path | None,
) -> None:
    """Chạy SPARQL 1.1 · Run SPARQL 1.1.

    Các tiền tố của ta đã khai báo. Our prefixes are declared.

    \b
    kg query 'SELECT ?partner { place:VN-05 pfr:partnerOf ?partner }'
    """
    from graph.querying import query_text, run

    text = query_text(sparql, file)
    with interruptible(), session.reading() as store:
        show(run(store, text, format, timeout=timeout, allow_remote=allow_remote, width=terminal_width()), output)


@click.command()
@click.argument("text", cls=NameArgument)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="số kết quả · number of results"
)
@answer_options(ROW_FORMATS)
@click.pass_obj
def search(session: Session, text: str, limit: int, format: str | None, output: Path | None) -> None:
    """Tìm theo mọi cách viết · Find by any spelling.

    \b
    kg search "hua phan"
    """
    from graph.search import search_table

    with session.reading() as store:
        show_table(search_table(store, text, lang=session.lang, limit=limit), format, output)


@click.command(name="show")
@click.argument("entity", cls=NameArgument)
@window_options
@answer_options(("text", "md", "json"))
@click.pass_obj
def show_entity(
    session: Session,
    entity: str,
    as_of: str | None,
    between: tuple[str, str] | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Mọi điều đã biết, có bằng chứng · All that is known, with proof.

    \b
    kg show "Sơn La"
    """
    from graph.show import show_text

    window = window_of(as_of, between)
    with session.reading() as store:
        text, notes = show_text(store, entity, format or "text", lang=session.lang, window=window, texts=session.texts)
    note(notes, session.lang)
    show([text], output)
