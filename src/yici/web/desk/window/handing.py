"""Taking in what lies on the counter: once, whatever is clicked how often, all of it or nothing."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from yici.cases.access import authorise_submission
from yici.cases.counter import Answer, Found, case_take_in, case_turn_away, defects_of
from yici.cases.services import Application
from yici.domain.case import Case, DeclineAcceptance, Paper
from yici.domain.commitment import to_sign
from yici.domain.error import Conflict, Forbidden
from yici.domain.event import Actor
from yici.files.queries import Held, files_held
from yici.files.services import files_hand_over
from yici.intake.services import draft_submitted
from yici.intake.values import identity_of, label_of
from yici.ledger.services import InFlight, replay
from yici.people.actor import actor_for
from yici.people.ids import new_id
from yici.web.citizen.application.opened import Opened
from yici.web.citizen.application.submitting import key_of
from yici.web.desk.who import Staff
from yici.web.desk.window import checklist
from yici.web.desk.window.person import Person, person_kept, role_in
from yici.web.desk.window.sheet import values_of, values_so_far
from yici.web.desk.window.signers import signatures
from yici.web.masking import mask_name

CHANNEL = "window"


def take_in(staff: Staff, opened: Opened, answer: Answer) -> UUID:
    """This will take a draft in and give the case's id; the draft's id is the idempotency key.

    Raises Invalid("form.invalid"), Forbidden("receiving.not_here") and whatever the domain refuses.
    """
    try:
        return _take_in(staff, opened, answer)
    except InFlight:
        return _answered(opened)


def turn_away(staff: Staff, opened: Opened, refused: Sequence[DeclineAcceptance]) -> UUID:
    """This will record a draft and refuse at once to accept some of it; the draft's id is the idempotency key."""
    try:
        return _turn_away(staff, opened, refused)
    except InFlight:
        return _answered(opened)


def _answered(opened: Opened) -> UUID:
    key = key_of(opened)
    kept = replay(key.scope, key.key, key.request_hash)
    if kept is None:
        raise Conflict("draft.in_flight", remedy="wait a moment, then look at the draft again") from None
    return UUID(kept["case"])


def clerk(staff: Staff) -> Actor:
    """This will be the actor who receives at the window."""
    return actor_for(staff.user, role=staff.grants.role_for("case.receive"), channel=CHANNEL)


@transaction.atomic
def _take_in(staff: Staff, opened: Opened, answer: Answer) -> UUID:
    case_id, files, actor = new_id(), files_held(opened.row.id), clerk(staff)
    window = authorise_submission(opened.plan, actor, staff.grants)
    if window is None:
        raise Forbidden("authority.missing", action="case.receive", remedy="sign in with an account of staff")
    taken = case_take_in(
        case_id=case_id,
        subject_id=new_id(),
        application=_application(opened, files, case_id, staff),
        received=window,
        found=_found(opened),
        answer=answer,
        actor=actor,
        grants=staff.grants,
        now=opened.now,
        key=key_of(opened),
    )
    _kept(opened, files, taken.outcome.case)
    return case_id


@transaction.atomic
def _turn_away(staff: Staff, opened: Opened, refused: Sequence[DeclineAcceptance]) -> UUID:
    case_id, files, actor = new_id(), files_held(opened.row.id), clerk(staff)
    window = authorise_submission(opened.plan, actor, staff.grants)
    if window is None:
        raise Forbidden("authority.missing", action="case.receive", remedy="sign in with an account of staff")
    whole = {one.item for one in refused} >= {one.item for one in opened.plan.schedule.approvals}
    taken = case_turn_away(
        case_id=case_id,
        subject_id=new_id(),
        application=_application(opened, files, case_id, staff, begun=whole),
        received=window,
        refused=refused,
        actor=actor,
        grants=staff.grants,
        now=opened.now,
        key=key_of(opened),
    )
    _kept(opened, files, taken.outcome.case)
    return case_id


def _kept(opened: Opened, files: Sequence[Held], case: Case) -> None:
    """The files go to the case, and the draft is done."""
    materials = [one.material for one in opened.plan.materials]
    files_hand_over(files=files, case=UUID(case.id), subject=UUID(case.subject), materials=materials)
    draft_submitted(draft_id=opened.row.id, case_id=UUID(case.id), now=opened.now)


def _found(opened: Opened) -> Found:
    defects = defects_of(opened.plan, checklist.codes_of(opened))
    return Found(defects, checklist.notes_of(opened, defects))


def _application(
    opened: Opened, files: Sequence[Held], case_id: UUID, staff: Staff, *, begun: bool = False
) -> Application:  # fmt: skip
    """It belongs to whoever holds number and query code: that an account is this person's was never proved here.

    `begun`: as far as it was filled in, without the forms, which nobody signed: nothing of it is accepted.
    """
    person, values = person_kept(opened.filling.person), values_so_far(opened) if begun else values_of(opened)
    person = replace(person, role=role_in(person, opened.plan))
    return Application(
        plan=opened.plan,
        form=values,
        papers=papers_given(opened, files, forms=not begun),
        identity=identity_of(values) or _own(person),
        label=_label(values, person),
        applicant=case_id,
        commitments={item: opened.filling.signed.get(item, "") for item in to_sign(opened.plan)},
        presented=person.as_data(),
        signatures=signatures(opened, values, files, staff.id),
    )


def _own(person: Person) -> str | None:
    """The number of whoever came, where they apply themselves and the form does not ask for it."""
    return (person.number or None) if person.role in ("applicant", "") else None


def _label(values: dict[str, object], person: Person) -> str:
    label = label_of(values)
    if label and label == values.get("enterprise.name"):
        return label
    return mask_name(label or person.name)


def papers_given(opened: Opened, files: Sequence[Held], *, forms: bool = True) -> tuple[Paper, ...]:
    """This will list what lies there: the form for every paper that it stands for, and what was seen, with its files.

    A paper of which only a picture is here is an electronic one; one that was seen says in which form.
    """
    digests: dict[str, list[str]] = {}
    for file in files:
        digests.setdefault(file.material, []).append(file.digest)
    unsigned = checklist.unsigned_forms(opened)
    kind = "original" if checklist.on_paper(opened) else "electronic"
    signed = [
        Paper(material=one.material, form=kind)
        for one in opened.plan.materials
        if forms and one.how == "form" and one.material not in unsigned
    ]
    copies = {one.material: one.copies for one in opened.plan.materials}
    seen = [
        Paper(material=name, form=form, copies=copies[name], files=tuple(digests.get(name, ())))
        for name, form in checklist.handed_over(opened).items()
    ]
    return (*signed, *seen)
