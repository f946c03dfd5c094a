"""View, path and stats: the relations as a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.commandline import (
    FILES,
    ROW_FORMATS,
    answer_options,
    show,
    show_table,
    terminal_width,
    window_of,
    window_options,
)
from graph.commands.viewing import Wishes, drawn, picture_file

if TYPE_CHECKING:
    from graph.session import Session


@click.command()
@click.argument("entities", nargs=-1)
@click.option(
    "--hops",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="số bước từ các đối tượng · steps from the entities",
)
@click.option(
    "--question",
    metavar="QUESTION",
    help="vẽ kết quả của câu hỏi, viết như sau kg ask · draw what a question answers, written as after kg ask",
)
@click.option(
    "--layout",
    type=click.Choice(["force", "columns", "map"]),
    default="force",
    show_default=True,
    help="cách xếp: theo lực, theo cột, trên bản đồ · how to lay it out",
)
@click.option(
    "--events",
    is_flag=True,
    help="thỏa thuận, chuyến thăm, dự án là nút riêng · agreements, visits and projects as nodes of their own",
)
@click.option(
    "--max-nodes",
    type=click.IntRange(min=1),
    default=300,
    show_default=True,
    help="vẽ nhiều nhất bấy nhiêu thực thể · draw at most so many actors",
)
@click.option(
    "-o",
    "--output",
    type=FILES,
    help="tệp HTML, mặc định network.html · HTML file, network.html if not given",
)
@click.option(
    "--static",
    type=FILES,
    metavar="FILE.svg|FILE.png",
    callback=picture_file,
    help="vẽ hình tĩnh cho văn bản · draw a still picture for documents",
)
@click.option("--open/--no-open", "open_page", default=True, help="mở trong trình duyệt · open in the browser")
@window_options
@click.pass_context
def view(
    context: click.Context,
    /,
    output: Path | None,
    static: Path | None,
    open_page: bool,
    **wishes: Any,  # noqa: ANN401 - handed on as they are
) -> None:
    """Mạng lưới quan hệ · The network as one HTML file.

    Xem được không cần mạng; không nêu đối tượng thì vẽ toàn cảnh.
    It opens without a network; without entities it shows the whole.

    \b
    kg view "Sơn La" --hops 2 --as-of 2023
    kg view --question "partners Sơn La --country Lào" --layout map
    kg view "Sơn La" --static son-la.svg
    """
    from graph.view import write_picture

    session: Session = context.obj
    found = drawn(context, session, Wishes(**wishes))
    pages = [output or Path("network.html")] if output or not static else []
    for path in [*pages, *([static] if static else [])]:
        click.echo(write_picture(found, path).say(session.lang))
    for page in pages if open_page else []:
        click.launch(page.resolve().as_uri())


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option(
    "--max-length",
    "longest",
    type=click.IntRange(1, 8),
    default=4,
    show_default=True,
    help="số bước nhiều nhất · most hops",
)
@click.option("--all", "every", is_flag=True, help="mọi đường, không chỉ ngắn nhất · all paths, not only the shortest")
@click.option("--any-time", is_flag=True, help="các bước không cần cùng thời gian · hops may hold at different times")
@click.option(
    "--modality",
    "modalities",
    multiple=True,
    type=click.Choice(["planned", "proposed", "ended"]),
    help="tính cả quan hệ có tính chất này · count relations of this modality too",
)
@window_options
@answer_options(("text", *ROW_FORMATS))
@click.pass_context
def path(
    context: click.Context,
    /,
    one: str,
    other: str,
    modalities: tuple[str, ...],
    as_of: str | None,
    between: tuple[str, str] | None,
    format: str | None,
    output: Path | None,
    **wishes: Any,  # noqa: ANN401 - handed on as they are
) -> None:
    """Hai đối tượng nối với nhau thế nào · How two things are connected.

    Mã thoát 1 khi không có đường nối. Exit code 1 where no path joins the two.

    \b
    kg path "Sơn La" "Hủa Phăn"
    """
    from graph.paths import Wanted, path_answer

    session: Session = context.obj
    window = window_of(as_of, between)
    wanted = Wanted(modalities=("actual", *modalities), **wishes)
    with session.reading() as store:
        answer = path_answer(store, one, other, wanted, window=window, lang=session.lang)
    show([answer.write(format or "text", width=terminal_width())], output)
    for said in answer.table.notes:
        click.echo(said, err=True)
    context.exit(0 if answer.found else 1)


@click.command()
@click.argument("kind", type=click.Choice(["overview", "degree", "betweenness", "communities"]), default="overview")
@click.option("--by", type=click.Choice(["type", "country"]), help="gộp theo loại hoặc nước · by type or country")
@click.option(
    "--top", type=click.IntRange(min=1), default=20, show_default=True, help="số dòng mỗi nhóm · rows of each group"
)
@answer_options(ROW_FORMATS)
@click.pass_obj
def stats(session: Session, kind: str, by: str | None, top: int, format: str | None, output: Path | None) -> None:
    """Đồ thị có những gì · What the graph holds, and who is central.

    overview: số lượng; degree: số đối tác; betweenness: ai nối các bên; communities: các cụm.
    overview: counts; degree: partners; betweenness: who connects others; communities: clusters.

    \b
    kg stats degree --by country
    """
    from graph.stats import stats_table

    with session.reading() as store:
        show_table(stats_table(store, kind, by=by, top=top, lang=session.lang), format, output)
