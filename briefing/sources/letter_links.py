"""Links in letters: which lead to articles, and where those lead that go through a counter.

Nothing is fetched here. Senders wrap each link in an address of their own that counts the tap and
passes on; most say in it where to, and some do not (`is_opaque`).
"""

import base64
import re
from urllib.parse import parse_qsl, unquote, urlsplit

from briefing.articles.hosts import host_of
from briefing.articles.links import canonical

#: Wrappings that are undone, one in the other.
DEEPEST = 4

#: Registrable domains that only pass on: those of the large senders, and of shorteners.
_COUNTING = """
    list-manage.com sendgrid.net mandrillapp.com hubspotlinks.com hubspotemail.net
    hs-sites.com awstrack.me mlsend.com mailerlite.com mjt.lu rs6.net constantcontact.com
    activehosted.com exct.net exacttarget.com sailthru.com ck.page customeriomail.com iterable.com
    getresponse.com aweber.com mailgun.org postmarkapp.com sparkpostmail.com
    urldefense.com urldefense.us mimecast.com mimecastprotect.com
    t.co bit.ly buff.ly ow.ly tinyurl.com lnkd.in trib.al dlvr.it is.gd rebrand.ly fb.me
"""
_COUNTERS = frozenset(_COUNTING.split())
#: Registrable domains whose names are numbered (Campaign Monitor, Klaviyo, Brevo …).
_NUMBERED = re.compile(
    r"(?:cmail|klclick|sendib[tm]|acemln|createsend|convertkit-mail)\w{0,3}\.com"
)
#: Beginnings of hosts under which senders count in the name of the letter's own publisher.
_LABEL = re.compile(r"(?:clicks?|links?|track(?:ing)?|trk|emails?|e|t|r|lt|ct|go|mail|ablink)\.")
#: The paths of such addresses, met in letters of Amazon SES, SendGrid, Braze, Iterable,
#: Customer.io, HubSpot, Sailthru and Substack.
_COUNTING_PATH = re.compile(
    r"/(?:CL0|L0|ls/click|ss/c|uni/ss/c|track/click|a/click|e/c|Ctc|e3t/Ctc|f/a|click|wf/click"
    r"|redirect|redir|clicks?|c)(?:[/.?]|$)"
)
#: A word that nobody reads: what the counter knows a tap by.
_TOKEN = re.compile(r"(?=.*\d)(?:[\w=~.]{16,}|(?=.*[A-Z])[\w=~.-]{24,})")
#: Parameters in which a redirect names its target.
_TARGET = re.compile(
    r"url|u|q|target|dest(?:ination)?|redirect(?:_?(?:ur[li]|to))?|to|link|href|r|goto|out|rurl",
    re.IGNORECASE,
)

#: Where people meet, files and apps are had, and letters are looked after: no article is there.
_ELSEWHERE = """
    twitter.com x.com facebook.com fb.com instagram.com pinterest.com tiktok.com threads.net
    threads.com bsky.app t.me telegram.me wa.me whatsapp.com snapchat.com discord.gg discord.com
    youtube.com youtu.be vimeo.com spotify.com mailchi.mp campaign-archive.com
    itunes.com play.google.com apps.apple.com podcasts.apple.com maps.google.com addtoany.com
    getpocket.com buymeacoffee.com patreon.com paypal.com doubleclick.net w3.org gravatar.com
    typeform.com surveymonkey.com calendly.com eventbrite.com
"""
_NO_OUTLETS = frozenset(_ELSEWHERE.split())
_LINKEDIN_ARTICLE = re.compile(r"/(?:pulse|news/story)/")
#: Pages about the letter, not the news.
_CARE = re.compile(
    r"(?:^|[/_.?&=-])(?:un-?subscribe|unsub|opt-?out|optin|subscribe|preferences?|email-?settings"
    r"|manage-?(?:subscriptions?|emails?|preferences)|subscription-?cent(?:er|re)|(?:update-?)?profile"
    r"|forward-?to-?friend|view-?in-?browser|view-?email|webversion|privacy(?:-policy)?"
    r"|terms(?:-of-(?:use|service))?|abmelden|abbestellen|datenschutz|impressum|desabonner"
    r"|desinscription|login|signin|sign-in|sign-up|signup|register|confirm|account)(?:[/_.?&=-]|$)",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|ico|bmp|ics|vcf)$", re.IGNORECASE)


