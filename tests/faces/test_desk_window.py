"""The counter: every paper looked at, and one answer in one transaction."""

from uuid import UUID

from django.core.files.base import ContentFile

from tests.apps.case_scenes import PLACE, account, submit
from tests.apps.small_files import PDF
from tests.faces.desk_scene import (
    address,
    do,
    hidden,
    kinds,
    moment,
    now,
    people,
    sign_in,
    signed_in,
    statuses,
    text_of,
)
from tests.faces.signing_scene import MATTER, SALE
from tests.faces.window_scene import NUMBER, all_good, answered, begun, case_of, papers_on, the_present
from yici.cases.counter import defects_of
from yici.cases.models import Case as CaseRow
from yici.cases.queries import case_history
from yici.files.queries import files_of

__all__ = ["moment", "people", "sign_in", "the_present"]


def test_an_ordinary_case_is_received_and_accepted_in_one_transaction(sign_in, moment):
    client = sign_in("window")
    page = begun(client)
    shown = answered(client, page)
    answer = client.post(page, all_good(shown) | {"go": "accept"})
    case = case_of(client, answer)
    assert kinds(case)[0] == "case.submitted"
    assert "approval.accepted" in kinds(case)
    first = case_history(UUID(case.id))[0]
    assert first.stored.actor.channel == "window"
    assert first.stored.actor.role == "window_clerk"
    assert first.event.received.place == PLACE
    assert first.private["presented"]["number"] == NUMBER
    assert {paper.form for paper in first.event.papers if not paper.files} >= {"original"}


def test_what_is_missing_becomes_the_one_notice_and_the_rest_is_accepted(sign_in, moment):
    client = sign_in("window")
    page = begun(client)
    shown = answered(client, page)
    offered = papers_on(shown)
    missing = next(name for name, states in offered.items() if "missing" in states)
    mended = next(name for name in offered if name != missing)
    told = all_good(
        shown,
        **{f"is:{missing}": "missing", f"is:{mended}": "defect", f"code:{mended}": "paper.unsigned",
           f"note:{mended}": "第二页没有签"},
    )  # fmt: skip
    live = client.post(page, told, headers={"HX-Request": "true", "HX-Target": "live"})
    assert "一次告知补正：2 处" in text_of(live)
    assert "第二页没有签" in text_of(live)
    assert CaseRow.objects.count() == 0
    case = case_of(client, client.post(page, told | {"go": "accept"}))
    event = next(line for line in case_history(UUID(case.id)) if line.event.kind == "case.correction_requested")
    assert {(one.target, one.code) for one in event.event.defects} == {
        (missing, "paper.missing"), (mended, "paper.unsigned"),
    }  # fmt: skip
    assert event.private == {mended: "第二页没有签"}
    asked = {one.item for one in event.event.defects}
    assert all(statuses(case, moment)[item] == "correcting" for item in asked)
    assert kinds(case).count("case.correction_requested") == 1


def test_nothing_is_taken_in_before_every_paper_was_looked_at(sign_in):
    client = sign_in("window")
    page = begun(client)
    shown = answered(client, page)
    said = all_good(shown)
    left_out = next(name for name in said if name.startswith("is:"))
    del said[left_out]
    answer = client.post(page, said | {"go": "accept"})
    assert answer.status_code == 422
    assert "还没有看" in text_of(answer)
    assert f'href="#p-{left_out[3:].replace(".", "-")}"' in answer.content.decode()
    # What was said of the others is kept, and the page says it again.
    assert client.get(page).content.decode().count(" checked") >= len(said) - 3
    assert CaseRow.objects.count() == 0


def test_a_defect_needs_its_reason(sign_in):
    client = sign_in("window")
    page = begun(client)
    shown = answered(client, page)
    one = next(iter(papers_on(shown)))
    answer = client.post(page, all_good(shown, **{f"is:{one}": "defect"}) | {"go": "accept"})
    assert answer.status_code == 422
    assert "选一个：要怎样改" in text_of(answer)


def test_tolerance_and_commitment_stand_exactly_where_the_definitions_allow_them(sign_in, moment):
    client = sign_in("window")
    page = begun(client)
    general = answered(client, page, premises_area="160", cold_dishes="yes", fire_check_procedure="general")
    plan = {one.material: one for one in general.context["opened"].plan.materials}
    for material, states in papers_on(general).items():
        assert ("later" in states) == (plan[material].how == "deferrable")
        assert ("missing" in states) == (plan[material].how == "submit")
    # The way of the commitment is offered where it was not chosen, and its text stands there once it is.
    assert [way.question for way in general.context["ways"]] == ["fire_check_procedure"]
    promised = answered(client, page, premises_area="160", cold_dishes="yes", fire_check_procedure="commitment")
    assert promised.context["ways"] == ()
    [promise] = promised.context["promises"]
    plan = {one.material: one for one in promised.context["opened"].plan.materials}
    later = {name for name, states in papers_on(promised).items() if "later" in states}
    assert later == {name for name, one in plan.items() if one.how == "deferrable"}
    assert later, "the definitions let a paper wait for the inspection of a promise"
    assert "读给申请人听" in text_of(promised)
    assert promise.told[0] in text_of(promised)
    refused = client.post(page, all_good(promised) | {"go": "accept"})
    assert refused.status_code == 422
    assert "承诺书还没有读" in text_of(refused)
    signed = all_good(promised) | {f"sign:{promise.item}": "yes", "go": "accept"}
    case = case_of(client, client.post(page, signed))
    assert promise.item in case_history(UUID(case.id))[0].event.commitments


