"""The papers: each canonical paper once, in its strictest form, with how it is met and why it is asked at all."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from yici.domain.clock import Limit
from yici.domain.item import Item, MaterialUse, PaperForm
from yici.domain.plan import How, PlannedMaterial
from yici.domain.planner.reasons import LAW_SHARED, because
from yici.domain.planner.request import Request
from yici.domain.planner.sources import Sources
from yici.domain.policy import Policy
from yici.domain.reason import Reason
from yici.domain.vocabulary import Material

# From the lightest to the heaviest for the applicant: the heaviest use of a paper decides how the paper is met.
WEIGHT: dict[How, int] = {
    "held": 0, "shared": 1, "produced": 2, "form": 3, "commitment": 4, "deferrable": 5, "submit": 6,
}  # fmt: skip
STRICTNESS: dict[PaperForm | None, int] = {None: 0, "electronic": 1, "copy": 2, "original": 3, "original_and_copy": 4}
HANDED_IN: frozenset[How] = frozenset({"deferrable", "submit"})


class Use(NamedTuple):
    """One paper as one item asks for it; `live` is None while a question is open."""

    item: Item
    use: MaterialUse
    material: Material
    live: bool | None


class Paper(NamedTuple):
    """One line of the list: the uses it stands for, how the heaviest of them is met, and their strictest form."""

    uses: list[Use]
    how: How
    form: PaperForm | None
    maybe: bool
    mandatory: bool | None

    @property
    def counts(self) -> bool:
        """True when it is surely and not just optionally wanted."""
        return not self.maybe and self.mandatory is not False

    @property
    def handed_in(self) -> bool:
        """True when the applicant has to bring it."""
        return self.how in HANDED_IN

    @property
    def items(self) -> tuple[str, ...]:
        """The items that ask for it, each once."""
        return tuple(dict.fromkeys(use.item.id for use in self.uses))

    @property
    def at_inspection(self) -> bool:
        """True when it may be shown at the inspection instead of being sent in."""
        deferrals = [use.use.deferral for use in self.uses if use.use.deferral is not None]
        return self.how == "deferrable" and all(deferral.at_inspection for deferral in deferrals)


def paper_uses(request: Request, applying: frozenset[str]) -> tuple[Use, ...]:
    """This will list every use of a paper that applies or may apply, in the order of the items."""
    judge = request.judge
    wanted = [(one, judge(one.use.when).holds) for one in request.prepared.wanted if one.item.id in applying]
    return tuple([Use(*one, live) for one, live in wanted if live is not False])


def papers(
    request: Request, uses: Iterable[Use], sources: Sources, committed: frozenset[str], policy: Policy
) -> list[Paper]:
    """This will merge the uses to one line for each canonical paper, or leave each alone when forms are not merged."""
    groups: dict[object, list[Use]] = {}
    for number, use in enumerate(uses):
        groups.setdefault(use.material.id if policy.merged_form else number, []).append(use)
    return [_paper(request, group, sources, committed, policy) for group in groups.values()]


def _paper(request: Request, uses: list[Use], sources: Sources, committed: frozenset[str], policy: Policy) -> Paper:
    sure = [use for use in uses if use.live]
    hows = [_how(request, use, sources, committed, policy) for use in sure or uses]
    return Paper(
        uses=uses,
        how=max(hows, key=WEIGHT.__getitem__),
        form=max([each.use.form for each in uses], key=STRICTNESS.__getitem__),
        maybe=not sure,
        mandatory=_mandatory(sure or uses),
    )


def _mandatory(uses: list[Use]) -> bool | None:
    said = {use.use.required for use in uses}
    return True if True in said else None if None in said else False


def _how(request: Request, use: Use, sources: Sources, committed: frozenset[str], policy: Policy) -> How:
    material = use.material
    if material.is_form and policy.merged_form:
        return "form"
    known = _known(request, use, sources) if policy.reuse else None
    if known is not None:
        return known
    if use.use.by_commitment and use.item.id in committed:
        return "commitment"
    return "deferrable" if use.use.deferral is not None and policy.tolerance else "submit"


def _known(request: Request, use: Use, sources: Sources) -> How | None:
    material = use.material
    if material.licence is not None:
        if material.licence in request.holdings.licences:
            return "held"
        if sources.giver(material.licence, use.item.id) is not None:
            return "produced"
    return "shared" if sources.shares(certified(request, material)) else None


def certified(request: Request, material: Material) -> tuple[str, ...]:
    """Name the elements that a paper makes known, itself or as the paper of its licence type."""
    if material.certifies or material.licence is None:
        return material.certifies
    return request.catalogue.licences[material.licence].certifies


def paper_count(lines: Iterable[Paper]) -> int:
    """Count the papers to be handed in; the merged form is one of them."""
    counted = [line for line in lines if line.counts]
    return sum(line.handed_in for line in counted) + any(line.how == "form" for line in counted)


def planned_materials(request: Request, lines: Iterable[Paper], sources: Sources) -> tuple[PlannedMaterial, ...]:
    """This will word the lines."""
    return tuple(_planned(request, line, sources) for line in lines)


def _planned(request: Request, line: Paper, sources: Sources) -> PlannedMaterial:
    material = line.uses[0].material
    deferrals = [use.use.deferral for use in line.uses if use.use.deferral is not None]
    limits = [deferral.limit for deferral in deferrals if deferral.limit] if line.how == "deferrable" else []
    return PlannedMaterial(
        material=material.id,
        name=material.name,
        name_en=material.name_en or material.name,
        how=line.how,
        form=line.form,
        copies=max((use.use.copies for use in line.uses if use.use.copies is not None), default=None),
        items=line.items,
        printed_as=tuple(dict.fromkeys(use.use.printed for use in line.uses)),
        printed=len(line.uses),
        sources=tuple(dict.fromkeys(use.use.source for use in line.uses)),
        reasons=(*_met(request, line, sources), *_asked(request, line), *_merged(line)),
        at_inspection=line.at_inspection,
        later=_soonest(limits),
        mandatory=line.mandatory,
        maybe=line.maybe,
    )


def _soonest(limits: list[Limit]) -> Limit | None:
    """Take the shortest limit; limits in different units are not compared, the first unit named counts."""
    return min((one for one in limits if one.unit == limits[0].unit), key=lambda one: one.amount, default=None)


def _met(request: Request, line: Paper, sources: Sources) -> Iterator[Reason]:
    material = line.uses[0].material
    licence = material.licence or ""
    if line.how == "held":
        yield because("material.held", licence=licence, **LAW_SHARED)
    elif line.how == "produced":
        giver = next(filter(None, (sources.giver(licence, use.item.id) for use in line.uses)), "")
        yield because("material.produced", licence=licence, item=giver, **LAW_SHARED)
    elif line.how == "shared":
        registers = ", ".join(sources.shares(certified(request, material)))
        yield because("material.shared", registers=registers, **LAW_SHARED)
    elif line.how == "form":
        yield because("material.merged_form")
    elif line.how == "submit":
        yield because("material.submit")
    else:
        yield from _eased(line)


def _eased(line: Paper) -> Iterator[Reason]:
    for use in line.uses:
        commitment, deferral = use.item.commitment, use.use.deferral
        if line.how == "commitment" and commitment is not None and use.use.by_commitment:
            yield because("material.commitment", item=use.item.id, source=commitment.source)
        if line.how == "deferrable" and deferral is not None:
            code = "material.at_inspection" if deferral.at_inspection else "material.deferrable"
            yield because(code, item=use.item.id, source=deferral.source)


def _asked(request: Request, line: Paper) -> Iterator[Reason]:
    for item, use, _, live in line.uses:
        yield because("material.asked", item=item.id, source=use.source)
        if use.basis is not None:
            yield because("material.basis", item=item.id, basis=use.basis)
        if use.form is None:
            yield because("material.form_unknown", item=item.id)
        if use.required is False:
            yield because("material.optional", item=item.id)
        if live is None and use.when is not None:
            questions = ", ".join(request.judge(use.when).open)
            yield because("material.maybe", item=item.id, when=use.when, questions=questions)


def _merged(line: Paper) -> Iterator[Reason]:
    if len(line.uses) > 1:
        yield because("material.merged", times=str(len(line.uses)))
