"""The steps of a draft in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext, gettext_noop

from yici.catalogue.working.rows import StepRow
from yici.web import dates

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
    "moved": gettext_noop("移到新的一版上"),
}


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


def step_words(rows: Iterable[StepRow], names: Mapping[str, str]) -> list[Step]:
    """This will word steps; one that changed several files is one line."""
    told = []
    for number, some in groupby(rows, key=lambda row: row.number):
        here = list(some)
        what, _, where = here[0].what.partition(" ")
        told.append(
            Step(
                number, number - 1, gettext(WHAT.get(what, what)), where, tuple(row.path for row in here),
                names[here[0].by], dates.moment_text(here[0].at),
            )
        )  # fmt: skip
    return told
