"""Signs a paper in every layout by keys on a token, at each level, in a process of its own; prints nothing.

Takes the paper and a folder; runs in the environment of tests.signing.keys.tokens.make_tokens.
"""

import os
import sys
from pathlib import Path

from archive.values.verdict import Level
from fixtures.layouts import LAYOUTS, Hands
from fixtures.pki.office import office_in
from signing.authority.trust import known_issuers
from signing.keys.token import TokenSigner, open_token
from tests.signing.keys.token_session import HOME, MODULE, TOKEN, prepare


def _key(label: str) -> TokenSigner:
    return open_token(MODULE, TOKEN, label, lambda: os.environ["PIN"], known_issuers(HOME / "pki"))


def main(paper: Path, folder: Path) -> None:
    """Write `LAYOUT LEVEL.pdf` for each; the officer has an EC key, the agency an RSA one."""
    prepare()
    by = Hands(office_in(HOME), _key("ec"), _key("rsa"))
    for layout, sign in LAYOUTS.items():
        for level in Level:
            (folder / f"{layout} {level.value}.pdf").write_bytes(sign(by, paper.read_bytes(), level))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
