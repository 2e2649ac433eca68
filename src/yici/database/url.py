"""What a database URL says: where the server is, which database, and which schema holds this instance."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from yici.domain.error import Invalid

SHAPE = "postgresql://user:password@host:5432/name?schema=city"
_SCHEMES = ("postgresql://", "postgres://")
_SCHEMA_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """One parsed URL: `parameters` as libpq names them (host, port, dbname, user, password, ...), and its schema.

    `schema_named` is False where the URL leaves the schema to its default, `public`.
    """

    parameters: dict[str, str]
    schema: str = "public"
    schema_named: bool = False

    @property
    def search_path(self) -> str:
        """This will be the server option that makes the schema the only one in sight."""
        return f"-c search_path={self.schema}"


def parse(url: str) -> DatabaseUrl:
    """This will read a PostgreSQL URL with libpq's own rules, plus `schema=` in its query.

    Raises Invalid, whose text never repeats the URL because it may hold a password.
    """
    if not url.startswith(_SCHEMES):
        raise Invalid("database.url_scheme", remedy=f"Yici keeps its data in PostgreSQL only: write {SHAPE}")
    address, _, query = url.partition("?")
    pairs = _query_pairs(query)
    schemas = [value for key, value in pairs if key == "schema"]
    others = [(key, value) for key, value in pairs if key != "schema"]
    parameters = _libpq_parameters(address, others)
    if not parameters.get("dbname"):
        raise Invalid("database.url_name", remedy=f"Name the database after the host: {SHAPE}")
    return DatabaseUrl(parameters, check_schema(schemas[-1]) if schemas else "public", bool(schemas))


def check_schema(name: str) -> str:
    """This will give back a schema name that needs no quoting, or raise Invalid."""
    if not _SCHEMA_NAME.fullmatch(name) or name.startswith("pg_") or name == "information_schema":
        remedy = (
            "Name the schema with lower-case letters a-z, digits and _, starting with a letter, at most 63 characters"
        )
        raise Invalid("database.schema_name", remedy=remedy, schema=name)
    return name


def django_database(url: str) -> dict[str, Any]:
    """This will turn a database URL into one entry of Django's DATABASES. Raises Invalid."""
    parsed = parse(url)
    entry: dict[str, Any] = {
        "ENGINE": "yici.database.engine",
        # A new connection costs 20 ms: one stays open and is looked at before a request uses it, see `engine`.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
    options: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 3, "options": parsed.search_path}
    for name, value in parsed.parameters.items():
        if name in _DJANGO_NAMES:
            entry[_DJANGO_NAMES[name]] = value
        else:
            options[name] = value
    return entry | {"OPTIONS": options}


def connect(url: str, *, autocommit: bool = False) -> psycopg.Connection[tuple[Any, ...]]:
    """This will open a plain connection that sees only the URL's schema. Raises Invalid or psycopg.OperationalError."""
    parsed = parse(url)
    return psycopg.connect(options=parsed.search_path, autocommit=autocommit, **parsed.parameters)  # type: ignore[arg-type]


def with_schema(url: str, schema: str) -> str:
    """This will add a schema to a URL that names none; the usual one, `public`, is left unsaid."""
    if schema == "public":
        return url
    return f"{url}{'&' if '?' in url else '?'}schema={schema}"


def database_url(name: str, *, user: str, host: str, port: int, password: str = "", schema: str = "public") -> str:
    """This will write a URL that `parse` reads back, whatever letters its parts hold.

    A host that starts with / is the folder of a unix socket.
    """
    login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    if not host.startswith("/"):
        return with_schema(f"postgresql://{login}@{host}:{port}/{quote(name, safe='')}", schema)
    query = urlencode({"host": host, "port": port}, quote_via=quote, safe="/")
    return with_schema(f"postgresql://{login}@/{quote(name, safe='')}?{query}", schema)


def _query_pairs(query: str) -> list[tuple[str, str]]:
    # quote_plus rules would turn a + into a space, libpq keeps it
    try:
        return parse_qsl(query.replace("+", "%2B"), keep_blank_values=True, strict_parsing=bool(query), errors="strict")
    except ValueError:
        raise Invalid("database.url_query", remedy=f"Write the part after ? as name=value pairs: {SHAPE}") from None


def _libpq_parameters(address: str, pairs: list[tuple[str, str]]) -> dict[str, str]:
    if any(key == "options" for key, _ in pairs):
        remedy = "Leave options= out: Yici sets the search path itself, from schema="
        raise Invalid("database.url_options", remedy=remedy)
    query = f"?{urlencode(pairs, quote_via=quote)}" if pairs else ""
    try:
        parameters = conninfo_to_dict(address + query)
    except psycopg.ProgrammingError:
        # libpq's words repeat the URL with its password
        remedy = f"Write the database URL as {SHAPE}, with special characters of the password percent-encoded"
        raise Invalid("database.url_syntax", remedy=remedy) from None
    told = {key: str(value) for key, value in parameters.items() if value not in (None, "")}
    _check_ports(told.get("port", ""))
    return told


def _check_ports(ports: str) -> None:
    for port in ports.split(",") if ports else ():
        if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise Invalid("database.url_port", remedy=f"Write the port as a number from 1 to 65535: {SHAPE}")
