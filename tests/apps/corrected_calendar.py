"""The nation's calendar with one more day off."""

import json
from functools import cache

from tests.apps.catalogue_files import altered_files, definitions
from yici.catalogue.reading import Reading

OFF = "2026-03-04"
"""A Wednesday that the corrected calendar lets rest: of the limits that run over it each moves by one working day."""


@cache
def corrected() -> Reading:
    [year] = [read for read in definitions().files if f"{read.kind}:{read.id}" == "calendar:cn-2026"]
    holidays = [*json.loads(year.content)["holidays"], {"date": OFF, "name": "临时放假"}]
    return altered_files(definitions(), "calendar:cn-2026", holidays=holidays)
