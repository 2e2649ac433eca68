"""Licences as cases give them, who may see them, how they end, and that the record holds them."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from tests.apps.case_scenes import (
    CLERK,
    DAY,
    EVERYTHING,
    HOUR,
    LARGE,
    MONDAY,
    PLACE,
    PROMISED,
    SMALL,
    account,
    act,
    applicant,
    at,
    at_once,
    city,
    everything,
    faults,
    forgetful,
    grants_of_staff,
    staff,
    submit,
    view,
)
from tests.apps.ledger_samples import tamper
from tests.apps.licence_scenes import END, RUNNING, SIGN, UNTIL, granted, kinds, licence, the_licence, told
from yici.cases import context, licensing
from yici.domain.authority import Grant, Grants
from yici.domain.case import Accept, Decide, Deliver, Revoke, VerifyCommitment
from yici.domain.case.events import ApprovalGranted
from yici.domain.error import Conflict, Forbidden, NotFound, Refused, YiciError
from yici.domain.licence import CancelLicence, RevokeLicence
from yici.ledger import verify as record
from yici.ledger.queries import history
from yici.ledger.repeated import Key
from yici.ledger.timers import fire_due
from yici.licences import numbers, queries
from yici.licences.services import licence_cancel, licence_revoke, licence_settle

__all__ = ["city", "forgetful", "tamper"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]
ROWS = ("licences_licence", "ledger_head", "ledger_timer", "ledger_event")
DECEIVED = RevokeLicence(grounds=("deception",), note="王小面交的租赁合同是假的")
URBAN = Grants((Grant("lead", "b", "urban_management", PLACE),))


def revoke(name: str, command: Any = DECEIVED, now: Any = MONDAY + DAY, grants: Grants = URBAN, **more: Any) -> Any:
    service = licence_revoke if isinstance(command, RevokeLicence) else licence_cancel
    return service(licence_id=UUID(name), command=command, actor=CLERK, grants=grants, now=now, **more)


def test_a_grant_gives_its_licences_in_its_own_transaction() -> None:
    case = granted().case
    one = the_licence(case)
    assert (one.type, one.status, one.period.until) == ("sign_permit", "valid", UNTIL)
    assert (one.subject, one.holder, one.agency) == (case.subject, case.applicant, "urban_management")
    assert numbers.valid(one.number)
    assert one.number.startswith(PLACE[:6] + numbers.type_code("sign_permit") + "20260302")
    assert told(one.id) == [("licence.issued", MONDAY)]
    assert one.rule is not None
    assert (one.rule.source, one.rule.rule.missed) == ("licensing-50", "renewed")
    assert faults() == []


def test_a_grant_that_is_recorded_late_makes_a_licence_as_of_its_own_moment() -> None:
    case = submit(1, answers=RUNNING).case
    made = ApprovalGranted(at=MONDAY + DAY, item=SIGN, outcome="granted", licences=("sign_permit",), deadlines=())
    with transaction.atomic():
        late = context.of_case(case, actor=CLERK, now=MONDAY + 90 * DAY)
        _, [begun] = licensing.follow(case, [made], {}, late)
    assert the_licence(case).period.since == date(2026, 3, 3)
    assert [entry.at for entry in begun.entries] == [MONDAY + DAY]


def test_without_a_last_day_and_without_a_text_no_end_is_known() -> None:
    one = the_licence(granted(until=None).case)
    assert (one.period.until, one.period.long_term, one.term) == (None, False, None)
    assert licence(one.id, at("2099-01-01")).status == "valid"
    assert len(everything(("ledger_timer",))["ledger_timer"]) == 1, "the case's own"


def test_what_is_refused_or_only_accepted_gives_none() -> None:
    case = submit(answers=RUNNING).case
    act(case, Accept(items=(SIGN,)), MONDAY)
    act(case, Decide(item=SIGN, grant=False, grounds=("condition.not_met",)), MONDAY)
    assert queries.licences_of_case(UUID(case.id), now=MONDAY) == []


@pytest.mark.parametrize(
    ("item", "until", "code"), [(SIGN, date(2026, 3, 1), "term.over"), ("individual-registration", None, None)]
)
def test_a_grant_that_makes_no_lawful_licence_is_none(item: str, until: date | None, code: str | None) -> None:
    case = submit(answers=RUNNING if item == SIGN else SMALL).case
    act(case, Accept(items=(item,)), MONDAY)
    before = everything(ROWS)
    if code is None:
        act(case, Decide(item=item, grant=True, valid_until=until), MONDAY)
        assert the_licence(case, item).type == "business_licence"
        return
    with pytest.raises(Refused, match=code):
        act(case, Decide(item=item, grant=True, valid_until=until), MONDAY)
    assert everything(ROWS) == before


def test_a_grant_that_breaks_off_leaves_neither_decision_nor_licence(monkeypatch: pytest.MonkeyPatch) -> None:
    case = submit(answers=RUNNING).case
    act(case, Accept(items=(SIGN,)), MONDAY)
    before = everything((*ROWS, "cases_case", "cases_approval"))
    for broken in ("yici.cases.store.save", "yici.licences.store.create", "yici.ledger.services.append"):
        with monkeypatch.context() as patch, pytest.raises(RuntimeError):
            patch.setattr(broken, broken_off)
            act(case, Decide(item=SIGN, grant=True, valid_until=UNTIL), MONDAY)
        assert everything((*ROWS, "cases_case", "cases_approval")) == before
    assert faults() == []


def broken_off(*_: Any, **__: Any) -> None:
    raise RuntimeError


def test_two_who_grant_at_once_give_one_licence() -> None:
    case = submit(answers=RUNNING).case
    act(case, Accept(items=(SIGN,)), MONDAY)
    grant = Decide(item=SIGN, grant=True, valid_until=UNTIL)
    answers = at_once(*(lambda: act(case, grant, MONDAY + HOUR) for _ in range(3)))
    assert sum(isinstance(one, YiciError) for one in answers) == 2
    assert len(queries.licences_of_case(UUID(case.id), now=MONDAY)) == 1
    assert faults() == []


def test_who_may_see_one_and_who_may_not() -> None:
    one = the_licence(granted().case)
    for actor, grants in ((applicant(), Grants()), (staff("window"), grants_of_staff("window")), (CLERK, URBAN)):
        seen = queries.licence_view(licence_id=UUID(one.id), actor=actor, grants=grants, now=MONDAY)
        assert seen.licence == one
    elsewhere = Grants((Grant("lead", "b", "urban_management", "330100000000"),))
    other = Grants((Grant("lead", "b", "health", PLACE),))
    item = Grants((Grant("lead", "b", "urban_management", PLACE, "food-licence"),))
    for actor, grants in ((applicant("chen"), Grants()), (CLERK, elsewhere), (CLERK, other), (CLERK, item)):
        with pytest.raises(NotFound, match=r"licence\.unknown"):
            queries.licence_view(licence_id=UUID(one.id), actor=actor, grants=grants, now=MONDAY)
        with pytest.raises(NotFound, match=r"licence\.unknown"):
            licence_revoke(licence_id=UUID(one.id), command=DECEIVED, actor=actor, grants=grants, now=MONDAY)
        assert queries.licences_readable(grants=grants) == []
    with pytest.raises(Forbidden, match=r"authority\.missing"):
        revoke(one.id, grants=grants_of_staff("window"))
    assert kinds(one.id) == ["licence.issued"]


def test_lists_are_filtered_in_the_query_and_go_page_by_page() -> None:
    cases = [granted(number).case for number in range(1, 6)]
    newest = [str(the_licence(case).id) for case in reversed(cases)]
    seen, before = [], None
    while rows := queries.licences_readable(grants=URBAN, before=before, limit=2):
        seen += [str(row.id) for row in rows]
        before = rows[-1].id
    assert sorted(seen) == sorted(newest)
    assert seen == sorted(seen, reverse=True)
    assert len(queries.licences_of(holder=account("wang"))) == 5
    assert queries.licences_of(holder=account("chen")) == []
    assert queries.licences_readable(grants=grants_of_staff("operator")) == []


def test_taking_one_back_ends_it_with_words_that_stand_sealed() -> None:
    one = the_licence(granted().case)
    done = revoke(one.id)
    assert (done.licence.status, done.seq) == ("revoked", 2)
    [event] = [stored for stored in history(UUID(one.id)) if stored.kind == "licence.revoked"]
    assert event.body["grounds"] == ["deception"]
    assert "租赁合同是假的" not in str(everything())
    assert event.open() == {"note": DECEIVED.note}
    with pytest.raises(Refused, match=r"licence\.wrong_state"):
        revoke(one.id)
    assert revoke(one.id, CancelLicence(ground="revoked")).licence.status == "cancelled"
    assert faults() == []


def test_a_stale_version_and_a_repeated_key_do_nothing_twice() -> None:
    one = the_licence(granted().case)
    with pytest.raises(Conflict, match=r"licence\.stale"):
        revoke(one.id, version=7)
    key = Key("api:x", "k", b"h" * 32)
    first = revoke(one.id, version=1, key=key)
    with pytest.raises(YiciError, match=r"idempotency\.in_flight"):
        revoke(one.id, version=1, key=key)
    assert first.seq == 2
    assert kinds(one.id) == ["licence.issued", "licence.revoked"]


def test_revoking_and_cancelling_at_once_are_done_one_after_the_other() -> None:
    one = the_licence(granted().case)
    cancel = CancelLicence(ground="holder_ended")
    answers = at_once(
        lambda: revoke(one.id), lambda: revoke(one.id, cancel), lambda: licence_settle(stream=UUID(one.id), now=END)
    )
    assert all(not isinstance(answer, BaseException) or isinstance(answer, YiciError) for answer in answers)
    assert faults() == []


def test_a_stream_of_another_kind_is_no_licence() -> None:
    case = granted().case
    with pytest.raises(NotFound, match=r"licence\.unknown"):
        revoke(case.id, grants=EVERYTHING)


def test_after_an_outage_it_expired_on_its_day() -> None:
    one = the_licence(granted().case)
    assert licence(one.id, END).status == "expired", "whoever looks sees it, recorded or not"
    assert kinds(one.id) == ["licence.issued"]
    answers = at_once(*(lambda: fire_due(now=END + 9 * DAY) for _ in range(3)))
    assert not any(isinstance(answer, BaseException) for answer in answers)
    assert told(one.id) == [("licence.issued", MONDAY), ("licence.expired", END)]
    assert faults() == []
    struck = revoke(one.id, CancelLicence(ground="not_renewed"), END + 10 * DAY)
    assert struck.licence.status == "cancelled"


def test_what_rests_on_a_broken_commitment_goes_with_its_approval() -> None:
    case = submit(answers=PROMISED).case
    item = "fire-check"
    act(case, Accept(), MONDAY)
    act(case, Decide(item="individual-registration", grant=True), MONDAY)
    after = act(case, Decide(item=item, grant=True), MONDAY + HOUR).case
    assert after.approval(item).verification == "due"
    one = the_licence(case, item)
    act(case, Deliver(item=item, way="electronic"), MONDAY + HOUR)
    broken = VerifyCommitment(
        item=item, kept=False, officers=("a", "b"), findings=("condition.not_met",), repair_by=date(2026, 4, 1)
    )
    act(case, broken, MONDAY + DAY)
    act(case, Revoke(item=item, grounds=("commitment.broken",), note="没有改"), at("2026-04-02"))
    assert licence(one.id, at("2026-04-02")).status == "revoked"
    with pytest.raises(Refused, match=r"commitment\.excluded"):
        submit(2, answers=PROMISED, now=at("2026-04-03"))
    assert submit(3, answers=LARGE, now=at("2026-04-03")).case.phase == "received"
    assert faults() == []


DAMAGE = [
    ("DELETE FROM licences_licence", "the row is missing"),
    ("UPDATE licences_licence SET state = replace(state, '\"valid\"', '\"expired\"')", "its events in status"),
    ("UPDATE licences_licence SET state = 'nonsense'", "the row differs from its events"),
    ("UPDATE licences_licence SET status = 'revoked'", "in listed"),
    ("UPDATE licences_licence SET holder = subject", "in listed"),
    ("UPDATE licences_licence SET place = '440100000000'", "in listed"),
    ("UPDATE licences_licence SET agency = 'health'", "in listed"),
    ("UPDATE licences_licence SET until = NULL", "in listed"),
    ('UPDATE licences_licence SET "case" = subject', "in listed"),
    ("UPDATE licences_licence SET seq = 9", "in listed"),
    ("DELETE FROM ledger_timer WHERE kind = 'licence'", "the timer differs"),
]


@pytest.mark.parametrize(("statement", "found"), DAMAGE)
def test_whatever_is_changed_behind_our_back_is_found_and_rebuilt(tamper: Callable[..., int], statement, found) -> None:
    granted(1)
    revoke(the_licence(granted(2).case).id)
    rows = everything(("licences_licence", "ledger_timer"))
    assert faults() == []
    tamper(statement)
    assert any(found in fault for fault in faults())
    assert record.rebuild().rows["licence"] == 2
    assert faults() == []
    assert everything(("licences_licence", "ledger_timer")) == rows


def test_a_row_that_no_event_made_is_found(tamper: Callable[..., int]) -> None:
    granted()
    columns = 'type, subject, holder, "case", item, agency, place, status, until, seq, state'
    copy = f"SELECT gen_random_uuid(), 'X', {columns} FROM licences_licence"
    tamper(f"INSERT INTO licences_licence (id, number, {columns}) {copy}")
    assert faults() == ["1 rows of licence come from no event"]


def test_nothing_of_the_application_stands_in_a_licence() -> None:
    case = submit(answers=RUNNING).case
    act(case, Accept(items=(SIGN,)), MONDAY)
    act(case, Decide(item=SIGN, grant=True, note="王小面"), MONDAY)
    assert "王小面" not in str(everything(("licences_licence", "ledger_event")))
    assert view(case, MONDAY).name
    with transaction.atomic():
        assert queries.licences_of_case(UUID(case.id), now=MONDAY)
