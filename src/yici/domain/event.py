"""An event as it is hashed: one exact line of canonical JSON, and the way back.

Canonical: keys sorted by code point, no spaces, UTF-8 without escapes that JSON does not demand, instants in UTC with
six decimals and "Z", no floating-point numbers (two languages may print the same one differently: write a decimal as
text). What was hashed is stored as it is and never written anew; upgrades act on what is read from it.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from json.encoder import encode_basestring
from typing import Any

from yici.domain.error import Invalid

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
_DECODER = json.JSONDecoder()
_WHOLE_JSON = 53
_KEYS = frozenset({str})
_LEAVES = frozenset({str, bool, type(None)})
_KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_TEXT = r'"[^"\\\x00-\x1f]*"'
_ACTOR = re.compile(
    rf'\{{"actor":\{{"channel":(?:null|{_TEXT}),"id":({_TEXT}),"kind":{_TEXT},'
    rf'"mandate":(?:null|{_TEXT}),"on_behalf_of":(?:null|{_TEXT}),"role":(?:null|{_TEXT})\}}'
)
"""The beginning of a line, up to its actor, whose texts need no escapes: as nearly every line begins."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, by pseudonymous ids: `kind` ("person", "organisation", "staff", "system", "platform"), own id, role,
    for whom (`on_behalf_of`), by which mandate or authorisation, and through which channel ("web", "window", "api" …).
    """

    kind: str
    id: str
    role: str | None = None
    on_behalf_of: str | None = None
    mandate: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything about an event that its hash covers; `previous` and `sealed` are hashes in hexadecimal.

    `at` is the legal time, `recorded_at` when it was written down, `sealed` the hash of the ciphertext kept beside it,
    `subject` the pseudonymous id of the person whom that ciphertext is about.
    """

    stream: str
    seq: int
    kind: str
    format: int
    algorithm: str
    at: datetime
    recorded_at: datetime
    actor: Actor
    cause: str | None
    body: dict[str, Any]
    sealed: str | None
    subject: str | None
    previous: str


def instant(value: datetime) -> str:
    """Write an aware instant as "2026-03-02T01:00:00.000000Z". Raises `Invalid` for one without a zone."""
    if value.tzinfo is not UTC:
        if value.utcoffset() is None:
            raise Invalid("event.naive_time", remedy="give an aware datetime")
        value = value.astimezone(UTC)
    return value.isoformat(timespec="microseconds")[:-6] + "Z"


def parse_instant(text: str) -> datetime:
    """Read what `instant` wrote. Raises `Invalid` for anything else."""
    try:
        value = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Invalid("event.bad_time", text=str(text), remedy="write 2026-03-02T01:00:00.000000Z") from error
    if value.tzinfo is None or instant(value) != text:
        raise Invalid("event.bad_time", text=text, remedy="write 2026-03-02T01:00:00.000000Z")
    return value.astimezone(UTC)


