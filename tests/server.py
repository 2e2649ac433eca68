"""The database server that all tests of this checkout share, and the databases on it.

It starts when a test first needs it and stops when the last process that used it ends. Each process claims a home of
its own (keys, collected files) and the database of the same number, so that workers and whole runs never meet. The
tables are migrated once for each state of the migrations: everybody copies the same template.
"""

import atexit
import hashlib
import os
import subprocess
import sys
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from yici.database import launcher, roles, schema
from yici.database.databases import create_database, drop_database
from yici.database.launcher import Running
from yici.database.lock import held, open_lock, take
from yici.database.url import parse

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = CHECKOUT / ".yici" / "test"
SERVER = FOLDER / "server"
PATIENCE = 300
SECRET_KEY = "the-key-of-the-tests-is-no-secret-and-long-enough"
PLACEHOLDER = "postgresql://nobody@127.0.0.1:9/none"
# What a template depends on beside the migrations themselves: roles, grants, and the packages that bring migrations.
SCHEMA_SOURCES = ("migrations/**/*", "data/**/*", "ledger/**/*.py", "database/**/*.py", "settings.py")

_claims: list[int] = []
_uses: list[int] = []
_restoring: dict[str, psycopg.Connection] = {}


@cache
def home() -> Path:
    """This will claim a home folder that no other process uses, until this one ends."""
    for number in count(1):
        folder = FOLDER / str(number)
        (folder / "static").mkdir(parents=True, exist_ok=True)
        lock = open_lock(folder / "claimed.lock")
        if take(lock):
            _claims.append(lock)
            return folder
        os.close(lock)
    raise AssertionError("there is always one more number")


def database_name() -> str:
    """This will name the database of this process."""
    return f"yici_test_{home().name}"


@cache
def server() -> Running:
    """This will start the server or join it, and keep it running until this process leaves."""
    SERVER.mkdir(parents=True, exist_ok=True)
    atexit.register(leave)
    lock = open_lock(SERVER / "in-use.lock")
    with held(SERVER / "door.lock", PATIENCE):
        take(lock, shared=True)
        _uses.append(lock)
        running = launcher.start(SERVER)
        if running.started:
            furnish(running)
    return running


def leave() -> None:
    """This will stop the server if no other process uses it."""
    while _restoring:
        _restoring.popitem()[1].close()
    while _uses:
        os.close(_uses.pop())
    lock = open_lock(SERVER / "in-use.lock")
    try:
        with held(SERVER / "door.lock", PATIENCE):
            if take(lock):
                launcher.stop(SERVER)
    finally:
        os.close(lock)


def furnish(running: Running) -> None:
    """This will trade safety for speed (the data is worth nothing) and drop the templates of earlier tables."""
    with roles.superuser(running.socket, running.port) as connection:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(sql.SQL("alter system set {} = off").format(sql.Identifier(name)))
        connection.execute("select pg_reload_conf()")
        found = connection.execute("select datname from pg_database where datname like 'yici\\_te%'").fetchall()
    for name in {name for (name,) in found} - {template_name()}:
        drop_database(running, name)


def copy(name: str) -> Running:
    """This will make a migrated database; one of the same name, which a killed run left, goes."""
    drop_database(server(), name)
    return create_database(server(), name, template())


@cache
def template() -> str:
    """This will give the name of a migrated database to copy, making it if these tables have none yet."""
    running, name = server(), template_name()
    with held(SERVER / "template.lock", PATIENCE):
        if not exists(running, name):
            draft = f"{name}_draft"
            drop_database(running, draft)
            fill(create_database(running, draft))
            with roles.superuser(running.socket, running.port) as connection:
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


def exists(running: Running, name: str) -> bool:
    with roles.superuser(running.socket, running.port) as connection:
        return bool(connection.execute("select from pg_database where datname = %s", [name]).rowcount)


def fill(database: Running) -> None:
    """This will migrate a database as its owner, give the application role its rights, and keep its first contents."""
    schema.prepare_schema(database.url, database.app_url)
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--skip-checks", "--verbosity", "0"],
        env=environment(database.url, database.url),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The migrations fail:\n{done.stdout}{done.stderr}")
    schema.grant(database.url, database.app_url, insert_only_tables())
    with inside(database) as connection:
        connection.execute(BASELINE)
        connection.execute(WRITTEN_OFTEN)


def insert_only_tables() -> list[str]:
    from django.apps import apps  # not before the tests have set Django up

    return [name for app in apps.get_app_configs() for name in getattr(app.models_module, "INSERT_ONLY_TABLES", ())]


def inside(database: Running) -> psycopg.Connection:
    """This will connect to a database as the superuser, each statement on its own."""
    return roles.superuser(database.socket, database.port, database=parse(database.url).parameters["dbname"])


def environment(url: str, owner_url: str) -> dict[str, str]:
    """This will be the environment in which the settings, the `yici` command and other programs find this database."""
    return {
        **os.environ,
        "PYTHONPATH": str(CHECKOUT / "src"),
        "DJANGO_SETTINGS_MODULE": "yici.settings",
        "YICI_SECRET_KEY": SECRET_KEY,
        "YICI_HOME": str(home()),
        # Most tests are about work; those about the second factor require it.
        "YICI_SECOND_FACTOR": "optional",
        "DATABASE_URL": url,
        "DATABASE_OWNER_URL": owner_url,
    }


WRITTEN_OFTEN = """
alter index search_entry_terms set (fastupdate = on, gin_pending_list_limit = 65536);
alter table catalogue_definition alter column content set storage external;
alter table catalogue_wording alter column text set storage external;
"""
"""Definitions are written for most tests, and read and found by few: neither sorting in nor compressing pays."""
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
    if filled and name = 'search_entry' then
      truncate public.search_entry;
    elsif filled then
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


def restore(database: Running) -> None:
    """This will bring every table back to what the migrations left, as only the superuser may. The connection stays:
    a new one would look up every table anew, which takes twice as long as to restore them."""
    if database.url not in _restoring:
        _restoring[database.url] = inside(database)
        _restoring[database.url].execute("set lock_timeout = '10s'")
    _restoring[database.url].execute("select baseline.restore()")
