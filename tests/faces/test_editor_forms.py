"""A draft in forms: what is shown, what is kept, what is wrong at its field."""

import pytest

from tests.faces.desk_scene import moment, people, sign_in, text_of
from tests.faces.editor_scene import FOOD, HOME, begun, drafted, fields_of, form_of, send
from yici.catalogue.working.base import text_of as file_text

__all__ = ["moment", "people", "sign_in"]
PROMISED = "v:/promised_limit/claims/0/value/amount"


def test_a_form_that_nobody_touches_changes_no_byte(sign_in):
    draft, client = begun(), sign_in("editor")
    before = drafted(draft).text(FOOD)
    assert before == file_text(drafted(draft).base.by_path()[FOOD])
    answer = send(client, form_of(draft))
    assert answer.status_code == 302
    assert drafted(draft).text(FOOD) == before
    assert drafted(draft).row.step == 1


def test_a_changed_limit_changes_one_line_of_the_file(sign_in):
    draft, client = begun(), sign_in("editor")
    before = drafted(draft).text(FOOD).split("\n")
    send(client, form_of(draft), fields={PROMISED: "5"})
    after = drafted(draft).text(FOOD).split("\n")
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ("        amount: 10", "        amount: 5")
    ]


def test_a_wrong_value_is_kept_and_told_at_its_field_and_on_top(sign_in):
    draft, client = begun(), sign_in("editor")
    send(client, form_of(draft), fields={PROMISED: "五"})
    page = client.get(form_of(draft)).content.decode()
    assert fields_of(page)[PROMISED] == "五"
    assert text_of(client.get(form_of(draft))).count("“五”不是整数") == 2
    assert "1 处错误" in text_of(client.get(f"{HOME}{draft}/"))
    english = sign_in("editor2", **{"Accept-Language": "en"})
    assert "Not a whole number" in text_of(english.get(form_of(draft)))


@pytest.mark.parametrize("name", ["window", "lead", "operator", "wang"])
def test_nobody_else_finds_any_of_it(sign_in, name):
    draft, client = begun(), sign_in(name)
    pages = ("", "add/", "new/item/", f"text/?path={FOOD}", f"file/?path={FOOD}", "files.zip", "words/?shelf=items",
             "compare/", "history/")  # fmt: skip
    for address in (HOME, form_of(draft), *(f"{HOME}{draft}/{page}" for page in pages)):
        assert client.get(address).status_code == 404
        assert client.post(address, {"do": "discard", "name": "x"}).status_code in (404, 405)
    for address in ("upload/", "trial/"):
        assert client.post(f"{HOME}{draft}/{address}").status_code == 404
    assert drafted(draft).row.state == "open"


def test_who_is_not_signed_in_is_sent_to_the_login(client, sign_in):
    assert client.get(form_of(begun()))["Location"].startswith("/accounts/login/")
