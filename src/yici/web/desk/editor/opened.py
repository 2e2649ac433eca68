"""A draft as somebody has it before them: one of its files, what it says, what is wrong, and words for all of it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from yici.catalogue.editing.forms import Box, all_boxes, box_at
from yici.catalogue.editing.pointers import pointer, way_in
from yici.catalogue.fault_sentences import sentence
from yici.catalogue.tree import Tree, Way, read_tree
from yici.catalogue.working.drafts import Draft, draft_of
from yici.catalogue.working.judging import Judged
from yici.domain.fault import Fault
from yici.web import dates
from yici.web.desk.editor.label_words import label_of
from yici.web.desk.who import Staff

LONGEST = 9
AT = " › "


@dataclass(frozen=True, slots=True)
class Told:
    """One fault in words: where it stands (`address` of the page, `box` on it), whether it is only a warning."""

    text: str
    near: str
    warning: bool
    line: int
    where: str
    address: str
    path: str


@dataclass(frozen=True, slots=True)
class File:
    """One file of a draft: its text as a tree. `kind` is empty where nobody can say what it is."""

    draft: Draft
    path: str
    text: str
    tree: Tree

    @property
    def kind(self) -> str:
        """The kind of file that it says it is, if a form can show it."""
        value = self.tree.value
        whole = isinstance(value, dict) and not any(one.code.startswith(("file.", "key.")) for one in self.tree.faults)
        return str(value.get("kind", "")) if whole and value.get("kind") in FORMS else ""

    @property
    def name(self) -> str:
        """What it calls itself."""
        value = self.tree.value if isinstance(self.tree.value, dict) else {}
        told = value.get("name") or value.get("id") or value.get("code")
        return told if isinstance(told, str) and told else self.path


FORMS = frozenset(
    {
        "item", "bundle", "place", "regime", "project", "calendar", "elements", "materials", "licences", "agencies",
        "registers", "roles", "themes",
    }
)  # fmt: skip
"""The kinds of files that have a form; the lists of places come with their tables."""


def draft_for(staff: Staff, draft_id: UUID) -> Draft:
    """This will give a draft to an editor."""
    return draft_of(draft_id=draft_id, grants=staff.grants, place=staff.place)


def file_for(draft: Draft, request: HttpRequest) -> File:
    """This will open the file that an address names. Raises NotFound("working.no_file")."""
    return file_of(draft, request.GET.get("path", ""))


def file_of(draft: Draft, path: str, text: str | None = None) -> File:
    """This will open a file of a draft, or another text of it."""
    told = draft.text(path) if text is None else text
    return File(draft, path, told, read_tree(told.encode()))


def way_of(file: File, at: str) -> Way:
    """This will follow the way that an address names. Raises Http404 where it leads nowhere."""
    found = way_in(file.tree.value, at) if file.kind else None
    if found is None or (found and box_at(file.kind, file.tree.value, found) is None):
        raise Http404
    return found


def address(name: str, draft: Draft, **query: str) -> str:
    """This will give the address of a page of a draft."""
    told = {key: value for key, value in query.items() if value}
    return reverse(name, args=[draft.row.id]) + (f"?{urlencode(told)}" if told else "")


def box_id(way: Way) -> str:
    """This will name a box in a page, whatever its keys are called."""
    return "b" + hashlib.sha256(pointer(way).encode()).hexdigest()[:12]


def whole_number(text: str | None) -> int:
    """This will read a number that a page sent along; 0 for anything else."""
    plain = text or ""
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= LONGEST else 0


def dotted_way(value: Any, path: str) -> Way:
    """This will follow the path of a fault as far as it leads: keys may hold dots themselves."""
    way: Way = ()
    rest = [step for step in path.split(".") if step]
    while rest:
        if isinstance(value, list):
            if not rest[0].isdigit() or int(rest[0]) >= len(value):
                break
            way, value, rest = (*way, int(rest[0])), value[int(rest[0])], rest[1:]
            continue
        if not isinstance(value, dict):
            break
        size = next((n for n in range(len(rest), 0, -1) if ".".join(rest[:n]) in value), 0)
        if not size:
            return (*way, rest[0])
        key = ".".join(rest[:size])
        way, value, rest = (*way, key), value[key], rest[size:]
    return way


def page_of(kind: str, value: Any, way: Way) -> Way:
    """This will give the way of the page on which a box stands: rows of many keys have one of their own."""
    page: Way = ()
    while True:
        box = box_at(kind, value, page)
        rows = [one.way for one in all_boxes(box) if one.kind == "row"] if box else []
        further = next((row for row in rows if way[: len(row)] == row), None)
        if further is None:
            return page
        page = further


def told(draft: Draft, faults: Iterable[Fault], files: Mapping[str, File]) -> list[Told]:
    """This will put faults into words, each with where to mend it."""
    return [_told(draft, one, files.get(one.file)) for one in faults]


def _told(draft: Draft, fault: Fault, file: File | None) -> Told:
    words = sentence(fault, english=dates.english())
    where, to = gettext("%(file)s 第 %(line)s 行") % {"file": fault.file, "line": fault.line}, ""
    if file is not None and file.kind:
        way = dotted_way(file.tree.value, fault.path)
        page = page_of(file.kind, file.tree.value, way)
        to = address("desk_draft_form", draft, path=file.path, at=pointer(page)) + f"#{box_id(way)}"
        where = f"{file.name}{AT}{place}" if (place := place_name(file, way)) else file.name
        words = _by_name(fault, file, way) or words
    elif file is not None:
        to = address("desk_draft_text", draft, path=file.path, line=str(fault.line)) + "#text"
    return Told(
        words, fault.params.get("near", ""), fault.severity == "warning", fault.line, where, to, fault.path
    )  # fmt: skip


def place_name(file: File, way: Way) -> str:
    """This will name the place in a file as its form does: 「材料 7 › 规范材料」; rows are counted from one."""
    told: list[str] = []
    for size in range(1, len(way) + 1):
        step, box = way[size - 1], box_at(file.kind, file.tree.value, way[:size])
        if isinstance(step, int) and told:
            told[-1] += f" {step + 1}"
        elif box is not None and (name := label_of(box.shape.type_name, box.shape.key)) not in told:
            told.append(name)
    return AT.join(told)


def _by_name(fault: Fault, file: File, way: Way) -> str:
    """What is missing, by the name that its box has: who fills in a form knows no keys."""
    box = box_at(file.kind, file.tree.value, way) if fault.code == "key.missing" else None
    if box is None:
        return ""
    return gettext("“%(name)s”还没有写。") % {"name": label_of(box.shape.type_name, box.shape.key)}


def files_of(draft: Draft) -> dict[str, File]:
    """This will open all files that a draft holds and does not take out."""
    return {path: file_of(draft, path, row.text) for path, row in draft.files.items() if row.text is not None}


def faults_at(box: Box, file: File, judged: Judged, found: Iterable[Told]) -> None:
    """This will put each fault of a file to the box that it is about, or to the nearest around it."""
    boxes = {one.way: one for one in all_boxes(box)}
    for one in found:
        way = dotted_way(file.tree.value, one.path)
        if way[: len(box.way)] != box.way:
            continue
        while way not in boxes and len(way) > len(box.way):
            way = way[:-1]
        boxes[way].faults.append(one)
