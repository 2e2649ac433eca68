"""What is looked at at the counter: every paper once, with its review points, and what a clerk says of it.

A paper is in order, missing, or to be mended by a coded reason; it may wait only where a definition tolerates that, and
may be left out only where a source says that nobody must bring it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop

from yici.domain.case import Defect
from yici.domain.condition import parse
from yici.domain.form import FormField
from yici.domain.plan import PlannedMaterial
from yici.domain.signing import PlannedSigner
from yici.files.arriving import Arriving, uploads_open
from yici.files.queries import FileRow, files_of
from yici.web.case_words import DEFECT_CODES, worded
from yici.web.citizen.application.came import Unfinished, Uploaded, unfinished_of, uploaded
from yici.web.citizen.application.opened import Opened
from yici.web.citizen.application.papers import later_text, wanted
from yici.web.citizen.question_words import Choice
from yici.web.desk.contents import FORMS, form_text, review_points
from yici.web.lapses import paper_warning

GOOD, MISSING, DEFECT, LATER, NONE = "good", "missing", "defect", "later", "none"
STATES: Final[dict[str, str]] = {
    GOOD: gettext_noop("齐，符合"),
    MISSING: gettext_noop("没有带来"),
    DEFECT: gettext_noop("要改"),
    LATER: gettext_noop("容缺，后补"),
    NONE: gettext_noop("可以不交，没有"),
}
PAPER, FIELD = "paper.", "field."
FORM, ON_PAPER = "form", "paper"
SIGNER, ABSENT_SIGNER, UNSIGNED = "signer:", "absent", "paper.unsigned"
"""Under `signer:` and their role stands who has not come to sign; the notice asks for their signature on the form."""
"""Under this name stands whether the merged form came on paper, filled in and signed."""
ABSENT: Final = "paper.missing"
NOTE: Final = 300
CODES: Final[dict[str, tuple[str, ...]]] = {
    prefix: tuple(code for code in DEFECT_CODES if code.startswith(prefix) and code != ABSENT)
    for prefix in (PAPER, FIELD)
}
SEEN: Final = ("original", "copy", "original_and_copy")
"""How a paper may be seen at a counter; what was photographed or scanned there is kept with it."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be said of a paper, with the key that says it."""

    value: str
    name: str
    chosen: bool
    key: int


@dataclass(frozen=True, slots=True)
class Row:
    """One paper on the list. `later` is the text to read out where it may wait; the rest is as `Paper` of a draft."""

    material: str
    name: str
    form: str
    items: str
    points: tuple[str, ...]
    options: tuple[Option, ...]
    codes: tuple[Choice, ...]
    seen: tuple[Choice, ...]
    note: str
    later: tuple[str, ...]
    state: str
    files: tuple[Uploaded, ...]
    unfinished: tuple[Unfinished, ...]
    wrong: str

    @property
    def id(self) -> str:
        """The id of the row on the page."""
        return "p-" + self.material.replace(".", "-")


def rows_of(opened: Opened, wrong: Mapping[str, str]) -> tuple[Row, ...]:
    """This will list the papers that a plan wants handed in, with what was said of each so far; in three statements."""
    papers = wanted(opened)
    files = files_of(opened.row.id)
    arriving = uploads_open(opened.row.id, [one.material for one in papers])
    return tuple(_row(opened, one, files, arriving, wrong) for one in papers)


def _row(
    opened: Opened, one: PlannedMaterial, files: Sequence[FileRow], arriving: Sequence[Arriving],
    wrong: Mapping[str, str],
) -> Row:  # fmt: skip
    names, told = opened.names, opened.filling.checks.get(one.material, {})
    state = told.get("is", "")
    points = dict.fromkeys(point.text for point in review_points(one, names))
    return Row(
        material=one.material,
        name=names.of("material", one.material),
        form=form_text(one),
        items=names.listed(names.of("item", item) for item in one.items),
        points=tuple(points),
        options=tuple(_options(one, state)),
        codes=_choices(((code, worded(DEFECT_CODES, code)) for code in CODES[PAPER]), told.get("code", "")),
        seen=_choices(((form, gettext(FORMS[form])) for form in SEEN), told.get("seen") or _usual(one)),
        note=told.get("note", ""),
        later=_later(one, opened),
        state=state if state in states_of(one) else "",
        files=tuple(uploaded(file) for file in files if file.material == one.material),
        unfinished=unfinished_of(arriving, one.material),
        wrong=wrong.get(one.material, ""),
    )


def _usual(one: PlannedMaterial) -> str:
    return one.form if one.form in SEEN else "original"


def _choices(pairs: Iterator[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, name, value == chosen) for value, name in pairs)


def states_of(one: PlannedMaterial) -> tuple[str, ...]:
    """This will say what may be said of a paper: tolerated only where a definition does, left out only where it may."""
    waits = (LATER,) if one.how == "deferrable" else (MISSING,)
    free = (NONE,) if one.mandatory is False or one.maybe else ()
    return (GOOD, *waits, DEFECT, *free)


def _options(one: PlannedMaterial, state: str) -> Iterator[Option]:
    for key, value in enumerate(states_of(one), 1):
        yield Option(value, gettext(STATES[value]), value == state, key)


def _later(one: PlannedMaterial, opened: Opened) -> tuple[str, ...]:
    """What is read out to somebody who may bring a paper later: until when, and what happens if it does not come."""
    told = (later_text(one, opened.row.place, opened.now), paper_warning(one.material, opened.plan, opened.names))
    return tuple(text for text in told if text)


