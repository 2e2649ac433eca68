"""What the form shows for a field: the control that fits it, whether it is required, the page on which it stands."""

import pytest

from tests.faces.application_scene import Applicant, guest, town
from tests.faces.guide_scene import text_of
from yici.domain.form import FormField
from yici.web.citizen.application.controls import INPUTS, control_of
from yici.web.citizen.application.themes import REST, theme_of, themes_of

__all__ = ["guest", "town"]


@pytest.mark.parametrize(
    ("name", "kind", "keyboard", "autocomplete"),
    [
        ("applicant.mobile", "line", "tel", "tel"),
        ("applicant.email", "line", "email", "email"),
        ("applicant.postcode", "line", "numeric", "postal-code"),
        ("applicant.id_number", "line", "text", "off"),
        ("legal_rep.mobile", "line", "tel", "off"),
        ("enterprise.capital", "line", "decimal", "off"),
        ("enterprise.staff_count", "line", "numeric", "off"),
        ("enterprise.scope", "area", "text", "off"),
        ("applicant.sex", "radio", "", "sex"),
        ("food.items", "checks", "", "off"),
        ("premises.is_military", "radio", "", "off"),
        ("premises.use", "select", "", "off"),
    ],
)
def test_each_type_gets_the_control_that_fits_it(
    guest: Applicant, name: str, kind: str, keyboard: str, autocomplete: str
) -> None:
    guest.begins()
    names = guest.gets("form/").context["opened"].names
    wanted = FormField(name, "ask", "D", False, None, (), (), 1, ())
    control = control_of(wanted, names, {}, None)
    assert (control.kind, control.inputmode, control.autocomplete) == (kind, keyboard, autocomplete)
    assert control.said == ""


def test_required_stands_only_where_a_source_says_so(guest: Applicant) -> None:
    guest.begins()
    plan = guest.plan()
    said = {}
    for line in guest.gets("form/").context["lines"]:
        said |= {one.element: one.said for one in guest.client.get(line.url).context["controls"]}
    for one in plan.form.fields:
        expected = "必填" if one.mandatory and not one.maybe else "可以不填" if one.mandatory is False else ""
        assert said[one.element] == expected


def test_where_no_source_says_what_is_required_each_page_says_so_once(guest: Applicant) -> None:
    guest.begins()
    lines = guest.gets("form/").context["lines"]
    assert any(line.state == "请尽量填全" for line in lines)
    for line in lines:
        shown = guest.client.get(line.url)
        unsaid = [one for one in shown.context["controls"] if not one.said]
        assert text_of(shown).count("来源没有写明") == (1 if unsaid else 0)
        assert bool(unsaid) or line.state != "请尽量填全"


def test_every_type_of_element_has_a_control_and_every_subject_a_page(guest: Applicant) -> None:
    guest.begins()
    elements = guest.gets("form/").context["opened"].catalogue.elements
    subjects = {name.partition(".")[0] for name in elements}
    known = {"case", "licence"}
    assert {one for one in subjects if theme_of(f"{one}.x") == REST} == known
    kinds = {one.type for one in elements.values()} - {"choice", "choices", "boolean"}
    assert kinds <= INPUTS.keys()


def test_every_role_has_a_page_and_each_of_several_who_fill_it_their_own(guest: Applicant) -> None:
    guest.begins()
    names = guest.gets("form/").context["opened"].names
    told = ("seller.name", "seller-2.name", "case.kind", "warehouse.address", "seller-2.mobile")
    wanted = [FormField(name, "ask", "D", False, None, (), (), 1, ()) for name in told]
    pages = [(page.id, page.name, len(page.fields)) for page in themes_of(wanted, [], names)]
    assert pages == [
        ("seller", "卖方（转让方、义务人）", 1),
        ("seller-2", "卖方（转让方、义务人）（2）", 2),
        ("premises", "经营场所", 1),
        (REST, "其他", 1),
    ]
