"""The demonstration's people and bodies: all made up, as their names say; their numbers only pass the check.

One password for all, told on the start page of the command, valid only in a demonstration.
"""

from dataclasses import dataclass

PASSWORD = "yici-demo-2026"  # noqa: S105 - told to everybody who starts the demonstration
PLACE = "330800000000"


@dataclass(frozen=True, slots=True)
class Body:
    """One body that acts in the demonstration."""

    code: str
    name: str
    name_en: str
    agency: str


@dataclass(frozen=True, slots=True)
class Person:
    """One account: `body` and `role` for staff, `profile` for citizens."""

    username: str
    name: str
    role: str | None = None
    body: str | None = None
    id_number: str = ""
    phone: str = ""


BODIES = (
    Body("demo-hall", "政务服务中心(演示)", "Service centre (demo)", "service_centre"),
    Body("demo-market", "市场监督管理局(演示)", "Market regulation bureau (demo)", "market_regulation"),
    Body("demo-fire", "消防救援支队(演示)", "Fire and rescue brigade (demo)", "fire_rescue"),
    Body("demo-city", "综合行政执法局(演示)", "Urban management bureau (demo)", "urban_management"),
    Body("demo-health", "卫生健康委员会(演示)", "Health commission (demo)", "health"),
    Body("demo-housing", "住房和城乡建设局(演示)", "Housing bureau (demo)", "housing"),
)
STAFF = (
    Person("window", "窗口 一号", "window_clerk", "demo-hall"),
    Person("market", "市监 首席代表", "chief_representative", "demo-market"),
    Person("fire", "消防 首席代表", "chief_representative", "demo-fire"),
    Person("city", "城管 首席代表", "chief_representative", "demo-city"),
    Person("health", "卫健 首席代表", "chief_representative", "demo-health"),
    Person("housing", "住建 首席代表", "chief_representative", "demo-housing"),
    Person("lead", "市监 牵头人", "lead", "demo-market"),
    Person("supervisor", "督查 一号", "supervisor", "demo-hall"),
    Person("operator", "运维 一号", "operator", "demo-hall"),
    Person("editor", "目录 一号", "catalogue_editor", "demo-hall"),
    Person("editor2", "目录 二号", "catalogue_editor", "demo-hall"),
    Person("fire2", "消防 承办人", "officer", "demo-fire"),
)
STATION = Body("demo-station", "便民服务站(演示)", "Errand station (demo)", "service_centre")
HELPER = Person("helper", "帮办 一号", "helper", STATION.code)
"""Apart from the others: they act for people, and handle no case."""
LISTED_PLACE = "511602000000"
"""A place elsewhere whose real list of items is published: who matches it needs a role there."""
MATCHER = "supervisor"
CITIZENS = (
    Person("wang", "王小面", id_number="330802199003070025", phone="13800000001"),
    Person("chen", "陈阿婆", id_number="330802195508120042", phone="13800000002"),
    Person("zhao", "赵老板", id_number="330802198511230019", phone="13800000003"),
)
