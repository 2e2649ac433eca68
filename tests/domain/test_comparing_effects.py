"""What a change does to plans: which matters, by how much, for which answers; and how far the looking went."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from tests.domain.planner_samples import BUNDLE, CITY, FIRE, FOOD, SHOP, SIGN, catalogue_of
from tests.domain.planner_towns import Town, towns
from tests.domain.planner_vocabulary import CALENDAR, MONDAY, PLACE, YEAR_2026, days
from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue, questions_of
from yici.domain.comparing.effects import MOST_ANSWERS, MOST_PLACES, BundleEffect, Spread, effects_of
from yici.domain.comparing.sampling import sample
from yici.domain.comparing.touched import conditions_of, touched_bundles
from yici.domain.fact import Fact
from yici.domain.item import Change, Need, Question
from yici.domain.plan import Day
from yici.domain.planner import make_plan, measure_plan
from yici.domain.planner.answers import checked
from yici.domain.policy import Holdings, Policy
from yici.domain.vocabulary import Option
from yici.domain.workdays import calendar_from


def town(**parts: object) -> Catalogue:
    made = catalogue_of(**parts)  # type: ignore[arg-type]
    return replace(made, calendars={"cn": CALENDAR}, digests={})


def effect(new: Catalogue, old: Catalogue | None = None) -> BundleEffect:
    [found] = effects_of(old or town(), new, start=MONDAY).bundles
    return found


def spreads(found: BundleEffect) -> dict[str, Spread]:
    return {one.measure: one for one in found.spreads}


def foods(**changes: object) -> tuple[object, ...]:
    return SHOP, replace(FOOD, **changes), FIRE, SIGN  # type: ignore[arg-type]


def test_nothing_changed_touches_nothing():
    told = effects_of(town(), town(), start=MONDAY)
    assert (told.bundles, told.bundles_all) == ((), 1)


def test_a_word_that_no_matter_uses_touches_none():
    other = replace(town(), materials={**town().materials, "rules2": replace(town().materials["rules"], id="rules2")})
    assert touched_bundles(town(), other) == ()


def test_a_paper_more_is_a_paper_more_in_every_plan():
    found = effect(town(items=foods(materials=FOOD.materials[:-1])))
    assert found.changed == found.plans > 1
    assert (spreads(found)["papers"].least, spreads(found)["papers"].most) == (-1, -1)
    assert "fields" not in spreads(found)
    assert (found.places, found.places_all, found.days) == ((PLACE,), 1, (MONDAY,))


def test_what_only_some_answers_meet_shows_from_nothing_to_something_with_the_answers():
    found = effect(town(items=(SHOP, FOOD, FIRE, replace(SIGN, legal_limit=days(40, "law")))))
    longer = spreads(found)["days"]
    assert (longer.least, longer.at_most.answers["sign"]) == (0, True)
    assert longer.most == longer.at_most.after["days"] - longer.at_most.before["days"] > 0
    assert longer.plans < found.plans


def test_a_circle_that_nothing_may_relax_is_a_plan_refused_and_mending_it_one_opened():
    needing = replace(SHOP, needs=(Need("food_licence", "law"),))
    broken = town(items=(needing, FOOD, FIRE, SIGN))
    found = effect(broken)
    assert found.refused
    assert (found.refused.first.refused, found.refused.first.after) == ("plan.circle", {})
    assert found.refused.first.before["items"] > 1
    assert found.opened is None
    mended = effect(town(), broken)
    assert (mended.refused, mended.opened and mended.opened.plans) == (None, found.refused.plans)


def test_a_limit_that_nobody_knows_any_more_leaves_plans_without_a_date():
    unknown = replace(FOOD, promised_limit=Fact(), legal_limit=Fact(), regime="filing")
    city = replace(CITY, items={})
    found = effect(town(items=(SHOP, unknown, FIRE, SIGN), city=city), town(city=city))
    assert found.undated
    assert found.undated.plans == found.plans
    back = effect(town(city=city), town(items=(SHOP, unknown, FIRE, SIGN), city=city))
    assert back.dated
    assert back.dated.plans == found.undated.plans


def test_a_change_that_comes_later_is_looked_at_on_its_day():
    later = date(2026, 7, 1)
    found = effect(town(items=foods(changes=(Change("suspended", later, "law"),))))
    assert found.days == (MONDAY, later)
    assert spreads(found)["items"].least == -1
    assert spreads(found)["items"].at_least.start == later
    assert spreads(found)["items"].most == 0


def test_a_year_of_a_calendar_touches_every_matter():
    more = calendar_from([YEAR_2026, replace(YEAR_2026, year=2027, holidays={}, workdays=frozenset())])
    found = effect(replace(town(), calendars={"cn": more}))
    assert found.changed == 0
    assert found.plans > 0
    assert effect(town(), replace(town(), calendars={})).opened


def test_a_new_matter_and_one_that_is_gone_say_so():
    without = replace(town(), bundles={})
    came, went = effect(town(), without), effect(without, town())
    assert (came.standing, went.standing) == ("new", "gone")
    assert came.opened
    assert came.opened.first.before == {}
    assert went.refused
    assert went.refused.first.refused == "bundle.not_found"


def test_answers_that_one_state_does_not_ask_are_left_out_of_it():
    asking = replace(BUNDLE, questions=(*BUNDLE.questions, Question("new", "新问题", "boolean", "", when="sign")))
    found = effect(town(bundle=asking))
    assert found.changed == 0
    assert found.answers > 1


def test_the_bounds_hold_and_stand_in_the_result():
    many = {f"{number:02}0000000000": replace(CITY, code=f"{number:02}0000000000") for number in range(11, 60)}
    old, new = (replace(made, places=many) for made in (town(), town(items=foods(promised_limit=days(9)))))
    [found] = (told := effects_of(old, new, start=MONDAY)).bundles
    assert (len(found.places), found.places_all) == (MOST_PLACES, 49)
    assert found.answers <= told.most["answers"] == MOST_ANSWERS
    assert found.plans <= MOST_PLACES * MOST_ANSWERS


def test_places_with_their_own_way_are_looked_at_first():
    many = {
        f"{number:02}0000000000": replace(CITY, code=f"{number:02}0000000000", items={}) for number in range(11, 60)
    }
    many["590000000000"] = replace(many["590000000000"], items=CITY.items)
    old, new = (replace(made, places=many) for made in (town(), town(items=foods(promised_limit=days(9)))))
    assert effect(new, old).places[0] == "590000000000"


@given(towns, towns)
def test_the_same_change_has_the_same_effects_and_the_opposite_change_the_opposite(one: Town, other: Town):
    old, new = (replace(side.catalogue, calendars={"cn": CALENDAR}) for side in (one, other))
    there, back = (effects_of(*pair, start=MONDAY).bundles for pair in ((old, new), (new, old)))
    assert effects_of(old, new, start=MONDAY).bundles == there
    for forth, reverse in zip(there, back, strict=True):
        assert {(spread.measure, spread.least, spread.most) for spread in forth.spreads} == {
            (spread.measure, -spread.most, -spread.least) for spread in reverse.spreads
        }
        assert forth.changed == reverse.changed


@given(towns)
def test_what_is_measured_is_what_the_plan_says(town: Town):
    asked = {"bundle": "b", "place": PLACE, "answers": town.answers, "calendar": CALENDAR, "start": MONDAY}
    plan = make_plan(town.catalogue, holdings=Holdings(), policy=Policy(), **asked)
    measured = measure_plan(town.catalogue, **asked)
    assert measured.burden == plan.savings.after
    finish = plan.schedule.finish
    if finish.reason and finish.reason.code == "schedule.items_open":
        finish = Day(finish.not_before)
    assert measured.finish == finish
    assert measured.items == sum(bool(item.applies) for item in plan.items)


@given(towns)
def test_every_sample_can_be_answered_and_nothing_is_tried_twice(town: Town):
    bundle: Bundle = town.catalogue.bundles["b"]
    questions = questions_of(town.catalogue, bundle)
    chosen = sample(questions, conditions_of(town.catalogue, "b"), 12)
    assert chosen.answers[0] == {}
    assert len(chosen.answers) <= 12
    assert len({repr(sorted(one.items())) for one in chosen.answers}) == len(chosen.answers)
    for answers in chosen.answers:
        assert checked(answers, questions) == answers


def test_each_option_occurs_and_then_pairs_of_them_as_far_as_there_is_room():
    def choice(name: str) -> Question:
        return Question(name, name, "choice", "", options=(Option("a", "甲"), Option("b", "乙"), Option("c", "丙")))

    deep = Question("deep", "深", "boolean", "", when='x == "c" and y == "b"')
    questions = {one.id: one for one in (choice("x"), choice("y"), deep, Question("n", "多少", "number", ""))}
    few = sample(questions, ["n > 50", "n >= 100"], 6)
    assert (few.options_tried, few.options) == (12, 12)
    assert {one["n"] for one in few.answers if "n" in one} == {1, 50, 51, 100}
    much = sample(questions, ["n > 50", "n >= 100"], 60)
    assert much.pairs_tried > few.pairs_tried
    # What is asked only where x is c and y is b goes with no other x and y, whatever is tried.
    assert much.pairs - much.pairs_tried == 2 * 2 * 2
