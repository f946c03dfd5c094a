"""Check, judge, diff and brief: what is wrong, missing, told twice or changed, and a report of what is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.commandline import ROW_FORMATS, answer_options, note, show, show_table, window_of, window_options

if TYPE_CHECKING:
    from graph.session import Session


@click.command()
@click.argument("names", nargs=-1, metavar="[CHECK]...")
@click.option("--about", metavar="ENTITY", help="chỉ phát hiện về đối tượng này · only findings on this thing")
@click.option("--as-of", metavar="DATE", help="ngày xét thời hạn, kế hoạch · the day for terms and plans")
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "info"]),
    default="info",
    show_default=True,
    help="mức nhẹ nhất được nêu · the mildest to report",
)
@answer_options(ROW_FORMATS)
@click.pass_context
def check(
    context: click.Context,
    names: tuple[str, ...],
    about: str | None,
    as_of: str | None,
    severity: str,
    format: str | None,
    output: Path | None,
) -> None:
    """Mâu thuẫn, thiếu sót, trùng lặp · Contradictions, gaps, duplicates.

    Mã thoát 1 chỉ khi có lỗi (error). Exit code 1 only where the data itself is in error.

    \b
    kg check figures --about "Sơn La"
    """
    from graph.checks import check_store, check_table, failed

    session: Session = context.obj
    with session.reading() as store:
        found, notes = check_store(
            store, names, as_of=as_of, about=about, severity=severity, lang=session.lang, texts=session.texts
        )
    note(notes, session.lang)
    show_table(check_table(found, session.lang), format, output)
    context.exit(1 if failed(found) else 0)


@click.command()
@click.argument("one")
@click.argument("other")
@click.argument("verdict", type=click.Choice(["same", "different", "undecided"]))
@click.option("--because", metavar="TEXT", help="lý do · the reason")
@click.option("--by", metavar="NAME", help="người xét · who judges")
@click.pass_obj
def judge(session: Session, one: str, other: str, verdict: str, because: str | None, by: str | None) -> None:
    """Ghi phán định về hai đối tượng · Record whether two things are the same.

    Không gộp gì; undecided rút phán định đã ghi. Nothing is merged; undecided takes a judgement back.

    \b
    kg judge person:an person:an-2 same --because "cùng chức vụ, cùng chuyến thăm"
    """
    from graph.judgements import judge as record

    click.echo(record(session, one, other, verdict, reason=because, by=by))


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@answer_options(("text", "json", "turtle", "trig"))
@click.pass_context
def diff(context: click.Context, old: str, new: str, format: str | None, output: Path | None) -> None:
    """Điều gì đã thay đổi từ A sang B · What changed from A to B.

    A, B: tệp RDF, thư mục kho, hoặc shipped (dữ liệu phát hành). turtle, trig: bộ ba thêm, bỏ trong
    hai đồ thị graph:added, graph:removed. Mã thoát 1 khi khác nhau.

    A, B: an RDF file, a store folder, or shipped (the shipped data). turtle, trig: the triples in the
    two graphs graph:added and graph:removed. Exit code 1 where they differ.

    \b
    kg diff shipped my-store
    """
    from graph.diff import compare, open_sides, summary, write

    session: Session = context.obj
    with open_sides(old, new, session.cache_folder) as (before, after, naming):
        found = compare(before, after)
        text = write(found, naming, format or "text", lang=session.lang)
    show([text], output)
    click.echo(summary(found, session.lang), err=True)
    context.exit(1 if found else 0)


@click.command()
@click.argument("entity")
@click.argument("other", required=False)
@window_options
@answer_options(("md", "html", "docx"))
@click.pass_obj
def brief(
    session: Session,
    entity: str,
    other: str | None,
    as_of: str | None,
    between: tuple[str, str] | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Tài liệu tóm tắt có chú thích nguồn · A footnoted briefing.

    Về một đối tượng, hoặc về quan hệ giữa hai. Tên nhiều chữ thì đặt trong ngoặc kép. Đuôi tệp của -o
    quyết định định dạng; docx cần -o.

    On one thing, or on what is between two. A name of several words stands in quotes. The suffix of -o
    gives the format; docx needs -o.

    \b
    kg brief "Sơn La" "Hủa Phăn" -o doan-cong-tac.docx
    """
    from graph.atomic import write_bytes_atomic
    from graph.brief import build, format_for, write

    window = window_of(as_of, between)
    chosen = format or format_for(output)
    to_screen = output is None or str(output) == "-"
    if chosen == "docx" and to_screen:
        raise click.UsageError("docx: cần -o TỆP · needs -o FILE")
    with session.reading() as store:
        found, notes = build(store, [entity, *([other] if other else [])], lang=session.lang, window=window)
    note(notes, session.lang)
    data = write(found, chosen)
    if output is None or to_screen:
        show([data.decode()], None)
    else:
        write_bytes_atomic(output, data)
