"""One fit of all characteristics together, under the chain's rules.

log-odds of a good ending = intercept + sum of f_j(bin). Along a declared direction the steps of f_j have one sign; a missing
value is never better than the worst bin; without a direction f_j is free. The sum of the sizes of all steps is penalised
(a fused lasso), so that steps and whole characteristics vanish that say too little. Then bins are joined, eight at most (32 of
what stands open) are left, and the sum is fitted again on them. Each block is solved exactly, blocks in turn, by Newton's method on the whole
(backfitting; Hastie and Tibshirani 1990). Pool-adjacent-violators solves a block with a direction: on a monotone f the
penalty is linear in its two ends.
"""

import math

import numpy as np

HIGHER, LOWER, FREE = "HigherIsBetter", "LowerIsBetter", "None"
# Bins of a figure, of which a proof carries a commitment each, and of what stands open.
MOST_BINS, MOST_OPEN_BINS = 8, 32
# What a bin costs when bins are joined, in squared distance by p (1 - p); of many rows half of Schwarz' criterion (1978).
JOIN, MANY = 0.1, 20_000


def quantile_edges(values, most, smallest, also=()):
    """Whole edges that cut values into at most `most` parts, none of them smaller than `smallest`."""
    values = np.sort(values)
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    places = np.unique(np.linspace(0, len(values), most + 1).astype(int)[1:-1])
    wanted = np.unique(np.concatenate([values[places], np.array(also, dtype=np.int64)]))
    different = np.unique(values)
    if len(different) <= most:
        wanted = different[1:]
    edges, last = [], 0
    for edge in wanted:
        place = np.searchsorted(values, edge, side="left")
        if place - last >= smallest and len(values) - place >= smallest:
            edges.append(int(edge))
            last = place
    return np.array(edges, dtype=np.int64)


def bins(edges, values, missing):
    """The bin of each value; missing values have the number after the last bin."""
    at = np.searchsorted(edges, values, side="right")
    at[missing] = len(edges) + 1
    return at.astype(np.int64)


def isotonic(z, h):
    """Never falling, nearest to z with weights h: pool adjacent violators."""
    level, weight, size = [], [], []
    for value, mass in zip(z, h):
        level.append(value), weight.append(mass), size.append(1)
        while len(level) > 1 and level[-2] >= level[-1]:
            mass = weight[-2] + weight[-1]
            level[-2:] = [(level[-2] * weight[-2] + level[-1] * weight[-1]) / mass]
            weight[-2:], size[-2:] = [mass], [size[-2] + size[-1]]
    return np.repeat(level, size)


def fused(z, h, penalty, start, sweeps=8):
    """Near z with weights h, few steps: coordinate descent over the steps, the level free. `start`: where to begin."""
    k = len(z)
    if k == 1:
        return z.copy()
    whole = h.sum()
    above = np.cumsum(h[::-1])[::-1][1:]
    # What a step of one adds to the pull on another: steps overlap where both are below.
    overlap = np.minimum.outer(above, above) - np.outer(above, above) / whole
    step = np.diff(start)
    level = np.concatenate([[0.0], np.cumsum(step)])
    rest = h * (z - level - (h * (z - level)).sum() / whole)
    pull = np.cumsum(rest[::-1])[::-1][1:].copy()
    curve, step = overlap.diagonal().tolist(), step.tolist()
    for _ in range(sweeps):
        most = 0.0
        for i in range(k - 1):
            wish = curve[i] * step[i] + float(pull[i])
            new = (wish - penalty) / curve[i] if wish > penalty else (wish + penalty) / curve[i] if wish < -penalty else 0.0
            move = new - step[i]
            if move:
                step[i] = new
                pull -= move * overlap[i]
                most = max(most, abs(move))
        if most < 1e-7:
            break
    level = np.concatenate([[0.0], np.cumsum(step)])
    return level + (h * (z - level)).sum() / whole


