import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yici.domain import event
from yici.domain.error import Invalid
from yici.domain.event import Actor, Record

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
PLAIN = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4))
BODIES = st.dictionaries(TEXT, VALUES, max_size=5)
NAIVE = st.datetimes(
    datetime(1900, 1, 1, tzinfo=UTC).replace(tzinfo=None), datetime(2200, 1, 1, tzinfo=UTC).replace(tzinfo=None)
)
INSTANTS = NAIVE.map(lambda naive: naive.replace(tzinfo=UTC))
HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)
ACTORS = st.builds(
    Actor, TEXT, TEXT, st.none() | TEXT, st.none() | TEXT, st.none() | TEXT, st.sampled_from([None, "web", "window"])
)
RECORDS = st.builds(
    Record,
    stream=st.uuids().map(str),
    seq=st.integers(1, 10_000),
    kind=st.from_regex(r"[a-z]{1,8}(\.[a-z_]{1,8}){0,2}", fullmatch=True).filter(lambda kind: "._" not in kind),
    format=st.integers(1, 99),
    algorithm=st.sampled_from(["SHA-256", "SM3"]),
    at=INSTANTS,
    recorded_at=INSTANTS,
    actor=ACTORS,
    cause=st.none() | TEXT,
    body=BODIES,
    sealed=st.none() | HASHES,
    subject=st.none() | st.uuids().map(str),
    previous=HASHES,
)
PLAIN_RECORD = Record(
    stream="019a0000-0000-7000-8000-000000000001",
    seq=1,
    kind="case.submitted",
    format=1,
    algorithm="SHA-256",
    at=datetime(2026, 3, 2, 1, 0, tzinfo=UTC),
    recorded_at=datetime(2026, 3, 2, 1, 0, 0, 250, tzinfo=UTC),
    actor=Actor("person", "p1", channel="web"),
    cause=None,
    body={"item": "食品经营许可", "copies": 2},
    sealed=None,
    subject=None,
    previous="00" * 32,
)


