"""The legs of a paper's way as the engine runs them.

Must not hold logic: each step is in the module of its name.
"""

from desk.engine.port import Leg, Legs
from desk.house import House
from desk.pipeline.again import read_again
from desk.pipeline.attempts import step
from desk.pipeline.copy import copy
from desk.pipeline.read import describe, read
from desk.pipeline.renew import renew
from desk.pipeline.seal import seal
from desk.pipeline.sign import complete, keep_as_received, sign


def legs(house: House) -> Legs:
    """Return the steps of each leg, wrapped for retries."""
    return {
        Leg.READ: [step(house, "read", read), step(house, "describe", describe)],
        Leg.AGAIN: [step(house, Leg.AGAIN.value, read_again)],
        Leg.KEEP: [
            step(house, "copy", copy),
            step(house, "sign", sign),
            step(house, "keep", keep_as_received),
        ],
        Leg.COMPLETE: [step(house, Leg.COMPLETE.value, complete)],
        Leg.SEAL: [step(house, Leg.SEAL.value, seal)],
        Leg.RENEW: [step(house, Leg.RENEW.value, renew)],
    }