def read_checks(opened: Opened, posted: QueryDict) -> dict[str, dict[str, str]]:
    """This will read what a page says of papers and fields; what it does not name stays as it was."""
    found = {one.material: _read_paper(one, posted) for one in wanted(opened) if f"is:{one.material}" in posted}
    if "fields" in posted:
        found[FORM] = {"is": ON_PAPER} if posted.get(FORM) else {}
    if "signers" in posted:
        for one in opened.plan.signers:
            found[SIGNER + one.role] = {"is": ABSENT_SIGNER} if f"absent:{one.role}" in posted else {}
    fields = {one.element: _read_field(one, posted) for one in opened.plan.form.fields}
    return found | (fields if "fields" in posted else {})


def _read_paper(one: PlannedMaterial, posted: QueryDict) -> dict[str, str]:
    name, state = one.material, posted.get(f"is:{one.material}", "")
    if state not in states_of(one):
        return {}
    told = {"is": state, "seen": _among(posted.get(f"seen:{name}", ""), SEEN)}
    if state == DEFECT:
        told |= {"code": _among(posted.get(f"code:{name}", ""), CODES[PAPER])}
    return {key: value for key, value in (told | {"note": _words(posted, name)}).items() if value}


def _read_field(one: FormField, posted: QueryDict) -> dict[str, str]:
    code = _among(posted.get(f"code:{one.element}", ""), CODES[FIELD])
    return (
        {"is": DEFECT, "code": code, **({"note": note} if (note := _words(posted, one.element)) else {})}
        if code
        else {}
    )


def _among(value: str, known: Sequence[str]) -> str:
    return value if value in known else ""


def _words(posted: QueryDict, name: str) -> str:
    return posted.get(f"note:{name}", "").strip()[:NOTE]


def on_paper(opened: Opened) -> bool:
    """This will say whether the form lies on the counter on paper, filled in and signed."""
    return opened.filling.checks.get(FORM, {}).get("is") == ON_PAPER


def faults_of(opened: Opened) -> dict[str, str]:
    """This will say, by paper, what keeps the list from being done: nothing said, or no reason."""
    wrong = {}
    for one in wanted(opened):
        told = opened.filling.checks.get(one.material, {})
        if told.get("is") not in states_of(one):
            wrong[one.material] = gettext("还没有看。")
        elif told["is"] == DEFECT and not told.get("code"):
            wrong[one.material] = gettext("选一个：要怎样改。")
    return wrong


def codes_of(opened: Opened) -> dict[str, str]:
    """This will give what is to be corrected, papers and fields, each with its code."""
    asked = {one.material: states_of(one) for one in wanted(opened)} | {
        one.element: (DEFECT,) for one in opened.plan.form.fields
    }
    found: dict[str, str] = {}
    for target, told in opened.filling.checks.items():
        state = told.get("is", "")
        if target in asked and state in asked[target] and state in (MISSING, DEFECT):
            code = ABSENT if state == MISSING else told.get("code", "")
            found |= {target: code} if code else {}
    return found | {form: UNSIGNED for one in opened.plan.signers for form in _to_sign(opened, one)}


def absent(opened: Opened, role: str) -> bool:
    """This will say whether a signer is not there, so that the notice asks for their signature."""
    return opened.filling.checks.get(SIGNER + role, {}).get("is") == ABSENT_SIGNER


def forms_of(opened: Opened, items: Sequence[str]) -> tuple[str, ...]:
    """This will name the forms of some items, to be signed by one more; empty where an item has none."""
    forms = [one for one in opened.plan.materials if one.how == "form" and not set(one.items).isdisjoint(items)]
    covered = {item for one in forms for item in one.items}
    return tuple(one.material for one in forms) if covered.issuperset(items) else ()


def _to_sign(opened: Opened, one: PlannedSigner) -> tuple[str, ...]:
    missing = absent(opened, one.role) and one.role not in opened.filling.present
    return forms_of(opened, one.items) if missing else ()


def unsigned_forms(opened: Opened) -> frozenset[str]:
    """This will name the forms that are not taken in, because somebody who must sign them was not there."""
    return frozenset(form for one in opened.plan.signers for form in _to_sign(opened, one))


def notes_of(opened: Opened, defects: Sequence[Defect]) -> dict[str, str]:
    """This will give the words beside what is to be corrected; of a form, who has not signed it."""
    named = {one.target for one in defects}
    checks = opened.filling.checks
    notes = {target: note for target in sorted(named) if (note := checks.get(target, {}).get("note", ""))}
    for one in opened.plan.signers:
        for form in _to_sign(opened, one):
            told = gettext("%(role)s没有到场签字") % {"role": opened.names.of("role", one.role)}
            notes[form] = gettext("；").join(filter(None, (notes.get(form), told)))
    return notes


def handed_over(opened: Opened) -> dict[str, str]:
    """This will say which papers lie on the counter, each with the form in which it was seen."""
    given = {}
    for one in wanted(opened):
        told = opened.filling.checks.get(one.material, {})
        if told.get("is") in (GOOD, DEFECT):
            given[one.material] = told.get("seen") or _usual(one)
    return given


def question_of(condition: str, opened: Opened) -> str:
    """This will name the question on which a condition hangs, of those that are asked now; empty for none."""
    asked = {*opened.plan.answers, *(one.id for one in opened.plan.questions)}
    return next((name for name in sorted(parse(condition).names) if name in asked), "")
