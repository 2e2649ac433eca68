import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.apps.ledger_samples import COOK, NOW, Kettles, Threads, counted, person, stream_id, tamper
from yici.domain.error import Conflict, Invalid, NotFound, Refused
from yici.ledger import checkpoints, ciphers, keyring, keys, queries, services
from yici.ledger.values import ERASED

__all__ = ["tamper"]

IDENTITY = "11010519491231002X"
database = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty keys folder of this test's own."""
    monkeypatch.setenv("YICI_KEYS", str(tmp_path / "keys"))
    return tmp_path / "keys"


def key_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.json")}


def test_the_keys_are_made_once_and_only_the_operator_can_read_them(folder: Path) -> None:
    keys.ensure_keys()
    made = key_files(folder)
    keys.ensure_keys()
    assert key_files(folder) == made
    assert set(made) == {"master.json", "signing.json", "index.json", "code.json"}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_many_who_make_the_keys_at_once_end_up_with_the_same(folder: Path) -> None:
    together = Barrier(8)

    def go() -> dict[str, bytes]:
        together.wait()
        keys.ensure_keys()
        return key_files(folder)

    results = Threads(*[go] * 8).run()
    assert results[1:] == results[:-1]


def test_missing_keys_are_never_replaced_by_reading(folder: Path) -> None:
    with pytest.raises(Refused, match=r"keys\.missing"):
        keys.public_keys()
    assert not folder.exists()


def test_without_a_folder_of_their_own_the_keys_lie_in_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YICI_KEYS", raising=False)
    monkeypatch.setenv("YICI_HOME", str(tmp_path))
    assert keyring.keys_folder() == tmp_path / "keys"


@pytest.mark.parametrize("suite", keyring.SUITES)
def test_every_suite_seals_signs_and_hashes_and_names_its_algorithms(folder: Path, suite: str) -> None:
    keys.ensure_keys(suite)
    ring = keyring.keyring()
    named = keyring.SUITES[suite]
    subject = keys.Subject(UUID(int=1), ring.wrap(ring.new_secret(), UUID(int=1).bytes))
    token = keys.seal(subject, {"name": "张三"})
    assert ciphers.split(subject.wrapped or b"")[0] == ciphers.split(token)[0] == named["master"]
    assert keys.open_with({subject.id: subject}, subject.id, token) == {"name": "张三"}
    signature = ring.sign(b"message")
    assert signature.algorithm == named["signing"]
    assert ciphers.signer(signature.algorithm).verify(ring.public_keys()[signature.key], signature.value, b"message")
    assert keys.blind("phone", "13800138000") != keys.blind("identity", "13800138000")


def test_an_unknown_suite_is_refused(folder: Path) -> None:
    with pytest.raises(Refused, match="unknown_suite"):
        keys.ensure_keys("quantum")


def test_a_new_master_key_still_opens_what_the_old_one_wrapped(folder: Path) -> None:
    keys.ensure_keys()
    ring = keyring.keyring()
    subject = keys.Subject(UUID(int=1), ring.wrap(ring.new_secret(), UUID(int=1).bytes))
    token = keys.seal(subject, b"paper")
    new = keys.rotate("master")
    assert ciphers.split(keyring.keyring().wrap(b"secret", b""))[1] == new
    assert keys.open_with({subject.id: subject}, subject.id, token) == b"paper"


def test_another_process_learns_of_a_new_master_key_when_it_meets_it(folder: Path) -> None:
    keys.ensure_keys()
    old = keyring.keyring()
    keys.rotate("master")
    token = keyring.keyring().wrap(b"secret", UUID(int=1).bytes)
    with pytest.raises(Refused, match=r"keys\.unknown"):
        old.unwrap(token, UUID(int=1).bytes)
    assert keys.usable(UUID(int=1), token)


def test_an_old_public_key_stays_after_a_new_signing_key(folder: Path) -> None:
    keys.ensure_keys()
    before = keys.public_keys()
    keys.rotate("signing")
    after = keys.public_keys()
    assert before.items() < after.items()
    assert keyring.keyring().sign(b"").key not in before


@pytest.mark.parametrize("purpose", ["index", "code"])
def test_keys_that_lookups_hang_on_cannot_be_changed(folder: Path, purpose: str) -> None:
    keys.ensure_keys()
    with pytest.raises(Refused, match="cannot_rotate"):
        keys.rotate(purpose)


@given(st.binary(max_size=64), st.sampled_from(sorted(ciphers.CIPHERS)), st.data())
def test_a_token_with_one_bit_changed_does_not_open(data: bytes, algorithm: str, draw: st.DataObject) -> None:
    key = os.urandom(ciphers.cipher(algorithm).key_bytes)
    token = ciphers.encrypt(algorithm, key, data, b"bound")
    assert ciphers.decrypt(key, token, b"bound") == data
    place = draw.draw(st.integers(len(algorithm) + 2, len(token) - 1))
    broken = token[:place] + bytes([token[place] ^ 1]) + token[place + 1 :]
    with pytest.raises(Refused, match=r"keys\.damaged"):
        ciphers.decrypt(key, broken, b"bound")
    with pytest.raises(Refused, match=r"keys\.damaged"):
        ciphers.decrypt(key, token, b"other")


