"""An application as it is sent: the wish, the form, the papers, and who signed."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from yici.api.auth import Caller
from yici.api.bodies import STRICT
from yici.api.v1.catalogue import Name, Wish
from yici.cases.services import Application
from yici.catalogue import queries as catalogue
from yici.domain.case import Paper
from yici.domain.error import Invalid, NotFound
from yici.domain.plan import Plan
from yici.domain.signing import Signature, Way, content_digest
from yici.intake.signing import same_number
from yici.intake.values import identity_of, label_of, read_form
from yici.people.firms import firm_with
from yici.people.queries import user_with
from yici.people.queries.mandates import number_of

PHONE = "applicant.mobile"
FormText = Annotated[str, Field(max_length=4000)]
FormValue = FormText | bool | int | float | Annotated[list[FormText], Field(max_length=100)] | None


class PaperIn(BaseModel):
    """One paper handed in, by its canonical id."""

    model_config = STRICT
    material: Name
    form: Annotated[str | None, Field(max_length=40)] = None
    copies: Annotated[int | None, Field(ge=1, le=99)] = None

    def paper(self) -> Paper:
        """This will give the paper as the domain knows it; files come in another way."""
        return Paper(material=self.material, form=self.form, copies=self.copies)


class CaseIn(Wish):
    """An application: the wish, the form by element, the papers, and what is signed.

    `commitments` are the signed promises: item to the digest of the text that the plan told (`to_sign`). `renews` names
    the licence that an item shall renew. `notify`: somebody without an account agreed to be told by SMS what becomes of
    it, at the `applicant.mobile` of the form. `signed_present` is for windows: role (`seller`) to the identity number
    on the card of whoever signed there; it must be the form's. `firm`: the credit code of the firm for which a person
    hands it in; the case is the firm's then, and all who act for it follow it.
    """

    form: Annotated[dict[Name, FormValue], Field(max_length=500)] = {}
    papers: Annotated[list[PaperIn], Field(max_length=200)] = []
    commitments: Annotated[dict[Name, Annotated[str, Field(max_length=100)]], Field(max_length=50)] = {}
    renews: Annotated[dict[Name, UUID], Field(max_length=50)] = {}
    notify: bool = False
    signed_present: Annotated[dict[Name, Annotated[str, Field(max_length=40)]], Field(max_length=40)] = {}
    firm: Annotated[str, Field(max_length=18)] = ""


def application_of(asked: CaseIn, plan: Plan, who: Caller) -> Application:
    """This will read an application: the form strictly, the forms of the plan among its papers."""
    form = read_form(plan, catalogue.current().elements, asked.form)
    forms = tuple(Paper(material=one.material, form="electronic") for one in plan.materials if one.how == "form")
    named = {paper.material for paper in asked.papers}
    return Application(
        plan=plan,
        form=form,
        signatures=_signatures(asked, plan, form, who),
        papers=(*(one for one in forms if one.material not in named), *(one.paper() for one in asked.papers)),
        identity=identity_of(form),
        label=_masked(form),
        applicant=who.person,
        commitments=asked.commitments,
        renews=asked.renews,
        firm=firm_for(asked.firm, who),
    )


def firm_for(code: str, who: Caller) -> str | None:
    """This will give the firm for which a person hands in or opens something, by the id that it has for everybody;
    under a mandate that says so itself. Raises NotFound("firm.unknown") for one that the caller does not act for."""
    if not code:
        return None
    if who.person is None or who.mandate is not None:
        raise NotFound("firm.unknown", remedy="choose one of your own firms")
    return str(firm_with(who.person, code).firm)


def phone_of(asked: CaseIn, application: Application) -> str:
    """This will give the phone of whoever wants to be told by SMS; whoever has an account chose there how to be told.

    Raises Invalid("notice.no_phone").
    """
    if not asked.notify or application.applicant is not None:
        return ""
    phone = str(application.form.get(PHONE) or "")
    if not phone:
        raise Invalid("notice.no_phone", remedy="send applicant.mobile in the form, or leave notify out")
    return phone


def _signatures(asked: CaseIn, plan: Plan, form: dict[str, Any], who: Caller) -> tuple[Signature, ...]:
    """At a window: those whose cards the clerk read, if the numbers are those of the form. Online: the caller's own."""
    if not plan.signers:
        return ()
    content = {"bundle": plan.bundle, "place": plan.place, "form": form, "items": [one.item for one in plan.items]}
    digest, numbers = (
        content_digest(content),
        {one.role: asked.signed_present.get(one.role, "") for one in plan.signers},
    )
    if who.person:
        user = user_with(who.person)
        numbers = dict.fromkeys(numbers, number_of(user) if user else "")
    way: Way = "account" if who.person else "window"
    return tuple(
        Signature(role, who.actor.id, who.now, digest, way, who.actor.mandate)
        for role, number in numbers.items()
        if same_number(number, str(form.get(f"{role}.id_number", "")))
    )


def _masked(form: dict[str, Any]) -> str:
    """A shop's name as it is, of a person's the first character: lists show no more."""
    label = label_of(form)
    return label if label == form.get("enterprise.name") else label[:1] + "*" * min(max(len(label) - 1, 0), 2)
