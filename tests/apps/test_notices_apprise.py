"""WeChat, WeCom and DingTalk: what the library sends each of them, and what their answers mean.

Requests and answers have the shapes that the services document; the far end is a server of our own.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.apps.message_servers import Receiver
from yici.notices.channels import Channel
from yici.notices.providers.answers import Said, said
from yici.notices.providers.choosing import provider_of
from yici.notices.providers.provider import Letter, NotSent, Receipt

ROBOT = "0000aaaa-00aa-00aa-00aa-000000aaaaaa"
DINGTALK = Channel("dingtalk", "dingtalk://abcdef0123456789/{address}")
WECOM = Channel("wecom", "wecombot://{address}")
WECHAT = Channel("wechat", "wxpusher://AT_sitetoken123/{address}")
APPLICATION = Channel("wechat", "wechat://ww0123456789:corp-secret@1000002/@{address}")


def answer(**told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()


OK = answer(errcode=0, errmsg="ok")
TAKEN = answer(code=1000, msg="处理成功", success=True, data=[{
    "uid": "UID_abcdefgh12", "topicId": None, "messageId": 121, "messageContentId": 2123, "sendRecordId": 12313,
    "code": 1000, "status": "创建发送任务成功",
}])  # fmt: skip


def letter(address: str) -> Letter:
    return Letter("0190-key", address, "case.received", "zh-hans", "已收到", "已收到您的\n“申请”", "已收到")


def send(channel: Channel, address: str, answers: Callable[[int], tuple[int, bytes]]) -> tuple[Receiver, Receipt | Any]:
    """Send one message to a platform of one's own, and give what came there and what became of it."""
    with Receiver(answers) as receiver:
        there = Channel(channel.name, channel.url, {"api": receiver.url})
        try:
            return receiver, provider_of(there).send(letter(address))
        except NotSent as fault:
            return receiver, (fault.reason, fault.for_good)


def test_dingtalk_is_sent_a_text_that_mentions_the_phone():
    receiver, receipt = send(DINGTALK, "13800000001", lambda _: (200, OK))
    [call] = receiver.calls
    assert call.path == "/robot/send?access_token=abcdef0123456789"
    told = call.json()
    assert told["msgtype"] == "text"
    assert told["at"]["atMobiles"] == ["13800000001"]
    assert told["text"]["content"].splitlines() == ["已收到", "已收到您的", "“申请”"]
    assert receipt == Receipt()


def test_dingtalk_is_sent_a_signature_where_the_robot_has_a_secret():
    secret = Channel("dingtalk", "dingtalk://SECabc123@abcdef0123456789/{address}")
    receiver, receipt = send(secret, "13800000001", lambda _: (200, OK))
    assert receipt == Receipt()
    assert "&timestamp=" in receiver.calls[0].path
    assert "&sign=" in receiver.calls[0].path


def test_a_robot_of_wecom_is_sent_a_text():
    receiver, receipt = send(WECOM, ROBOT, lambda _: (200, OK))
    [call] = receiver.calls
    assert call.path == f"/cgi-bin/webhook/send?key={ROBOT}"
    assert call.json()["msgtype"] == "text"
    assert "已收到您的" in call.json()["text"]["content"]
    assert receipt == Receipt()


def test_a_reader_in_wechat_is_sent_a_text_and_its_id_is_kept():
    receiver, receipt = send(WECHAT, "UID_abcdefgh12", lambda _: (200, TAKEN))
    [call] = receiver.calls
    assert call.path == "/api/send/message"
    told = call.json()
    assert (told["appToken"], told["uids"], told["topicIds"]) == ("AT_sitetoken123", ["UID_abcdefgh12"], [])
    assert (told["contentType"], told["summary"]) == (1, "已收到")
    assert told["content"].splitlines() == ["已收到您的", "“申请”"]
    assert receipt == Receipt("12313")


