"""The kg command: each command reads its options, calls one function of ``graph``, and prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph import __version__
from graph.commandline import (
    KgGroup,
    NameArgument,
    QuestionGroup,
    answer_options,
    interruptible,
    new_session,
    show,
    show_table,
    speak_utf8,
    terminal_width,
)
from graph.errors import BadInput

if TYPE_CHECKING:
    from graph.session import Session

_FILES = click.Path(path_type=Path)
_SETTINGS = {"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "KG"}


@click.group(cls=KgGroup, context_settings=_SETTINGS)
@click.option("--store", metavar="LOCATION", help="thư mục kho dữ liệu hoặc :memory: · store folder or :memory:")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="ngôn ngữ · language")
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def cli(context: click.Context, store: str | None, lang: str) -> None:
    """Đồ thị tri thức về quan hệ đối ngoại cấp tỉnh: mỗi sự kiện có nguồn, vị trí và thời gian.

    The knowledge graph of provincial foreign relations: every fact says who told it, where, and
    when it holds.

    \b
    kg ask partners "Sơn La" --country Lào
    """
    context.obj = new_session(store, lang)


@cli.group(cls=QuestionGroup, invoke_without_command=True)
@click.pass_context
def ask(context: click.Context) -> None:
    """Trả lời câu hỏi có sẵn · Answer a named question.

    Không nêu tên thì liệt kê các câu hỏi. Without a name the questions are listed.

    \b
    kg ask partners "Sơn La" --country Lào --as-of 2023
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@cli.command()
@click.argument("sparql", required=False)
@click.option(
    "-i",
    "--input",
    "file",
    type=_FILES,
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


@cli.command()
@click.argument("text", cls=NameArgument)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="số kết quả · number of results"
)
@answer_options(("table", "csv", "tsv", "json", "md"))
@click.pass_obj
def search(session: Session, text: str, limit: int, format: str | None, output: Path | None) -> None:
    """Tìm theo mọi cách viết · Find by any spelling.

    \b
    kg search "hua phan"
    """
    from graph.search import search_table

    with session.reading() as store:
        show_table(search_table(store, text, lang=session.lang, limit=limit), format, output)


@cli.command(name="show")
@click.argument("entity", cls=NameArgument)
@click.option("--as-of", help="tên gọi vào ngày này · the name's meaning on this day")
@answer_options(("text", "md", "json"))
@click.pass_obj
def show_entity(session: Session, entity: str, as_of: str | None, format: str | None, output: Path | None) -> None:
    """Mọi điều đã biết, có bằng chứng · All that is known, with proof.

    \b
    kg show "Sơn La"
    """
    from graph.show import show_text

    with session.reading() as store:
        show([show_text(store, entity, format or "text", lang=session.lang, as_of=as_of, texts=session.texts)], output)


@cli.command()
@click.argument("files", nargs=-1, required=True, type=_FILES)
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


@cli.command(name="import")
@click.argument("files", nargs=-1, required=True, type=_FILES)
@click.option("--kind", help="loại bảng, nếu tiêu đề không cho biết · kind of table, where the headings do not tell")
@click.option("--mapping", type=_FILES, help="tệp ánh xạ YAML cho bảng khác · YAML mapping for a foreign table")
@click.option("--sheet", help="chỉ trang tính này · only this sheet")
@click.option("--source", help="tên nguồn · name of the source")
@click.option("--date", help="ngày của nguồn · day of the source")
@click.option("--replace", is_flag=True, help="thay bản đã nhập trước · replace what an earlier version said")
@click.option("--dry-run", is_flag=True, help="chỉ kiểm tra · only check")
@click.option("--errors", type=_FILES, help="ghi bản đánh dấu ô sai · write a copy with the wrong cells marked")
@click.pass_context
def import_(context: click.Context, /, files: tuple[Path, ...], errors: Path | None, **options: Any) -> None:  # noqa: ANN401 - handed on as they are
    """Nhập bảng tính · Import tables, all or nothing.

    XLSX, CSV, TSV, JSON lines; lỗi được chỉ ra tại ô. Mistakes are said at their cells.

    \b
    kg import agreements.xlsx --source "Sổ theo dõi 2025"
    """
    from graph.importing import import_options, import_tables, mark_errors
    from graph.importing.marking import findings_table

    session: Session = context.obj
    with session.writing() as store:
        report = import_tables(store, files, import_options(**options))
    report.notes += mark_errors(report.findings, errors)
    show_table(findings_table(report.findings, session.lang), None, None)
    click.echo("\n".join(report.say(session.lang)), err=True)
    context.exit(BadInput.exit_code if report.findings else 0)


