"""Small catalogues at random: a handful of items with forms, papers, licences, needs, inspections and conditions."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from hypothesis import strategies as st

from tests.domain.planner_samples import CITY, SHOP, index
from tests.domain.planner_vocabulary import AGENCIES, CALENDAR, FILING, LICENSING, SOURCES, days, fact
from yici.domain.bundle import Bundle, BundleItem
from yici.domain.catalogue import Catalogue
from yici.domain.checking import check_catalogue
from yici.domain.clock import Limit
from yici.domain.fact import Fact
from yici.domain.item import Commitment, Deferral, Field, Inspection, MaterialUse, Need, PrintedForm, Question
from yici.domain.plan import AnswerValue, Plan
from yici.domain.planner import make_plan
from yici.domain.policy import LEVERS, Holdings, Policy
from yici.domain.vocabulary import Element, LicenceType, Material, Option, Register

ITEMS = ("i0", "i1", "i2", "i3")
LICENCES = ("l0", "l1", "l2", "l3")
REGISTERS = ("r0", "r1", "r2")
ELEMENTS = (*(f"thing.e{number}" for number in range(4)), *(f"owner.e{number}" for number in range(3)))
# None: nobody has said by what the register is asked.
KEYS = ((), (("e1",),), (("e1",),), (("e1", "e2"),), (("e1",), ("e2",)), (("e3",), ("e0",)))
MATERIALS = tuple(f"m{number}" for number in range(6))
QUESTIONS = (
    Question("q0", "是吗", "boolean", ""),
    Question("q1", "多少", "number", "", element="thing.e0"),
    Question("q2", "哪个", "choice", "", options=(Option("a", "甲"), Option("b", "乙"))),
    Question("q3", "哪些", "choices", "", options=(Option("x", "子"), Option("y", "丑"))),
    Question("q4", "还是吗", "boolean", "", when="q0"),
)
CONDITIONS = ("q0", "not q0", "q1 > 5", 'q2 == "a"', '"x" in q3', "q4", "q0 and q1 > 3", "q0 or q4", "thing.e0 > 2")

# Drawing every part of every definition is slow, so parts are drawn whole from pools that are the same in every run.
CHANCE = random.Random(2026)
POOL = 150


def one(*values):
    return CHANCE.choice(values)


def some(names, most):
    return tuple(CHANCE.sample(names, CHANCE.randint(0, most)))


def condition(share):
    return CHANCE.choice(CONDITIONS) if CHANCE.random() < share else None


def limit():
    return one(Fact(), fact(Limit(3, "day")), *(days(amount) for amount in (0, 1, 2, 5, 8, 12)))


def field():
    omit = one(None, None, None, None, "change_only", "repeated_print")
    return Field("栏", one(*ELEMENTS), one(None, True, False), condition(0.25), omit)


def form(name):
    fields = tuple(field() for _ in range(CHANCE.randint(1, 6)))
    return PrintedForm(name, "表", "here", fields, some(REGISTERS, 1), condition(0.25))


def use():
    shape = one(None, "original", "copy", "original_and_copy", "electronic")
    deferral = one(None, Deferral("here"), Deferral("here", Limit(3, "day")), Deferral("here", at_inspection=True))
    return MaterialUse(
        one(*MATERIALS), one("甲件", "乙件"), "here", shape, one(None, 1, 2), one(None, True, False), condition(0.25),
        deferral=deferral, by_commitment=one(True, False),
    )  # fmt: skip


def need(number):
    # Only licences of earlier items are needed, so that there is no circle.
    relax = one((), (), ("commitment",), ("concurrent",), ("pre_opinion",))
    return Need(one(*LICENCES[: number + 1]), "law", relax, condition(0.25))


def inspection(name):
    return Inspection(name, "查", ("点",), "here", one(2, 3), limit(), one(True, False), condition(0.25))


def commitment():
    return one(None, Commitment("law", ("事",), limit(), limit(), condition(0.7), one(True, False)))


def item(number):
    name = ITEMS[number]
    gives = one((), (LICENCES[number],), (LICENCES[number],))
    needs = tuple(need(number) for _ in range(CHANCE.randint(0, 2)))
    return replace(
        SHOP,
        id=name,
        regime=one("licensing", "filing"),
        agency=one(*AGENCIES).id,
        promised_limit=limit(),
        visits_alone=one(Fact(), fact(1), fact(3)),
        delivery=one(Fact(), fact(("window",)), fact(("window", "courier"))),
        forms=tuple(form(f"{name}-form{n}") for n in range(CHANCE.randint(0, 2))),
        materials=tuple(use() for _ in range(CHANCE.randint(0, 4))),
        materials_complete=one(True, False),
        needs=tuple(each for each in needs if each.licence not in gives),
        gives=gives,
        inspections=tuple(inspection(f"{name}-visit{n}") for n in range(CHANCE.randint(0, 2))),
        commitment=commitment(),
    )


def vocabulary():
    registers = ("self", "account", *REGISTERS)
    return {
        "registers": index(
            [Register(name, name, keys=one(*KEYS), within=one({}, {"owner": "thing"})) for name in REGISTERS]
        ),
        "elements": index([Element(name, name, "decimal", one(*registers)) for name in ELEMENTS]),
        "licences": index([LicenceType(name, name, None, some(ELEMENTS, 3)) for name in LICENCES]),
        "materials": index(
            [
                Material(name, name, None, one(None, None, *LICENCES), one(False, False, True), some(ELEMENTS, 2))
                for name in MATERIALS
            ]
        ),
    }


def sound(words):
    """No two registers are asked by each other's answers, as the check of a catalogue sees to."""
    faults = check_catalogue(Catalogue(**words))
    return not any(fault.code == "register.key_circle" for fault in faults)


