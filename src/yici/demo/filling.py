"""Filling a form as a made-up applicant would: every asked element gets a value of its type. Nothing here is real."""

from collections.abc import Mapping
from typing import Any

from yici.demo.people import Person
from yici.domain.plan import Plan
from yici.domain.vocabulary import Element

SPECIAL: dict[str, str] = {
    "enterprise.scope": "餐饮服务",
    "enterprise.term": "长期",
    "premises.address": "浙江省衢州市(演示地址)一号",
    "enterprise.address": "浙江省衢州市(演示地址)一号",
}
BY_TYPE: dict[str, Any] = {
    "text": "演示",
    "long_text": "演示填写",
    "address": "浙江省衢州市(演示地址)一号",
    "integer": "3",
    "decimal": "120",
    "money": "10",
    "date": "2026-03-01",
    "boolean": "yes",
    "email": "demo@example.com",
    "postcode": "324000",
    "url": "https://example.com",
    "uscc": "91110000600037341L",
}


def fill_form(plan: Plan, elements: Mapping[str, Element], person: Person, shop: str) -> dict[str, Any]:
    """This will give a value for every element that the plan asks."""
    return {one.element: _value(elements[one.element], person, shop) for one in plan.form.fields}


def _value(element: Element, person: Person, shop: str) -> Any:
    if element.id == "enterprise.name":
        return shop
    if element.id in SPECIAL:
        return SPECIAL[element.id]
    if element.options:
        first = element.options[0].value
        return [first] if element.type == "choices" else first
    if element.type == "id_number":
        return person.id_number
    if element.type == "phone":
        return person.phone
    if element.id.endswith(".name"):
        return person.name
    return ["演示"] if element.type == "choices" else BY_TYPE.get(element.type, "演示")
