"""Carries an image XObject of an original into the copy: its stream as it stands wherever PDF/A allows.

Must not look at where the picture is painted.
Source: ISO 19005-2 sections 6.1.7, 6.2.4 and 6.2.8.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name

from digitize.copy.colour import CONVERTED_QUALITY, jpeg_bytes
from digitize.copy.draft import Draft
from digitize.copy.jpeg import read_frame
from digitize.copy.paint import NotPictures
from digitize.copy.render import picture_as_shown
from digitize.copy.sheet import Fate, worst_fate

_CODED = {"/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/JPXDecode"}
_BYTES = {"/FlateDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode"}
_LONG = {
    "/DCT": "/DCTDecode",
    "/CCF": "/CCITTFaxDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/LZW": "/LZWDecode",
    "/A85": "/ASCII85Decode",
    "/AHx": "/ASCIIHexDecode",
}
_PARMS = (
    *("/Predictor", "/Colors", "/BitsPerComponent", "/Columns", "/K", "/EndOfLine", "/EncodedByteAlign"),
    *("/Rows", "/EndOfBlock", "/BlackIs1", "/DamagedRowsBeforeError", "/ColorTransform"),
)


def carry(draft: Draft, image: pikepdf.Object) -> tuple[pikepdf.Object, Fate]:
    """Put a picture of the original into the copy.

    Args:
        draft: the copy.
        image: image XObject of the original.

    Returns:
        The picture in the copy and what became of its stream.

    Raises:
        NotPictures: it cannot be rebuilt, only drawn.
        pikepdf.PdfError: the stream is damaged.
    """
    masks, fates = _masks(draft, image)
    space = None if image.get("/ImageMask", False) else _space(draft, image.get("/ColorSpace"))
    filters = _filters(image)
    if not image.get("/ImageMask", False) and (space is None or not _fits(image, filters, space)):
        if isinstance(masks.get("Mask"), Array):
            raise NotPictures("colour key over a picture that must be converted")
        return _converted(draft, image, masks), worst_fate([Fate.CONVERTED, *fates])
    data, fate = _packed(image, filters)
    bits = 1 if space is None else int(image.get("/BitsPerComponent", _bits(filters)))
    made = draft.picture(
        data,
        Width=int(image.Width),
        Height=int(image.Height),
        BitsPerComponent=bits,
        ColorSpace=space,
        ImageMask=True if space is None else None,
        Decode=Array([float(value) for value in image.Decode]) if "/Decode" in image else None,
        **(_coding(draft, image, filters) if fate is Fate.KEPT else {}),
        **masks,
    )
    return made, worst_fate([fate, *fates])


def _packed(image: pikepdf.Object, filters: list[str]) -> tuple[bytes, Fate]:
    """Return the stream as it stands, or unpacked where PDF/A forbids the packing."""
    if not filters or "/LZWDecode" in filters:
        if filters and filters[-1] in _CODED:
            raise NotPictures("LZW around a coded picture")
        return image.read_bytes(), Fate.SAME_PIXELS
    return image.read_raw_bytes(), Fate.KEPT


def _coding(draft: Draft, image: pikepdf.Object, filters: list[str]) -> dict[str, pikepdf.Object]:
    """Return how the stream that stays is packed."""
    parms = _parms(draft, image, len(filters))
    if len(filters) == 1:
        return {"Filter": Name(filters[0]), **({"DecodeParms": parms[0]} if parms[0].keys() else {})}
    names = Array([Name(name) for name in filters])
    return {"Filter": names, **({"DecodeParms": Array(parms)} if any(one.keys() for one in parms) else {})}


def _filters(image: pikepdf.Object) -> list[str]:
    given = image.get("/Filter")
    if given is None:
        return []
    names = [str(name) for name in given] if isinstance(given, Array) else [str(given)]
    names = [_LONG.get(name, name) for name in names]
    if any(name not in _CODED | _BYTES | {"/LZWDecode"} for name in names):
        raise NotPictures("unknown filter")
    return names


def _parms(draft: Draft, image: pikepdf.Object, count: int) -> list[pikepdf.Object]:
    """Copy decode parameters, known keys only; a JBIG2 picture's shared symbols are part of its stream."""
    given = image.get("/DecodeParms", image.get("/DP"))
    each = list(given) if isinstance(given, Array) else [given]
    made: list[pikepdf.Object] = []
    for parms in [*each, *[None] * count][:count]:
        own = Dictionary()
        if isinstance(parms, Dictionary):
            own = Dictionary({key: parms[key] for key in _PARMS if key in parms})
            if "/JBIG2Globals" in parms:
                own["/JBIG2Globals"] = draft.shared(parms["/JBIG2Globals"].read_bytes())
        made.append(own)
    return made


