"""View: the relations as a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graph.session import Session

_FILES = click.Path(path_type=Path)


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
