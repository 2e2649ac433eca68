"""Who must sign a draft besides whoever hands it in, what became of asking them, and what exactly they sign."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from yici.domain.error import Invalid
from yici.domain.occurrence import number_of as number_of_role
from yici.domain.occurrence import plain
from yici.domain.signing import PlannedSigner, Signature, content_digest
from yici.files.queries import Held, files_held
from yici.intake import signing
from yici.intake.values import IDENTITY_CARD
from yici.people.queries import user_with
from yici.people.queries.mandates import number_of
from yici.web import dates
from yici.web.citizen.application.opened import Opened
from yici.web.citizen.application.reading import form_values


@dataclass(frozen=True, slots=True)
class Signer:
    """One person who must sign, as the review page shows them; `own`: handing in is their signature. `link` may be made
    where the form holds an identity number to know them by."""

    role: str
    name: str
    why: str
    state: str
    tone: str
    note: str
    done: bool
    own: bool
    link: bool


def content_of(opened: Opened, values: dict[str, Any], files: list[Held]) -> dict[str, Any]:
    """This will give all that is declared: matter, place, answers, items, form, papers and promises."""
    papers: dict[str, list[str]] = {}
    for file in files:
        papers.setdefault(file.material, []).append(file.digest)
    answers = {name: list(v) if isinstance(v, tuple) else v for name, v in opened.plan.answers.items()}
    return {
        "bundle": opened.row.bundle, "place": opened.row.place, "answers": answers,
        "items": [one.item for one in opened.plan.schedule.approvals], "form": values,
        "papers": {name: sorted(digests) for name, digests in papers.items()}, "signed": dict(opened.filling.signed),
    }  # fmt: skip


def digest_of(opened: Opened) -> str:
    """This will give the digest of what would be signed now; empty while the form has faults."""
    try:
        values = form_values(opened)
    except Invalid:
        return ""
    return content_digest(content_of(opened, values, files_held(opened.row.id)))


def number_in(opened: Opened, role: str, *, any_document: bool = False) -> str:
    """This will give the identity number that the form has for a role; empty when there is none, or it is not of an
    identity card: accounts state no other. At a window `any_document` can be looked at."""
    values = {**opened.account, **opened.filling.fields}
    kind = values.get(f"{role}.id_type", IDENTITY_CARD)
    known = any_document or kind == IDENTITY_CARD
    return str(values.get(f"{role}.id_number", "")).strip() if known else ""


def own_number(opened: Opened, viewer: UUID | None) -> str:
    """This will give the number of the person whose application it is, as far as an account knows it."""
    account = opened.row.owner if opened.acting else viewer
    user = user_with(account) if account else None
    return number_of(user) if user else ""


def given(opened: Opened, digest: str, viewer: UUID | None) -> tuple[Signature, ...]:
    """This will give the signatures that count now: those given, and that of whoever hands in (`viewer`)."""
    there = signing.signatures(opened.row, digest)
    own = own_number(opened, viewer) if opened.plan.signers else ""
    held = {one.role for one in there}
    mandate = opened.acting.actor.mandate if opened.acting else None
    mine = (
        Signature(one.role, str(viewer), opened.now, digest, "account", mandate)
        for one in opened.plan.signers
        if one.role not in held and signing.same_number(own, number_in(opened, one.role))
    )
    return (*there, *mine)


def signers(opened: Opened, viewer: UUID | None) -> tuple[Signer, ...]:
    """This will list who must sign, and what became of it; nobody for most matters."""
    if not opened.plan.signers:
        return ()
    digest = digest_of(opened)
    found, own = signing.standing(opened.row, digest), own_number(opened, viewer)
    return tuple(_signer(opened, one, found.get(one.role), own) for one in opened.plan.signers)


def _signer(opened: Opened, one: PlannedSigner, found: signing.Standing | None, own: str) -> Signer:
    number = number_in(opened, one.role)
    mine = signing.same_number(own, number)
    done, (state, tone, note) = mine or bool(found and found.current), _state(found, mine)
    name = role_name(opened, one.role)
    return Signer(one.role, name, one.basis, state, tone, note, done, mine, bool(number) and not mine)


def role_name(opened: Opened, role: str) -> str:
    """This will name a role, the second and further ones of it with their number."""
    number, name = number_of_role(role), opened.names.of("role", plain(role))
    return name if number == 1 else gettext("%(role)s（第 %(n)s 个）") % {"role": name, "n": number}


def _state(found: signing.Standing | None, mine: bool) -> tuple[str, str, str]:
    if found is not None and found.current:
        when = dates.moment_text(found.row.answered_at) if found.row.answered_at else ""
        where = gettext("在窗口签的") if found.row.way == "window" else gettext("用自己的账户签的")
        return gettext("签了"), "good", f"{when} {where}"
    if mine:
        return gettext("您提交就是签"), "good", ""
    if found is None or found.row.state == "asked":
        return (gettext("等他签"), "later", "") if found else (gettext("还没有请他签"), "later", "")
    if found.row.state == "declined":
        return gettext("不签"), "bad", gettext("他说：%(words)s") % {"words": found.words}
    return gettext("签过，但是后来改了内容，要重新签"), "bad", ""
