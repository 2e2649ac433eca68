"""What an account makes known of an applicant, so that no form asks for it again. The one place that says so.

A person's own account tells of the person who applies, never of a company or of anybody else. Where somebody is
engaged to apply for another (`uses_agent`), nobody can say which of the two sits here: then it tells nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stdnum.exceptions import ValidationError

from yici.domain.plan import AnswerValue, Plan
from yici.domain.policy import Holdings
from yici.intake.values import identity_number
from yici.ledger import keys
from yici.ledger.values import Erased
from yici.people.firms import FirmRow
from yici.people.queries import Profile, User, profile_read, profile_sealed

AGENT_QUESTION = "uses_agent"
PARTS = {
    "applicant.name": "name",
    "applicant.mobile": "phone",
    "applicant.household_address": "address",
    "applicant.id_number": "id_number",
    "applicant.sex": "id_number",
}
"""Which part of a profile an element comes from."""
OF_AN_AGENT = ("name", "id_number", "mobile")
"""What a form asks of whoever acts for the applicant."""


@dataclass(frozen=True, slots=True)
class Account:
    """What an account makes known, by element, and the elements of it that only the person said."""

    values: dict[str, str] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()


def account_known(profile: Profile | Erased | None, answers: Mapping[str, AnswerValue]) -> Account:
    """This will give what a profile makes known, and what of it nobody has checked."""
    values = account_values(profile, answers)
    sources = profile.sources if isinstance(profile, Profile) else {}
    return Account(values, frozenset(element for element in values if not sources.get(PARTS[element])))


def account_values(profile: Profile | Erased | None, answers: Mapping[str, AnswerValue]) -> dict[str, str]:
    """This will give the values that a profile makes known, by element: name, number, sex, phone, address.

    The sex is read off the identity number (GB 11643, 17th digit); a number that does not check tells nothing.
    """
    if profile is None or isinstance(profile, Erased) or answers.get(AGENT_QUESTION) is True:
        return {}
    told = {
        "applicant.name": profile.name,
        "applicant.mobile": profile.phone,
        "applicant.household_address": profile.address,
        **_read_off(profile.id_number),
    }
    return {element: value for element, value in told.items() if value}


def represented_known(principal: Profile | Erased | None, agent: Profile | Erased | None) -> Account:
    """This will give what two accounts make known where one acts for the other under a mandate: then it is known which
    of the two sits here."""
    told, own = account_known(principal, {}), account_known(agent, {})
    named = {f"agent.{part}": f"applicant.{part}" for part in OF_AN_AGENT if f"applicant.{part}" in own.values}
    declared = {element for element, source in named.items() if source in own.declared}
    values = told.values | {element: own.values[source] for element, source in named.items()}
    return Account(values, told.declared | declared)


def _read_off(id_number: str) -> dict[str, str]:
    try:
        number = identity_number(id_number)
    except ValidationError:
        return {}
    return {"applicant.id_number": number, "applicant.sex": "male" if int(number[16]) % 2 else "female"}


def firm_known(firm: FirmRow, profile: Profile | Erased | None) -> Account:
    """This will give what is known where somebody applies for a firm: of the firm, and of themselves as what they are
    in it, its legal representative or whoever handles the matter for it; nothing of them as the applicant."""
    values = {"enterprise.name": firm.name, "enterprise.uscc": firm.uscc, "legal_rep.name": firm.representative}
    known = account_known(profile, {})
    role = "legal_rep" if firm.part == "representative" else "agent"
    own = {f"{role}.{element.partition('.')[2]}": value for element, value in known.values.items()}
    values = {element: value for element, value in {**values, **own}.items() if value}
    declared = {f"{role}.{element.partition('.')[2]}" for element in known.declared}
    return Account(values, frozenset(declared & values.keys()))


def account_of(user: User | None, answers: Mapping[str, AnswerValue]) -> Account:
    """This will give what the account of a person makes known, in one statement; nothing without an account."""
    sealed = profile_sealed(user) if user else None
    if sealed is None:
        return Account()
    [opened] = keys.open_many([sealed])
    return account_known(profile_read(opened), answers)


def holdings_of(account: Account) -> Holdings:
    """This will say what need not be asked, for `plan_make`: pass it at every step, or the plans differ."""
    return Holdings(elements=frozenset(account.values), declared=account.declared)


def spared_values(plan: Plan, account: Mapping[str, str]) -> dict[str, Any]:
    """This will give the values of fields that were spared but are known: from the account, and from the guide."""
    known: dict[str, Any] = {}
    for spared in plan.form.spared:
        if spared.origin == "account" and spared.element in account:
            known[spared.element] = account[spared.element]
        elif spared.origin == "answered" and spared.question in plan.answers:
            known[spared.element] = _plain(plan.answers[spared.question])
    return known


def _plain(answer: AnswerValue) -> Any:
    if isinstance(answer, tuple):
        return list(answer)
    return answer if isinstance(answer, bool) else str(answer)