@pytest.mark.parametrize("token", [b"", b"AES-256-GCM", b"AES-256-GCM\0\0", b"\xff\0\0abc"])
def test_what_is_no_token_does_not_open(token: bytes) -> None:
    with pytest.raises(Refused, match=r"keys\.damaged"):
        ciphers.decrypt(bytes(32), token, b"")


def test_an_unknown_cipher_is_named() -> None:
    with pytest.raises(Invalid, match="ROT-13"):
        ciphers.decrypt(bytes(32), b"ROT-13\0\0abc", b"")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("110105１9491231002x", "11010519491231002X"),
        (" 张三 ", "张三"),
        ("ZHANG San", "zhang san"),
    ],
)
def test_spellings_of_one_value_have_one_blind_index(one: str, other: str) -> None:
    assert keys.blind("identity", one) == keys.blind("identity", other)
    assert keys.blind("identity", one) != keys.blind("identity", other + "1")


@given(st.integers(4, 32), st.lists(st.text(max_size=9), max_size=3))
def test_a_code_is_checked_whatever_its_case_spaces_and_hyphens(length: int, parts: list[str]) -> None:
    made = keys.code("query", *parts, length=length)
    assert len(made) == length
    assert set(made) <= set(keys.CODE_ALPHABET)
    assert keys.check_code(f" {made[:2].lower()}-{made[2:]} ", "query", *parts, length=length)
    assert not keys.check_code(made[:-1], "query", *parts, length=length)
    assert not keys.check_code(made, "pick-up", *parts, length=length)


def test_codes_for_parts_that_only_join_alike_differ() -> None:
    assert keys.code("query", "ab", "c") != keys.code("query", "a", "bc") != keys.code("query", "abc")
    assert keys.code("query", stream_id(1)) != keys.code("query", stream_id(2))


@pytest.mark.parametrize("length", [0, 3, 33])
def test_a_code_too_short_to_resist_or_too_long_to_make_is_refused(length: int) -> None:
    with pytest.raises(Invalid, match="code_length"):
        keys.code("query", length=length)


@database
def test_one_person_is_one_subject_found_in_one_statement() -> None:
    with counted() as sent:
        first = person(1, IDENTITY)
    assert len(sent) == 1
    with counted() as sent:
        assert person(2, IDENTITY.lower()) == first
    assert len(sent) == 1
    assert keys.find_subject(IDENTITY) == first
    assert keys.find_subject("110105194912310037") is None


@database
def test_persons_without_an_identity_number_are_never_merged() -> None:
    assert person(1) != person(2)


@database
def test_of_several_who_meet_a_new_person_at_once_all_find_the_same_subject() -> None:
    together = Barrier(4)

    def go(number: int) -> UUID:
        together.wait()
        return person(number, IDENTITY)

    results = Threads(*(lambda n=n: go(n) for n in range(4))).run()  # type: ignore[misc]
    assert len(set(results)) == 1


@database
def test_the_identity_number_stands_nowhere_in_the_row() -> None:
    person(1, IDENTITY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT s::text FROM ledger_subject s")
        [(row,)] = cursor.fetchall()
    assert IDENTITY not in row
    assert IDENTITY.encode().hex() not in row


@database
def test_many_tokens_are_opened_with_one_statement() -> None:
    pairs = [(subject, keys.seal(subject, {"n": n})) for n in range(5) for subject in (person(n),)]
    with counted() as sent:
        assert keys.open_many(pairs) == [{"n": n} for n in range(5)]
    assert len(sent) == 1


@database
def test_a_page_of_history_reads_its_keys_once_and_only_when_something_is_opened() -> None:
    kettles = Kettles()
    for number in range(3):
        kettles.fill(1, sealed={"cook": str(number)}, subject=person(number))
    with counted() as sent:
        page = queries.history(stream_id(1))
        assert len(sent) == 1
        assert [event.open() for event in page] == [{"cook": "0"}, {"cook": "1"}, {"cook": "2"}]
        assert len(sent) == 2


@database
def test_nothing_personal_stands_in_the_events_in_clear() -> None:
    Kettles().fill(1, sealed={"name": "欧阳修"}, subject=person(1, IDENTITY))
    with connection.cursor() as cursor:
        cursor.execute("SELECT e::text, encode(sealed, 'escape') FROM ledger_event e")
        [row] = cursor.fetchall()
    assert "欧阳修" not in row[0]
    assert "欧阳修".encode().hex() not in row[0]


@database
def test_a_subject_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound, match="no_subject"):
        keys.seal(UUID(int=99), b"")


