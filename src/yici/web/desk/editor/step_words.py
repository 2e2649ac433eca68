"""The steps of a draft in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext, gettext_noop

from yici.catalogue.editing.pointers import way_in
from yici.catalogue.working.rows import StepRow
from yici.web import dates
from yici.web.desk.editor.opened import File, place_name

WHAT: dict[str, str] = {
    "opened": gettext_noop("开始"),
    "form": gettext_noop("在表单里改"),
    "text": gettext_noop("改文件"),
    "upload": gettext_noop("上传文件"),
    "import": gettext_noop("导入"),
    "added": gettext_noop("放进草稿"),
    "made": gettext_noop("新写"),
    "removed": gettext_noop("从目录里去掉"),
    "dropped": gettext_noop("不改这份了"),
    "restored": gettext_noop("回到某一步"),
    "back": gettext_noop("改回以前的一版"),
    "moved": gettext_noop("移到新的一版上"),
}


def _place(where: str, file: File | None) -> str:
    way = way_in(file.tree.value, where) if file is not None and file.kind and where else None
    return place_name(file, way) if file is not None and way else ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number and the one before it, what was done with which files, by whom, when."""

    number: int
    before: int
    what: str
    where: str
    files: tuple[str, ...]
    who: str
    at: str


def step_words(rows: Iterable[StepRow], names: Mapping[str, str], files: Mapping[str, File]) -> list[Step]:
    """This will word steps; one that changed several files is one line, its place named as the form of today does."""
    told = []
    for number, some in groupby(rows, key=lambda row: row.number):
        here = list(some)
        what, _, where = here[0].what.partition(" ")
        told.append(
            Step(
                number=number,
                before=number - 1,
                what=gettext(WHAT.get(what, what)),
                where=_place(where, files.get(here[0].path)),
                files=tuple(row.path for row in here),
                who=names[here[0].by],
                at=dates.moment_text(here[0].at),
            )
        )
    return told
