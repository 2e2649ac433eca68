"""Reading a list of the API to its end, page by page."""

from collections.abc import Iterator

from tests.faces.api_samples import World


def everything(world: World, path: str, who: str) -> str:
    return "".join(pages(world, path, who))


def pages(world: World, path: str, who: str) -> Iterator[str]:
    cursor = ""
    while True:
        told = world.get(f"{path}?limit=100{cursor}", who)
        yield told.content.decode()
        if told["next"] is None:
            return
        cursor = f"&cursor={told['next']}"
