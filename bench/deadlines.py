"""How many working-day deadlines a core computes in a second. Bound: over 300,000."""

import random
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.measure import save
from yici.catalogue.reading import read_folder
from yici.domain.clock import Limit, due

CALENDARS = Path(__file__).parents[1] / "definitions" / "calendars"
COUNT = 200_000


def main() -> None:
    """This will measure days and whole deadlines, and save."""
    calendar = read_folder(CALENDARS).catalogue.calendars["cn"]
    chance = random.Random(1)
    days = [date(2005, 1, 1) + timedelta(days=chance.randrange(7600)) for _ in range(COUNT)]
    moments = [datetime(day.year, day.month, day.day, 3, tzinfo=UTC) for day in days]
    limits = [Limit(amount, "working_day") for amount in (5, 10, 20, 45)]
    begun = time.process_time()
    for number, day in enumerate(days):
        calendar.add(day, (5, 10, 20, 45)[number & 3])
    added = time.process_time() - begun
    begun = time.process_time()
    for number, moment in enumerate(moments):
        due(limits[number & 3], moment, calendar)
    whole = time.process_time() - begun
    save("deadlines", {"days_a_second": round(COUNT / added), "deadlines_a_second": round(COUNT / whole)})


if __name__ == "__main__":
    main()
