"""`yici texts`: sentences of the pages in a site's own words, without a change of code."""

from typing import Final

import click

from yici.cli.output import show_json
from yici.cli.site_texts import Text, text_reset, text_set, texts_find, texts_own

LANGUAGE: Final = click.option(
    "--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="whose wording"
)
AFTER: Final = "已存好。重新启动 `yici run` 以后的页面用新的字。 Kept; pages use it after `yici run` is started again."


@click.group()
def texts() -> None:
    """Say sentences of the pages in this site's own words."""


@texts.command("find")
@click.argument("word")
@click.option("--json", "as_json", is_flag=True)
def find(word: str, as_json: bool) -> None:
    """Find the sentences that contain WORD."""
    _show(texts_find(word), as_json)


@texts.command("list")
@click.option("--json", "as_json", is_flag=True)
def listed(as_json: bool) -> None:
    """List what this site says in its own words."""
    _show(texts_own(), as_json)


@texts.command("set")
@click.argument("source")
@click.argument("own")
@LANGUAGE
def change(source: str, own: str, language: str) -> None:
    """Say the sentence SOURCE (the program's Chinese) as OWN."""
    text_set(source=source, own=own, language=language)
    click.echo(AFTER)


@texts.command("reset")
@click.argument("source")
@LANGUAGE
def reset(source: str, language: str) -> None:
    """Say the sentence SOURCE in the program's words again."""
    text_reset(source=source, language=language)
    click.echo(AFTER)


def _show(found: list[Text], as_json: bool) -> None:
    if as_json:
        show_json(found)
        return
    for one in found:
        click.echo(f"{one.source}\n  en  {one.english}")
        for sign, own in (("zh", one.own), ("en", one.own_english)):
            if own:
                click.echo(f"  {sign}* {own}")
    if not found:
        click.echo("没有。 None.")
