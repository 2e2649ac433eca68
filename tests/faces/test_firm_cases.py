"""Cases handed in for a firm: whoever acts for it now follows them, nobody else; mandates of persons and of firms."""

import re
from uuid import UUID

import pytest

from tests.apps.case_scenes import person
from tests.apps.people_samples import NOW
from tests.faces.application_scene import SMALL, Applicant, citizen, text_of, town
from yici.cases.queries import cases_followed
from yici.ledger.queries import history
from yici.people.firms import FirmClaim, firms_of, firms_told
from yici.people.ids import id_at, new_id
from yici.people.models import User
from yici.people.queries import Profile
from yici.people.services import profile_set, user_create

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("town")
FIRM = FirmClaim("91330802MA2DEM301K", "衢州小面餐饮有限公司(演示)", "周敏", "representative")
OTHER = FirmClaim("91330802MA2DEM402C", "衢州青石建设有限公司(演示)", "郑工", "authorised")
NUMBERS = {"zhou": "330802197911010029", "li": "330802198802140056", "sun": "33080219880214003X"}


class Firms:
    """Zhou and Li act for one firm, Sun for another; Zhao is an agent."""

    def __init__(self) -> None:
        self.zhou, self.li, self.sun = (_member(*one) for one in (("zhou", FIRM), ("li", FIRM), ("sun", OTHER)))
        self.zhao = Applicant(citizen("zhao"))

    def hands_in(self, who: Applicant, firm: FirmClaim | None = FIRM) -> UUID:
        assert who.begins(SMALL | {"for": f"firm-{_row(who, firm)}" if firm else ""})["Location"] == who.at("form/")
        who.fills_in()
        who.signs()
        assert who.submits().status_code == 302
        return UUID(str(who.case))

    def mandates(self, who: Applicant, firm: FirmClaim | None) -> str:
        agent = person("zhao")
        form = {
            "kind": "person", "which": "all", "act": ["apply", "supply", "withdraw"], "until": "2026-03-31",
            "agree": "yes", "name": agent.name, "number": agent.id_number, "firm": _row(who, firm) if firm else "",
        }  # fmt: skip
        answer = who.client.post("/mandates/new/", form)
        found = re.fullmatch(r"/mandates/([0-9a-f-]{36})/", answer.headers.get("Location", ""))
        assert found, text_of(answer)
        assert self.zhao.client.post(f"/mandates/{found[1]}/accept/").status_code == 302
        return found[1]


def _member(username: str, firm: FirmClaim) -> Applicant:
    user = user_create(user_id=id_at(2, 70 + len(username) + ord(username[0])), username=username, now=NOW)
    profile = Profile(name=username, id_number=NUMBERS[username])
    profile_set(user_id=user.pk, profile=profile, subject_id=new_id(), now=NOW)
    firms_told(user_id=user.pk, firms=[firm], now=NOW)
    return Applicant(User.objects.get(pk=user.pk))


def _row(who: Applicant, firm: FirmClaim) -> str:
    return next(str(one.id) for one in firms_of(_id(who)) if one.uscc == firm.uscc)


def _id(who: Applicant) -> UUID:
    return UUID(who.client.session["_auth_user_id"])


def leaves(who: Applicant) -> None:
    firms_told(user_id=_id(who), firms=[], now=NOW)


@pytest.fixture
def firms(town: None) -> Firms:
    return Firms()


def sees(who: Applicant, case: UUID, page: str = "") -> int:
    return int(who.client.get(f"/cases/{case}/{page}").status_code)


def listed(who: Applicant, query: str = "") -> str:
    return text_of(who.client.get(f"/mine/{query}"))


PAGES = ("", "receipt/", "documents/", "readings/", "messages/", "withdraw/")


def test_everybody_who_acts_for_the_firm_sees_its_case_and_nobody_else(firms: Firms) -> None:
    case = firms.hands_in(firms.zhou)
    for page in PAGES:
        assert [sees(who, case, page) for who in (firms.zhou, firms.li)] == [200, 200], page
        assert [sees(who, case, page) for who in (firms.sun, firms.zhao)] == [404, 404], page
    leaves(firms.zhou)
    for page in PAGES:
        assert [sees(who, case, page) for who in (firms.zhou, firms.li)] == [404, 200], page


def test_the_list_says_whose_a_case_is_and_shows_a_firm_alone(firms: Firms) -> None:
    of_firm, own = firms.hands_in(firms.zhou), firms.hands_in(firms.li, None)
    page = listed(firms.li)
    assert f"以企业的名义：{FIRM.name}" in page
    rows = firms.li.client.get("/mine/").context["cases"]
    assert [(one.id, one.firm) for one in rows] == [(own, ""), (of_firm, FIRM.name)]
    rows = firms.li.client.get(f"/mine/?firm={_row(firms.li, FIRM)}").context["cases"]
    assert [one.id for one in rows] == [of_firm]
    for who in (firms.sun, firms.zhao):
        assert not who.client.get(f"/mine/?firm={_row(firms.li, FIRM)}").context["cases"]
    leaves(firms.zhou)
    assert not firms.zhou.client.get("/mine/").context["cases"]


def test_pages_of_the_list_follow_one_another_over_oneself_and_firms(firms: Firms) -> None:
    made = [firms.hands_in(firms.zhou), firms.hands_in(firms.li, None), firms.hands_in(firms.zhou)]
    acted = frozenset(str(one.firm) for one in firms_of(_id(firms.li)))
    found, before = [], None
    while page := cases_followed(applicant=_id(firms.li), firms=acted, before=before, limit=1):
        found += [row.id for row in page]
        before = found[-1]
    assert found == made[::-1]


