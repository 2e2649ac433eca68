"""The papers and printed forms that an item asks for, as its sources say."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from yici.domain.fact import Source
from yici.domain.item import Item, MaterialUse
from yici.domain.planner.judge import Judge
from yici.web.amounts import limit_text
from yici.web.citizen.plan_page.papers import FORMS
from yici.web.condition_words import condition_words
from yici.web.words import Names


@dataclass(frozen=True, slots=True)
class PaperWords:
    """One paper: in which form, when, why, what is looked at, and how it need not be handed in at once or at all."""

    name: str
    printed: str
    form: str
    when: str
    optional: bool
    basis: str
    source: str
    later: str
    by_commitment: bool
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """One printed form: how many boxes it prints, and where it was found."""

    name: str
    fields: str
    source: str
    when: str


def paper_words(use: MaterialUse, sources: Mapping[str, Source], judge: Judge, names: Names) -> PaperWords:
    """This will put one paper into words."""
    name = names.of("material", use.material)
    return PaperWords(
        name=name,
        printed=use.printed if use.printed != names.catalogue.materials[use.material].name else "",
        form=form_words(use),
        when=when_words(use.when, judge, names),
        optional=use.required is False,
        basis=names.article(use.basis or ""),
        source=names.cited(sources[use.source]) if use.source in sources else use.source,
        later=_later(use),
        by_commitment=use.by_commitment,
        points=names.texts(use.review_points),
    )


def form_words(use: MaterialUse) -> str:
    """This will write original or copy, and how many; that it is not said where no source says."""
    form = gettext(FORMS[use.form]) if use.form else gettext("原件还是复印件没有写明")
    copies = ngettext("%(n)s 份", "%(n)s 份", use.copies) % {"n": use.copies} if use.copies else ""
    return gettext("，").join(part for part in (form, copies) if part)


def when_words(when: str | None, judge: Judge, names: Names) -> str:
    """This will say on what it hangs whether something is needed; nothing where it always is."""
    return gettext("看情形：%(condition)s") % {"condition": condition_words(when, names)} if when else ""


def _later(use: MaterialUse) -> str:
    if use.deferral is None:
        return ""
    if use.deferral.at_inspection or use.deferral.limit is None:
        return gettext("可以到现场核查时再交")
    return gettext("可以晚交，%(limit)s内") % {"limit": limit_text(use.deferral.limit)}


def printed_words(item: Item, sources: Mapping[str, Source], judge: Judge, names: Names) -> tuple[PrintedWords, ...]:
    """This will put the printed forms of an item into words."""
    return tuple(
        PrintedWords(
            name=form.name,
            fields=ngettext("印有 %(n)s 项", "印有 %(n)s 项", len(form.fields)) % {"n": len(form.fields)},
            source=names.cited(sources[form.source]) if form.source in sources else form.source,
            when=when_words(form.when, judge, names),
        )
        for form in item.forms
    )
