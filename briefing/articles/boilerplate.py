"""Sentences that belong to the page and not to the news.

Each pattern was met in feeds or on news pages; English, German, French, Spanish,
Italian and Dutch. A sentence is judged with its title at hand, because “cookies”
is news when the headline is about cookies.
"""

import regex

#: Words that give a teaser away wherever they stand, unless the title has them too.
_TELLTALE = regex.compile(
    r"""\b(?:
      cookies? | newsletters? | subscribe | unsubscribe | sign(?:ing)?[ ]up | sign[ ]in
    | log[ ]in(?:\ here|\ or|\ to\ (?:your|continue|read)|\W*$)
    | read\ more | read\ the\ (?:full|rest|original) | continue\ reading | keep\ reading
    | learn\ more | find\ out\ more | click\ here | tap\ here | full\ (?:story|article) | paywall
    | appeared\ first\ on | first\ appeared\ (?:on|in) | originally\ (?:published|appeared)
    | all\ rights\ reserved | terms\ of\ (?:use|service) | privacy\ (?:policy|notice)
    | ad[ -]?blocker | javascript | your\ inbox | free\ trial | create\ an\ account
    | share\ this | follow\ us | download\ (?:the|our)\ app | related\ (?:stories|articles|reading)
    | sponsored | advertisement | affiliate\ (?:links?|commission)
    | this\ (?:article|story)\ (?:is|was|has)
    | getty\ images | shutterstock | (?:photo|image|picture)\ (?:by|credit|courtesy)
    | (?:reporting|editing|writing)\ by | additional\ reporting
    | in\ this\ (?:article|story|episode|video|podcast) | here(?:['’]s|\ is|\ are)\ what
    | what\ you\ need\ to\ know | (?:watch|listen)\b.{0,50}\b(?:below|above|here) | stay\ tuned
    | scroll\ down | click\ to | (?:see|in)\ the\ (?:chart|box|video|gallery)\ (?:below|above)
    | more\ to\ follow | for\ updates | live\ (?:coverage|blog|updates) | read\ on | our\ podcast
    | our\ (?:analysts?|reporters?|readers?|journalists|experts|team|apps?|correspondents?)
    | contributed\ to\ this | developing\ story | check\ back | this\ content | members[ -]only
    | as\ (?:we|this\ newspaper)\ (?:have\ )?(?:first\ |previously\ )?reported
    | declined\ to\ comment | (?:did\ not|didn['’]t)\ (?:immediately\ )?(?:respond|reply)
        \ to\ (?:\w+\ ){0,2}(?:requests?|questions?|e-?mails?|messages?|inquiries)
    | could\ not\ (?:immediately\ )?be\ reached | with\ assistance\ from
    | thanks?(?:\ you)?\ for\ reading | see\ you\ (?:tomorrow|next\ week)
    | you\ won['’]t\ believe | (?:nobody|no\ one)\ tells\ you
    | here(?:['’]s|\ are)\ \w+\ (?:things|ways)
    | (?:the\ )?(?:views|opinions)\ expressed | edited\ for\ (?:length|clarity)
    | forward-looking\ statements | for\ (?:more|further)\ information | press\ contact
    | (?:is|as)\ a\ (?:leading|global|trusted)\ (?:provider|supplier|leader)\ of
    | support\ our\ journalism | already\ a\ subscriber
    | redaktioneller\ inhalt | anmerkung\ der\ redaktion | riproduzione\ riservata
    | contenu\ sponsorisé | bildunterschrift | hier\ geht\ es
    | melden\ sie\ sich | dieser\ (?:artikel|text)\ (?:ist|wurde)
    | (?:was|worauf|wie)\ sie\ (?:jetzt\ )?(?:wissen|beachten|achten)\ (?:müssen|sollten)
    | wir\ (?:erklären|zeigen|verraten),? | testabo | mit\ material\ (?:der|von)
    | weiterlesen | mehr\ lesen | lesen\ sie\ (?:auch|hier|mehr) | mehr\ zum\ thema
    | jetzt\ (?:abonnieren|anmelden) | abonnieren\ sie | zum\ artikel | alle\ rechte\ vorbehalten
    | lire\ (?:la\ suite|aussi|l['’]article) | abonnez-vous | inscrivez-vous
    | tous\ droits\ réservés | réservée?s?\ aux\ abonnés
    | il\ vous\ reste | lettre\ d['’]information
    | partage[rz]\ (?:sur|cet) | temps\ de\ lecture | cet\ article\ (?:est|a\ été)
    | leer\ más | lea\ también | suscr[ií]b\w+ | todos\ los\ derechos
    | leggi\ (?:anche|tutto) | iscriviti | abbonati | lees\ (?:meer|ook|verder) | abonneer
    )\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
#: Beginnings of credits, bylines, labels and calls to act.
_OPENING = regex.compile(
    r"""^(?:
      [Bb]y\ \p{Lu}\p{L}+(?:\ [\p{Lu}.][\p{L}.’'-]*){1,3}(?:\ (?:and|,)|\s*$|\s*[|,–—-])
    | (?:[Vv]on|[Pp]ar)\ \p{Lu}\p{L}+\ \p{Lu}\p{L}+\s*(?:$|[|,–—-])
    | (?i:photos? | images? | pictures? | video | watch | listen | credits? | caption | source
        | (?:image|photo)\ caption | pictured | more | lesedauer | légende | publié\ le
        | related | see\ also | read\ also | also\ read | more\ on | updated? | published | posted
        | last\ updated | correction | editor['’]s\ note | disclosure | tags? | topics?
        | filed\ under | foto | bild | quelle | crédit\ photo | crédits | fuente)\s?[:/|]
    | (?i:©|\(c\)|copyright\ |--with\b|good\ (?:morning|afternoon|evening)\b|about\ the\ author)
    | (?i:all\ (?:photos|pictures|images)\ by\b|the\ (?:writer|author)\ is\b|publié\ le\b)
    | (?i:illustration\ (?:by|:))
    | (?i:follow|join|support|donate|register|download|buy|get|discover|check\ out|don['’]t\ miss)
        \b.{0,40}\b(?i:our|us|your|today|now|here)\b
    )""",
    regex.VERBOSE,
)
#: What is written for a language model to obey, met as hidden text on pages.
_TO_MACHINES = regex.compile(
    r"""\b(?:ignore|disregard|forget|override)\ (?:(?:all|any|every|of|the|your|my|these)\ ){0,3}
        (?:(?:previous|prior|above|earlier|preceding|initial|original|system)\ |(?<=your\ ))
        (?:\w+\ )?(?:instructions?|prompts?|directives?|guidelines?|rules?|messages?)\b
    | \b(?:ignorieren?|vergiss)\b.{0,30}\b(?:vorherigen|bisherigen|obigen)\ (?:anweisungen|befehle)
    | \b(?:ignore[zr]?|oublie[zr]?)\b.{0,20}\b(?:instructions|consignes)\ (?:précédentes|ci-dessus)
    | \byou\ are\ (?:now\ )?(?:chatgpt|an?\ (?:helpful|language\ model|ai\ (?:assistant|model)))\b
    | \b(?:note|attention|instructions?|message)\ (?:to|for)\ (?:all\ |any\ )?
        (?:ai|llms?|(?:large\ )?language\ models?|chatbots?|ai\ assistants?)\b
    | \bif\ you\ are\ an?\ (?:ai|llm|(?:large\ )?language\ model|chatbot)\b
    | ^(?:dear\ (?:ai|chatbot|llm)\b | as\ an?\ (?:ai|large|language)\b.{0,20}\ model,)
    | (?:^|[>\]]\s*)(?:system|assistant|user)\s?: | </?(?:article|system|prompt|instructions?)>
    | <\|\w+\|> | \[/?INST\]""",
    regex.VERBOSE | regex.IGNORECASE,
)
#: A piece that speaks of itself, its outlet, its site or its author, in general words.
_OF_ITSELF = regex.compile(
    r"""\b(?:
      (?:this|the\ rest\ of\ the|the\ next|the\ full)\ (?:article|story|column|explainer)
    | version\ of\ (?:this|the)\ (?:article|story) | (?:more|other|top)\ stories | breaking\ news
    | (?:story|article|page)\ will\ be\ updated | related\ (?:coverage|news)
    | latest\ (?:news|headlines) | this\ (?:web\ ?page|website|podcast|quiz|dossier)
    | our\ (?:\w+\ )?(?:web\ ?site|home\ ?page|pages?|newsroom|coverage|guide|series|quiz|dossier
        |sponsors?|summit|awards?|archive|editorial|editors?|columnists?|podcasts?|briefing)
    | (?:the|every|each)\ podcast\ (?:is|was|can) | wherever\ (?:you\ get\ )?podcasts
    | necessarily\ reflect | is\ for\ subscribers | subscribers\ only
    | earn\ an?\ (?:\w+\ )?commission
    | prices\ (?:are|were)\ correct | terms\ and\ conditions\ apply
    | delayed\ by\ (?:at\ least\ )?\d+\ minutes | local\ unless\ (?:stated|noted)
    | unable\ to\ (?:independently|immediately)\ verify
    | valid\ e-?mail | reload\ (?:this|the)\ page
    | could\ not\ (?:independently|immediately)\ (?:verify|confirm) | cancel\ (?:at\ )?any\ ?time
    | comments\ (?:are\ (?:now\ )?(?:closed|moderated)|on\ this) | something\ went\ wrong
    | (?:continues|follows)\ below | below\ the\ advertisement | checked\ by\ an\ editor
    | is\ an?\ (?:[\w’'-]+\ ){0,3}(?:correspondent|columnist|reporter|editor|contributor)
        \ (?:covering|for|at|based|who\ covers)
    | (?:author|writer)\ (?:has\ no|holds|owns) | (?:pictures|photographs|photos)\ for\ this
    | dies(?:er|en|em)\ (?:beitrag|artikel|text) | gedruckten?\ ausgabe | eigene\ darstellung
    | unsere[rnm]?\ (?:startseite|seite|app|redaktion|dossiers?|podcasts?|archiv)
    | die\ redaktion\ übernimmt | kommentarfunktion | für\ abonnent\w+ | keine\ gewähr
    | mit\ einem\ klick | daten\ an\ dritte | gründen\ der\ (?:besseren\ )?lesbarkeit
    | folgen\ des\ podcasts? | der\ autor\ hält | die\ autorin\ hält
    | (?:notre|nos)\ (?:site|pages?|journalistes?|abonnés|rubrique|dossier)
    | (?:de|dans)\ (?:cet\ article|ce\ dossier|cette\ page) | les\ commentaires\ sont
    | droits?\ d['’]auteur | être\ abonnée?
    )\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
#: Labels in front of a piece, and calls to act.
_LABEL = regex.compile(
    r"""^(?:
      (?i:explainer|factbox|fact\ check|analysis|opinion|timeline|quiz|transparenzhinweis|hinweis
        |korrektur|faktencheck|analyse|kommentar|tribune|encadré)\s?:
    | (?:Follow\ (?:her|him|them|me) | Skip\ to | Please | But\ first | Find\ (?:the|out|all)
        | Enter\ a | Try\ it | Here(?:['’]s|\ is|\ are)\ (?:a|what|how|why) | Bitte | Veuillez
        | Suivez | Folgen\ Sie)\b
    )""",
    regex.VERBOSE,
)
#: Calls to act of pages in Chinese and Japanese, which write no spaces.
_UNSPACED = regex.compile(
    r"点击(?:此处|这里|查看)|订阅|阅读(?:更多|全文)|关注我们|版权所有|责任编辑"
    r"|この記事は|会員限定|続きを読む|無断転載|メルマガ|登録はこちら"
)
_ADDRESS = regex.compile(r"https?://|www\.|\S@\S+\.\S|(?<!\w)[@#]\w+")
_QUOTED = regex.compile(
    r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|\"[^\"]*\"|(?<!\w)[‘'][^‘’']*[’']"
)
_READER = {
    "en": regex.compile(
        r"\b[Yy]ou(?:rs?|rself)?\b|\b[Ll]et['’]s\b"
        r"|^(?:Imagine|Consider|Let us|Do(?:n['’]t| not)|Click|Tap|Scroll|Unlock|Remember|Think"
        r"|Stay|Learn|Discover|Explore|Enjoy|Keep (?:up|reading)|Tell (?:us|a)|Listen to|Never)\b"
    ),
    # The polite “Sie” has a capital in the middle of a sentence, “sie” for “they” has none.
    "de": regex.compile(
        r"(?<=[\p{L}\d,]\s)(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b|\b[Dd](?:u|ich|ein\w*)\b"
    ),
    "fr": regex.compile(r"\b(?:[Vv]ous|[Vv]otre|[Vv]os)\b|^\p{Lu}\p{Ll}+ez\b"),
}
#: “LONDON, March 3 (Agency) - ”: where the news was written, in front of the news; likewise the
#: time in front of an entry of a live blog.
_DATELINE = regex.compile(
    r"""(?: \p{Lu}[\p{L}.’'\ /-]{1,30} (?:,\ [\p{Lu}\d][\p{L}.\d\ ]{1,18}){0,3}
            \s* (?: \( \p{L}[\p{L}\d\ .&/-]{1,30} \) | /\p{Lu}[\p{L}\ ]{1,20}/ ) \s* [-–—:]+
        | \( \p{Lu}[\p{L}\d\ .&/-]{1,30} \) \s* [-–—]+
        | \p{Lu}{3,} (?:[\ -]\p{Lu}{2,}){0,3} (?:,\ [\p{Lu}\d][\p{L}.\d\ ]{1,18}){0,2} \s+ [-–—]+
        | \d{1,2}[:.]\d{2} (?:\ ?(?:[ap]\.?m\.?|Uhr|GMT|BST|CET))? \s* [-–—:|]* (?=\s+\p{Lu})
        ) \s+""",
    regex.VERBOSE,
)


#: What gives a sentence away whatever the title is about.
_ALWAYS = (_OPENING, _LABEL, _ADDRESS, _TO_MACHINES, _UNSPACED)


def is_boilerplate(sentence: str, title: str = "") -> bool:
    """Whether a sentence advertises, credits, links, teases or speaks to a machine."""
    if any(found.search(sentence) for found in _ALWAYS):
        return True
    known, own = title.casefold(), _QUOTED.sub(" ", sentence)
    return any(
        hit.group().casefold() not in known
        for found in (_TELLTALE, _OF_ITSELF)
        for hit in found.finditer(own)
    )


def speaks_to_the_reader(sentence: str, language: str = "en") -> bool:
    """Whether a sentence says “you” outside quotation or tells the reader to do something.

    News tells of others, so what does is a teaser, an aside or the page itself.
    """
    own = _QUOTED.sub(" ", sentence)
    return bool(_READER.get(language, _READER["en"]).search(own))


def without_dateline(sentence: str) -> str:
    """The sentence from where the news begins: a verbatim end of what came in."""
    dateline = _DATELINE.match(sentence)
    return sentence[dateline.end() :] if dateline else sentence
