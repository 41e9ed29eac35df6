"""A profile of the catalogue becomes a signature that follows it."""

import datetime as dt
from pathlib import Path
from types import MappingProxyType

import pytest

from archive.catalogue.values import Corner, Profile, Signers
from archive.values.verdict import Level
from signing.errors import ProfileForbidden
from signing.pades.sign.values import OFFICER_FIELD, SEAL_FIELD, Place, SignRequest
from signing.profiles import officer_request, seal_request

AT = dt.datetime(2026, 3, 2, 1, 30, tzinfo=dt.UTC)
BASE = Profile(
    slug="thu-nghiem",
    name="Hồ sơ ký thử nghiệm",
    signers=Signers.OFFICER,
    words_vi="Được số hóa từ bản giấy\n{person}\n{agency}\n{time}",
    corner=Corner.TOP_LEFT,
    seal_picture=False,
    level="B-LTA",
    right=None,
    valid_from=dt.date(2026, 1, 1),
    valid_to=None,
    source="thử nghiệm",
)
COMMON = MappingProxyType({"agency": "UBND xã A", "at": AT, "occupied": (), "font": "", "cache": Path("/c")})


def _profile(**changes: object) -> Profile:
    import dataclasses as dc

    return dc.replace(BASE, **changes)  # type: ignore[arg-type]


def _officer(profile: Profile) -> SignRequest:
    return officer_request(profile, person="Lê Thị B", **COMMON)  # type: ignore[arg-type]


def test_the_officer_s_words_are_the_profile_s() -> None:
    request = _officer(BASE)
    assert request.visible is not None
    assert request.visible.lines == (
        "Được số hóa từ bản giấy", "Lê Thị B", "UBND xã A", "2026-03-02T08:30:00+07:00",
    )  # fmt: skip
    assert (request.visible.place, request.level, request.seal) == (Place.TOP_LEFT, Level.LTA, False)
    assert request.field == OFFICER_FIELD


def test_with_both_signers_the_seal_s_field_is_made_and_stays_wordless() -> None:
    both = _profile(signers=Signers.BOTH, seal_picture=True)
    assert (_officer(both).seal, _officer(both).seal_visible) == (True, True)
    request = seal_request(both, picture=b"png", **COMMON)  # type: ignore[arg-type]
    assert request.visible is not None
    assert (request.visible.lines, request.visible.picture) == ((), b"png")


def test_an_agency_alone_shows_the_words_and_no_picture_where_none_is_due() -> None:
    alone = _profile(signers=Signers.SEAL, corner=Corner.TOP_RIGHT)
    request = seal_request(alone, picture=b"png", **COMMON)  # type: ignore[arg-type]
    assert request.visible is not None
    assert request.visible.lines[-1] == "2026-03-02T08:30:00+07:00"
    assert (request.visible.picture, request.field) == (b"", SEAL_FIELD)


def test_without_words_a_signature_is_invisible() -> None:
    assert _officer(_profile(words_vi="", corner=Corner.NONE)).visible is None


@pytest.mark.parametrize("signers", [Signers.SEAL, Signers.NONE])
def test_an_officer_does_not_sign_what_is_not_theirs(signers: Signers) -> None:
    with pytest.raises(ProfileForbidden, match="Lê Thị B"):
        _officer(_profile(signers=signers))


@pytest.mark.parametrize("signers", [Signers.OFFICER, Signers.NONE])
def test_a_seal_is_not_put_where_none_is_due(signers: Signers) -> None:
    with pytest.raises(ProfileForbidden):
        seal_request(_profile(signers=signers), **COMMON)  # type: ignore[arg-type]