def test_a_paper_that_may_wait_is_owed(sign_in, moment):
    client = sign_in("window")
    page = begun(client)
    shown = answered(client, page, premises_area="160", cold_dishes="yes", fire_check_procedure="commitment")
    waits = next(name for name, states in papers_on(shown).items() if "later" in states)
    [promise] = shown.context["promises"]
    said = all_good(shown, **{f"is:{waits}": "later", f"sign:{promise.item}": "yes", "go": "accept"})
    case = case_of(client, client.post(page, said))
    assert waits in [one.material for one in now(case, moment).owed]


def test_two_clicks_take_in_once(sign_in):
    client = sign_in("window")
    page = begun(client)
    said = all_good(answered(client, page)) | {"go": "accept"}
    one, two = client.post(page, said), client.post(page, said)
    assert client.get(one["Location"])["Location"] == client.get(two["Location"])["Location"]
    assert CaseRow.objects.count() == 1


def test_only_received_is_looked_at_later(sign_in, moment):
    client = sign_in("window")
    page = begun(client)
    answered(client, page)
    case = case_of(client, client.post(page, {"papers": "1", "fields": "1", "form": "paper", "go": "receive"}))
    assert kinds(case) == ["case.submitted"]
    assert set(statuses(case, moment).values()) <= {"received", "waiting"}


def test_a_photograph_taken_at_the_counter_goes_with_the_paper(sign_in):
    client = sign_in("window")
    page = begun(client)
    shown = answered(client, page)
    one = next(iter(papers_on(shown)))
    kept = client.post(page, {"upload": one, f"file:{one}": ContentFile(PDF, "拍的.pdf")})
    assert kept.status_code == 302, text_of(kept)[:1500]
    case = case_of(client, client.post(page, all_good(client.get(page)) | {"go": "accept"}))
    [file] = files_of(UUID(case.id), (one,))
    papers = case_history(UUID(case.id))[0].event.papers
    assert next(paper for paper in papers if paper.material == one).files == (file.digest,)


def test_a_page_costs_few_statements(sign_in, django_assert_max_num_queries):
    client = sign_in("window")
    page = begun(client)
    said = all_good(answered(client, page))
    with django_assert_max_num_queries(15):
        client.get(page)
    with django_assert_max_num_queries(15):
        client.post(page, said, headers={"HX-Request": "true", "HX-Target": "live"})
    with django_assert_max_num_queries(15):
        client.get("/desk/window/")


def test_what_is_handed_out_at_the_window_is_signed_for(sign_in, moment):
    client = sign_in("window")
    case = submit(1).case
    item = "individual-registration"
    do(signed_in("market"), case.id, "decide", on=item, how="grant")
    form = client.get(address(case.id, "deliver", item))
    refused = client.post(address(case.id, "deliver"), hidden(form) | {"way": "window"})
    assert refused.status_code == 422
    assert "先请领的人签收" in text_of(refused)
    do(client, case.id, "deliver", on=item, way="window", receiver="王小面", signed="on")
    last = case_history(UUID(case.id))[-1]
    assert last.event.proof == "signed"
    assert last.private == {"receiver": "王小面"}


def test_a_defect_is_told_for_every_item_that_needs_the_paper(sign_in):
    client = sign_in("window")
    page = begun(client)
    plan = answered(client, page).context["opened"].plan
    shared = next((one for one in plan.materials if one.how == "submit" and len(one.items) > 1), None)
    if shared is None:
        shared = next(one for one in plan.materials if one.how == "submit")
    defects = defects_of(plan, {shared.material: "paper.missing"})
    assert {one.item for one in defects} == set(shared.items)


def test_who_must_sign_signs_before_the_clerk_or_nothing_is_taken_in(sign_in, moment):
    """A home that is sold: both sides apply for it (Regulation on Real-Estate Registration Art. 14)."""
    client = sign_in("window")
    page = begun(client, MATTER)
    assert client.post(page, {"questions": "1", **SALE}).status_code == 302
    shown = client.get(page)
    assert {one.role for one in shown.context["signers"]} == {"buyer", "seller"}
    told = all_good(shown) | {"signers": "1", "signer:seller": "yes"}
    refused = client.post(page, told | {"go": "accept"})
    assert refused.status_code == 422
    assert "还没有当面签字：" in text_of(refused)
    case = case_of(client, client.post(page, told | {"signer:buyer": "yes", "go": "accept"}))
    signed = case_history(UUID(case.id))[0].event.signatures
    assert {(one.role, one.by, one.way) for one in signed} == {
        (role, str(account("window")), "window") for role in ("buyer", "seller")
    }
    assert len({one.digest for one in signed}) == 1
    assert all(one.digest.startswith("sha256:") for one in signed)


