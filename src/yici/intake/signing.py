"""Those who are to sign a draft: asking them by a link, their yes or no, and what was signed before a clerk.

Of a link only a keyed hash is kept, so whoever reads the table can open nothing. What counts is the content that was
signed (`content_digest`): another content voids the signature by itself.
"""

import base64
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from yici.domain.error import NotFound
from yici.domain.signing import Signature as Signed
from yici.domain.signing import Way
from yici.intake import store
from yici.intake.queries import DraftRow
from yici.intake.store import SignatureRow
from yici.ledger import keys
from yici.ledger.values import Erased

__all__ = ["WINDOW", "SignatureRow"]
LINK_BYTES: Final = 16
"""128 bits: nobody guesses a link."""
SHORT: Final = 10
WINDOW: Final = "@window"
"""The row of the number by which a window finds the draft; no role of a form is called so."""
LONGEST_WORDS: Final = 500
Chance = Callable[[int], bytes]


def link_code(chance: Chance) -> str:
    """This will make the code of a link."""
    return base64.urlsafe_b64encode(chance(LINK_BYTES)).rstrip(b"=").decode()


def window_code(chance: Chance) -> str:
    """This will make a number that can be read out at a window: it helps nobody but staff."""
    number, letters = int.from_bytes(chance(LINK_BYTES), "big"), []
    for _ in range(SHORT):
        number, place = divmod(number, len(keys.CODE_ALPHABET))
        letters.append(keys.CODE_ALPHABET[place])
    return "".join(letters)


def signature_ask(
    *, signature_id: UUID, draft: DraftRow, role: str, now: datetime, chance: Chance = secrets.token_bytes
) -> str:
    """This will ask for the signature of whoever holds a role, and give the code of the link, this once.

    Asked anew, an older link ends. For `WINDOW` it gives the number for the window.
    """
    code = window_code(chance) if role == WINDOW else link_code(chance)
    store.ask_signature(signature_id, draft.id, role, _hash(code), now)
    return code


def _hash(code: str) -> bytes:
    return keys.blind("signature", code)


def asked_by(code: str) -> tuple[SignatureRow, DraftRow]:
    """This will find what a link or number is for. Raises NotFound("signature.unknown"), also once it was handed in."""
    row = store.signature_coded(_hash(code))
    draft = store.draft(row.draft) if row else None
    if row is None or draft is None or draft.submitted is not None:
        raise unknown()
    return row, draft


def asked_in(draft_id: UUID) -> tuple[list[SignatureRow], DraftRow]:
    """This will find all that was asked for a draft, for whoever it may name. Raises as `asked_by`."""
    draft = store.draft(draft_id)
    rows = [row for row in store.signatures_of(draft_id) if row.role != WINDOW] if draft else []
    if draft is None or not rows or draft.submitted is not None:
        raise unknown()
    return rows, draft


def unknown() -> NotFound:
    """This will be the refusal of what is not to be signed here, or not by this person."""
    return NotFound("signature.unknown", remedy="check the link; sign in as whom the form names")


def same_number(one: str, other: str) -> bool:
    """This will say whether two identity numbers are one, without either being shown; an empty one is nobody's."""
    return bool(one and other) and secrets.compare_digest(keys.blind("identity", one), keys.blind("identity", other))


@transaction.atomic
def signature_give(
    *, signature_id: UUID, draft: DraftRow, role: str, by: UUID, way: Way, digest: str, now: datetime
) -> bool:
    """This will record that the holder of a role signed a content: at their account, or before a clerk (`by`); and say
    whether that is news: of a double click the second is none.

    Raises NotFound("signature.unknown") when the draft was handed in meanwhile.
    """
    news = _before(draft, role) != ("signed", digest)
    store.answer_signature(
        draft.id, role, signature_id=signature_id, state="signed", by=by, way=way, digest=digest, now=now, words=None
    )
    return news


@transaction.atomic
def signature_decline(*, signature_id: UUID, draft: DraftRow, role: str, by: UUID, words: str, now: datetime) -> bool:
    """This will record that the holder of a role does not sign, with the reason, sealed, and say whether that is news.
    Raises as `signature_give`."""
    news = _before(draft, role) != ("declined", "")
    sealed = keys.seal(draft.subject, {"words": words[:LONGEST_WORDS]})
    store.answer_signature(
        draft.id, role, signature_id=signature_id, state="declined", by=by, way="", digest="", now=now, words=sealed
    )
    return news


def _before(draft: DraftRow, role: str) -> tuple[str, str]:
    """How a role stood that is answered now, and for which content, under the lock of the draft."""
    if not store.hold_draft(draft.id):
        raise unknown()
    return next(((one.state, one.digest) for one in store.signatures_of(draft.id) if one.role == role), ("", ""))


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of asking one role: `current` when what was signed is what the draft holds now."""

    row: SignatureRow
    current: bool
    words: str


def standing(draft: DraftRow, digest: str) -> dict[str, Standing]:
    """This will give what became of asking, by role; the number for the window is left out."""
    rows = [row for row in store.signatures_of(draft.id) if row.role != WINDOW]
    declined = [row for row in rows if row.words]
    opened = keys.open_many([(draft.subject, row.words or b"") for row in declined]) if declined else []
    words = {
        row.role: "" if isinstance(told, Erased) else str(told["words"])
        for row, told in zip(declined, opened, strict=True)
    }
    return {
        row.role: Standing(row, row.state == "signed" and row.digest == digest, words.get(row.role, "")) for row in rows
    }


def signatures(draft: DraftRow, digest: str) -> tuple[Signed, ...]:
    """This will give what was signed under the content that a draft holds now, as it goes into the record."""
    found = standing(draft, digest)
    return tuple(
        Signed(role, str(one.row.by), one.row.answered_at or draft.updated_at, digest, "window" if one.row.way ==
               "window" else "account")
        for role, one in found.items()
        if one.current
    )  # fmt: skip
