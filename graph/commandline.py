"""The parts of the command line that commands share: groups, options, and how output leaves."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from graph.errors import KgError, QueryTimeout, UnreadableFile, in_language, system_reason
from graph.terminal import harmless

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from graph.dates import Window
    from graph.errors import Words
    from graph.questions import Parameter, Question
    from graph.session import Session
    from graph.tables import Table

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


#: What help calls the value of a question's option; all other types are names of things.
_METAVARS = {"concept": "CODE", "date": "DATE", "integer": "NUMBER", "text": "TEXT", "language": "LANG"}
#: How rows can be written; graph.tables writes them, and help does without it.
ROW_FORMATS = ("table", "csv", "csv-bom", "tsv", "json", "md")
#: What is read or written: a file's name, or - for stdin and stdout.
FILES = click.Path(path_type=Path)
#: Exit code after Ctrl-C, as shells give it.
INTERRUPTED = 130


class Failure(click.ClickException):
    """One of our errors, said in the user's language."""

    def __init__(self, error: KgError, lang: str) -> None:
        super().__init__(harmless(error.say(lang)))
        self.exit_code = error.exit_code  # type: ignore[misc]  # click declares it for the class, and asks the instance
        self._word = {"vi": "Lỗi", "en": "Error"}[lang]

    def show(self, file: IO[str] | None = None) -> None:
        """Say it on stderr."""
        click.echo(f"{self._word}: {self.message}", file=file, err=True)


