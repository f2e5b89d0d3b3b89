"""Pages for the sample's articles: their outlets do not exist, so the app shows them itself."""

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from briefing.errors import BriefingError
from briefing.model import Article
from briefing.sample import is_sample
from briefing.settings import SignIn
from briefing.store import articles, reading
from briefing.ui import data
from briefing.ui.asgi.door import admitted, signed_in

PAGE = Markup("""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title} · {outlet}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><link rel="icon" href="../app/static/favicon.png">
<style>
@font-face {{ font-family: Serif; src: url(../app/static/fonts/source-serif-latin.woff2) }}
:root {{ color-scheme: light dark }}
body {{ max-width: 40rem; margin: 0 auto; padding: 2rem 1.25rem 4rem;
  font: 1.125rem/1.6 Serif, Georgia, serif;
  background: light-dark(#FAFAF9, #10171D); color: light-dark(#0B1117, #E9EDF0) }}
h1 {{ font-size: 2rem; line-height: 1.2 }}
.aside {{ font: .875rem/1.5 system-ui, sans-serif; color: light-dark(#56606B, #A9B4BE) }}
</style></head><body><main>
<p class="aside">{outlet} · {day}</p><h1>{title}</h1>{paragraphs}
<p class="aside">An article of the sample. {outlet} and all it writes about are fictional; on your
own sources, Read opens the outlet's page.</p></main></body></html>""")


def page(request: Request) -> Response:
    """The article with the number in the address, if it belongs to the sample."""
    try:
        desk = data.desk()
        if not _may_come_in(request, desk.settings.sign_in):
            return PlainTextResponse("Sign in first, then open this page again.", 403)
        with reading(desk.engine) as conn:
            article = articles.by_id(conn, request.path_params["number"])
    except BriefingError as error:
        return PlainTextResponse(str(error), 404)
    if not is_sample(article):
        return PlainTextResponse("Only articles of the sample are shown here.", 404)
    return HTMLResponse(_rendered(article))


def _may_come_in(request: Request, sign_in: SignIn | None) -> bool:
    if sign_in is None:
        return True
    claims = signed_in(request.scope, sign_in)
    return claims is not None and admitted(claims, sign_in)


def _rendered(article: Article) -> Markup:
    said = (article.text or article.summary).split("\n\n")
    return PAGE.format(
        language=article.language or "en",
        title=article.title,
        outlet=article.outlet.name,
        day=f"{article.published:%A}, {article.published.day} {article.published:%B %Y}",
        paragraphs=Markup("").join(Markup("<p>{}</p>").format(one) for one in said),
    )


ROUTES = [Route("/sample/{number:int}", page)]
