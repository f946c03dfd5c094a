"""Checks of agreements, partnerships, gates and plans against time."""

from __future__ import annotations

import pytest
from stories import (
    ACTUAL,
    BASE,
    DAY,
    HO,
    OPENED,
    TOLD_NEW,
    TOLD_OLD,
    Check,
    Tell,
    agreement,
    day,
    figure,
    gate,
    partnership,
    signed,
    visit,
)

from graph.checks import find


@pytest.fixture
def check(told: Tell) -> Check:
    """Run one check on a story, on DAY, in English."""
    return lambda name, story: find(told(BASE + story), [name], as_of=DAY, lang="en")


@pytest.mark.parametrize(
    ("story", "expiring", "expired"),
    [
        pytest.param(agreement("a", *HO, until="2026-10-01"), 1, 0, id="today"),
        pytest.param(agreement("a", *HO, until="2027-03-30"), 1, 0, id="in 180 days"),
        pytest.param(agreement("a", *HO, until="2027-03-31"), 0, 0, id="in 181 days"),
        pytest.param(agreement("a", *HO, until="2026-09-30"), 0, 1, id="yesterday"),
        pytest.param(agreement("a", *HO), 0, 0, id="no end"),
        pytest.param(agreement("a", *HO, until="2020-12-31", said="pfr:modality modality:planned"), 0, 0, id="a plan"),
        pytest.param(
            agreement("a", *HO, until="2020-12-31") + agreement("b", *HO, until="2029-12-31"), 0, 0, id="followed"
        ),
        pytest.param(
            agreement("a", *HO, until="2020-12-31") + agreement("b", *HO, signed="2021-05-01"), 0, 0, id="signed anew"
        ),
        pytest.param(
            agreement("a", *HO, until="2020-12-31")
            + agreement("b", *HO, said=f"{ACTUAL} ; {day('validFrom', '2021-01-01')}"),
            0,
            0,
            id="goes on from the year after",
        ),
        pytest.param(
            agreement("a", *HO, until="2020-12-31")
            + agreement("b", *HO, said=f"{ACTUAL} ; {day('validFrom', '2016-01-01')}"),
            0,
            1,
            id="another began before it ended",
        ),
        pytest.param(agreement("a", *HO, until="2026-10-01Z"), 1, 0, id="today, with a time zone"),
        pytest.param(agreement("a", *HO, until="2020-12-31").replace("agreement:a", "[]"), 0, 0, id="a blank node"),
        pytest.param(
            agreement("a", *HO, until="2020-12-31") + agreement("b", "place:VN-05", "place:LA-LP", until="2029-12-31"),
            0,
            1,
            id="another side goes on",
        ),
        pytest.param(
            agreement("a", *HO, "place:LA-LP", until="2020-12-31") + agreement("b", *HO, until="2029-12-31"),
            0,
            1,
            id="one of two pairs goes on",
        ),
        pytest.param(
            agreement("a", "place:VN-37", "place:KH-14", until="2024-12-31")
            + agreement("b", "place:VN-2025-x", "place:KH-14", signed="2025-11-03"),
            0,
            0,
            id="followed by the unit after the merger",
        ),
        pytest.param(
            agreement("a", *HO, until="2020-12-31") + agreement("b", *HO, said=f"{ACTUAL} ; pfr:renews agreement:a"),
            0,
            0,
            id="renewed",
        ),
    ],
)
def test_terms_of_agreements(story: str, expiring: int, expired: int, check: Check) -> None:
    assert len(check("agreement-expiring", story)) == expiring
    assert len(check("agreement-expired", story)) == expired


@pytest.mark.parametrize(
    ("story", "found"),
    [
        pytest.param("", 1, id="none"),
        pytest.param(agreement("a", *HO), 0, id="one"),
        pytest.param(agreement("a", *HO, said="pfr:modality modality:planned"), 1, id="only planned"),
        pytest.param(agreement("a", "place:VN-05", "place:LA-LP"), 1, id="with another side"),
    ],
)
def test_partnership_without_agreement(story: str, found: int, check: Check) -> None:
    assert len(check("partnership-without-agreement", partnership("p", *HO) + story)) == found