class KgGroup(click.Group):
    """The one place where our errors become a line on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; turn a KgError into a Failure."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            self._fail(ctx, error)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)

    def _fail(self, ctx: click.Context, error: KgError) -> NoReturn:
        failure = Failure(error, ctx.params.get("lang", "vi"))
        if isinstance(error, QueryTimeout):
            # The engine cannot be interrupted: leave it behind, with the message said.
            failure.show()
            sys.stderr.flush()
            os._exit(error.exit_code)
        raise failure from error


class NameArgument(click.Argument):
    """A name of one or more words, with or without quotes: ``kg show Sơn La``."""

    def __init__(self, names: Sequence[str], **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(names, nargs=-1, required=True, **{"shell_complete": completing("entity"), **settings})

    def process_value(self, ctx: click.Context, value: Any) -> str:  # noqa: ANN401 - click's own
        """Join the words."""
        return " ".join(super().process_value(ctx, value))


def completing(type_: str, name: str = "") -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return what completes a parameter of a type in a shell: names of things, or codes of the list ``name``."""

    def complete(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from graph.completion import offered  # noqa: PLC0415 - only a shell asks for it

        given = context.find_root().params
        return offered(lambda: new_session(given.get("store"), given.get("lang") or "vi"), type_, name, incomplete)

    return complete


class QuestionGroup(click.Group):
    """Offers every named question as a command of its own, and takes other words for a question in words."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the question; several words that begin with no question's name ask one in words."""
        from graph.questions import question_names  # noqa: PLC0415 - as below

        if args[0] in question_names():
            return super().resolve_command(ctx, args)
        if ctx.resilient_parsing:  # a shell asks what a line can go on with
            return None, None, args[1:]
        words = " ".join(takewhile(lambda argument: not argument.startswith("-"), args)).split()
        return (args[0], _in_words(), args) if len(words) > 1 else super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the questions."""
        from graph.questions import question_names  # noqa: PLC0415

        return question_names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Make the command of a question; raise UnknownQuestion."""
        from graph.questions import load_question  # noqa: PLC0415
        from graph.tables import FORMATS  # noqa: PLC0415

        question = load_question(cmd_name)
        return click.Command(
            cmd_name,
            params=[*_parameters(question), *(_window_options() if question.time else []), *_answer_options(FORMATS)],
            callback=_asker(question),
            help="\n\n".join([*_both(question.title, question.summary), *_arguments(question)]),
            short_help=f"{question.title['vi']} · {question.title['en']}",
        )

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the questions under the title of their group."""
        from graph.questions import GROUPS, load_questions  # noqa: PLC0415

        questions = load_questions()
        for group, title in GROUPS.items():
            lines = [
                (each.name, f"{each.title['vi']} · {each.title['en']}") for each in questions if each.group == group
            ]
            if lines:
                with formatter.section(f"{title['vi']} · {title['en']}"):
                    formatter.write_dl(lines)


def _in_words() -> click.Command:
    from graph.tables import FORMATS  # noqa: PLC0415 - as in QuestionGroup

    return click.Command(
        "in-words",
        params=[NameArgument(["text"]), *_window_options(), *_answer_options(FORMATS)],
        callback=_worded,
    )


@click.pass_obj
def _worded(session: Session, /, text: str, format: str | None, output: Path | None, **window: Any) -> None:  # noqa: ANN401 - as in _asker
    from graph.asking import ask  # noqa: PLC0415 - as in _asker
    from graph.phrases import understood  # noqa: PLC0415 - named questions need no words

    with session.reading() as store:
        match, lines = understood(store, text, window_values(**window), lang=session.lang)
        for line in lines:
            click.echo(harmless(line), err=True)
        show_table(ask(store, match.question, match.values, lang=session.lang), format, output)


def _both(title: Mapping[str, str], summary: Mapping[str, str]) -> list[str]:
    return [title["vi"], summary["vi"], title["en"], summary["en"]]


def _arguments(question: Question) -> list[str]:
    return [
        f"{each.name.upper()}: {each.help['vi']} · {each.help['en']}" for each in question.parameters if each.required
    ]


def _parameters(question: Question) -> list[click.Parameter]:
    asked = [each for each in question.parameters if each.name != "lang"]
    needed = [each for each in asked if each.required]
    # Where two things are needed nobody could tell where the first ends: each is one argument, in quotes.
    kind = NameArgument if len(needed) == 1 else click.Argument
    arguments = [kind([each.name], shell_complete=completing(each.type)) for each in needed]
    return [*arguments, *(_option(each) for each in asked if not each.required)]


def _option(parameter: Parameter) -> click.Option:
    option = f"--{parameter.name.replace('_', '-')}"
    said = f"{parameter.help['vi']} · {parameter.help['en']}"
    return click.Option(
        [option, parameter.name],
        metavar=_METAVARS.get(parameter.type, "NAME"),
        help=said,
        shell_complete=completing(parameter.type, parameter.name),
    )


def _window_options() -> list[click.Option]:
    return [
        click.Option(
            ["--as-of"],
            metavar="DATE",
            help="điều được biết là có vào ngày này · what is known to hold on this day",
        ),
        click.Option(
            ["--between"],
            nargs=2,
            metavar="DATE DATE",
            help="điều được biết là có vào một ngày trong khoảng này · what is known to hold on some day of these",
        ),
    ]


def window_options(command: _Decorated) -> _Decorated:
    """Add ``--as-of DATE`` and ``--between DATE DATE`` to a command."""
    for option in reversed(_window_options()):
        command = click.option(*option.opts, nargs=option.nargs, metavar=option.metavar, help=option.help)(command)
    return command


def window_values(as_of: str | None, between: tuple[str, str] | None) -> dict[str, str | None]:
    """Return the two options as values of a question; raise a usage error where both are given."""
    if as_of is not None and between is not None:
        raise click.UsageError("--as-of, --between: chỉ dùng một trong hai · use only one of them")
    return {"as_of": as_of, "between": "/".join(between) if between else None}


def window_of(as_of: str | None, between: tuple[str, str] | None) -> Window | None:
    """Return the window that the two options give, if any."""
    from graph.dates import Window  # noqa: PLC0415 - help needs no dates

    return Window.given(**window_values(as_of, between))


def _asker(question: Question) -> Callable[..., None]:
    @click.pass_obj
    def callback(session: Session, /, format: str | None, output: Path | None, **values: Any) -> None:  # noqa: ANN401 - a window is two texts
        from graph.asking import ask  # noqa: PLC0415 - listing the questions does not need it

        if question.time:
            values |= window_values(values["as_of"], values.pop("between"))
        with session.reading() as store:
            show_table(ask(store, question, values, lang=session.lang), format, output)

    return callback


def _answer_options(formats: Iterable[str]) -> list[click.Option]:
    return [
        click.Option(["-f", "--format"], type=click.Choice(list(formats)), help="định dạng kết quả · output format"),
        click.Option(
            ["-o", "--output"],
            type=FILES,
            help="ghi vào tệp này (UTF-8) · write to this file (UTF-8)",
        ),
    ]


def answer_options(formats: Iterable[str]) -> Callable[[_Decorated], _Decorated]:
    """Add ``-f/--format`` and ``-o/--output`` to a command."""

    def decorate(command: _Decorated) -> _Decorated:
        for option in _answer_options(formats):
            command = click.option(*option.opts, option.name or "", type=option.type, help=option.help)(command)
        return command

    return decorate


def show_table(table: Table, format: str | None, output: Path | None) -> None:
    """Write a table to the file or to stdout, and its notes to stderr."""
    from graph.tables import format_of, write  # noqa: PLC0415

    show([write(table, format or format_of(output), width=terminal_width())], output)
    for note in table.notes:
        click.echo(note, err=True)


def note(notes: Iterable[Words], lang: str) -> None:
    """Say on stderr what stands beside an answer."""
    for words in notes:
        click.echo(harmless(in_language(lang, words)), err=True)


def show(pieces: Iterable[str], output: Path | None) -> None:
    """Write text to a file in one step, or to stdout piece by piece."""
    if output is None or str(output) == "-":
        _print(pieces)
        return
    from graph.atomic import write_text_atomic  # noqa: PLC0415 - most answers go to the screen

    write_text_atomic(output, "".join(pieces))


def _print(pieces: Iterable[str]) -> None:
    try:
        for piece in pieces:
            click.echo(piece, nl=False)
        sys.stdout.flush()
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # click ends quietly when nobody reads on
        raise UnreadableFile("stdout", system_reason(error)) from error


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once: the engine does not look up from a query.

    Only for reading, where nothing is left half done.
    """
    usual = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


def terminal_width() -> int:
    """Return the width that COLUMNS or the terminal gives, or 120 where the output goes elsewhere."""
    return shutil.get_terminal_size(fallback=(120, 0)).columns


def new_session(store: str | None, lang: str) -> Session:
    """Return the session of one run, with the folders that the system gives to this program."""
    from graph.session import Session  # noqa: PLC0415 - help and mistakes in options need no engine
    from graph.shipped import cache_folder  # noqa: PLC0415

    return Session(lang, store, Path(click.get_app_dir("kg")), cache_folder())


def speak_utf8() -> None:
    """Write UTF-8 where the locale names an encoding without Vietnamese letters and no terminal reads along."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        encoding = (stream.encoding or "").lower().replace("-", "")
        if encoding != "utf8" and not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
