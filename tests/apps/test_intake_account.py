"""What an account makes known, how document numbers are read, and drafts that change hands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.apps.case_scenes import forget_everything_kept, publish
from tests.apps.catalogue_files import definitions
from yici.domain.error import Invalid, NotFound
from yici.intake import queries
from yici.intake.account import account_known, account_values, holdings_of, spared_values
from yici.intake.services import draft_adopt, draft_begin, draft_fill, plan_make
from yici.intake.values import as_document, identity_number, read_named, read_value
from yici.ledger.values import ERASED
from yici.people.ids import id_at
from yici.people.queries import Profile

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
WANG = Profile(name="王小面", id_number="330802199003070025", phone="13800000001", address="")
PLACE = "330800000000"
ANSWERS = {"applicant_kind": "individual", "has_business_licence": False, "uses_agent": False, "premises_area": 45}
ELEMENTS = definitions().catalogue.elements


@pytest.fixture
def city(db: None) -> Iterator[None]:
    forget_everything_kept()
    publish(definitions(), NOW)
    yield
    forget_everything_kept()


def test_an_account_tells_of_the_person_who_applies_and_leaves_out_what_it_does_not_know() -> None:
    assert account_values(WANG, ANSWERS) == {
        "applicant.name": "王小面",
        "applicant.mobile": "13800000001",
        "applicant.id_number": "330802199003070025",
        "applicant.sex": "female",
    }


@pytest.mark.parametrize(
    ("profile", "answers"),
    [(None, ANSWERS), (ERASED, ANSWERS), (WANG, ANSWERS | {"uses_agent": True}), (Profile(), ANSWERS)],
)
def test_nothing_is_known_without_a_profile_or_where_somebody_applies_for_another(profile: Any, answers: Any) -> None:
    assert account_values(profile, answers) == {}


def test_a_number_that_does_not_check_tells_neither_number_nor_sex() -> None:
    told = account_values(replace(WANG, id_number="330802199003070026"), ANSWERS)
    assert told.keys() == {"applicant.name", "applicant.mobile"}


def test_what_the_account_knows_is_not_asked_and_goes_along_all_the_same(city: None) -> None:
    account = account_values(WANG, ANSWERS)
    plan = plan_make(
        bundle="open-restaurant",
        place=PLACE,
        answers=ANSWERS,
        now=NOW,
        holdings=holdings_of(account_known(WANG, ANSWERS)),
    )
    assert not account.keys() & {one.element for one in plan.form.fields}
    assert spared_values(plan, account) == account | {"premises.area": "45"}


@pytest.mark.parametrize(
    ("number", "reads"),
    [
        ("330802199003070025", "330802199003070025"),
        ("11010519491231002x", "11010519491231002X"),
        # Born before the county of the code existed: the code is that of the household when the number was given.
        ("330802195508120042", "330802195508120042"),
    ],
)
def test_identity_numbers_are_read_as_they_stand_on_the_card(number: str, reads: str) -> None:
    assert identity_number(number) == reads
    assert read_value(ELEMENTS["applicant.id_number"], number) == reads


@pytest.mark.parametrize("number", ["330802199003070026", "33080219900230002X", "33080219900307002", "E12345678"])
def test_identity_numbers_with_a_wrong_character_date_or_length_are_refused(number: str) -> None:
    with pytest.raises(Invalid):
        read_named(ELEMENTS, ["applicant.id_number"], {"applicant.id_number": number})


@pytest.mark.parametrize(
    ("kind", "number", "sound"),
    [
        ("111", "330802199003070025", True),
        ("111", "E12345678", False),
        ("414", "E12345678", True),
        ("", "E12345678", True),
        (None, "E12345678", True),
    ],
)
def test_a_number_is_an_identity_card_s_only_if_the_type_beside_it_says_so(
    kind: str | None, number: str, sound: bool
) -> None:
    raw = {"legal_rep.id_type": kind, "legal_rep.id_number": number}
    try:
        read_named(ELEMENTS, ["legal_rep.id_number"], raw)
    except Invalid:
        assert not sound
    else:
        assert sound


def test_without_a_type_on_the_form_the_element_itself_says_how_to_check() -> None:
    assert as_document(ELEMENTS["legal_rep.id_number"], ELEMENTS, {"legal_rep.id_number": "x"}).type == "id_number"


def test_a_correction_must_give_every_field_that_it_names() -> None:
    with pytest.raises(Invalid) as refusal:
        read_named(
            ELEMENTS, ["applicant.name", "applicant.postcode"], {"applicant.name": " ", "applicant.postcode": "1"}
        )
    found: Any = refusal.value.params["faults"]
    assert [(fault.element, fault.code) for fault in found] == [
        ("applicant.name", "form.missing"),
        ("applicant.postcode", "form.not_a_postcode"),
    ]


def test_a_draft_goes_to_the_account_that_its_beginner_signs_in_with_and_to_nobody_else(city: None) -> None:
    draft, wang, zhao = id_at(1, 1), id_at(2, 1), id_at(2, 2)
    draft_begin(
        draft_id=draft, subject_id=id_at(3, 1), owner=None, bundle="open-restaurant", place=PLACE, now=NOW
    )  # fmt: skip
    known = frozenset({draft})
    draft_fill(draft_id=draft, owner=None, known=known, form={"fields": {"a": "b"}}, now=NOW)
    with pytest.raises(NotFound):
        draft_adopt(draft_id=draft, owner=zhao, known=frozenset(), now=NOW)
    assert [row.id for row in queries.drafts_known(known)] == [draft]
    draft_adopt(draft_id=draft, owner=wang, known=known, now=NOW)
    assert [row.id for row in queries.drafts_of(wang)] == [draft]
    assert queries.drafts_known(known) == []
    assert queries.form_values(queries.draft(draft, owner=wang)) == {"fields": {"a": "b"}}
    with pytest.raises(NotFound):
        queries.draft(draft, owner=None, known=known)
