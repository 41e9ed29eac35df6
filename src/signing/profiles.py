"""Turns a signing profile of the catalogue into what is asked of a signature.

Must not hold a rule of law: words, place, signers and level are the profile's, which is dated data.
"""

import datetime as dt
from pathlib import Path

from archive.catalogue.values import Corner, Profile, Signers
from archive.values.reading import Box
from archive.values.verdict import Level
from signing.errors import ProfileForbidden
from signing.pades.sign.certify import min_level
from signing.pades.sign.values import SEAL_FIELD, Place, SignRequest, Visible
from signing.pades.stamp.font import TINOS
from signing.pades.stamp.lines import words

_PLACES = {
    Corner.TOP_LEFT: Place.TOP_LEFT,
    Corner.TOP_RIGHT: Place.TOP_RIGHT,
    Corner.SIGNATURE: Place.BOTTOM_RIGHT,
}


def first_level(profile: Profile) -> Level:
    """Return the level that a paper's first signature shall reach.

    Before a seal that is B-T: revocation data and the document timestamp come after the last signature.
    """
    level = Level(profile.level)
    return min_level(level, Level.T) if profile.signers is Signers.BOTH else level


def officer_request(
    profile: Profile,
    *,
    person: str,
    agency: str,
    at: dt.datetime,
    occupied: tuple[Box, ...],
    font: str,
    cache: Path,
) -> SignRequest:
    """Return the officer's signature under `profile`.

    Args:
        profile: as it holds on the day.
        person: full name of the officer.
        agency: full name of the agency.
        at: aware time of signing, shown in the words.
        occupied: print and codes of page one, in points from its top left.
        font: path of the stamp's font (SOHOA_FONT), empty for Tinos.
        cache: folder that prepared fonts are kept in.

    Raises:
        ProfileForbidden: copies of this kind are not signed by an officer.
    """
    if profile.signers not in (Signers.OFFICER, Signers.BOTH):
        raise ProfileForbidden(profile=profile.slug, who=person)
    lines = words(profile.words_vi, person=person, agency=agency, at=at)
    visible = _visible(profile, lines, occupied, font, cache)
    both = profile.signers is Signers.BOTH
    return SignRequest(
        visible=visible,
        seal=both,
        seal_visible=both and profile.seal_picture,
        level=Level(profile.level),
        reason=profile.name,
    )


def seal_request(
    profile: Profile,
    *,
    agency: str,
    at: dt.datetime,
    occupied: tuple[Box, ...],
    font: str,
    cache: Path,
    picture: bytes = b"",
) -> SignRequest:
    """Return the agency's signature under `profile`.

    Beside an officer it is made by `seal`, in the field that is there; alone by `certify`.

    Args:
        profile: as it holds on the day.
        agency: full name of the agency.
        at: aware time of signing.
        occupied: print and codes of page one, in points.
        font: path of the stamp's font, empty for Tinos.
        cache: folder that prepared fonts are kept in.
        picture: PNG of the seal, red on transparent; shown where the profile has a seal's picture.

    Raises:
        ProfileForbidden: copies of this kind carry no seal.
    """
    if profile.signers not in (Signers.SEAL, Signers.BOTH):
        raise ProfileForbidden(profile=profile.slug, who=agency)
    # Beside an officer the words are the officer's; an agency that signs alone shows them itself.
    template = profile.words_vi if profile.signers is Signers.SEAL else ""
    lines = words(template, person=agency, agency=agency, at=at)
    shown = picture if profile.seal_picture else b""
    return SignRequest(
        visible=_visible(profile, lines, occupied, font, cache, shown),
        field=SEAL_FIELD,
        level=Level(profile.level),
        reason=profile.name,
    )


def _visible(
    profile: Profile,
    lines: tuple[str, ...],
    occupied: tuple[Box, ...],
    font: str,
    cache: Path,
    picture: bytes = b"",
) -> Visible | None:
    place = _PLACES.get(profile.corner)
    if place is None or not (lines or picture or profile.seal_picture):
        return None
    return Visible(lines, place, occupied, Path(font) if font else TINOS, cache, picture)