ITEM_POOLS = tuple([item(number) for _ in range(POOL)] for number in range(len(ITEMS)))
VOCABULARIES = list(islice((words for words in iter(vocabulary, None) if sound(words)), POOL))
conditions = st.none() | st.sampled_from(CONDITIONS)


@st.composite
def catalogues(draw):
    made = [draw(st.sampled_from(pool)) for pool in ITEM_POOLS[: draw(st.integers(1, len(ITEMS)))]]
    members = tuple(BundleItem(item.id, "here", draw(conditions)) for item in draw(st.permutations(made)))
    return Catalogue(
        **draw(st.sampled_from(VOCABULARIES)),
        agencies=index(AGENCIES),
        regimes=index((LICENSING, FILING)),
        items=index(made),
        bundles={"b": Bundle("b", "事", "reference", members, SOURCES, questions=QUESTIONS)},
        places={CITY.code: replace(CITY, items={})},
        digests={f"item:{item.id}": item.id for item in made},
    )


@st.composite
def answers(draw):
    """Valid answers to some of the questions."""
    values = {
        "q0": st.booleans(),
        "q1": st.integers(0, 9),
        "q2": st.sampled_from("ab"),
        "q3": st.sampled_from(((), ("x",), ("y",), ("x", "y"))),
        "q4": st.booleans(),
    }
    given: dict[str, AnswerValue] = {name: draw(value) for name, value in values.items() if draw(st.booleans())}
    if given.get("q0") is False:
        given.pop("q4", None)
    return given


holdings = st.builds(
    Holdings,
    licences=st.frozensets(st.sampled_from(LICENCES), max_size=2),
    registers=st.frozensets(st.sampled_from(REGISTERS), max_size=2),
    elements=st.frozensets(st.sampled_from(ELEMENTS), max_size=2),
)
policies = st.builds(Policy, **{lever: st.booleans() for lever in LEVERS})


@dataclass(frozen=True)
class Town:
    """Everything that a plan is made from."""

    catalogue: Catalogue
    answers: dict[str, AnswerValue]
    holdings: Holdings
    policy: Policy
    start: date

    def plan(self, **changes: object) -> Plan:
        town = replace(self, **changes)
        return make_plan(
            town.catalogue, bundle="b", place=CITY.code, answers=town.answers, holdings=town.holdings,
            policy=town.policy, calendar=CALENDAR, start=town.start,
        )  # fmt: skip


starts = st.integers(0, 364).map(lambda day: date(2026, 1, 1) + timedelta(days=day))
towns = st.builds(Town, catalogues(), answers(), holdings, policies, starts)
reformed = st.builds(Town, catalogues(), answers(), holdings, st.just(Policy()), starts)


def told_by_registers(town: Town) -> Town:
    """The same town told by its registers alone: licences say nothing, no form fills a register, all items apply."""
    known = town.catalogue
    licences = index([replace(one, certifies=()) for one in known.licences.values()])
    items = index(
        [replace(one, forms=tuple(replace(form, captures=()) for form in one.forms)) for one in known.items.values()]
    )
    bundle = replace(known.bundles["b"], items=tuple(replace(member, when=None) for member in known.bundles["b"].items))
    registers = replace(town.holdings, registers=frozenset(REGISTERS), licences=frozenset())
    catalogue = replace(known, licences=licences, items=items, bundles={"b": bundle})
    return replace(town, catalogue=catalogue, holdings=registers, policy=replace(town.policy, reuse=True))


registered = towns.map(told_by_registers)


@st.composite
def entangled(draw):
    """Every item may need the licence of any other, so that there are circles; most needs may be relaxed."""
    town = draw(reformed)
    items = {
        name: replace(found, gives=(f"l{name[1:]}",), needs=tuple(draw(st.lists(tangled, max_size=2))))
        for name, found in town.catalogue.items.items()
    }
    bundle = town.catalogue.bundles["b"]
    members = tuple(replace(member, when=None) for member in bundle.items)
    catalogue = replace(town.catalogue, items=items, bundles={"b": replace(bundle, items=members)})
    return replace(town, catalogue=catalogue)


tangled = st.builds(
    Need,
    st.sampled_from(LICENCES),
    st.just("law"),
    st.lists(st.sampled_from(("commitment", "concurrent", "pre_opinion")), max_size=2).map(tuple),
)
circular = entangled()
