"""What an issued document carries beside what it says: its number, the address of its public page, its seal."""

from dataclasses import dataclass
from typing import Literal

SealMark = Literal["", "pending", "sealed", "translation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """`number` as printed, `check` the whole address of the public page, `code` as somebody types it there.

    `seal` says how it stands with the seal: "" where none is set electronically, "pending" before it is set, "sealed"
    where its place is kept free for it, "translation" for the reading aid beside a sealed original.
    """

    number: str
    check: str
    code: str
    seal: SealMark = ""
