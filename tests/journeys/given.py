"""Cases that are there before a journey begins, brought there by the services that the pages use; and their news."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests import feeding
from yici.cases.queries import query_code
from yici.cases.services import Application, case_act, case_submit
from yici.catalogue import queries as catalogue
from yici.demo.accounts import Accounts
from yici.demo.filling import fill_form
from yici.demo.people import PLACE
from yici.demo.story import BUNDLE, LARGE
from yici.domain.case import Command, Paper
from yici.domain.commitment import to_sign
from yici.domain.event import Actor
from yici.domain.plan import AnswerValue, Plan
from yici.intake.services import plan_make
from yici.intake.values import identity_of, label_of
from yici.people.ids import new_id
from yici.people.present import now
from yici.people.queries import grants_of


@dataclass(frozen=True, slots=True)
class Given:
    """One case: its id, its plan, and what stands on its receipt."""

    id: UUID
    plan: Plan
    number: str
    code: str
    accounts: Accounts

    def act(self, username: str, role: str, command: Command) -> None:
        """This will let a member of staff do something with it."""
        user = self.accounts.users[username]
        actor = Actor(kind="staff", id=str(user), role=role, channel="desk")
        there = getattr(command, "officers", ())
        case_act(
            case_id=self.id, command=command, actor=actor, grants=grants_of(user, now()), now=now(), confirmed=there
        )  # fmt: skip


def handed_in(
    accounts: Accounts,
    username: str = "zhao",
    shop: str = "赵记大饭店（演示）",
    answers: dict[str, AnswerValue] = LARGE,
) -> Given:
    """This will hand an application in, with every paper, as one of the demonstration's citizens."""
    plan = plan_make(bundle=BUNDLE, place=PLACE, answers=answers, now=now())
    person, user = accounts.people[username], accounts.users[username]
    form: dict[str, Any] = fill_form(plan, catalogue.current().elements, person, shop)
    application = Application(
        plan=plan,
        form=form,
        papers=tuple(Paper(material=one.material, form="electronic") for one in plan.materials if one.how == "submit"),
        identity=identity_of(form),
        label=label_of(form),
        applicant=user,
        commitments=to_sign(plan),
    )
    case_id = new_id()
    actor = Actor(kind="person", id=str(user), role="applicant", channel="web")
    outcome = case_submit(case_id=case_id, subject_id=new_id(), application=application, actor=actor, now=now())
    return Given(case_id, plan, outcome.case.number, query_code(case_id), accounts)


def tell() -> None:
    """This will have people told all that is recorded by now."""
    feeding.tell("notices", now=now())
