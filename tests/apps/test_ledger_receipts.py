import copy
import json
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.apps.ledger_samples import COOK, MINUTE, NOW, Kettles, Threads, counted, person, stream_id
from yici.domain.event import canonical
from yici.ledger import checkpoints, ciphers, keys, receipts, services
from yici.ledger.evidence import Verdict, verify_receipt
from yici.ledger.keyring import fingerprint
from yici.ledger.values import Entry

database = pytest.mark.django_db(transaction=True)
GOOD = Verdict(genuine=True, included=True, faults=())


def signed_afresh(document: dict[str, Any]) -> dict[str, Any]:
    """The document with its statement signed by another operator."""
    signer = ciphers.signer("Ed25519")
    secret = signer.generate()
    value = signer.sign(secret, canonical(document["statement"]).encode()).hex()
    document["signature"] = {"algorithm": "Ed25519", "key": fingerprint(signer.public(secret)), "value": value}
    return document


@pytest.fixture
def full(transactional_db: None) -> dict[str, Any]:
    """The full receipt of one event among many, of which a checkpoint exists."""
    kettles = Kettles()
    for number in range(20):
        kettles.fill(number, sealed={"cook": "张三"}, subject=person(number))
    # Another test's open transaction, in a database beside this one, holds a checkpoint back while it runs.
    for _ in range(100):
        checkpoints.checkpoint(now=NOW)
        found = receipts.receipt_of(stream_id(7), 1)
        assert found is not None
        if found["proof"]:
            return found
        sleep(0.1)
    raise AssertionError("no checkpoint reached the event")


def test_a_full_receipt_holds_before_anybody_with_the_public_key(full: dict[str, Any]) -> None:
    sent_around = json.loads(json.dumps(full))
    with counted() as sent:
        assert verify_receipt(sent_around, keys.public_keys()) == GOOD
    assert sent == []
    assert "张三" not in json.dumps(full, ensure_ascii=False)


@database
def test_the_receipt_given_at_once_can_be_made_again_and_proven_later() -> None:
    _, [recorded] = Kettles().fill(1)
    given_at_once = receipts.receipt(recorded)
    assert verify_receipt(given_at_once, keys.public_keys()) == Verdict(True, None, ())
    assert receipts.proof(stream_id(1), 1) is None
    checkpoints.checkpoint(now=NOW)
    again = receipts.receipt_of(stream_id(1), 1)
    assert again is not None
    assert again["statement"] == given_at_once["statement"]
    assert verify_receipt({**given_at_once, "proof": again["proof"]}, keys.public_keys()) == GOOD


@database
def test_there_is_no_receipt_of_an_event_that_is_not_there() -> None:
    Kettles().fill(1)
    assert receipts.receipt_of(stream_id(1), 2) is None
    assert receipts.receipt_of(stream_id(2), 1) is None
    assert receipts.proof(stream_id(2), 1) is None


Change = tuple[tuple[str | int, ...], Any]
FORGERIES: dict[str, tuple[Change, Verdict]] = {
    "another hash": ((("statement", "hash"), "00" * 32), Verdict(False, False, ())),
    "another time": ((("statement", "at"), "2026-03-01T01:00:00.000000Z"), Verdict(False, True, ())),
    "another stream": ((("statement", "stream"), str(stream_id(8))), Verdict(False, True, ())),
    "another signature": ((("signature", "value"), "00" * 64), Verdict(False, True, ())),
    "no hexadecimal": ((("signature", "value"), "zz"), Verdict(False, None, ())),
    "another key": ((("signature", "key"), "00" * 32), Verdict(False, True, ())),
    "another algorithm": ((("signature", "algorithm"), "none"), Verdict(False, None, ())),
    "a checkpoint for a receipt": ((("statement", "type"), "yici.checkpoint"), Verdict(False, True, ())),
    "another line": ((("content",), "{}"), Verdict(True, True, ())),
    "another index": ((("proof", "index"), 6), Verdict(True, False, ())),
    "a true index": ((("proof", "index"), True), Verdict(True, False, ())),
    "another step": ((("proof", "path", 0), "00" * 32), Verdict(True, False, ())),
    "no steps": ((("proof", "path"), []), Verdict(True, False, ())),
    "another tree": ((("proof", "checkpoint", "statement", "tree"), "00" * 32), Verdict(True, False, ())),
    "another root": ((("proof", "checkpoint", "statement", "root"), "00" * 32), Verdict(True, False, ())),
    "another count": ((("proof", "checkpoint", "statement", "count"), 40), Verdict(True, False, ())),
    "another number": ((("proof", "checkpoint", "statement", "number"), 2), Verdict(True, False, ())),
    "another seal": ((("proof", "checkpoint", "signature", "value"), "00" * 64), Verdict(True, False, ())),
    "a list": ((("proof",), []), Verdict(True, False, ())),
    "no statement": ((("statement",), None), Verdict(False, None, ())),
    "a deep line": ((("content",), "[" * 100_000), Verdict(True, True, ())),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_receipt_is_found_out(full: dict[str, Any], name: str) -> None:
    (place, value), expected = FORGERIES[name]
    forged = copy.deepcopy(full)
    inner: Any = forged
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    verdict = verify_receipt(forged, keys.public_keys())
    assert (verdict.genuine, verdict.included) == (expected.genuine, expected.included)
    assert verdict.faults
    assert not verdict.valid


def test_a_receipt_signed_by_somebody_else_is_not_genuine_whatever_key_it_brings(full: dict[str, Any]) -> None:
    forged = signed_afresh(copy.deepcopy(full))
    verdict = verify_receipt(forged, keys.public_keys())
    assert (verdict.genuine, verdict.faults) == (False, ("yici.receipt.unknown_key",))


def test_a_public_key_under_a_fingerprint_that_is_not_its_own_is_not_trusted(full: dict[str, Any]) -> None:
    assert not verify_receipt(full, {full["signature"]["key"]: bytes(32)}).genuine


NAMES = st.sampled_from(["statement", "signature", "proof", "content", "type", "format", "algorithm", "key", "hash"])
SCALARS = st.none() | st.integers() | st.text(max_size=5) | st.sampled_from(["yici.receipt", "SHA-256", "Ed25519"])


@given(st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)))
def test_no_document_makes_the_check_raise(document: Any) -> None:
    assert not verify_receipt(document, {}).valid


