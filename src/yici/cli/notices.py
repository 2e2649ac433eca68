"""`yici notices`: what messages say, whether a channel works, what waits; `yici webhooks`: systems that are called."""

from collections.abc import Sequence
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
from yici.people.ids import new_id
from yici.people.present import now

TRIAL: Final = "channel.try"


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
    said = worded(TRIAL, language, site_values())
    letter = Letter(str(new_id()), address, TRIAL, language, said.title, said.text, said.short)
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
    for row in rows:
        click.echo(f"{row.channel}  {row.state}  {row.reason or '—'}  {row.count}")


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
