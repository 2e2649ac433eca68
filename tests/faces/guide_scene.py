"""What the tests of the guide play in: places, answers, a visitor. The fixture itself stands in `guide_site`."""

import csv
import html
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.apps.catalogue_files import digest_of_all
from tests.set_once import set_once
from yici.catalogue import queries as catalogue_queries
from yici.catalogue.reading import Reading
from yici.catalogue.services import catalogue_publish
from yici.domain.clock import LEGAL
from yici.domain.plan import Plan
from yici.intake.services import plan_make
from yici.people.load import load_places
from yici.people.present import now
from yici.web.citizen.plan_page import Page, plan_page

MONDAY = "2026-03-02T10:00"
QUZHOU, GUANGAN, HANGZHOU = "330800000000", "511602000000", "330100000000"
PLACES = (
    ("130000000000", "河北省", "1", ""), ("130600000000", "保定市", "2", "130000000000"),
    ("130634000000", "曲阳县", "3", "130600000000"), ("330000000000", "浙江省", "1", ""),
    (HANGZHOU, "杭州市", "2", "330000000000"), (QUZHOU, "衢州市", "2", "330000000000"),
    ("330881000000", "江山市", "3", QUZHOU), ("510000000000", "四川省", "1", ""),
    ("511600000000", "广安市", "2", "510000000000"), (GUANGAN, "广安区", "3", "511600000000"),
)  # fmt: skip
SMALL = {
    "applicant_kind": "individual", "business_composition": "individual", "cold_dishes": "no", "fresh_juice": "no",
    "raw_fish": "no", "premises_area": "45", "premises_rented": "no", "sign_exceeds_name": "no", "sign_large": "no",
    "uses_agent": "no", "needs_prior_approval": "no", "online_ordering": "no", "vending_machine": "no",
    "has_business_licence": "no",
}  # fmt: skip
LARGE = SMALL | {
    "applicant_kind": "company", "premises_area": "180", "premises_rented": "yes", "sign_exceeds_name": "yes",
    "sign_carrier": "single_owner", "fire_check_procedure": "general",
}  # fmt: skip
SMALL_AT = SMALL | {"place": QUZHOU}
LARGE_AT = LARGE | {"place": GUANGAN}
MATTER = "/matters/open-restaurant/"
PLAN = f"{MATTER}plan/"
NOTICE, PDF = f"{MATTER}notice/", f"{MATTER}notice.pdf"


def settle_town(folder: Path, reading: Reading) -> None:
    """This will load some places and publish definitions, a minute before the clock's Monday morning."""
    before = datetime.fromisoformat(MONDAY).replace(tzinfo=LEGAL) - timedelta(minutes=1)

    def settle() -> None:
        load_places(files=[_written_places(folder)])
        catalogue_publish(reading=reading, actor="test", now=before)

    set_once(("a town of the guide", digest_of_all(reading)), settle)
    catalogue_queries.refresh()


def _written_places(folder: Path) -> Path:
    places = folder / "places.csv"
    with places.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([("code", "name", "level", "parent"), *PLACES])
    return places


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """This will set the site to a moment of legal time, from where it runs on."""
    wanted = datetime.fromisoformat(moment).replace(tzinfo=LEGAL)
    monkeypatch.setenv("YICI_OFFSET_SECONDS", str((wanted - datetime.now(UTC)).total_seconds()))


class Visitor:
    """Somebody with a browser without scripts."""

    def __init__(self, language: str = "zh-hans") -> None:
        self.client = Client(headers={"accept-language": language})

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> HttpResponse:
        address = f"{path}?{urlencode(query, doseq=True)}" if query else path
        return self.client.get(address, headers=headers)

    def reads(self, path: str, query: dict[str, Any] | None = None, status: int = 200) -> str:
        """This will give what stands on a page, as text."""
        answer = self.get(path, query)
        assert answer.status_code == status, answer.content.decode()[:2000]
        return text_of(answer)


def text_of(answer: HttpResponse) -> str:
    """This will give what a page says, without its markup, with single spaces."""
    shown = re.sub(r"<(style|script|head)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    apart = re.sub(r"<(/?(p|li|h\d|td|th|dd|dt|br|div)\b)", r" <\1", shown)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", apart)).split())


def unmarked_chinese(page: str) -> list[str]:
    """This will list what stands in Chinese on an English page without being marked as Chinese."""
    plain = re.sub(r'<(\w+)[^>]*lang="zh-Hans"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    shown = re.sub(r"<[^>]+>", "\n", plain)
    # An example of what may be typed is no sentence.
    return [
        line.strip() for line in shown.split("\n") if re.search("[\u3400-\u9fff]", line) and "such as 衢州" not in line
    ]


def planned(query: dict[str, str]) -> tuple[Plan, Page]:
    """This will make the plan and its words as the page makes them."""
    catalogue = catalogue_queries.current()
    answers = {name: typed(value) for name, value in query.items() if name != "place"}
    if query.get("applicant_kind") == "company":
        answers.pop("business_composition", None)
    plan = plan_make(bundle="open-restaurant", place=query["place"], answers=answers, now=now())
    return plan, plan_page(catalogue, plan)


def typed(value: str) -> Any:
    return {"yes": True, "no": False}.get(value, int(value) if value.isdigit() else value)
