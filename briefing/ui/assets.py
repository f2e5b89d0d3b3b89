"""Compressed copies of everything the browser loads: python -m briefing.ui.assets

Streamlit sends 2.6 MB of uncompressed files to an empty page. This makes brotli and
gzip copies of them and of our own `static/`, and a small cut of the icon font, in
`.cache/assets`, from where `briefing.ui.asgi` serves them. Made once at set-up (ten to
twenty seconds on two cores); made anew when Streamlit's version, our files or the icons that
our code names have changed. Without them the app works all the same, only slower.
"""

import gzip
import json
import logging
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import brotli
import streamlit
from streamlit.file_util import get_static_dir

from briefing.ui import icons

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
PLACE = ROOT / ".cache" / "assets"
STREAMLIT = Path(get_static_dir()) / "static"
ICON_FONT = "/static/media/MaterialSymbols-Rounded"
#: Fonts and pictures are compressed as they are.
COMPRESSIBLE = frozenset({".js", ".css", ".svg", ".json", ".txt", ".html"})
#: Bytes. A copy of anything smaller saves less than the headers that announce it.
SMALLEST = 400
#: Of brotli's eleven. The last one takes twice as long and makes Streamlit's files 1.6 % smaller.
QUALITY = 10

# A name with a digest in it may be kept for good. Ours have none; a day-old logo does no
# harm. A cut of the icon font lies under a hashed name but changes with our code.
FOR_GOOD = "public, max-age=31536000, immutable"
FOR_AN_HOUR = "public, max-age=3600, stale-while-revalidate=86400"
ASK_EACH_TIME = "no-cache"


@dataclass(frozen=True)
class Asset:
    """One file the browser may ask for."""

    path: Path
    #: Compressed copies by their names in HTTP, best first.
    copies: Mapping[str, Path]
    #: The value of its Cache-Control header.
    keep: str


def assets(root: Path = ROOT, place: Path = PLACE) -> Mapping[str, Asset]:
    """Everything that may be served, by address, with its copies as far as they are current."""
    stamp = _stamp(place)
    current = stamp.get("of") == _of(root)
    if not current:
        log.warning(
            "There are no current compressed files in %s, so pages load more slowly. "
            "Make them with: python -m briefing.ui.assets",
            place,
        )
    found = {
        address: Asset(path, _copies(place, address) if current else {}, _keep(address))
        for address, path in _originals(root)
    }
    if _icons_current(root, stamp):
        for address in [address for address in found if address.startswith(ICON_FONT)]:
            found[address] = Asset(place / "icons.woff2", {}, ASK_EACH_TIME)
    return found


def build(root: Path = ROOT, place: Path = PLACE) -> bool:
    """Make what is missing or old; returns whether there was anything to do.

    The finished folder takes the old one's place in one step, so that a build cut
    short leaves no half of one behind.
    """
    stamp = _stamp(place)
    current = stamp.get("of") == _of(root)
    if current and _icons_current(root, stamp):
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.parent) as scratch:
        fresh = Path(scratch) / place.name
        if current:
            shutil.copytree(place, fresh)
        else:
            _compress(root, fresh)
        _cut_icons(root, fresh)
        made = {"of": _of(root), "streamlit": streamlit.__version__}
        (fresh / "stamp.json").write_text(json.dumps(made | {"icons": sorted(icons.ours(root))}))
        shutil.rmtree(place, ignore_errors=True)
        fresh.rename(place)
    return True


def _originals(root: Path) -> Iterator[tuple[str, Path]]:
    for prefix, folder in (("/static/", STREAMLIT), ("/app/static/", root / "static")):
        home = folder.resolve()
        for path in sorted(folder.rglob("*")):
            # A link may lead out of the folder, and what lies there is not for everybody.
            if path.is_file() and path.resolve().is_relative_to(home):
                yield prefix + path.relative_to(folder).as_posix(), path


def _keep(address: str) -> str:
    return FOR_GOOD if address.startswith("/static/") else FOR_AN_HOUR


def _copy(place: Path, encoding: str, address: str) -> Path:
    return place / encoding / address.lstrip("/")


def _copies(place: Path, address: str) -> dict[str, Path]:
    copies = {encoding: _copy(place, encoding, address) for encoding in ("br", "gzip")}
    return {encoding: copy for encoding, copy in copies.items() if copy.is_file()}


def _stamp(place: Path) -> dict[str, Any]:
    """What the copies in `place` were made of; empty when there are none."""
    try:
        stamp = json.loads((place / "stamp.json").read_text())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _of(root: Path) -> str:
    """What copies would be made of now: Streamlit's version, and our files."""
    digest = sha256(streamlit.__version__.encode())
    for address, path in _originals(root):
        if address.startswith("/app/"):
            digest.update(address.encode() + path.read_bytes())
    return digest.hexdigest()


def _icons_current(root: Path, stamp: Mapping[str, Any]) -> bool:
    same_streamlit = stamp.get("streamlit") == streamlit.__version__
    return same_streamlit and icons.ours(root) <= frozenset(stamp.get("icons", ()))


def _compress(root: Path, place: Path) -> None:
    """Write both copies of every file for which that saves something."""
    # The largest first, so that no process is left with one at the end.
    files = sorted(_originals(root), key=lambda pair: -pair[1].stat().st_size)
    worth = [
        (path, _copy(place, "br", address), _copy(place, "gzip", address))
        for address, path in files
        if path.suffix in COMPRESSIBLE and path.stat().st_size >= SMALLEST
    ]
    with ProcessPoolExecutor() as pool:
        list(pool.map(_compress_one, *zip(*worth, strict=True)))


def _compress_one(path: Path, br: Path, gz: Path) -> None:
    whole = path.read_bytes()
    smaller = ((br, brotli.compress(whole, quality=QUALITY)), (gz, gzip.compress(whole, mtime=0)))
    for copy, small in smaller:
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(small)


def _cut_icons(root: Path, place: Path) -> None:
    """Write `icons.woff2`: what Streamlit may ask for, and what our code names."""
    font = next(path for address, path in _originals(root) if address.startswith(ICON_FONT))
    browser, server = sorted(STREAMLIT.rglob("*.js")), sorted(STREAMLIT.parents[1].rglob("*.py"))
    wanted = icons.quoted(browser) | icons.named(server) | icons.ours(root)
    (place / "icons.woff2").write_bytes(icons.cut(font, wanted))


if __name__ == "__main__":
    done = build()
    print("Made." if done else "Nothing to do.", f"Compressed files: {PLACE}")  # noqa: T201
