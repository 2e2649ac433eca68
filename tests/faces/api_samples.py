"""A city behind the API: a database of its own, filled once a process, with callers of every kind and their tokens.

What these tests write is committed, as by any other client, and each test makes the cases that it needs. The moment is
fixed until a test moves it.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from django.test import Client

from tests import server as servers
from tests.apps.case_scenes import LARGE, PROMISED, SMALL, forget_everything_kept, person
from tests.apps.catalogue_files import definitions
from yici.api import auth, limits
from yici.api.v1 import catalogue as plans
from yici.api.v1 import public
from yici.cases.guesses import guesses_forget
from yici.catalogue import queries as catalogue
from yici.catalogue.services import catalogue_publish
from yici.database.databases import drop_database
from yici.database.launcher import Running
from yici.database.url import django_database
from yici.demo.filling import fill_form
from yici.demo.people import BODIES
from yici.domain.commitment import to_sign
from yici.domain.event import Actor
from yici.domain.plan import Plan
from yici.domain.roles import SCOPES
from yici.intake.services import plan_make
from yici.people.ids import new_id
from yici.people.models import Place
from yici.people.services import organisation_create, role_grant, token_issue, token_revoke, user_create

__all__ = ["LARGE", "PROMISED", "SMALL", "api_city", "api_database", "api_world", "world"]
BUNDLE, PLACE, OTHER_PLACE = "open-restaurant", "330800000000", "330100000000"
MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
"""09:00 of the legal day."""
YEAR = timedelta(days=365)
SETUP = Actor(kind="system", id="setup", role="operator", channel="cli")
PLACES = (
    ("330000000000", "浙江省", 1, None),
    ("330100000000", "杭州市", 2, "330000000000"),
    ("330800000000", "衢州市", 2, "330000000000"),
    ("330802000000", "柯城区", 3, "330800000000"),
    ("330803000000", "衢江区", 3, "330800000000"),
    ("330822000000", "常山县", 3, "330800000000"),
)
STAFF: dict[str, tuple[str, str, str, str | None]] = {
    "window": ("window_clerk", "demo-hall", PLACE, None),
    "market": ("chief_representative", "demo-market", PLACE, None),
    "fire": ("chief_representative", "demo-fire", PLACE, None),
    "city": ("chief_representative", "demo-city", PLACE, None),
    "health": ("chief_representative", "demo-health", PLACE, None),
    "housing": ("chief_representative", "demo-housing", PLACE, None),
    "lead": ("lead", "demo-market", PLACE, None),
    "supervisor": ("supervisor", "demo-hall", PLACE, None),
    "operator": ("operator", "demo-hall", PLACE, None),
    "editor": ("catalogue_editor", "demo-hall", PLACE, None),
    "editor2": ("catalogue_editor", "demo-hall", PLACE, None),
    "window-elsewhere": ("window_clerk", "demo-hall", OTHER_PLACE, None),
    "window-a": ("window_clerk", "demo-hall", "330802000000", None),
    "window-b": ("window_clerk", "demo-hall", "330803000000", None),
    "window-c": ("window_clerk", "demo-hall", "330822000000", None),
    "market-b": ("lead", "demo-market", "330803000000", None),
    "market-elsewhere": ("lead", "demo-market", OTHER_PLACE, None),
    "other-agency": ("lead", "demo-tax", PLACE, None),
    "surveyor": ("surveyor", "demo-institute", PLACE, None),
    "other-item": ("lead", "demo-market", PLACE, "company-registration"),
}
"""Role, body, place and item of each account of staff."""
OUTSIDERS = ("chen", "no-roles", "operator", "window-elsewhere", "market-elsewhere", "other-agency", "other-item")
"""Who has a living token with every scope, and nothing to do with a case of Wang's in this city."""


@dataclass
class Clock:
    """The present of the API, as a test sets it."""

    moment: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.moment

    def on(self, moment: datetime) -> None:
        self.moment = moment


@dataclass(frozen=True)
class Told:
    """One answer, with its JSON."""

    status: int
    headers: dict[str, str]
    content: bytes

    @cached_property
    def json(self) -> Any:
        return json.loads(self.content)

    def __getitem__(self, key: str) -> Any:
        return self.json[key]


