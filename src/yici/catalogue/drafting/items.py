"""A new item from answers, with the papers and licences that nobody has yet in files of their own."""

from collections.abc import Mapping
from typing import Any

from yici.catalogue.drafting.answers import SOURCE, Answers, check_answers, identity_of, is_unknown
from yici.catalogue.drafting.files import commented
from yici.catalogue.matching import Shelf, shelf
from yici.domain.catalogue import Catalogue

KEYS = (
    "id", "name", "name_en", "aliases", "source", "agency", "regime", "audience", "code", "type", "basis",
    "legal_limit", "promised_limit", "steps", "visits_alone", "fee", "validity", "delivery", "conditions",
    "materials", "results", "themes",
)  # fmt: skip
FACTS = (
    "code", "type", "legal_limit", "promised_limit", "steps", "visits_alone", "fee", "validity", "delivery"
)  # fmt: skip
LAW = "law-1"
NOT_WRITTEN = {"article": "未写明", "text": "填写时没有写条文"}
"""What stands for the parts of a basis that nobody wrote."""


def draft_item(given: Mapping[str, Any], catalogue: Catalogue) -> dict[str, str]:
    """This will give the files of a new item, by their path below the folder of definitions.

    Raises Invalid for answers to no question, Conflict when the id is taken.
    """
    check_answers(given, KEYS)
    identity = identity_of(given, catalogue.items)
    answers = Answers("Item", given)
    papers = shelf("material", catalogue.materials, _new_ones(given, "materials"))
    licences = shelf("licence", catalogue.licences, _new_ones(given, "results"))
    files = {f"items/{identity}.yaml": commented("Item", "item", _item(answers, identity, papers, licences))}
    for type_name, kind, one in (("Materials", "materials", papers), ("Licences", "licences", licences)):
        if one.new:
            words = [{"id": key, "name": name, **_of_form(given, name)} for key, name in one.new.items()]
            whole = {"format": 1, "kind": kind, "id": f"{kind}-{identity}", kind: words}
            files[f"vocabulary/{kind}-{identity}.yaml"] = commented(type_name, kind, whole)
    return files


def _item(answers: Answers, identity: str, papers: Shelf, licences: Shelf) -> dict[str, Any]:
    source, bases = answers.source(), answers.value("basis") or []
    laws = [_law(number, basis) for number, basis in enumerate(bases, start=1)]
    facts = {key: answers.fact(key, LAW if key == "legal_limit" and laws else SOURCE) for key in FACTS}
    materials = answers.value("materials") or []
    return {
        "format": 1, "kind": "item", "id": identity, "name": answers.plain("name"), "name_en": answers.plain("name_en"),
        "aliases": answers.plain("aliases"), "level": "reference", "regime": answers.value("regime"),
        "agency": answers.value("agency"), "audience": answers.value("audience"), "themes": answers.plain("themes"),
        "basis": [_basis(number, basis) for number, basis in enumerate(bases, start=1)], **facts,
        "conditions": answers.value("conditions"), "materials": [_paper(one, papers) for one in materials],
        "gives": [_licence(one, licences) for one in answers.value("results", written="gives") or []],
        "sources": [source, *laws], "gaps": answers.gaps,
    }  # fmt: skip


def _new_ones(given: Mapping[str, Any], key: str) -> dict[str, str]:
    """Names that somebody said to be new, although something known is called so."""
    rows = given.get(key)
    return {str(one.get("name")): "new" for one in rows if one.get("new")} if isinstance(rows, list) else {}


def _of_form(given: Mapping[str, Any], name: str) -> dict[str, bool]:
    """A form to fill in is not asked for: the merged form takes its place."""
    rows = given.get("materials")
    told = isinstance(rows, list) and any(one.get("is_form") for one in rows if one.get("name") == name)
    return {"is_form": True} if told else {}


def _law(number: int, basis: Mapping[str, Any]) -> dict[str, str]:
    told = {"id": f"law-{number}", "title": basis.get("law"), "kind": "law", "date": basis.get("date"),
            "article": basis.get("article")}  # fmt: skip
    return {key: str(value) for key, value in told.items() if value}


def _basis(number: int, basis: Mapping[str, Any]) -> dict[str, str]:
    told = {key: str(basis.get(key) or words) for key, words in NOT_WRITTEN.items()}
    return {"law": str(basis.get("law", "")), **told, "source": f"law-{number}"}


def _paper(given: Mapping[str, Any], papers: Shelf) -> dict[str, Any]:
    name = str(given.get("name", ""))
    asked = {"material": given.get("material") or papers.id_of(name), "printed": name, "source": SOURCE}
    asked |= {key: given[key] for key in ("form", "copies", "required", "when", "basis") if key in given}
    return {key: value for key, value in asked.items() if not is_unknown(value)}


def _licence(given: Mapping[str, Any], licences: Shelf) -> str:
    return str(given.get("licence") or licences.id_of(str(given.get("name", ""))))
