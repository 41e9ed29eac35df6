"""Walks a PDF page's content and says which pictures it shows, if it shows nothing but pictures.

Must not guess: what it does not understand makes the page one that is drawn as a whole.
Source: ISO 32000-1 sections 8.4–8.11 and 9.3.6.
"""

import dataclasses as dc
from collections.abc import Callable, Iterable, Sequence

import pikepdf
from pikepdf import Name

from digitize.copy.matrix import IDENTITY, UNIT, Matrix, Rect
from digitize.copy.pdf_box import PageBox, inherited

_SLACK = 1.0
"""Points by which a picture may miss the edge of a page and still cover it."""
_DEEPEST = 12
"""Form XObjects within form XObjects; deeper ones are loops or jokes."""
_MOST_STEPS = 50_000
"""Instructions of a page: a scan has a dozen, with hidden text ten thousand; forms can multiply them."""
_INVISIBLE, _FIRST_CLIPPING = 3, 4
_WANTED = (
    "q Q cm gs Do BDC Tf Tr Tj TJ ' \" g rg k cs sc scn sh re m l c v y W W* n f F f* B B* b b* s S BI ID EI"
)
_PAINTING = {"f", "F", "f*", "B", "B*", "b", "b*", "s", "S"}
_FILLING_ONLY = {"f", "F", "f*"}


class NotPictures(Exception):  # an answer, not an error: it never leaves the room
    """The page shows something else than pictures, or pictures in a way that cannot be rebuilt."""


@dc.dataclass(frozen=True, slots=True)
class Painted:
    """A picture as the page paints it.

    Attributes:
        image: image XObject of the original.
        matrix: from the unit square to the page as shown.
        fill: colour of a stencil mask; empty for other pictures.
    """

    image: pikepdf.Object
    matrix: Matrix
    fill: tuple[float, ...]


@dc.dataclass(frozen=True, slots=True)
class _State:
    ctm: Matrix
    clip: Rect
    fill: tuple[float, ...] | None = (0.0,)
    space: str = "/DeviceGray"
    mode: int = 0
    type3: bool = False


def painted(page: pikepdf.Object, box: PageBox) -> list[Painted]:
    """Return the pictures that `page` shows, in painting order.

    Hidden text is dropped, and so is whatever an opaque picture over the whole page covers.

    Raises:
        NotPictures: it shows visible text, drawings, layers, or effects that cannot be rebuilt.
        pikepdf.PdfError: the content is damaged.
    """
    walk = _Walk(Rect(0, 0, box.width, box.height))
    resources = inherited(page, "/Resources")
    walk.run(page, resources, _State(box.to_shown, walk.sheet), 0)
    if walk.other:
        raise NotPictures("more than pictures")
    return walk.pictures


class _Walk:
    """The painting of one page."""

    def __init__(self, sheet: Rect) -> None:
        self.sheet = sheet
        self.pictures: list[Painted] = []
        self.other = False
        self.steps = 0

    def run(
        self, content: pikepdf.Object, resources: pikepdf.Object | None, state: _State, depth: int
    ) -> None:
        """Follow one content stream."""
        if "/Contents" not in content and depth == 0:
            return
        stream = _Stream(self, resources, state, depth)
        for instruction in pikepdf.parse_content_stream(content, _WANTED):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                raise NotPictures("inline picture")
            self.steps += 1
            if self.steps > _MOST_STEPS:
                raise NotPictures("too much content")
            stream.step(str(instruction.operator), instruction.operands)

    def show(self, image: pikepdf.Object, state: _State) -> None:
        """Take note of a picture."""
        place = state.ctm.bounds(UNIT)
        seen = place.cut(self.sheet)
        if not seen.width or not seen.height:
            return
        if not state.clip.holds(seen, _SLACK):
            raise NotPictures("clipped picture")
        stencil = bool(image.get("/ImageMask", False))
        if stencil and state.fill is None:
            raise NotPictures("stencil in a colour that is not gray or RGB")
        opaque = not (stencil or "/SMask" in image or "/Mask" in image or "/SMaskInData" in image)
        if opaque and state.ctm.upright and place.holds(self.sheet, _SLACK):
            self.pictures.clear()
            self.other = False
        fill = state.fill if stencil and state.fill is not None else ()
        self.pictures.append(Painted(image, state.ctm, fill))

    def drawing(self, fill: tuple[float, ...] | None) -> None:
        """Take note of a filled or stroked path; white on a still empty page shows nothing."""
        blank = not self.pictures and not self.other
        if not (blank and fill and min(fill) >= 1):
            self.other = True


