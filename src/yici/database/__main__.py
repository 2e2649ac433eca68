"""The embedded database by hand: python -m yici.database start|stop|status|url --home FOLDER"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from yici.database import launcher
from yici.database.launcher import Running
from yici.domain.error import YiciError

# as pg_ctl has it: status 3 means "not running"
OK, FAILED, NOT_RUNNING = 0, 1, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """This will run one command and give its exit status: 0 done, 1 failed, 3 no server runs."""
    options = _parser().parse_args(arguments)
    commands = {"start": _start, "stop": _stop, "status": _status, "url": _url}
    try:
        return commands[options.command](options)
    except YiciError as error:
        sys.stderr.write(f"{error.code}: {error.remedy or error}\n")
        if said := error.params.get("said"):
            sys.stderr.write(f"PostgreSQL said: {said}\n")
    except OSError as error:
        sys.stderr.write(f"{error}\n")
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m yici.database", description="The embedded PostgreSQL server of a home"
    )
    parser.add_argument("command", choices=["start", "stop", "status", "url"])
    home = Path(os.environ.get("YICI_HOME", ".yici"))
    parser.add_argument(
        "--home", type=Path, default=home, help="the folder that holds everything (default: %(default)s)"
    )
    parser.add_argument("--tcp", action="store_true", help="a port on the loopback address, too, with passwords")
    parser.add_argument("--owner", action="store_true", help="url: the owner's instead of the application's")
    return parser


def _start(options: argparse.Namespace) -> int:
    server = launcher.start(options.home, tcp=options.tcp)
    sys.stdout.write(f"{'started' if server.started else 'already running'}: {_described(server)}\n")
    return OK


def _stop(options: argparse.Namespace) -> int:
    sys.stdout.write("stopped\n" if launcher.stop(options.home) else "no server runs\n")
    return OK


def _status(options: argparse.Namespace) -> int:
    server = launcher.running(options.home)
    sys.stdout.write(f"running: {_described(server)}\n" if server else "no server runs\n")
    return OK if server else NOT_RUNNING


def _url(options: argparse.Namespace) -> int:
    server = launcher.running(options.home, tcp=options.tcp)
    if server is None:
        sys.stderr.write("no server runs: start it first\n")
        return NOT_RUNNING
    sys.stdout.write(f"{server.url if options.owner else server.app_url}\n")
    return OK


def _described(server: Running) -> str:
    return f"process {server.pid}, socket in {server.socket}, port {server.port}, log {server.log}"


if __name__ == "__main__":
    sys.exit(main())
