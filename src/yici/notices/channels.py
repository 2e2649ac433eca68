"""Which ways out of the house this site has, from the environment and one file: `channels.toml` in its home.

Nothing is set: nothing goes out, and people read their messages in the product.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from yici.domain.error import Invalid, Refused
from yici.notices.quiet import Quiet

CONTACTS: Final[Mapping[str, str]] = {
    "sms": "phone", "mail": "mail", "wechat": "wechat", "wecom": "wecom", "dingtalk": "phone",
}  # fmt: skip
"""The channels that reach people, and which of their addresses each needs."""
GROUPS: Final = frozenset({"wecom", "dingtalk"})
"""Channels that are read by a whole group: only for what concerns an office, never for a citizen's own matter."""
WEBHOOK: Final = "webhook"
FILE: Final = "channels.toml"
_KEYS: Final = {
    "mail": {"url", "from"},
    "sms": {"url", "body", "headers", "id", "accepted"},
    **{name: {"url", "api"} for name in ("wechat", "wecom", "dingtalk")},
}
_SECTIONS: Final = {**_KEYS, "quiet": {"begins", "ends"}}


@dataclass(frozen=True, slots=True, repr=False)
class Channel:
    """One way out as the operator set it up: `url` with its secrets, and what its provider needs beside."""

    name: str
    url: str
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def scheme(self) -> str:
        """Give the scheme of the address, which chooses the provider."""
        return urlsplit(self.url).scheme


@dataclass(frozen=True, slots=True)
class Setup:
    """All ways out and the quiet hours."""

    channels: Mapping[str, Channel]
    quiet: Quiet


def setup() -> Setup:
    """This will read what the operator set up; it is read again when the file changes.

    Raises Invalid("notice.channels") with every fault.
    """
    path = Path(settings.YICI_CHANNELS)
    told = tuple(sorted((name, value) for name, value in os.environ.items() if name in _ENVIRONMENT))
    return _setup(path, path.stat().st_mtime_ns if path.exists() else None, told)


def channel(name: str) -> Channel:
    """This will give one way out. Raises Refused("notice.channel_off") where the site has not set it up."""
    found = setup().channels.get(name)
    if found is None:
        raise Refused("notice.channel_off", channel=name, remedy=f"set it up in {FILE}, or by the environment")
    return found


def folder_named(contact: str) -> str:
    """This will name the folder into which messages to a kind of address are written as files, as the site's setup
    names it, no more than its last two parts; "" where they are really sent."""
    found = (one for name, kind in CONTACTS.items() if kind == contact and (one := setup().channels.get(name)))
    told = next((urlsplit(one.url) for one in found if one.scheme == "file"), None)
    return "/".join((told.netloc + told.path).rstrip("/").split("/")[-2:]) if told else ""


def people_channels() -> tuple[str, ...]:
    """This will name the ways to people that this site has, in a fixed order."""
    return tuple(name for name in CONTACTS if name in setup().channels)


_ENVIRONMENT: Final = {
    **{f"YICI_{name.upper()}": (name, "url") for name in CONTACTS},
    "YICI_MAIL_FROM": ("mail", "from"),
    "YICI_SMS_BODY": ("sms", "body"),
    "YICI_QUIET_BEGINS": ("quiet", "begins"),
    "YICI_QUIET_ENDS": ("quiet", "ends"),
}


@lru_cache(maxsize=4)
def _setup(path: Path, changed: int | None, told: tuple[tuple[str, str], ...]) -> Setup:
    given = _read(path) if changed is not None else {}
    for name, value in told:
        section, key = _ENVIRONMENT[name]
        given.setdefault(section, {})[key] = value
    if faults := list(_faults(given)):
        raise Invalid("notice.channels", faults=faults, remedy=f"mend {FILE} or the environment, then try again")
    quiet = {name: time.fromisoformat(value) for name, value in given.pop("quiet", {}).items()}
    channels = {
        name: Channel(name, options["url"], {key: value for key, value in options.items() if key != "url"})
        for name, options in given.items()
    }
    return Setup(channels, Quiet(**quiet))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults = [f"{FILE}: {error}"]
        raise Invalid("notice.channels", faults=faults, remedy=f"write {FILE} as TOML") from error


def _faults(given: Mapping[str, Any]) -> Iterator[str]:
    for section, options in given.items():
        if section not in _SECTIONS or not isinstance(options, dict):
            yield f"[{section}]: no such channel; there are {', '.join(_SECTIONS)}"
            continue
        for unknown in sorted(set(options) - _SECTIONS[section]):
            yield f"[{section}] {unknown}: unknown; there are {', '.join(sorted(_SECTIONS[section]))}"
        yield from _quiet_faults(options) if section == "quiet" else _channel_faults(section, options)


def _channel_faults(name: str, options: Mapping[str, Any]) -> Iterator[str]:
    scheme = urlsplit(str(options.get("url", ""))).scheme
    if not scheme:
        yield f"[{name}] url: missing, or without a scheme such as {'smtp' if name == 'mail' else 'https'}://"
    elif name == "mail" and scheme not in ("smtp", "smtps", "file"):
        yield f"[mail] url: {scheme} is neither smtp, smtps nor file"
    if name == "mail" and not options.get("from"):
        yield "[mail] from: missing: the address that mail comes from"
    if name == "sms" and scheme in ("http", "https") and not options.get("body"):
        yield "[sms] body: missing: what the gateway is sent, with {address} and {text} in it"


def _quiet_faults(options: Mapping[str, Any]) -> Iterator[str]:
    for name, value in options.items():
        try:
            time.fromisoformat(str(value))
        except ValueError:
            yield f"[quiet] {name}: {value} is no time of day such as 22:00"
