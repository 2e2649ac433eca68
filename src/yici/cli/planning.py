"""`yici plan`: the plan of a matter, as JSON or as a summary."""

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import click

from yici.catalogue.queries import current
from yici.cli.output import day, show_json, speaking
from yici.domain.error import Invalid
from yici.domain.form import Form
from yici.domain.plan import Day, Plan, PlannedCircle, PlannedItem
from yici.domain.policy import LEVERS, Holdings, Policy
from yici.intake.services import plan_make
from yici.web.citizen.plan_page import names_for
from yici.web.citizen.plan_page.circles import circle_words
from yici.web.words import Names, worded

STANDINGS = {"item.suspended": "暂停", "item.cancelled": "取消", "item.replaced": "由别的事项代替"}
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("bundle")
@click.option("--place", required=True, help="12-digit code of the place")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="day of submission; today when left out")
@click.option("--answers", type=FILE, help="JSON file: question id to answer")
@click.option("--holdings", type=FILE, help="JSON file: licences, registers, elements that are held or connected")
@click.option("--policy", "switches", multiple=True, metavar="NAME=off", help=f"reforms: {', '.join(LEVERS)}")
@click.option("--json", "as_json", is_flag=True)
def plan(
    bundle: str, place: str, start: Any, answers: Path | None, holdings: Path | None, switches: tuple[str, ...],
    as_json: bool,
) -> None:  # fmt: skip
    """Plan BUNDLE for one place: items, form, materials, graph, schedule, visits, savings."""
    now = datetime.combine(start.date(), time(4), UTC) if start else datetime.now(UTC)
    made = plan_make(
        bundle=bundle, place=place, answers=_answers(answers), now=now, holdings=_holdings(_json(holdings)),
        policy=Policy(**switched(switches)),
    )  # fmt: skip
    if as_json:
        schedule = made.schedule
        show_json({
            "bundle": made.bundle, "place": made.place, "questions": made.questions, "items": made.items,
            "form": made.form, "materials": made.materials, "graph": made.graph, "circles": made.circles,
            "schedule": schedule, "visits": {"inspections": schedule.visits, "trips": made.trips},
            "savings": made.savings,
        })  # fmt: skip
    else:
        with speaking("zh"):
            _summary(made, names_for(current(), made))


def _json(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        value = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise Invalid("file.json", file=path.name, remedy="write one JSON object, UTF-8") from error
    if not isinstance(value, dict):
        raise Invalid("file.json", file=path.name, remedy="write one JSON object")
    return {key: tuple(one) if isinstance(one, list) else one for key, one in value.items()}


def _answers(path: Path | None) -> dict[str, Any]:
    value = _json(path)
    if path and not all(isinstance(one, str | int | float | bool) or _is_names(one) for one in value.values()):
        remedy = "an answer is a text, a number, true, false, or a list of texts"
        raise Invalid("file.json", file=path.name, remedy=remedy)
    return value


def _holdings(value: dict[str, Any]) -> Holdings:
    if surplus := sorted(value.keys() - {"licences", "registers", "elements"}):
        raise Invalid("holdings.unknown", keys=surplus, remedy="use licences, registers, elements")
    if wrong := [key for key, names in value.items() if not _is_names(names)]:
        raise Invalid("holdings.unknown", keys=wrong, remedy="write a list of names for each")
    return Holdings(**{key: frozenset(names) for key, names in value.items()})


def _is_names(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(name, str) for name in value)


def switched(switches: tuple[str, ...]) -> dict[str, bool]:
    """This will read NAME=on and NAME=off. Raises Invalid("policy.unknown")."""
    off: dict[str, bool] = {}
    for switch in switches:
        name, _, value = switch.partition("=")
        if name not in LEVERS or value not in ("on", "off"):
            raise Invalid("policy.unknown", given=switch, remedy=f"write NAME=off with one of {', '.join(LEVERS)}")
        off[name] = value == "on"
    return off


def _summary(made: Plan, names: Names) -> None:
    click.echo(f"{made.name}  {made.place}  提交 {day(made.schedule.start)}")
    for item in made.items:
        mark = {True: "办", False: "不办", None: "待答"}[item.applies]
        click.echo(f"  [{mark}] {item.name}{_standing(item)}")
    for approval in made.schedule.approvals:
        star = "*" if approval.critical else " "
        click.echo(f" {star}{day(approval.starts.day)} → {_end(approval.promised_by, names)}  {approval.name}")
    for circle in made.circles:
        click.echo(f"  {_circle(circle, names)}")
    form = made.form
    click.echo(f"要填 {_to_fill(form)}（各表合计印 {form.printed} 项），免填 {len(form.spared)} 项")
    for paper in made.materials:
        click.echo(f"  {paper.how:<11}{paper.name}{'（看回答）' if paper.maybe else ''}")
    click.echo(_saved(made, names))
    if made.questions:
        click.echo(f"还要回答，方案才定得下来：{'、'.join(question.id for question in made.questions)}")
    click.echo(f"全部办好：{_finish(made, names)}")


def _saved(made: Plan, names: Names) -> str:
    """Say what is handed in and filled in, before and after; nothing of it where nobody names the items."""
    before, after = made.savings.before, made.savings.after
    if after.papers is None:
        return "".join(worded(reason, names) for reason in after.unknown)
    open_ = sum(field.maybe for field in made.form.fields)
    apart = f"（另有 {open_} 项看回答，没有算进去）" if open_ else ""
    return f"材料 {before.papers} → {after.papers}，填写 {before.fields} → {after.fields}{apart}"


def _to_fill(form: Form) -> str:
    """Say how many boxes there are to fill, up to how many as long as questions are open."""
    if not form.printed:
        return "几项不知道：没有查到要填的表"
    most, sure = len(form.fields), sum(not field.maybe for field in form.fields)
    return f"{sure} 项" if sure == most else f"{sure}–{most} 项"


def _standing(item: PlannedItem) -> str:
    """Say of an item that does not apply because it was suspended, cancelled or replaced, since when."""
    changed = next((reason for reason in item.reasons if reason.code in STANDINGS), None)
    return f"（{changed.params['since']}起{STANDINGS[changed.code]}）" if changed else ""


def _circle(circle: PlannedCircle, names: Names) -> str:
    told = circle_words(circle, names)
    fewest = "" if circle.exact else "（圈太大，没有逐一比较是不是最少）"
    return f"{told.sentence}{told.opened}{''.join(told.relaxed)}{fewest}"


def _finish(made: Plan, names: Names) -> str:
    """Without an approval there is nothing to finish yet; where nobody names the items, the day says why it is open."""
    if not made.schedule.approvals and made.items:
        return "还没有确定要办的事项"
    return _end(made.schedule.finish, names)


def _end(value: Day, names: Names) -> str:
    """A day that is open is of use to nobody who is not told why."""
    if value.day:
        return day(value.day)
    known = f"不早于 {day(value.not_before)}" if value.not_before else "未知"
    return f"{known}（{worded(value.reason, names).rstrip('。')}）" if value.reason else known
