"""A device in words, out of what its browser says of itself."""

from typing import Final

from django.utils.translation import gettext, gettext_noop

# The first that fits counts: nearly every browser claims to be several others.
BROWSERS: Final = (
    ("MicroMessenger", gettext_noop("微信")),
    ("DingTalk", gettext_noop("钉钉")),
    ("AlipayClient", gettext_noop("支付宝")),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("HuaweiBrowser", gettext_noop("华为浏览器")),
    ("QQBrowser", gettext_noop("QQ 浏览器")),
    ("UCBrowser", gettext_noop("UC 浏览器")),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("OpenHarmony", gettext_noop("鸿蒙")),
    ("HarmonyOS", gettext_noop("鸿蒙")),
    ("Android", gettext_noop("安卓手机")),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", gettext_noop("Windows 电脑")),
    ("Mac OS X", gettext_noop("苹果电脑")),
    ("Linux", gettext_noop("Linux 电脑")),
)


def device(agent: str) -> str:
    """This will name a device and its browser, as far as they can be told."""
    found = [_first(agent, SYSTEMS), _first(agent, BROWSERS)]
    return " · ".join(gettext(name) for name in found if name) or gettext("认不出的设备")


def _first(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in agent), "")
