"""Drafts: seen by their owner alone, sealed, and forgotten when handed in or left alone for too long."""

from datetime import UTC, datetime
from threading import Barrier
from uuid import UUID

import pytest
from django.db import transaction

from tests.apps.case_scenes import BUNDLE, DAY, HOUR, MONDAY, PLACE, account, at, at_once, city, everything, forgetful
from tests.apps.small_files import PDF
from yici.cli.serving import tick
from yici.domain.error import Conflict, NotFound
from yici.domain.event import Actor
from yici.files.queries import files_of
from yici.files.services import file_store
from yici.intake import queries
from yici.intake.services import draft_adopt, draft_answer, draft_begin, draft_fill, draft_submitted, drafts_forget
from yici.ledger.services import erase
from yici.people.ids import id_at

__all__ = ["city", "forgetful"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
WANG, CHEN = account("wang"), account("chen")
NOBODY = frozenset[UUID]()
TYPED = {"applicant.name": "王小面", "applicant.mobile": "13800000001"}
OPERATOR = Actor(kind="staff", id="operator", role="operator", channel="cli")


def begin(number: int = 1, owner: UUID | None = WANG, place: str = PLACE, bundle: str = BUNDLE) -> UUID:
    return draft_begin(
        draft_id=id_at(5, number), subject_id=id_at(4, number), owner=owner, bundle=bundle, place=place, now=MONDAY
    )


def fill(draft: UUID, owner: UUID | None = WANG, known: frozenset[UUID] = NOBODY, form: dict | None = None) -> None:
    draft_fill(draft_id=draft, owner=owner, known=known, form=TYPED if form is None else form, now=MONDAY + HOUR)


def typed(draft: UUID, owner: UUID | None = WANG, known: frozenset[UUID] = NOBODY) -> dict[str, object]:
    return queries.form_values(queries.draft(draft, owner=owner, known=known))


def test_what_was_typed_and_chosen_comes_back_to_its_owner():
    draft = begin()
    assert typed(draft) == {}
    fill(draft)
    draft_answer(
        draft_id=draft, owner=WANG, known=NOBODY, answers={"cold_dishes": True, "kinds": ("a", "b")}, now=MONDAY
    )
    assert typed(draft) == TYPED
    row = queries.draft(draft, owner=WANG)
    assert row.answers == {"cold_dishes": True, "kinds": ["a", "b"]}
    assert (row.bundle, row.place, row.submitted) == (BUNDLE, PLACE, None)


def test_nobody_else_sees_it_and_nobody_is_told_that_it_is_there():
    draft = begin()
    for owner, known in ((CHEN, NOBODY), (None, NOBODY), (CHEN, frozenset({draft})), (None, frozenset({draft}))):
        with pytest.raises(NotFound, match=r"draft\.unknown"):
            queries.draft(draft, owner=owner, known=known)
        with pytest.raises(NotFound, match=r"draft\.unknown"):
            fill(draft, owner, known)
    assert typed(draft) == {}


def test_without_an_account_it_belongs_to_the_session_that_began_it_until_somebody_signs_in():
    draft = begin(owner=None)
    session = frozenset({draft})
    fill(draft, None, session)
    assert typed(draft, None, session) == TYPED
    with pytest.raises(NotFound):
        typed(draft, None, NOBODY)
    with pytest.raises(NotFound):
        typed(draft, CHEN, NOBODY)
    draft_adopt(draft_id=draft, owner=WANG, known=session, now=MONDAY)
    assert typed(draft) == TYPED
    with pytest.raises(NotFound):
        typed(draft, None, session)
    with pytest.raises(NotFound):
        draft_adopt(draft_id=draft, owner=CHEN, known=session, now=MONDAY)


def test_what_was_typed_is_sealed():
    draft = begin()
    fill(draft)
    [row] = everything(("intake_draft",))["intake_draft"]
    assert not any(value in row for value in TYPED.values())


def test_handing_in_forgets_what_was_typed_and_ends_the_draft():
    draft = begin()
    fill(draft)
    draft_submitted(draft_id=draft, case_id=id_at(8, 1), now=MONDAY)
    row = queries.draft(draft, owner=WANG)
    assert (row.submitted, row.form) == (id_at(8, 1), None)
    assert queries.drafts_of(WANG) == []


def test_what_is_typed_after_handing_in_is_not_kept_any_more():
    """A second tab that still shows the form must not leave the person's data behind."""
    draft = begin()
    fill(draft)
    draft_submitted(draft_id=draft, case_id=id_at(8, 1), now=MONDAY)
    for late in (
        lambda: fill(draft),
        lambda: draft_answer(draft_id=draft, owner=WANG, known=NOBODY, answers={}, now=MONDAY),
        lambda: draft_submitted(draft_id=draft, case_id=id_at(8, 2), now=MONDAY),
    ):
        with pytest.raises(Conflict) as refusal:
            late()
        assert refusal.value.code == "draft.submitted"
        assert refusal.value.params["case"] == str(id_at(8, 1))
    assert typed(draft) == {}
    assert queries.draft(draft, owner=WANG).submitted == id_at(8, 1)


@pytest.mark.django_db(transaction=True)
def test_of_typing_and_handing_in_at_once_nothing_stays_behind():
    draft = begin()
    at_once(lambda: fill(draft), lambda: draft_submitted(draft_id=draft, case_id=id_at(8, 1), now=MONDAY))
    row = queries.draft(draft, owner=WANG)
    assert (row.submitted, row.form) == (id_at(8, 1), None)


def test_an_erased_draft_reads_as_empty():
    draft = begin()
    fill(draft)
    erase(id_at(4, 1), actor=OPERATOR, now=MONDAY, ground="request_granted")
    assert typed(draft) == {}


def test_an_unknown_draft_matter_or_place_is_refused_in_words():
    with pytest.raises(NotFound, match=r"draft\.unknown"):
        queries.draft(id_at(5, 9), owner=WANG)
    with pytest.raises(NotFound, match=r"draft\.unknown"):
        draft_submitted(draft_id=id_at(5, 9), case_id=id_at(8, 1), now=MONDAY)
    with pytest.raises(NotFound, match=r"bundle\.unknown"):
        begin(bundle="open-moon")
    for place in ("", "3308", "x" * 20, "3308\0", "３３0800000000"):
        with pytest.raises(NotFound, match=r"place\.unknown"):
            begin(place=place)
    assert everything(("intake_draft", "ledger_subject")) == {"intake_draft": [], "ledger_subject": []}


def test_unfinished_drafts_are_listed_newest_first_and_only_ones_own():
    mine = [begin(number) for number in (1, 2, 3)]
    begin(4, owner=CHEN)
    begin(5, owner=None)
    draft_submitted(draft_id=mine[1], case_id=id_at(8, 1), now=MONDAY)
    assert [row.id for row in queries.drafts_of(WANG)] == [mine[2], mine[0]]
    assert [row.id for row in queries.drafts_of(WANG, limit=1)] == [mine[2]]


@pytest.mark.parametrize(
    ("looked", "left"),
    [
        ("2026-05-31T23:59", [3, 2, 1]),  # Sunday, the ninetieth day after Monday 2 March
        ("2026-06-01T00:00", [3]),  # Monday
        ("2026-06-01T23:59", [3]),
        ("2026-06-02T00:00", []),
    ],
)
def test_a_draft_that_nobody_touches_is_kept_for_ninety_days_to_the_end_of_the_last(looked: str, left: list[int]):
    for number in (1, 2, 3):
        begin(number)
    fill(id_at(5, 2))
    draft_answer(draft_id=id_at(5, 3), owner=WANG, known=NOBODY, answers={}, now=MONDAY + DAY)
    assert [queries.kept_until(row).isoformat() for row in queries.drafts_of(WANG)] == [
        "2026-06-01", "2026-05-31", "2026-05-31",
    ]  # fmt: skip
    drafts_forget(now=moment(looked))
    assert [row.id for row in queries.drafts_of(WANG)] == [id_at(5, number) for number in left]


def test_what_is_forgotten_goes_with_its_files_a_batch_at_a_time_and_a_case_keeps_its_own():
    for number in range(1, 6):
        begin(number)
        keep_file(id_at(5, number), id_at(4, number), number)
    keep_file(id_at(8, 1), id_at(4, 1), 9)
    much_later = MONDAY + 100 * DAY
    assert drafts_forget(now=much_later, batch=2, batches=1) == 2
    assert [len(files_of(id_at(5, number))) for number in range(1, 6)].count(0) == 2
    assert drafts_forget(now=much_later, batch=2) == 3
    assert drafts_forget(now=much_later) == 0
    assert everything(("intake_draft",)) == {"intake_draft": []}
    assert [len(files_of(id_at(5, number))) for number in range(1, 6)] == [0] * 5
    assert len(files_of(id_at(8, 1))) == 1


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_is_being_changed_is_not_forgotten_under_its_owner_s_hands():
    begin(1)
    changed = Barrier(2)

    def touch() -> None:
        with transaction.atomic():
            fill(id_at(5, 1))
            changed.wait()
            changed.wait()

    def forget() -> int:
        changed.wait()
        forgotten = drafts_forget(now=MONDAY + 100 * DAY)
        changed.wait()
        return forgotten

    assert at_once(touch, forget)[1] == 0
    assert typed(id_at(5, 1)) == TYPED


def test_the_worker_forgets_them_by_itself(monkeypatch: pytest.MonkeyPatch):
    begin(1)
    monkeypatch.setenv("YICI_OFFSET_SECONDS", str((MONDAY + 100 * DAY - datetime.now(UTC)).total_seconds()))
    tick(0)
    assert queries.drafts_of(WANG) == []


def moment(text: str) -> datetime:
    day, time = text.split("T")
    return at(day, *(int(part) for part in time.split(":")))


def keep_file(holder: UUID, subject: UUID, number: int) -> None:
    file_store(
        file_id=id_at(3, number), holder=holder, subject=subject, material="premises_right_proof", name="租约.pdf",
        data=PDF + bytes([number]), now=MONDAY,
    )  # fmt: skip
