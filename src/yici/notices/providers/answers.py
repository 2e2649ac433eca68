"""What DingTalk, WeCom and WxPusher answer, as plain values: whether they took a message, and why not.

They answer 200 to everything and say in the body what became of it; a library that looks at the status alone would call
a refused message sent. Codes as the services document them:
DingTalk's robots (errcode: 310000 security setting, 130101 too many in a minute), WeCom (errcode: 93000 no such robot,
45009 too many, 40001, 40014 and 42001 the token, 81013 nobody of the recipients), WxPusher (code: 1000 taken, and once
more for each recipient).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

TAKEN: Final = {"errcode": 0, "code": 1000}
"""In which field each of them says it, and what it says of a message that it took."""
FIELDS: Final = {"dingtalk": "errcode", "wecombot": "errcode", "wechat": "errcode", "wxpusher": "code"}
"""By the scheme of the address; what other services answer, their library judges."""
NOBODY: Final = {"wecombot": {"93000"}, "wechat": {"81013", "40003"}, "wxpusher": {"1004"}}
"""These mean that the address is nobody's (any more): trying again is of no use."""
TOKENS: Final = frozenset({"40001", "40014", "42001"})
"""A token that ended: with a new one the same message is taken."""
IDS: Final = ("msgid", "sendRecordId", "messageId")


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a message: `reason` is a code of the service ("" when it was taken), never its words, which may
    repeat an address."""

    taken: bool
    reason: str = ""
    for_good: bool = False
    id: str = ""


def said(scheme: str, status: int, body: bytes) -> Said:
    """This will read one answer of a service that is told by the scheme of its address."""
    if status != 200:
        return Said(taken=False, reason=str(status))
    told = _read(body)
    field = FIELDS[scheme]
    code = told.get(field)
    if code != TAKEN[field]:
        return _refused(scheme, code)
    one = _recipient(told)
    if one is not None and one.get("code", TAKEN["code"]) != TAKEN["code"]:
        # Asked for one recipient, whatever is wrong with them is wrong with the message.
        return Said(taken=False, reason=str(one["code"]), for_good=True)
    return Said(taken=True, id=_id(one if one is not None else told))


def _refused(scheme: str, code: Any) -> Said:
    reason = str(code) if isinstance(code, int) else "not_accepted"
    return Said(taken=False, reason=reason, for_good=reason in NOBODY.get(scheme, set()))


def _recipient(told: Mapping[str, Any]) -> Mapping[str, Any] | None:
    recipients = told.get("data")
    first = recipients[0] if isinstance(recipients, list) and recipients else None
    return first if isinstance(first, Mapping) else None


def _id(told: Mapping[str, Any]) -> str:
    return next((str(told[name]) for name in IDS if told.get(name)), "")


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, Mapping) else {}
