"""`yici whatif`: recorded cases under another rule."""

from typing import Any

import click

from yici.cases.past import Wanted
from yici.cli.output import show_json
from yici.cli.planning import switched
from yici.domain.policy import LEVERS
from yici.oversight.whatif import Asked, Side, WhatIf
from yici.oversight.whatif import whatif as run

DAY = click.DateTime(["%Y-%m-%d"])
LACKS = {
    "unfinished": "还没有全部决定", "ended_otherwise": "撤回、不予受理、视为准予延续或者因前项没办成而终止",
    "new_item": "另一规则多出事项，没有办理记录", "other_procedure": "另一规则改变了承诺与普通程序，没有记录可比",
    "calendar": "有年份没有日历", "not_planned": "另一规则排不出计划",
}  # fmt: skip
ROWS = (
    ("days_median", "工作日（中位）"), ("days", "工作日合计"), ("papers", "交的材料"), ("fields", "要填的栏"),
    ("visits", "上门勘验"), ("trips", "申请人到场"), ("late", "超过期限的事项"),
)  # fmt: skip


@click.command()
@click.option("--policy", "switches", multiple=True, metavar="NAME=on|off", help=f"reforms: {', '.join(LEVERS)}")
@click.option("--release", metavar="DIGEST", help="another catalogue, by its digest (yici proposals N --json)")
@click.option("--bundle", help="only this matter")
@click.option("--place", help="only this place and what lies within it, 12 digits")
@click.option("--from", "since", type=DAY, help="first day of submission")
@click.option("--to", "until", type=DAY, help="last day of submission")
@click.option("--most", type=click.IntRange(1), help="look at no more cases than this")
@click.option("--json", "as_json", is_flag=True)
def whatif(
    switches: tuple[str, ...], release: str | None, bundle: str | None, place: str | None, since: Any, until: Any,
    most: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Run recorded cases under another rule: what took people and departments long stays, the rest is planned anew."""
    wanted = Wanted(bundle, place, since.date() if since else None, until.date() if until else None)
    asked = Asked(switched(switches), release, wanted, most)
    found = run(asked, progress=lambda count: click.echo(f"看过 {count} 件 looked at {count}", err=True))
    if as_json:
        show_json(found)
    else:
        _show(found)


def _show(found: WhatIf) -> None:
    click.echo("这是推算，不是记录：人和部门用的时间照记录，其余重新排。 A model, not a record.")
    click.echo(f"看了 {found.looked_at} 件，能比 {found.compared} 件")
    for why, count in found.lacking.items():
        click.echo(f"  不能比 {count} 件：{LACKS[why]}")
    if found.before and found.after:
        _sides(found.before, found.after)
        click.echo(f"变好 {found.better} 件，不变 {found.same} 件，变差 {found.worse} 件")
        click.echo(f"推算与记录的差（工作日，中位）：{found.off_by:g}")
    for line in found.worst:
        days, late, papers = line.worse_by
        click.echo(f"  变差 {line.number}：工作日 {days:+d}，超期 {late:+d}，材料 {papers:+d}")


def _sides(before: Side, after: Side) -> None:
    for name, title in ROWS:
        click.echo(f"  {title}：{getattr(before, name):g} → {getattr(after, name):g}")
