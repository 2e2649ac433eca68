"""Random bytes, random pieces inside sound definitions, random values under known keys: faults in words, no more."""

from hypothesis import given
from hypothesis import strategies as st

from tests.apps.catalogue_files import TOWN, said
from yici.catalogue.kinds import KINDS
from yici.catalogue.read import read_file
from yici.catalogue.reading import read_all

MARKS = (*"[]{}:-&*!|>'\"%@?,#~\n\t \0", "\\0", "\n  - ", ": ", "---\n", "2026-01-01", "é", "一")
PIECES = st.sampled_from([mark.encode() for mark in MARKS])
START = [text.encode() for text in TOWN.values()]


@given(st.binary(max_size=300))
def test_random_bytes_are_faults_and_nothing_else(data):
    read, faults = read_file("random.yaml", data)
    assert read is None
    assert all(said(fault).startswith(f"random.yaml:{fault.line}: ") and fault.line > 0 for fault in faults)


@given(st.sampled_from(START), st.lists(st.tuples(st.integers(0, 700), PIECES), min_size=1, max_size=4))
def test_a_definition_with_random_pieces_inside_is_read_or_refused_in_words(data, pieces):
    for place, piece in pieces:
        data = data[:place] + piece + data[place:]
    reading = read_all([*((n, t.encode()) for n, t in TOWN.items()), ("zz.yaml", data)])
    assert [said(fault) for fault in reading.faults if fault.code != "folder.empty"] or reading.sound


VALUES = st.recursive(
    st.sampled_from(["", "~", "a", "1", "-1", "true", "2026-01-01", "9" * 40, "cold", "x == 1", "²", '"\\0"']),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda found: f"[{', '.join(found)}]"),
        st.dictionaries(st.sampled_from(["id", "name", "claims", "value", "amount", "unit", "when"]), inner, max_size=3)
        .map(lambda found: "{" + ", ".join(f"{key}: {value}" for key, value in found.items()) + "}"),
    ), max_leaves=6,
)  # fmt: skip
KEYS = sorted({key for kind in KINDS.values() for key in kind.json_schema()["properties"]} - {"kind", "format"})


@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=12))
def test_known_keys_with_random_values_are_read_or_refused_in_words(kind, values):
    text = f"format: 1\nkind: {kind}\n" + "".join(f"{key}: {value}\n" for key, value in values.items())
    for fault in read_all([("random.yaml", text.encode())]).faults:
        assert said(fault).startswith(f"random.yaml:{fault.line}: ")
        assert fault.line > 0
