"""A new bundle from answers: which items one wish sets in motion, and what is asked."""

from collections.abc import Mapping
from typing import Any

from yici.catalogue.drafting.answers import SOURCE, Answers, check_answers, identity_of, is_unknown
from yici.catalogue.drafting.files import commented
from yici.domain.catalogue import Catalogue

KEYS = ("id", "name", "name_en", "aliases", "intro", "source", "items", "lead", "joint_limit", "questions", "themes")


def draft_bundle(given: Mapping[str, Any], catalogue: Catalogue) -> dict[str, str]:
    """This will give the file of a new bundle. Raises Invalid for answers to no question, Conflict when it exists."""
    check_answers(given, KEYS)
    identity = identity_of(given, catalogue.bundles)
    answers = Answers("Bundle", given)
    source = answers.source()
    whole = {
        "format": 1, "kind": "bundle", "id": identity, "name": answers.plain("name"),
        "name_en": answers.plain("name_en"), "aliases": answers.plain("aliases"),
        "intro": answers.plain("intro"), "level": "reference",
        "themes": answers.plain("themes"), "items": [_member(one) for one in answers.value("items") or []],
        "lead": answers.fact("lead"), "joint_limit": answers.fact("joint_limit"),
        "questions": [_question(one) for one in answers.plain("questions") or []], "sources": [source],
        "gaps": answers.gaps,
    }  # fmt: skip
    # A bundle says that it has no items; it does not leave the key out.
    return {
        f"bundles/{identity}.yaml": commented("Bundle", "bundle", whole) + ("" if whole["items"] else "items: []\n")
    }


def _member(given: Mapping[str, Any]) -> dict[str, Any]:
    return {"item": given.get("item", ""), "source": SOURCE} | ({"when": given["when"]} if given.get("when") else {})


def _question(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**given, "source": SOURCE}.items() if not is_unknown(value)}