@database
def test_a_checkpoint_stands_on_the_one_before_it() -> None:
    kettles, made = Kettles(), []
    for number in range(3):
        kettles.fill(number)
        made.append(checkpoints.checkpoint(now=NOW + number * MINUTE))
    assert checkpoints.checkpoint(now=NOW) is None
    assert [one and (one.number, one.count) for one in made] == [(1, 1), (2, 1), (3, 1)]
    assert [one and one.statement["previous"] for one in made] == ["", *(one.root for one in made[:2] if one)]
    assert checkpoints.latest() == made[-1]


@database
def test_every_event_of_checkpoints_of_any_shape_can_be_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "BLOCK", 4)
    monkeypatch.setattr(checkpoints, "PAGE", 8)
    kettles, public, counts = Kettles(), keys.public_keys(), []
    for number in range(37):
        kettles.fill(number)
    while made := checkpoints.checkpoint(now=NOW, most=18):
        counts.append(made.count)
    assert counts == [18, 18, 1]
    for number in range(37):
        found = receipts.receipt_of(stream_id(number), 1)
        assert found is not None
        assert found["proof"]["checkpoint"]["statement"]["number"] == number // 18 + 1
        assert found["proof"]["index"] == number % 18
        assert verify_receipt(found, public) == GOOD


@database
def test_a_proof_takes_few_statements_and_one_block_of_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "BLOCK", 4)
    kettles = Kettles()
    for number in range(20):
        kettles.fill(number)
    checkpoints.checkpoint(now=NOW)
    with counted() as sent:
        receipts.proof(stream_id(9), 1)
    assert len(sent) <= 6


@database
def test_a_checkpoint_waits_for_a_transaction_held_open() -> None:
    written, seen = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            head = services.new_head(stream_id(1), "kettle")
            services.append(head, [Entry("kettle.watched", NOW, {})], actor=COOK, now=NOW, due=None)
            written.set()
            assert seen.wait(30)

    def quick() -> Any:
        assert written.wait(30)
        Kettles().fill(2)
        made = checkpoints.checkpoint(now=NOW)
        seen.set()
        return made

    assert Threads(slow, quick).run() == [None, None]
    made = checkpoints.checkpoint(now=NOW)
    assert made is not None
    assert made.count == 2


@database
def test_of_two_who_write_a_checkpoint_at_once_one_has_the_turn() -> None:
    Kettles().fill(1)
    holding, done = Event(), Event()

    def hold() -> Any:
        with transaction.atomic():
            made = checkpoints.checkpoint(now=NOW)
            holding.set()
            assert done.wait(30)
            return made

    def other() -> Any:
        assert holding.wait(30)
        made = checkpoints.checkpoint(now=NOW)
        done.set()
        return made

    first, second = Threads(hold, other).run()
    assert first.count == 1
    assert second is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_checkpoint")
        assert cursor.fetchone() == (1,)


@database
def test_checkpoints_and_receipts_hold_with_sm3_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YICI_HASH", "SM3")
    Kettles().fill(1)
    monkeypatch.setenv("YICI_HASH", "SHA-256")
    Kettles().fill(2)
    monkeypatch.setenv("YICI_HASH", "SM3")
    checkpoints.checkpoint(now=NOW)
    for number, algorithm in ((1, "SM3"), (2, "SHA-256")):
        found = receipts.receipt_of(stream_id(number), 1)
        assert found is not None
        assert found["statement"]["algorithm"] == algorithm
        assert found["proof"]["checkpoint"]["statement"]["algorithm"] == "SM3"
        assert verify_receipt(found, keys.public_keys()) == GOOD


@database
def test_an_old_receipt_holds_after_a_new_signing_key(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YICI_KEYS", str(tmp_path))
    keys.ensure_keys()
    _, [recorded] = Kettles().fill(1)
    old = receipts.receipt(recorded)
    keys.rotate("signing")
    assert receipts.receipt(recorded)["signature"]["key"] != old["signature"]["key"]
    assert verify_receipt(old, keys.public_keys()).valid
