"""`yici documents`: a site's own templates of what it prints: begin from the shipped ones, check, look, put in use."""

from pathlib import Path
from typing import Any, Final

import click
from django.conf import settings

from yici.cli.output import show_json
from yici.cli.people import OPERATOR
from yici.documents.queries import templates_used
from yici.documents.services import template_use
from yici.documents.site_templates import Draft, Fault, draft_of, drafts_of, preview_of, stray_files
from yici.documents.templates_of import KINDS, LANGUAGES, SHIPPED, STYLE, shipped
from yici.domain.error import Conflict
from yici.people.present import now

FAULTS: Final = {
    "stray": "这个文件不会用到。 Nothing reads this file.",
    "marks": "编号用的代字读不了：{told}。 The marks cannot be read.",
    "outside": "文件不在文书目录里面。 It lies outside of the folder.",
    "large": "文件太大。 It is too large.",
    "unreadable": "读不了，或者不是 UTF-8。 It cannot be read, or is not UTF-8.",
    "package": "不能引用外面的包。 A template takes no package from elsewhere.",
    "reads": "不能读目录以外的文件：{told}。 It reads what is not its own.",
    "typst": "排版写法不对：{told}。改好这一行，或者移走这个文件、用自带的。"
    " Mend this line, or take the file away and the shipped one is used.",
    "words": "写法不对：{told}。 Not well written.",
    "word_unknown": "没有这个词条：{key}。 There is no such word.",
    "word_empty": "词条不能空着：{key}。 A word is empty.",
    "word_values": "词条里的 {{…}} 和原来的不一样：{key}。 The values in braces are not those of the shipped word.",
    "word_unprintable": "词条里有字库没有的字：{key}。 The type lacks a character of it.",
    "missing": "缺少必须有的内容 {part}（{source}）：把 {written} 写回去，自带的写在 {shipped}。"
    " A mandatory part is missing: write {written} again, as the shipped {shipped} does.",
    "no_seal_place": "没有留出盖章的位置：结尾要用 closing，和自带的一样。"
    " It keeps no place for the seal: end with closing, as the shipped one does.",
}
PLATFORM_WORDS: Final = "平台核对文书要用 needed to check the document"


@click.group()
def documents() -> None:
    """Templates of documents: the shipped ones, and a site's own."""


@documents.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_templates(as_json: bool) -> None:
    """List the templates: shipped or the site's own, in use or only a draft, with what is wrong."""
    rows = [_row(draft) for draft in drafts_of(settings.YICI_DOCUMENTS)]
    if as_json:
        show_json({"folder": settings.YICI_DOCUMENTS, "templates": rows})
        return
    click.echo(f"{settings.YICI_DOCUMENTS}")
    for row in rows:
        click.echo(f"{row['kind']:<22}{row['language']:<9}{row['stands']}  {row['digest'][7:19]}")
        if row["fault"]:
            click.echo(f"    用自带的代替了，因为 The shipped one was used: {row['fault']}")


def _row(draft: Draft) -> dict[str, Any]:
    plain = shipped(draft.kind, draft.language).digest
    used, fault = templates_used().get((draft.kind, draft.language), (plain, ""))
    stands = "自带 shipped" if used == plain else "自定 own"
    newest = draft.template.digest if draft.template else ""
    if draft.faults:
        stands += "，草稿有错 draft with faults"
    elif newest != used:
        stands += "，草稿未启用 draft not in use"
    return {
        "kind": draft.kind,
        "language": draft.language,
        "stands": stands,
        "digest": used,
        "draft": newest,
        "fault": fault,
    }


@documents.command("copy")
@click.argument("kind", type=click.Choice([*KINDS, "style"]))
@click.option("--language", type=click.Choice(LANGUAGES), help="for this language alone; else for both")
def copy(kind: str, language: str | None) -> None:
    """Copy the shipped template of KIND (or the look of all, `style`) to where the site's own stand."""
    name = STYLE if kind == "style" else f"{kind}.typ"
    target = settings.YICI_DOCUMENTS / (language or "") / name
    if target.exists():
        raise Conflict("template.there", file=str(target), remedy="change it, or take it away first")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text((SHIPPED / name).read_text(encoding="utf-8"), encoding="utf-8")
    click.echo(f"{target}")


@documents.command("check")
@click.option("--json", "as_json", is_flag=True)
def check_templates(as_json: bool) -> None:
    """Compile every template of the site with made-up documents and tell every fault; exit 1 when there is any."""
    faults = _faults(drafts_of(settings.YICI_DOCUMENTS))
    if as_json:
        show_json({"faults": faults})
    else:
        _tell(faults)
    raise SystemExit(1 if faults else 0)


@documents.command("use")
def use() -> None:
    """Put the site's templates in use, each that has no fault; where a file was taken away, the shipped one again.

    What has a fault stays as it was, and the exit code is 1.
    """
    drafts = drafts_of(settings.YICI_DOCUMENTS)
    for draft in drafts:
        if draft.template is not None and not draft.faults and template_use(draft.template, actor=OPERATOR, now=now()):
            click.echo(f"{draft.kind} {draft.language}：已启用 in use {draft.template.digest[7:19]}")
    faults = _faults(drafts)
    _tell(faults)
    raise SystemExit(1 if faults else 0)


@documents.command("preview")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
def preview(kind: str, file: Path, language: str) -> None:
    """Print a made-up document of KIND by the site's draft into FILE (PDF)."""
    draft = draft_of(settings.YICI_DOCUMENTS, kind, language)
    if draft.template is None or any(fault.code in ("typst", "reads") for fault in draft.faults):
        _tell(list(draft.faults))
        raise SystemExit(1)
    file.write_bytes(preview_of(draft.template))
    click.echo(f"{file}")


def _faults(drafts: list[Draft]) -> list[Fault]:
    """Of one file that several templates stand on a fault is told once."""
    found = [fault for draft in drafts for fault in draft.faults] + stray_files(settings.YICI_DOCUMENTS)
    return [fault for at, fault in enumerate(found) if fault not in found[:at]]


def _tell(faults: list[Fault]) -> None:
    for fault in faults:
        place = f"{fault.file}:{fault.line}" if fault.line else fault.file
        params = {**fault.params, "source": fault.params.get("source") or PLATFORM_WORDS}
        click.echo(f"{place}: {FAULTS[fault.code].format(**params)}")
    if not faults:
        click.echo("没有发现问题。 No faults.")
