"""Classes of two figures of one agency, as indicators of their own.

A card adds up, so it cannot say that a figure weighs more where another is high. An agency that attests both can attest in
which of a few classes the two lie together. A class is a number, 0 the worst; along a declared direction of either figure it
never falls, so a firm that gets better never loses by the class. Where either figure is missing, so is the class.
"""

import numpy as np

from joint import FREE, HIGHER, LOWER, Block, isotonic, probability, total

# A cell's own deviation counts as so many rows (weighted by p (1 - p)) that say nothing.
DOUBT = 12.0


def coarse(block, most):
    """Edges of a block joined into at most `most` parts of similar size; the part of each of its bins."""
    share = np.cumsum(block.count[:-1]) / max(block.count[:-1].sum(), 1)
    places = [i + 1 for i in range(block.size - 1) if int(share[i] * most) != int((share[i - 1] if i else 0) * most)]
    return np.array(places[: most - 1], dtype=int)


class Grid:
    """Two blocks cut into cells, and what each cell deviates from the sum of the two."""

    def __init__(self, one, other, most):
        self.one, self.other = one, other
        self.places = coarse(one, most), coarse(other, most)
        self.shape = len(self.places[0]) + 1, len(self.places[1]) + 1
        rows, columns = (np.append(np.searchsorted(p, np.arange(b.size), side="right"), -1)
                         for p, b in zip(self.places, (one, other)))
        a, b = rows[one.at], columns[other.at]
        self.cell = np.where((a < 0) | (b < 0), self.shape[0] * self.shape[1], a * self.shape[1] + b)

    def sums(self, weights, rows=slice(None)):
        size = self.shape[0] * self.shape[1]
        found = np.bincount(self.cell[rows], weights=weights[rows], minlength=size + 1)[:size]
        return found.reshape(self.shape)

    def deviation(self, slope, height):
        """Shrunk deviations, without what rows and columns say by themselves."""
        for _ in range(3):
            for axis in (0, 1):
                slope = slope - height * (slope.sum(axis, keepdims=True) / np.maximum(height.sum(axis, keepdims=True), 1e-9))
        return slope / (height + DOUBT)


def gain(grid, residual, w, halves):
    """How much of the log loss a pair explains on rows that it was not made of."""
    found = 0.0
    parts = [(grid.sums(residual, half), grid.sums(w, half)) for half in halves]
    for (slope, height), (other_slope, other_height) in (parts, parts[::-1]):
        d = grid.deviation(slope, height)
        found += float((d * other_slope - d * d * other_height / 2).sum())
    return found


def monotone(target, weight, directions):
    """Nearest to the target with rows and columns in order: isotonic regression along each axis in turn, by Dykstra's method."""
    f, off = target.copy(), [np.zeros_like(target), np.zeros_like(target)]
    for _ in range(200):
        before = f.copy()
        for axis, direction in enumerate(directions):
            if direction == FREE:
                continue
            y = f + off[axis]
            lines, masses = (y, weight) if axis == 1 else (y.T, weight.T)
            turn = slice(None) if direction == HIGHER else slice(None, None, -1)
            g = np.array([isotonic(line[turn], mass[turn])[turn] for line, mass in zip(lines, masses)])
            g = g if axis == 1 else g.T
            off[axis], f = y - g, g
        if np.abs(f - before).max() < 1e-7:
            break
    return f


def classes(values, weight, most=8):
    """Cells by their value into at most `most` classes, 0 the worst: least squared distance within."""
    flat, mass = values.ravel().round(6), weight.ravel() + 1e-6
    levels, at = np.unique(flat, return_inverse=True)
    w = np.bincount(at, weights=mass)
    sums = [np.concatenate([[0], np.cumsum(x)]) for x in (w, w * levels, w * levels**2)]
    k, used = len(levels), min(most, len(levels))
    best = np.full((used + 1, k + 1), np.inf)
    best[0, 0], cut = 0, np.zeros((used + 1, k + 1), dtype=int)
    for end in range(1, k + 1):
        m, s, q = (x[end] - x[:end] for x in sums)
        inside = np.maximum(q - s**2 / m, 0)
        for number in range(1, used + 1):
            tried = best[number - 1, :end] + inside
            cut[number, end] = int(np.argmin(tried))
            best[number, end] = tried[cut[number, end]]
    names, end = np.zeros(k, dtype=int), k
    for number in range(used, 0, -1):
        start = cut[number, end]
        names[start:end] = number - 1
        end = start
    return names[at].reshape(values.shape)


def propose(blocks, owners, good, intercept, number, most, seed, margin=None):
    """The pairs that say most beside the sum. With a teacher's margin, what it sees in a pair orders them in place of the rows' own."""
    eta = total(blocks, intercept, len(good))
    p = probability(eta)
    w = np.maximum(p * (1 - p), 1e-5)
    residual = good - p
    taught = None if margin is None else w * (margin - eta)
    halves = np.array_split(np.random.default_rng(seed).permutation(len(good)), 2)
    found = []
    for i, one in enumerate(blocks):
        for other in blocks[i + 1:]:
            if owners[one.code] != owners[other.code]:
                continue
            grid = Grid(one, other, most)
            if min(grid.shape) < 2:
                continue
            own = gain(grid, residual, w, halves)
            if own <= 0:
                continue
            worth = own
            if taught is not None:
                height = grid.sums(w)
                worth = float((grid.deviation(grid.sums(taught), height) ** 2 * height).sum())
            found.append((worth, one.code, other.code, grid))
    found.sort(key=lambda f: (-f[0], f[1], f[2]))
    made = []
    for worth, _, _, grid in found[:number]:
        height = grid.sums(w)
        own = []
        for block, places in zip((grid.one, grid.other), grid.places):
            names = np.searchsorted(places, np.arange(block.size), side="right")
            mass = np.bincount(names, weights=block.count[:-1])
            own.append(np.bincount(names, weights=block.count[:-1] * block.f[:-1]) / np.maximum(mass, 1e-9))
        target = own[0][:, None] + own[1][None, :] + grid.deviation(grid.sums(residual), height)
        target = monotone(target, height + 1e-6, (grid.one.direction, grid.other.direction))
        made.append({
            "of": [grid.one.code, grid.other.code], "gain": round(worth, 3),
            "edges": [[int(b.edges[p - 1]) for p in places] for b, places in zip((grid.one, grid.other), grid.places)],
            "classes": classes(target, height).tolist(),
        })
    return made


def class_of(made, values, missing):
    """The class of each row from the two figures, and whether it is missing: what the agency computes."""
    rows, columns = (np.searchsorted(np.array(e, dtype=np.int64), v, side="right") for e, v in zip(made["edges"], values))
    found = np.array(made["classes"])[rows, columns]
    gone = missing[0] | missing[1]
    return np.where(gone, 0, found), gone


def block_of(made, code, values, missing):
    found, gone = class_of(made, values, missing)
    edges = np.unique(np.array(made["classes"]))[1:]
    at = np.searchsorted(edges, found, side="right")
    at[gone] = len(edges) + 1
    return Block(code, HIGHER, edges.astype(np.int64), at.astype(np.int64))
