"""`yici verify`, `yici rebuild`, `yici receipt verify`: the record, checked and served."""

import json
from pathlib import Path

import click

from yici.cli import words
from yici.cli.output import show_json
from yici.domain.error import Invalid
from yici.ledger import keys
from yici.ledger.evidence import Verdict, verify_receipt
from yici.ledger.verify import rebuild as rebuild_rows
from yici.ledger.verify import verify as verify_ledger


@click.command()
@click.option("--json", "as_json", is_flag=True)
def verify(as_json: bool) -> None:
    """Check the whole record: chain, checkpoints, states rebuilt equal to rows; exit 1 on any difference."""
    report = verify_ledger()
    if as_json:
        show_json(report)
    else:
        for found in report.faults:
            click.echo(str(found))
        click.echo(
            f"{report.streams:,} 条链，{report.events:,} 个事件，{report.checkpoints:,} 个检查点，"
            f"{report.erased:,} 个已清除的人；{report.fault_count:,} 处不符。 People erased: {report.erased:,}; "
            f"faults: {report.fault_count:,}."
        )
    if report.fault_count:
        raise click.exceptions.Exit(1)


@click.command()
def rebuild() -> None:
    """Make every row anew from the events."""
    report = rebuild_rows()
    for found in report.faults:
        click.echo(str(found))
    click.echo(f"已按事件重建 {report.streams:,} 条链的数据；{report.fault_count:,} 条有断裂，没有动。 Rebuilt.")
    if report.fault_count:
        raise click.exceptions.Exit(1)


@click.group()
def receipt() -> None:
    """Receipts: signed proof that an event was recorded."""


@receipt.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keys", "key_file", type=click.Path(exists=True, path_type=Path), help="JSON: fingerprint to hex key")
@click.option("--json", "as_json", is_flag=True)
def receipt_verify(file: Path, key_file: Path | None, as_json: bool) -> None:
    """Say whether the receipt in FILE is genuine and its event in the chain; exit 1 if not. Works offline."""
    known = _keys(key_file) if key_file else keys.public_keys()
    verdict = verify_receipt(_read(file), known)
    show_json(verdict) if as_json else click.echo(_said(verdict))
    if verdict.faults:
        raise click.exceptions.Exit(1)


def _said(verdict: Verdict) -> str:
    if verdict.faults:
        return f"不对： Not valid: {'；'.join(words.RECEIPTS[code] for code in verdict.faults)}."
    if verdict.included:
        return "签名是真的，事件在记录链里。 Genuine, and its event is in the chain."
    return "签名是真的；还没有检查点能证明它在记录链里，下一个检查点以后再取一次。 Genuine; not in a checkpoint yet."


def _keys(path: Path) -> dict[str, bytes]:
    try:
        return {name: bytes.fromhex(key) for name, key in _read(path).items()}
    except (TypeError, ValueError) as error:
        raise Invalid(
            "file.json", file=path.name, remedy="each key is hexadecimal, as /api/v1/keys gives it"
        ) from error


def _read(path: Path) -> dict[str, str]:
    try:
        value = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise Invalid("file.json", file=path.name, remedy="give the JSON file as it was downloaded") from error
    if not isinstance(value, dict):
        raise Invalid("file.json", file=path.name, remedy="give the JSON file as it was downloaded")
    return value
