"""The roles: what each is, what it allows and how far it reaches; and what a token of the API may be for."""

from dataclasses import dataclass
from typing import Final, Literal

from yici.domain.competence import LEVELS
from yici.domain.error import Invalid

Reach = Literal["organisation", "place"]

ACTIONS: Final[dict[str, str]] = {
    "case.read": "See a case, its papers and its course.",
    "case.receive": "Take in an application, a supplement or an owed paper at the window and give the receipt.",
    "case.accept": "Accept a case, with what is still owed if the item tolerates that.",
    "case.correct": "Ask once for everything that is to be corrected.",
    "case.decline": "Not accept a case, with reason, competent body and remedies.",
    "case.deliver": "Hand the result out or send it.",
    "case.rate": "Rate the handling: the applicant's own, which no role allows.",
    "case.ask": "Write to whoever handles a matter: the applicant's own, which no role allows.",
    "case.reply": "Write to the applicant of a matter and answer what they asked.",
    "case.withdraw": "Record that the applicant withdraws the case.",
    "approval.opine": "Give the department's opinion on an approval.",
    "approval.consult": "Ask other departments for their opinion, and record that the question reached them.",
    "approval.hear": "Offer a hearing, set its day and record it; tell and hear interested parties.",
    "approval.recuse": "Record that one has no part in a matter oneself.",
    "approval.recuse_others": "Record that another officer has no part in a matter.",
    "approval.inspect": "Plan an inspection, take part in it and enter what it found.",
    "approval.verify": "Check a commitment after the decision and confirm its repair.",
    "approval.suspend": "Stop the clock for a cause of the regime, with a written notice, and start it again.",
    "approval.decide": "Grant or refuse.",
    "approval.revoke": "Revoke what was granted on a broken commitment.",
    "approval.extend": "Extend the limit once, with reason and notice.",
    "approval.urge": "Ask the unit whose turn it is how far a matter is.",
    "approval.convene": "Call departments to a meeting and record it.",
    "approval.coordinate": "Bring departments together: joint inspection, joint review, first-asked responsibility.",
    "project.read": "See an engineering project and how far its stages are.",
    "project.open": "Bring an engineering project under its code and put cases into its stages, for the builder.",
    "project.measure": "Hand in what a survey or a test found, once for all who need it.",
    "licence.read": "See a licence and its course.",
    "licence.revoke": "Take a licence back on a ground of the law, with reasons and remedies.",
    "licence.cancel": "Strike a licence off on a ground of the law.",
    "card.issue": "Send a supervision card and judge the answer.",
    "card.answer": "Answer a supervision card.",
    "figures.read": "See figures, lateness and its causes.",
    "mandate.record": "Record at the window the mandate that somebody signed there, and its end.",
    "identity.check": "Compare people with their identity cards at the window: then their accounts count as checked.",
    "mandate.use": "Act for people who gave the organisation a mandate, as far as it reaches.",
    "catalogue.publish": "Propose changes of the definitions, and release or decline what somebody else proposed.",
    "catalogue.match": "Say which basic item an item of a place's list is, or is not.",
    "whatif.run": "Test a change of rules on recorded cases.",
    "people.manage": "Create accounts and organisations, grant and revoke roles and tokens.",
    "data.load": "Load places, calendars and other reference data.",
    "ledger.verify": "Verify and rebuild the record.",
}


@dataclass(frozen=True, slots=True)
class RoleRule:
    """What a role is, in one sentence, how far it reaches and which actions it allows.

    Reach "organisation": only what belongs to the organisation of the grant. Reach "place": what belongs to any
    organisation of the place.
    """

    sentence: str
    reach: Reach
    actions: frozenset[str]


_OFFICER = frozenset(
    {
        "case.read",
        "case.accept",
        "case.correct",
        "case.decline",
        "case.reply",
        "approval.opine",
        "approval.consult",
        "approval.hear",
        "approval.recuse",
        "approval.inspect",
        "approval.verify",
        "approval.suspend",
        "licence.read",
        "card.answer",
    }
)
_DECIDER = _OFFICER | {
    "approval.decide",
    "approval.revoke",
    "approval.extend",
    "licence.revoke",
    "licence.cancel",
}

