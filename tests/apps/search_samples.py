"""Items to be found, and what is found of them."""

from yici.search.entry import Entry
from yici.search.queries import Asked, find
from yici.search.services import entries_replace


def item(title: str, *aliases: str, name: str = "", **more) -> Entry:
    """This will make an item with this title and other names."""
    return Entry("item", name or title, title, aliases=aliases, **more)


def put(*entries: Entry) -> None:
    """This will make these all items that can be found."""
    entries_replace(kinds=("item",), entries=entries)


def ranked(text: str, **more) -> list[tuple[str, str]]:
    """This will give the titles found, and how well each fits."""
    found = find(Asked(text, kinds=("item",), **more))
    return [(hit.title, hit.rank) for group in found.groups for hit in group.hits]


def titles(text: str, **more) -> list[str]:
    """This will give the titles found."""
    return [title for title, _ in ranked(text, **more)]
