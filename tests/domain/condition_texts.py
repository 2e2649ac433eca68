"""Random conditions of every form, for properties: yes-or-no a b c, numbers x y z, chosen options s."""

from hypothesis import strategies as st

NUMBERS = st.integers(-3, 3)
TESTS = st.one_of(
    st.sampled_from(["a", "b", "c"]),
    st.builds("{} {} {}".format, st.sampled_from("xyz"), st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), NUMBERS),
    st.builds("{} < {} <= {}".format, NUMBERS, st.sampled_from("xyz"), NUMBERS),
    st.builds("{} <= {}".format, st.sampled_from("xyz"), st.sampled_from("xyz")),
    st.builds("{} in ({}, {})".format, st.sampled_from("xyz"), NUMBERS, NUMBERS),
    st.builds('"{}" {} s'.format, st.sampled_from("pq"), st.sampled_from(["in", "not in"])),
)
TEXTS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
    ),
    max_leaves=8,
)