CHIEF: Final = "chief_representative"
DECIDING: Final = _DECIDER - _OFFICER
"""What an authorisation is for: a level that it names bounds these, and nobody's sight."""

ROLES: Final[dict[str, RoleRule]] = {
    "window_clerk": RoleRule(
        "Receives, checks, accepts and hands out at a window, for every organisation that has its items there.",
        "place",
        frozenset(
            {
                "case.read",
                "case.receive",
                "case.accept",
                "case.correct",
                "case.decline",
                "case.deliver",
                "case.reply",
                "case.withdraw",
                "approval.urge",
                "figures.read",
                "project.read",
                "project.open",
                "licence.read",
                "mandate.record",
                "identity.check",
            }
        ),
    ),
    "helper": RoleRule(
        "Does errands for people who gave the organisation a mandate (帮办代办); sees only what that covers.",
        "organisation",
        frozenset({"mandate.use"}),
    ),
    "officer": RoleRule(
        "Examines and inspects for an organisation and prepares its decisions.", "organisation", _OFFICER
    ),
    "chief_representative": RoleRule(
        "Decides at the hall for an organisation, inside the recorded authorisation.",
        "organisation",
        _DECIDER,
    ),
    "lead": RoleRule(
        "Answers for an organisation as lead department: brings the others together, decides and extends.",
        "organisation",
        _DECIDER
        | {"approval.coordinate", "approval.recuse_others", "approval.urge", "approval.convene", "figures.read"},
    ),
    "surveyor": RoleRule(
        "Surveys or tests for builders and hands the results in.", "organisation", frozenset({"project.measure"})
    ),
    "supervisor": RoleRule(
        "Watches limits and quality of all organisations of a place, sends cards, tests and publishes changes.",
        "place",
        frozenset(
            {
                "case.read",
                "project.read",
                "licence.read",
                "approval.urge",
                "approval.convene",
                "card.issue",
                "figures.read",
                "catalogue.publish",
                "catalogue.match",
                "whatif.run",
            }
        ),
    ),
    "catalogue_editor": RoleRule(
        "Keeps the definitions: proposes changes, and releases what another editor proposed.",
        "place",
        frozenset({"catalogue.publish"}),
    ),
    # Not the definitions, too: who grants roles would be both pairs of eyes.
    "operator": RoleRule(
        "Runs the instance: accounts, roles, reference data and the record; sees no case by this role.",
        "place",
        frozenset({"people.manage", "data.load", "ledger.verify", "catalogue.match", "figures.read"}),
    ),
}

SCOPES: Final[dict[str, str]] = {
    "catalogue:read": "Read releases and what differs between them.",
    "catalogue:edit": "Read proposals and change drafts of the definitions, as far as the roles of the account allow.",
    "case:submit": "Hand in applications and supplements.",
    "case:read": "Read the cases and licences that the account may see.",
    "case:handle": "Do with cases and licences what the roles of the account allow.",
    "mandate:read": "Read the mandates that the account gave or received.",
    "mandate:write": "Give, accept, decline and end mandates of the account.",
    "operator": "Manage the instance as far as the roles of the account allow.",
}


def scopes_checked(scopes: frozenset[str]) -> frozenset[str]:
    """This will give the scopes back. Raises Invalid("scope.none") and Invalid("scope.unknown")."""
    if not scopes:
        raise Invalid("scope.none", remedy="name at least one of: " + ", ".join(SCOPES))
    if unknown := scopes - SCOPES.keys():
        raise Invalid("scope.unknown", scopes=sorted(unknown), remedy="choose from: " + ", ".join(SCOPES))
    return scopes


def check_level(role: str, level: str | None) -> None:
    """This will pass where a role may be bounded to a level of government. Raises Invalid("role.level")."""
    if level is not None and (role != CHIEF or level not in LEVELS):
        remedy = f"name one of {', '.join(LEVELS)}, and only for a chief representative"
        raise Invalid("role.level", level=level, levels=list(LEVELS), remedy=remedy)
