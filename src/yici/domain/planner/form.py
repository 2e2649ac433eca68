"""The one form: every printed box of every form that applies, each element once, and why it is asked or spared."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from yici.domain.form import Form, FormField
from yici.domain.occurrence import numbered_element
from yici.domain.planner.judge import Judge
from yici.domain.planner.prepared import Box, Group, Kept, Prepared
from yici.domain.planner.reasons import because, told
from yici.domain.planner.request import Request
from yici.domain.planner.sources import Known, Printed, Sources
from yici.domain.policy import Policy
from yici.domain.reason import Reason
from yici.domain.vocabulary import role_of

WAYS = 16
"""For so many ways in which the conditions of one element came out its lines are kept."""
OMITTED = Known("omitted", "D", ())
Used = tuple[bool | None, ...]


@dataclass(slots=True, eq=False)
class Line:
    """One line of the form: the boxes printed for it, those that are (or may be) to be filled, who knows the value.

    `maybe`: no box is surely to be filled, but one may be. `words`: the line in words, once somebody has asked for it.
    """

    element: str
    boxes: tuple[Box, ...]
    live: tuple[Box, ...]
    known: Known
    maybe: bool
    words: FormField | None = None

    @property
    def asked(self) -> bool:
        """True when the applicant fills it."""
        return self.known.origin == "ask"


class Entry(NamedTuple):
    """One element of a sheet: its boxes, the conditions that its lines hang on with the lines made so far, and the
    lines at once (`steady`) where there are none."""

    group: Group
    whens: tuple[str, ...]
    made: Kept
    steady: tuple[Line, ...]


class Sheet:
    """The form as far as it hangs on no single answer: for one choice of forms, and one state of what is known.

    The lines of an element are made once for each way in which the conditions of its own boxes come out.
    """

    def __init__(self, request: Request, used: Used, sources: Sources, *, merged: bool) -> None:
        self.sources = sources
        self.counts = request.counts
        self._used = used
        self.merged = merged
        groups = (_on(group, used) for group in request.prepared.groups)
        self._entries = [self._entry(request, group) for group in groups if group.boxes]

    def lines(self, judge: Judge) -> list[Line]:
        """Give every line, in printed order."""
        return [line for entry in self._entries for line in entry.steady or self._lines(judge, entry)]

    def _entry(self, request: Request, group: Group) -> Entry:
        whens = _whens(request.prepared, group, self._used)
        return Entry(group, whens, Kept(WAYS), () if whens else self._lines_of(request.judge, group))

    def _lines(self, judge: Judge, entry: Entry) -> tuple[Line, ...]:
        judged = tuple([judge(when) for when in entry.whens])
        return entry.made.get(judged, lambda: self._lines_of(judge, entry.group))

    def _lines_of(self, judge: Judge, group: Group) -> tuple[Line, ...]:
        judged = tuple([(box, _state(judge, box, self._used)) for box in group.boxes])
        alike = (judged,) if self.merged else tuple([(one,) for one in judged])
        holders = range(1, self.counts.get(role_of(group.element), 1) + 1)
        return tuple([self._line(group.element, boxes, number) for number in holders for boxes in alike])

    def _line(self, name: str, judged: tuple[tuple[Box, bool | None], ...], number: int) -> Line:
        element = numbered_element(name, number)
        live = tuple([box for box, state in judged if state is not False])
        boxes = tuple([box for box, _ in judged])
        if not live:
            return Line(element, boxes, live, OMITTED, False)
        sure = dict.fromkeys([box.item for box, state in judged if state])
        known = self.sources.known(name, sure or [box.item for box in live], number)
        maybe = not sure
        if sure and known.origin != "ask":
            # A box that may have to be filled may ask what the others need not: then it alone is asked, perhaps.
            open_ = self.sources.known(name, [box.item for box in live], number)
            known, maybe = (open_, True) if open_.origin == "ask" else (known, False)
        return Line(element, boxes, live, known, maybe)


def used_forms(request: Request, applying: frozenset[str]) -> Used:
    """This will say of every printed form, by number, whether it is used: yes, no, or unknown."""
    return tuple([used.item in applying and request.judge(used.form.when).holds for used in request.prepared.forms])


def printed_keys(request: Request, used: Used) -> Printed:
    """This will list the elements by which registers are asked that are surely to be filled, with the item of each."""
    prepared = request.prepared
    judged = tuple([request.judge(when).holds for when in prepared.key_whens])
    return prepared.printed.get((used, judged), lambda: _printed(request, used))


def _printed(request: Request, used: Used) -> Printed:
    boxes = request.prepared.key_boxes
    return tuple([(box.element, box.item) for box in boxes if _state(request.judge, box, used)])


def make_sheet(request: Request, applying: frozenset[str], used: Used, printed: Printed, policy: Policy) -> Sheet:
    """This will give the sheet of a plan, or the one made before for the same forms, keys, holdings and answers."""
    answered = _answered(request) if policy.merged_form else ()
    counts = tuple(request.counts.items())
    key = (applying, used, printed, request.holdings, answered, counts, policy.merged_form, policy.reuse)
    return request.prepared.sheets.get(key, lambda: _sheet(request, applying, used, printed, dict(answered), policy))


def _sheet(
    request: Request,
    applying: frozenset[str],
    used: Used,
    printed: Printed,
    answered: dict[str, str],
    policy: Policy,
) -> Sheet:
    prepared, merged = request.prepared, policy.merged_form
    sources = Sources(
        prepared,
        applying,
        [form for form, state in zip(prepared.forms, used, strict=True) if state is not False],
        holdings=request.holdings,
        answered=answered,
        printed=printed,
        merged=merged,
        reuse=policy.reuse,
    )
    return Sheet(request, used, sources, merged=merged)


def _answered(request: Request) -> tuple[tuple[str, str], ...]:
    named = [(request.questions[name].element, name) for name in request.answers]
    return tuple([(element, name) for element, name in named if element is not None])


def _on(group: Group, used: Used) -> Group:
    """Leave of a group the boxes on forms that are used."""
    return Group(group.element, tuple([box for box in group.boxes if used[box.number] is not False]))


def _whens(prepared: Prepared, group: Group, used: Used) -> tuple[str, ...]:
    """List the conditions of the boxes, and of the forms that are in doubt."""
    own = [box.field.when for box in group.boxes if box.field.omit is None]
    doubtful = [prepared.forms[box.number].form.when for box in group.boxes if used[box.number] is None]
    return tuple([when for when in dict.fromkeys((*own, *doubtful)) if when is not None])


def _state(judge: Judge, box: Box, used: Used) -> bool | None:
    """Say whether a box is to be filled: its form must be used and its own condition hold."""
    if box.field.omit is not None:
        return False
    form = used[box.number]
    own = judge(box.field.when).holds
    return False if own is False or form is False else None if own is None or form is None else True


def merged_form(request: Request, lines: list[Line]) -> Form:
    """This will word the lines: what the applicant fills, and the ledger of what was spared."""
    fields: list[FormField] = []
    spared: list[FormField] = []
    for line in lines:
        (fields if line.asked else spared).append(line.words or _worded(request, line))
    return Form(
        fields=tuple(fields),
        spared=tuple(spared),
        printed=sum([len(line.boxes) for line in lines]),
        distinct=len({line.element for line in lines}),
    )


def _worded(request: Request, line: Line) -> FormField:
    line.words = _field(request, line)
    return line.words


def _field(request: Request, line: Line) -> FormField:
    known, shown = line.known, line.live or line.boxes
    return FormField(
        element=line.element,
        origin=known.origin,
        trust=known.trust,
        locked=known.trust in ("A", "B"),
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
