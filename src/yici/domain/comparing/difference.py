"""One difference between two states of the catalogue, as a code with parameters. The faces word each one."""

from dataclasses import dataclass, field, replace
from typing import Final

CHANGES: Final = ("split", "merged", "replaced", "suspended", "cancelled", "reopened")
PARTS: Final = (
    "question", "option", "form", "field", "paper", "need", "inspection", "opinion", "procedure", "basis", "source",
    "member", "record", "subject", "local", "spared", "stage", "measurement", "cause",
)  # fmt: skip
"""What a definition is made of, each with an identity of its own: a paper of an item, a box of a form."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing inside a definition. `name` is as the definition has it; of words that others share `id` is enough."""

    kind: str
    id: str
    name: str = ""
    name_en: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was. `subject` is the definition ("item:food"), `parts` the way to the thing inside.

    `code` stands in CODES with the names of its `params`; a limit is written "5 working_day", a yes "yes".
    """

    subject: str
    code: str
    params: dict[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()


CODES: Final[dict[str, tuple[str, ...]]] = {
    # A definition as a whole. Rewritten: the file says the same in another order.
    "definition.added": (),
    "definition.removed": (),
    "definition.rewritten": (),
    "name.changed": ("old", "new"),
    # An item from a day on, and the same taken back.
    **{f"item.{change}{end}": ("since", "items", "source") for change in CHANGES for end in ("", "_no_more")},
    # A part, the last of `parts`.
    **{f"{part}.{what}": () for part in PARTS for what in ("added", "removed")},
    "limit.added": ("what", "new", "source"),
    "limit.removed": ("what", "old", "source"),
    "limit.shorter": ("what", "old", "new", "source"),
    "limit.longer": ("what", "old", "new", "source"),
    "limit.changed": ("what", "old", "new", "source"),
    "paper.stricter": ("old", "new"),
    "paper.looser": ("old", "new"),
    "paper.form_changed": ("old", "new"),
    "paper.more_copies": ("old", "new"),
    "paper.fewer_copies": ("old", "new"),
    "paper.required": (),
    "paper.optional": (),
    "paper.deferrable": (),
    "paper.not_deferrable": (),
    "paper.by_commitment": (),
    "paper.not_by_commitment": (),
    "need.relaxed": ("relaxation",),
    "need.tightened": ("relaxation",),
    "gives.added": ("licence",),
    "gives.removed": ("licence",),
    "commitment.offered": (),
    "commitment.withdrawn": (),
    "silence.consents": ("new",),
    "silence.consents_no_more": ("old",),
    "condition.added": ("new",),
    "condition.removed": ("old",),
    "condition.changed": ("old", "new"),
    # Everything else by the name of its field ("Item.validity"), the claims of sources among it.
    "value.added": ("what", "new"),
    "value.removed": ("what", "old"),
    "value.changed": ("what", "old", "new"),
    "entry.added": ("what", "entry"),
    "entry.removed": ("what", "entry"),
    "order.changed": ("what",),
    "claim.added": ("what", "new", "source"),
    "claim.removed": ("what", "old", "source"),
    "claim.changed": ("what", "old", "new", "source"),
    "note.changed": ("what", "old", "new", "source"),
    "unknown.changed": ("what", "old", "new"),
    # Days of a year of a calendar.
    "year.added": ("year",),
    "year.removed": ("year",),
    "day.changed": ("day", "old", "new"),
}
"""Every code with the names of its parameters."""

_OPPOSITES: Final = (
    ("limit.shorter", "limit.longer"), ("paper.stricter", "paper.looser"), ("paper.more_copies", "paper.fewer_copies"),
    ("paper.required", "paper.optional"), ("paper.deferrable", "paper.not_deferrable"),
    ("paper.by_commitment", "paper.not_by_commitment"), ("need.relaxed", "need.tightened"),
    ("commitment.offered", "commitment.withdrawn"), ("silence.consents", "silence.consents_no_more"),
    *((f"item.{change}", f"item.{change}_no_more") for change in CHANGES),
    *((code, code.replace(".added", ".removed")) for code in CODES if code.endswith(".added")),
)  # fmt: skip
OPPOSITE: Final = {**dict(_OPPOSITES), **{second: first for first, second in _OPPOSITES}}
"""What a code becomes when the two states change places; one that is not here stays itself."""
_TURNED: Final = {"old": "new", "new": "old"}


def mirrored(one: Difference) -> Difference:
    """This will give the difference as it is seen from the other side."""
    params = {_TURNED.get(key, key): value for key, value in one.params.items()}
    return replace(one, code=OPPOSITE.get(one.code, one.code), params=params)
