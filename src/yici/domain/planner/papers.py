"""The papers: each canonical paper once, in its strictest form, with how it is met and why it is asked at all."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from yici.domain.clock import Limit
from yici.domain.item import PaperForm
from yici.domain.lengths import soonest
from yici.domain.occurrence import numbered_material, of_holder
from yici.domain.plan import How, PlannedMaterial
from yici.domain.planner.form import Sheet
from yici.domain.planner.judge import Judge
from yici.domain.planner.merging import Use, copies, counted, deciding, perhaps, strictest
from yici.domain.planner.prepared import LocalPapers
from yici.domain.planner.reasons import LAW_SHARED, because
from yici.domain.planner.request import Request
from yici.domain.planner.sources import Sources
from yici.domain.policy import Policy
from yici.domain.reason import Reason
from yici.domain.vocabulary import subject_of

# From the lightest to the heaviest for the applicant: the heaviest use of a paper decides how the paper is met.
WEIGHT: dict[How, int] = {
    "spared": 0, "held": 1, "shared": 2, "produced": 3, "form": 4, "commitment": 5, "deferrable": 6, "submit": 7,
}  # fmt: skip
HANDED_IN: frozenset[How] = frozenset({"deferrable", "submit"})


class Paper(NamedTuple):
    """One line of the list: the uses it stands for, those of them that decide (see `merging`), how the heaviest
    of those is met, and their strictest form.

    `number`: whose paper it is where several fill a role. `giver`: an item that would make it, if an open question
    calls for it.
    """

    uses: tuple[Use, ...]
    chosen: tuple[Use, ...]
    how: How
    form: PaperForm | None
    maybe: bool
    mandatory: bool | None
    number: int = 1
    giver: str | None = None

    @property
    def material(self) -> str:
        """The paper's name in the plan."""
        return numbered_material(self.uses[0].material.id, self.number)

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


class Stack:
    """The papers under one choice of uses and one state of what is known; worded once where no question is open."""

    def __init__(
        self,
        uses: Iterable[Use],
        sheet: Sheet,
        committed: frozenset[str],
        open_items: frozenset[str],
        local: LocalPapers,
        *,
        tolerance: bool,
    ) -> None:
        self._open = open_items
        self._local = local
        self._sources = sheet.sources
        self._merged = sheet.merged
        self._committed = committed
        self._tolerance = tolerance
        groups: dict[object, list[Use]] = {}
        for number, use in enumerate(uses):
            groups.setdefault(use.material.id if sheet.merged else number, []).append(use)
        self.papers = [
            self._paper(tuple(group), number)
            for group in groups.values()
            for number in range(1, sheet.counts.get(subject_of(group[0].material.id) or "", 1) + 1)
        ]
        self._worded: dict[int, PlannedMaterial] = {}

    def word(self, judge: Judge) -> tuple[PlannedMaterial, ...]:
        """Put the papers into words."""
        if not self._worded:
            steady = (paper for paper in self.papers if all(use.live for use in paper.uses))
            self._worded = {id(paper): self._planned(judge, paper) for paper in steady}
        return tuple([self._worded.get(id(paper)) or self._planned(judge, paper) for paper in self.papers])

    def _planned(self, judge: Judge, paper: Paper) -> PlannedMaterial:
        return _planned(judge, paper, self._sources, self._local)

    def _paper(self, uses: tuple[Use, ...], number: int) -> Paper:
        # An optional use says nothing on how the paper is met where another item must have it.
        chosen = deciding(uses)
        how = max([self._how(use, number) for use in chosen], key=WEIGHT.__getitem__)
        giver = self._giver(chosen) if how in HANDED_IN and number == 1 else None
        return Paper(
            uses=uses,
            chosen=chosen,
            how=how,
            form=strictest(chosen),
            maybe=not chosen[0].live or giver is not None,
            mandatory=_mandatory(chosen),
            number=number,
            giver=giver,
        )

    def _giver(self, uses: tuple[Use, ...]) -> str | None:
        """Name an open item that would make the paper for every use that asks for it now."""
        found = [self._sources.may_give(use.material.licence, use.item.id, self._open) for use in uses]
        return found[0] if all(found) else None

    def _how(self, use: Use, number: int) -> How:
        if (use.item.id, use.material.id) in self._local.spared:
            return "spared"
        if use.material.is_form:
            return "form" if self._merged else "submit"
        known = self._sources.paper(use.material, use.item.id)
        if known is not None and not (known == "held" and number > 1):
            return known
        if use.use.by_commitment and use.item.id in self._committed:
            return "commitment"
        return "deferrable" if use.use.deferral is not None and self._tolerance else "submit"


