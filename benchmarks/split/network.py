# mypy: disable-error-code="import-not-found, no-any-return"
"""The same network as feeds/split/network.py, in JAX, for training."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from feeds.split.features import GROUPINGS, NAMES
from feeds.split.network import AROUND, DILATIONS, OUTPUTS, START

WIDTH, WIDE, POOL = 48, 64, 24
Params = dict[str, Any]


def initial(seed: int) -> Params:
    """Return untrained weights."""
    rng = np.random.default_rng(seed)

    def matrix(rows: int, columns: int, gain: float = 1.0) -> Any:
        return jnp.asarray(rng.normal(0, gain * (2 / rows) ** 0.5, (rows, columns)), jnp.float32)

    second = WIDTH + OUTPUTS * (2 + len(GROUPINGS)) + len(GROUPINGS)
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
    biases = [k for k in p if k not in ("match", "mid_pool", "second_record")]
    for name in biases:
        p[name + "_b"] = jnp.zeros(p[name].shape[1])
    return p


def judge(p: Params, x: Any, groups: Any, mask: Any, key: Any, drop: float) -> tuple[Any, Any]:
    """Return the logits of both passes; arrays are batch × units × columns."""
    keys = jax.random.split(key, 3)
    m = mask[:, :, None]
    h = jax.nn.relu(x @ p["in"] + p["in_b"]) * m
    h = _convolve(_drop(h, keys[0], drop), p, "a", DILATIONS[0], m)
    count = jnp.maximum(m.sum(1), 1)
    pooled = jnp.concatenate((h.sum(1) / count, h.max(1)), axis=-1)
    h = jax.nn.relu(h @ p["mid"] + (pooled @ p["mid_pool"])[:, None] + p["mid_b"]) * m
    h = _drop(h, keys[1], drop)
    first = h @ p["first"] + p["first_b"]
    belief = _belief(first) * m
    parts = [h, belief, _companions(belief, groups, m), _likeness(h, belief, p["match"])]
    record = jax.nn.relu(_record(belief, count) @ p["record"] + p["record_b"])
    h = jnp.concatenate(parts, axis=-1) @ p["second"] + (record @ p["second_record"])[:, None]
    h = _drop(jax.nn.relu(h + p["second_b"]) * m, keys[2], drop)
    h = _convolve(h, p, "b", DILATIONS[1], m)
    return first, h @ p["out"] + p["out_b"]


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
    for k in range(len(GROUPINGS)):
        index = (groups[:, :, k] + offset).reshape(-1)
        size = jax.ops.segment_sum(m.reshape(-1), index, batch * length)
        total = jax.ops.segment_sum(flat, index, batch * length)
        others = jnp.maximum(size - 1, 1)[index][:, None]
        mean = ((total[index] - flat) / others).reshape(batch, length, width)
        log = jnp.minimum(jnp.log(jnp.maximum(size[index], 1)), 4).reshape(batch, length, 1) / 4
        parts += [mean * m, log * m]
    return jnp.concatenate(parts, axis=-1)


def _likeness(h: Any, belief: Any, match: Any) -> Any:
    models = jnp.einsum("blr,blh->brh", belief, h) / (belief.sum(1)[:, :, None] + 1)
    return jnp.tanh(jnp.einsum("blh,brh->blr", h @ match, models) / 8)


def _record(belief: Any, count: Any) -> Any:
    start = belief[:, :, START]
    total = start.sum(1)[:, None] + 0.5
    around = [jnp.einsum("bl,blr->br", start, _shifted(belief, -s)) / total for s in AROUND]
    mass = jnp.log1p(belief.sum(1)) / 4
    return jnp.concatenate([*around, belief.sum(1) / count, mass], axis=-1)
