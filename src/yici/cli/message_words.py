"""The sentences and remedies of refusals about messages, addresses and webhooks."""

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "contact.invalid": "{kind} 的写法不对。 Not an address of this kind.",
    "contact.too_many": "同一种联系方式最多 {most} 个。 There are as many addresses of this kind as there may be.",
    "contact.too_often": "{seconds} 秒以内发过一个验证码。 A code went to this address just now.",
    "contact.code_wrong": "验证码不对。 Not the code that was sent.",
    "contact.code_over": "没有可用的验证码。 No code is open.",
    "contact.unknown": "没有这个联系方式。 No such address.",
    "notice.channel_off": "没有设置这个渠道：{channel}。 The channel is not set up.",
    "notice.channels": "渠道设置有错： The set-up of the channels is wrong:",
    "notice.kind": "没有这种消息，或者它没有这些内容：{kind}。 No such kind of message, or not its values.",
    "notice.not_sent": "没有发出去：{reason}。 It was not taken.",
    "notice.texts": "消息的文字有错： The texts of messages are wrong:",
    "notice.unknown": "没有这条消息。 No such message.",
    "webhook.name_taken": "已经有叫“{name}”的。 The name is taken.",
    "webhook.unknown": "没有叫“{name}”的。 No such webhook.",
    "webhook.url": "地址不对。 Not an address that may be called.",
}
REMEDIES: Final[dict[str, str]] = {
    "contact.invalid": "请核对有没有少写或者多写。",
    "contact.too_many": "请先删掉不用的。",
    "contact.too_often": "请过一分钟再要。",
    "contact.code_wrong": "请再看一遍收到的消息，或者另要一个。",
    "contact.code_over": "请另要一个验证码。",
    "contact.unknown": "请从列出的里面选。",
    "notice.channel_off": "请在 channels.toml 里或者用环境变量设置它。",
    "notice.channels": "请改正列出的各处，再来一次。",
    "notice.kind": "请写一种消息和它的内容。",
    "notice.not_sent": "请照服务商的说明核对渠道设置。",
    "notice.texts": "请改正列出的各处，再来一次。",
    "notice.unknown": "请写渠道和服务商给的编号。",
    "webhook.name_taken": "请另起一个名字。",
    "webhook.unknown": "请用 yici webhooks list 看有哪些。",
    "webhook.url": "请写 https 地址。",
}
