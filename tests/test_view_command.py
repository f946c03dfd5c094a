from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Kg = Callable[..., Result]


def data(path: Path) -> dict[str, Any]:
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL
    )
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


def test_a_question_is_written_as_after_ask_and_its_notes_go_to_stderr(kg: Kg, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = kg("--lang", "en", "view", "--question", "partners Sơn La --country Lào", "--no-open", "-o", str(page))
    assert result.exit_code == 0, result.output
    assert "9 of 18" in result.stderr
    found = data(page)
    assert found["question"]["name"] == "partners"
    asked = kg("ask", "partners", "Sơn La", "--country", "Lào", "-f", "json")
    partners = {row["partner_iri"] for row in json.loads(asked.stdout)}
    assert partners < set(found["nodes"])
    assert set(found["nodes"]) <= partners | set(found["about"])
    assert found["footer"]["command"] == 'kg view --question "partners Sơn La --country Lào"'
    assert any("9 of 18" in note["en"] for note in found["notes"])


def test_the_overview_opens_as_a_matrix_and_the_cut_is_said_twice(kg: Kg, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = kg("--lang", "en", "view", "--max-nodes", "20", "--no-open", "-o", str(page))
    found = data(page)
    assert found["view"] == "matrix"
    assert len(found["nodes"]) <= 20
    assert found["cut"]["left"]["nodes"] > 0
    assert found["cut"]["note"]["en"] in result.stderr
    told = {fact for *_, facts in found["matrix"]["cells"] for fact in facts}
    assert told <= set(found["statements"])
    assert len(told) == found["matrix"]["total"]
    assert {*found["matrix"]["rows"], *found["matrix"]["columns"]} <= {*found["nodes"], *found["names"]}


def test_every_layout_has_a_place_for_every_node(kg: Kg, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    kg("view", "Sơn La", "--layout", "columns", "--no-open", "-o", str(page))
    found = data(page)
    assert found["layout"] == "columns"
    assert set(found["layouts"]) == {"force", "columns", "map"}
    assert {len(places) for places in found["layouts"].values()} == {len(found["nodes"])}


def test_a_still_picture_takes_the_place_of_the_page_unless_both_are_wished(kg: Kg, tmp_path: Path) -> None:
    picture, page = tmp_path / "hình Sơn La.svg", tmp_path / "page.html"
    assert kg("view", "Sơn La", "--static", str(picture)).exit_code == 0
    assert sorted(path.name for path in tmp_path.rglob("*.*ml")) == []
    assert "Hủa Phăn" in picture.read_text(encoding="utf-8")
    kg("view", "Sơn La", "--static", str(picture), "--no-open", "-o", str(page))
    assert page.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["Sơn Lo"], 3, "Sơn La (place:VN-05)"),
        (["Sơn La", "--question", "partners Sơn La"], 2, "--question"),
        (["--question", "partner Sơn La"], 3, "partners"),
        (["--question", "partners"], 2, "PROVINCE"),
        (["--question", ""], 2, "--question"),
        (["--question", "partners 'Sơn La"], 2, "--question"),
        (["--question", "partners Sơn Lo"], 3, "Sơn La (place:VN-05)"),
        (["--static", "out.gif"], 2, ".svg"),
        (["--as-of", "soon"], 3, "soon"),
        (["--no-open", "-o", "/no/such/folder/page.html"], 3, "/no/such/folder/page.html"),
        (["--static", "/no/such/folder/a.svg"], 3, "/no/such/folder/a.svg"),
    ],
)
def test_mistakes_are_said_with_what_was_given(kg: Kg, arguments: list[str], code: int, said: str) -> None:
    result = kg("view", *arguments)
    assert result.exit_code == code, result.output
    assert said in result.stderr


def test_a_question_without_an_answer_gives_a_page_that_says_so(kg: Kg, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = kg("view", "--question", "partners Cà Mau", "--no-open", "-o", str(page))
    assert result.exit_code == 0, result.output
    found = data(page)
    assert not found["nodes"]
    assert found["empty"]["en"] == "This question has no answer yet."


def test_the_time_of_the_question_is_the_time_of_the_picture(kg: Kg, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    kg("view", "--question", "partners Sơn La --as-of 2018", "--no-open", "-o", str(page))
    assert data(page)["window"] == {"start": "2018-12-31", "end": "2018-12-31"}
    kg("view", "--question", "partners Sơn La", "--as-of", "2018", "--no-open", "-o", str(page))
    assert data(page)["window"] == {"start": "2018-12-31", "end": "2018-12-31"}
