"""The papers: each once, in its strictest form, with how it is met and why it is asked."""

from dataclasses import replace

import pytest

from tests.domain.planner_samples import ALL, CITY, FIRE, FOOD, SHOP, SIGN, catalogue_of, plan
from tests.domain.planner_vocabulary import fact
from yici.domain.clock import Limit
from yici.domain.item import Deferral, MaterialUse
from yici.domain.place import LocalItem


def papers(made):
    return {paper.material: paper for paper in made.materials}


def codes(paper):
    return [reason.code for reason in paper.reasons]


def test_a_paper_that_several_items_ask_is_listed_once_in_its_strictest_form():
    card = papers(plan())["id_card"]
    assert (card.form, card.copies, card.printed) == ("original_and_copy", 2, 2)
    assert card.items == ("shop", "food")
    assert card.printed_as == ("身份证明", "负责人身份证")
    assert codes(card) == ["material.submit", "material.asked", "material.asked", "material.merged"]


def test_unknown_form_and_copies_stay_unknown():
    catalogue = catalogue_of(items=(SHOP, FOOD, replace(FIRE, materials=()), replace(SIGN, materials=())))
    layout = papers(plan(catalogue=catalogue))["layout"]
    assert (layout.form, layout.copies) == (None, None)
    assert "material.form_unknown" in codes(layout)


@pytest.mark.parametrize(
    ("material", "holdings", "how", "reason"),
    [
        ("id_card", {}, "submit", "material.submit"),
        ("id_card", {"registers": ["population"]}, "shared", "material.shared"),
        ("business_licence", {}, "produced", "material.produced"),
        ("business_licence", {"held": ["business_licence"]}, "held", "material.held"),
        ("food_form", {}, "form", "material.merged_form"),
        ("rules", {}, "deferrable", "material.deferrable"),
        ("rules", {"off": ["tolerance"]}, "submit", "material.submit"),
        ("business_licence", {"off": ["reuse"]}, "submit", "material.submit"),
        ("food_form", {"off": ["merged_form"]}, "submit", "material.submit"),
    ],
)  # fmt: skip
def test_how_a_paper_is_met(material, holdings, how, reason):
    paper = papers(plan(**holdings))[material]
    assert (paper.how, codes(paper)[0]) == (how, reason)


def test_a_paper_is_not_shared_by_a_register_that_could_not_be_asked():
    fields = tuple(field for field in SHOP.forms[0].fields if field.element != "owner.id_number")
    shop = replace(SHOP, forms=(replace(SHOP.forms[0], fields=fields),))
    catalogue = catalogue_of(items=(shop, FOOD, FIRE, SIGN))
    assert papers(plan(catalogue=catalogue, registers=["population"]))["id_card"].how == "submit"


def test_a_paper_that_an_open_item_would_make_is_only_perhaps_to_be_handed_in():
    answers = {name: value for name, value in ALL.items() if name != "has_licence"}
    paper = papers(plan(answers))["business_licence"]
    assert (paper.how, paper.maybe) == ("submit", True)
    assert ("material.may_be_produced", {"licence": "business_licence", "item": "shop"}) in [
        (reason.code, reason.params) for reason in paper.reasons
    ]
    assert not papers(plan({**answers, "has_licence": True}))["business_licence"].maybe
    assert not papers(plan(answers, off=["reuse"]))["business_licence"].maybe


def test_a_deferrable_paper_says_until_when():
    later = papers(plan())["rules"].later
    assert (later.amount, later.unit) == (5, "working_day")
    use = replace(FOOD.materials[4], deferral=Deferral("here", at_inspection=True))
    food = replace(FOOD, materials=(*FOOD.materials[:4], use))
    rules = papers(plan(catalogue=catalogue_of(items=(SHOP, food, FIRE, SIGN))))["rules"]
    assert (rules.how, rules.at_inspection, rules.later) == ("deferrable", True, None)


def test_a_commitment_replaces_a_paper_only_where_no_other_item_wants_it():
    promised = {**ALL, "fire_way": "promise"}
    assert papers(plan(promised))["layout"].how == "submit"
    alone = catalogue_of(items=(SHOP, FOOD, FIRE, replace(SIGN, materials=())))
    answers = {**promised, "raw": False}
    assert papers(plan(answers, catalogue=alone))["layout"].how == "commitment"
    assert papers(plan(answers, catalogue=alone, off=["commitment"]))["layout"].how == "submit"
    assert papers(plan({**answers, "fire_way": "check"}, catalogue=alone))["layout"].how == "submit"


