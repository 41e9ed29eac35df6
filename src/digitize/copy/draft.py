"""The PDF under construction: takes streams in, and shares what several pages need.

Must not know what a page shows.
"""

import hashlib

import pikepdf
from pikepdf import Array, Name

_CLASSES = (b"scnr", b"mntr", b"prtr", b"spac")
_SPACES = {b"GRAY": 1, b"RGB ": 3}


class Draft:
    """A new PDF with the streams that were put into it.

    Attributes:
        pdf: the document.
    """

    def __init__(self) -> None:
        self.pdf = pikepdf.Pdf.new()
        self._shared: dict[bytes, pikepdf.Object] = {}

    def stream(self, data: bytes, **entries: object) -> pikepdf.Object:
        """Put a stream in, packed as `entries` say.

        Args:
            data: the bytes as they stand in the file.
            entries: of the stream's dictionary; those that are None are left out.
        """
        made = pikepdf.Stream(self.pdf, data)
        for key, value in entries.items():
            if value is not None:
                made[f"/{key}"] = value
        return self.pdf.make_indirect(made)

    def picture(self, data: bytes, **entries: object) -> pikepdf.Object:
        """Put an image XObject in, once however many pages show it.

        Args:
            data: the bytes as they stand in the file.
            entries: of its dictionary, but for /Type and /Subtype.
        """
        form = pikepdf.Dictionary({f"/{key}": value for key, value in entries.items() if value is not None})
        key = hashlib.sha256(data).digest() + form.unparse()
        if key not in self._shared:
            self._shared[key] = self.stream(data, Type=Name.XObject, Subtype=Name.Image, **entries)
        return self._shared[key]

    def colour_space(self, profile: bytes | None, components: int) -> pikepdf.Object:
        """Return the colour space of a picture with 1 (gray) or 3 (RGB) components.

        Args:
            profile: its ICC profile; one that PDF/A does not allow is passed over.
            components: 1 or 3.
        """
        if profile and _allowed(profile, components):
            return Array([Name.ICCBased, self.profile(profile, components)])
        return Name.DeviceGray if components == 1 else Name.DeviceRGB

    def profile(self, profile: bytes, components: int) -> pikepdf.Object:
        """Put an ICC profile in, once for all pages."""
        return self.shared(profile, N=components)

    def shared(self, data: bytes, **entries: object) -> pikepdf.Object:
        """Put a stream in that several pictures use, once."""
        key = hashlib.sha256(data).digest()
        if key not in self._shared:
            self._shared[key] = self.stream(data, **entries)
        return self._shared[key]


def _allowed(profile: bytes, components: int) -> bool:
    """Say whether PDF/A-2 allows `profile` (ISO 19005-2 section 6.2.4.2: class, space, ICC before 5)."""
    return (
        len(profile) > 128
        and int.from_bytes(profile[:4], "big") == len(profile)
        and profile[36:40] == b"acsp"
        and profile[8] < 5
        and profile[12:16] in _CLASSES
        and _SPACES.get(profile[16:20]) == components
    )
