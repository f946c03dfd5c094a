"""The parts of the command line that commands share: groups, options, and how output leaves."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from graph.errors import KgError, QueryTimeout, UnreadableFile, system_reason
from graph.terminal import harmless

if TYPE_CHECKING:
    from graph.questions import Parameter, Question
    from graph.session import Session
    from graph.tables import Table

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


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
        super().__init__(names, nargs=-1, required=True, **settings)

    def process_value(self, ctx: click.Context, value: Any) -> str:  # noqa: ANN401 - click's own
        """Join the words."""
        return " ".join(super().process_value(ctx, value))


class QuestionGroup(click.Group):
    """Offers every named question as a command of its own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the questions."""
        from graph.questions import question_names  # noqa: PLC0415

        return question_names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Make the command of a question; raise UnknownQuestion."""
        from graph.questions import load_question  # noqa: PLC0415
        from graph.tables import FORMATS  # noqa: PLC0415

        question = load_question(cmd_name)
        parameters: list[click.Parameter] = [_parameter(each) for each in question.parameters if each.name != "lang"]
        return click.Command(
            cmd_name,
            params=[*parameters, *_answer_options(FORMATS)],
            callback=_asker(question),
            help="\n\n".join([*_both(question.title, question.summary), *_arguments(question)]),
            short_help=f"{question.title['vi']} · {question.title['en']}",
        )


def _both(title: Mapping[str, str], summary: Mapping[str, str]) -> list[str]:
    return [title["vi"], summary["vi"], title["en"], summary["en"]]


def _arguments(question: Question) -> list[str]:
    required = (each for each in question.parameters if each.required)
    return [f"{each.name.upper()}: {each.help['vi']} · {each.help['en']}" for each in required]


def _parameter(parameter: Parameter) -> click.Parameter:
    if parameter.required:
        return NameArgument([parameter.name])
    option = f"--{parameter.name.replace('_', '-')}"
    return click.Option([option, parameter.name], help=f"{parameter.help['vi']} · {parameter.help['en']}")


def _asker(question: Question) -> Callable[..., None]:
    @click.pass_obj
    def callback(session: Session, /, format: str | None, output: Path | None, **values: str | None) -> None:
        from graph.asking import ask  # noqa: PLC0415 - listing the questions does not need it

        with session.reading() as store:
            show_table(ask(store, question, values, lang=session.lang), format, output)

    return callback


def _answer_options(formats: Iterable[str]) -> list[click.Option]:
    return [
        click.Option(["-f", "--format"], type=click.Choice(list(formats)), help="định dạng kết quả · output format"),
        click.Option(
            ["-o", "--output"],
            type=click.Path(path_type=Path),
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
    from graph.tables import write  # noqa: PLC0415

    show([write(table, format or "table", width=terminal_width())], output)
    for note in table.notes:
        click.echo(note, err=True)


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
