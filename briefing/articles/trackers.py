"""What addresses carry for others than their reader."""

from urllib.parse import parse_qsl, urlsplit

from briefing.articles.hosts import host_of

#: Parameters that only say where a reader came from, never which page it is: Brave's
#: list (brave-core, `kSimpleQueryStringTrackers`), the click marks of advertising
#: networks, and the campaign and session marks that newsrooms put in their own feeds.
#: "ref", "source", "sid" and the like are kept: somewhere they choose the page.
_NAMES = """
    fbclid gclid gclsrc dclid gbraid wbraid gad_source msclkid yclid ymclid twclid ttclid rdt_cid
    igshid igsh li_fat_id epik mc_cid mc_eid mkt_tok _hsenc _hsmi __hssc __hstc __hsfp
    hsctatracking vero_id vero_conv oly_anon_id oly_enc_id rb_clickid s_cid srsltid wickedid
    _openstat __s ml_subscriber ml_subscriber_hash fb_action_ids fb_action_types fb_ref fb_source
    xtor cmpid ncid ocid wt_mc wt_zmc ns_campaign ns_mchannel ns_source ns_linkname at_medium
    at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_origin at_link_type
    at_format at_ptr_name at_bbc_team ito smid smtyp guccounter guce_referrer guce_referrer_sig
    _ga _gl sc_campaign sc_channel sc_content sc_country sc_geo sc_medium sc_outcome ref_src
    ref_url soc_src soc_trk traffic_source jsessionid phpsessid
"""
_TRACKERS = frozenset(_NAMES.split())
_FAMILIES = ("utm_", "pk_", "mtm_", "matomo_", "piwik_", "hsa_", "itm_")

#: Registrable domain and path of pages that only pass on, and the parameter that says where to.
_REDIRECTORS = {
    ("google.com", "/url"): ("url", "q"),
    ("facebook.com", "/l.php"): ("u",),
    ("instagram.com", "/"): ("u",),
    ("linkedin.com", "/redir/redirect"): ("url",),
    ("linkedin.com", "/safety/go"): ("url",),
    ("outlook.com", "/"): ("url",),
    ("reddit.com", "/"): ("url",),
    ("slack-redir.net", "/link"): ("url",),
    ("duckduckgo.com", "/l/"): ("uddg",),
    ("youtube.com", "/redirect"): ("q",),
}


def is_tracker(parameter: str) -> bool:
    """Whether `name=value` says nothing about which page it is."""
    name = parameter.partition("=")[0].lower()
    return name in _TRACKERS or name.startswith(_FAMILIES)


def unwrapped(address: str, depth: int = 3) -> str:
    """The page behind a redirector that names it in its own address; nothing is fetched."""
    if not depth or "http" not in address.partition("?")[2]:
        return address
    parts = urlsplit(address)
    names = _REDIRECTORS.get((host_of(address), parts.path or "/"), ())
    values = dict(parse_qsl(parts.query)) if names else {}
    for name in names:
        if values.get(name, "").startswith(("http://", "https://")):
            return unwrapped(values[name], depth - 1)
    return address
