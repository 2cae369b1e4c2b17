# mypy: disable-error-code="import-not-found, no-any-return"
"""The same network as feeds/split/network.py, in JAX, for training."""

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from feeds.split.features import GROUPINGS, NAMES
from feeds.split.network import (
    ABOVE,
    AFTER,
    AROUND,
    BELIEVED,
    BELOW,
    DILATIONS,
    EDGES,
    FOOT,
    HEAD,
    HEADLINE,
    OUTPUTS,
    PLACED,
    ROUNDS,
    START,
    TEXT,
)

WIDTH, WIDE, POOL = 56, 72, 24
Params = dict[str, Any]


def initial(seed: int, without: Sequence[int] = ()) -> Params:
    """Return untrained weights, those of some columns nothing."""
    rng = np.random.default_rng(seed)

    def matrix(rows: int, columns: int, gain: float = 1.0) -> Any:
        return jnp.asarray(rng.normal(0, gain * (2 / rows) ** 0.5, (rows, columns)), jnp.float32)

    grouped = len(GROUPINGS) + PLACED
    second = WIDTH + OUTPUTS * (3 + grouped + EDGES) + grouped
    p: Params = {
        "in": matrix(len(NAMES), WIDTH), "mid": matrix(WIDTH, WIDTH),
        "mid_pool": matrix(2 * WIDTH, WIDTH, 0.3),
        "first": matrix(WIDTH, OUTPUTS, 0.5), "match": matrix(WIDTH, WIDTH, 0.5),
        "record": matrix((len(AROUND) + 2) * OUTPUTS, POOL), "second": matrix(second, WIDE),
        "second_record": matrix(POOL, WIDE, 0.5), "out": matrix(WIDE, OUTPUTS, 0.5),
    }  # fmt: skip
    for name, width, dilations in (("a", WIDTH, DILATIONS[0]), ("b", WIDE, DILATIONS[1])):
        for k in range(len(dilations)):
            p[f"{name}{k}"] = matrix(3 * width, width, 0.5)
    p["in"] = p["in"].at[np.array(without, int)].set(0.0)
    biases = [k for k in p if k not in ("match", "mid_pool", "second_record")]
    for name in biases:
        p[name + "_b"] = jnp.zeros(p[name].shape[1])
    return p


def judge(p: Params, x: Any, groups: Any, mask: Any, key: Any, drop: float) -> list[Any]:
    """Return the logits of the first pass, and of each round of the second; arrays are batch ×
    units × columns."""
    keys = jax.random.split(key, 2 + ROUNDS)
    m = mask[:, :, None]
    h = jax.nn.relu(x @ p["in"] + p["in_b"]) * m
    h = _convolve(_drop(h, keys[0], drop), p, "a", DILATIONS[0], m)
    count = jnp.maximum(m.sum(1), 1)
    pooled = jnp.concatenate((h.sum(1) / count, h.max(1)), axis=-1)
    h = jax.nn.relu(h @ p["mid"] + (pooled @ p["mid_pool"])[:, None] + p["mid_b"]) * m
    h = _drop(h, keys[1], drop)
    found = [h @ p["first"] + p["first_b"]]
    for own in keys[2:]:
        belief = _belief(found[-1]) * m
        seen = _drop(_seen(p, h, belief, groups, mask, count), own, drop)
        found.append(_convolve(seen, p, "b", DILATIONS[1], m) @ p["out"] + p["out_b"])
    return found


def _seen(p: Params, h: Any, belief: Any, groups: Any, mask: Any, count: Any) -> Any:
    """Return what the second pass begins with: a unit, and what is believed of the whole dump."""
    m = mask[:, :, None]
    parts = [h, belief, _companions(belief, groups, m), _likeness(h, belief, p["match"])]
    places, article = _places(jax.lax.stop_gradient(belief), mask)
    parts += [_companions(belief, places, m), _own(belief, article) * m]
    parts.append(_edges(belief, places, mask) * m)
    record = jax.nn.relu(_record(belief, count) @ p["record"] + p["record_b"])
    h = jnp.concatenate(parts, axis=-1) @ p["second"] + (record @ p["second_record"])[:, None]
    return jax.nn.relu(h + p["second_b"]) * m


def _drop(h: Any, key: Any, rate: float) -> Any:
    keep = jax.random.bernoulli(key, 1 - rate, (h.shape[0], 1, h.shape[2]))
    return jnp.where(keep, h / (1 - rate), 0)


def _belief(logits: Any) -> Any:
    roles = jax.nn.softmax(logits[..., :START])
    return jnp.concatenate((roles, jax.nn.sigmoid(logits[..., START:])), axis=-1)


def _shifted(h: Any, step: int) -> Any:
    if step == 0:
        return h
    pad = jnp.zeros_like(h[:, : abs(step)])
    return jnp.concatenate((pad, h[:, :-step]) if step > 0 else (h[:, -step:], pad), axis=1)


