"""Who chose an article's key points is kept with them."""

from briefing.store import articles, entries, outlets, reading, sources, writing


def test_key_points_keep_their_origin(both_stores, arrival, now):
    said = arrival()
    with writing(both_stores) as conn:
        [feed], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        known = outlets.ensure(conn, {said.host: "The Wire"})
        entries.take_in(conn, {feed.id: [said]}, known, now=now)
    with writing(both_stores) as conn:
        [new] = articles.unprepared(conn, 9)
        assert new.key_points_by == ""
        articles.record_prepared(
            conn, [(new, {"key_points": ["One."], "key_points_by": "tiny-1", "prepared_at": now})]
        )
    with reading(both_stores) as conn:
        made = articles.by_id(conn, new.id)
    assert (made.key_points, made.key_points_by) == (("One.",), "tiny-1")
