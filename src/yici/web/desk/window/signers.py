"""Those who must sign at the counter besides whoever came: the clerk looks at their cards and sees them sign."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yici.domain.signing import Signature, content_digest, signed_before
from yici.files.queries import Held
from yici.web.citizen.application.opened import Opened
from yici.web.citizen.application.signers import content_of, role_name
from yici.web.desk.window import checklist


@dataclass(frozen=True, slots=True)
class Signer:
    """One person who must sign: in which role, by which text; `signed` once the clerk said so. `forms` are the papers
    on which they may sign later, empty where there is none; `asked` once the notice asks them to."""

    role: str
    name: str
    why: str
    signed: bool
    forms: tuple[str, ...] = ()
    asked: bool = False

    @property
    def id(self) -> str:
        """The end of the id on the page."""
        return self.role.replace(".", "-")


def signers_of(opened: Opened) -> tuple[Signer, ...]:
    """This will list who must sign; nobody for most matters."""
    return tuple(
        Signer(
            one.role, role_name(opened, one.role), one.basis, one.role in opened.filling.present,
            forms := checklist.forms_of(opened, one.items), bool(forms) and checklist.absent(opened, one.role),
        )
        for one in opened.plan.signers
    )  # fmt: skip


def read_signed(opened: Opened, posted: Iterable[str]) -> tuple[str, ...]:
    """This will read of whom the clerk says that they signed."""
    ticked = set(posted)
    return tuple(one.role for one in opened.plan.signers if f"signer:{one.role}" in ticked)


def signatures(
    opened: Opened, values: dict[str, Any], files: Sequence[Held], clerk: UUID
) -> tuple[Signature, ...]:  # fmt: skip
    """This will give the signatures of those who signed before the clerk, under what is handed in now."""
    signed = [one for one in opened.plan.signers if one.role in opened.filling.present]
    if not signed:
        return ()
    digest = content_digest(content_of(opened, values, list(files)))
    return signed_before(signed, str(clerk), opened.now, digest)
