"""Trains the network for so many seconds: processes draw lines, an accelerator or the CPU learns them.

`python -m scripts.train_lines.train --help`. Lines are drawn by seed; how often each is learned depends on
the machine's speed, so weights are never the same twice. Must not see a real scan.
"""

import argparse
import math
import multiprocessing
import os
import random
import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from benchmarks.measures import edits
from scripts.train_lines.alphabet import SIGNS
from scripts.train_lines.batches import COLUMNS, Batch, draw_into
from scripts.train_lines.cut import ROWS
from scripts.train_lines.faces import find
from scripts.train_lines.network import Lines
from scripts.train_lines.store import Store

_FIRST_LINES = 2000
_WARM = 0.03
"""Share of the time in which the rate rises; then it falls along a cosine."""
_SAY_SECONDS = 60
_QUEUED = 64
_BLANK = len(SIGNS)


def train(store: Store, network: Lines, options: argparse.Namespace) -> None:
    """Learn until the time is over; say now and then how far it is, and keep the weights."""
    device = next(network.parameters()).device
    learned = network.written if options.only_written else network
    network.requires_grad_(False)
    learned.requires_grad_(True)
    learner = torch.optim.AdamW(learned.parameters(), lr=options.peak, weight_decay=0.01, betas=(0.9, 0.98))
    start = said = time.monotonic()
    steps, mean = 0, 0.0
    while (done := (time.monotonic() - start) / options.seconds) < 1:
        rate = options.peak * min(1, done / _WARM) * (0.5 + 0.5 * math.cos(math.pi * done))
        for group in learner.param_groups:
            group["lr"] = rate
        learned.train()
        loss = _loss(network, store.take(max(1, options.columns // COLUMNS)), device, options.only_written)
        learner.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned.parameters(), 2.0)
        learner.step()
        steps += 1
        mean = 0.9 * mean + 0.1 * loss.detach() if steps > 1 else loss.detach()
        if time.monotonic() - said > _SAY_SECONDS:
            said = time.monotonic()
            _save(network, options.out)
            wrong, missed, false = _errors(network, store.unseen(), device)
            print(
                f"{said - start:.0f} s, {steps} steps, {store.drawn} lines drawn, loss {float(mean):.4f}, "
                f"on unseen lines letters wrong {wrong:.2%}, "
                f"handwriting missed {missed:.2%}, print taken for it {false:.2%}",
                flush=True,
            )
    _save(network, options.out)
    print(f"{options.out}: {steps} steps, {store.drawn} lines drawn, loss {float(mean):.4f}", flush=True)


def _loss(network: Lines, batches: list[Batch], device: torch.device, only_written: bool) -> Tensor:
    """Return the CTC loss of one step, and how wrongly handwriting is told from print."""
    targets = [target for batch in batches for target in batch.targets]
    ink = _varied(torch.cat([_ink(batch, device) for batch in batches]), max(map(len, targets)))
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        scores, told = network(ink)
    written = torch.cat([_written(batch, device) for batch in batches]).unsqueeze(1)
    written = functional.interpolate(written, told.shape[1]).squeeze(1)
    mistaken = functional.binary_cross_entropy_with_logits(told.float(), written)
    if only_written:
        return mistaken
    likely = scores.float().log_softmax(2).transpose(0, 1)
    return mistaken + functional.ctc_loss(
        likely,
        torch.tensor([place for target in targets for place in target], device=device),
        torch.full((len(targets),), likely.shape[0]),
        torch.tensor([len(target) for target in targets]),
        blank=_BLANK,
        zero_infinity=True,
    )


def _ink(batch: Batch, device: torch.device) -> Tensor:
    return torch.from_numpy(batch.ink).to(device).float().div_(255).unsqueeze(1)


def _written(batch: Batch, device: torch.device) -> Tensor:
    return torch.from_numpy(batch.written).to(device).float()


def _varied(ink: Tensor, longest: int) -> Tensor:
    """Vary contrast and noise of each line and the width of all: a line that comes again looks different."""
    shape = (ink.shape[0], 1, 1, 1)
    gain = 1 + 0.3 * (torch.rand(shape, device=ink.device) - 0.5)
    noise = torch.randn_like(ink) * (0.08 * torch.rand(shape, device=ink.device) ** 2)
    ink = (ink * gain + noise).clamp_(0, 1)
    columns = ink.shape[3]
    wide = max(96, int(columns * random.uniform(0.9, 1.1)) // 8 * 8)
    if random.random() < 0.5 and (wide >= columns * 0.97 or longest * 1.25 + 4 < wide // 4):
        ink = functional.interpolate(ink, (ROWS, wide), mode="bilinear", align_corners=False)
    return ink


@torch.no_grad()
def _errors(network: Lines, batches: list[Batch], device: torch.device) -> tuple[float, float, float]:
    """Return the shares of letters read wrong, of handwriting not seen, and of print taken for it."""
    network.eval()
    wrong = letters = 0
    hands = torch.zeros(2, 2)
    for batch in batches:
        scores, told = network(_ink(batch, device))
        best, written = scores.argmax(2), _written(batch, device)
        for truth in (0, 1):
            hands[truth] += torch.bincount((told[written == truth] > 0).long().cpu(), minlength=2)
        for row, target in zip(best, batch.targets, strict=True):
            wrong += edits(target, [place for place in row.unique_consecutive().tolist() if place != _BLANK])
            letters += len(target)
    (_, false), (missed, _) = (hands / hands.sum(1, keepdim=True).clamp(min=1)).tolist()
    return wrong / max(1, letters), missed, false


def _save(network: Lines, file: Path) -> None:
    part = file.with_suffix(".part")
    torch.save(network.state_dict(), part)
    part.replace(file)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the network that reads lines.")
    parser.add_argument("corpus", type=Path, help="what corpus.py wrote")
    parser.add_argument("fonts", type=Path, help="folder below which the fonts of print are")
    parser.add_argument("hands", type=Path, help="folder of handwriting, .ttf")
    parser.add_argument("out", type=Path, help="file of weights, .pt")
    parser.add_argument("--seconds", type=float, default=540)
    parser.add_argument("--workers", type=int, default=max(1, (os.cpu_count() or 2) - 1), help="that draw")
    parser.add_argument("--peak", type=float, default=2.5e-3, help="highest rate of learning")
    parser.add_argument("--columns", type=int, default=12 * COLUMNS, help="of all lines of a step")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--only-written", action="store_true", help="leave what reads letters as it is")
    parser.add_argument("--seed", type=int, default=1000, help="of the first worker; others count up")
    return parser.parse_args()


def main() -> None:
    """Train as the command line says."""
    options = _options()
    faces = find(options.fonts, options.hands)
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    torch.set_num_threads(max(1, (os.cpu_count() or 1) - options.workers))
    forking = multiprocessing.get_context("fork")
    queue = forking.Queue(_QUEUED)
    for number in range(options.workers):
        given = queue, options.corpus, faces, options.seed + number
        forking.Process(target=draw_into, args=given, daemon=True).start()
    network = Lines(len(SIGNS)).to("cuda" if torch.cuda.is_available() else "cpu")
    if options.start:
        start = torch.load(options.start, map_location="cpu")
        network.load_state_dict(start, strict=not options.only_written)
    network.eval()
    store = Store(queue, random.Random(options.seed))
    while store.drawn < _FIRST_LINES:
        time.sleep(0.5)
    train(store, network, options)


if __name__ == "__main__":
    main()