def test_a_paper_under_an_open_condition_is_listed_as_maybe_and_not_counted():
    alone = catalogue_of(items=(SHOP, FOOD, replace(FIRE, materials=()), replace(SIGN, materials=())))
    answers = {name: value for name, value in ALL.items() if name != "raw"}
    made = plan(answers, catalogue=alone)
    assert papers(made)["layout"].maybe
    assert "material.maybe" in codes(papers(made)["layout"])
    assert made.savings.after.papers == plan({**ALL, "raw": False}, catalogue=alone).savings.after.papers
    assert "burden.papers_open" in [reason.code for reason in made.savings.after.unknown]
    assert "layout" not in papers(plan({**ALL, "raw": False}, catalogue=alone))


def test_an_optional_paper_is_listed_but_not_counted():
    use = MaterialUse("layout", "效果图", "here", "electronic", 1, required=False)
    optional = catalogue_of(items=(SHOP, FOOD, replace(FIRE, materials=()), replace(SIGN, materials=(use,))))
    answers = {**ALL, "raw": False}
    made = plan(answers, catalogue=optional)
    assert (papers(made)["layout"].mandatory, "material.optional" in codes(papers(made)["layout"])) == (False, True)
    none = catalogue_of(items=(SHOP, FOOD, replace(FIRE, materials=()), replace(SIGN, materials=())))
    assert made.savings.after.papers == plan(answers, catalogue=none).savings.after.papers


def test_a_licence_is_not_produced_for_the_item_that_gives_it():
    renewal = replace(SHOP, materials=(MaterialUse("business_licence", "原营业执照", "here", "original", 1),))
    catalogue = catalogue_of(items=(renewal, replace(FOOD, materials=()), replace(FIRE, materials=()), SIGN))
    assert papers(plan(catalogue=catalogue))["business_licence"].how == "submit"


def test_without_merging_each_item_lists_its_own_papers():
    made = plan(off=["merged_form"])
    assert [paper.items for paper in made.materials if paper.material == "layout"] == [("food",), ("fire",), ("sign",)]
    assert all(paper.printed == 1 for paper in made.materials)


def test_a_paper_optional_for_one_item_is_met_as_the_item_that_must_have_it_allows():
    must = MaterialUse("layout", "布局图", "here", "copy", 1, required=True, by_commitment=True)
    may = MaterialUse("layout", "效果图", "here", "copy", 1, required=False)
    items = (SHOP, replace(FOOD, materials=()), replace(FIRE, materials=(must,)), replace(SIGN, materials=(may,)))
    layout = papers(plan({**ALL, "fire_way": "promise"}, catalogue=catalogue_of(items=items)))["layout"]
    assert (layout.how, layout.mandatory) == ("commitment", True)


def test_a_form_of_paper_is_handed_in_whatever_registers_know_when_forms_are_not_merged():
    made = plan(registers=["population"], off=["merged_form"])
    assert {paper.how for paper in made.materials if paper.material in ("food_form", "fire_form")} == {"submit"}


def layout_of(*uses, answers=ALL, city=CITY):
    """The layout as food, fire and sign ask for it, and nobody else."""
    items = [replace(item, materials=(use,)) for item, use in zip((FOOD, FIRE, SIGN), uses, strict=False)]
    rest = [replace(item, materials=()) for item in (FOOD, FIRE, SIGN)[len(items) :]]
    return papers(plan(answers, catalogue=catalogue_of(items=(SHOP, *items, *rest), city=city)))["layout"]


def layout(form="copy", copies=1, **more):
    return MaterialUse("layout", "图", "here", form, copies, **more)


@pytest.mark.parametrize(
    ("limits", "later"),
    [
        ((Limit(5, "working_day"), Limit(3, "working_day")), Limit(3, "working_day")),
        ((Limit(60, "day"), Limit(2, "working_day")), Limit(2, "working_day")),
        ((Limit(7, "day"), Limit(5, "working_day")), Limit(5, "day")),
    ],
)
def test_of_several_periods_to_supply_a_paper_none_is_told_that_could_be_too_long(limits, later):
    for order in (limits, limits[::-1]):
        paper = layout_of(*[layout(deferral=Deferral("here", limit)) for limit in order])
        assert (paper.how, paper.later) == ("deferrable", later)
        assert ("material.later_soonest" in codes(paper)) is (limits[0].unit != limits[1].unit)


