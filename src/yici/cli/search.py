"""`yici search`: what the pages find, on the command line."""

import click

from yici.cli.output import show_json
from yici.search.entry import KINDS
from yici.search.queries import Asked, Found, Group, find

NAMES = {
    "bundle": "一件事 matters",
    "item": "事项 items",
    "place": "地方 places",
    "listed": "地方目录事项 items of a place's list",
}


@click.command()
@click.argument("words", nargs=-1)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="only this kind; may be repeated")
@click.option("--theme", default="", help="id of a theme")
@click.option("--agency", default="", help="id of an agency")
@click.option("--place", default="", help="12-digit code of a place")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="of each kind")
@click.option("--json", "as_json", is_flag=True)
def search(
    words: tuple[str, ...], kinds: tuple[str, ...], theme: str, agency: str, place: str, limit: int, as_json: bool
) -> None:
    """Find matters, items and places by a part of a name, pinyin (canyin), initials (bdc) or a sentence."""
    wanted = tuple(kind for kind in KINDS if kind in kinds)
    found = find(Asked(" ".join(words), wanted, theme=theme, agency=agency, place=place, grouped=True, limit=limit))
    if as_json:
        show_json(found)
        return
    if not found:
        click.echo("没有找到。 Nothing found.")
    elif found.likely:
        click.echo("没有完全相符的，下面是相近的： Nothing matches exactly; these come nearest:")
    for group in found.groups:
        _show(group, found)


def _show(group: Group, found: Found) -> None:
    if group.hits:
        click.echo(NAMES[group.kind or "item"])
    for hit in group.hits:
        name = hit.names[hit.shown.at]
        other = f"（{name}）" if name != hit.title else ""
        click.echo(f"  {hit.id:<28} {hit.title}{other}")
    if group.after:
        click.echo("  …")
