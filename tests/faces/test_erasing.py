"""Who asks to be forgotten is found by what an operator can know, shown masked, and asked about before it is done."""

from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from tests.faces.application_scene import Applicant, citizen, town
from yici.cases import store
from yici.cases.models import Approval
from yici.cli import words
from yici.cli.commands import yici
from yici.domain.error import YiciError
from yici.ledger.values import ERASED
from yici.people.models import User
from yici.people.queries import profile_of

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("town")


def erase(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(yici, ["erase", *arguments, "--ground", "request_granted"], input=typed)


def refusal(*arguments: str) -> str:
    answered = erase(*arguments, "--yes")
    assert isinstance(answered.exception, YiciError), answered.output
    return words.refusal(answered.exception)


@pytest.fixture
def wang() -> User:
    return citizen("wang")


def applied(user: User | None) -> str:
    """The number of a case that somebody handed in."""
    applicant = Applicant(user)
    applicant.applies()
    return store.load(applicant.case).case.number


def test_an_account_names_the_person_who_is_shown_masked_and_asked_about(wang: User) -> None:
    stopped = erase("--account", "WANG", typed="n\n")
    assert stopped.exit_code == 1
    assert "王**" in stopped.output
    assert "王小面" not in stopped.output
    assert "继续吗" in stopped.output
    assert profile_of(wang.id) is not ERASED
    done = erase("--account", "wang", typed="y\n")
    assert done.exit_code == 0
    assert "已清除" in done.output
    assert profile_of(wang.id) is ERASED
    assert "清除过" in refusal("--account", "wang")


def test_the_number_of_a_case_or_of_an_item_names_the_person_whom_it_concerns() -> None:
    number = applied(None)
    assert "还有 1 个办件没有办结" in refusal("--case", number)
    item = Approval.objects.filter(case__number=number).first()
    assert item
    done = erase("--case", item.number.lower(), "--even-if-open", "--yes")
    assert done.exit_code == 0
    assert "继续吗" not in done.output
    assert "办件 cases 1，未办结 open 1" in done.output


@pytest.mark.parametrize("given", [(), ("--account", "wang", "--case", "1"), (str(UUID(int=1)), "--case", "1")])
def test_one_way_of_naming_somebody_is_enough_and_needed(given: tuple[str, ...]) -> None:
    assert "三样写一样" in refusal(*given)


def test_who_is_not_there_is_said_to_be_not_there(wang: User) -> None:
    User.objects.filter(id=wang.id).update(subject=None, sealed=None)
    assert "没有存过个人资料" in refusal("--account", "wang")
    assert "没有这个账号" in refusal("--account", "nobody")
    assert "没有这个办件" in refusal("--case", "330800202603020000001X")
    assert "没有这个人的记录" in refusal(str(UUID(int=1)))


def test_cases_of_an_account_that_concern_somebody_else_are_named_and_left_alone(wang: User) -> None:
    applied(wang)
    User.objects.filter(id=wang.id).update(subject=None, sealed=None)
    answered = erase("--account", "wang", "--yes")
    assert "1 cases of this account concern somebody else" in answered.output
