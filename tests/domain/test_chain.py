import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yici.domain import chain
from yici.domain.error import Invalid

ALGORITHM = st.sampled_from(sorted(chain.ALGORITHMS))
LEAVES = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70)


def plain_root(algorithm: str, leaves: list[bytes]) -> bytes:
    """The definition of RFC 9162, 2.1.1, word for word; leaves are hashed already."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = plain_root(algorithm, leaves[:split]), plain_root(algorithm, leaves[split:])
    return chain.digest(algorithm, b"\x01", left, right)


def test_sha_256_and_sm3_give_the_published_digests_of_abc() -> None:
    assert chain.digest("SHA-256", b"a", b"bc").hex() == hashlib.sha256(b"abc").hexdigest()
    # GB/T 32905-2016, appendix A.1.
    assert chain.digest("SM3", b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_an_unknown_algorithm_is_refused_by_name() -> None:
    with pytest.raises(Invalid) as refused:
        chain.digest("MD5", b"abc")
    assert refused.value.params == {"algorithm": "MD5"}


def test_a_lone_surrogate_has_no_hash() -> None:
    with pytest.raises(Invalid, match="not_text"):
        chain.content_hash("SHA-256", "\ud800")


def test_the_origin_depends_on_kind_and_stream() -> None:
    origins = {chain.origin("SHA-256", kind, stream) for kind in ("case", "order") for stream in ("s1", "s2")}
    assert len(origins) == 4


def test_leaf_node_origin_and_top_of_the_same_bytes_differ() -> None:
    one, two = b"a" * 32, b"b" * 32
    found = {chain.leaf("SHA-256", one + two), chain.node("SHA-256", one, two), chain.top("SHA-256", one, two)}
    assert len(found | {chain.digest("SHA-256", one, two)}) == 4


# RFC 6962 test vectors (the same tree): the root over the first n of these inputs.
INPUTS = [b"", b"\x00", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", ROOTS)
def test_the_root_is_that_of_certificate_transparency(size: int) -> None:
    leaves = [chain.leaf("SHA-256", item) for item in INPUTS[:size]]
    assert chain.root("SHA-256", leaves).hex() == ROOTS[size]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert chain.root("SHA-256", []) == hashlib.sha256(b"").digest()


@given(ALGORITHM, LEAVES)
def test_the_streaming_root_is_the_root_by_definition(algorithm: str, leaves: list[bytes]) -> None:
    assert chain.root(algorithm, iter(leaves)) == plain_root(algorithm, leaves)


@given(LEAVES, st.sampled_from([1, 2, 4, 8, 16]))
def test_the_root_over_the_roots_of_full_blocks_is_the_root_over_all(leaves: list[bytes], block: int) -> None:
    roots = [chain.root("SHA-256", leaves[i : i + block]) for i in range(0, len(leaves), block)]
    assert chain.root("SHA-256", roots) == chain.root("SHA-256", leaves)


@given(ALGORITHM, LEAVES, st.data())
def test_every_leaf_climbs_its_own_path_to_the_root(algorithm: str, leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = chain.path(algorithm, leaves, index)
    assert chain.climb(algorithm, leaves[index], index, len(leaves), path) == chain.root(algorithm, leaves)


@given(LEAVES, st.sampled_from([2, 4, 8]), st.data())
def test_a_path_inside_a_block_and_above_it_is_the_whole_path(
    leaves: list[bytes], block: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    number = index // block
    roots = [chain.root("SHA-256", leaves[i : i + block]) for i in range(0, len(leaves), block)]
    inside = chain.path("SHA-256", leaves[number * block : (number + 1) * block], index % block)
    assert inside + chain.path("SHA-256", roots, number) == chain.path("SHA-256", leaves, index)


@given(st.sets(st.binary(min_size=32, max_size=32), min_size=2, max_size=40).map(sorted), st.data())
def test_nothing_but_the_leaf_at_its_place_climbs_to_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.integers(0, len(leaves) - 1).filter(lambda found: found != index))
    size, path, root = len(leaves), chain.path("SHA-256", leaves, index), chain.root("SHA-256", leaves)

    def reached(leaf: bytes, at: int, of: int, steps: list[bytes]) -> bool:
        return chain.climb("SHA-256", leaf, at, of, steps) == root

    assert reached(leaves[index], index, size, path)
    assert not reached(leaves[other], index, size, path)
    assert not reached(leaves[index], other, size, path)
    assert not reached(leaves[index], index, size, path[:-1])
    assert not reached(leaves[index], index, size, [*path, root])
    assert not reached(leaves[index], index, size, [bytes(32), *path[1:]])
    assert not reached(leaves[index], size, size, path)
    assert not reached(leaves[index], -1, size, path)


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_path_from_a_leaf_outside_the_tree(index: int) -> None:
    with pytest.raises(Invalid, match="no_such_leaf"):
        chain.path("SHA-256", [b"a", b"b", b"c"], index)
