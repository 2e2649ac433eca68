"""Looking for the case of somebody at the counter: what was typed, the address that says it, and its words.

An identity number is typed and never put into an address: there stands the id under which its holder is known.
"""

import unicodedata
from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext
from stdnum.exceptions import ValidationError

from yici.cases.queries import Wanted, wanted_number, wanted_person
from yici.intake.values import identity_number

NUMBER, PERSON = "number", "person"


def read_typed(text: str) -> Wanted | None:
    """This will read what was typed: an identity number, or a number from its start; None for anything else."""
    plain = unicodedata.normalize("NFKC", text)
    try:
        return wanted_person(identity_number(plain))
    except ValidationError:
        return wanted_number(plain)


def read_address(query: Mapping[str, str]) -> Wanted | None:
    """This will read what an address looks for; None where it looks for nothing that can be read."""
    if PERSON in query:
        try:
            return Wanted(person=UUID(query[PERSON]))
        except ValueError:
            return None
    return wanted_number(query.get(NUMBER, ""))


def address(wanted: Wanted) -> list[tuple[str, str]]:
    """This will be the part of an address that looks for this."""
    return [(PERSON, str(wanted.person))] if wanted.person else [(NUMBER, wanted.number)]


def words(wanted: Wanted) -> str:
    """This will say what was looked for, without saying who."""
    if wanted.person:
        return gettext("这个身份证号的办件，办完的也在内。")
    return gettext("编号是 %(number)s 或者这样开头的，办完的也在内。") % {"number": wanted.number}


def fault(text: str) -> str:
    """This will say why what was typed cannot be looked for, and what can."""
    if not text.strip():
        return gettext("先写编号或者身份证号。")
    return gettext("这不像编号，也不像身份证号。编号至少写前 14 位；身份证号要写完整的 18 位。按姓名还不能找。")