def make_stack(
    request: Request,
    sheet: Sheet,
    applying: frozenset[str],
    open_items: frozenset[str],
    committed: frozenset[str],
    policy: Policy,
) -> Stack:
    """This will list the papers of a plan, or give the list made before for the same uses, sheet and commitments."""
    judge = request.judge
    local = request.prepared.local_papers(request.local)
    lives = tuple([one.item.id in applying and judge(one.use.when).holds for one in local.wanted])
    # A sheet is told by its identity: it stands for one state of forms, holdings and answers.
    key = (sheet, request.local.code, lives, open_items, committed, policy.tolerance)
    return request.prepared.stacks.get(
        key, lambda: Stack(_uses(local, lives), sheet, committed, open_items, local, tolerance=policy.tolerance)
    )


def _uses(local: LocalPapers, lives: tuple[bool | None, ...]) -> list[Use]:
    return [Use(*one, live) for one, live in zip(local.wanted, lives, strict=True) if live is not False]


def _mandatory(uses: Iterable[Use]) -> bool | None:
    said = {use.use.required for use in uses}
    return True if True in said else None if None in said else False


def paper_count(lines: Iterable[Paper]) -> int:
    """Count the papers to be handed in; the merged form is one of them."""
    counted = [line for line in lines if line.counts]
    return sum(line.handed_in for line in counted) + any(line.how == "form" for line in counted)


def _planned(judge: Judge, line: Paper, sources: Sources, local: LocalPapers) -> PlannedMaterial:
    material = of_holder(line.uses[0].material, line.number, local.roles)
    deferrals = [use.use.deferral for use in line.uses if use.use.deferral is not None]
    limits = [deferral.limit for deferral in deferrals if deferral.limit] if line.how == "deferrable" else []
    later = soonest(limits)
    lapses_for = _lapsing(line, later) if line.how == "deferrable" else ()
    return PlannedMaterial(
        material=line.material,
        name=material.name,
        name_en=material.name_en or material.name,
        how=line.how,
        form=line.form,
        copies=copies(line.chosen, local),
        items=line.items,
        printed_as=tuple(dict.fromkeys(use.use.printed for use in line.uses)),
        printed=len(line.uses),
        sources=tuple(dict.fromkeys(use.use.source for use in line.uses)),
        reasons=(*_met(line, sources, local), *_later(limits), *_asked(judge, line), *_merged(line, local)),
        at_inspection=line.at_inspection,
        later=later,
        lapses=bool(lapses_for),
        lapses_for=lapses_for,
        mandatory=line.mandatory,
        maybe=line.maybe,
    )


def _lapsing(line: Paper, later: Limit | None) -> tuple[str, ...]:
    """Name the items that a text lets lapse without the paper. Whoever has longer than the soonest limit of the others
    does not lapse by theirs."""
    late = [(use.item.id, use.use.deferral) for use in line.uses]
    found = (item for item, one in late if one and one.missed == "withdrawn" and one.limit == later)
    return tuple(dict.fromkeys(found))


def _later(limits: list[Limit]) -> Iterator[Reason]:
    if len({limit.unit for limit in limits}) > 1:
        yield because("material.later_soonest")


def _met(line: Paper, sources: Sources, local: LocalPapers) -> Iterator[Reason]:
    material = line.uses[0].material
    licence = material.licence or ""
    if line.how == "spared":
        for item in line.items:
            yield because("material.spared", item=item, source=local.spared[item, material.id])
    elif line.how == "held":
        yield because("material.held", licence=licence, **LAW_SHARED)
    elif line.how == "produced":
        giver = next(filter(None, (sources.giver(licence, use.item.id) for use in line.uses)), "")
        yield because("material.produced", licence=licence, item=giver, **LAW_SHARED)
    elif line.how == "shared":
        registers = ", ".join(sources.shares(material, line.uses[0].item.id))
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


def _asked(judge: Judge, line: Paper) -> Iterator[Reason]:
    for item, use, _, live in line.uses:
        yield because("material.asked", item=item.id, source=use.source)
        if use.basis is not None:
            yield because("material.basis", item=item.id, basis=use.basis)
        if use.form is None:
            yield because("material.form_unknown", item=item.id)
        if use.required is False:
            yield because("material.optional", item=item.id)
        if live is None and use.when is not None:
            questions = ", ".join(judge(use.when).open)
            yield because("material.maybe", item=item.id, when=use.when, questions=questions)
    if line.giver is not None:
        yield because("material.may_be_produced", licence=line.uses[0].material.licence or "", item=line.giver)


def _merged(line: Paper, local: LocalPapers) -> Iterator[Reason]:
    if len(line.uses) > 1:
        yield because("material.merged", times=str(len(line.uses)))
        yield from counted(line.chosen, local)
        yield from perhaps(line.uses, line.chosen)
