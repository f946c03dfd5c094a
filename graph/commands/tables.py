"""Import and template: spreadsheets in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.commandline import FILES, show_table
from graph.errors import BadInput, in_language

if TYPE_CHECKING:
    from graph.session import Session


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option("--kind", help="loại bảng, nếu tiêu đề không cho biết · kind of table, where the headings do not tell")
@click.option("--mapping", type=FILES, help="tệp ánh xạ YAML cho bảng khác · YAML mapping for a foreign table")
@click.option("--sheet", help="chỉ trang tính này · only this sheet")
@click.option("--source", help="tên nguồn · name of the source")
@click.option("--date", help="ngày của nguồn · day of the source")
@click.option("--replace", is_flag=True, help="thay bản đã nhập trước · replace what an earlier version said")
@click.option("--dry-run", is_flag=True, help="chỉ kiểm tra · only check")
@click.option("--create-organisations", is_flag=True, help="tạo mới tổ chức chưa có · make unknown organisations new")
@click.option("--errors", type=FILES, help="ghi bản đánh dấu ô sai · write a copy with the wrong cells marked")
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
    given = import_options(**options)
    report = session.importing(lambda store: import_tables(store, files, given), dry_run=given.dry_run)
    report.notes += mark_errors(report.findings, errors)
    if report.findings:
        show_table(findings_table(report.findings, session.lang), None, None)
    click.echo("\n".join(report.say(session.lang)), err=True)
    context.exit(BadInput.exit_code if report.findings else 0)


@click.command()
@click.argument("kind")
@click.option("-o", "--output", type=FILES, help="tệp XLSX · XLSX file")
@click.option("--force", is_flag=True, help="ghi đè lên tệp đã có · write over a file that is there")
@click.pass_obj
def template(session: Session, kind: str, output: Path | None, *, force: bool) -> None:
    """Bảng tính mẫu để điền · A spreadsheet to fill in.

    \b
    kg template agreements -o agreements.xlsx
    """
    from graph.importing.mapping_files import shipped_mapping
    from graph.importing.template import WRITTEN, code_lists, write_template

    mapping, path = shipped_mapping(kind), output or Path(f"{kind}.xlsx")
    with session.reading() as store:
        write_template(mapping, path, code_lists(store), lang=session.lang, replace=force)
    title = in_language(session.lang, mapping.title)
    click.echo(in_language(session.lang, WRITTEN).format(title=f'"{title}"', path=path), err=True)
