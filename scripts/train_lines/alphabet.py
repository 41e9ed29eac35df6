"""The signs that the network tells apart, in the order of its scores.

Must not be reordered: weights that were trained hold this order.
"""

HANDWRITING = "✍"
"""Stands for a piece of handwriting, whatever it says (`digitize.ocr.ports.HANDWRITING`)."""

_LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
_MARKS = ".,;:!?'\"()[]{}<>/\\|-–—_+=*&%#@$^~…“”‘’«»°²³§×÷±≤≥½•№→₫"

SIGNS = " 0123456789" + _LETTERS + _LETTERS.upper() + _MARKS + HANDWRITING