class Block:
    """A characteristic among the others: the bins of all rows, and what they are worth."""

    def __init__(self, code, direction, edges, at, most=MOST_BINS):
        self.code, self.direction, self.edges, self.at, self.most = code, direction, edges, at, most
        self.size = len(edges) + 1
        self.count = np.bincount(at, minlength=self.size + 1).astype(float)
        self.f = np.zeros(self.size + 1)

    def part(self, rows):
        return Block(self.code, self.direction, self.edges, self.at[rows], self.most)

    def solve(self, z, h, penalty):
        """The best f for a quadratic loss; the last entry is what a missing value is worth."""
        k = self.size
        z, h, gap = z[:k].copy(), h[:k].copy(), (z[k], h[k])
        h += 1e-9
        if self.direction == FREE:
            f = fused(z, h, penalty, self.f[:k])
            worst = int(np.argmin(f))
            # The step down to a missing value is penalised like any other: a few rows must not make it bottomless.
            lost = gap[0] + penalty / gap[1] if gap[1] > 0 else f[worst]
            if lost > f[worst]:
                mass = h[worst] + gap[1]
                z[worst] = (z[worst] * h[worst] + gap[0] * gap[1]) / mass
                h[worst] = mass
                f = fused(z, h, penalty, f)
                lost = f.min()
            return np.append(f, lost)
        order = slice(None) if self.direction == HIGHER else slice(None, None, -1)
        z, h = z[order], h[order]
        z[-1] -= penalty / h[-1]
        if gap[1] > 0:
            f = isotonic(np.append(gap[0] + penalty / gap[1], z), np.append(gap[1], h))
            return np.append(f[1:][order], f[0])
        z[0] += penalty / h[0]
        f = isotonic(z, h)
        return np.append(f[order], f[0])


def probability(eta):
    return 1 / (1 + np.exp(-np.clip(eta, -35, 35)))


def loss(eta, good):
    """Mean log loss of the log-odds of a good ending."""
    return float(np.mean(np.logaddexp(0, -eta) * good + np.logaddexp(0, eta) * (1 - good)))


def total(blocks, intercept, rows):
    eta = np.full(rows, intercept)
    for block in blocks:
        eta += block.f[block.at]
    return eta


def descend(blocks, good, penalty, intercept=None, rounds=25, tolerance=1e-4):
    """Newton's method outside, blocks in turn inside. Leaves each block's f in place, with mean 0, and returns the intercept."""
    n = len(good)
    share = good.mean()
    intercept = math.log(share / (1 - share)) if intercept is None else intercept
    eta = total(blocks, intercept, n)
    for _ in range(rounds):
        p = probability(eta)
        w = np.maximum(p * (1 - p), 1e-5)
        r = good - p
        heights = [np.bincount(b.at, weights=w, minlength=b.size + 1) for b in blocks]
        moved = 0.0
        for _ in range(2):
            for block, h in zip(blocks, heights):
                slope = np.bincount(block.at, weights=r, minlength=block.size + 1)
                z = block.f + slope / np.maximum(h, 1e-9)
                f = block.solve(z, h, penalty)
                middle = (h * f).sum() / h.sum()
                f -= middle
                change = np.clip(f - block.f, -1, 1)
                block.f = block.f + change
                moved = max(moved, float(np.abs(change * (block.count > 0)).max()))
                change = change + middle
                r -= w * change[block.at]
                intercept += middle
            nudge = r.sum() / w.sum()
            r -= w * nudge
            intercept += nudge
        eta = total(blocks, intercept, n)
        if moved < tolerance:
            break
    return intercept


def join(block, heights, smallest, cost):
    """Which neighbouring bins to join: least squared distance to f, plus `cost` for each bin that is left."""
    k, f, h, count = block.size, block.f[:block.size], heights[:block.size], block.count[:block.size]
    most = min(block.most, k)
    w, wf, wff, c = (np.concatenate([[0], np.cumsum(x)]) for x in (h, h * f, h * f * f, count))
    best = np.full((most + 1, k + 1), np.inf)
    best[0, 0], cut = 0, np.zeros((most + 1, k + 1), dtype=int)
    for end in range(1, k + 1):
        start = np.arange(end)
        mass = np.maximum(w[end] - w[start], 1e-12)
        off = np.maximum(wff[end] - wff[start] - (wf[end] - wf[start]) ** 2 / mass, 0)
        off[c[end] - c[start] < smallest] = np.inf
        for used in range(1, most + 1):
            tried = best[used - 1, :end] + off
            cut[used, end] = int(np.argmin(tried))
            best[used, end] = tried[cut[used, end]]
    used = int(np.argmin(best[:, k] + cost * np.arange(most + 1)))
    places, end = [], k
    while used > 0 and end > 0:
        end = int(cut[used, end])
        places.append(end)
        used -= 1
    return np.array(sorted(place for place in places if place), dtype=int)


