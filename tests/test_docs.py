"""What the documentation shows can be typed: every kg line runs, and prints what stands below it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest
from click import Context
from click.testing import Result

from kg_cli import cli

CHECKOUT = Path(__file__).resolve().parent.parent
DOCUMENTS = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```\n(.*?)(?=^```|\Z)", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?kg (.*)$")
SHELLS = ("console", "sh", "bash")


@dataclass(frozen=True, slots=True)
class Shown:
    """A command line of a document, the output that its block shows, and the text after the block."""

    words: tuple[str, ...]
    output: tuple[str, ...]
    after: str


def shown(text: str) -> Iterator[Shown]:
    for language, block, after in FENCE.findall(text):
        if language not in SHELLS:
            continue
        lines = block.splitlines()
        starts = [at for at, line in enumerate(lines) if line.startswith("$ ") or COMMAND.match(line)]
        for at, following in zip(starts, [*starts[1:], len(lines)], strict=True):
            found = COMMAND.match(lines[at])
            if found is not None:
                last = following == len(lines)
                words = tuple(shlex.split(found[1], comments=True))
                yield Shown(words, tuple(lines[at + 1 : following]), after.lstrip("\n") if last else "")


def quoted(text: str) -> list[str]:
    """Return the block of ``>`` lines at the start of a text, without the signs."""
    lines = text.lstrip("\n").splitlines()
    return [line.removeprefix("> ") for line in takewhile(lambda line: line.startswith("> "), lines)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_kg_line_runs_and_prints_what_is_shown(path: Path, kg: Callable[..., Result], tmp_path: Path) -> None:
    # What the documents take for granted: a file to load, and a folder of texts.
    (tmp_path / "statements.trig").write_text('<urn:s> <urn:p> "o" .\n', encoding="utf-8")
    (tmp_path / "texts").mkdir()
    for each in shown(path.read_text(encoding="utf-8")):
        result = kg(*each.words)
        assert result.exit_code == 0, (each.words, result.output)
        if each.output:
            assert result.output.splitlines() == list(each.output), each.words
        if each.words[-2:] == ("-f", "md"):
            assert each.after.startswith(result.stdout), each.words
            notes = quoted(each.after.removeprefix(result.stdout))
            assert set(notes) <= set(result.stderr.splitlines()), each.words


def test_readme_shows_commands() -> None:
    assert len(list(shown(DOCUMENTS[0].read_text(encoding="utf-8")))) > 10


def test_collector_finds_commands_and_their_output() -> None:
    text = """# x
```console
$ kg info # note
$ make demo
made
$ .venv/bin/kg ask "a b" -f md
```

| A |

```python
kg no
```
"""
    assert list(shown(text)) == [
        Shown(("info",), (), ""),
        Shown(("ask", "a b", "-f", "md"), (), "| A |\n\n"),
    ]


@pytest.mark.parametrize("name", sorted(cli.list_commands(Context(cli))))
def test_readme_mentions_every_command(name: str) -> None:
    assert re.search(rf"\bkg (?:--\w+ \w+ )?{name}\b", DOCUMENTS[0].read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_inside_the_project_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_python_examples_run(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = [block for language, block, _ in FENCE.findall(path.read_text(encoding="utf-8")) if language == "python"]
    for block in blocks:
        exec(compile(block, path.name, "exec"), {})  # noqa: S102 - our own documentation
        assert capsys.readouterr().out
    assert blocks or path.name not in ("README.md", "python.md")
