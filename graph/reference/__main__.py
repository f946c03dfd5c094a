"""Rebuild the reference graph: ``python -m graph.reference [--check] [--missions TABLE] [OUT_DIR]``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph.errors import KgError
from graph.reference.build import ONTOLOGY, TABLES, build, stale, write
from graph.reference.missions import FILE, missions_text

_FOLDER = click.Path(file_okay=False, path_type=Path)
_TABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--check", is_flag=True, help="Only tell whether the files are current; exit with 1 if not.")
@click.option("--tables", type=_FOLDER, default=TABLES, help="The folder of tables.  [default: ontology/tables]")
@click.option("--missions", type=_TABLE, help="Also the missions, from the table of all missions of Wikidata.")
@click.argument("out_dir", type=_FOLDER, default=ONTOLOGY)
def main(check: bool, tables: Path, missions: Path | None, out_dir: Path) -> None:
    """Write the reference graph as Turtle into OUT_DIR, by default the checkout's ontology folder."""
    try:
        texts = build(tables)
        if missions:
            texts[FILE] = missions_text(missions, ONTOLOGY)
    except KgError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    names = stale(texts, out_dir) if check else write(texts, out_dir)
    for name in names:
        click.echo(f"{out_dir / name}: {'not what the tables give' if check else 'written'}", err=True)
    sys.exit(1 if check and names else 0)


if __name__ == "__main__":
    main()
