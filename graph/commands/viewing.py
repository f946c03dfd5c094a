"""What ``kg view`` is asked for: entities or a question, and the command that would make the same page again."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from graph.commandline import QuestionGroup, note, window_of
from graph.view import MAX_NODES

if TYPE_CHECKING:
    from graph.session import Session
    from graph.store import Store
    from graph.view.picture import Asked, Picture

    Days = tuple[str, str]

_PICTURES = (".svg", ".png")
_EITHER = "dùng tên đối tượng hoặc --question, không dùng cả hai · give entities or --question, not both"
_NO_NAME = "--question: thiếu tên câu hỏi · the name of a question is missing"
_QUOTES = "--question: dấu ngoặc kép chưa đóng · a quotation mark is not closed"


class Wishes(NamedTuple):
    """The options of ``kg view`` that say what to draw."""

    entities: tuple[str, ...]
    question: str | None
    hops: int
    layout: str
    max_nodes: int
    as_of: str | None
    between: Days | None
    events: bool


def picture_file(context: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    """Take the path of a picture; a usage error where its suffix is another."""
    if path is not None and path.suffix.lower() not in _PICTURES:
        ends = ", ".join(_PICTURES)
        said = f"tên tệp phải kết thúc bằng {ends} · the name must end in {ends}"
        raise click.BadParameter(said, context, parameter)
    return path


def drawn(context: click.Context, session: Session, wishes: Wishes) -> Picture:
    """Return the picture that the options ask for, and say on stderr what stands beside it."""
    from graph.view import draw

    if wishes.entities and wishes.question is not None:
        raise click.UsageError(_EITHER, context)
    command, window = _command(wishes), window_of(wishes.as_of, wishes.between)
    with session.reading() as store:
        if wishes.question is None:
            asked, things = _about(store, session, wishes), None
        else:
            wishes, values = _question(context, wishes)
            window = window_of(wishes.as_of, wishes.between)
            asked, things = _answer(store, session, wishes, values)
        asked = replace(asked, command=command, texts=session.texts)
        hops = wishes.hops if things is None else 0
        found = draw(
            store,
            asked,
            things=things,
            hops=hops,
            window=window,
            max_nodes=wishes.max_nodes,
            events=wishes.events,
        )
    note([*asked.notes, *found.notes], session.lang)
    return found


def _about(store: Store, session: Session, wishes: Wishes) -> Asked:
    from graph.meaning import with_predecessors
    from graph.view.picture import Asked

    things, notes = with_predecessors(store, wishes.entities, window_of(wishes.as_of, wishes.between))
    about = tuple(dict.fromkeys(thing.value for thing in things))
    return Asked(about, session.lang, wishes.layout, notes=notes)


def _question(context: click.Context, wishes: Wishes) -> tuple[Wishes, dict[str, str | None]]:
    """Read a question as ``kg ask`` reads it; a time that is given with it counts for the picture too."""
    try:
        name, *rest = shlex.split(wishes.question or "")
    except ValueError as error:
        raise click.UsageError(_QUOTES if wishes.question else _NO_NAME, context) from error
    command = QuestionGroup("ask").get_command(context, name)
    values = dict(command.make_context(name, rest, parent=context).params)
    values = {key: value for key, value in values.items() if key not in ("format", "output")}
    if values.get("as_of") or values.get("between"):
        wishes = wishes._replace(as_of=values["as_of"], between=values["between"])
    elif "as_of" in values:
        values |= {"as_of": wishes.as_of, "between": wishes.between}
    if values.get("between"):
        values["between"] = "/".join(values["between"])
    return wishes._replace(question=name), values


def _answer(
    store: Store, session: Session, wishes: Wishes, values: dict[str, str | None]
) -> tuple[Asked, tuple[str, ...]]:
    from graph.questions import load_question
    from graph.view.picture import Asked
    from graph.view.question import answered

    question = load_question(wishes.question or "")
    found = answered(store, question, values, session.lang)
    asked = Asked(found.about, session.lang, wishes.layout, (question.name, found.title), found.notes)
    return asked, found.things


def _command(wishes: Wishes) -> str:
    """Write the call that draws the same again; the file it goes to is the reader's affair."""
    options: list[str] = [*wishes.entities]
    if wishes.question is not None:
        options += ["--question", wishes.question]
    if wishes.hops != 1:
        options += ["--hops", str(wishes.hops)]
    if wishes.layout != "force":
        options += ["--layout", wishes.layout]
    if wishes.max_nodes != MAX_NODES:
        options += ["--max-nodes", str(wishes.max_nodes)]
    if wishes.events:
        options.append("--events")
    if wishes.as_of:
        options += ["--as-of", wishes.as_of]
    if wishes.between:
        options += ["--between", *wishes.between]
    return " ".join(["kg view", *(f'"{part}"' if " " in part else part for part in options)])
