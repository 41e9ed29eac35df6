"""The network: lines of 48 rows in, for every 4 columns the scores of all signs out (CTC, blank last).

Beside them, for every 8 columns, whether a hand wrote there.

Convolutions see a letter and its marks; long convolutions and a recurrent layer see the words beside it,
since a neighbour often tells which mark a Vietnamese letter bears. Must be small: two cores read a page
with it in less time than Tesseract.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

_CHANNELS = (16, 32, 64, 96)
_WIDE, _MIXERS, _LONG, _HIDDEN, _DROP = 256, 3, 9, 256, 0.1
_WRITTEN = 32
_ROWS_LEFT = 3


def _convolution(before: int, after: int, stride: int | tuple[int, int] = 1) -> list[nn.Module]:
    return [nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after)]


class _Residual(nn.Module):
    """Two convolutions added to what they were given."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        first, second = _convolution(channels, channels), _convolution(channels, channels)
        self.both = nn.Sequential(*first, nn.ReLU(), *second)

    def forward(self, given: Tensor) -> Tensor:
        """Keep the shape."""
        return functional.relu(given + self.both(given))


class _Mixer(nn.Module):
    """A long convolution along the line, channel by channel; then two layers across the channels."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv1d(channels, channels, _LONG, padding=_LONG // 2, groups=channels, bias=False),
            nn.BatchNorm1d(channels),
            nn.Conv1d(channels, 2 * channels, 1),
            nn.ReLU(),
            nn.Conv1d(2 * channels, channels, 1),
        )

    def forward(self, given: Tensor) -> Tensor:
        """Keep the shape."""
        return given + self.layers(given)


class Lines(nn.Module):
    """The whole network.

    Args:
        signs: how many it tells apart.
    """

    def __init__(self, signs: int) -> None:
        super().__init__()
        first, second, third, last = _CHANNELS
        self.front = nn.Sequential(
            *_convolution(1, first, 2),  # 24 rows, half the columns
            nn.ReLU(),
            *_convolution(first, second, 2),  # 12 rows, a quarter
            nn.ReLU(),
            _Residual(second),
            *_convolution(second, third, (2, 1)),  # 6 rows
            nn.ReLU(),
            _Residual(third),
            *_convolution(third, last, (2, 1)),  # 3 rows
            nn.ReLU(),
            _Residual(last),
        )
        folded = nn.Conv1d(2 * _ROWS_LEFT * last, _WIDE, 1, bias=False)
        self.fold = nn.Sequential(folded, nn.BatchNorm1d(_WIDE), nn.ReLU())
        self.mixers = nn.Sequential(*(_Mixer(_WIDE) for _ in range(_MIXERS)))
        self.drop = nn.Dropout(_DROP)
        self.recurrent = nn.LSTM(_WIDE, _HIDDEN, batch_first=True, bidirectional=True)
        self.scores = nn.Linear(2 * _HIDDEN + _WIDE, 2 * (signs + 1))
        self.written = nn.Sequential(
            nn.Conv1d(2 * _HIDDEN + _WIDE, _WRITTEN, 5, padding=2),
            nn.ReLU(),
            nn.Conv1d(_WRITTEN, 1, 5, padding=2),
        )
        self._outcomes = signs + 1

    def forward(self, ink: Tensor) -> tuple[Tensor, Tensor]:
        """Score lines.

        Two steps are read as one: the recurrent layer, which costs most, goes half as far.

        Args:
            ink: lines × 1 × 48 × columns, a multiple of 8; 0 paper … 1 ink.

        Returns:
            Lines × columns / 4 × (signs + 1), before softmax; and lines × columns / 8, before the logistic
            function.
        """
        seen = self.front(ink)
        lines, channels, rows, steps = seen.shape
        pairs = seen.reshape(lines, channels * rows, steps // 2, 2).permute(0, 1, 3, 2)
        folded = self.fold(pairs.reshape(lines, channels * rows * 2, steps // 2))
        local = self.drop(self.mixers(folded).transpose(1, 2))
        context, _ = self.recurrent(local)
        all_seen = self.drop(torch.cat((context, local), 2))
        scores = self.scores(all_seen).reshape(lines, steps, self._outcomes)
        return scores, self.written(all_seen.transpose(1, 2)).squeeze(1)
