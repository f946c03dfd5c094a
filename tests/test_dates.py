"""Written dates as spans of days."""

from __future__ import annotations

import datetime as dt

import pytest

from graph.dates import DateSpan, Window, day, written
from graph.errors import BadDate, BadInput, BadWindow


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2019", "2019-01-01", "2019-12-31", "year"),
        ("2019-11", "2019-11-01", "2019-11-30", "month"),
        ("2019-12", "2019-12-01", "2019-12-31", "month"),
        ("2023-02", "2023-02-01", "2023-02-28", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
        (" 2017-03-21\n", "2017-03-21", "2017-03-21", "day"),
        ("0001", "0001-01-01", "0001-12-31", "year"),
        ("9999-12", "9999-12-01", "9999-12-31", "month"),
    ],
)
def test_span(text: str, first: str, last: str, precision: str) -> None:
    span = DateSpan.parse(text)
    assert (span.first, span.last) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert span.precision == precision


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("0000", id="no year zero"),
        pytest.param("2023-02-29", id="no leap year"),
        pytest.param("2023-13", id="month 13"),
        pytest.param("2023-00", id="month 0"),
        pytest.param("2023-04-31", id="day 31 of April"),
        pytest.param("2023-4-1", id="one digit"),
        pytest.param("21/03/2017", id="day first"),
        pytest.param("2017-03-21T00:00:00", id="with a time"),
        pytest.param("20170321", id="without hyphens"),
        pytest.param("-2017", id="before our era"),
        pytest.param("12017", id="five digits"),
        pytest.param("٢٠١٧", id="arabic digits"),
        pytest.param("２０１７", id="wide digits"),
        pytest.param("2017-03-21 ; DROP", id="more after it"),
    ],
)
def test_anything_else_is_refused_and_named(text: str) -> None:
    with pytest.raises(BadDate) as caught:
        DateSpan.parse(text)
    assert caught.value.value == text


@pytest.mark.parametrize(
    ("precision", "shown"), [("year", "2019"), ("month", "2019-11"), ("day", "2019-11-05"), ("", "2019-11-05")]
)
def test_written_is_cut_to_its_precision(precision: str, shown: str) -> None:
    assert written("2019-11-05", precision) == shown


@pytest.mark.parametrize("text", ["2019", "2019-11", "2019-11-05"])
def test_what_is_read_is_written_again(text: str) -> None:
    span = DateSpan.parse(text)
    assert written(span.first.isoformat(), span.precision) == text


# --- windows


@pytest.mark.parametrize(
    ("as_of", "between", "start", "end"),
    [
        ("2023", None, "2023-12-31", "2023-12-31"),
        ("2024-02", None, "2024-02-29", "2024-02-29"),
        ("2017-03-21", None, "2017-03-21", "2017-03-21"),
        (None, "2019/2021", "2019-01-01", "2021-12-31"),
        (None, "2019-11/2019-11", "2019-11-01", "2019-11-30"),
        (None, "2020-02-29 / 2020", "2020-02-29", "2020-12-31"),
    ],
)
def test_window(as_of: str | None, between: str | None, start: str, end: str) -> None:
    window = Window.given(as_of, between)
    assert window == Window(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert window.is_day is (start == end)
    assert str(window) == (start if start == end else f"{start}/{end}")


def test_nothing_given_is_no_window() -> None:
    assert Window.given() is None


@pytest.mark.parametrize(("start", "end"), [("2021", "2019"), ("2019-12-01", "2019-11"), ("2020-01-02", "2020-01-01")])
def test_window_that_ends_before_it_starts_is_refused(start: str, end: str) -> None:
    with pytest.raises(BadWindow) as caught:
        Window.between(start, end)
    assert (caught.value.start, caught.value.end) == (start, end)


def test_two_windows_are_refused() -> None:
    with pytest.raises(BadInput, match="only one"):
        Window.given("2019", "2019/2020")


@pytest.mark.parametrize("between", ["2019", "2019/", "/2019", "2019/2020/2021", "2019-2020"])
def test_what_is_no_stretch_of_time_is_no_date(between: str) -> None:
    with pytest.raises(BadDate):
        Window.given(None, between)


@pytest.mark.parametrize("text", ["2022-01-01", "2022-01-01Z", "2022-01-01+07:00", "2022-01-01-05:00"])
def test_day_of_an_xsd_date(text: str) -> None:
    assert day(text) == dt.date(2022, 1, 1)


@pytest.mark.parametrize(
    "text", ["", "2022", "2022-02-30", "0000-01-01", "-0044-03-15", "12022-01-01", "2022-01-01T00"]
)
def test_no_day(text: str) -> None:
    assert day(text) is None
