"""Orders a signature by the role that signs.

Must not sign: a worker does.
"""

from archive.accounts.actor import Actor
from archive.papers.models import Paper
from desk.house import House
from desk.pipeline import acts
from desk.web.errors import BadRequest


def sign_as(house: House, actor: Actor, key: str, role: str, version: int | None) -> Paper:
    """Order the officer's signature or the agency's seal.

    Raises:
        BadRequest: there is no such role; else as the acts.
    """
    if role == "officer":
        return acts.sign(house, actor, key, version=version)
    if role == "seal":
        return acts.seal(house, actor, key, version=version)
    raise BadRequest(where="role", why="officer, seal")