@pytest.mark.parametrize(
    ("limit", "later", "lapses"),
    [
        (Limit(60, "working_day"), Limit(10, "working_day"), False),
        (Limit(10, "working_day"), Limit(10, "working_day"), True),
        (Limit(3, "working_day"), Limit(3, "working_day"), True),
        (Limit(2, "year"), Limit(10, "working_day"), False),
        # Which of the two ends first hangs on the dates.
        (Limit(12, "day"), Limit(12, "day"), True),
    ],
)
def test_what_comes_later_comes_within_the_promise_and_nothing_lapses_before_its_own_period(limit, later, lapses):
    sign = replace(
        SIGN, needs=(), promised_limit=fact(Limit(10, "working_day")),
        materials=(layout(deferral=Deferral("here", limit, missed="withdrawn")),),
    )  # fmt: skip
    rest = [replace(one, materials=()) for one in (FOOD, FIRE)]
    made = plan(catalogue=catalogue_of(items=(SHOP, *rest, sign)))
    paper = papers(made)["layout"]
    assert [one.needs for one in made.schedule.approvals if one.item == "sign"] == [()]
    assert (paper.later, paper.lapsing) == (later, ("sign",) if lapses else ())
    assert ("material.later_capped" in codes(paper)) is (later != limit)


def test_an_item_that_begins_later_has_its_promise_later_and_shortens_no_period():
    food = replace(
        FOOD, promised_limit=fact(Limit(3, "working_day")),
        materials=(layout(deferral=Deferral("here", Limit(60, "working_day"))),),
    )  # fmt: skip
    rest = [replace(one, materials=()) for one in (FIRE, SIGN)]
    assert papers(plan(catalogue=catalogue_of(items=(SHOP, food, *rest))))["layout"].later == Limit(60, "working_day")


def test_what_an_optional_use_would_ask_is_said_as_a_maybe_and_asked_of_nobody():
    paper = layout_of(layout("copy", 1), layout("original", 3, required=False))
    assert (paper.form, paper.copies, paper.mandatory) == ("copy", 1, None)
    assert {"material.original_maybe", "material.copies_maybe"} <= set(codes(paper))


def test_what_a_use_under_an_open_question_would_ask_is_said_as_a_maybe():
    answers = {name: value for name, value in ALL.items() if name != "raw"}
    uses = (layout("copy", 5, when="raw"), layout("electronic", 1))
    paper = layout_of(*uses, answers=answers)
    assert (paper.form, paper.copies, paper.maybe) == ("electronic", 1, False)
    assert {"material.form_maybe", "material.copies_maybe"} <= set(codes(paper))
    answered = layout_of(*uses)
    assert (answered.form, answered.copies) == ("copy", 5)


def test_copies_are_the_most_that_anybody_wants_and_add_up_only_over_bodies_that_keep_theirs():
    mine, yours = layout(copies=2, keeps=fact(True)), layout(copies=3, keeps=fact(True))
    assert layout_of(layout(copies=2), layout(copies=3)).copies == 3
    assert "material.copies_largest" in codes(layout_of(layout(copies=2), layout(copies=3)))
    kept = layout_of(mine, yours)
    assert (kept.copies, [code for code in codes(kept) if "copies" in code]) == (5, ["material.copies_kept"] * 2)
    assert layout_of(mine, layout(copies=3, keeps=fact(False))).copies == 3
    assert layout_of(mine, layout(copies=None, keeps=fact(True))).copies == 2
    same_body = replace(FOOD, materials=(mine,)), replace(FIRE, agency=FOOD.agency, materials=(yours,))
    items = (SHOP, *same_body, replace(SIGN, materials=()))
    assert papers(plan(catalogue=catalogue_of(items=items)))["layout"].copies == 3


def test_what_a_place_says_of_a_paper_that_it_adds_is_read_in_its_own_sources():
    added = layout(copies=2, keeps=fact(True, "own"), basis="某市条例第三条")
    city = replace(
        CITY, sources=(*CITY.sources, replace(CITY.sources[0], id="own")), items={"fire": LocalItem(adds=(added,))}
    )  # fmt: skip
    assert layout_of(layout(copies=1, keeps=fact(True)), city=city).copies == 3
