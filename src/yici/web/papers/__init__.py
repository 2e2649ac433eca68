"""The documents of a case, built from its events: what was done is what is printed, for staff and applicants alike.

`issued` lists what can be printed, `document_of` builds what one says. Nothing here asks who may see it: that is done
before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_noop

from yici.cases.paper_kinds import ENDED, GIVEN, RECEIPT, SEPARATOR, Kind, kind_of, made_by
from yici.cases.queries import Line
from yici.domain.document import SEALED_KINDS
from yici.licences.queries import Shown
from yici.web import dates
from yici.web.papers.builders import document_of
from yici.web.papers.certificates import given_at, given_by
from yici.web.papers.sheet import Papers
from yici.web.words import Names

__all__ = ["INTERNAL", "TO_INTERESTED", "Issued", "Kind", "Papers", "document_of", "issued", "kind_of"]

NAMES: dict[Kind, str] = {
    "receipt": gettext_noop("收件回执"),
    "correction": gettext_noop("一次性补正告知书"),
    "acceptance": gettext_noop("受理通知书"),
    "not-accepted": gettext_noop("不予受理通知书"),
    "special-procedure": gettext_noop("特别程序告知书"),
    "extension": gettext_noop("延长办理期限告知书"),
    "opinion-request": gettext_noop("征求意见函"),
    "absence": gettext_noop("到期未答复视为同意告知书"),
    "decision": gettext_noop("决定书"),
    "revocation": gettext_noop("撤销决定书"),
    "renewal": gettext_noop("视为准予延续告知书"),
    "licence-ended": gettext_noop("证照撤销、注销决定书"),
    "licence": gettext_noop("电子证照"),
    "prepared": gettext_noop("模拟审批意见"),
    "hearing-right": gettext_noop("听证权利告知书"),
    "hearing": gettext_noop("听证通知书"),
    "lapse": gettext_noop("视为撤回申请通知书"),
    "repair-order": gettext_noop("责令限期整改通知书"),
    "interested": gettext_noop("利害关系人告知书"),
    "interested-hearing": gettext_noop("听证通知书（利害关系人）"),
    "commitment": gettext_noop("告知承诺书"),
}
TO_INTERESTED: frozenset[Kind] = frozenset({"interested", "interested-hearing"})
"""Letters to interested parties, for those whose item concerns them."""
INTERNAL: frozenset[Kind] = TO_INTERESTED | {"opinion-request", "absence"}
"""Letters to others, bodies of government or interested parties, which are not among the applicant's papers."""


@dataclass(frozen=True, slots=True)
class Issued:
    """One document that exists: its kind and item name it in an address, `about` the items in words. A letter's item
    names its department, or its interested party, behind the item, a certificate's the type of its licence."""

    kind: Kind
    item: str
    name: str
    about: str
    at: datetime

    @property
    def day(self) -> str:
        """The day on which it was issued."""
        return dates.day_text(dates.last_day(self.at), year=True)

    @property
    def of_item(self) -> str:
        """The item that it belongs to."""
        return self.item.partition(SEPARATOR)[0]

    @property
    def translated(self) -> bool:
        """Whether its original is sealed and Chinese, so that readers of English get a translation beside it."""
        return self.kind in SEALED_KINDS


def issued(lines: Sequence[Line], names: Names, licences: Sequence[Shown] = ()) -> tuple[Issued, ...]:
    """This will list the documents that a case has, the newest of each kind and item, the newest first."""
    found: dict[tuple[Kind, str], Issued] = {}
    for line in lines:
        for kind, key, items in made_by(line.event):
            if kind == RECEIPT:
                continue
            about = names.listed(names.of("item", item) for item in items)
            found[(kind, key)] = Issued(kind, key, gettext(NAMES[kind]), about, line.event.at)
    for paper in _certificates(lines, names, licences):
        found[(paper.kind, paper.item)] = paper
    for one in licences:
        # The paper that ends a licence belongs to the case that gave it first; one that renewed it has none.
        if one.ended is not None and lines and one.licence.case == str(lines[0].stored.stream):
            about = names.of("licence", one.licence.type)
            ended = Issued(ENDED, one.licence.item, gettext(NAMES[ENDED]), about, one.ended.at)
            found[(ended.kind, ended.item)] = ended
    return tuple(sorted(found.values(), key=lambda one: one.at, reverse=True))


def _certificates(lines: Sequence[Line], names: Names, licences: Sequence[Shown]) -> Iterator[Issued]:
    """The certificates of the licences that this case gave or renewed, each as of its decision."""
    case = str(lines[0].stored.stream) if lines else ""
    for key, one, period in given_by(case, licences):
        name = gettext("%(licence)s（电子证照）") % {"licence": names.of("licence", one.licence.type)}
        yield Issued(GIVEN, key, name, one.licence.number, given_at(lines, period))