@cli.command()
@click.argument("kind")
@click.option("-o", "--output", type=_FILES, help="tệp XLSX · XLSX file")
@click.pass_obj
def template(session: Session, kind: str, output: Path | None) -> None:
    """Bảng tính mẫu để điền · A spreadsheet to fill in.

    \b
    kg template agreements -o agreements.xlsx
    """
    from graph.importing.mapping import shipped_mapping
    from graph.importing.template import code_lists, write_template

    mapping = shipped_mapping(kind)
    with session.reading() as store:
        write_template(mapping, output or Path(f"{kind}.xlsx"), code_lists(store), lang=session.lang)


@cli.command()
@click.option("--graph", "graphs", multiple=True, metavar="IRI", help="chỉ đồ thị này · only this graph")
@click.option("--about", metavar="ENTITY", help="chỉ điều nói về đối tượng này · only what is said about this thing")
@click.option("--inferred", is_flag=True, help="kèm cạnh suy ra · with derived edges")
@answer_options(("turtle", "trig", "nt", "nq", "jsonld", "rdf"))
@click.pass_obj
def export(
    session: Session,
    graphs: tuple[str, ...],
    about: str | None,
    inferred: bool,
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

    with session.reading() as store:
        show([export_store(store, format or format_of(output), graphs=graphs, about=about, inferred=inferred)], output)


@cli.command()
@answer_options(("table", "csv", "tsv", "json", "md"))
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


@cli.command()
@click.pass_obj
def infer(session: Session) -> None:
    """Suy ra lại các cạnh · Derive the edges anew from the statements."""
    from graph.inference import infer_table

    with session.writing() as store:
        show_table(infer_table(store, session.lang), None, None)


@cli.command()
@click.option("--empty", is_flag=True, help="không kèm dữ liệu phát hành · without the shipped data")
@click.pass_obj
def init(session: Session, empty: bool) -> None:
    """Tạo kho dữ liệu của bạn · Make a store of your own."""
    from graph.information import information

    with session.create(empty=empty) as store:
        show_table(information(store, session.lang), None, None)


@cli.command()
@answer_options(("table", "csv", "tsv", "json", "md"))
@click.pass_obj
def info(session: Session, format: str | None, output: Path | None) -> None:
    """Kho đang dùng và nội dung · The store in use and what it holds."""
    from graph.information import information

    with session.reading() as store:
        show_table(information(store, session.lang, place=session.place), format, output)


@cli.group()
def sources() -> None:
    """Văn bản của các nguồn · The texts of the sources."""


@sources.command()
@click.argument("folder", type=_FILES)
@click.pass_obj
def attach(session: Session, folder: Path) -> None:
    """Gắn văn bản nguồn của bạn · Attach your copies of source texts.

    Nhận biết bằng SHA-256. They are recognised by SHA-256.
    """
    from graph.texts import attachment_table

    with session.reading() as store:
        show_table(attachment_table(session.texts.attach(store, folder), session.lang), None, None)


@cli.command()
@click.argument("entities", nargs=-1)
@click.option(
    "--hops",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="số bước từ các đối tượng · steps from the entities",
)
@click.option(
    "-o", "--output", type=_FILES, default=Path("network.html"), show_default=True, help="tệp HTML · HTML file"
)
@click.option("--open/--no-open", "open_page", default=True, help="mở trong trình duyệt · open in the browser")
@click.pass_obj
def view(session: Session, entities: tuple[str, ...], hops: int, output: Path, open_page: bool) -> None:
    """Mạng lưới quan hệ · The network as one HTML file.

    Xem được không cần mạng. It opens without a network.
    """
    from graph.gazetteer import resolve
    from graph.view import write_view

    with session.reading() as store:
        about = [resolve(store, name).value for name in entities]
        summary = write_view(store, output, about=about, hops=hops, lang=session.lang)
    click.echo(summary.say(session.lang))
    if open_page:
        click.launch(output.resolve().as_uri())


def main() -> None:
    """Run the kg command."""
    speak_utf8()
    cli()


if __name__ == "__main__":
    main()
