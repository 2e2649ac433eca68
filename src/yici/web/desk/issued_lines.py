"""The documents of a case as staff see them: under which number each was issued, whether it is sealed and holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from yici.domain.document import Document
from yici.web.papers import Issued

SEALS = {"waiting": gettext_noop("等盖章"), "sealed": gettext_noop("已盖章")}
ENDS = {"revoked": gettext_noop("已失效"), "replaced": gettext_noop("已被后来的代替")}


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """One document in a list: what it is and how it stands. `check` is its public page, empty until it is issued."""

    paper: Issued
    number: str
    state: str
    check: str


def issued_lines(papers: Iterable[Issued], documents: Sequence[Document]) -> tuple[IssuedLine, ...]:
    """This will say of each document how it was issued; the newest of a kind and item is the one that is shown."""
    newest = {(one.kind, one.key): one for one in sorted(documents, key=lambda one: (one.on, one.seq))}
    return tuple(_line(paper, newest.get((paper.kind, paper.item))) for paper in papers)


def _line(paper: Issued, document: Document | None) -> IssuedLine:
    if document is None:
        return IssuedLine(paper, "", "", "")
    told = [SEALS.get(document.sealing, ""), ENDS.get(document.validity, "")]
    state = " · ".join(gettext(one) for one in told if one)
    return IssuedLine(paper, document.number, state, reverse("check_document", args=[document.code]))
