"""A value of the form as it is read."""

from datetime import date

from django.utils.translation import gettext

from yici.web import dates
from yici.web.words import Names


def option_name(names: Names, element: str, value: object) -> str:
    """This will write a value as it is read: the option's name, yes or no, several with commas."""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, list | tuple):
        return names.listed(option_name(names, element, one) for one in value)
    defined = names.catalogue.elements.get(element)
    if defined is not None and defined.type == "boolean" and value in ("yes", "no"):
        return gettext("是") if value == "yes" else gettext("否")
    if defined is not None and defined.type == "date" and (day := _day(value)):
        return dates.day_text(day, year=True)
    options = {option.value: names.name(option) for option in defined.options} if defined else {}
    text = options.get(str(value), str(value))
    return f"{text} {names.unit(defined)}" if defined and defined.unit and text else text


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
