"""An acceptance from an earlier day moves the one limit of joint handling: both faces say why, and of no calendar."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from tests.domain.case_samples import approval, at, context, do, plan_of, submitted, told
from yici.domain.case import Accept, settle
from yici.web.citizen.application.timeline import sentence
from yici.web.desk.event_details import TELLERS

JOINT = plan_of(approval("first", joint=told(45)), approval("second", joint=told(45)))
NAMES: Any = SimpleNamespace(of=lambda kind, name: name, item=lambda name: name)
TOLD: Any = SimpleNamespace(names=NAMES, planned={}, target=lambda name: name, item=lambda name: name)


def moved() -> Any:
    case = do(submitted(at("2026-03-02"), JOINT)[0], Accept(items=("first",)), at("2026-03-06"), JOINT)
    return next(e for e in settle(case, context(at("2026-03-12"), JOINT)) if e.kind == "deadline.recomputed")


@pytest.mark.parametrize(
    ("language", "why", "calendar"),
    [("zh-hans", "联合办理", "放假安排"), ("en", "joint handling", "calendar")],
)
def test_the_faces_say_that_the_limit_runs_from_the_first_acceptance(language, why, calendar):
    with translation.override(language):
        for words in (sentence(moved(), TOLD), " ".join(TELLERS["deadline.recomputed"](moved(), NAMES))):
            assert why in words
            assert calendar not in words