@pytest.mark.parametrize("said", ["; pfr:establishedBy agreement:a", "; pfr:relationType relation:mechanism"])
def test_partnership_that_names_its_agreement_or_needs_none(said: str, check: Check) -> None:
    assert check("partnership-without-agreement", partnership("p", *HO, said=said)) == []


SAME = "judgement:j a pfr:Judgement ; pfr:judges agreement:a, agreement:b ; pfr:verdict verdict:same ."


@pytest.mark.parametrize(
    ("story", "found"),
    [
        pytest.param(signed("a", "2014-12-24") + signed("b", "2014-12-25"), 1, id="next day"),
        pytest.param(signed("a", "2014-12-31") + signed("b", "2015-01-02"), 1, id="over the new year"),
        pytest.param(signed("a", "2014-12-24") + signed("b", "2014-12-24"), 0, id="one day"),
        pytest.param(signed("a", "2014-12-04") + signed("b", "2014-12-25"), 0, id="weeks apart"),
        pytest.param(
            signed("a", "2014-12-24") + signed("b", "2014-12-25", "place:VN-05", "place:LA-LP"), 0, id="other sides"
        ),
        pytest.param(signed("a", "2014-12-24") + signed("b", "2014-12-25") + SAME, 1, id="judged the same"),
        pytest.param(
            signed("a", "2014-12-24") + signed("b", "2014-12-25") + SAME.replace("same", "different"),
            0,
            id="judged different",
        ),
    ],
)
def test_two_dates_of_one_signing(story: str, found: int, check: Check) -> None:
    assert len(check("dates-disagree", story)) == found


@pytest.mark.parametrize(
    ("story", "found"),
    [
        pytest.param(
            gate("a", "actual", "exists", "main", TOLD_OLD) + gate("b", "actual", "exists", "secondary", TOLD_NEW),
            1,
            id="another level",
        ),
        pytest.param(
            gate("a", "actual", "exists", "main", TOLD_OLD) + gate("b", "actual", "exists", "main", TOLD_NEW),
            0,
            id="the same level",
        ),
        pytest.param(gate("a", "actual", "exists", "main", TOLD_OLD) + OPENED, 0, id="opened since"),
        pytest.param(
            gate("a", "actual", "exists", "main", TOLD_OLD)
            + OPENED.replace("gate-event:opened", "gate-event:reopened")
            + gate("b", "actual", "exists", "international", TOLD_NEW),
            0,
            id="reopened since and told so",
        ),
        pytest.param(
            gate("a", "actual", "exists", "main", TOLD_OLD)
            + OPENED
            + gate("b", "actual", "exists", "international", TOLD_NEW),
            0,
            id="opened since and told so",
        ),
        pytest.param(
            gate("a", "proposed", "upgrade", "international", TOLD_OLD) + OPENED, 0, id="proposed, then opened"
        ),
        pytest.param(
            gate("a", "actual", "exists", "main", TOLD_OLD, "pfr:endStatus end-status:ongoing")
            + gate("b", "ended", "exists", "main", TOLD_NEW),
            1,
            id="said to be no more",
        ),
    ],
)
def test_gate_status_contradicted(story: str, found: int, check: Check) -> None:
    assert len(check("gate-status-contradicted", story)) == found


