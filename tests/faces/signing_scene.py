"""A home that is sold: Wang sells, Zhao buys, and both apply for it."""

import re
from uuid import UUID

from tests.apps.case_scenes import person
from tests.faces.application_scene import Applicant, citizen
from tests.faces.guide_scene import QUZHOU, text_of
from yici.demo.filling import fill_form

MATTER = "house-transfer-utilities"
SALE = {
    "transaction": "existing_home", "buyer_count": "1", "seller_count": "1", "buyer_kind": "person",
    "seller_kind": "person", "house_kind": "commercial", "buyer_represented": "self", "seller_represented": "self",
    "pre_notice": "no", "utilities": "none",
}  # fmt: skip


class Sale:
    """Seller, buyer and a stranger, each at a browser of their own."""

    def __init__(self) -> None:
        self.users = {name: citizen(name) for name in ("wang", "zhao", "chen")}
        self.wang, self.zhao, self.chen = (Applicant(self.users[name]) for name in ("wang", "zhao", "chen"))

    def prepares(self, who: Applicant | None = None) -> Applicant:
        """This will let Wang, who sells, fill everything in."""
        seller = who or self.wang
        answer = seller.client.post(f"/matters/{MATTER}/begin/", {"place": QUZHOU, **SALE})
        found = re.fullmatch(r"/drafts/([0-9a-f-]{36})/form/", answer.headers.get("Location", ""))
        assert found, answer.headers
        seller.draft = UUID(found.group(1))
        opened = seller.gets("form/").context["opened"]
        values = fill_form(opened.plan, opened.catalogue.elements, person("wang"), "演示小区一号")
        for role, username in (("seller", "wang"), ("buyer", "zhao")):
            who_is = person(username)
            values |= {f"{role}.name": who_is.name, f"{role}.id_number": who_is.id_number, f"{role}.id_type": "111"}
        opened.keep(lambda filling: filling.typed(values))
        return seller

    def link(self, role: str = "buyer") -> str:
        answer = self.wang.client.post(self.wang.at("sign/"), {"role": role})
        assert answer.status_code == 200, text_of(answer)[:500]
        found: str = answer.context["link"] or answer.context["code"]
        return found.removeprefix("http://testserver")

    def signs(self, link: str, who: Applicant | None = None, **more: str) -> int:
        signer = who or self.zhao
        page = signer.client.get(link)
        told = {"digest": page.context["digest"], "agree": "yes", "answer": "yes"} | more
        return signer.client.post(link, told).status_code
