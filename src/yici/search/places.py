"""Places as entries: provinces, cities and counties. What lies below them is looked up where it is (people)."""

from collections.abc import Mapping
from typing import Final

from yici.domain.division import PLACEHOLDERS, codes_above
from yici.people import queries as people
from yici.search.entry import Entry, Kind
from yici.search.services import entries_replace

CITY: Final = 2
LOWEST: Final = 3
GENERIC: Final = (
    ("特别行政区", "special administrative region"), ("自治区", "autonomous region"), ("自治州", "prefecture"),
    ("自治县", "county"), ("自治旗", "banner"), ("地区", "prefecture"), ("省", "province"), ("市", "city"),
    ("区", "district"), ("县", "county"), ("盟", "league"), ("旗", "banner"),
)  # fmt: skip
"""What a name ends in, and what it is called in English."""
PEOPLES: Final = (
    "壮族", "回族", "维吾尔", "藏族", "羌族", "苗族", "侗族", "布依族", "土家族", "彝族", "哈尼族", "傣族",
    "景颇族", "傈僳族", "白族", "朝鲜族", "蒙古族", "蒙古", "哈萨克", "柯尔克孜",
)  # fmt: skip
"""Peoples after whom autonomous places are named (延边 of 延边朝鲜族自治州)."""
ENGLISH: Final = {
    "陕西省": "Shaanxi", "内蒙古自治区": "Inner Mongolia", "西藏自治区": "Tibet", "哈尔滨市": "Harbin",
    "呼和浩特市": "Hohhot", "乌鲁木齐市": "Urumqi", "拉萨市": "Lhasa", "香港特别行政区": "Hong Kong",
    "澳门特别行政区": "Macao",
}  # fmt: skip
"""Names that English does not write as they are read."""
ONLY: Final[tuple[Kind, ...]] = ("place",)


def places_index() -> int:
    """This will index every place down to the counties, and count what changed."""
    rows = people.upper_places(LOWEST)
    real = [row for row in rows if not (row.level == CITY and row.name in PLACEHOLDERS)]
    names = {row.code: shortened(row.name) for row in real}
    entries = [entry_of(row, names) for row in real]
    return entries_replace(kinds=ONLY, entries=entries)


def entry_of(row: people.PlaceRow, names: Mapping[str, str]) -> Entry:
    """This will say by what a place is found: its name and its full name, each also without what names end in."""
    short = "".join(names.get(code, "") for code in (*codes_above(row.code), row.code))
    aliases = dict.fromkeys((names[row.code], row.path, short))
    return Entry(
        kind="place", id=row.code, title=row.name, title_en=ENGLISH.get(row.name, ""),
        aliases=tuple(one for one in aliases if one not in ("", row.name)),
        around=tuple(word for end, word in GENERIC if row.name.endswith(end))[:1],
        place=row.code, detail=row.path, weight=LOWEST - row.level,
    )  # fmt: skip


def shortened(name: str) -> str:
    """This will leave out what a name ends in (浙江 of 浙江省), unless a single character would be left."""
    for end, _ in GENERIC:
        if name.endswith(end) and len(name) - len(end) > 1:
            return _without_people(name.removesuffix(end))
    return name


def _without_people(name: str) -> str:
    for people_name in PEOPLES:
        if name.endswith(people_name) and len(name) - len(people_name) > 1:
            return _without_people(name.removesuffix(people_name))
    return name
