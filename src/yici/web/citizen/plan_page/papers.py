"""The papers: what to bring, in which form, and why; what not to bring, and why not."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop, ngettext

from yici.domain.plan import PlannedMaterial
from yici.web.amounts import limit_text
from yici.web.citizen.plan_page.lead import HANDED_IN
from yici.web.words import Names, worded

HOW: dict[str, tuple[str, str]] = {
    "submit": (gettext_noop("要交"), ""),
    "deferrable": (gettext_noop("可以晚交"), "later"),
    "commitment": (gettext_noop("不用交，您已承诺"), "good"),
    "form": (gettext_noop("不用交，合成一张表"), "good"),
    "produced": (gettext_noop("不用交，本次产生"), "good"),
    "spared": (gettext_noop("不用交，本地不再收"), "good"),
    "held": (gettext_noop("不用交，您已持有"), "good"),
    "shared": (gettext_noop("不用交，部门共享"), "good"),
}
FORMS: dict[str, str] = {
    "original": gettext_noop("原件"),
    "copy": gettext_noop("复印件"),
    "original_and_copy": gettext_noop("原件和复印件"),
    "electronic": gettext_noop("电子件"),
}
SAID_BY_THE_TAG = frozenset({"material.submit", "material.form_unknown"})


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to show: how it is met, in which form, who asks for it and why, and the doubts about it."""

    name: str
    how: str
    tone: str
    handed_in: bool
    form: str
    form_only: str
    items: str
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    maybe: bool


def paper_words(paper: PlannedMaterial, names: Names) -> Paper:
    """This will put one paper into words."""
    how, tone = HOW[paper.how]
    said = [(reason.code, worded(reason, names)) for reason in paper.reasons if reason.code not in SAID_BY_THE_TAG]
    return Paper(
        name=names.of("material", paper.material),
        how=_how(paper, gettext(how)),
        tone=tone,
        handed_in=paper.how in HANDED_IN,
        form=_form(paper),
        form_only=gettext(FORMS[paper.form]) if paper.form else "",
        items=names.listed(names.of("item", item) for item in paper.items),
        reasons=tuple(dict.fromkeys(words for _, words in said)),
        doubts=tuple(_doubts(paper)),
        maybe=paper.maybe,
    )


def _how(paper: PlannedMaterial, how: str) -> str:
    if paper.how == "submit" and paper.maybe:
        return gettext("可能要交")
    if paper.how == "submit" and paper.mandatory is False:
        return gettext("可以不交")
    if paper.at_inspection:
        return gettext("可以到现场核查时再交")
    if paper.later is not None:
        return gettext("可以晚交，%(limit)s内") % {"limit": limit_text(paper.later)}
    return how


def _form(paper: PlannedMaterial) -> str:
    form = gettext(FORMS[paper.form]) if paper.form else ""
    copies = ngettext("%(n)s 份", "%(n)s 份", paper.copies) % {"n": paper.copies} if paper.copies else ""
    return gettext("，").join(part for part in (form, copies) if part)


def _doubts(paper: PlannedMaterial) -> Iterator[str]:
    if paper.how in HANDED_IN and paper.form is None:
        yield gettext("原件还是复印件，来源没有写明；带上原件最稳妥。")
