"""What a type refused of a file, as faults with their line and the nearest right word."""

from difflib import get_close_matches
from typing import Any

from yici.catalogue.salvage import way_of
from yici.catalogue.schemas import keys_at
from yici.catalogue.tree import Tree
from yici.domain.error import YiciError
from yici.domain.fault import Fault

PYDANTIC = {
    "missing": "key.missing",
    "missing_argument": "key.missing",
    "missing_keyword_only_argument": "key.missing",
    "unexpected_keyword_argument": "key.unknown",
    "extra_forbidden": "key.unknown",
    "literal_error": "value.not_allowed",
    "int_parsing": "value.not_a_number",
    "bool_parsing": "value.not_a_boolean",
    "date_from_datetime_parsing": "value.not_a_date",
    "date_parsing": "value.not_a_date",
    "tuple_type": "value.not_a_list",
    "dict_type": "value.not_a_mapping",
    "dataclass_type": "value.not_a_mapping",
    "string_type": "value.not_text",
}


def fault_of(detail: Any, kind: str, name: str, tree: Tree) -> Fault:
    """This will tell one refusal of a type, at its line."""
    path = way_of(detail)
    code, params = _what_of(detail)
    params |= {"key": str(path[-1]) if path else "", "given": _quoted(detail.get("input"))}
    if code == "value.not_a_mapping":
        params["keys"] = "、".join(keys_at(kind, path)) or "键"
    if code == "key.unknown":
        params |= _nearest(params["key"], keys_at(kind, path[:-1]))
    return Fault(code, ".".join(str(part) for part in path), params, file=name, line=tree.line(path))


def _quoted(value: Any) -> str:
    """This will quote what was written: a text as it is, a list or a mapping by what YAML writes it with."""
    if isinstance(value, list):
        return "- " + ", ".join(_quoted(one) for one in value[:3])[:78]
    if isinstance(value, dict):
        return ", ".join(f"{key}: …" for key in value)[:80]
    return str(value)[:80]


def _what_of(detail: Any) -> tuple[str, dict[str, str]]:
    context = detail.get("ctx", {})
    raised = context.get("error")
    if isinstance(raised, YiciError):
        return raised.code, {key: str(value) for key, value in raised.params.items()}
    code = PYDANTIC.get(detail["type"], "value.wrong")
    params = {"problem": str(detail["msg"])} if code == "value.wrong" else {}
    if "expected" in context:
        params["allowed"] = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        params |= _nearest(str(detail["input"])[:80], params["allowed"].split(", "))
    return code, params


def _nearest(given: str, known: list[str]) -> dict[str, str]:
    near = get_close_matches(given, known, n=1)
    return {"near": near[0]} if near else {}
