"""Does this picture look like one we have? A difference hash: 64 bits of brighter-than-my-neighbour."""

from PIL import Image

#: Bits that may differ in two copies of one picture; a burst of the same scene comes to about ten.
NEAR = 6


def dhash(image: Image.Image) -> str:
    """Return 16 hexadecimal characters: eight rows of eight comparisons of a 9 × 8 grey copy."""
    small = image.resize((9, 8), Image.Resampling.BILINEAR, reducing_gap=3.0).convert("L").tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (small[row * 9 + column] > small[row * 9 + column + 1])
    return f"{bits:016x}"


def distance(one: str, other: str) -> int:
    """Return how many of the 64 bits differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