def test_a_colleague_goes_on_with_it_and_the_record_says_who(firms: Firms) -> None:
    case = firms.hands_in(firms.zhou)
    page = firms.li.client.get(f"/cases/{case}/withdraw/")
    sent = {"version": page.context["version"], "sure": "yes"} if "version" in page.context else {"sure": "yes"}
    forms = re.findall(r'name="([^"]+)" value="([^"]*)"', page.content.decode())
    for stranger in (firms.sun, firms.zhao):
        assert stranger.client.post(f"/cases/{case}/withdraw/", dict(forms) | sent).status_code == 404
    assert firms.li.client.post(f"/cases/{case}/withdraw/", dict(forms) | sent).status_code == 302
    last = history(case)[-1]
    assert last.actor.id == str(_id(firms.li))
    assert last.actor.on_behalf_of == str(firms_of(_id(firms.li))[0].firm)


def test_the_event_names_the_firm_by_one_id_and_not_by_its_name(firms: Firms) -> None:
    case = firms.hands_in(firms.zhou)
    [submitted] = [one for one in history(case) if one.kind == "case.submitted"]
    assert submitted.body["firm"] == str(firms_of(_id(firms.li))[0].firm)
    told = str(submitted.fields)
    assert FIRM.name not in told
    assert FIRM.uscc not in told


def test_a_persons_mandate_for_everything_covers_nothing_of_a_firm(firms: Firms) -> None:
    of_firm, own = firms.hands_in(firms.zhou), firms.hands_in(firms.zhou, None)
    mandate = firms.mandates(firms.zhou, None)
    assert [sees(firms.zhao, one) for one in (own, of_firm)] == [200, 404]
    shown = firms.zhao.client.get(f"/mandates/{mandate}/").context["cases"]
    assert [one[0] for one in shown] == [own]
    # A firm's colleague has nothing to do with a person's own mandate.
    assert firms.li.client.get(f"/mandates/{mandate}/").status_code == 404


def test_a_firms_mandate_covers_what_any_of_its_accounts_handed_in_and_nothing_else(firms: Firms) -> None:
    by_zhou, by_li = firms.hands_in(firms.zhou), firms.hands_in(firms.li)
    own = firms.hands_in(firms.zhou, None)
    mandate = firms.mandates(firms.zhou, FIRM)
    assert [sees(firms.zhao, one) for one in (by_zhou, by_li, own)] == [200, 200, 404]
    page = firms.zhao.client.get(f"/mandates/{mandate}/")
    assert [one[0] for one in page.context["cases"]] == [by_li, by_zhou]
    assert FIRM.name in text_of(page)


def test_a_firms_mandate_is_seen_and_taken_back_by_whoever_acts_for_it_now(firms: Firms) -> None:
    case, mandate = firms.hands_in(firms.zhou), firms.mandates(firms.zhou, FIRM)
    leaves(firms.zhou)
    assert firms.zhou.client.get(f"/mandates/{mandate}/").status_code == 404
    assert firms.zhou.client.post(f"/mandates/{mandate}/revoke/").status_code == 404
    assert firms.sun.client.post(f"/mandates/{mandate}/revoke/").status_code == 404
    assert FIRM.name in text_of(firms.li.client.get("/mandates/"))
    assert FIRM.name not in text_of(firms.zhou.client.get("/mandates/"))
    assert firms.li.client.post(f"/mandates/{mandate}/revoke/").status_code == 302
    assert sees(firms.zhao, case) == 404


def test_nobody_gives_a_mandate_for_a_firm_of_others(firms: Firms) -> None:
    agent = person("zhao")
    for chosen in (_row(firms.sun, OTHER), str(new_id()), "x"):
        form = {"kind": "person", "which": "all", "act": ["apply"], "until": "2026-03-31", "agree": "yes",
                "name": agent.name, "number": agent.id_number, "firm": chosen}  # fmt: skip
        assert firms.li.client.post("/mandates/new/", form).status_code == 422


def test_what_an_agent_hands_in_under_a_firms_mandate_is_the_firms(firms: Firms) -> None:
    mandate = firms.mandates(firms.zhou, FIRM)
    firms.zhao.begins(SMALL | {"for": mandate})
    page = firms.zhao.client.get(firms.zhao.at("form/"))
    assert FIRM.name in text_of(page)
    firms.zhao.fills_in()
    firms.zhao.signs()
    assert firms.zhao.submits().status_code == 302
    case = UUID(str(firms.zhao.case))
    assert [sees(who, case) for who in (firms.zhou, firms.li, firms.zhao, firms.sun)] == [200, 200, 200, 404]
    leaves(firms.zhou)
    assert [sees(who, case) for who in (firms.zhou, firms.li, firms.zhao)] == [404, 200, 200]


def test_a_draft_under_a_firms_mandate_is_nothing_any_more_to_who_gave_it_and_left(firms: Firms) -> None:
    firms.zhao.begins(SMALL | {"for": firms.mandates(firms.zhou, FIRM)})
    firms.zhao.fills_in()
    firms.zhao.signs()
    firms.zhou.draft = firms.zhao.draft
    assert firms.zhou.client.get(firms.zhou.at("form/")).status_code == 200
    assert firms.zhou.client.get("/mine/").context["drafts"]
    leaves(firms.zhou)
    for page in ("form/", "papers/", "review/"):
        assert firms.zhou.client.get(firms.zhou.at(page)).status_code == 404, page
    assert not firms.zhou.client.get("/mine/").context["drafts"]
    assert firms.zhou.submits().status_code == 404
    # The mandate is the firm's: its agent goes on.
    assert firms.zhao.submits().status_code == 302
    assert sees(firms.li, UUID(str(firms.zhao.case))) == 200
