"""Reading what was typed into a form: one parser per type of element, each with a remedy for what it refuses.

Identity numbers follow GB 11643 (MOD 11-2), unified social credit codes GB 32100; both checks are the library's.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidChecksum, InvalidFormat, ValidationError

from yici.domain.error import Invalid
from yici.domain.form import FormField
from yici.domain.plan import Plan
from yici.domain.vocabulary import Element

SHORT, LONG = 200, 2000
MOST_DIGITS = 15
PHONE = re.compile(r"\+?\d[\d -]{5,19}", re.ASCII)
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s]{2,}")
URL = re.compile(r"https?://[^\s]{3,190}")
IDENTITY = re.compile(r"\d{17}[\dX]", re.ASCII)
POSTCODE = re.compile(r"\d{6}", re.ASCII)
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, and halves of characters that no text can be written with."""
WORDS = frozenset({"text", "long_text", "address", "choice", "choices"})
"""Types kept as typed; in all others a full-width digit or mark, as Chinese keyboards give it, is the plain one."""
IDENTITY_CARD = "111"
YES, NO = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one field: a code that the faces word."""

    element: str
    code: str
    params: dict[str, str] = field(default_factory=dict)


class _Wrong(Exception):
    def __init__(self, code: str, **params: str) -> None:
        self.fault = (code, params)


def read_form(
    plan: Plan, elements: Mapping[str, Element], raw: Mapping[str, Any], *, without: Collection[str] = ()
) -> dict[str, Any]:
    """This will give the form's values, typed and clean, by element. Raises Invalid("form.invalid") with every fault.

    Only what the plan asks may be given; a mandatory field must be, unless it hangs on something still open, or is
    among those that go `without` a sound value: whoever takes the application in asks for these to be corrected.
    """
    asked = {one.element: one for one in plan.form.fields}
    faults = [FieldFault(name, "form.surplus") for name in sorted(raw.keys() - asked.keys())]
    values: dict[str, Any] = {}
    for name, wanted in asked.items():
        try:
            value = read_value(as_document(elements[name], elements, raw), raw.get(name))
        except _Wrong as wrong:
            faults += [] if name in without else [FieldFault(name, *wrong.fault)]
            continue
        if value is not None:
            values[name] = value
        elif needed(wanted) and name not in without:
            faults.append(FieldFault(name, "form.missing"))
    if faults:
        raise Invalid("form.invalid", faults=faults, remedy="mend the fields named and send again")
    return values


def read_named(elements: Mapping[str, Element], names: Sequence[str], raw: Mapping[str, Any]) -> dict[str, Any]:
    """This will read the named elements, each of which must be given, as a correction asks for them.

    `raw` may hold more, so that a number is read with the type of document beside it. Raises Invalid("form.invalid").
    """
    faults: list[FieldFault] = []
    values: dict[str, Any] = {}
    for name in names:
        try:
            values[name] = read_value(as_document(elements[name], elements, raw), raw.get(name))
        except _Wrong as wrong:
            faults.append(FieldFault(name, *wrong.fault))
            continue
        if values[name] is None:
            faults.append(FieldFault(name, "form.missing"))
    if faults:
        raise Invalid("form.invalid", faults=faults, remedy="mend the fields named and send again")
    return values


def as_document(element: Element, elements: Mapping[str, Element], raw: Mapping[str, Any]) -> Element:
    """This will read a document's number as the type beside it says: it is an identity card's only if that says so.

    `x.id_number` stands beside `x.id_type`, whose codes are those of GB/T 39046 (111 resident identity card). Without a
    type beside it on the form, the element's own type holds.
    """
    subject, _, last = element.id.rpartition(".")
    beside = f"{subject}.id_type"
    if element.type != "id_number" or last != "id_number" or beside not in elements or beside not in raw:
        return element
    return element if str(raw[beside] or "").strip() == IDENTITY_CARD else replace(element, type="text")


def needed(wanted: FormField) -> bool:
    """This will say whether a field must be filled: a source says so, and it hangs on nothing that is still open."""
    return wanted.mandatory is True and not wanted.maybe


def read_value(element: Element, raw: Any) -> Any:
    """This will read one value; None when nothing was given."""
    if element.type == "choices":
        return _choices(element, raw)
    text = _plain(raw)
    if element.type not in WORDS and not text.isascii():
        text = unicodedata.normalize("NFKC", text).strip()
    return PARSERS[element.type](element, text) if text else None


def _plain(raw: Any) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str | int | float):
        raise _Wrong("form.not_one_value")
    text = str(raw)
    # Nearly all is: asking is a tenth of searching, and a form has a hundred fields.
    return (text if text.isprintable() else UNSEEN.sub("", text)).strip()


def _choices(element: Element, raw: Any) -> list[str] | None:
    given = list(raw) if isinstance(raw, list | tuple) else [raw]
    chosen = [text for one in given if (text := _plain(one))]
    allowed = {option.value for option in element.options}
    for one in chosen:
        if allowed and one not in allowed:
            raise _Wrong("form.not_an_option", given=one[:40])
        if len(one) > SHORT:
            raise _Wrong("form.too_long", most=str(SHORT))
    return chosen or None


def _text(element: Element, text: str) -> str:
    most = LONG if element.type == "long_text" else SHORT
    if len(text) > most:
        raise _Wrong("form.too_long", most=str(most))
    return text


def _choice(element: Element, text: str) -> str:
    if element.options and text not in {option.value for option in element.options}:
        raise _Wrong("form.not_an_option", given=text[:40])
    return _text(element, text)


def _integer(_: Element, text: str) -> str:
    if not re.fullmatch(r"-?\d{1,15}", text, re.ASCII):
        raise _Wrong("form.not_whole")
    return str(int(text))


def _decimal(_: Element, text: str) -> str:
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise _Wrong("form.not_a_number") from None
    # By its digits: to compare a number of a billion digits is an accident in itself.
    if not value.is_finite() or (value and value.adjusted() >= MOST_DIGITS) or value.as_tuple().exponent < -6:  # type: ignore[operator]
        raise _Wrong("form.not_a_number")
    return format(value.normalize() + 0, "f")


def _date(_: Element, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _Wrong("form.not_a_date") from None


def _boolean(_: Element, text: str) -> bool:
    if text.lower() not in YES | NO:
        raise _Wrong("form.not_yes_or_no")
    return text.lower() in YES


def _matching(pattern: re.Pattern[str], code: str) -> Callable[[Element, str], str]:
    def parse(_: Element, text: str) -> str:
        if not pattern.fullmatch(text):
            raise _Wrong(code)
        return text

    return parse


def identity_number(text: str) -> str:
    """This will give an identity card's number in capitals. Raises ValidationError.

    Checked are form, date of birth and check character (GB 11643), not whether its county existed in the year of birth,
    as the library would: the code is that of the household when the number was given, for the old decades after birth.
    """
    number: str = text if IDENTITY.fullmatch(text) else ric.compact(re.sub(r"[\s-]", "", text))
    if not IDENTITY.fullmatch(number):
        raise InvalidFormat
    if number[-1] != ric.calc_check_digit(number):
        raise InvalidChecksum
    ric.get_birth_date(number)
    return number


def _checked(check: Callable[[str], str], code: str) -> Callable[[Element, str], str]:
    def parse(_: Element, text: str) -> str:
        try:
            return str(check(text))
        except ValidationError:
            raise _Wrong(code) from None

    return parse


PARSERS: dict[str, Callable[[Element, str], Any]] = {
    "text": _text,
    "long_text": _text,
    "address": _text,
    "integer": _integer,
    "decimal": _decimal,
    "money": _decimal,
    "date": _date,
    "choice": _choice,
    "boolean": _boolean,
    "phone": _matching(PHONE, "form.not_a_phone"),
    "email": _matching(EMAIL, "form.not_an_email"),
    "postcode": _matching(POSTCODE, "form.not_a_postcode"),
    "url": _matching(URL, "form.not_a_url"),
    "id_number": _checked(identity_number, "form.not_an_id_number"),
    "uscc": _checked(uscc.validate, "form.not_a_uscc"),
}


def identity_of(values: Mapping[str, Any], order: Sequence[str] = ("applicant", "legal_rep", "agent")) -> str | None:
    """This will find the identity number by which the applicant's key is looked up; None when none was given."""
    for role in order:
        number = values.get(f"{role}.id_number")
        if number:
            return str(number)
    return None


def label_of(values: Mapping[str, Any]) -> str:
    """This will find the name that lists show: the shop's, else the applicant's."""
    for name in ("enterprise.name", "applicant.name", "legal_rep.name"):
        if values.get(name):
            return str(values[name])
    return ""
