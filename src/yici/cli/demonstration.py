"""`yici demo`: everything on an empty machine, and where to look."""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, time
from pathlib import Path

import click
from django.conf import settings

from yici import parent
from yici.catalogue.reading import read_folder
from yici.cli.environment import EMBEDDED
from yici.cli.filling import fill, fill_days
from yici.cli.instance import prepare_instance
from yici.cli.neighbour import identity_provider
from yici.cli.port import HIGHEST, MOST_TRIED, USUAL, Port, kept
from yici.cli.serving import serve
from yici.cli.shipped import DEFINITIONS
from yici.demo.accounts import create_accounts
from yici.demo.errands import tell_errands
from yici.demo.matching import confirm_plain
from yici.demo.outbox import confirm_phones, prepare_outbox
from yici.demo.people import CITIZENS, HELPER, PASSWORD, STAFF
from yici.demo.projects import tell_projects
from yici.demo.provider.place import OURS
from yici.demo.publishing import publish_definitions
from yici.demo.story import tell_stories
from yici.documents.seal_store import authority_make
from yici.ledger.feed import deliver_all
from yici.people.load import load_places
from yici.people.present import now

UPPER_LEVELS = 3


@click.group(invoke_without_command=True)
@click.option("--host", default="127.0.0.1")
@click.option("--port", type=click.IntRange(1, HIGHEST), help=f"when left out: {USUAL}, or the next one that is free")
@click.option("--now", "moment", type=click.DateTime(["%Y-%m-%d"]), help="let the demonstration begin on this day")
@click.option("--prepare-only", is_flag=True, help="prepare everything, serve nothing")
@click.pass_context
def demo(context: click.Context, host: str, port: int | None, moment: datetime | None, prepare_only: bool) -> None:
    """Prepare and serve a demonstration: database, definitions, places, accounts, a few matters at every stage."""
    if context.invoked_subcommand:
        return
    if moment:
        _travel(moment)
    if prepare_only:
        _prepare()
        return
    # The port first: whoever asked for one that is taken need not wait for the rest.
    with kept(host, port or USUAL, tried=1 if port else MOST_TRIED) as ours, identity_provider(host, ours):
        _prepare()
        if not port and ours.number != USUAL:
            click.echo(f"端口 {USUAL} 已被占用，改用 {ours.number}。 Port {USUAL} is taken; this is {ours.number}.")
        # For the worker, which puts it into messages and onto documents.
        os.environ.setdefault("YICI_URL", f"http://{host}:{ours.number}")
        click.echo(_welcome(host, ours.number))
        _serve(ours)
    click.echo(f"演示已停止，数据库还在后台。 Stopped; the database goes on until: {_command()} stop")


for command in (fill, fill_days):
    demo.add_command(command)


def _prepare() -> None:
    for line in prepare():
        click.echo(line)


def _serve(port: Port) -> None:
    parent.lead()
    stop = threading.Event()
    helpers = [threading.Thread(target=_watch, args=(stop,)), threading.Thread(target=_run_once, args=(stop,))]
    for helper in helpers:
        helper.start()
    try:
        serve(port, os.cpu_count() or 1)
    finally:
        stop.set()
        for helper in helpers:
            helper.join(timeout=20)
        if os.environ.get(EMBEDDED):
            click.echo(_goes_on())


def _goes_on() -> str:
    """What was started for everybody who works in this home is not stopped for all of them by one."""
    command = f"{sys.executable} -m yici.database stop --home {os.environ['YICI_HOME']}"
    return f"""
  数据库还开着，下次开始更快；要停：
  The database goes on, so that the next start is quicker; to stop it:
    {command}
"""


def _watch(stop: threading.Event) -> None:
    """Keep a worker running: whoever kills it gets another one."""
    while not stop.is_set():
        _until_it_ends(_start("worker"), stop)
        stop.wait(1)


def _run_once(stop: threading.Event) -> None:
    _until_it_ends(_start("load-places"), stop)


def _until_it_ends(process: subprocess.Popen[bytes], stop: threading.Event) -> None:
    while process.poll() is None and not stop.wait(0.5):
        pass
    process.terminate()
    process.wait(timeout=20)


def prepare() -> list[str]:
    """This will prepare the instance and what a demonstration shows; running it again adds nothing."""
    lines = list(prepare_instance())
    load_places(levels=UPPER_LEVELS)
    prepare_outbox(Path(settings.YICI_CHANNELS))
    accounts = create_accounts(now=now())
    confirm_phones(accounts, now=now())
    number = publish_definitions(read_folder(DEFINITIONS), accounts, now=now())
    deliver_all(now=now())  # whoever follows the record begins before its first case
    told = tell_stories(accounts, now=now())
    projects = tell_projects(accounts, now=now())
    tell_errands(accounts, now=now())
    confirm_plain(accounts, now=now())
    authority_make(settings.YICI_SEALS)
    lines.append(f"定义第 {number} 版；演示办件新增 {told} 个，工程项目新增 {projects} 个。")
    return lines


def _travel(moment: datetime) -> None:
    start = datetime.combine(moment.date(), time(1), UTC)
    os.environ["YICI_OFFSET_SECONDS"] = str((start - datetime.now(UTC)).total_seconds())


def _start(command: str) -> subprocess.Popen[bytes]:
    program = "import sys; from yici.cli import main; sys.exit(main())"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    arguments = [sys.executable, "-c", program, command]
    return subprocess.Popen(arguments, **quiet)  # type: ignore[call-overload,no-any-return]  # noqa: S603


def _command() -> str:
    return os.path.relpath(Path(sys.executable).parent / "yici")


def _real_name() -> str:
    """How to try the real-name check, where the demonstration brings its own."""
    if os.environ.get(OURS) != "1":
        return ""
    return f"  实名登录 Real name  {os.environ['YICI_OIDC_ISSUER']}（另一个进程 a process of its own）\n"


def _welcome(host: str, port: int) -> str:
    citizens = "、".join(person.username for person in CITIZENS)
    staff = "\n".join(f"    {person.username:<11}{person.name}" for person in (*STAFF, HELPER))
    return f"""
  打开 Open      http://{host}:{port}/
  办事人 People  {citizens}
  工作人员 Staff
{staff}
  密码 Password  {PASSWORD}
  短信、邮件 SMS and mail  {settings.HOME / "outbox"}
{_real_name()}
  人和机构都是编的，只用于演示；事项、材料、期限来自公开的来源。
  People and bodies are made up; items, papers and limits come from published sources.
  停止 Stop: Ctrl-C；数据库还在后台，停止它用 then, for the database: {_command()} stop
"""