def test_an_application_of_wecom_gets_a_token_and_sends_with_it_nothing_to_the_public_platform():
    answers = {1: answer(errcode=0, errmsg="ok", access_token="token-1", expires_in=7200),
               2: answer(errcode=0, errmsg="ok", msgid="m-77")}  # fmt: skip
    receiver, receipt = send(APPLICATION, "zhangsan", lambda n: (200, answers[n]))
    asked, sent = receiver.calls
    assert asked.path == "/cgi-bin/gettoken?corpid=ww0123456789&corpsecret=corp-secret"
    assert sent.path == "/cgi-bin/message/send?access_token=token-1"
    told = sent.json()
    assert (told["touser"], told["agentid"], told["msgtype"]) == ("zhangsan", 1000002, "text")
    assert receipt == Receipt("m-77")


def test_a_token_that_ended_is_replaced_and_the_message_sent_at_once():
    told = [answer(errcode=0, errmsg="ok", access_token="old", expires_in=7200),
            answer(errcode=42001, errmsg="access_token expired, hint: [1704941403]"),
            answer(errcode=0, errmsg="ok", access_token="new", expires_in=7200),
            answer(errcode=0, errmsg="ok", msgid="m-78")]  # fmt: skip
    receiver, receipt = send(APPLICATION, "zhangsan", lambda n: (200, told[n - 1]))
    assert [call.path.rpartition("=")[2] for call in receiver.calls] == ["corp-secret", "old", "corp-secret", "new"]
    assert receipt == Receipt("m-78")


def test_a_secret_that_is_wrong_is_not_tried_for_ever():
    refused = answer(errcode=40001, errmsg="invalid credential")
    receiver, became = send(APPLICATION, "zhangsan", lambda _: (200, refused))
    assert became == ("40001", False)
    assert len(receiver.calls) == 2


@pytest.mark.parametrize(
    ("channel", "address", "status", "told", "became"),
    [
        (DINGTALK, "13800000001", 200, answer(errcode=310000, errmsg="keywords not in content"), ("310000", False)),
        (DINGTALK, "13800000001", 500, b"", ("500", False)),
        (WECOM, ROBOT, 200, answer(errcode=93000, errmsg="invalid webhook url, hint: [1]"), ("93000", True)),
        (WECHAT, "UID_abcdefgh12", 200, answer(code=1002, msg="token错误", success=False), ("1002", False)),
    ],
)
def test_what_is_refused_with_a_200_is_not_called_sent(
    channel: Channel, address: str, status: int, told: bytes, became: tuple[str, bool]
):
    _, found = send(channel, address, lambda _: (status, told))
    assert found == became


@pytest.mark.parametrize(
    ("scheme", "told", "wanted"),
    [
        ("dingtalk", answer(errcode=130101, errmsg="send too fast"), Said(taken=False, reason="130101")),
        ("wecombot", answer(errcode=45009, errmsg="api freq out of limit"), Said(taken=False, reason="45009")),
        ("wechat", answer(errcode=81013, errmsg="all invalid"), Said(taken=False, reason="81013", for_good=True)),
        ("wxpusher", answer(code=1004, msg="用户不存在"), Said(taken=False, reason="1004", for_good=True)),
        ("wxpusher", answer(code=1000, data=[{"uid": "UID_x", "code": 1006, "status": "13800000001 未关注"}]),
         Said(taken=False, reason="1006", for_good=True)),
        ("wxpusher", answer(code=1000, data=[]), Said(taken=True)),
        ("dingtalk", b"<html>", Said(taken=False, reason="not_accepted")),
        ("dingtalk", b"[]", Said(taken=False, reason="not_accepted")),
        ("wecombot", answer(errcode="13800000001"), Said(taken=False, reason="not_accepted")),
    ],
)  # fmt: skip
def test_an_answer_is_read_as_its_service_means_it_and_repeats_no_word_of_it(scheme: str, told: bytes, wanted: Said):
    assert said(scheme, 200, told) == wanted


def test_an_address_that_is_none_of_the_librarys_is_refused_for_good():
    assert send(Channel("wecom", "nosuch://{address}"), ROBOT, lambda _: (200, OK))[1] == ("url", True)


def test_a_platform_that_is_away_is_asked_again():
    away = Channel("dingtalk", DINGTALK.url, {"api": "http://127.0.0.1:9"})
    with pytest.raises(NotSent) as fault:
        provider_of(away).send(letter("13800000001"))
    assert (fault.value.reason, fault.value.for_good) == ("failed", False)
