"""What a printed name means: sure only when it is the very name of one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yici.domain.likeness import LIKELY, Names, paper_name, plain_name

KNOWN = {
    "business_licence": ("营业执照", "营业执照副本"),
    "identity_card.seller": ("卖方身份证", "身份证"),
    "identity_card.buyer": ("买方身份证", "身份证"),
    "food_licence": ("食品经营许可证",),
}
SAID = [  # printed, the thing it means for sure, the likest one
    ("营业执照", "business_licence", "business_licence"),
    ("《营业执照》（副本）", "business_licence", "business_licence"),
    ("营业执照复印件", None, "business_licence"),
    ("身份证", None, "identity_card.seller"),
    ("卖方居民身份证", None, "identity_card.seller"),
    ("食品经营许可证正本", None, "food_licence"),
    ("结婚证", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("printed", "sure", "likest"), SAID)
def test_a_name_is_sure_only_when_it_is_that_of_one_thing(printed: str, sure: str | None, likest: str | None) -> None:
    names = Names(KNOWN)
    guesses = names.guesses(printed)
    assert names.sure(printed) == sure
    assert (guesses[0].id if guesses else None) == likest


def test_two_things_of_one_name_are_both_given_for_a_person_to_choose() -> None:
    assert [(guess.id, guess.confidence) for guess in Names(KNOWN).guesses("身份证")] == [
        ("identity_card.seller", 1.0), ("identity_card.buyer", 1.0),
    ]  # fmt: skip


def test_signs_widths_and_blanks_make_no_difference() -> None:
    assert plain_name("《营业执照》（副本） Ａ4") == plain_name("营业执照 副本a4")


@given(
    st.lists(st.text("营业执照副本身份证", min_size=1), min_size=1, max_size=6, unique_by=plain_name),
    st.text("营业执照证书"),
)
def test_guesses_are_ordered_likely_and_never_sure_of_another_name(called: list[str], printed: str) -> None:
    names = Names({str(n): (name,) for n, name in enumerate(called)})
    found = [guess.confidence for guess in names.guesses(printed)]
    assert found == sorted(found, reverse=True)
    assert all(LIKELY <= one <= 1 for one in found)
    assert (1.0 in found) == (plain_name(printed) in map(plain_name, called))
    assert all(names.sure(name) == str(n) for n, name in enumerate(called))


def test_that_it_is_an_original_or_a_copy_is_no_part_of_the_name_of_a_paper() -> None:
    for name in (
        "证书",
        "证书原件",
        "证书复印件",
        "证书的复印件",
        "证书（原件及复印件）",
        "证书原件和复印件",
        "证书原件、复印件",
    ):
        assert paper_name(name) == "证书", name
    for name in ("复印件", "原件", "复印件清单", "原件及复印件", "翻译件"):
        assert paper_name(name) == name