@pytest.mark.parametrize(
    ("story", "past", "carried_out"),
    [
        pytest.param(visit("a", "planned", "2021-12-18"), 1, 0, id="no outcome"),
        pytest.param(visit("a", "planned", "2027-12-18"), 0, 0, id="still to come"),
        pytest.param(visit("a", "planned", "2021-12-18Z"), 1, 0, id="with a time zone"),
        pytest.param(visit("a", "planned", "2021-12-18").replace("visit:a", "[]"), 0, 0, id="a blank node"),
        pytest.param(visit("a", "proposed", "2021-12-18"), 0, 0, id="only proposed"),
        pytest.param(visit("a", "planned", "2021-12-18") + visit("b", "actual", "2021-12-18"), 0, 1, id="took place"),
        pytest.param(visit("a", "planned", "2021-12-18") + visit("b", "actual", "2021-10-18"), 1, 0, id="another day"),
        pytest.param(
            visit("a", "planned", "2021-12-18") + visit("b", "actual", "2021-12-18", "place:VN-05", "place:LA-LP"),
            1,
            0,
            id="another guest",
        ),
        pytest.param(
            gate(
                "a",
                "planned",
                "opened",
                "main",
                TOLD_OLD,
                day("validFrom", "2026-10-01"),
                "pfr:fromPrecision precision:month",
            ),
            0,
            0,
            id="this month",
        ),
        pytest.param(
            gate(
                "a",
                "planned",
                "opened",
                "main",
                TOLD_OLD,
                day("validFrom", "2026-09-01"),
                "pfr:fromPrecision precision:month",
            ),
            1,
            0,
            id="last month",
        ),
        pytest.param(
            gate("a", "proposed", "upgrade", "international", TOLD_OLD) + OPENED, 0, 1, id="proposed gate, opened"
        ),
        pytest.param(gate("a", "proposed", "upgrade", "main", TOLD_OLD) + OPENED, 0, 0, id="opened at another level"),
        pytest.param(
            partnership("p", "place:VN-05", "country:LA").replace("actual", "planned") + partnership("q", *HO),
            0,
            0,
            id="a country is no province",
        ),
        pytest.param(
            partnership("p", *HO).replace("actual", "planned") + partnership("q", *HO), 0, 1, id="partners now"
        ),
    ],
)
def test_plans(story: str, past: int, carried_out: int, check: Check) -> None:
    assert len(check("plan-past", story)) == past
    assert len(check("plan-carried-out", story)) == carried_out


IN_2026, IN_2019 = day("signedOn", "2026-03-20"), day("signedOn", "2019-03-20")
LIVED = f"place:VN-37 {day('validTo', '2025-06-30')} . place:VN-2025-x {day('validFrom', '2025-07-01')} ."
YEAR_END, YEAR_START = day("asOf", "2025-12-31"), day("asOf", "2025-01-01")
BY_YEAR = "pfr:precision precision:year"


@pytest.mark.parametrize(
    ("story", "found"),
    [
        pytest.param(agreement("a", "place:VN-37", "place:LA-HO", said=f"{ACTUAL} ; {IN_2026}"), 1, id="merged before"),
        pytest.param(agreement("a", "place:VN-37", "place:LA-HO", said=f"{ACTUAL} ; {IN_2019}"), 0, id="in its time"),
        pytest.param(agreement("a", "place:VN-2025-x", "place:LA-HO", said=f"{ACTUAL} ; {IN_2019}"), 1, id="not yet"),
        pytest.param(agreement("a", "place:VN-2025-x", "place:LA-HO", said=f"{ACTUAL} ; {IN_2026}"), 0, id="by then"),
        pytest.param(agreement("a", "place:VN-05", "place:LA-HO", said=f"{ACTUAL} ; {IN_2019}"), 0, id="unchanged"),
        pytest.param(figure("a", "9", YEAR_END, BY_YEAR, area="place:VN-37"), 0, id="some day of its last year"),
        pytest.param(figure("a", "9", YEAR_END, area="place:VN-37"), 1, id="the last day of its last year"),
        pytest.param(figure("a", "9", YEAR_START, BY_YEAR, area="place:VN-2025-x"), 0, id="some day of its first year"),
        pytest.param(figure("a", "9", YEAR_START, area="place:VN-2025-x"), 1, id="the first day of its first year"),
        pytest.param(
            figure("a", "9", day("asOf", "2026-12-31"), BY_YEAR, area="place:VN-37"), 1, id="the year after its last"
        ),
        pytest.param(
            figure("a", "9", day("asOf", "2025-06-01"), "pfr:precision precision:month", area="place:VN-2025-x"),
            1,
            id="the month before its first",
        ),
    ],
)
def test_unit_out_of_time(story: str, found: int, check: Check) -> None:
    assert len(check("unit-out-of-time", LIVED + story)) == found


@pytest.mark.parametrize("role", ["counterpart", "funder", "issuer", "venue", "initiator"])
def test_unit_out_of_time_in_any_role(role: str, check: Check) -> None:
    story = f"engagement:a pfr:{role} place:VN-37 ; {ACTUAL} ; {day('validFrom', '2026-03-20')} ."
    assert len(check("unit-out-of-time", LIVED + story)) == 1