def _bits(filters: list[str]) -> int:
    return 1 if filters and filters[-1] in ("/CCITTFaxDecode", "/JBIG2Decode") else 8


def _fits(image: pikepdf.Object, filters: list[str], space: pikepdf.Object) -> bool:
    """Say whether PDF/A takes the coded stream as it is."""
    last = filters[-1] if filters else ""
    if last == "/JPXDecode":
        return False
    if last != "/DCTDecode":
        return True
    data = image.read_raw_bytes() if len(filters) == 1 else None
    frame = read_frame(data) if data is not None else None
    if data is None:
        raise NotPictures("packed JPEG")
    return (
        frame is not None
        and frame.embeddable
        and frame.components == _components(space)
        and (frame.width, frame.height) == (int(image.Width), int(image.Height))
    )


def _components(space: pikepdf.Object) -> int:
    if isinstance(space, Array):
        if space[0] == Name.ICCBased:
            return int(space[1].N)
        return 3 if space[0] == Name.CalRGB else 1
    return 3 if space == Name.DeviceRGB else 1


def _space(draft: Draft, space: pikepdf.Object | None) -> pikepdf.Object | None:
    """Return a clean copy of a colour space, or None where the picture must be converted."""
    if space in (Name.DeviceGray, Name.DeviceRGB):
        return space
    if not isinstance(space, Array) or not len(space):
        return None
    match str(space[0]):
        case "/ICCBased" if int(space[1].get("/N", 0)) in (1, 3):
            return draft.colour_space(space[1].read_bytes(), int(space[1].N))
        case "/CalGray" | "/CalRGB" as kind:
            keys = ("/WhitePoint", "/BlackPoint", "/Gamma", "/Matrix")
            return Array([Name(kind), Dictionary({key: space[1][key] for key in keys if key in space[1]})])
        case "/Indexed":
            base = _space(draft, space[1])
            table = space[3].read_bytes() if isinstance(space[3], pikepdf.Stream) else bytes(space[3])
            return base and Array([Name.Indexed, base, int(space[2]), pikepdf.String(table)])
        case _:
            return None


def _masks(draft: Draft, image: pikepdf.Object) -> tuple[dict[str, pikepdf.Object], list[Fate]]:
    """Carry the masks of a picture, which decide what of it is seen; keys come without their slash."""
    if "/SMaskInData" in image and int(image.SMaskInData):
        raise NotPictures("transparency within JPEG 2000")
    masks: dict[str, pikepdf.Object] = {}
    fates: list[Fate] = []
    for key in ("/SMask", "/Mask"):
        mask = image.get(key)
        if isinstance(mask, pikepdf.Stream):
            if "/Matte" in mask:
                raise NotPictures("matte")
            masks[key[1:]], fate = carry(draft, mask)
            if fate is Fate.CONVERTED:
                raise NotPictures("mask that must be converted")
            fates.append(fate)
        elif isinstance(mask, Array):
            masks[key[1:]] = Array([int(value) for value in mask])
    return masks, fates


def _converted(draft: Draft, image: pikepdf.Object, masks: dict[str, pikepdf.Object]) -> pikepdf.Object:
    shown = picture_as_shown(image)
    return draft.picture(
        jpeg_bytes(shown, CONVERTED_QUALITY),
        Width=shown.width,
        Height=shown.height,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
        Filter=Name.DCTDecode,
        **masks,
    )
