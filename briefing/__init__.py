"""Take Five's engine: sources, store, ranking, brief and sharing, without any page.

    from datetime import UTC, datetime

    from briefing import brief, sample
    from briefing.settings import from_environment
    from briefing.store import open_store

    settings, now = from_environment(), datetime.now(UTC)
    engine = open_store(settings.database_url)
    executive = sample.load(engine, settings, now=now).executive
    for item in brief.open_edition(engine, executive, now=now).items:
        print(item.position, item.article.title, item.why)

The same from the command line: `python -m briefing`. Pages are in `briefing.ui`.
"""
