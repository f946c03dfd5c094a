"""From when to when a statement is known to hold."""

from __future__ import annotations

import pytest
from rule_stories import ACTUAL, KNOWN, WORLD, Tell, day, edges, inferred, statement


@pytest.fixture
def tell() -> Tell:
    return lambda text: inferred(":memory:", WORLD + text)


@pytest.mark.parametrize(("kind", "said", "first", "last", "precision"), KNOWN)
def test_known(  # noqa: PLR0917 - a row of a table
    tell: Tell, kind: str, said: str, first: str | None, last: str | None, precision: str | None
) -> None:
    store = tell(statement(kind, said))
    expected = {"knownFrom": first, "knownUntil": last, "knownPrecision": precision}
    for name, value in expected.items():
        assert edges(store, name) == ({("http://e/s", value)} if value else set()), name


def test_a_plan_is_known_from_who_told_it(tell: Tell) -> None:
    store = tell("<http://e/s> a pfr:Engagement ; pfr:modality modality:planned ; pfr:evidence evidence:old .")
    assert edges(store, "knownFrom") == {("http://e/s", "2017-03-21")}


PARTNERSHIP = f"partnership:p a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO ; {ACTUAL}"
MEMO = f"agreement:m a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO ; {day('signedOn', '2015-08-01')}"
ELSEWHERE = MEMO.replace("place:LA-HO", "organisation:fund")


@pytest.mark.parametrize(
    ("told", "first", "precision"),
    [
        pytest.param("", "2017-03-21", "day", id="only a source"),
        pytest.param(
            f"{MEMO} ; pfr:signedPrecision precision:year ; {ACTUAL} .", "2015-08-01", "year", id="of the two"
        ),
        pytest.param(f"{MEMO} ; pfr:modality modality:planned .", "2017-03-21", "day", id="a planned agreement"),
        pytest.param(f"{ELSEWHERE} ; {ACTUAL} .", "2017-03-21", "day", id="with somebody else"),
    ],
)
def test_a_partnership_is_attested_by_its_agreements(tell: Tell, told: str, first: str, precision: str) -> None:
    store = tell(f"{PARTNERSHIP} ; pfr:evidence evidence:old . {told}")
    known = {name: dict(edges(store, name)).get("partnership:p") for name in ("knownFrom", "knownPrecision")}
    assert known == {"knownFrom": first, "knownPrecision": f"precision:{precision}"}


def test_a_partnership_is_known_from_what_set_it_up(tell: Tell) -> None:
    setup = f"agreement:m a pfr:Agreement ; {ACTUAL} ; {day('signedOn', '2014-02-03')} ."
    store = tell(f"{PARTNERSHIP} ; pfr:establishedBy agreement:m ; pfr:evidence evidence:old . {setup}")
    assert ("partnership:p", "2014-02-03") in edges(store, "knownFrom")


# All edges together.