def destination(written: str) -> str | None:
    """The page that an address in a letter leads to, as far as the address says it; None for none.

    Canonical, http(s), without trackers; see `briefing.articles.links.canonical`.
    """
    address = canonical(written.strip())
    for _ in range(DEEPEST):
        target = _named_in(address) if address else None
        if target is None or target == address:
            break
        address = target
    return address


def is_opaque(address: str) -> bool:
    """Whether an address is a counter's, so that only asking it tells where it leads."""
    parts = urlsplit(address)
    domain = host_of(address)
    if domain in _COUNTERS or _NUMBERED.fullmatch(domain):
        return parts.path not in ("", "/")
    pieces = re.split(r"[/?&=]", f"{parts.path}?{parts.query}")
    return _counts(address) and any(map(_TOKEN.fullmatch, pieces))


def is_article(address: str) -> bool:
    """Whether an address may lead to an article: no home page, network, picture or service."""
    parts = urlsplit(address)
    host, domain = (parts.hostname or "").removeprefix("www."), host_of(address)
    if parts.path in ("", "/") and not parts.query:
        return False
    if is_care(address) or _PICTURE.search(parts.path):
        return False
    if domain == "linkedin.com":
        return bool(_LINKEDIN_ARTICLE.search(parts.path))
    return is_opaque(address) or not ({host, domain} & _NO_OUTLETS)


def is_care(address: str) -> bool:
    """Whether an address looks after the subscription; such are never called."""
    parts = urlsplit(address)
    return bool(_CARE.search(f"{parts.path}?{parts.query}"))


def _counts(address: str) -> bool:
    """Whether host or path are such as counters have."""
    parts = urlsplit(address)
    return bool(_LABEL.match(parts.netloc) or _COUNTING_PATH.match(parts.path))


def _named_in(address: str) -> str | None:
    """The page that an address names in itself, canonical; None when it names none."""
    parts = urlsplit(address)
    segments = parts.path.split("/")
    for one in segments:
        if found := _percent_written(one) or _packed(one):
            return found
    if "urldefense" in parts.netloc and (found := _defended(address, parts.query)):
        return found
    passes_on = is_opaque(address) or _counts(address)
    for name, value in parse_qsl(parts.query):
        named = passes_on and _TARGET.fullmatch(name) and value.startswith(("http://", "https://"))
        if found := (canonical(value) if named else _packed(value)):
            return found
    return None


def _percent_written(segment: str) -> str | None:
    """`https:%2F%2Fwire.example%2Fstory`, as Amazon SES and others write it into a path."""
    if segment[:4].lower() != "http" or "%2f" not in segment.lower():
        return None
    return canonical(unquote(segment))


def _packed(text: str) -> str | None:
    """An address in base64, alone or in JSON, perhaps signed: Sailthru, ConvertKit, Substack."""
    for piece in text.split("."):
        if not piece.startswith(("aHR0c", "eyJ")) or len(piece) > 4_000:
            continue
        try:
            data = base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4))
        except ValueError:
            continue
        said = data.decode("utf-8", "replace").replace("\\", "")
        if found := re.search(r"https?://[^\s\"<>\ufffd]+", said):
            return canonical(found[0])
    return None


def _defended(address: str, query: str) -> str | None:
    """Proofpoint's two ways of writing the address that it guards."""
    if found := re.search(r"/v3/__(https?:/{1,2}[^_].*?)__;", address):
        return canonical(re.sub(r"^(https?:)/+", r"\1//", found[1]))
    old = dict(parse_qsl(query)).get("u", "")
    return canonical(unquote(old.replace("-", "%").replace("_", "/"))) if "3A" in old else None
