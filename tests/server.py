"""The one database server that all tests of this checkout share, and the databases on it.

A run joins the server, or starts it; the last run to leave stops it. Tests that kill a server start one of their own.
"""

import atexit
import hashlib
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from yici.database import launcher, roles, schema
from yici.database.databases import create_database, drop_database
from yici.database.launcher import Running
from yici.database.lock import held, open_lock, take
from yici.database.url import parse

CHECKOUT = Path(__file__).resolve().parents[1]
HOME = CHECKOUT / ".yici" / "test"
SECRET_KEY = "the-key-of-the-tests-is-no-secret-and-long-enough"
PATIENCE = 300
# What a template depends on beside the migrations themselves: roles, grants, and the packages that bring migrations.
SCHEMA_SOURCES = ("migrations/**/*", "data/**/*", "ledger/**/*.py", "database/**/*.py", "settings.py")

_in_use: list[int] = []


def join() -> Running:
    """This will start the server or join it, and keep it running until this process ends."""
    atexit.register(leave)
    HOME.mkdir(parents=True, exist_ok=True)
    lock = open_lock(HOME / "in-use.lock")
    with held(HOME / "door.lock", PATIENCE):
        take(lock, shared=True)
        _in_use.append(lock)
        server = launcher.start(HOME)
        if server.started:
            prepare(server)
    return server


def leave() -> None:
    """This will stop the server if no other run uses it."""
    while _in_use:
        os.close(_in_use.pop())
    lock = open_lock(HOME / "in-use.lock")
    try:
        with held(HOME / "door.lock", PATIENCE):
            if take(lock):
                launcher.stop(HOME)
    finally:
        os.close(lock)


def prepare(server: Running) -> None:
    """This will trade safety for speed (the data is worth nothing) and drop what earlier runs left."""
    with roles.superuser(server.socket, server.port) as connection:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(sql.SQL("alter system set {} = off").format(sql.Identifier(name)))
        connection.execute("select pg_reload_conf()")
        found = connection.execute("select datname from pg_database where datname like 'yici\\_te%'").fetchall()
    for name in {name for (name,) in found} - {template_name()}:
        drop_database(server, name)


def run_name() -> str:
    """This will name the database of this process: different for every run and every worker of it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"process {os.getpid()}"
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    return f"yici_test_{hashlib.sha256(run.encode()).hexdigest()[:8]}_{worker}"


def template(server: Running) -> str:
    """This will give the name of a migrated database to copy, making it if these migrations have none yet."""
    name = template_name()
    with held(HOME / "template.lock", PATIENCE):
        if not exists(server, name):
            draft = f"{name}_draft"
            drop_database(server, draft)
            fill(create_database(server, draft))
            with roles.superuser(server.socket, server.port) as connection:
                rename = sql.SQL("alter database {} rename to {}")
                connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))
    return name


@cache
def template_name() -> str:
    """This will name the template of the tables as they are when this process starts."""
    return f"yici_template_{schema_digest()}"


def schema_digest() -> str:
    """This will give a digest of everything that shapes the tables."""
    package = CHECKOUT / "src" / "yici"
    files = {path for top in ("", "*/") for pattern in SCHEMA_SOURCES for path in package.glob(top + pattern)}
    digest = hashlib.sha256((CHECKOUT / "requirements" / "run.txt").read_bytes())
    for path in sorted(path for path in files | {Path(__file__)} if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(CHECKOUT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def exists(server: Running, name: str) -> bool:
    with roles.superuser(server.socket, server.port) as connection:
        return bool(connection.execute("select from pg_database where datname = %s", [name]).rowcount)


def fill(server: Running) -> None:
    """This will migrate a database as its owner, give the application role its rights, and keep its first contents."""
    schema.prepare_schema(server.url, server.app_url)
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--skip-checks", "--verbosity", "0"],
        env=environment(server.url, server.url),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The migrations fail:\n{done.stdout}{done.stderr}")
    schema.grant(server.url, server.app_url, insert_only_tables())
    with inside(server) as connection:
        connection.execute(BASELINE)


def insert_only_tables() -> list[str]:
    from django.apps import apps  # not before the tests have set Django up

    return [name for app in apps.get_app_configs() for name in getattr(app.models_module, "INSERT_ONLY_TABLES", ())]


def inside(server: Running) -> psycopg.Connection[tuple[Any, ...]]:
    """This will connect to the server's database as the superuser, each statement on its own."""
    return roles.superuser(server.socket, server.port, database=parse(server.url).parameters["dbname"])


def environment(url: str, owner_url: str) -> dict[str, str]:
    """This will be the environment in which the settings, the `yici` command and other programs find this database."""
    return {
        **os.environ,
        "PYTHONPATH": str(CHECKOUT / "src"),
        "DJANGO_SETTINGS_MODULE": "yici.settings",
        "YICI_SECRET_KEY": SECRET_KEY,
        "YICI_HOME": str(HOME),
        "DATABASE_URL": url,
        "DATABASE_OWNER_URL": owner_url,
    }


BASELINE = """
create schema baseline;
do $$
declare name text; filled boolean;
begin
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('select exists (select from public.%I)', name) into filled;
    if filled then
      execute format('create table baseline.%I as table public.%I', name, name);
    end if;
  end loop;
end $$;
create function baseline.restore() returns void language plpgsql as $$
declare name text; columns text; filled boolean;
begin
  -- Neither foreign keys nor the triggers that keep the record append-only.
  set local session_replication_role = replica;
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('select exists (select from public.%I)', name) into filled;
    if filled then
      execute format('delete from public.%I', name);
    end if;
    if to_regclass(format('baseline.%I', name)) is not null then
      select string_agg(quote_ident(column_name), ', ') into columns from information_schema.columns
        where table_schema = 'public' and table_name = name and is_generated = 'NEVER';
      execute format('insert into public.%I (%s) overriding system value select %s from baseline.%I',
        name, columns, columns, name);
    end if;
  end loop;
end $$;
"""


def restore(server: Running) -> None:
    """This will bring every table back to what the migrations left, as only the superuser may."""
    with inside(server) as connection:
        connection.execute("set lock_timeout = '10s'")
        connection.execute("select baseline.restore()")
