"""Draw the favicon, the mark of `static/logo.svg` in 64 pixels: python tools/favicon.py"""

from pathlib import Path

from PIL import Image, ImageDraw

#: The mark's own grid, and how often it is enlarged before it is scaled down smoothly.
GRID, SIZE, ENLARGED = 24, 64, 40
DEEP, WHITE = "#0f4c5c", "#ffffff"
#: Height and right end of each of the five lines, in units of the grid.
LINES = ((6, 17.5), (9, 14.5), (12, 16.5), (15, 12.5), (18, 15))
LEFT, THICK = 6.5, 1.6


def mark() -> Image.Image:
    """The favicon, 64 by 64 pixels with a transparent outside."""
    image = Image.new("RGBA", (GRID * ENLARGED,) * 2)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, *image.size), 6 * ENLARGED, fill=DEEP)
    for height, right in LINES:
        corners = (LEFT - THICK / 2, height - THICK / 2, right + THICK / 2, height + THICK / 2)
        box = [corner * ENLARGED for corner in corners]
        draw.rounded_rectangle(box, THICK / 2 * ENLARGED, fill=WHITE)
    return image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    mark().save(Path(__file__).parents[1] / "static" / "favicon.png", optimize=True)
