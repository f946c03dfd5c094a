"""Checks of figures: conflict, development, definition, parts, stated counts."""

from __future__ import annotations

import pytest
from stories import BASE, DAY, IN_2017, IN_2020, Check, Tell, figure, flow, note, partnership

from graph.checks import find


@pytest.fixture
def check(told: Tell) -> Check:
    """Run one check on a story, on DAY, in English."""
    return lambda name, story: find(told(BASE + story), [name], as_of=DAY, lang="en")


@pytest.mark.parametrize(
    ("story", "found"),
    [
        pytest.param(figure("a", "9", IN_2017) + figure("b", "8", IN_2017, told_by="new"), 1, id="same day"),
        pytest.param(figure("a", "9", IN_2017) + figure("b", "9", IN_2017, told_by="new"), 0, id="same value"),
        pytest.param(figure("a", "9", IN_2017) + figure("b", "8", IN_2020, told_by="new"), 0, id="later day"),
        pytest.param(figure("a", "9", flow(2019, 2020)) + figure("b", "5", flow(2019, 2020)), 1, id="same period"),
        pytest.param(figure("a", "9", flow(2019, 2020)) + figure("b", "5", flow(2019, 2021)), 0, id="other period"),
        pytest.param(figure("a", "9") + figure("b", "8"), 1, id="no day, one source"),
        pytest.param(figure("a", "9") + figure("b", "8", told_by="new"), 0, id="no day, sources of two years"),
        pytest.param(
            figure("a", "250", indicator="border-length")
            + figure("b", "274.065", told_by="new", indicator="border-length"),
            1,
            id="border length at any time",
        ),
        pytest.param(
            figure("a", "14", IN_2017, indicator="embassies-in-cooperation")
            + figure("b", "20", IN_2017, indicator="missions-in-cooperation"),
            0,
            id="other indicator",
        ),
        pytest.param(
            figure("a", "9", IN_2017, "pfr:counterpart place:LA-HO")
            + figure("b", "8", IN_2017, "pfr:counterpart place:LA-LP"),
            0,
            id="other side",
        ),
        pytest.param(figure("a", "9", IN_2017) + figure("b", "5", IN_2017, "pfr:partOf figure:a"), 0, id="a part"),
        pytest.param(
            figure("a", "20", IN_2017, note("masks only")) + figure("b", "2", IN_2017, note("ventilators only")),
            0,
            id="one source with two notes",
        ),
        pytest.param(
            figure("a", "99", IN_2017) + figure("b", "100", IN_2017, bound="about", told_by="new"), 0, id="rounded"
        ),
        pytest.param(
            figure("a", "30", IN_2017) + figure("b", "35", IN_2017, bound="over", told_by="new"),
            1,
            id="over 35 is not 30",
        ),
        pytest.param(
            figure("a", "148", IN_2017, bound="over") + figure("b", "150", IN_2017, told_by="new"),
            0,
            id="over 148, 150",
        ),
        pytest.param(
            figure("a", "700", IN_2017, bound="at-least") + figure("b", "900", IN_2017, told_by="new"), 0, id="at least"
        ),
        pytest.param(
            figure("a", "9", IN_2017)
            + figure("b", "8", IN_2017, told_by="new").replace("modality:actual", "modality:planned"),
            0,
            id="a plan",
        ),
    ],
)
def test_figures_conflict(story: str, found: int, check: Check) -> None:
    assert len(check("figures-conflict", story)) == found


@pytest.mark.parametrize(
    ("story", "why"),
    [
        pytest.param(
            figure("a", "28", IN_2017) + figure("b", "31", IN_2020, told_by="new"),
            "a development over time",
            id="evolution",
        ),
        pytest.param(
            figure("a", "9", IN_2017) + figure("b", "8", IN_2020, note("outside industrial parks"), told_by="new"),
            "in the light of the notes: outside industrial parks",
            id="narrower scope",
        ),
        pytest.param(
            figure("a", "44", flow(2012, 2016)) + figure("b", "9", flow(2019, 2020), told_by="new"),
            "the periods differ in length",
            id="periods of five years and two",
        ),
        pytest.param(
            figure("a", "44", flow(2019, 2019)) + figure("b", "9", flow(2020, 2020), told_by="new"),
            "a development over time",
            id="year by year",
        ),
        pytest.param(figure("a", "9", IN_2017) + figure("b", "9", IN_2020, told_by="new"), None, id="no change"),
        pytest.param(figure("a", "9", IN_2017) + figure("b", "8", IN_2017), None, id="one day"),
    ],
)
def test_figures_over_time(story: str, why: str | None, check: Check) -> None:
    found = check("figures-over-time", story)
    assert len(found) == (why is not None)
    assert all(str(why) in each.why and each.severity == "info" for each in found)