def turned(value: object) -> object:
    """The same value with every object's keys put in the other order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(inner) for inner in value] if isinstance(value, list) else value


def test_a_line_is_exactly_these_bytes() -> None:
    line = event.encode(PLAIN_RECORD)
    assert line == (
        '{"actor":{"channel":"web","id":"p1","kind":"person","mandate":null,"on_behalf_of":null,"role":null}'
        ',"algorithm":"SHA-256","at":"2026-03-02T01:00:00.000000Z","body":{"copies":2,"item":"食品经营许可"}'
        ',"cause":null,"format":1,"kind":"case.submitted","previous":"' + "00" * 32 + '"'
        ',"recorded_at":"2026-03-02T01:00:00.000250Z","sealed":null,"seq":1'
        ',"stream":"019a0000-0000-7000-8000-000000000001","subject":null}'
    )
    assert hashlib.sha256(line.encode()).hexdigest() == (
        "177a5ef045a875ffa0c3532269986edac8da40b9ec6062809707e6c5b76a9ee1"
    )


@given(RECORDS)
def test_the_fast_line_is_what_the_general_encoder_writes(record: Record) -> None:
    line = event.encode(record)
    fields = json.loads(line)
    assert line == json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    assert line == event.canonical(fields)
    assert set(fields) == set(Record.__slots__)


@given(RECORDS)
def test_what_is_read_back_is_what_was_written(record: Record) -> None:
    line = event.encode(record)
    assert event.decode(line) == record
    assert event.is_canonical(line)


PLAIN_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='"\\'), max_size=20)
PLAIN_ACTORS = st.builds(Actor, PLAIN_TEXT, PLAIN_TEXT, *[st.none() | PLAIN_TEXT] * 4)


def framed(record: Record, content: str) -> str | None:
    frame = event.frame(
        algorithm=record.algorithm, at=event.instant(record.at), cause=record.cause, form=record.format,
        kind=record.kind, previous=record.previous, recorded_at=event.instant(record.recorded_at),
        sealed=record.sealed, seq=record.seq, stream=record.stream, subject=record.subject,
    )  # fmt: skip
    return event.framed_body(content, record.actor.id, frame)


@given(RECORDS, PLAIN_ACTORS)
def test_the_body_stands_within_the_frame_that_its_columns_write(record: Record, actor: Actor) -> None:
    plain = replace(record, actor=actor)
    assert framed(plain, event.encode(plain)) == event.canonical(record.body)
    assert framed(record, event.encode(record)) in (event.canonical(record.body), None)


@given(RECORDS, RECORDS, st.sampled_from([name for name in Record.__slots__ if name != "body"]))
def test_no_other_column_frames_the_line(record: Record, other: Record, name: str) -> None:
    forged = replace(record, **{name: getattr(other, name)})
    if name == "actor":
        forged = replace(record, actor=replace(record.actor, id=other.actor.id))
    if forged != record:
        assert framed(forged, event.encode(record)) is None


def test_a_name_that_holds_marks_of_json_frames_nothing() -> None:
    record = replace(PLAIN_RECORD, actor=Actor("person", 'p1","kind":"staff'))
    assert framed(record, event.encode(PLAIN_RECORD)) is None
    assert framed(record, event.encode(record)) is None
    assert framed(record, event.encode(PLAIN_RECORD).replace('"p1"', '"p1","kind":"staff"')) is None


@given(RECORDS)
def test_no_line_holds_a_line_break(record: Record) -> None:
    assert "\n" not in event.encode(record)
    assert event.encode(record).encode().decode() == event.encode(record)


@given(VALUES)
def test_the_order_of_keys_makes_no_difference(value: object) -> None:
    assert event.canonical(turned(value)) == event.canonical(value)


@given(VALUES, VALUES)
def test_different_values_have_different_lines(one: object, other: object) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (event.canonical(one) == event.canonical(other)) == same


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"fee": 1.5}, "body.fee"),
        ({"fee": float("nan")}, "body.fee"),
        ({"a": [1, {"b": float("inf")}]}, "body.a[1].b"),
        ({"a": {1: "x"}}, "body.a"),
        ({"a": datetime(2026, 3, 2, tzinfo=UTC)}, "body.a"),
        ({"a": b"x"}, "body.a"),
        ({"a": {"x"}}, "body.a"),
        ({"a": 2**53}, "body.a"),
    ],
)
def test_a_body_without_one_canonical_form_is_refused_with_its_place(body: dict[str, object], place: str) -> None:
    with pytest.raises(Invalid) as refused:
        event.check(body)
    assert refused.value.code == "event.not_canonical"
    assert refused.value.params["place"] == place


@pytest.mark.parametrize("kind", ["", "Case", "case.", ".case", "case accepted", "case\naccepted", "案件", "1case"])
def test_a_kind_that_is_not_dotted_small_words_is_refused(kind: str) -> None:
    with pytest.raises(Invalid, match="bad_kind"):
        event.check_kind(kind)


@pytest.mark.parametrize("kind", ["case", "case.accepted", "case.correction_asked", "hotline.order2.closed"])
def test_dotted_small_words_are_a_kind(kind: str) -> None:
    event.check_kind(kind)


@given(NAIVE, st.integers(-14, 14))
def test_an_instant_is_written_in_utc_whatever_its_zone(naive: datetime, hours: int) -> None:
    here = naive.replace(tzinfo=timezone(timedelta(hours=hours)))
    text = event.instant(here)
    assert len(text) == len("2026-03-02T01:00:00.000000Z")
    assert event.parse_instant(text) == here
    assert event.parse_instant(text).tzinfo is UTC


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(Invalid, match="naive_time"):
        event.instant(PLAIN_RECORD.at.replace(tzinfo=None))


@pytest.mark.parametrize(
    "text", ["", "2026-03-02", "2026-03-02T01:00:00Z", "2026-03-02T01:00:00.000000", "2026-03-02T09:00:00.000000+08:00"]
)
def test_an_instant_in_any_other_spelling_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="bad_time"):
        event.parse_instant(text)


@pytest.mark.parametrize("line", ["", "[]", "{", "nul", '{"seq":1}', event.encode(PLAIN_RECORD)[:-1] + ',"more":1}'])
def test_a_line_that_is_no_event_is_refused(line: str) -> None:
    with pytest.raises(Invalid, match="malformed"):
        event.decode(line)
    assert not event.is_canonical(line)


def test_a_line_with_other_spacing_or_a_doubled_key_is_not_canonical() -> None:
    line = event.encode(PLAIN_RECORD)
    assert not event.is_canonical(line.replace(":", ": ", 1))
    assert not event.is_canonical('{"seq":1,' + line[1:])


def test_nesting_too_deep_to_read_is_refused() -> None:
    with pytest.raises(Invalid, match="malformed"):
        event.fields("[" * 100_000)
