"""`yici stop`: the home's own database server, which outlives whatever started it."""

import os
from pathlib import Path

import click

from yici.database import launcher, roles
from yici.database.launcher import Running
from yici.domain.error import Conflict

OTHERS = "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"


@click.command()
@click.option("--even-if-used", is_flag=True, help="also while somebody is connected")
def stop(even_if_used: bool) -> None:
    """Stop the embedded database; whatever needs it next starts it again."""
    home = Path(os.environ["YICI_HOME"])
    server = launcher.running(home)
    if server and not even_if_used and (count := _connected(server)):
        remedy = "stop `yici run`, `yici worker` and the demonstration first, or repeat with --even-if-used"
        raise Conflict("database.in_use", count=count, remedy=remedy)
    stopped = launcher.stop(home)
    click.echo("数据库已停止。 The database has stopped." if stopped else "数据库没有在运行。 No database runs here.")


def _connected(server: Running) -> int:
    with roles.superuser(server.socket, server.port) as connection:
        row = connection.execute(OTHERS).fetchone()
    return int(row[0]) if row else 0
