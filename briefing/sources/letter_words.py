"""What newsletters say that is no news: calls to read on, and the care of the letter itself.

In English, German, French, Spanish, Italian and Dutch.
"""

import re

from briefing.articles.text import words

#: Fewer words, or characters where there are no spaces, are the name of a section.
_FEWEST_WORDS, _FEWEST_CHARACTERS = 3, 16

#: A link whose words say nothing but that there is more.
_CALL = re.compile(
    r"""\W*(?:
      (?:click|tap|go)?\s*here | link | more | (?:read|see|learn|find\ out|discover|view)\ more
    | (?:read|see|view|get|continue\ to)\ (?:the\ |this\ |our\ )?
        (?:full\ |whole\ |rest\ of\ the\ |entire\ |original\ )?
        (?:story|article|post|report|analysis|piece|interview|column|details|it|on)
    | (?:read|keep|continue)\ (?:reading|on|it|now|online|here)? | full\ (?:story|article|report)
    | (?:continue|keep)\ reading | read | source | details | the\ story
    | (?:listen|watch)(?:\ (?:now|here|to\ the\ episode|the\ video))?
    | (?:jetzt\ |hier\ )?weiterlesen | mehr(?:\ (?:lesen|erfahren|dazu|infos?))? | zum\ artikel
    | hier(?:\ lesen)? | lesen\ sie\ mehr | lire(?:\ (?:la\ suite|plus|l['’]article))?
    | en\ savoir\ plus | la\ suite | ici | leer(?:\ más)? | seguir\ leyendo | aquí | más
    | leggi(?:\ (?:tutto|di\ più|l['’]articolo))? | continua(?:\ a\ leggere)? | qui
    | lees\ (?:meer|verder|het\ artikel) | meer(?:\ lezen)? | hier
    )\W*(?:\(?\d+\s*min(?:ute)?s?\.?(?:\ read)?\)?\W*)?""",
    re.IGNORECASE | re.VERBOSE,
)
#: Said in whatever sentence: this is about the letter.
_CARE = re.compile(
    r"""\b(?:
      unsubscribe | opt[ -]out | no\ longer\ (?:wish|want)\ to\ receive
    | (?:view|read|open|see)\ (?:this\ |it\ |the\ )?(?:e-?mail|newsletter|message|online|it|in)?\ ?
        (?:in|on)\ (?:your\ |a\ |the\ )?(?:web\ ?)?browser
    | (?:view|read)\ (?:this\ (?:e-?mail|newsletter)\ )?online | web\ version
    | (?:manage|update|change|edit)\ (?:your\ |my\ |e-?mail\ |subscription\ ){0,2}
        (?:preferences|settings|subscriptions?|profile|e-?mails)
    | (?:e-?mail|subscription)\ preferences | forward(?:ed)?\ (?:this\ )?(?:e-?mail|to\ a\ friend)
    | you(?:['’]re|\ are)\ receiving\ this | was\ this\ (?:e-?mail|newsletter)\ forwarded
    | all\ rights\ reserved | advertise\ with\ us | copyright\ ©
    | abmelden | abbestellen | im\ browser\ (?:ansehen|öffnen|lesen|anzeigen) | online-version
    | se\ désabonner | désinscrire | dans\ (?:votre|le)\ navigateur | darse\ de\ baja
    | en\ (?:su|el|tu)\ navegador | disiscriv\w+ | annulla\ l['’]iscrizione | nel\ browser
    | afmelden | uitschrijven | in\ (?:je|uw)\ browser
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: Said alone, or nearly so; in a headline the same words may be the news.
_CARE_ALONE = re.compile(
    r"""\W*(?:
      privacy(?:\ (?:policy|notice|statement))? | terms(?:\ (?:of\ (?:use|service)|and\ \w+))?
    | (?:contact|about|follow|support|join|advertise)(?:\ (?:us|with\ us))?(?:\ on\ \w+)?
    | (?:share|tweet|post|like|pin|e-?mail|forward)(?:\ (?:this|it|on|via|with|to)\b.{0,30})?
    | (?:sign\ (?:up|in)|subscribe|register|log\ ?in|download|get\ the\ app|donate)\b.{0,40}
    | (?:my\ |your\ )?(?:account|preferences|settings|profile) | help(?:\ cent(?:er|re))? | faqs?
    | (?:sponsored|presented|powered|brought\ to\ you)\b.{0,40} | advertisement | sponsor | anzeige
    | werbung | publicité | twitter | x | facebook | linkedin | instagram | youtube | tiktok
    | threads | bluesky | mastodon | whatsapp | telegram | rss | archives? | home(?:\ ?page)?
    | website | imprint | impressum | datenschutz(?:erklärung)? | kontakt | teilen | partager
    | compartir | condividi
    | mentions\ légales | confidentialité | previous\ issues? | (?:see|view)\ (?:all|past)\b.{0,30}
    | buy\ (?:now|tickets)\b.{0,20} | shop\ now | book\ now | refer\ (?:a\ friend|friends)\b.{0,20}
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
#: What stands around a title: arrows, bullets, and how long reading takes.
_ORNAMENT = re.compile(
    r"^[\s•·*▪►▶→»>|–—-]+|\s*[(\[]\s*\d+\s*[- ]?min(?:ute)?s?\.?(?:\s*read)?\s*[)\]]"
    r"|[\s→»›>|►▶]+$",
    re.IGNORECASE,
)


def is_call(text: str) -> bool:
    """Whether the words of a link only say that there is more behind it."""
    return len(text) <= 60 and _CALL.fullmatch(text) is not None


def is_care(text: str) -> bool:
    """Whether a text is about the letter, its sender or its advertiser."""
    return bool(_CARE.search(text[:500])) or (
        len(text) <= 80 and _CARE_ALONE.fullmatch(text) is not None
    )


def is_headline(text: str) -> bool:
    """Whether a text says enough to be a title."""
    return words(text) >= _FEWEST_WORDS or len(text) >= _FEWEST_CHARACTERS


def without_ornament(text: str) -> str:
    """A title without what is drawn around it."""
    return _ORNAMENT.sub("", text).strip()