def test_nothing_looks_ready_before_everything_was_asked_and_looked_at(sign_in):
    client = sign_in("window")
    page = begun(client)
    assert not client.get(page).context["live"].ready
    shown = answered(client, page)
    live = shown.context["live"]
    assert (live.ready, live.unasked, live.looked) == (False, (), 0)
    assert "not-yet" in shown.content.decode()
    ready = client.post(page, all_good(shown), headers={"HX-Request": "true", "HX-Target": "live"})
    assert ready.context["live"].ready
    assert "not-yet" not in ready.content.decode()
    open_again = client.post(page, {"questions": "1", "applicant_kind": "individual"})
    assert open_again.status_code == 302
    left = client.get(page).context["live"]
    assert not left.ready
    assert "个问题没有问清" in left.unasked[0].text


def test_a_result_is_handed_out_from_the_person_on_a_slip_that_is_signed(sign_in, moment):
    case = submit(1).case
    client = sign_in("window")
    client.post(address(case.id, "accept"), hidden(client.get(address(case.id, "accept"))) | {"step": "do"})
    market = sign_in("market")
    slip = f"/desk/{case.id}/slip/individual-registration/"
    assert client.get(slip).status_code == 404
    assert do(market, case.id, "decide", on="individual-registration", how="grant").status_code == 302
    found = client.post("/desk/window/person/", {"number": NUMBER})
    assert found.context["found"][0].hand_out.startswith(f"/desk/{case.id}/do/deliver/")
    form = client.get(found.context["found"][0].hand_out)
    assert form.context["form"]["way"].initial == "window"
    assert slip in form.content.decode()
    told = text_of(client.get(slip))
    assert "送达回证" in told
    assert "签收人" in told
    assert sign_in("wang").get(slip).status_code == 404


def test_a_commitment_is_printed_to_be_signed(sign_in):
    client = sign_in("window")
    page = begun(client)
    answered(client, page, premises_area="160", fire_check_procedure="commitment")
    shown = client.get(page)
    slip = next(part for part in shown.content.decode().split('"') if part.endswith("/promise/fire-check/"))
    assert "告知承诺书" in text_of(client.get(slip))
    assert client.get(slip.replace("fire-check", "individual-registration")).status_code == 404
    assert sign_in("market").get(slip).status_code == 404


def test_a_clerk_hands_in_at_the_counter_and_not_as_if_at_home(sign_in):
    client = sign_in("window")
    page = begun(client)
    draft = page.rstrip("/").rpartition("/")[2]
    for answer in (client.get(f"/drafts/{draft}/review/"), client.post(f"/drafts/{draft}/review/")):
        assert (answer.status_code, answer["Location"]) == (302, page)
    assert CaseRow.objects.count() == 0


def test_a_persons_many_matters_fold_after_five(sign_in):
    for number in range(1, 4):
        submit(number)
    found = sign_in("window").post("/desk/window/person/", {"number": NUMBER})
    assert len(found.context["found"]) > 5
    first, _, rest = found.content.decode().partition("<details")
    assert first.count("<li>") == 5
    assert rest.count("<li>") == len(found.context["found"]) - 5


def test_a_signer_who_is_not_there_is_asked_for_in_the_one_notice_and_nothing_is_accepted_before(sign_in, moment):
    client = sign_in("window")
    page = begun(client, MATTER)
    client.post(page, {"questions": "1", **SALE})
    shown = client.get(page)
    told = all_good(shown) | {"signers": "1", "signer:seller": "yes", "absent:buyer": "yes"}
    assert client.post(page, told | {"go": "receive"}).status_code == 422
    live = client.post(page, told, headers={"HX-Request": "true", "HX-Target": "live"})
    assert "没有到场签字" in text_of(live)
    case = case_of(client, client.post(page, told | {"go": "accept"}))
    first = case_history(UUID(case.id))[0].event
    assert [one.role for one in first.signatures] == ["seller"]
    assert first.unsigned == ("buyer",)
    known = now(case, moment)
    assert {one.code for one in known.defects} == {"paper.unsigned"}
    forms = sorted({one.target for one in known.defects})
    assert not set(forms) & set(known.given)
    items = {one.item for one in known.defects}
    do(client, case.id, "withdraw_correction")
    accept = client.get(address(case.id, "accept"))
    refused = client.post(address(case.id, "accept"), hidden(accept) | {"items_chosen": sorted(items), "step": "do"})
    assert refused.status_code == 409, text_of(refused).partition("不做了")[2][:300]
    assert not items & {name for name, state in statuses(case, moment).items() if state == "handling"}