class _Stream:
    """One content stream being followed: its graphics states and the path under construction."""

    def __init__(self, walk: _Walk, resources: pikepdf.Object | None, state: _State, depth: int) -> None:
        self.walk, self.resources, self.state, self.depth = walk, resources, state, depth
        self.saved: list[_State] = []
        self.path: list[Rect] | None = []  # None: a path that is not rectangles only
        self.clipping = False
        self.acts: dict[str, Callable[[Sequence[pikepdf.Object]], None]] = {
            "q": lambda _: self.saved.append(self.state),
            "Q": lambda _: self._set(self.saved.pop()) if self.saved else None,
            "cm": self._concatenate,
            "gs": self._effects,
            "Do": self._do,
            "BDC": self._layer,
            "Tf": self._font,
            "Tr": self._mode,
            "g": lambda given: self._fill("/DeviceGray", given),
            "rg": lambda given: self._fill("/DeviceRGB", given),
            "k": lambda _: self._set(dc.replace(self.state, fill=None)),
            "cs": self._space,
            "sc": lambda given: self._fill(self.state.space, given),
            "scn": lambda given: self._fill(self.state.space, given),
            "sh": lambda _: self.walk.drawing(None),
            "re": self._rectangle,
            "W": lambda _: self._set_clipping(),
            "W*": lambda _: self._set_clipping(),
            "Tj": lambda given: self._text(given[:1]),
            "'": lambda given: self._text(given[:1]),
            '"': lambda given: self._text(given[2:]),
            "TJ": lambda given: self._text(list(given[0])) if given else None,
        }

    def step(self, operator: str, operands: Iterable[pikepdf.Object]) -> None:
        """Follow one instruction."""
        if operator in _PAINTING or operator == "n":
            self._end_path(operator)
        elif operator in self.acts:
            self.acts[operator](list(operands))
        else:  # m l c v y
            self.path = None

    def _set(self, state: _State) -> None:
        self.state = state

    def _set_clipping(self) -> None:
        self.clipping = True

    def _concatenate(self, operands: Sequence[pikepdf.Object]) -> None:
        matrix = Matrix(*(float(value) for value in operands))
        self.state = dc.replace(self.state, ctm=matrix.then(self.state.ctm))

    def _effects(self, operands: Sequence[pikepdf.Object]) -> None:
        effects = self._resource("/ExtGState", operands[0])
        blend = effects.get("/BM", Name.Normal)
        plain = (
            float(effects.get("/ca", 1)) == 1
            and float(effects.get("/CA", 1)) == 1
            and effects.get("/SMask", Name("/None")) == Name("/None")
            and blend in (Name.Normal, Name.Compatible)
        )
        if not plain:
            raise NotPictures("transparency effect")

    def _layer(self, operands: Sequence[pikepdf.Object]) -> None:
        if operands[0] == Name.OC:
            raise NotPictures("layer")

    def _font(self, operands: Sequence[pikepdf.Object]) -> None:
        font = self._resource("/Font", operands[0])
        self.state = dc.replace(self.state, type3=font.get("/Subtype") == Name.Type3)

    def _mode(self, operands: Sequence[pikepdf.Object]) -> None:
        mode = int(operands[0])
        if mode >= _FIRST_CLIPPING:
            raise NotPictures("text as a clipping path")
        self.state = dc.replace(self.state, mode=mode)

    def _text(self, strings: Sequence[pikepdf.Object]) -> None:
        # The render mode does not hide Type 3 letters: they are little drawings.
        hidden = self.state.mode == _INVISIBLE and not self.state.type3
        if not hidden and any(isinstance(part, pikepdf.String) and bytes(part).strip() for part in strings):
            self.walk.other = True

    def _space(self, operands: Sequence[pikepdf.Object]) -> None:
        self.state = dc.replace(self.state, space=str(operands[0]), fill=None)

    def _fill(self, space: str, operands: Sequence[pikepdf.Object]) -> None:
        wanted = {"/DeviceGray": 1, "/DeviceRGB": 3}.get(space)
        fill = tuple(float(value) for value in operands) if len(operands) == wanted else None
        self.state = dc.replace(self.state, fill=fill, space=space)

    def _rectangle(self, operands: Sequence[pikepdf.Object]) -> None:
        x, y, width, height = (float(value) for value in operands)
        own = Rect(min(x, x + width), min(y, y + height), max(x, x + width), max(y, y + height))
        if self.path is not None and self.state.ctm.upright:
            self.path.append(self.state.ctm.bounds(own))
        else:
            self.path = None

    def _end_path(self, operator: str) -> None:
        if operator in _PAINTING:
            self.walk.drawing(self.state.fill if operator in _FILLING_ONLY else None)
        if self.clipping:
            one = self.path[0] if self.path and len(self.path) == 1 else Rect(0, 0, 0, 0)
            self.state = dc.replace(self.state, clip=self.state.clip.cut(one))
        self.path, self.clipping = [], False

    def _do(self, operands: Sequence[pikepdf.Object]) -> None:
        thing = self._resource("/XObject", operands[0])
        if "/OC" in thing:
            raise NotPictures("layer")
        if thing.get("/Subtype") == Name.Image:
            self.walk.show(thing, self.state)
        elif thing.get("/Subtype") == Name.Form:
            self._form(thing)

    def _form(self, form: pikepdf.Object) -> None:
        if self.depth >= _DEEPEST:
            raise NotPictures("forms too deep")
        matrix = Matrix(*(float(value) for value in form.get("/Matrix", IDENTITY)))
        ctm = matrix.then(self.state.ctm)
        left, bottom, right, top = (float(value) for value in form["/BBox"])
        clip = ctm.bounds(Rect(left, bottom, right, top)) if ctm.upright else Rect(0, 0, 0, 0)
        state = dc.replace(self.state, ctm=ctm, clip=self.state.clip.cut(clip))
        self.walk.run(form, form.get("/Resources", self.resources), state, self.depth + 1)

    def _resource(self, kind: str, name: pikepdf.Object) -> pikepdf.Object:
        kinds = self.resources.get(kind) if self.resources is not None else None
        found = kinds.get(str(name)) if kinds is not None else None
        if found is None:
            raise NotPictures(f"{kind} without its resource")
        return found