def _convolve(h: Any, p: Params, name: str, dilations: tuple[int, ...], m: Any) -> Any:
    for k, step in enumerate(dilations):
        wide = jnp.concatenate((_shifted(h, step), h, _shifted(h, -step)), axis=-1)
        h = (h + jax.nn.relu(wide @ p[f"{name}{k}"] + p[f"{name}{k}_b"])) * m
    return h


def _companions(belief: Any, groups: Any, m: Any) -> Any:
    batch, length, width = belief.shape
    offset = (jnp.arange(batch) * length)[:, None]
    flat = belief.reshape(-1, width)
    parts = []
    for k in range(groups.shape[2]):
        index = (groups[:, :, k] + offset).reshape(-1)
        size = jax.ops.segment_sum(m.reshape(-1), index, batch * length)
        total = jax.ops.segment_sum(flat, index, batch * length)
        others = jnp.maximum(size - 1, 1)[index][:, None]
        mean = ((total[index] - flat) / others).reshape(batch, length, width)
        log = jnp.minimum(jnp.log(jnp.maximum(size[index], 1)), 4).reshape(batch, length, 1) / 4
        parts += [mean * m, log * m]
    return jnp.concatenate(parts, axis=-1)


def _places(belief: Any, mask: Any) -> tuple[Any, Any]:
    """Return the place of each unit in its article, three ways, and the number of its article."""
    length = belief.shape[1]
    at = jnp.arange(length)[None, :]
    count = mask.sum(1, keepdims=True).astype(int)
    start, title = belief[..., START] > BELIEVED, belief[..., HEADLINE] > BELIEVED
    since = at - jax.lax.cummax(jnp.where(start, at, -length), axis=1)
    below = at - jax.lax.cummax(jnp.where(title, at, -length), axis=1)
    above, until = _next(title, 2 * length) - at, jnp.minimum(_next(start, length), count) - at
    near = jnp.where(above <= jnp.minimum(ABOVE, below), -above, jnp.minimum(below, BELOW))
    text = belief[..., slice(*TEXT)].sum(-1) > BELIEVED
    after = jnp.minimum(at - jax.lax.cummax(jnp.where(text, at, -AFTER), axis=1), AFTER)
    ways = (jnp.minimum(since, HEAD), jnp.clip(until, 0, FOOT), near + ABOVE, after)
    return jnp.stack(ways, axis=-1), jnp.cumsum(start, axis=1)


def _edges(belief: Any, places: Any, mask: Any) -> Any:
    batch, length = mask.shape
    at = jnp.broadcast_to(jnp.arange(length)[None, :], (batch, length))
    real, row = mask > 0, jnp.arange(batch)[:, None]
    parts = []
    for way, size, first in ((2, ABOVE + BELOW + 1, True), (3, AFTER + 1, False)):
        index = (places[:, :, way] + row * size).reshape(-1)
        if first:
            key = jnp.where(real, at, length - 1).reshape(-1)
            edge = jax.ops.segment_min(key, index, batch * size)
        else:
            edge = jax.ops.segment_max(jnp.where(real, at, 0).reshape(-1), index, batch * size)
        unit = jnp.clip(edge[index].reshape(batch, length), 0, length - 1)
        parts.append(jnp.take_along_axis(belief, unit[:, :, None], axis=1))
    return jnp.concatenate(parts, axis=-1)


def _next(marked: Any, end: int) -> Any:
    at = jnp.where(marked, jnp.arange(marked.shape[1])[None, :], end)[:, 1:]
    at = jnp.concatenate((at, jnp.full_like(at[:, :1], end)), axis=1)
    return jax.lax.cummin(at, axis=1, reverse=True)


def _own(belief: Any, article: Any) -> Any:
    batch, length, width = belief.shape
    index = (article + (jnp.arange(batch) * (length + 1))[:, None]).reshape(-1)
    total = jax.ops.segment_sum(belief.reshape(-1, width), index, batch * (length + 1))
    return jnp.tanh(total[index].reshape(belief.shape) - belief)


def _likeness(h: Any, belief: Any, match: Any) -> Any:
    models = jnp.einsum("blr,blh->brh", belief, h) / (belief.sum(1)[:, :, None] + 1)
    return jnp.tanh(jnp.einsum("blh,brh->blr", h @ match, models) / 8)


def _record(belief: Any, count: Any) -> Any:
    start = belief[:, :, START]
    total = start.sum(1)[:, None] + 0.5
    around = [jnp.einsum("bl,blr->br", start, _shifted(belief, -s)) / total for s in AROUND]
    mass = jnp.log1p(belief.sum(1)) / 4
    return jnp.concatenate([*around, belief.sum(1) / count, mass], axis=-1)
