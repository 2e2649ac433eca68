"""`yici notices`: what messages say, whether a channel works, what waits; `yici webhooks`: systems that are called."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import click
from django.conf import settings

from yici.cli.output import show_json
from yici.domain.error import Invalid, Refused
from yici.notices import channels, webhooks
from yici.notices.kinds import KINDS
from yici.notices.providers.choosing import provider_of
from yici.notices.providers.provider import Letter, NotSent
from yici.notices.queries import queue_state
from yici.notices.sending import site_values
from yici.notices.texts import LANGUAGES, PARTS, text_faults, texts, worded
from yici.notices.webhook_store import all_endpoints, counts
from yici.people.contact_forms import written
from yici.people.ids import new_id
from yici.people.present import now

TRIAL: Final = "channel.try"
STATES: Final = {
    "waiting": "等着发 waiting",
    "sent": "已交给服务商 sent",
    "delivered": "送到了 delivered",
    "failed": "没有发成 failed",
}


@click.group()
def notices() -> None:
    """Messages to people: texts, channels, what waits to go out."""


@notices.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def check(folder: Path | None) -> None:
    """Name every fault of the site's texts (or those in FOLDER) and of its channels."""
    faults = text_faults(folder or Path(settings.YICI_TEXTS))
    try:
        channels.setup()
    except Invalid as invalid:
        found = invalid.params["faults"]
        faults += [str(one) for one in (found if isinstance(found, Sequence) else ())]
    if faults:
        raise Invalid("notice.texts", faults=faults, remedy="mend what is listed, then check again")
    click.echo("消息的文字和渠道都没有错。 Texts and channels are in order.")
    for line in _set_up():
        click.echo(line)


def _set_up() -> Iterator[str]:
    """Which ways are on, whether a crash may repeat a message there, and when nobody is rung; no address with its
    secrets."""
    found = channels.setup()
    if not found.channels:
        yield "没有开渠道：消息只在“我的消息”里。 No channel is on: people read their messages in the product."
    for name, one in sorted(found.channels.items()):
        keyed = provider_of(one).keyed
        repeats = "不会重发 sent once" if keyed else "断电可能重发 a crash may repeat"
        yield f"  {name}  {one.scheme}  {repeats}"
    quiet = found.quiet
    if quiet.begins == quiet.ends:
        yield "没有免打扰时段。 No quiet hours."
    else:
        yield f"免打扰 {quiet.begins:%H:%M}–{quiet.ends:%H:%M}，验证码不受限。 Quiet hours, but for codes."


@notices.command("texts")
@click.option("--json", "as_json", is_flag=True)
def shown(as_json: bool) -> None:
    """Print every text as it holds here, to change it in the site's own file."""
    said = texts()
    if as_json:
        show_json({"/".join(name): text for name, text in sorted(said.items())})
        return
    for kind, rule in KINDS.items():
        click.echo(f"{kind}  {{{'} {'.join(sorted(rule.names))}}}")
        for name in LANGUAGES:
            click.echo("".join(f"  {name} {part}: {said[name, kind, part].strip()}\n" for part in PARTS))


@notices.command("try")
@click.argument("channel", type=click.Choice(sorted(channels.CONTACTS)))
@click.argument("address")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
def try_out(channel: str, address: str, language: str) -> None:
    """Send one trial message to ADDRESS by CHANNEL at once, and say what its provider answered."""
    kind = channels.CONTACTS[channel]
    if not written(kind, address):
        raise Invalid("contact.invalid", kind=kind, remedy="check it for missing or additional characters")
    said = worded(TRIAL, language, site_values())
    letter = Letter(str(new_id()), written(kind, address), TRIAL, language, said.title, said.text, said.short)
    provider = provider_of(channels.channel(channel))
    try:
        receipt = provider.send(letter)
    except NotSent as fault:
        remedy = "see that the channel is set up as its provider says"
        raise Refused("notice.not_sent", reason=fault.reason, remedy=remedy) from fault
    receipt.farewell()
    click.echo(f"已交给服务商。 Taken: {receipt.state} {receipt.id}".rstrip())
    if not provider.keyed:
        click.echo("这个渠道不认消息编号：断电后可能重发。 No idempotency key here: a crash may repeat a message.")


@notices.command("state")
@click.option("--json", "as_json", is_flag=True)
def state(as_json: bool) -> None:
    """Count what waits, what went out and what failed, by channel and reason."""
    rows = queue_state()
    if as_json:
        show_json(rows)
        return
    if not rows:
        click.echo("没有发出去的消息，也没有等着的。 Nothing waits, nothing went out.")
        return
    click.echo("渠道 channel  状态 state  原因 reason  件数 count")
    for row in rows:
        state_words = STATES.get(row.state, row.state)
        click.echo(f"{row.channel}  {state_words}  {row.reason or '—'}  {row.count}")


@click.group("webhooks")
def webhooks_() -> None:
    """Other systems that are called when something is recorded."""


@webhooks_.command("add")
@click.argument("name")
@click.argument("url")
@click.option("--kind", "kinds", multiple=True, help="a kind of event such as approval.granted; none: all")
@click.option("--json", "as_json", is_flag=True)
def add(name: str, url: str, kinds: tuple[str, ...], as_json: bool) -> None:
    """Call URL from now on; its secret is shown this once."""
    made = webhooks.endpoint_add(endpoint_id=new_id(), name=name, url=url, kinds=kinds, now=now())
    show_json({"id": made.id, "secret": made.secret}) if as_json else click.echo(made.secret)


@webhooks_.command("list")
@click.option("--json", "as_json", is_flag=True)
def listed(as_json: bool) -> None:
    """List the systems that are called, with how many calls wait, arrived and failed."""
    told = counts()
    rows = [(row, told.get(row.id, {})) for row in all_endpoints()]
    if as_json:
        show_json([{"endpoint": row, "calls": calls} for row, calls in rows])
        return
    for row, calls in rows:
        on = "" if row.active else "  已停 ended"
        counted = "  ".join(f"{name} {count}" for name, count in calls.items())
        click.echo(f"{row.name}  {row.url}  {' '.join(sorted(row.kinds)) or '*'}  {counted}{on}")


@webhooks_.command("end")
@click.argument("name")
def end(name: str) -> None:
    """Call NAME no more."""
    webhooks.endpoint_end(name=name)
    click.echo("不再调用。 Ended.")


@webhooks_.command("begin")
@click.argument("name")
def begin(name: str) -> None:
    """Call NAME again after it was ended."""
    webhooks.endpoint_begin(name=name)
    click.echo("又开始调用。 Begun again.")


@webhooks_.command("replay")
@click.argument("name")
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"]), required=True)
def replay(name: str, since: datetime) -> None:
    """Call NAME once more for everything queued since a moment (UTC), under the same ids."""
    moment = since if since.tzinfo else since.replace(tzinfo=now().tzinfo)
    count = webhooks.calls_replay(name=name, since=moment, now=now())
    click.echo(f"{count} 次重新调用。 Calls repeated: {count}.")