def test_a_figure_without_a_day_is_as_of_its_source(check: Check) -> None:
    (found,) = check("figures-over-time", figure("a", "9") + figure("b", "8", IN_2020, told_by="new"))
    assert "9 (source 2017-03-21) → 8 (2020-12-31)" in found.why


def test_embassies_and_missions_are_said_not_to_be_comparable(check: Check) -> None:
    story = figure("a", "14", indicator="embassies-in-cooperation") + figure(
        "b", "20", indicator="missions-in-cooperation", told_by="new"
    )
    (found,) = check("figures-definition", story)
    assert "not comparable" in found.why
    assert "14 (embassies" in found.why


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        pytest.param([("5", "exact"), ("1", "exact"), ("1", "exact")], 0, id="7 = 5 + 1 + 1"),
        pytest.param([("5", "exact"), ("1", "exact")], 0, id="not all parts"),
        pytest.param([("5", "exact"), ("2", "exact"), ("1", "exact")], 1, id="7 < 5 + 2 + 1"),
        pytest.param([("5", "over"), ("3", "exact")], 1, id="over 5 and 3"),
        pytest.param([("5", "exact"), ("3", "about")], 0, id="5 and about 3"),
    ],
)
def test_parts_and_whole(parts: list[tuple[str, str]], found: int, check: Check) -> None:
    story = figure("whole", "7", indicator="agreements")
    for at, (value, bound) in enumerate(parts):
        story += figure(f"part-{at}", value, "pfr:partOf figure:whole", indicator="agreements", bound=bound)
    assert [each.severity for each in check("figures-parts", story)] == ["error"] * found


def test_nine_of_eighteen_of_which_two_are_named(check: Check) -> None:
    story = figure("a", "9", 'pfr:of "18"^^xsd:decimal ; pfr:counterpart country:LA', indicator="partner-localities")
    story += partnership("p", "place:VN-05", "place:LA-HO") + partnership("q", "place:VN-05", "place:LA-LP")
    story += partnership("r", "place:VN-05", "place:KH-14") + partnership("s", "place:VN-05", "country:LA")
    (found,) = check("figures-incomplete", story)
    assert found.why == "partner localities: the source says 9, 2 named here"


@pytest.mark.parametrize(("modality", "gaps"), [("actual", 0), ("planned", 1)])
def test_an_organisation_counts_by_what_it_does_not_by_plans(modality: str, gaps: int, check: Check) -> None:
    story = figure("a", "1", indicator="ngo-organisations")
    story += "organisation:n a pfr:Organisation ; pfr:organisationKind organisation-kind:ngo .\n"
    story += "project:p a pfr:Project ; pfr:funder organisation:n ; pfr:location place:VN-05 ;\n"
    story += f"  pfr:modality modality:{modality} ; pfr:evidence evidence:one .\n"
    assert len(check("figures-incomplete", story)) == gaps


def test_a_count_that_is_reached_is_no_gap(check: Check) -> None:
    story = figure("a", "1", "pfr:counterpart country:LA", indicator="partner-localities")
    assert check("figures-incomplete", story + partnership("p", "place:VN-05", "place:LA-HO")) == []


def test_days_with_a_time_zone_and_figures_without_an_iri(check: Check) -> None:
    zoned = flow(2019, 2019).replace('"^^', 'Z"^^')
    story = figure("a", "9", zoned) + figure("b", "5", flow(2018, 2018)) + figure("c", "7").replace("figure:c", "[]")
    (found,) = check("figures-over-time", story)
    assert len(found.statements) == 2
    assert check("figures-conflict", story) == []
