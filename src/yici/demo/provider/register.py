"""The people that the demonstration's provider knows: made up, as their firms say; their numbers only pass the check.

The first three have accounts in the demonstration, the others have none; two of them have one name, and two
act for one firm."""

from dataclasses import dataclass, field
from typing import Final

PASSWORD: Final = "yici-demo-2026"  # noqa: S105 - told on the page where it is asked


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm and what somebody is in it."""

    uscc: str
    name: str
    representative: str
    part: str


@dataclass(frozen=True, slots=True)
class Resident:
    """One person."""

    key: str
    name: str
    id_number: str
    phone: str
    firms: tuple[Firm, ...] = field(default=())


RESIDENTS: Final = (
    Resident("wang", "王小面", "330802199003070025", "13800000001"),
    Resident("chen", "陈阿婆", "330802195508120042", "13800000002"),
    Resident("zhao", "赵老板", "330802198511230019", "13800000003"),
    Resident("li-qing-1", "李青", "33080219880214003X", "13800000011"),
    Resident(
        "li-qing-2",
        "李青",
        "330802198802140056",
        "13800000012",
        (Firm("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", "周敏", "authorised"),),
    ),
    Resident(
        "zhou",
        "周敏",
        "330802197911010029",
        "13800000013",
        (
            Firm("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", "周敏", "representative"),
            Firm("91330802MA2DEM402C", "衢州青石建设有限公司(演示)", "郑工", "authorised"),
        ),
    ),
)
BY_KEY: Final = {one.key: one for one in RESIDENTS}
