"""Large catalogues at random: some hundred items of many departments, with chains and circles of needs, and roles."""

import random
from dataclasses import replace
from datetime import date

from tests.domain.planner_samples import CITY, SHOP, index
from tests.domain.planner_vocabulary import AGENCIES, FILING, LICENSING, SOURCES, days, fact
from yici.domain.bundle import Bundle, BundleItem, Subject
from yici.domain.catalogue import Catalogue
from yici.domain.clock import Limit
from yici.domain.fact import Fact
from yici.domain.item import Commitment, Deferral, Field, Inspection, MaterialUse, Need, PrintedForm, Question
from yici.domain.occurrence import Shelf
from yici.domain.plan import Plan
from yici.domain.planner import make_plan
from yici.domain.policy import LEVERS, Holdings, Policy
from yici.domain.vocabulary import Element, LicenceType, Material, Option, Register
from yici.domain.workdays import calendar_from
from yici.domain.year_table import YearTable

ROLES = ("seller", "buyer", "house", "firm")
WAYS = (("commitment",), ("concurrent",), ("pre_opinion",), ("commitment", "concurrent"))
# One after another hundreds of approvals take years: with days of one year alone their end would be unknown.
YEARS = calendar_from(
    YearTable(year, {date(year, 1, 1): "元旦"}, frozenset(), "made for tests") for year in range(2026, 2056)
)
LIMITS = (*(days(amount) for amount in (0, 1, 3, 5, 10, 20)), fact(Limit(15, "day")))
QUESTIONS = (
    Question("sellers", "几位卖方", "number", "", at_least=1, at_most=20),
    Question("area", "多大", "number", "", element="house.e0"),
    Question("kind", "哪一种", "choice", "", options=(Option("a", "甲"), Option("b", "乙"))),
)
CONDITIONS = (None, None, None, None, "area > 50", 'kind == "a"', 'area > 20 and kind == "b"')


class City:
    """One random catalogue of `size` items, the same for the same seed."""

    def __init__(self, seed: int, size: int) -> None:
        self.chance = random.Random(seed)
        self.size = size
        # Most cities have published every limit, so that the end of the whole is known; some have not.
        self.limits = LIMITS if self.chance.random() < 0.85 else (Fact(), *LIMITS)
        self.elements = [f"{role}.e{number}" for role in ROLES for number in range(12)]
        self.materials = [f"{kind}.{role}" for kind in ("card", "deed") for role in ROLES] + ["map", "photo", "proof"]
        self.items = tuple(self.item(number) for number in range(size))
        chosen = self.chance.sample(self.items, min(size, 120))
        self.members = tuple(BundleItem(item.id, "here", self.one(*CONDITIONS)) for item in chosen)

    def one(self, *values):
        return self.chance.choice(values)

    def item(self, number):
        """Make one item: a few papers may come later, and a few may be decided on a promise."""
        fields = tuple(Field("栏", self.one(*self.elements), self.one(None, True)) for _ in range(8))
        uses = tuple(self.use(name) for name in self.chance.sample(self.materials, 3))
        visit = (Inspection(f"v{number}", "看", ("点",), "here"),) if self.chance.random() < 0.3 else ()
        return replace(
            SHOP, id=f"i{number}", regime=self.one("licensing", "filing"), agency=self.one(*AGENCIES).id,
            promised_limit=self.one(*self.limits), forms=(PrintedForm(f"f{number}", "表", "here", fields),),
            materials=uses, needs=tuple(self.needs(number)), gives=(f"l{number}",), inspections=visit,
            commitment=self.commitment(),
        )  # fmt: skip

    def needs(self, number):
        """Lead mostly to earlier items; one in four leads anywhere near, and may be relaxed, so that there are
        circles."""
        backward = {f"l{self.chance.randrange(number)}" for _ in range(self.chance.randint(0, 2)) if number}
        yield from (Need(name, "law", self.one((), (), self.one(*WAYS))) for name in sorted(backward))
        near = f"l{min(self.size - 1, self.chance.randint(max(0, number - 8), number + 12))}"
        if self.chance.random() < 1 / 4 and near != f"l{number}" and near not in backward:
            yield Need(near, "law", self.one(*WAYS))

    def use(self, name):
        # A paper may come later only where nobody wants it at once.
        deferral = Deferral("here", Limit(5, "working_day")) if name == "photo" else None
        return MaterialUse(name, name, "here", "copy", 1, deferral=deferral)

    def commitment(self):
        # Decided on the spot: a promise that took longer than the ordinary way would be no ease at all.
        promise = Commitment("here", ("写明",), LIMITS[0], days(60))
        return promise if self.chance.random() < 0.1 else None

    def catalogue(self, order: random.Random | None = None) -> Catalogue:
        """Give the catalogue, its definitions in another order if one is given."""

        def mixed(definitions):
            listed = list(definitions)
            if order is not None:
                order.shuffle(listed)
            return index(listed)

        bundle = Bundle(
            "b", "事", "reference", self.members, SOURCES, questions=QUESTIONS, subjects=(Subject("seller", "sellers"),)
        )
        keyed = Register("population", "人口库", keys=(("e0",),))
        elements = [Element(name, name, "decimal", self._register(name)) for name in self.elements]
        return Catalogue(
            elements=Shelf(mixed(elements)),
            materials=Shelf(mixed(Material(name, name) for name in self.materials)),
            licences=mixed(LicenceType(f"l{number}", f"证{number}") for number in range(self.size)),
            agencies=mixed(AGENCIES),
            registers=mixed([keyed]),
            regimes=mixed((LICENSING, FILING)),
            items=mixed(self.items),
            bundles={"b": bundle},
            places={CITY.code: replace(CITY, items={})},
        )

    @staticmethod
    def _register(element: str) -> str:
        return "population" if element.startswith(("seller", "buyer")) else "self"


def planned(catalogue: Catalogue, *, sellers: int = 2, off: tuple[str, ...] = ()) -> Plan:
    """Plan the matter of a city."""
    return make_plan(
        catalogue, bundle="b", place=CITY.code, answers={"sellers": sellers, "area": 60, "kind": "a"},
        holdings=Holdings(registers=frozenset({"population"})),
        policy=Policy(**{lever: lever not in off for lever in LEVERS}), calendar=YEARS, start=date(2026, 3, 2),
    )  # fmt: skip
