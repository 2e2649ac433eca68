"""The real definitions with rules that a place might have: made up, for tests only."""

import json
from functools import cache
from typing import Any

from tests.apps.catalogue_files import altered_files, definitions
from yici.catalogue.reading import Reading

FOOD = "food-licence"
PLACE = "330800000000"
RULE = "local-rule"
LAYOUT = "food_layout_documents"
SOURCE = {"id": RULE, "title": "本市许可程序规定（测试用）", "kind": "operator", "place": PLACE}
LATE = {"source": RULE, "limit": {"amount": 3, "unit": "working_day"}, "missed": "withdrawn"}


@cache
def with_local_rules() -> Reading:
    """This will let the place pause its promise for the applicant, let two decide a food licence, and let it lapse when
    its layout does not come within three working days."""
    place = content(definitions(), f"place:{PLACE}")
    causes = [
        {"id": "waiting_for_applicant", "name": "等待申请人补充说明", "name_en": "waiting for the applicant",
         "source": RULE}
    ]  # fmt: skip
    reading = altered_files(
        definitions(), f"place:{PLACE}", sources=[*place["sources"], SOURCE], local_causes=causes
    )  # fmt: skip
    item = content(definitions(), f"item:{FOOD}")
    papers = [
        one | ({"deferral": LATE} if one["material"] == "food_layout_documents" else {}) for one in item["materials"]
    ]
    two = {"law": "本市许可程序规定", "article": "第九条", "text": "由两人共同决定", "source": RULE}
    return altered_files(
        reading, f"item:{FOOD}", sources=[*item["sources"], SOURCE], two_deciders=two, materials=papers
    )  # fmt: skip


def content(reading: Reading, name: str) -> dict[str, Any]:
    """This will give a definition ("kind:id") as plain values."""
    [found] = [one for one in reading.files if f"{one.kind}:{one.id}" == name]
    read: dict[str, Any] = json.loads(found.content)
    return read
