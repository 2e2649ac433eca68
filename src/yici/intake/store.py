"""The one place that knows both rows and values of intake."""

import hashlib
import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from pydantic import TypeAdapter

from yici.domain.error import NotFound
from yici.domain.outline import Outline
from yici.domain.plan import Plan as DomainPlan
from yici.intake.models import Draft, Plan, Signature

FROZEN_KEPT = 512
_frozen: dict[int, tuple[DomainPlan, str]] = {}
_PLAN: TypeAdapter[DomainPlan] = TypeAdapter(DomainPlan)
_OUTLINE: TypeAdapter[Outline] = TypeAdapter(Outline)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as read; `form` is still sealed."""

    id: UUID
    owner: UUID | None
    bundle: str
    place: str
    answers: dict[str, Any]
    subject: UUID
    form: bytes | None
    submitted: UUID | None
    updated_at: datetime
    seen: Outline | None = None
    mandate: UUID | None = None
    agent: UUID | None = None
    only: str = ""


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One person asked to sign, as read; `words` are still sealed."""

    draft: UUID
    role: str
    state: str
    way: str
    by: UUID | None
    digest: str
    asked_at: datetime
    answered_at: datetime | None
    words: bytes | None


def plan_text(plan: DomainPlan) -> str:
    """This will write a plan as JSON."""
    return _PLAN.dump_json(plan).decode()


def digest_of(text: str) -> str:
    """This will give the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def freeze(plan: DomainPlan, now: datetime) -> str:
    """This will store a plan under its digest and give the digest; storing it again changes nothing.

    A process remembers the plans it froze, so that the same plan costs its next application no statement. What is
    remembered is only what a committed transaction stored.
    """
    known = _frozen.get(id(plan))
    if known is not None and known[0] is plan:
        return known[1]
    text = plan_text(plan)
    digest = digest_of(text)
    Plan.objects.bulk_create([Plan(digest=digest, content=text, created_at=now)], ignore_conflicts=True)
    transaction.on_commit(lambda: _remember(plan, digest))
    return digest


def freeze_texts(texts: Mapping[str, tuple[str, datetime]]) -> None:
    """This will store texts of plans under their digests, each since a moment; what is there already stays."""
    # In one order everywhere, so that two who store the same plans never wait for each other.
    rows = [(digest, text, since) for digest, (text, since) in sorted(texts.items())]
    with connection.cursor() as cursor:
        # Not as arrays: quoting every mark of a plan's JSON in one takes as long as making the plan.
        cursor.executemany(
            "INSERT INTO intake_plan (digest, content, created_at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", rows
        )


def _remember(plan: DomainPlan, digest: str) -> None:
    _frozen[id(plan)] = (plan, digest)
    if len(_frozen) > FROZEN_KEPT:
        del _frozen[next(iter(_frozen))]


def altered() -> list[str]:
    """This will list the digests under which another text stands than the one that gave them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT digest FROM intake_plan"
            " WHERE digest <> encode(sha256(convert_to(content, 'UTF8')), 'hex') LIMIT 100"
        )
        return [digest for (digest,) in cursor.fetchall()]


def thawed(digest: str) -> DomainPlan:
    """This will read a frozen plan back. Raises NotFound."""
    content = Plan.objects.filter(digest=digest).values_list("content", flat=True).first()
    if content is None:
        raise NotFound("plan.unknown", digest=digest, remedy="restore the table of plans from a backup")
    return _PLAN.validate_json(content)


def draft(draft_id: UUID) -> DraftRow | None:
    """This will read one draft."""
    row = Draft.objects.filter(id=draft_id).first()
    if row is None:
        return None
    return _row(row, bytes(row.form) if row.form is not None else None)


def _row(row: Draft, form: bytes | None) -> DraftRow:
    return DraftRow(
        row.id, row.owner, row.bundle, row.place, json.loads(row.answers), row.subject, form, row.submitted,
        row.updated_at, _OUTLINE.validate_json(row.seen) if row.seen else None, row.mandate, row.agent,
        row.only,
    )  # fmt: skip


def add_draft(
    *, draft_id: UUID, owner: UUID | None, bundle: str, place: str, subject: UUID, now: datetime,
    mandate: UUID | None = None, agent: UUID | None = None, only: str = "",
) -> None:  # fmt: skip
    """This will begin a draft; `agent` began it for its owner under a mandate, `only` is the one item it is for."""
    Draft.objects.create(
        id=draft_id, owner=owner, bundle=bundle, place=place, subject=subject, updated_at=now, mandate=mandate,
        agent=agent, only=only,
    )  # fmt: skip


def change_draft(draft_id: UUID, now: datetime, **changes: Any) -> bool:
    """This will write the named columns of a draft; False when it is gone or was handed in, and then nothing is."""
    return _changed(Draft.objects.filter(id=draft_id), now, changes)


