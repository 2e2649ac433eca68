"""Every code of the case machine has words, and personal values are masked so that they help and do not tell."""

import re
from pathlib import Path
from typing import Any, cast, get_args

import pytest
from django.utils import translation

from yici.cases.paper_kinds import KINDS
from yici.catalogue.reading import read_folder
from yici.domain import lights
from yici.domain.case import ACTIONS, EVENTS, SENTENCES, vocabulary
from yici.domain.case.allowed import FINDERS
from yici.domain.case.codes import PROOFS
from yici.domain.case.parts import DeadlineName, Duty, Heard
from yici.domain.case.state import Verification
from yici.domain.case.states import Phase
from yici.domain.form import Trust
from yici.domain.regime import Outcome
from yici.domain.roles import ROLES
from yici.domain.vocabulary import Element
from yici.web import case_words, error_words, interest_words, opinion_words, watching_words
from yici.web.desk import light_words
from yici.web.desk.contents import value_text
from yici.web.desk.forms import FORMS
from yici.web.masking import mask_name, mask_number, mask_value
from yici.web.outcome_words import title_of
from yici.web.papers import NAMES
from yici.web.refusal_words import REFUSALS
from yici.web.words import Names

MACHINE = Path(case_words.__file__).parents[1] / "domain" / "case"
REFUSED = re.compile(r'(?:Refused|Invalid|Conflict|NotFound|Forbidden)\(\s*"([a-z_.]+)"')
# Only a program that calls the machine wrongly meets these; on a page they are told as a request that cannot be read.
OF_PROGRAMS = {"case.not_submitted", "case.nothing_to_do", "case.numbers", "case.paper_not_asked"}

TABLES: list[tuple[dict[str, str], set[str]]] = [
    (case_words.EVENT_WORDS, {event.kind for event in EVENTS}),
    (case_words.STATUS_WORDS, set(SENTENCES)),
    (case_words.STATUS_SENTENCES, set(SENTENCES)),
    (case_words.DEFECT_CODES, set(vocabulary.DEFECTS)),
    (case_words.REASON_CODES, set(vocabulary.NOT_ACCEPTED)),
    (case_words.GROUNDS, set(vocabulary.GROUNDS)),
    (case_words.REVOKE_GROUNDS, set(vocabulary.REVOKED)),
    (case_words.FINDINGS, set(vocabulary.FINDINGS)),
    (interest_words.RECUSAL_REASONS, set(vocabulary.RECUSED)),
    (interest_words.HEARD_WORDS, set(get_args(Heard))),
    (watching_words.CARD_REASONS, set(vocabulary.CONDUCT)),
    (case_words.PHASE_WORDS, set(get_args(Phase))),
    (case_words.DEADLINE_WORDS, set(get_args(DeadlineName))),
    (case_words.DUTY_WORDS, set(get_args(Duty))),
    (case_words.OUTCOME_WORDS, set(get_args(Outcome))),
    (case_words.VERIFICATION_WORDS, set(get_args(Verification))),
    (case_words.TRUST_WORDS, set(get_args(Trust))),
    (case_words.ROLE_WORDS, {*ROLES, "applicant", "clock"}),
    (case_words.COMMAND_WORDS, set(FORMS)),
    (light_words.WHY, set(get_args(lights.Why))),
    (light_words.SHAPES, set(get_args(lights.Colour))),
    (opinion_words.PROOF_WORDS, set(PROOFS)),
    (NAMES, set(KINDS.values())),
]  # fmt: skip


@pytest.mark.parametrize(("table", "codes"), TABLES)
def test_every_code_has_words(table, codes):
    assert codes - table.keys() == set()


def test_only_the_licensing_law_speaks_of_licences():
    regimes = read_folder(Path(__file__).parents[2] / "definitions" / "regimes").catalogue.regimes
    assert {"licensing", "filing", "confirmation", "real_estate_registration", "remedies"} <= regimes.keys()
    untitled = {one.id for one in regimes.values() if not all(title_of(one.id, outcome) for outcome in one.outcomes)}
    assert untitled == {"licensing"}


def test_every_refusal_of_the_machine_has_words():
    codes = {code for path in MACHINE.glob("*.py") for code in REFUSED.findall(path.read_text("utf-8"))}
    assert {"case.wrong_state", "decision.grounds", "inspection.too_few_people"} <= codes
    assert codes - REFUSALS.keys() - error_words.BY_CODE.keys() - OF_PROGRAMS == set()


def test_every_offer_has_a_form_and_every_form_a_command_of_the_machine():
    assert len(FINDERS) == len(FORMS)
    # Nobody hands in, rates or asks at the desk; a visit is planned or moved, an opinion given or corrected by one
    # command.
    assert len(FORMS) == len(ACTIONS) - 3 + 2


def test_a_code_without_words_is_shown_as_itself():
    assert case_words.worded(case_words.GROUNDS, "unheard.of") == "unheard.of"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小面", "王**"),
        ("王", "王**"),
        ("欧阳小面", "欧**"),
        ("买买提·吐尔逊", "买**"),
        ("赵家酒楼(演示)", "赵**"),
        ("衢州康养服务有限公司", "衢**公司"),
        ("Wang Xiaomian", "W**"),
        ("𠮷田小店有限公司", "𠮷**公司"),
        ("  (演示)", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_masked_name_can_be_recognised_and_not_known(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [("330802199003070025", "330*************25"), ("13800000001", "138******01"), ("123456", "******"), ("", "")],
)
def test_a_masked_number_keeps_its_ends(number, masked):
    assert mask_number(number) == masked


def test_what_is_neither_name_nor_number_is_hidden_whole():
    assert mask_value("address", "衢州市一号") == mask_value("text", "男") == "***"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_refusals_can_be_filled_in(language: str) -> None:
    told: Any = {"item": "a", "status": "b", "targets": "c", "papers": "d", "given": "1", "needed": "2", "items": "e"}
    told |= {"body": "f", "place": "g", "agency": "h", "agencies": "i", "earliest": "j", "ahead": "k"}
    told |= {"latest": "l", "until": "m", "possible": "n", "most": 9, "missing": 2, "count": 3}
    with translation.override(language):
        for title, remedy in REFUSALS.values():
            assert translation.gettext(title) % told
            assert translation.gettext(remedy) % told


@pytest.mark.parametrize(("value", "said"), [(True, "是"), (False, "否"), ("yes", "是"), ("no", "否"), ("", "")])
def test_yes_and_no_are_words_however_they_were_handed_in(value: Any, said: str) -> None:
    element = Element("premises.is_military", "是否属于军队房产", "boolean", "self")
    with translation.override("zh-hans"):
        assert value_text(element, value, cast(Names, None)) == said
