"""Words of a layer and of the picture meet where they stand, however either side parts them."""

from archive.values.reading import Box
from digitize.formats.places import agree, places_of, word_by_word
from digitize.ocr.ports import Mark


def mark(text: str, left: int, right: int, top: int = 100) -> Mark:
    return Mark(text, Box(left, top, right, top + 30), 1.0, 0, 0)


def texts(words: tuple[Mark, ...]) -> list[str]:
    return [word.text for word in words]


def test_words_in_one_place_stand_side_by_side() -> None:
    layer = [mark("Nguyễn", 10, 100), mark("Văn", 120, 170)]
    seen = [mark("Van", 121, 168), mark("Nguyễn", 12, 99)]
    found = {(*texts(place.layer), *texts(place.seen)) for place in places_of(layer, seen)}
    assert found == {("Nguyễn", "Nguyễn"), ("Văn", "Van")}


def test_words_that_one_side_joins_are_one_place_and_parted_for_the_layer() -> None:
    layer = [mark("Số:", 10, 50), mark("12/GXN", 60, 160)]
    (place,) = places_of(layer, [mark("Số:12/GXN", 10, 160)])
    assert (texts(place.layer), texts(place.seen)) == (["Số:", "12/GXN"], ["Số:12/GXN"])
    assert [texts(each.layer) for each in word_by_word(place)] == [["Số:"], ["12/GXN"]]


def test_a_word_of_one_side_alone_is_a_place_of_its_own() -> None:
    found = places_of([mark("trên", 10, 60)], [mark("dưới", 10, 60, top=300)])
    assert [(texts(place.layer), texts(place.seen)) for place in found] == [(["trên"], []), ([], ["dưới"])]


def test_words_agree_by_letters_marks_and_numbers_not_by_signs() -> None:
    def same(one: str, other: str) -> bool:
        return agree([mark(one, 0, 9)], [mark(other, 0, 9)])

    assert same("Điều", "điều.")
    assert same("QĐ-UBND", "QĐUBND")
    assert same("Hl", "HI"), "signs that look alike in many faces are no difference"
    assert not same("Hằng", "Hạng")
    assert not same("12/3", "123"), "signs part numbers"
    assert not same("1", "l"), "a figure is never a letter"