def joined(block, places):
    """The block with only these of its edges (place i is the edge below bin i)."""
    renamed = np.searchsorted(places, np.arange(block.size), side="right")
    renamed = np.append(renamed, len(places) + 1)
    smaller = Block(block.code, block.direction, block.edges[places - 1], renamed[block.at], block.most)
    mass = np.bincount(renamed[:-1], weights=block.count[:-1], minlength=smaller.size)
    level = np.bincount(renamed[:-1], weights=block.count[:-1] * block.f[:-1], minlength=smaller.size)
    smaller.f[:-1] = level / np.maximum(mass, 1e-9)
    smaller.f[-1] = block.f[-1]
    return smaller


def fit(blocks, good, strength, smallest, relaxed=0.6):
    """The whole way: fine bins, joined bins, what says nothing left out, fitted again. Returns (blocks, intercept, left out)."""
    n = len(good)
    spread = math.sqrt(good.mean() * (1 - good.mean()) * n)
    penalty = strength * spread
    for block in blocks:
        block.f = np.zeros(block.size + 1)
    intercept = descend(blocks, good, penalty)
    p = probability(total(blocks, intercept, n))
    w = p * (1 - p)
    cost = 0.5 * math.log(n) if n > MANY else JOIN
    coarse, dropped = [], {}
    for block in blocks:
        heights = np.bincount(block.at, weights=w, minlength=block.size + 1)
        places = join(block, heights, smallest * n, cost)
        if len(places):
            coarse.append(joined(block, places))
        else:
            dropped[block.code] = "says nothing beside the others"
    while True:
        intercept = descend(coarse, good, penalty * relaxed, rounds=60, tolerance=1e-6)
        p = probability(total(coarse, intercept, n))
        w = p * (1 - p)
        says = [float((np.bincount(b.at, weights=w, minlength=b.size + 1) * b.f**2).sum()) for b in coarse]
        flat = [i for i, b in enumerate(coarse) if np.ptp(b.f[:-1]) < 1e-9]
        weak = flat or [i for i in sorted(range(len(coarse)), key=says.__getitem__)[:1] if says[i] < 1 and len(coarse) > 1]
        if not weak:
            return coarse, intercept, dropped
        for i in sorted(weak, reverse=True):
            dropped[coarse[i].code] = "says too little beside the others"
            del coarse[i]


def chosen_strength(make, good, smallest, seed, choices=(0.1, 0.2, 0.4), folds=3, most=20_000):
    """The penalty that predicts rows best that were not fitted, by cross-validation on at most `most` rows."""
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(good))[:most]
    fold = np.arange(len(rows)) % folds
    found = []
    blocks = make(rows)
    y = good[rows]
    for strength in choices:
        lost = 0.0
        for out in range(folds):
            inside, outside = np.flatnonzero(fold != out), np.flatnonzero(fold == out)
            kept, intercept, _ = fit([b.part(inside) for b in blocks], y[inside], strength, smallest)
            eta = np.full(len(outside), intercept)
            for k in kept:
                whole = next(b for b in blocks if b.code == k.code)
                # Bins of the fine block, told by the edges that are left.
                place = np.searchsorted(k.edges, np.append(whole.edges, whole.edges[-1] + 1 if len(whole.edges) else 0) - 1, side="right")
                place = np.append(place, k.size)
                eta += k.f[place[whole.at[outside]]]
            lost += loss(eta, y[outside]) * len(outside)
        found.append((lost / len(rows), strength))
    return min(found)[1], [{"strength": s, "logLoss": round(v, 6)} for v, s in found]