@dataclass
class World:
    """Callers by name, and how to call as one of them."""

    clock: Clock
    users: dict[str, UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, who: str | None = None, body: Any = None, **headers: str) -> Told:
        """This will call the API; `body` is JSON, or bytes as they are. Header names have _ for -."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if who is not None:
            told["Authorization"] = f"Bearer {self.tokens[who]}"
        kind = told.pop("Content-Type", "application/json")
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        address = path if path.startswith("/api") else f"/api/v1{path}"
        answer = Client().generic(method, address, data, content_type=kind, headers=told)
        return Told(answer.status_code, dict(answer.headers), b"".join(answer))

    def get(self, path: str, who: str | None = None, **headers: str) -> Told:
        return self.call("GET", path, who, **headers)

    def write(self, path: str, who: str, body: Any, key: str | None = None, **headers: str) -> Told:
        return self.call("POST", path, who, body, Idempotency_Key=key or str(new_id()), **headers)

    def act(self, told: Told, name: str, who: str, body: Any = None, **headers: str) -> Told:
        """This will send a command on the version that an answer told."""
        case = told.json.get("case") or told["id"]
        sent = {"If_Match": f'"{told["version"]}"', "Idempotency_Key": str(new_id()), **headers}
        return self.call("POST", f"/cases/{case}/{name}", who, {} if body is None else body, **sent)

    def application(
        self, answers: dict[str, Any] = SMALL, shop: str = "小面一碗(演示)", place: str = PLACE
    ) -> dict[str, Any]:
        """This will make the body of an application by Wang."""
        plan = self.plan(answers, place)
        papers = [
            {"material": one.material, "form": one.form, "copies": one.copies}
            for one in plan.materials
            if one.how == "submit"
        ]
        form = fill_form(plan, catalogue.current().elements, person("wang"), shop)
        return {
            "bundle": BUNDLE, "place": place, "answers": answers, "form": form, "papers": papers,
            "commitments": to_sign(plan),
        }  # fmt: skip

    def plan(self, answers: dict[str, Any] = SMALL, place: str = PLACE) -> Plan:
        return plan_make(bundle=BUNDLE, place=place, answers=answers, now=self.clock())

    def submitted(self, answers: dict[str, Any] = SMALL, who: str = "wang") -> Told:
        """This will hand an application in."""
        told = self.write("/cases", who, self.application(answers))
        assert told.status == 201, told.content
        return told


@pytest.fixture(scope="session")
def api_database(database: Running, django_db_blocker: Any) -> Iterator[Running]:
    """A migrated database that only these tests use."""
    name = f"{servers.database_name()}_api"
    made = servers.copy(name)
    yield made
    with django_db_blocker.unblock():
        connections.close_all()
    drop_database(database, name)


Filled = tuple[dict[str, UUID], dict[str, str]]


@pytest.fixture(scope="session")
def api_city(api_database: Running, django_db_blocker: Any) -> Filled:
    """The definitions, published; bodies, accounts and tokens, by name."""
    with django_db_blocker.unblock(), _switched_to(api_database):
        return _filled()


@pytest.fixture(scope="module")
def api_world(api_city: Filled, api_database: Running, django_db_blocker: Any) -> Iterator[World]:
    """The API on the city's database."""
    with django_db_blocker.unblock(), _switched_to(api_database), pytest.MonkeyPatch.context() as patch:
        present = Clock()
        patch.setattr(auth, "now", present)
        patch.setattr(public, "now", present)
        yield World(present, *api_city)


@pytest.fixture
def world(api_world: World) -> World:
    """The same, on Monday morning, with nobody having asked too often."""
    for bucket in (limits.ANONYMOUS, limits.ACCOUNTS):
        bucket.forget()
    forget_guesses()
    api_world.clock.on(MONDAY)
    return api_world


def forget_guesses() -> None:
    """Give everybody all tries back."""
    guesses_forget(now=datetime(9000, 1, 1, tzinfo=UTC))


@contextmanager
def _switched_to(database: Running) -> Iterator[None]:
    """Point this process at another database, and back."""
    before = dict(connection.settings_dict)
    _point_at(django_database(database.app_url))
    yield
    _point_at(before)


def _point_at(settings: dict[str, Any]) -> None:
    connections.close_all()
    connection.settings_dict.update(settings)
    forget_everything_kept()
    plans._known_place.cache_clear()
    plans._kept.cache_clear()


def _filled() -> Filled:
    past = MONDAY - YEAR
    Place.objects.bulk_create(
        Place(code=code, name=name, level=level, parent_id=parent, path=name) for code, name, level, parent in PLACES
    )
    catalogue_publish(reading=definitions(), actor="test", now=past)
    bodies = {body.code: _body(body.code, body.agency, past) for body in BODIES}
    bodies["demo-tax"] = _body("demo-tax", "taxation", past)
    bodies["demo-institute"] = _body("demo-institute", "surveying", past)
    users = {name: _user(name, "citizen", past) for name in ("wang", "chen")}
    users["no-roles"] = _user("no-roles", "staff", past)
    users["platform"] = _user("platform", "system", past)
    for name, (role, body, place, item) in {**STAFF, "platform": STAFF["window"]}.items():
        users[name] = users.get(name) or _user(name, "staff", past)
        role_grant(
            role_id=new_id(), user_id=users[name], role=role, organisation_id=bodies[body], place_code=place,
            item=item, actor=SETUP, now=past,
        )  # fmt: skip
    return users, _tokens(users, past)


def _body(code: str, agency: str, now: datetime) -> UUID:
    return organisation_create(
        organisation_id=new_id(), code=code, name=code, agency=agency, place_code=PLACE, now=now
    )  # fmt: skip


def _user(name: str, kind: str, now: datetime) -> UUID:
    return user_create(user_id=new_id(), username=name, kind=kind, now=now).id


def _tokens(users: dict[str, UUID], now: datetime) -> dict[str, str]:
    def issue(name: str, scopes: Any = SCOPES, expires: datetime = MONDAY + YEAR) -> str:
        issued = token_issue(token_id=new_id(), user_id=users[name], name="t", scopes=scopes, expires=expires, now=now)
        if expires == MONDAY + 2 * YEAR:
            token_revoke(token_id=issued.id, now=now)
        return issued.secret

    narrow = {f"{name}-only-{scope}": issue(name, [scope]) for name in ("wang", "window") for scope in SCOPES}
    return {
        **{name: issue(name) for name in users},
        **narrow,
        "ended": issue("wang", expires=MONDAY - timedelta(days=1)),
        "revoked": issue("wang", expires=MONDAY + 2 * YEAR),
        "forged": f"yici_{'0' * 16}_{'A' * 43}",
        "garbage": "not-a-token",
    }
