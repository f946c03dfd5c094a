"""The kg command: its options and its commands, which stand in ``graph.commands``."""

from __future__ import annotations

import os

import click

from graph import __version__
from graph.commandline import KgGroup, new_session, speak_utf8
from graph.commands import answers, data, network, reports, tables

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


for _command in (
    *(answers.ask, answers.query, answers.search, answers.show_entity),
    *(data.load, data.export, data.validate, data.infer, data.init, data.info, data.sources),
    *(tables.import_, tables.template),
    *(network.view, network.path, network.stats),
    *(reports.check, reports.judge, reports.diff, reports.brief),
):
    cli.add_command(_command)


def main() -> None:
    """Run the kg command."""
    speak_utf8()
    if "_KG_COMPLETE" in os.environ:
        from graph.completion import speak_to_shells

        speak_to_shells()
    cli()


if __name__ == "__main__":
    main()
