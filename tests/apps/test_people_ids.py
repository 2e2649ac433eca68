from hypothesis import given
from hypothesis import strategies as st

from yici.people.ids import id_at, milliseconds_of, new_id


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**74 - 1))
def test_an_id_says_version_variant_and_its_time(milliseconds, chance):
    identity = id_at(milliseconds, chance)
    assert (identity.version, identity.variant) == (7, "specified in RFC 4122")
    assert milliseconds_of(identity) == milliseconds
    assert identity.int & ((1 << 62) - 1) == chance & ((1 << 62) - 1)


def test_ids_are_ordered_by_their_time_and_never_alike():
    made = [new_id() for _ in range(1000)]
    assert len(set(made)) == 1000
    assert [milliseconds_of(one) for one in made] == sorted(milliseconds_of(one) for one in made)
    assert str(id_at(1, 2**74 - 1)) < str(id_at(2, 0))
