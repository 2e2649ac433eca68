"""Sealed tokens, blind indexes and codes: what opens, what is refused, and what spelling does not matter."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.apps.ledger_samples import stream_id
from yici.domain.error import Invalid, Refused
from yici.ledger import ciphers, keys


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