def change_own_draft(
    draft_id: UUID, now: datetime, owner: UUID | None, known: Collection[UUID], **changes: Any
) -> bool:
    """This will do as `change_draft` with a draft of this owner, or of nobody when it is among `known`."""
    return _changed(_own(draft_id, owner, known), now, changes)


def _own(draft_id: UUID, owner: UUID | None, known: Collection[UUID]) -> QuerySet[Draft]:
    mine = Q(owner=owner) if owner else Q(pk__in=[])
    unowned = Q(owner=None) if draft_id in known else Q(pk__in=[])
    return Draft.objects.filter(mine | unowned, id=draft_id)


def lock_form(draft_id: UUID, owner: UUID | None, known: Collection[UUID]) -> bytes | None:
    """This will lock somebody's own draft and give what is sealed in it; None as well when it is not theirs."""
    found = _own(draft_id, owner, known).select_for_update().values_list("form", flat=True).first()
    return bytes(found) if found is not None else None


def _changed(rows: QuerySet[Draft], now: datetime, changes: dict[str, Any]) -> bool:
    if "answers" in changes:
        changes["answers"] = json.dumps(changes["answers"], ensure_ascii=False)
    if "seen" in changes:
        changes["seen"] = _OUTLINE.dump_json(changes["seen"]).decode()
    return bool(rows.filter(submitted=None).update(updated_at=now, **changes))


def drafts_of(owner: UUID, limit: int) -> list[DraftRow]:
    """This will list a person's unfinished drafts, newest first."""
    return _unfinished(Draft.objects.filter(owner=owner), limit)


def drafts_under(mandates: Collection[UUID], limit: int) -> list[DraftRow]:
    """This will list the unfinished drafts that were begun under some mandates, newest first."""
    return _unfinished(Draft.objects.filter(mandate__in=mandates), limit)


def drafts_known(known: Collection[UUID], limit: int) -> list[DraftRow]:
    """This will list the unfinished ones of the named drafts that have no owner, newest first."""
    return _unfinished(Draft.objects.filter(owner=None, id__in=list(known)), limit)


def _unfinished(rows: QuerySet[Draft], limit: int) -> list[DraftRow]:
    return [
        _row(row, bytes(row.form) if row.form is not None else None)
        for row in rows.filter(submitted=None).order_by("-id")[:limit]
    ]


def old(before: datetime, limit: int) -> list[UUID]:
    """This will lock drafts that nobody touched since `before`, at most `limit` of them, the oldest first."""
    rows = Draft.objects.select_for_update(skip_locked=True).filter(updated_at__lt=before).order_by("updated_at")
    return list(rows.values_list("id", flat=True)[:limit])


def forget(drafts: Collection[UUID]) -> None:
    """This will delete drafts, and who was to sign them."""
    Signature.objects.filter(draft__in=drafts).delete()
    Draft.objects.filter(id__in=drafts).delete()


def ask_signature(signature_id: UUID, draft: UUID, role: str, code: bytes, now: datetime) -> None:
    """This will ask a role, or ask it anew under another code; what was signed stays signed."""
    rows = Signature.objects.filter(draft=draft, role=role)
    if not rows.update(code=code, asked_at=now):
        made = Signature(id=signature_id, draft=draft, role=role, code=code, asked_at=now)
        Signature.objects.bulk_create(
            [made], update_conflicts=True, update_fields=["code", "asked_at"], unique_fields=["draft", "role"]
        )
    rows.filter(state="declined").update(state="asked", words=None)


def signature_coded(code: bytes) -> SignatureRow | None:
    """This will find what was asked under a code."""
    row = Signature.objects.filter(code=code).first()
    return _signature(row) if row else None


def signatures_of(draft: UUID) -> list[SignatureRow]:
    """This will list what was asked for a draft, by role."""
    return [_signature(row) for row in Signature.objects.filter(draft=draft).order_by("role")]


def _signature(row: Signature) -> SignatureRow:
    words = bytes(row.words) if row.words is not None else None
    return SignatureRow(
        row.draft, row.role, row.state, row.way, row.by, row.digest, row.asked_at, row.answered_at, words
    )


def hold_draft(draft: UUID) -> bool:
    """This will lock a draft until the transaction ends; False when it is gone or was handed in."""
    return Draft.objects.select_for_update().filter(id=draft, submitted=None).exists()


def answer_signature(
    draft: UUID,
    role: str,
    *,
    signature_id: UUID,
    state: str,
    by: UUID,
    way: str,
    digest: str,
    now: datetime,
    words: bytes | None,
) -> None:
    """This will write what the holder of a role answered; whoever signs before a clerk needs not have been asked."""
    told = {"state": state, "by": by, "way": way, "digest": digest, "answered_at": now, "words": words}
    if not Signature.objects.filter(draft=draft, role=role).update(**told):
        nowhere = secrets.token_bytes(32)
        Signature.objects.create(id=signature_id, draft=draft, role=role, code=nowhere, asked_at=now, **told)
