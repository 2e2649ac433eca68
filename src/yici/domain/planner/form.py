"""The one form: every printed box of every form that applies, each element once, and why it is asked or spared."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from yici.domain.item import Field, Item
from yici.domain.plan import Form, FormField
from yici.domain.planner.judge import Judged
from yici.domain.planner.reasons import LAW_SHARED, because
from yici.domain.planner.request import Request
from yici.domain.planner.sources import ASK, Known, Sources
from yici.domain.policy import Policy
from yici.domain.reason import Reason

OMITTED = Known("omitted", "D")


class Box(NamedTuple):
    """One printed box. `live`: it is to be filled (True), may be (None), or never for this matter (False)."""

    element: str
    item: str
    form: str
    field: Field
    live: bool | None
    when: str | None


class Line(NamedTuple):
    """One line of the form: the boxes it stands for, those of them that are live, and who knows the value."""

    boxes: list[Box]
    live: list[Box]
    known: Known

    @property
    def maybe(self) -> bool:
        """True while no box is surely to be filled but one may be."""
        return bool(self.live) and not any(box.live for box in self.live)

    @property
    def asked(self) -> bool:
        """True when the applicant fills it."""
        return self.known.origin == "ask"


def print_boxes(request: Request, items: Iterable[Item]) -> tuple[Box, ...]:
    """This will list every box of every printed form that these items use, in printed order."""
    return tuple(box for item in items for box in _boxes(request, item))


def _boxes(request: Request, item: Item) -> Iterator[Box]:
    judge = request.judge
    for form in item.forms:
        used = judge(form.when).holds
        if used is False:
            continue
        for field in form.fields:
            if field.omit is not None:
                yield Box(field.element, item.id, form.id, field, False, None)
            elif field.when is None:
                yield Box(field.element, item.id, form.id, field, used, form.when)
            else:
                holds = judge(field.when).holds
                live, when = (used, form.when) if holds else (holds, field.when)
                yield Box(field.element, item.id, form.id, field, live, when)


def form_lines(boxes: Iterable[Box], sources: Sources, policy: Policy) -> list[Line]:
    """This will merge the boxes to one line for each element, or leave each box alone when forms are not merged."""
    if not policy.merged_form:
        return [_line([box], sources, policy) for box in boxes]
    merged: dict[str, list[Box]] = {}
    for box in boxes:
        merged.setdefault(box.element, []).append(box)
    return [_line(group, sources, policy) for group in merged.values()]


def _line(boxes: list[Box], sources: Sources, policy: Policy) -> Line:
    live = [box for box in boxes if box.live is not False]
    if not live:
        return Line(boxes, live, OMITTED)
    known = ASK
    for item in dict.fromkeys(box.item for box in live):
        known = sources.known(live[0].element, item, reuse=policy.reuse, merged=policy.merged_form)
        if known.origin == "ask":
            break
    return Line(boxes, live, known)


def merged_form(request: Request, lines: list[Line], sources: Sources) -> Form:
    """This will word the lines: what the applicant fills, and the ledger of what was spared."""
    fields = [(line.asked, _field(request, line, sources)) for line in lines]
    return Form(
        fields=tuple(field for asked, field in fields if asked),
        spared=tuple(field for asked, field in fields if not asked),
        printed=sum(len(line.boxes) for line in lines),
        distinct=len({line.boxes[0].element for line in lines}),
    )


def _field(request: Request, line: Line, sources: Sources) -> FormField:
    element, known, shown = line.boxes[0].element, line.known, line.live or line.boxes
    return FormField(
        element=element,
        origin=known.origin,
        trust=known.trust,
        locked=known.trust == "A",
        mandatory=_mandatory(line.live),
        asked_by=tuple(dict.fromkeys(box.form for box in shown)),
        items=tuple(dict.fromkeys(box.item for box in shown)),
        printed=len(line.boxes),
        reasons=(*_why(line, sources), *_merged(line), *_hanging(request, line)),
        register=known.register,
        licence=known.licence,
        given_by=known.given_by,
        question=known.question,
        maybe=line.maybe,
    )


def _mandatory(live: list[Box]) -> bool | None:
    said = {box.field.mandatory for box in live}
    return True if True in said else None if None in said else False


def _why(line: Line, sources: Sources) -> Iterator[Reason]:
    if line.known.origin == "omitted":
        return
    yield _WHY[line.known.origin](line, sources)


def _asked(line: Line, sources: Sources) -> Reason:
    element = line.boxes[0].element
    for box in line.live:
        form = sources.first_written.get((element, box.item))
        if form is not None:
            return because("field.first_captured", item=box.item, form=form)
    register = sources.register(element)
    return _unconnected(register, sources)


def _unconnected(register: str, sources: Sources) -> Reason:
    if register == "self":
        return because("field.only_applicant")
    if register == "account":
        return because("field.account_unknown")
    if register in sources.captured:
        item, form = sources.captured[register]
        return because("field.first_captured", item=item, form=form)
    if sources.connected(register):
        return because("field.reuse_off", register=register)
    return because("field.register_not_connected", register=register)


_WHY: dict[str, Callable[[Line, Sources], Reason]] = {
    "ask": _asked,
    "answered": lambda line, _: because("field.answered", question=line.known.question or ""),
    "account": lambda line, _: because("field.account"),
    "register": lambda line, _: because("field.register", register=line.known.register or "", **LAW_SHARED),
    "held": lambda line, _: because("field.held", licence=line.known.licence or "", **LAW_SHARED),
    "produced": lambda line, _: because(
        "field.produced", item=line.known.given_by or "", licence=line.known.licence or "", **LAW_SHARED
    ),
}


def _merged(line: Line) -> Iterator[Reason]:
    if len(line.boxes) > 1:
        forms = ", ".join(dict.fromkeys(box.form for box in line.boxes))
        yield because("field.merged", times=str(len(line.boxes)), forms=forms)


def _hanging(request: Request, line: Line) -> Iterator[Reason]:
    """Say of every box that is not surely to be filled what it hangs on or why it is left out, each once."""
    if not line.live:
        yield from {(reason.code, *reason.params.values()): reason for reason in _left_out(request, line)}.values()
    elif line.maybe:
        for when in dict.fromkeys(box.when for box in line.live if box.when is not None):
            yield because("field.maybe", when=when, questions=", ".join(request.judge(when).open))


def _left_out(request: Request, line: Line) -> Iterator[Reason]:
    for box in line.boxes:
        if box.field.omit is not None:
            yield because("field.omitted", omission=box.field.omit, form=box.form)
        elif box.when is not None:
            used = _used(request.judge(box.when))
            yield because("field.not_applicable", when=box.when, questions=used, form=box.form)


def _used(judged: Judged) -> str:
    return ", ".join(judged.used or judged.not_asked)
