# mypy: disable-error-code="import-not-found, untyped-decorator, no-any-return"
"""Train the splitter's network on the corpus, whole or cross-validated over sites.

python -m benchmarks.split.train                writes feeds/split/weights.bin
python -m benchmarks.split.train --folds 5 DIR  writes DIR/fold0.bin ... and DIR/folds.json
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from feeds.split import surroundings
from feeds.split.evidence import windows
from feeds.split.features import NAMES
from feeds.split.learned import Learned, packed, unpacked
from feeds.split.lexicon import CLASSES
from feeds.split.network import ROLES, START, Network, judge

from . import network
from .augment import augmented
from .corpus import OWN, Example, Gold, example, golds

WEIGHTS = Path(__file__).parents[2] / "feeds" / "split" / "weights.bin"
TOKENS = 4096  # units a batch
WORKERS = 2
LENGTHS = (64, 96, 128, 192, 256, 384, 512, 1024, 2048)
RATE, DECAY, DROP = 2e-3, 0.02, 0.15
HIDDEN = (0.0, 0.0, 0.05, 0.1)  # shares of the columns that a dump is read without
SMALLER = 0.3  # of the rate, for networks that go on
ORIGINAL = 0.35  # share of the dumps that an epoch sees as they are, beside another layout of all
START_WEIGHT, EARLY_WEIGHT = 1.5, 0.3
MEMORY = 0.999  # of the running mean of the weights, which is what is kept
# What a role costs when missed: a lost body line is worse than a leaked one.
ROLE_COST = np.array(
    [{"p": 1.3, "l": 1.4, "h": 1.6, "q": 1.3, "m": 0.3, "g": 0.3}.get(r, 1.0) for r in ROLES]
)

Batch = tuple[Any, Any, Any, Any, Any, Any]


def shelved(examples: list[Example]) -> list[tuple[int, int, list[Example]]]:
    """Return batches: a length, how many dumps fit, and the dumps of about that length."""
    shelves: dict[int, list[Example]] = {}
    for one in examples:
        length = next((n for n in LENGTHS if len(one.roles) <= n), LENGTHS[-1])
        shelves.setdefault(length, []).append(one)
    groups = []
    for length, shelf in shelves.items():
        size = max(1, TOKENS // length)
        groups += [(length, size, shelf[i : i + size]) for i in range(0, len(shelf), size)]
    return groups


def batches(
    examples: list[Example], rng: np.random.Generator, without: list[int]
) -> Iterator[Batch]:
    """Yield padded batches of like length, in random order, some columns empty."""
    groups = shelved([examples[k] for k in rng.permutation(len(examples))])
    for k in rng.permutation(len(groups)):
        length, size, group = groups[k]
        x, *rest = padded(length, size, group, rng)
        x[:, :, without] = 0
        yield x, *rest


def padded(length: int, size: int, group: list[Example], rng: np.random.Generator) -> Batch:
    """Return arrays of `size` dumps of `length` units, zeros where there is none."""
    x = np.zeros((size, length, len(NAMES)), np.float32)
    groups = np.tile(np.arange(length)[None, :, None], (size, 1, group[0].groups.shape[1]))
    roles = np.zeros((size, length), np.int32)
    starts, mask, weight = (np.zeros((size, length), np.float32) for _ in range(3))
    for b, one in enumerate(group):
        n = len(one.roles)
        at = int(rng.integers(0, n - length + 1)) if n > length else 0
        part, m = slice(at, at + length), min(n, length)
        x[b, :m] = blinded(one.rows[part], rng)
        for k in range(groups.shape[2]):
            groups[b, :m, k] = np.unique(one.groups[part, k], return_inverse=True)[1]
        roles[b, :m], starts[b, :m], mask[b, :m] = one.roles[part], one.starts[part], 1
        weight[b, :m] = one.weight[part]
    return x, groups, roles, starts, mask, weight


_SAID = [
    [
        k
        for k, n in enumerate(NAMES)
        if n.split(":")[-1] == c and n.split(":")[0] in ("says", "opens")
    ]
    for c in CLASSES
]
_ALL_SAID = [
    k
    for k, n in enumerate(NAMES)
    if n.startswith(("says:", "opens:", "covered", "function", "pronoun"))
]
_FAR_OFF = [NAMES.index(name) for name in surroundings.NAMES]
_DATES = [k for k, n in enumerate(NAMES) if n.startswith("date")]


def blinded(rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return rows as a reader sees them who lacks some words, as other languages have others,
    or some features, so that no network relies on a single one."""
    hidden: list[int] = []
    for columns in _SAID:
        if rng.random() < 0.08:
            hidden += columns
    if rng.random() < 0.1:
        hidden += _ALL_SAID
    if rng.random() < 0.03:
        hidden += _DATES
    chance = rng.choice(HIDDEN)
    hidden += np.flatnonzero(rng.random(rows.shape[1]) < chance).tolist()
    if not hidden:
        return rows
    rows = rows.copy()
    rows[:, hidden] = 0
    return rows


