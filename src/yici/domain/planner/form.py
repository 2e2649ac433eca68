"""The one form: every printed box of every form that applies, each element once, and why it is asked or spared."""

from collections.abc import Iterator
from typing import NamedTuple

from yici.domain.plan import Form, FormField
from yici.domain.planner.judge import Judge
from yici.domain.planner.prepared import Box, Group, remember, split_of
from yici.domain.planner.reasons import because, told
from yici.domain.planner.request import Request
from yici.domain.planner.sources import Known, Sources
from yici.domain.policy import Policy
from yici.domain.reason import Reason

OMITTED = Known("omitted", "D", ())
Used = tuple[bool | None, ...]


class Line(NamedTuple):
    """One line of the form: the boxes printed for it, those that are (or may be) to be filled, who knows the value.

    `maybe`: no box is surely to be filled, but one may be. `numbers` are its forms if nothing hangs on an answer.
    """

    group: Group
    boxes: tuple[Box, ...]
    live: tuple[Box, ...]
    known: Known
    maybe: bool = False
    numbers: tuple[int, ...] | None = None

    @property
    def asked(self) -> bool:
        """True when the applicant fills it."""
        return self.known.origin == "ask"


def used_forms(request: Request, applying: frozenset[str]) -> Used:
    """This will say of every printed form, by number, whether it is used: yes, no, or unknown."""
    return tuple(used.item in applying and request.judge(used.form.when).holds for used in request.prepared.forms)


def form_lines(request: Request, used: Used, sources: Sources, policy: Policy) -> list[Line]:
    """This will merge the boxes to one line for each element, or leave each box alone when forms are not merged."""
    lines: list[Line] = []
    for group in request.prepared.groups:
        numbers = tuple([number for number in group.forms if used[number] is not False])
        if numbers and policy.merged_form:
            lines.append(_merged(request.judge, group, numbers, used, sources))
        elif numbers:
            lines += _alone(request.judge, group, numbers, used, sources)
    return lines


def _merged(judge: Judge, group: Group, numbers: tuple[int, ...], used: Used, sources: Sources) -> Line:
    if group.plain and all([used[number] for number in numbers]):
        boxes, live, items = group.split(numbers)
        known = sources.known(group.element, items) if live else OMITTED
        return Line(group, boxes, live, known, numbers=numbers)
    boxes = tuple(box for box in group.boxes if box.number in numbers)
    states = [_state(judge, box, used) for box in boxes]
    live = tuple(box for box, state in zip(boxes, states, strict=True) if state is not False)
    known = sources.known(group.element, split_of(boxes, live).items) if live else OMITTED
    return Line(group, boxes, live, known, maybe=bool(live) and True not in states)


def _alone(judge: Judge, group: Group, numbers: tuple[int, ...], used: Used, sources: Sources) -> Iterator[Line]:
    for box in group.boxes:
        if box.number in numbers:
            state = _state(judge, box, used)
            known = OMITTED if state is False else sources.known(group.element, (box.item,))
            yield Line(group, (box,), () if state is False else (box,), known, maybe=state is None)


def _state(judge: Judge, box: Box, used: Used) -> bool | None:
    """Say whether a box is to be filled: its form must be used and its own condition hold."""
    if box.field.omit is not None:
        return False
    form = used[box.number]
    own = True if box.field.when is None else judge(box.field.when).holds
    return False if own is False or form is False else None if own is None or form is None else True


def merged_form(request: Request, lines: list[Line]) -> Form:
    """This will word the lines: what the applicant fills, and the ledger of what was spared."""
    return Form(
        fields=tuple([_worded(request, line) for line in lines if line.asked]),
        spared=tuple([_worded(request, line) for line in lines if not line.asked]),
        printed=sum([len(line.boxes) for line in lines]),
        distinct=len({line.group.element for line in lines}),
    )


def _worded(request: Request, line: Line) -> FormField:
    """Most lines hang on no answer: they read the same in every plan that uses the same forms and sources."""
    if line.numbers is None:
        return _field(request, line)
    key = (line.numbers, line.known)
    found = line.group.worded.get(key)
    if found is None:
        found = _field(request, line)
        remember(line.group.worded, key, found)
    return found


def _field(request: Request, line: Line) -> FormField:
    known, shown = line.known, line.live or line.boxes
    return FormField(
        element=line.group.element,
        origin=known.origin,
        trust=known.trust,
        locked=known.trust == "A",
        mandatory=_mandatory(line.live),
        asked_by=tuple(dict.fromkeys(box.form for box in shown)),
        items=tuple(dict.fromkeys(box.item for box in shown)),
        printed=len(line.boxes),
        reasons=(*_why(known), *_repeated(line), *_hanging(request, line)),
        register=known.register,
        licence=known.licence,
        given_by=known.given_by,
        question=known.question,
        maybe=line.maybe,
    )


def _mandatory(live: tuple[Box, ...]) -> bool | None:
    said = {box.field.mandatory for box in live}
    return True if True in said else None if None in said else False


def _why(known: Known) -> Iterator[Reason]:
    if known.why:
        yield told(*known.why)


def _repeated(line: Line) -> Iterator[Reason]:
    if len(line.boxes) > 1:
        forms = ", ".join(dict.fromkeys(box.form for box in line.boxes))
        yield because("field.merged", times=str(len(line.boxes)), forms=forms)


def _hanging(request: Request, line: Line) -> Iterator[Reason]:
    """Say of a line that is not surely to be filled what it hangs on, or why it is left out, each reason once."""
    if not line.live:
        yield from {(reason.code, *reason.params.values()): reason for reason in _left_out(request, line)}.values()
    elif line.maybe:
        for when in dict.fromkeys(_open_conditions(request, line)):
            yield because("field.maybe", when=when, questions=", ".join(request.judge(when).open))


def _open_conditions(request: Request, line: Line) -> Iterator[str]:
    for box in line.live:
        for when in (box.field.when, request.prepared.forms[box.number].form.when):
            if when is not None and request.judge(when).holds is None:
                yield when


def _left_out(request: Request, line: Line) -> Iterator[Reason]:
    for box in line.boxes:
        if box.field.omit is not None:
            yield because("field.omitted", omission=box.field.omit, form=box.form)
        elif box.field.when is not None:
            judged = request.judge(box.field.when)
            questions = ", ".join(judged.used or judged.not_asked)
            yield because("field.not_applicable", when=box.field.when, questions=questions, form=box.form)
