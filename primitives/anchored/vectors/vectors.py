"""Computes the vectors in vectors.txt by the recursive definition of RFC 6962, with nothing of the Rust code.

    python3 vectors.py > vectors.txt
"""

from hashlib import blake2b


def h(*parts):
    return blake2b(b"".join(parts), digest_size=32).digest()


def number(place, text):
    """SCALE of a registration number."""
    if place == "CN":
        return b"\x00" + text.encode()
    if place == "HK":
        return b"\x01" + text.encode()
    return b"\x02" + bytes([4 * len(text)]) + text.encode()


def open_value(value):
    return b"\x00" + value.to_bytes(8, "little", signed=True)


def sealed_value(points):
    """A commitment for each bin but the last, after their number in SCALE's compact form."""
    return b"\x01" + bytes([4 * len(points)]) + b"".join(points)


def leaf(enterprise, indicator, period_end, value, salt):
    return enterprise + indicator.to_bytes(4, "little") + period_end.to_bytes(4, "little") + value + salt


def top(hashes):
    """Split at the largest power of two below the number of leaves."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return h(b"\x01", top(hashes[:split]), top(hashes[split:]))


def path(place, hashes):
    if len(hashes) == 1:
        return []
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    if place < split:
        return path(place, hashes[:split]) + [top(hashes[split:])]
    return path(place - split, hashes[split:]) + [top(hashes[:split])]


def root(hashes):
    return h(b"\x02", len(hashes).to_bytes(4, "little"), top(hashes))


FIRMS = [
    ("CN", "91440300708461136T", 1_250_000),
    ("CN", "91420000737944946L", -1),
    ("HK", "12345678", 0),
    ("HK", "A1234567", 2**63 - 1),
    ("MO", "SO 12345", -(2**63)),
    ("MO", "1", 7),
    ("MO", "0-9A-Z -/.123456", 100),
]

leaves = [leaf(number(p, t), 3, 18_261, open_value(v), bytes([i]) * 32) for i, (p, t, v) in enumerate(FIRMS)]
hashes = [h(b"\x00", bytes_) for bytes_ in leaves]
for i, (place, text, value) in enumerate(FIRMS):
    print("leaf", i, leaves[i].hex(), hashes[i].hex())
for count in range(1, len(FIRMS) + 1):
    print("root", count, root(hashes[:count]).hex())
for place in range(len(FIRMS)):
    print("path", place, *(step.hex() for step in path(place, hashes)))

# In place of points, which no leaf's hash looks into, bytes that are easy to see.
points = [bytes([i]) * 32 for i in (1, 2, 3)]
sealed = leaf(number("CN", "91440300708461136T"), 3, 18_261, sealed_value(points), bytes([7]) * 32)
print("sealed", sealed.hex(), h(b"\x00", sealed).hex())