def loss(p: network.Params, batch: Batch, key: Any, drop: float) -> Any:
    x, groups, roles, starts, mask, weight = batch
    *earlier, last = network.judge(p, x, groups, mask, key, drop)
    weight = mask * weight
    early = sum(_loss(logits, roles, starts, weight) for logits in earlier)
    return _loss(last, roles, starts, weight) + EARLY_WEIGHT * early


def _loss(logits: Any, roles: Any, starts: Any, weight: Any) -> Any:
    picked = jnp.take_along_axis(jax.nn.log_softmax(logits[..., :START]), roles[..., None], -1)[
        ..., 0
    ]
    role = -(picked * jnp.asarray(ROLE_COST)[roles] * weight).sum()
    odds = logits[..., START]
    start = (jax.nn.softplus(odds) - starts * odds) * weight
    return (role + START_WEIGHT * start.sum()) / jnp.maximum(weight.sum(), 1)


@partial(jax.jit, donate_argnums=(0, 1, 2))
def step(
    p: Any, mean: Any, state: Any, batch: Batch, key: Any, t: Any, total: Any, most: Any
) -> Any:
    """Return weights, their running mean, state and loss after one step of Adam on a cosine
    schedule."""
    value, grad = jax.value_and_grad(loss)(p, batch, key, DROP)
    norm = jnp.sqrt(sum(jnp.sum(g * g) for g in jax.tree.leaves(grad)))
    scale = jnp.minimum(1.0, 2.0 / (norm + 1e-9))
    wave = 0.5 * (1 + jnp.cos(jnp.pi * jnp.minimum(t / total, 1)))
    rate = most * jnp.minimum(t / 100, wave)
    weights, means, moments = {}, {}, {}
    kept = jnp.minimum(MEMORY, t / (t + 10))
    for k, g in grad.items():
        a = 0.9 * state[k][0] + 0.1 * g * scale
        b = 0.99 * state[k][1] + 0.01 * (g * scale) ** 2
        move = a / (1 - 0.9**t) / (jnp.sqrt(b / (1 - 0.99**t)) + 1e-8)
        weights[k] = p[k] - rate * (move + DECAY * p[k])
        means[k] = kept * mean[k] + (1 - kept) * weights[k]
        moments[k] = (a, b)
    return weights, means, moments, value


def fit(
    examples: list[Example],
    variants: list[list[Example]],
    epochs: int,
    networks: int,
    begun: Learned | None = None,
) -> Learned:
    """Return some networks, each trained by itself, and the signals that explain them.

    Every other one does without what stands farther off: they err apart, and their mean less.
    """
    found = tuple(
        trained(
            examples,
            variants,
            epochs,
            seed,
            _FAR_OFF if seed % 2 else [],
            begun.networks[seed] if begun else None,
        )
        for seed in range(networks)
    )
    return Learned(found, *signals(examples, found))


def trained(
    examples: list[Example],
    variants: list[list[Example]],
    epochs: int,
    seed: int,
    without: list[int],
    begun: Network | None = None,
) -> Network:
    """Return a network trained without some columns; each epoch sees a dump as it is or in
    another layout, or both.  One that was begun goes on in smaller steps."""
    rng = np.random.default_rng(seed)
    p = network.initial(seed, without)
    if begun:
        p = {name: jnp.asarray(rows) for name, rows in begun.items()}
    most = RATE * SMALLER if begun else RATE
    mean = jax.tree.map(jnp.copy, p)
    state = jax.tree.map(lambda a: (jnp.zeros_like(a), jnp.zeros_like(a)), p)
    rounds = [_round(examples, variants, e, rng) for e in range(epochs)]
    total = float(sum(len(shelved(r)) for r in rounds))
    key, t, began = jax.random.PRNGKey(seed), 0, time.time()
    for epoch, seen in enumerate(rounds):
        losses = []
        for batch in batches(seen, rng, without):
            t += 1
            key, sub = jax.random.split(key)
            p, mean, state, value = step(p, mean, state, batch, sub, float(t), total, most)
            losses.append(value)
        spent = time.time() - began
        print(f"epoch {epoch + 1}/{epochs} loss {np.mean(losses):.4f} {spent:.0f} s", flush=True)
    return {k: np.asarray(v, np.float32) for k, v in mean.items()}