@database
def test_erasure_destroys_what_was_sealed_and_nothing_else() -> None:
    gone, stays, kettles = person(1, IDENTITY), person(2), Kettles()
    kettles.fill(1, litres=2, sealed={"name": "张三"}, subject=gone)
    kettles.fill(1, sealed={"name": "李四"}, subject=stays)
    token = keys.seal(gone, b"paper")
    recorded = services.erase(gone, actor=COOK, now=NOW, ground="retention_over")
    assert [event.open() for event in queries.history(stream_id(1))] == [ERASED, {"name": "李四"}]
    assert queries.history(stream_id(1))[0].body["litres"] == 2
    assert keys.open_many([(gone, token)]) == [ERASED]
    assert (recorded.stream, recorded.kind) == (gone, "subject.erased")
    assert [event.body for event in queries.history(gone)] == [{"ground": "retention_over"}]


@database
def test_after_erasure_nothing_more_is_sealed_for_the_subject() -> None:
    gone, kettles = person(1), Kettles()
    held = keys.load_subjects([gone])[gone]
    services.erase(gone, actor=COOK, now=NOW, ground="retention_over")
    with pytest.raises(Refused, match=r"keys\.erased"):
        keys.seal(gone, b"late")
    with pytest.raises(Refused, match=r"keys\.erased"), transaction.atomic():
        kettles.fill(1, sealed={"name": "张三"}, subject=gone)
    kettles.fill(2, sealed={"name": "张三"}, subject=held)  # sealed by a process that read the key before
    assert queries.history(stream_id(2))[0].open() is ERASED


@database
def test_who_comes_back_after_erasure_is_a_new_subject() -> None:
    gone = person(1, IDENTITY)
    services.erase(gone, actor=COOK, now=NOW, ground="retention_over")
    assert keys.find_subject(IDENTITY) is None
    assert person(2, IDENTITY) != gone


@database
def test_erasing_twice_or_nobody_is_refused_and_recorded_once() -> None:
    gone = person(1)
    services.erase(gone, actor=COOK, now=NOW, ground="retention_over")
    with pytest.raises(Conflict, match="already_erased"):
        services.erase(gone, actor=COOK, now=NOW, ground="retention_over")
    with pytest.raises(NotFound):
        services.erase(UUID(int=99), actor=COOK, now=NOW, ground="retention_over")
    assert len(queries.history(gone)) == 1


@database
def test_a_sealed_part_moved_to_another_subject_does_not_open(tamper: Callable[..., int]) -> None:
    one, other = person(1), person(2)
    Kettles().fill(1, sealed={"name": "张三"}, subject=one)
    tamper("UPDATE ledger_event SET subject = %(other)s", other=other)
    with pytest.raises(Refused, match=r"keys\.damaged"):
        queries.history(stream_id(1))[0].open()


@database
def test_a_lost_master_key_is_an_error_and_not_an_erasure(folder: Path) -> None:
    keys.ensure_keys()
    token = keys.seal(person(1), b"paper")
    (folder / "master.json").unlink()
    keys.ensure_keys()
    keyring.keyring(fresh=True)
    with pytest.raises(Refused, match=r"keys\.unknown"):
        keys.open_many([(UUID(int=0x5001), token)])


@database
def test_keys_are_created_for_a_new_record_and_checked_for_an_old_one(folder: Path) -> None:
    keys.prepare_keys()
    made = key_files(folder)
    person(1)
    Kettles().fill(1)
    checkpoints.checkpoint(now=NOW)
    keys.prepare_keys()
    keys.rotate("master")
    keys.rotate("signing")
    keys.prepare_keys()
    assert set(key_files(folder)) == set(made)


@database
@pytest.mark.parametrize("used", ["sealed", "signed"])
def test_lost_or_foreign_keys_of_an_old_record_are_refused_and_not_replaced(folder: Path, used: str) -> None:
    keys.prepare_keys()
    if used == "sealed":
        person(1)
    else:
        Kettles().fill(1)
        checkpoints.checkpoint(now=NOW)
    folder.rename(folder.with_name("moved"))
    with pytest.raises(Refused, match=r"keys\.lost"):
        keys.prepare_keys()
    assert not folder.exists()
    keys.ensure_keys()
    with pytest.raises(Refused, match=r"keys\.foreign"):
        keys.prepare_keys()


def test_a_key_file_is_plain_json_with_the_key_in_use_first(folder: Path) -> None:
    keys.ensure_keys()
    new = keys.rotate("master")
    found = json.loads((folder / "master.json").read_text())
    assert (found["format"], found["purpose"], len(found["keys"])) == (1, "master", 2)
    assert found["keys"][0]["id"] == new
    assert {key["algorithm"] for key in found["keys"]} == {"AES-256-GCM"}
