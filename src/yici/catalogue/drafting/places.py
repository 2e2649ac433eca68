"""A new place from answers: who fills which role there, and what it sets for items."""

from collections.abc import Mapping
from typing import Any

from yici.catalogue.drafting.answers import Answers, check_answers, is_unknown
from yici.catalogue.drafting.files import commented
from yici.domain.catalogue import Catalogue
from yici.domain.division import is_code
from yici.domain.error import Conflict, Invalid

KEYS = ("code", "name", "name_en", "source", "calendars", "agencies", "items", "remind_after")


def draft_place(given: Mapping[str, Any], catalogue: Catalogue) -> dict[str, str]:
    """This will give the file of a new place. Raises Invalid for answers to no question, Conflict when it exists."""
    check_answers(given, KEYS)
    code = str(given.get("code", ""))
    if not is_code(code):
        raise Invalid("place.unknown", place=code, remedy="give the 12-digit code of the place")
    if code in catalogue.places:
        raise Conflict("id.taken", id=code, remedy="the place has its file already: change that one")
    answers = Answers("PlaceDefinition", given)
    items = answers.plain("items") or {}
    whole = {
        "format": 1, "kind": "place", "code": code, "name": answers.plain("name"), "name_en": answers.plain("name_en"),
        "calendars": answers.plain("calendars"), "agencies": answers.plain("agencies"),
        "items": {name: _local(one) for name, one in items.items()}, "remind_after": answers.plain("remind_after"),
        "sources": [answers.source()],
    }  # fmt: skip
    return {f"places/{code}.yaml": commented("PlaceDefinition", "place", whole)}


def _local(given: Mapping[str, Any]) -> dict[str, Any]:
    local = {key: given[key] for key in ("name", "code", "body", "address") if not is_unknown(given.get(key))}
    if "promised_limit" in given:
        local["promised_limit"] = Answers("LocalItem", given).fact("promised_limit")
    return local