def _round(
    examples: list[Example], variants: list[list[Example]], epoch: int, rng: np.random.Generator
) -> list[Example]:
    if not variants:
        return examples
    kept = [e for e in examples if rng.random() < ORIGINAL]
    return kept + variants[epoch % len(variants)]


def signals(
    examples: list[Example], networks: tuple[Network, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the linear model of the odds of a start that explains the cuts (ridge), and the
    features of a usual line."""
    rows, odds = [], []
    rng = np.random.default_rng(0)
    for one in examples:
        logits = judge(one.rows.astype(np.float32), one.groups, networks)[:, START]
        kept = (one.starts > 0) | (rng.random(len(one.starts)) < 0.1)
        rows.append(windows(one.rows.astype(np.float32))[kept])
        odds.append(np.clip(logits[kept], -6, 6))
    x, y = np.concatenate(rows), np.concatenate(odds)
    usual = x.mean(0)
    x = x - usual
    weight = np.linalg.solve(
        x.T @ x + 200 * np.eye(x.shape[1], dtype=np.float32), x.T @ (y - y.mean())
    )
    fit = 1 - np.var(y - y.mean() - x @ weight) / np.var(y)
    print(f"the signals explain {fit:.0%} of the odds", flush=True)
    return weight, usual


def folds(sites: list[str], count: int) -> dict[str, int]:
    """Return the fold of each site: sites are dealt out in the order of their names."""
    return {site: k % count for k, site in enumerate(sorted(set(sites)))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--networks", type=int, default=2, help="that judge together")
    parser.add_argument("--variants", type=int, default=6, help="other layouts of each dump")
    parser.add_argument("--more", type=Path, nargs="+", default=[], help="folders with gold, too")
    parser.add_argument("--begun", type=Path, help="weights to go on with; a folder of the folds'")
    parser.add_argument("folder", nargs="?", type=Path)
    options = parser.parse_args()
    corpus = list(golds((*OWN, *options.more)))
    examples = read(corpus)
    print(len(examples), "dumps", sum(len(e.roles) for e in examples), "units", flush=True)
    fold = folds([g.site for g in corpus], options.folds or 1)
    with ProcessPoolExecutor(WORKERS, get_context("forkserver")) as pool:
        laid = partial(laid_out, corpus, fold)
        variants = list(pool.map(laid, range(options.variants)))
    print(options.variants, "variants", flush=True)
    if not options.folds:
        begun = unpacked(options.begun.read_bytes()) if options.begun else None
        learned = fit(examples, variants, options.epochs, options.networks, begun)
        (options.folder or WEIGHTS).write_bytes(packed(learned))
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "folds.json").write_text(json.dumps(fold))
    for k in range(options.folds):
        others = [[e for e in v if fold[e.site] != k] for v in (examples, *variants)]
        name = f"fold{k}.bin"
        begun = unpacked((options.begun / name).read_bytes()) if options.begun else None
        learned = fit(others[0], others[1:], options.epochs, options.networks, begun)
        (options.folder / name).write_bytes(packed(learned))


def read(corpus: list[Gold]) -> list[Example]:
    """Return the arrays of dumps, some of them several times."""
    return [
        found
        for gold in corpus
        if (found := example(gold, WEIGHT.get(gold.regime, 1.0))) is not None
        for _ in range(COPIES.get(gold.regime, 1))
    ]


def laid_out(corpus: list[Gold], fold: dict[str, int], seed: int) -> list[Example]:
    """Return the arrays of each dump in another layout."""
    return read(layouts(corpus, fold, seed))


def layouts(corpus: list[Gold], fold: dict[str, int], seed: int) -> list[Gold]:
    """Return each dump in another layout; chrome is borrowed within a fold only."""
    rng = random.Random(seed)
    near = {k: [g for g in corpus if fold[g.site] == k] for k in set(fold.values())}
    return [augmented(gold, rng, near[fold[gold.site]]) for gold in corpus]


# The sample supplied with the project is what its user will look at first.
WEIGHT = {"dev": 3.0, "page": 3.0, "wild": 6.0, "seed": 10.0}
COPIES = {"seed": 24}

if __name__ == "__main__":
    main()
