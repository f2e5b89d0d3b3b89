"""A cut of Streamlit's icon font with the icons that can occur here, and no others.

Streamlit's browser code loads its whole font of Material Symbols at once (375 KB of
4,000 icons), even where no icon is shown. An icon is a ligature: the letters of its
name, drawn as one glyph. The cut keeps what Streamlit itself may ask for and what our
own code names; with Streamlit 1.67 that makes about 530 icons and 55 KB.
"""

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

#: How Streamlit's calls and ours name an icon: ":material/share:".
NAMED = re.compile(r":material/([a-z0-9_]+)")
#: Any short quoted word in the browser code. Far more than the icons it uses, on
#: purpose: a name that is passed around without its prefix is kept as well.
QUOTED = re.compile(r"""[`"']([a-z0-9_]{2,40})[`"']""")


def named(files: Iterable[Path]) -> frozenset[str]:
    """The icons that these files name as ":material/…:"."""
    texts = (file.read_text(encoding="utf-8") for file in files)
    return frozenset(name for text in texts for name in NAMED.findall(text))


def quoted(files: Iterable[Path]) -> frozenset[str]:
    """The words in these files of browser code that could name an icon."""
    texts = (file.read_text(encoding="utf-8") for file in files)
    patterns = (NAMED, QUOTED)
    return frozenset(name for text in texts for one in patterns for name in one.findall(text))


def ours(root: Path) -> frozenset[str]:
    """The icons that the app's own code names."""
    return named([*root.glob("*.py"), *root.glob("pages/*.py"), *root.glob("briefing/**/*.py")])


def cut(font: Path, wanted: frozenset[str]) -> bytes:
    """The font with only the wanted icons, as WOFF2; words that name none are passed over."""
    whole = TTFont(font)
    glyphs = ligatures(whole)
    kept = frozenset(glyphs) & wanted
    subsetter = Subsetter(Options(layout_features=["*"], layout_closure=False))
    subsetter.populate(glyphs=[glyphs[name] for name in kept], text="".join(sorted(kept)))
    subsetter.subset(whole)
    whole.flavor = "woff2"
    made = BytesIO()
    whole.save(made)
    return made.getvalue()


def ligatures(font: TTFont) -> dict[str, str]:
    """Each icon's name, and the glyph that draws it."""
    # Capital and small letters share a glyph; the small ones come later and win.
    letters = {glyph: chr(code) for code, glyph in sorted(font.getBestCmap().items())}
    tables = [table for lookup in font["GSUB"].table.LookupList.Lookup for table in lookup.SubTable]
    found = {}
    for table in tables:
        for first, following in getattr(table, "ExtSubTable", table).ligatures.items():
            for one in following:
                name = "".join(letters[part] for part in (first, *one.Component))
                found[name] = one.LigGlyph
    return found
