"""Every reason that a plan can give: its code and the names of its parameters. The faces word each one."""

from yici.domain.competence import REASONS as HANDLED
from yici.domain.reason import Reason

LAW_SHARED = {"law": "国务院令第716号", "article": "第七条"}

REASONS: dict[str, tuple[str, ...]] = {
    # Why an item applies, does not, or is open.
    "item.listed": ("source",),
    "item.when_true": ("when", "questions"),
    "item.when_false": ("when", "questions"),
    "item.open": ("when", "questions"),
    "item.not_asked": ("when", "questions"),
    "item.committed": ("source",),
    "item.commitment_open": ("when", "questions"),
    "item.licence_held": ("licence",),
    "item.suspended": ("since", "source"),
    "item.cancelled": ("since", "source"),
    "item.replaced": ("since", "source", "items"),
    "item.replaces": ("since", "item"),
    "materials.incomplete": (),
    "need.held": ("licence",),
    "need.stated": ("licence", "question"),
    "need.given": ("licence", "by"),
    "need.relaxed": ("licence", "by", "relaxation", "source"),
    "need.may_be_given": ("licence", "by"),
    "need.unmet": ("licence",),
    "need.open": ("licence", "when", "questions"),
    # Why a question still matters: what hangs on it.
    "question.item": ("item",),
    "question.form": ("item", "form"),
    "question.field": ("item", "form", "element"),
    "question.material": ("item", "material"),
    "question.need": ("item", "licence"),
    "question.inspection": ("item", "inspection"),
    "question.commitment": ("item",),
    "question.subject": ("role",),
    "question.leads_to": ("question",),
    # Why a field is asked, or spared.
    "field.only_applicant": (),
    "field.first_captured": ("item", "form"),
    "field.account_unknown": (),
    "field.register_not_connected": ("register",),
    "field.register_key": ("register",),
    "field.register_key_not_asked": ("register",),
    "field.reuse_off": ("register",),
    "field.merged": ("times", "forms"),
    "field.maybe": ("when", "questions"),
    "field.answered": ("question",),
    "field.account": (),
    "field.declared": (),
    "field.register": ("register", "law", "article"),
    "field.register_by": ("register", "elements", "law", "article"),
    "field.produced": ("item", "licence", "law", "article"),
    "field.held": ("licence", "law", "article"),
    "field.omitted": ("omission", "form"),
    "field.not_applicable": ("when", "questions", "form"),
    # Why a paper is asked, and how it is met.
    "material.asked": ("item", "source"),
    "material.basis": ("item", "basis"),
    "material.merged": ("times",),
    "material.maybe": ("item", "when", "questions"),
    "material.may_be_produced": ("licence", "item"),
    "material.optional": ("item",),
    "material.form_unknown": ("item",),
    "material.original_maybe": ("item",),
    "material.form_maybe": ("item",),
    "material.copies_maybe": ("item", "copies"),
    "material.copies_kept": ("agency", "copies"),
    "material.copies_largest": (),
    "material.later_soonest": (),
    "material.later_capped": ("item", "source"),
    "material.spared": ("item", "source"),
    "material.held": ("licence", "law", "article"),
    "material.shared": ("registers", "law", "article"),
    "material.produced": ("licence", "item", "law", "article"),
    "material.merged_form": (),
    "material.deferrable": ("item", "source"),
    "material.at_inspection": ("item", "source"),
    "material.commitment": ("item", "source"),
    "material.submit": (),
    # Where an approval is handled.
    **HANDLED,
    # When an approval starts and ends.
    "start.accepted_on_submission": ("date",),
    "start.after": ("item", "licence"),
    "start.after_opinion": ("item", "licence"),
    "start.serial": ("item",),
    "start.assumes_licence": ("licence",),
    "promised.place": ("source",),
    "promised.item": ("source",),
    "promised.commitment": ("source",),
    "promised.legal": ("source",),
    "promised.capped": ("source",),
    "promised.unknown": (),
    "legal.item": ("source",),
    "legal.regime": ("regime", "source"),
    "legal.joint": ("source",),
    "legal.joint_over": ("source",),
    "legal.unknown": (),
    "promised.joint": ("source",),
    # What others are asked, and what the limit does not count.
    "opinion.asked": ("agency", "source"),
    "opinion.absence": ("law", "article"),
    "opinion.no_absence": (),
    "procedure.not_counted": ("cause", "source"),
    "end.not_before": ("item",),
    "end.hours_from_noon": ("amount", "unit"),
    "schedule.calendar_missing": ("year",),
    "schedule.limit_unknown": ("item",),
    "schedule.items_unknown": (),
    "schedule.items_open": ("count",),
    "schedule.office_hours_missing": ("item",),
    # Why there is a visit to the premises, and why it is one visit.
    "visit.inspection": ("item", "inspection", "source"),
    "visit.open": ("item", "inspection", "when", "questions"),
    "visit.joined": ("items",),
    "visit.not_joinable": ("item", "inspection"),
    "visit.within": ("item", "amount", "unit", "source"),
    "visit.before_promise": ("item",),
    # Why the applicant must come.
    "trip.original": ("material",),
    "trip.form_unknown": ("material",),
    "trip.papers_unknown": ("item",),
    "trip.collect": ("item",),
    "trip.delivery_unknown": ("item",),
    # What a sum leaves out because nobody has published it, or because a question is open.
    "burden.items_unknown": (),
    "burden.steps_unknown": ("item",),
    "burden.days_unknown": ("item",),
    "burden.visits_unknown": ("item",),
    "burden.departments_unknown": ("item",),
    "burden.circle": ("items",),
    "burden.materials_incomplete": ("item",),
    "burden.item_open": ("item",),
    "burden.fields_open": ("count",),
    "burden.papers_open": ("count",),
}


def because(code: str, **params: str) -> Reason:
    """This will make a reason; its code must stand in REASONS with exactly these parameters (a test sees to it)."""
    return Reason(code, params)


def told(code: str, *values: str) -> Reason:
    """This will make a reason from its code and the values of its parameters in the order of the table."""
    return Reason(code, dict(zip(REASONS[code], values, strict=True)))
