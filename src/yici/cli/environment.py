"""What every command needs before Django is imported: the home folder, the secret key, the database's address."""

import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import django

from yici import parent
from yici.cli import words
from yici.cli.failures import FAILURES, refused
from yici.cli.usage_words import usage
from yici.database.resolve import database_urls
from yici.demo.people import PLACE
from yici.demo.provider.place import announce

HELP = {"--help", "-h"}
FILLS = {"fill", "fill-days"}
"""Parts of `demo` that serve nothing: they need no neighbour, and must not take the place of one that is running."""
WITHOUT_DATABASE = {"check", "deadline", "import", "new", "receipt", "--help", "schema", "stop"}
PLACEHOLDER = "postgresql://nobody@127.0.0.1:9/none"
"""For commands that never reach a database: settings must name one."""
EMBEDDED = "YICI_EMBEDDED"
"""Set for this process and its children when the database is the home's own server, which they may start again."""


def prepare(arguments: Sequence[str]) -> None:
    """This will set what is missing in the environment and set Django up; what is set already stays.

    A refusal at this point (no database binaries, a broken URL) ends the process with its sentence.
    """
    parent.follow()
    try:
        _prepare(arguments)
        django.setup()
    except FAILURES as error:
        sys.exit(words.refusal(refused(error)))


def _prepare(arguments: Sequence[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yici.settings")
    home = Path(os.environ.setdefault("YICI_HOME", ".yici")).resolve()
    os.environ["YICI_HOME"] = str(home)
    command = next((word for word in arguments[1:] if not word.startswith("-")), "--help")
    if command == "demo":
        os.environ.setdefault("YICI_PLACE", PLACE)
        # Whoever looks around has no phone set up for made-up people.
        os.environ.setdefault("YICI_SECOND_FACTOR", "optional")
        if not {*HELP, *FILLS}.intersection(arguments):
            announce(home, os.environ)
    if command in WITHOUT_DATABASE or HELP.intersection(arguments) or _compares_folders(arguments):
        os.environ.setdefault("YICI_SECRET_KEY", secrets.token_urlsafe(48))
        os.environ.setdefault("DATABASE_URL", PLACEHOLDER)
        return
    os.environ.setdefault("YICI_SECRET_KEY", _secret_key(home))
    if "DATABASE_URL" not in os.environ:
        os.environ[EMBEDDED] = "1"
    urls = database_urls(home, os.environ)
    os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = urls.app, urls.owner


def _compares_folders(arguments: Sequence[str]) -> bool:
    """Two folders are compared as they lie there; a release is looked up."""
    given = [word for word in arguments[1:] if not word.startswith("-")]
    return given[:1] == ["compare"] and all(Path(word).exists() for word in given[1:3])


def _secret_key(home: Path) -> str:
    home.mkdir(parents=True, exist_ok=True)
    path = home / "secret-key"
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def run(command: click.Command) -> int:
    """This will run a click command; what it cannot do becomes a sentence and exit code 1."""
    try:
        # Without its own exits click gives the code of an `Exit` back instead of raising it.
        return int(command.main(standalone_mode=False) or 0)
    except BrokenPipeError:
        # Who read along has seen enough; nothing may be written there any more, not even at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except FAILURES as error:
        click.echo(words.refusal(refused(error)), err=True)
        return 1
    except click.ClickException as error:
        click.echo(usage(error), err=True)
        error.show()
        return error.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo(words.STOPPED, err=True)
        return 130
