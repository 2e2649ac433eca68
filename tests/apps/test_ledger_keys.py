"""The operator's keys: made once, kept in a folder of their own, renewed, and never replaced when lost."""

import json
import stat
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest

from tests.apps.ledger_samples import NOW, Kettles, Threads, person
from yici.domain.error import Refused
from yici.ledger import checkpoints, ciphers, keyring, keys

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
