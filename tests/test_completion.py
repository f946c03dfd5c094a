"""What shells are offered: questions, names and codes, by prefix; and nothing where something is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.shell_completion import CompletionItem, add_completion_class, get_completion_class
from click.testing import CliRunner

from graph.completion import QuotingBash, offered, speak_to_shells
from graph.questions import question_names
from graph.session import Session
from kg_cli import cli

Complete = Callable[[str, str], list[str]]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session("vi", ":memory:", tmp_path / "data", tmp_path / "cache")


@pytest.fixture(scope="module")
def complete() -> Iterator[Complete]:
    """Complete a line as a shell asks the program to: the words before, then the one being typed."""
    usual = get_completion_class("bash")
    speak_to_shells()

    def run(shell: str, line: str) -> list[str]:
        environment = {
            "COMP_WORDS": line,
            "COMP_CWORD": line.rpartition(" ")[2] if shell == "fish" else str(len(line.split(" ")) - 1),
            "_KG_COMPLETE": f"{shell}_complete",
        }
        result = CliRunner().invoke(cli, [], prog_name="kg", env=environment)
        assert result.exit_code == 0
        assert result.stderr == ""
        return list(filter(None, result.stdout.splitlines()))

    yield run
    assert usual is not None
    add_completion_class(usual, "bash")


def _values(items: list[CompletionItem]) -> list[str]:
    return [item.value for item in items]


@pytest.mark.parametrize("typed", ["son", "Sơn", "sơn l", "SON LA"])
def test_names_complete_with_or_without_accents(session: Session, typed: str) -> None:
    assert "Sơn La" in _values(offered(lambda: session, "place", "", typed))


def test_only_names_of_the_type_are_offered(session: Session) -> None:
    assert "Lào Cai" in _values(offered(lambda: session, "place", "", "lao"))
    assert "Lào" in _values(offered(lambda: session, "country", "", "lao"))
    assert "Lào Cai" not in _values(offered(lambda: session, "country", "", "lao"))
    assert _values(offered(lambda: session, "source", "", "son-la-2017")) == [
        "source:son-la-2017-03-21",
        "source:son-la-2017-04-14",
    ]


def test_a_name_brings_its_identifiers(session: Session) -> None:
    (item,) = [item for item in offered(lambda: session, "place", "", "lao cai") if item.value == "Lào Cai"]
    assert item.help == "place:VN-02, place:VN-2025-lao-cai"


def test_codes_complete_with_their_labels(session: Session) -> None:
    assert [(item.value, item.help) for item in offered(lambda: session, "concept", "direction", "ex")] == [
        ("export", "xuất khẩu")
    ]


@pytest.mark.parametrize("typed", ["", "   ", '"', "\\", "}", "' OR 1=1", "zzzz"])
def test_nothing_is_offered_for_nothing(session: Session, typed: str) -> None:
    assert _values(offered(lambda: session, "place", "", typed)) == []


@pytest.mark.parametrize("type_", ["date", "integer", "text"])
def test_what_is_no_name_is_not_completed(session: Session, type_: str) -> None:
    assert offered(lambda: session, type_, "", "2") == []


def test_a_missing_store_offers_nothing(tmp_path: Path) -> None:
    session = Session("vi", str(tmp_path / "none"), tmp_path / "data", tmp_path / "cache")
    assert offered(lambda: session, "place", "", "son") == []
    assert offered(lambda: session, "concept", "direction", "") == []


# --- as shells ask


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_questions_complete(complete: Complete, shell: str) -> None:
    offered = {word for line in complete(shell, "kg ask part") for word in line.replace("\t", ",").split(",")}
    assert {name for name in question_names() if name in offered} == {"partners", "partners-without-visit"}


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_questions_come_with_their_titles(complete: Complete, shell: str) -> None:
    assert "Các nguồn" in "\n".join(complete(shell, "kg ask sourc"))


@pytest.mark.parametrize("line", ["kg ask nope x", "kg ask Tỉnh nào", "kg nope x"])
def test_a_mistake_in_the_line_is_quiet(complete: Complete, line: str) -> None:
    assert complete("bash", line) == []


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("kg ask partners son", "plain,Sơn\\\\ La"),
        ('kg ask partners "son', "plain,Sơn La"),
        ("kg ask partners x --country la", "plain,Lào"),
        ("kg ask trade x --direction ex", "plain,export"),
        ("kg ask between x hua", "plain,Hủa\\\\ Phăn"),
        ("kg show son", "plain,Sơn\\\\ La"),
    ],
)
def test_bash_gets_words_it_can_put_into_the_line(complete: Complete, line: str, offered: str) -> None:
    assert offered in complete("bash", line)


def test_fish_gets_what_begins_as_it_is_typed(complete: Complete) -> None:
    assert any("son la" in line for line in complete("fish", "kg ask partners son"))
    assert any("Sơn La" in line for line in complete("fish", "kg ask partners Sơn"))


def test_without_a_home_it_is_quiet() -> None:
    def fails() -> Session:
        raise RuntimeError("Could not determine home directory.")

    assert offered(fails, "place", "", "son") == []
    assert offered(fails, "concept", "direction", "") == []


def test_a_damaged_store_is_quiet(complete: Complete, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("nothing", encoding="utf-8")
    assert complete("bash", f"kg --store {tmp_path / 'store'} ask partners son") == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_scripts_of_all_shells_are_written() -> None:
    for shell in ("bash", "zsh", "fish"):
        result = CliRunner().invoke(cli, [], prog_name="kg", env={"_KG_COMPLETE": f"{shell}_source"})
        assert result.exit_code == 0
        assert "_KG_COMPLETE" in result.stdout
    assert QuotingBash.name == "bash"
