"""Handing a draft in: once, whatever is clicked how often."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from yici.cases.services import Application, case_submit
from yici.domain.case import Paper
from yici.domain.commitment import to_sign
from yici.domain.error import Conflict, NotFound
from yici.domain.event import Actor
from yici.domain.signing import Signature, content_digest
from yici.files.queries import Held, files_held
from yici.files.services import files_hand_over
from yici.intake.services import draft_submitted
from yici.intake.values import identity_of, label_of
from yici.ledger.repeated import Key
from yici.ledger.services import InFlight, replay
from yici.people.ids import new_id
from yici.web.citizen.application.access import NO_GRANTS, actor_of, owner_of, remember_case
from yici.web.citizen.application.opened import Opened
from yici.web.citizen.application.reading import form_values
from yici.web.citizen.application.signers import content_of, given
from yici.web.citizen.asking import citizen_of
from yici.web.masking import mask_name

SCOPE = "draft"


def hand_in(request: HttpRequest, opened: Opened) -> UUID:
    """This will hand a draft in and give the case's id; the account, else the session, may follow it from now on.

    The draft's id is the idempotency key: two clicks, or two windows, lead to the same case. All in one transaction:
    the case, its files under the person's own key, the draft marked as handed in.
    Raises Invalid("form.invalid") with every fault.
    """
    values = form_values(opened)
    try:
        case_id, number = _submit(request, opened, values)
    except InFlight:
        case_id, number = _answered(opened)
    if citizen_of(request) is None and opened.acting is None:
        remember_case(request, case_id, number)
    return case_id


def key_of(opened: Opened) -> Key:
    """This will give the idempotency key of a draft: the draft is the request, so its id is the request's hash, too."""
    return Key(SCOPE, str(opened.row.id), hashlib.sha256(opened.row.id.bytes).digest())


@transaction.atomic
def _submit(request: HttpRequest, opened: Opened, values: dict[str, Any]) -> tuple[UUID, str]:
    case_id, files, acting = new_id(), files_held(opened.row.id), opened.acting
    citizen = None if acting else citizen_of(request)
    applicant = opened.row.owner if acting else citizen.id if citizen else case_id
    outcome = case_submit(
        case_id=case_id,
        subject_id=new_id(),
        application=Application(
            plan=opened.plan,
            form=values,
            papers=papers_given(opened, files),
            identity=identity_of(values),
            label=masked_label(values),
            applicant=applicant,
            commitments={item: opened.filling.signed.get(item, "") for item in to_sign(opened.plan)},
            signatures=_signatures(request, opened, values, files),
            firm=_firm(opened),
        ),
        actor=_actor(request, opened, case_id),
        grants=acting.grants if acting else NO_GRANTS,
        now=opened.now,
        key=key_of(opened),
        phone="" if citizen or acting or not request.POST.get("tell") else phone_of(values),
    )
    materials = [one.material for one in opened.plan.materials]
    files_hand_over(files=files, case=case_id, subject=UUID(outcome.case.subject), materials=materials)
    draft_submitted(draft_id=opened.row.id, case_id=case_id, now=opened.now)
    return case_id, outcome.case.number


def _actor(request: HttpRequest, opened: Opened, case_id: UUID) -> Actor:
    """Who hands in, and for whom: under a mandate, or for a firm.

    Raises NotFound("firm.unknown") for one that they may not act for any more.
    """
    if opened.acting is not None:
        return opened.acting.actor
    firm = _firm(opened)
    return replace(actor_of(request, case_id), on_behalf_of=firm) if firm else actor_of(request, case_id)


def _firm(opened: Opened) -> str | None:
    """The firm for which it is handed in, by the id that it has for everybody; under a mandate that says so itself."""
    if opened.acting is not None or not opened.is_of_firm:
        return None
    if opened.firm is None:
        raise NotFound("firm.unknown", remedy="choose one of your own firms")
    return str(opened.firm.firm)


def _signatures(
    request: HttpRequest, opened: Opened, values: dict[str, Any], files: list[Held]
) -> tuple[Signature, ...]:  # fmt: skip
    """What everybody signed under the content that is handed in; whoever hands in signs by that."""
    if not opened.plan.signers:
        return ()
    return given(opened, content_digest(content_of(opened, values, files)), owner_of(request))


def _answered(opened: Opened) -> tuple[UUID, str]:
    key = key_of(opened)
    kept = replay(key.scope, key.key, key.request_hash)
    if kept is None:
        raise Conflict("draft.in_flight", remedy="wait a moment, then look at the draft again")
    return UUID(kept["case"]), str(kept["number"])


def papers_given(opened: Opened, files: list[Held]) -> tuple[Paper, ...]:
    """This will list what comes with the application: the filled form for every form it stands for, and the uploads."""
    forms = [Paper(material=one.material, form="electronic") for one in opened.plan.materials if one.how == "form"]
    known = {one.material for one in opened.plan.materials}
    by_paper: dict[str, list[str]] = {}
    for file in files:
        by_paper.setdefault(file.material, []).append(file.digest)
    uploads = [
        Paper(material=material, form="electronic", files=tuple(digests))
        for material, digests in by_paper.items()
        if material in known
    ]
    return (*forms, *uploads)


def phone_of(values: Mapping[str, Any]) -> str:
    """This will give the phone in a form, at which somebody without an account may want to be told; "" for none."""
    return str(values.get("applicant.mobile") or "")


def masked_label(values: dict[str, Any]) -> str:
    """This will give the name that lists show: a shop's as it is, a person's first character and stars."""
    label = label_of(values)
    return label if label == values.get("enterprise.name") else mask_name(label)
