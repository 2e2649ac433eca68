"""A county with its towns and villages, two bodies and a clerk, for the tests of people."""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from yici.domain.event import Actor
from yici.people.ids import id_at
from yici.people.load import Loaded, load_places
from yici.people.models import User
from yici.people.services import organisation_create, role_grant, user_create

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)  # Monday, 09:00 of the legal day
PROVINCE, CITY, COUNTY = "330000000000", "330800000000", "330881000000"
TOWN, OTHER_TOWN, VILLAGE = "330881121000", "330881122000", "330881121205"
MARKET, HEALTH = id_at(1, 1), id_at(1, 2)
OPERATOR = Actor(kind="system", id=str(id_at(1, 99)), role="operator", channel="cli")
HEADER = ("code", "name", "level", "parent")
ROWS = (
    (PROVINCE, "浙江省", "1", ""),
    (CITY, "衢州市", "2", PROVINCE),
    (COUNTY, "江山市", "3", CITY),
    (TOWN, "贺村镇", "4", COUNTY),
    (OTHER_TOWN, "清湖街道", "4", COUNTY),
    (VILLAGE, "丰益村委会", "5", TOWN),
    ("330881121206", "贺村村委会", "5", TOWN),
)


def written(folder: Path, rows: Iterable[Sequence[str]], *, name: str = "places.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as text:
        csv.writer(text).writerows([HEADER, *rows])
    return path


def load_county(folder: Path) -> Loaded:
    return load_places(files=[written(folder, ROWS)])


def make_bodies() -> None:
    for number, (body, agency) in enumerate(((MARKET, "market_regulation"), (HEALTH, "health"))):
        organisation_create(
            organisation_id=body, code=f"body-{number}", name=agency, agency=agency, place_code=COUNTY, now=NOW
        )


def make_user(
    number: int = 1, *, kind: str = "staff", username: str | None = None, password: str | None = None
) -> User:
    name = username or f"user-{number}"
    return user_create(user_id=id_at(2, number), username=name, kind=kind, password=password, now=NOW)


def make_role(
    user: User, role: str, *, number: int = 1, organisation: UUID = MARKET, place: str = COUNTY, **more
) -> UUID:
    return role_grant(
        role_id=id_at(3, number),
        user_id=user.pk,
        role=role,
        organisation_id=organisation,
        place_code=place,
        actor=OPERATOR,
        now=NOW,
        **more,
    )
