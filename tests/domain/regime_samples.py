"""A matter under each real regime: four items that use everything the machine knows, planned by the planner itself."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from tests.domain.case_samples import form_of
from tests.domain.national_calendar import NATIONAL
from yici.domain.bundle import Bundle, BundleItem
from yici.domain.catalogue import Catalogue
from yici.domain.clock import Limit
from yici.domain.fact import Claim, Fact, Source
from yici.domain.item import Basis, Commitment, Deferral, Inspection, Item, MaterialUse, Need, Opinion
from yici.domain.place import PlaceDefinition
from yici.domain.plan import Plan
from yici.domain.planner import make_plan
from yici.domain.policy import Holdings, Policy
from yici.domain.regime import LocalCause, Regime
from yici.domain.vocabulary import Agency, LicenceType, Material

FOLDER = Path(__file__).parents[2] / "definitions" / "regimes"
_READ = TypeAdapter(Regime)
PLACE = "330800000000"
LAW, RULE = Source("law", "一部法律", "law"), Source("rule", "本地规定", "official", place=PLACE)
BUNDLE = "matter"
LOCAL_PAUSE = LocalCause("supplement", "等待补充", "rule")
AGENCIES = ("alpha", "beta", "gamma", "water", "air")


def read_regime(path: Path) -> Regime:
    # Definition files are read as strings throughout, so the loader that types nothing.
    return _READ.validate_python(yaml.load(path.read_text("utf-8"), yaml.BaseLoader) | {"format": 1})


REGIMES = {one.id: one for one in map(read_regime, sorted(FOLDER.glob("*.yaml")))}


def _days(amount: int) -> Fact[Limit]:
    return Fact((Claim(Limit(amount, "working_day"), "rule"),))


def _items(regime: str) -> tuple[Item, ...]:
    common = {"level": "reference", "regime": regime, "audience": ("person",), "sources": (LAW, RULE)}
    first = Item("first", "甲", agency="alpha", gives=("paper",), materials=(_paper("rules"),), **common)  # type: ignore[arg-type]
    second = Item(
        "second", "乙", agency="beta", promised_limit=_days(10), needs=(Need("paper", "law"),),
        inspections=(Inspection("visit", "现场核查", ("布局",), "rule"),),
        materials=(_paper("proof", Deferral("rule", Limit(5, "working_day"), missed="withdrawn")),), **common,
    )  # type: ignore[arg-type]  # fmt: skip
    third = Item(
        "third", "丙", agency="gamma", promised_limit=_days(8), needs=(Need("paper", "rule", ("concurrent",)),),
        opinions=(
            Opinion("water", "布局", "rule", _days(3), Basis("本地规定", "第三条", "视为同意", "rule"), _days(1)),
            Opinion("air", "油烟", "rule", _days(2)),
        ),
        two_deciders=Basis("本地规定", "第四条", "两人决定", "rule"), gives=("permit",), **common,
    )  # type: ignore[arg-type]  # fmt: skip
    fourth = Item(
        "fourth", "丁", agency="alpha", needs=(Need("paper", "rule", ("concurrent",)),),
        commitment=Commitment("rule", ("标准",), _days(1), _days(20)), **common,
    )  # type: ignore[arg-type]  # fmt: skip
    return first, second, third, fourth


def _paper(name: str, deferral: Deferral | None = None) -> MaterialUse:
    return MaterialUse(name, name, "rule", "copy", 1, required=True, deferral=deferral)


@cache
def plan_under(regime: str, start: str = "2026-02-10") -> Plan:
    """This will plan the matter of four items under a regime, for whoever hands it in on an ISO day of 2026."""
    items = _items(regime)
    catalogue = Catalogue(
        materials={name: Material(name, name) for name in ("rules", "proof")},
        licences={"paper": LicenceType("paper", "证"), "permit": LicenceType("permit", "许可证")},
        agencies={name: Agency(name, name) for name in AGENCIES},
        regimes={regime: REGIMES[regime]},
        items={item.id: item for item in items},
        bundles={
            BUNDLE: Bundle(BUNDLE, "一件事", "reference", tuple(BundleItem(i.id, "rule") for i in items), (RULE,))
        },
        places={PLACE: PlaceDefinition(PLACE, "某市", ("cn",), (RULE,), local_causes=(LOCAL_PAUSE,))},
    )
    plan = make_plan(
        catalogue, bundle=BUNDLE, place=PLACE, answers={}, holdings=Holdings(), policy=Policy(), calendar=NATIONAL,
        start=date.fromisoformat(start),
    )  # fmt: skip
    return replace(plan, form=form_of(tuple(item.id for item in items)))
