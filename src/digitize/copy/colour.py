"""Converts pictures that PDF/A with an sRGB intent cannot hold, once, to sRGB JPEG; and the sRGB profile.

Must not be used where the original stream can stay.
"""

import io

import pikepdf
from pikepdf import Name
from PIL import Image, ImageCms

from digitize.copy.draft import Draft

CONVERTED_QUALITY = 95
"""JPEG quality of a conversion (DESIGN: once, q95, recorded)."""

_DATE = slice(24, 36)
_FIXED_DATE = b"".join(part.to_bytes(2, "big") for part in (2020, 1, 1, 0, 0, 0))


def srgb_profile() -> bytes:
    """Return an sRGB profile whose bytes do not depend on the day it is made.

    Source: IEC 61966-2-1; ICC.1 section 7.2.8 (the date that is fixed here).
    """
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATE] = _FIXED_DATE
    return bytes(profile)


def to_srgb(image: Image.Image) -> Image.Image:
    """Return `image` in sRGB, on white where it is transparent.

    Args:
        image: of any mode; its own ICC profile is used where it is sound.
    """
    profile = image.info.get("icc_profile")
    opaque = on_white(image)
    if profile and opaque.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                opaque, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except ImageCms.PyCMSError:
            turned = None  # a profile of another colour space, or a broken one: viewers pass it over too
        if turned is not None:
            return turned
    return opaque.convert("RGB")


def on_white(image: Image.Image) -> Image.Image:
    """Return `image` without transparency: what a viewer shows on white paper.

    Colours under fully transparent pixels are gone after it, as nobody saw them.
    """
    if image.mode not in ("LA", "La", "PA", "RGBA", "RGBa") and "transparency" not in image.info:
        return image
    layer = image.convert("RGBA")
    if layer.getchannel("A").getextrema() == (255, 255) and image.mode != "P":
        return layer.convert("L" if image.mode in ("LA", "La", "L") else "RGB")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")


def embed_converted(draft: Draft, image: Image.Image, quality: int = CONVERTED_QUALITY) -> pikepdf.Object:
    """Put `image` into the copy as a JPEG.

    Args:
        draft: the copy.
        image: of mode L or RGB, in sRGB.
        quality: of the JPEG.
    """
    return embed_jpeg(draft, jpeg_bytes(image, quality), image.size, 1 if image.mode == "L" else 3)


def jpeg_bytes(image: Image.Image, quality: int) -> bytes:
    """Write `image` as a JPEG with full colour resolution: seals are thin red lines."""
    out = io.BytesIO()
    told, image.info = image.info, {}  # not written along; a copy of the picture would cost its memory
    try:
        image.save(out, "JPEG", quality=quality, subsampling=0)
    finally:
        image.info = told
    return out.getvalue()


def embed_jpeg(
    draft: Draft,
    data: bytes,
    size: tuple[int, int],
    components: int,
    profile: bytes | None = None,
    parms: pikepdf.Object | None = None,
) -> pikepdf.Object:
    """Put a JPEG stream into the copy as it is.

    Args:
        draft: the copy.
        data: 8-bit, gray or colour.
        size: width and height in pixels.
        components: 1 or 3.
        profile: ICC profile of the picture.
        parms: decode parameters, where viewers would guess the colour transform wrong.
    """
    return draft.picture(
        data,
        Width=size[0],
        Height=size[1],
        BitsPerComponent=8,
        ColorSpace=draft.colour_space(profile, components),
        Filter=Name.DCTDecode,
        DecodeParms=parms,
    )