def check(value: object, place: str = "body") -> None:
    """Raise `Invalid` ("event.not_canonical") with its place for whatever has no single canonical JSON form."""
    if _plain(value):
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise _not_canonical(place, "use text as keys")
            check(inner, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            check(inner, f"{place}[{index}]")
    elif not _is_leaf(value):
        raise _not_canonical(place, "use text, whole numbers within 53 bits, true, false, null, lists and objects")


def _plain(value: Any) -> bool:
    # Every event passes here, so the walk that can name the faulty place runs only when there is a fault, and this one
    # looks at types by the whole list: most of what a codec gives is text.
    waiting = [value]
    for one in waiting:
        kind = type(one)
        if kind is dict:
            if not _KEYS.issuperset(map(type, one)):
                return False
            one = one.values()
        elif kind is int:
            if one.bit_length() > _WHOLE_JSON:
                return False
            continue
        elif kind is not list and kind is not tuple:
            if kind not in _LEAVES:
                return False
            continue
        if not _LEAVES.issuperset(map(type, one)):
            waiting += [each for each in one if type(each) not in _LEAVES]
    return True


def _is_leaf(value: object) -> bool:
    if isinstance(value, int):
        return value.bit_length() <= _WHOLE_JSON
    return value is None or isinstance(value, str)


def _not_canonical(place: str, remedy: str) -> Invalid:
    return Invalid("event.not_canonical", place=place, remedy=remedy)


def canonical(value: object) -> str:
    """Write a JSON value in its one canonical form. Raises `Invalid` when it has none."""
    check(value)
    return _ENCODER.encode(value)


def actor_fields(actor: Actor) -> dict[str, str | None]:
    """Give the actor as it stands in an event."""
    return {
        "channel": actor.channel,
        "id": actor.id,
        "kind": actor.kind,
        "mandate": actor.mandate,
        "on_behalf_of": actor.on_behalf_of,
        "role": actor.role,
    }


def encode(record: Record) -> str:
    """Write the one canonical line of an event. Raises `Invalid` for a body or a time without a canonical form."""
    check(record.body)
    check_kind(record.kind)
    return line(
        actor=_ENCODER.encode(actor_fields(record.actor)),
        algorithm=record.algorithm,
        at=instant(record.at),
        body=_ENCODER.encode(record.body),
        cause=record.cause,
        form=record.format,
        kind=record.kind,
        previous=record.previous,
        recorded_at=instant(record.recorded_at),
        sealed=record.sealed,
        seq=record.seq,
        stream=record.stream,
        subject=record.subject,
    )


def check_kind(kind: str) -> None:
    """Raise `Invalid` ("event.bad_kind") unless a kind is dotted small words like "case.correction_asked"."""
    if not _KIND.fullmatch(kind):
        raise Invalid("event.bad_kind", kind=kind, remedy="write small words, digits and _ with dots between them")


def line(
    *,
    actor: str,
    algorithm: str,
    at: str,
    body: str,
    cause: str | None,
    form: int,
    kind: str,
    previous: str,
    recorded_at: str,
    sealed: str | None,
    seq: int,
    stream: str,
    subject: str | None,
) -> str:
    """Write the line of an event whose kind is checked; `actor`, `body` and the instants are already canonical text.

    Written out key by key, because the general encoder takes twice as long and every event of every case passes here; a
    test holds the two equal.
    """
    before, after = frame(
        algorithm=algorithm, at=at, cause=cause, form=form, kind=kind, previous=previous, recorded_at=recorded_at,
        sealed=sealed, seq=seq, stream=stream, subject=subject,
    )  # fmt: skip
    return f'{{"actor":{actor}{before}{body}{after}'


def frame(
    *, algorithm: str, at: str, cause: str | None, form: int, kind: str, previous: str, recorded_at: str,
    sealed: str | None, seq: int, stream: str, subject: str | None,
) -> tuple[str, str]:  # fmt: skip
    """Write what stands in a line between actor and body, and what stands behind the body."""
    return (
        f',"algorithm":"{algorithm}","at":"{at}","body":',
        f',"cause":{_quoted(cause)},"format":{form},"kind":{_quoted(kind)},"previous":"{previous}"'
        f',"recorded_at":"{recorded_at}","sealed":{_quoted(sealed)},"seq":{seq},"stream":"{stream}"'
        f',"subject":{_quoted(subject)}}}',
    )


def framed_body(content: str, actor: str, frame: tuple[str, str]) -> str | None:
    """Give the text of the body of a line, if the line names this actor and all of its frame is just so; else None.

    None also for a line that is well and only written otherwise. Whoever reads the text must find one object in it:
    only then is the whole line one, with these fields and no others.
    """
    begins, (before, after) = _ACTOR.match(content), frame
    if begins is None or begins[1] != f'"{actor}"':
        return None
    start, end = begins.end() + len(before), len(content) - len(after)
    whole = start < end and content.startswith(before, begins.end()) and content.endswith(after)
    return content[start:end] if whole else None


def _quoted(text: str | None) -> str:
    return "null" if text is None else encode_basestring(text)


def fields(content: str) -> dict[str, Any]:
    """Read a stored line as plain JSON fields, without turning times and actor into values."""
    try:
        found, end = _DECODER.raw_decode(content)
    except (ValueError, RecursionError) as error:
        raise Invalid("event.malformed", remedy="the stored line is not JSON: restore it from a backup") from error
    if not isinstance(found, dict) or end != len(content):
        raise Invalid("event.malformed", remedy="the stored line is not one object: restore it from a backup")
    return found


def decode(content: str) -> Record:
    """Read a stored line back. Raises `Invalid` ("event.malformed") when fields are missing, unknown or misshapen."""
    found = fields(content)
    try:
        record = Record(
            **{
                **found,
                "actor": Actor(**found["actor"]),
                "at": parse_instant(found["at"]),
                "recorded_at": parse_instant(found["recorded_at"]),
            }
        )
    except (KeyError, TypeError) as error:
        raise Invalid("event.malformed", remedy="the fields are not those of an event") from error
    return record


def is_canonical(content: str) -> bool:
    """Tell whether a line is exactly what `encode` writes for the event in it."""
    try:
        return encode(decode(content)) == content
    except Invalid:
        return False
