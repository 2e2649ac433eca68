"""The floor: a bare Django transaction of thirteen rows and a bare read, served as the product is, with no rules.

Measured in the same run as the product, it says how fast this machine is at this hour: figures of other machines and
other hours compare only through it.

    python -m bench.floor PORT      (serves; the database is the one that the environment names)
"""

import json
import sys
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

ROWS = 13
TABLE = """create table if not exists bench.floor (
  id bigint generated always as identity primary key, place int not null, name text not null, state text not null)"""
INSERT = """insert into bench.floor (place, name, state)
select place, 'paper ' || place, %s from generate_series(1, %s) as place returning id"""
SELECT = "select id, place, name, state from bench.floor where id = %s"


def create(request: HttpRequest) -> HttpResponse:
    """This will insert thirteen rows in one statement and one transaction."""
    state = json.loads(request.body)["state"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, [state, ROWS])
        ids = [row[0] for row in cursor.fetchall()]
    return _answer({"first": ids[0]})


def fetch(_: HttpRequest, number: int) -> HttpResponse:
    """This will read one row."""
    with connection.cursor() as cursor:
        cursor.execute(SELECT, [number])
        return _answer({"row": cursor.fetchone()})


def _answer(told: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(told), content_type="application/json", status=200)


urlpatterns = [path("floor", create), path("floor/<int:number>", fetch)]


def wsgi() -> Any:
    """This will give the application, with the product's settings for the database and no middleware."""
    from yici.settings import DATABASES  # noqa: PLC0415

    settings.configure(DATABASES=DATABASES, ROOT_URLCONF="bench.floor", MIDDLEWARE=[], ALLOWED_HOSTS=["127.0.0.1"])
    django.setup(set_prefix=False)
    return WSGIHandler()


def main() -> None:
    """This will serve with two workers of one thread, as `yici run` does."""
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    Server(
        "bench.floor:wsgi", factory=True, address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.WSGI,
        workers=2, blocking_threads=1, websockets=False, log_access=False,
    ).serve()  # fmt: skip


if __name__ == "__main__":
    main()
