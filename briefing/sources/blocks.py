"""The text of a letter as its reader meets it: line by line, with the links in each.

What cannot be seen is left out: scripts, forms, hidden text, pictures. What comes out is plain
text and addresses as they were written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from briefing.articles.text import as_markup, plain

#: Blocks that are read, and links in all of them.
MOST_BLOCKS, MOST_ANCHORS = 5_000, 1_000
#: Characters of a block.
LONGEST = 2_000

_SILENT = """
    script style noscript noembed noframes iframe object embed template select textarea button
    form svg math audio video canvas head title
"""
_PARTS = """
    address article aside blockquote body br center dd div dl dt figcaption figure footer h1 h2 h3
    h4 h5 h6 header hr li main nav ol p pre section table tbody td th tr ul
"""
_PARTING = frozenset(_PARTS.split())
_BOLD = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"})
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?![.\d])"
    r"|font-size\s*:\s*[01](?:px|pt)?\s*(?:;|!|$)|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
#: In plain text, an address and the brackets around it.
_WRITTEN = re.compile(r"[<(\[]?\s?(https?://[^\s<>\"\])]+)[\s>)\]]?", re.IGNORECASE)
#: What plain text draws its lines, lists and quotations with.
_AROUND = " \t-=*_~#>"
#: A first line of a paragraph that may be its headline.
_LONGEST_HEADLINE = 150


@dataclass(frozen=True)
class Anchor:
    """A link, and its words; "" where plain text has the address alone."""

    address: str
    text: str


@dataclass(frozen=True)
class Block:
    """One line, paragraph, heading or cell."""

    text: str
    #: Whether all of it stands out.
    heading: bool = False
    anchors: tuple[Anchor, ...] = ()


def of_html(markup: str) -> list[Block]:
    """The blocks of a page; none where there is nothing that can be read."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = document_fromstring(markup.encode("utf-8", "ignore"), parser=parser)
    except (etree.LxmlError, ValueError):
        return []
    _drop_unseen(tree)
    return _Reader().read(tree)


def of_text(text: str) -> list[Block]:
    """The blocks of a plain text: its paragraphs, with a headline in the first line told apart."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return [block for one in paragraphs[:MOST_BLOCKS] for block in _paragraph(one)][:MOST_BLOCKS]


def _paragraph(paragraph: str) -> Iterator[Block]:
    lines = [line for line in paragraph.split("\n") if line.strip(_AROUND)]
    if len(lines) > 1 and len(lines[0]) <= _LONGEST_HEADLINE and not lines[0].endswith((".", ",")):
        yield _line(lines[0], heading=True)
        lines = lines[1:]
    # Each address ends a block, since what stands before it are its words.
    waiting: list[str] = []
    for line in lines:
        waiting.append(line)
        if found := _WRITTEN.search(line):
            yield _line(" ".join(waiting), named=bool(line[: found.start()].strip(_AROUND)))
            waiting = []
    if waiting:
        yield _line(" ".join(waiting))


def _line(line: str, *, heading: bool = False, named: bool = False) -> Block:
    """A block of plain text; `named`: its only address stands behind its own words."""
    addresses = _WRITTEN.findall(line)
    words = _clean(_WRITTEN.sub(" ", line).strip(f"{_AROUND}:[]()"))
    name = words if named and len(addresses) == 1 and len(words) <= _LONGEST_HEADLINE else ""
    anchors = tuple(Anchor(address.rstrip(".,;:!?'’"), name) for address in addresses)
    return Block(words, heading and not addresses, anchors)


def _drop_unseen(tree: HtmlElement) -> None:
    etree.strip_elements(tree, *_SILENT.split(), with_tail=False)
    for element in tree.xpath("//*[@style or @hidden]"):
        unseen = element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style", ""))
        if unseen and element.getparent() is not None:
            element.drop_tree()


@dataclass
class _Reader:
    """Goes through a page once, from the top."""

    blocks: list[Block] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    #: Characters of the block so far that stand out, and that do not.
    _loud: int = 0
    _quiet: int = 0
    _bold: int = 0
    _anchors: list[Anchor] = field(default_factory=list)
    #: The link that is open, and where in `_text` its words begin.
    _open: str | None = None
    _begun: int = 0
    _count: int = 0

    def read(self, tree: HtmlElement) -> list[Block]:
        for event, element in etree.iterwalk(tree, events=("start", "end")):
            if len(self.blocks) >= MOST_BLOCKS:
                break
            if event == "start":
                self._enter(element)
                self._say(element.text)
            else:
                self._leave(element)
                self._say(element.tail)
        self._part()
        return self.blocks[:MOST_BLOCKS]

    def _enter(self, element: HtmlElement) -> None:
        if element.tag in _PARTING:
            self._part()
        self._bold += _stands_out(element)
        if element.tag == "a" and element.get("href"):
            self._close()
            self._open, self._begun = element.get("href"), len(self._text)

    def _leave(self, element: HtmlElement) -> None:
        if element.tag == "a":
            self._close()
            self._open = None
        if element.tag in _PARTING:
            self._part()
        self._bold -= _stands_out(element)

    def _say(self, text: str | None) -> None:
        if not text:
            return
        self._text.append(text)
        visible = len(text.strip())
        if self._bold:
            self._loud += visible
        else:
            self._quiet += visible

    def _close(self) -> None:
        """Note the words that the open link has in this block."""
        words = _clean("".join(self._text[self._begun :])) if self._open else ""
        # A link without words is a picture.
        if self._open and words and self._count < MOST_ANCHORS:
            self._anchors.append(Anchor(self._open.strip(), words))
            self._count += 1
        self._begun = len(self._text)

    def _part(self) -> None:
        self._close()
        if text := _clean("".join(self._text)):
            self.blocks.append(
                Block(text, bool(self._loud) and not self._quiet, tuple(self._anchors))
            )
        self._text, self._anchors, self._begun = [], [], 0
        self._loud = self._quiet = 0


def _stands_out(element: HtmlElement) -> bool:
    return element.tag in _BOLD or bool(_BOLD_STYLE.search(element.get("style", "")))


def _clean(text: str) -> str:
    """One line of plain text, by the house's own sanitiser."""
    flowing = " ".join(text.split())
    return plain(as_markup(flowing), limit=LONGEST) if flowing else ""
