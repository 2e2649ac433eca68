"""Further databases on the embedded server: copies of a migrated template, for tests and trials."""

from dataclasses import replace

from psycopg import errors

from yici.database import roles
from yici.database.launcher import Running
from yici.domain.error import Conflict, NotFound


def create_database(server: Running, name: str, template: str | None = None) -> Running:
    """This will make a database, a copy of `template` if one is named, and give the server with URLs that name it.

    Raises Conflict if it exists already or somebody is connected to the template, NotFound without the template.
    """
    with roles.superuser(server.socket, server.port) as connection:
        try:
            roles.create(connection, name, template)
        except errors.DuplicateDatabase:
            remedy = "Drop it first, or choose another name"
            raise Conflict("database.exists", remedy=remedy, name=name) from None
        except errors.ObjectInUse:
            remedy = "Close every connection to the template database, then repeat"
            raise Conflict("database.template_in_use", remedy=remedy, template=template) from None
        except errors.InvalidCatalogName:
            raise NotFound("database.no_template", remedy="Create the template first", template=template) from None
    return on_database(server, name)


def drop_database(server: Running, name: str) -> None:
    """This will drop a database if it exists, ending the connections to it."""
    with roles.superuser(server.socket, server.port) as connection:
        roles.drop(connection, name)


def on_database(server: Running, name: str) -> Running:
    """This will give the same server with socket URLs that name another database."""
    owner, application = roles.socket_urls(server.socket, server.port, name)
    return replace(server, url=owner, app_url=application)
