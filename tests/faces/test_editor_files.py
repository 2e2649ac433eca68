"""A draft as files: new ones from answers, text, uploads, downloads; and what stands beside a form."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.apps.catalogue_files import definitions
from tests.apps.ledger_samples import counted
from tests.faces.desk_scene import moment, people, sign_in, text_of
from tests.faces.editor_scene import FOOD, HOME, begun, drafted, fields_of, form_of, send, who
from yici.catalogue.reading import read_all
from yici.catalogue.working.drafts import draft_change

__all__ = ["moment", "people", "sign_in"]


def uploaded(client, draft, name, data, **more):
    files = SimpleUploadedFile(name, data)
    return client.post(f"{HOME}{draft}/upload/", {"files": files, "folder": "items", "step": "1", **more})


def zipped(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return held.getvalue()


def test_the_whole_folder_that_is_downloaded_reads_as_the_catalogue_that_holds(sign_in):
    draft, client = begun(), sign_in("editor")
    answer = client.get(f"{HOME}{draft}/files.zip?all=1")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as held:
        files = [(name, held.read(name)) for name in held.namelist()]
    reading = read_all(files)
    assert reading.sound
    wanted = {(one.kind, one.id): one.digest for one in definitions().files if one.kind != "list"}
    assert {(one.kind, one.id): one.digest for one in reading.files} == wanted
    own = client.get(f"{HOME}{draft}/files.zip").content
    with zipfile.ZipFile(io.BytesIO(own)) as held:
        assert held.namelist() == [FOOD]
        assert held.read(FOOD).decode() == drafted(draft).text(FOOD)
    assert client.get(f"{HOME}{draft}/file/?path={FOOD}").content.decode() == drafted(draft).text(FOOD)


def test_a_new_item_is_written_from_answers_and_what_is_not_known_is_unknown(sign_in):
    draft, client = begun(), sign_in("editor")
    address = f"{HOME}{draft}/new/item/"
    wrong = client.post(address, {"name": "", "legal_limit": "很快", "fee": "不收费"})
    assert wrong.status_code == 422
    assert "至少要有名称" in text_of(wrong)
    assert "写数字和单位" in text_of(wrong)
    assert 'value="不收费"' in wrong.content.decode()
    told = {"name": "养猫登记", "id": "cat-registration", "agency": "公安机关", "regime": "filing", "audience": "both",
            "promised_limit": "2个工作日", "materials": "身份证\r\n猫的照片", "source_title": "养猫指南"}  # fmt: skip
    made = client.post(address, told)
    assert made.status_code == 302
    assert "items%2Fcat-registration.yaml" in made["Location"]
    found = drafted(draft).judged().catalogue.items["cat-registration"]
    assert found.audience == ("person", "enterprise")
    assert found.promised_limit.claims[0].value.amount == 2
    assert found.legal_limit.unknown
    assert client.get(made["Location"]).status_code == 200
    again = client.post(address, told)
    assert again.status_code == 422
    assert "这个编号已经有了" in text_of(again)


@pytest.mark.parametrize("kind", ["bundle", "place"])
def test_new_matters_and_places_are_asked_about_too(sign_in, kind):
    draft, client = begun(), sign_in("editor")
    told = {"name": "养猫", "id": "keep-a-cat", "code": "330803000000", "items": "food-licence"}
    made = client.post(f"{HOME}{draft}/new/{kind}/", told)
    assert made.status_code == 302, text_of(made)
    assert client.get(made["Location"]).status_code == 200
    assert client.get(f"{HOME}{draft}/new/regime/").status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [("x.yaml", "kind: 项目".encode("gbk")), ("x.yaml", b"a" * (1024 * 1024 + 1)), ("x.txt", b"a: b"), ("x.zip", b"PK"),
     ("x.zip", zipped(**{"../x.yaml": b"a: b"})), ("x.zip", zipped(**{"items/x.exe": b"a"})),
     ("x.zip", zipped(**{"items/x.yaml": b"a" * (1024 * 1024 + 1)})), ("x.yaml", b"a: \0")],
)  # fmt: skip
def test_an_upload_that_is_none_is_refused_with_the_reason(sign_in, name, data):
    draft, client = begun(), sign_in("editor")
    answer = uploaded(client, draft, name, data)
    assert answer.status_code == 422
    assert "没有存" in text_of(answer)
    assert set(drafted(draft).files) == {FOOD}


def test_what_is_uploaded_stands_in_the_draft_with_its_faults(sign_in):
    draft, client = begun(), sign_in("editor")
    assert uploaded(client, draft, "x.yaml", b"a: &x 1\nb: *x\n").status_code == 302
    assert uploaded(client, draft, "y.zip", zipped(**{"bundles/y.yaml": b"kind: bundle\n"})).status_code == 302
    assert set(drafted(draft).files) == {FOOD, "items/x.yaml", "bundles/y.yaml"}
    assert "不能用锚点和别名" in text_of(client.get(f"{HOME}{draft}/"))
    # What YAML itself cannot read has no form, only its text.
    assert "/text/" in client.get(form_of(draft, "items/x.yaml"))["Location"]


def test_a_file_changed_as_text_is_what_the_form_shows(sign_in):
    draft, client = begun(), sign_in("editor")
    address = f"{HOME}{draft}/text/?path={FOOD}"
    page = client.get(address).content.decode()
    before = drafted(draft).text(FOOD)
    form = {"seen": "1", "over": "", "text": before.replace("\n", "\r\n")}
    assert client.post(address, form).status_code == 302
    assert drafted(draft).row.step == 1
    assert "食品经营许可核发（餐饮服务）" in page
    client.post(address, form | {"text": before.replace("level: reference", "level: ordinary").replace("\n", "\r\n")})
    assert "“ordinary”不在允许的值里" in text_of(client.get(address))
    assert fields_of(client.get(form_of(draft)).content.decode())["v:/level"] == "ordinary"


def test_text_that_somebody_else_changed_meanwhile_is_shown_beside(sign_in):
    draft, client = begun(), sign_in("editor2")
    address = f"{HOME}{draft}/text/?path={FOOD}"
    mine = drafted(draft).text(FOOD) + "# mine\n"
    draft_change(draft_id=draft, files={FOOD: "a: b\n"}, seen=None, what="text", **who("editor"))
    answer = client.post(address, {"seen": "1", "over": "", "text": mine})
    assert answer.status_code == 409
    assert "editor 刚刚改了这份文件" in text_of(answer)
    assert "# mine" in answer.content.decode()
    assert drafted(draft).text(FOOD) == "a: b\n"
    assert client.post(address, {"seen": "1", "over": "2", "text": mine}).status_code == 302
    assert drafted(draft).text(FOOD) == mine


def test_control_characters_are_refused_beside_the_box_and_nothing_is_lost(sign_in):
    draft, client = begun(), sign_in("editor")
    answer = send(client, form_of(draft), fields={"v:/name": "食品\x07许可", "v:/name_en": "Typed"})
    assert answer.status_code == 422
    assert "看不见的控制字符" in text_of(answer)
    assert fields_of(answer.content.decode())["v:/name_en"] == "Typed"
    assert drafted(draft).row.step == 1


def test_rows_are_added_moved_and_taken_out_without_scripts(sign_in):
    draft, client = begun(), sign_in("editor")
    names = [one.printed for one in drafted(draft).judged().catalogue.items["food-licence"].materials]
    send(client, form_of(draft), do="down:/materials/0")
    after = [one.printed for one in drafted(draft).judged().catalogue.items["food-licence"].materials]
    assert after[:2] == names[1::-1]
    added = send(client, form_of(draft), do="add:/materials")
    assert f"at=%2Fmaterials%2F{len(names)}" in added["Location"]
    page = client.get(added["Location"])
    assert "“指南上的名称”还没有写" in text_of(page)
    send(client, added["Location"], fields={f"v:/materials/{len(names)}/material": "营业执照",
                                            f"v:/materials/{len(names)}/printed": "执照"})  # fmt: skip
    assert "material: business_licence" in drafted(draft).text(FOOD)
    send(client, form_of(draft), do=f"remove:/materials/{len(names)}")
    assert len(drafted(draft).judged().catalogue.items["food-licence"].materials) == len(names)
    send(client, form_of(draft), fields={"v:/aliases/+": "小吃店许可"})
    assert "小吃店许可" in drafted(draft).judged().catalogue.items["food-licence"].aliases


def test_known_and_unknown_is_an_explicit_choice(sign_in):
    draft, client = begun(), sign_in("editor")
    send(client, form_of(draft), fields={"s:/promised_limit": "unknown", "v:/promised_limit/unknown": "问过，没有"})
    assert "promised_limit:\n  unknown: 问过，没有\n" in drafted(draft).text(FOOD)
    send(client, form_of(draft), fields={"s:/promised_limit": "claims"})
    assert "“值”还没有写" in text_of(client.get(form_of(draft)))
    send(client, form_of(draft), fields={"s:/promised_limit": "none"})
    assert "promised_limit" not in drafted(draft).text(FOOD)


def test_words_are_found_by_name_and_the_sample_is_kept_with_the_draft(sign_in):
    draft, client = begun(), sign_in("editor")
    words = client.get(f"{HOME}{draft}/words/?shelf=materials&v:/x=营业执照").content.decode()
    assert 'value="business_licence"' in words
    assert client.get(f"{HOME}{draft}/words/?shelf=__class__").content.strip() == b""
    sample = {"sample_bundle": "open-restaurant", "sample_place": "330800000000", "sample_start": "2026-03-04",
              "cold_dishes": "yes", "sample_path": FOOD}  # fmt: skip
    assert client.post(f"{HOME}{draft}/trial/", sample).status_code == 302
    assert drafted(draft).row.sample["answers"] == [["cold_dishes", "yes"]]
    page = client.post(f"{HOME}{draft}/trial/", sample, headers={"HX-Request": "true"})
    assert "改以前" in text_of(page)
    assert client.post(f"{HOME}{draft}/trial/", {"sample_start": "x" * 999, "sample_bundle": "?"}).status_code == 302


def test_a_page_costs_as_many_statements_however_much_there_is(sign_in):
    draft, client = begun(), sign_in("editor")
    client.get(form_of(draft))
    with counted() as few:
        client.get(form_of(draft))
    big = begun(files={FOOD: None, "items/individual-registration.yaml": None, "items/bank-account.yaml": None})
    client.get(form_of(big))
    with counted() as many:
        client.get(form_of(big))
        client.get(f"{HOME}{big}/")
    assert len(few) <= 12
    assert len(many) <= 2 * 15
