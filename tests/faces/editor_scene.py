"""Drafts of definitions at the desk: two editors, a draft, its pages, and forms that are sent as a browser would."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.test import Client

from tests.apps.case_scenes import PLACE, account
from tests.apps.proposal_scenes import EDITOR
from yici.catalogue.working.base import text_of
from yici.catalogue.working.drafts import Draft, draft_change, draft_of, draft_open
from yici.domain.event import Actor
from yici.people.ids import new_id

HOME = "/desk/catalogue/drafts/"
FOOD = "items/food-licence.yaml"
MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)


def who(name: str) -> dict[str, Any]:
    """This will be an editor of the city, as services take them."""
    actor = Actor(kind="staff", id=str(account(name)), role="catalogue_editor", channel="desk")
    return {"actor": actor, "grants": EDITOR, "place": PLACE, "now": MONDAY}


def begun(name: str = "缩短", by: str = "editor", files: dict[str, str | None] | None = None) -> UUID:
    """This will begin a draft with files; None takes a file of the base as it is."""
    draft_id = draft_open(draft_id=new_id(), name=name, files={}, **who(by))
    base = drafted(draft_id).base.by_path()
    told = {path: text_of(base[path]) if text is None else text for path, text in (files or {FOOD: None}).items()}
    draft_change(draft_id=draft_id, files=told, seen=None, what="added", **who(by))
    return draft_id


def drafted(draft_id: UUID) -> Draft:
    """This will read a draft."""
    return draft_of(draft_id=draft_id, grants=EDITOR, place=PLACE)


def form_of(draft_id: UUID, path: str = FOOD, at: str = "") -> str:
    """This will give the address of a part of a file as a form."""
    return f"{HOME}{draft_id}/form/?path={quote(path, safe='')}" + (f"&at={quote(at, safe='')}" if at else "")


class _Fields(HTMLParser):
    """Reads what a browser would send of the form with an id."""

    def __init__(self, form: str) -> None:
        super().__init__(convert_charrefs=True)
        self.form, self.inside = form, False
        self.fields: dict[str, str] = {}
        self._text: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.inside = told.get("id") == self.form
        if not self.inside:
            return
        name = told.get("name", "")
        if (tag == "input" and name and told.get("type") not in ("radio", "checkbox", "file")) or (
            tag == "input" and name and "checked" in told
        ):
            self.fields[name] = told.get("value", "")
        elif tag == "textarea" and name:
            self._text, self.fields[name] = name, ""
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select and (self._select not in self.fields or "selected" in told):
            self.fields[self._select] = told.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text:
            # A browser drops the first line break and sends CRLF.
            text = self.fields[self._text].removeprefix("\n")
            self.fields[self._text] = text.replace("\n", "\r\n")
            self._text = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self.inside = False


def fields_of(page: str, form: str = "edit") -> dict[str, str]:
    """This will give what the form of a page sends when nobody touches it."""
    reader = _Fields(form)
    reader.feed(page)
    reader.fields.pop("csrfmiddlewaretoken", None)
    return reader.fields


def send(client: Client, address: str, **more: Any) -> Any:
    """This will open a form, change some fields, and send it; keys are pointers with "__" for "/"."""
    page = client.get(address).content.decode()
    return client.post(address, {**fields_of(page), "do": "save", **more.pop("fields", {}), **more})


def pointer_of(page: str, label: str) -> str:
    """This will find the box of a label."""
    found = re.search(rf'name="v:([^"]+)"[^>]*value="{label}"', page)
    assert found, label
    return found[1]
