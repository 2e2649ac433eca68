"""Faults of definition files in words: the same sentence for the command and for the editor's pages."""

from yici.catalogue.amounts import with_amounts
from yici.catalogue.fault_words import FAULTS, KINDS, PROBLEM_OF, PROBLEMS
from yici.catalogue.list_words import LIST_FAULTS
from yici.domain.fault import Fault

SENTENCES: dict[str, str] = FAULTS | LIST_FAULTS
BETWEEN = "。 "
"""Behind the last of these the Chinese ends and the English begins."""


def template_of(found: Fault) -> str:
    """This will give the sentence of a fault, its parameters not filled in yet."""
    return SENTENCES.get(found.code, found.code + " " + " ".join(f"{k}={v}" for k, v in found.params.items()))


def named(found: Fault) -> dict[str, str]:
    """This will give the parameters of a fault in words."""
    kind = found.params.get("kind", "")
    problem = problem_of(found.code, found.params.get("problem", ""))
    return with_amounts(found.params) | {"kind": KINDS.get(kind, kind), "problem": problem}


def problem_of(code: str, said: str) -> str:
    """This will put into Chinese what others say in English only, or what they say it of."""
    return PROBLEMS.get(said) or PROBLEM_OF.get(code) or said


def filled(template: str, params: dict[str, str]) -> str:
    """This will fill parameters in."""
    for key, value in params.items():
        template = template.replace("{" + key + "}", value)
    return template


def sentence(found: Fault, *, english: bool) -> str:
    """This will say what is wrong and what to do, in one language."""
    chinese, between, other = template_of(found).partition(BETWEEN)
    half = other if english and other else chinese + ("。" if between else "")
    return " ".join(filled(half, named(found)).split("\n"))
