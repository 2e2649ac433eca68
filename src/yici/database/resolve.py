"""Which database this process uses: the one that the environment names, else the embedded one of the home folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yici.database import launcher
from yici.database.url import parse, with_schema
from yici.domain.error import Invalid


@dataclass(frozen=True, slots=True)
class Urls:
    """The application's database URL, the owner's (for migrations), and whether this call started the server."""

    app: str
    owner: str
    started: bool


def database_urls(home: Path, environ: Mapping[str, str]) -> Urls:
    """This will give the URLs from `DATABASE_URL` and `DATABASE_OWNER_URL`, else start or join the home's own server.

    Without `DATABASE_OWNER_URL` the application's role owns the tables, too. Raises Invalid for URLs that cannot be
    read or that disagree, and what `launcher.start` raises.
    """
    app = environ.get("DATABASE_URL", "")
    if not app:
        if environ.get("DATABASE_OWNER_URL"):
            remedy = "Set DATABASE_URL, too, or unset DATABASE_OWNER_URL to use the embedded database"
            raise Invalid("database.owner_url_alone", remedy=remedy)
        server = launcher.start(home, environ=environ)
        return Urls(app=server.app_url, owner=server.url, started=server.started)
    return Urls(app=app, owner=_owner_url(app, environ.get("DATABASE_OWNER_URL") or app), started=False)


def _owner_url(app: str, owner: str) -> str:
    ours, theirs = parse(app), parse(owner)
    if not theirs.schema_named:
        return with_schema(owner, ours.schema)
    if theirs.schema != ours.schema:
        remedy = "Name the same schema in DATABASE_URL and DATABASE_OWNER_URL, or none in the latter"
        raise Invalid("database.schemas_differ", remedy=remedy, app=ours.schema, owner=theirs.schema)
    return owner
