"""Load, export, validate, infer, init, info and sources: the data and the store that holds it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.commandline import FILES, ROW_FORMATS, answer_options, note, show, show_table, window_of, window_options

if TYPE_CHECKING:
    from graph.session import Session


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option(
    "--graph", metavar="IRI", help="đồ thị đích của dữ liệu không có tên đồ thị · graph for data without a graph name"
)
@click.option(
    "--input-format",
    metavar="FORMAT",
    help="định dạng khi tên tệp không cho biết · format where the file name does not tell",
)
@click.pass_obj
def load(session: Session, files: tuple[Path, ...], graph: str | None, input_format: str | None) -> None:
    """Nạp tệp RDF · Load RDF files, all or nothing.

    Tất cả hoặc không gì cả; - là stdin. All of them or nothing; - is stdin.

    \b
    kg load partners.ttl agreements.trig
    """
    from graph.loading import describe, read_documents

    documents = read_documents(files, graph=graph, format=input_format)
    click.echo(describe(session.load(documents), session.lang))


@click.command()
@click.option("--graph", "graphs", multiple=True, metavar="IRI", help="chỉ đồ thị này · only this graph")
@click.option("--about", metavar="ENTITY", help="chỉ điều nói về đối tượng này · only what is said about this thing")
@click.option("--inferred", is_flag=True, help="kèm cạnh suy ra · with derived edges")
@window_options
@answer_options(("turtle", "trig", "nt", "nq", "jsonld", "rdf", "graphml", "gexf"))
@click.pass_obj
def export(
    session: Session,
    graphs: tuple[str, ...],
    about: str | None,
    inferred: bool,
    as_of: str | None,
    between: tuple[str, str] | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Xuất dữ liệu · Export the data.

    Cùng dữ liệu thì giống nhau từng byte. The same graph gives the same bytes.

    \b
    kg export -f turtle -o graph.ttl
    """
    from graph.export import export as export_store
    from graph.export import format_of
    from graph.meaning import with_predecessors

    window, form = window_of(as_of, between), format or format_of(output)
    with session.reading() as store:
        things, notes = with_predecessors(store, [about] if about else [], window)
        text = export_store(
            store, form, graphs=graphs, about=things, inferred=inferred, window=window, lang=session.lang
        )
    note(notes, session.lang)
    show([text], output)


@click.command()
@answer_options(ROW_FORMATS)
@click.pass_context
def validate(context: click.Context, format: str | None, output: Path | None) -> None:
    """Kiểm tra dữ liệu bằng SHACL · Check the data with SHACL.

    Mã thoát 1 khi có lỗi. Exit code 1 on violations.
    """
    from graph.validation import validate as validate_store

    session: Session = context.obj
    with session.reading() as store:
        report = validate_store(store, lang=session.lang)
    show_table(report.table, format, output)
    context.exit(0 if report.conforms else 1)


@click.command()
@click.pass_obj
def infer(session: Session) -> None:
    """Suy ra lại các cạnh · Derive the edges anew from the statements."""
    from graph.inference import infer_table

    with session.writing() as store:
        show_table(infer_table(store, session.lang), None, None)


@click.command()
@click.option("--empty", is_flag=True, help="không kèm dữ liệu phát hành · without the shipped data")
@click.pass_obj
def init(session: Session, empty: bool) -> None:
    """Tạo kho dữ liệu của bạn · Make a store of your own."""
    from graph.information import information

    with session.create(empty=empty) as store:
        show_table(information(store, session.lang), None, None)


@click.command()
@answer_options(ROW_FORMATS)
@click.pass_obj
def info(session: Session, format: str | None, output: Path | None) -> None:
    """Kho đang dùng và nội dung · The store in use and what it holds."""
    from graph.information import information

    with session.reading() as store:
        show_table(information(store, session.lang, place=session.place), format, output)


@click.group()
def sources() -> None:
    """Văn bản của các nguồn · The texts of the sources."""


@sources.command()
@click.argument("folder", type=FILES)
@click.pass_obj
def attach(session: Session, folder: Path) -> None:
    """Gắn văn bản nguồn của bạn · Attach your copies of source texts.

    Nhận biết bằng SHA-256. They are recognised by SHA-256.
    """
    from graph.texts import attachment_table

    with session.reading() as store:
        show_table(attachment_table(session.texts.attach(store, folder), session.lang), None, None)
