"""What an executive answered to a network's question, such as the name of their own server."""

from sqlalchemy import Engine

from briefing.store import facts, reading, writing


def known(engine: Engine, executive_id: int, network: str) -> str:
    """The answer given last; "" when there is none."""
    with reading(engine) as conn:
        return str(facts.recall(conn, _name(executive_id, network), ""))


def remember(engine: Engine, executive_id: int, network: str, answer: str) -> None:
    """Keep an answer for the next time."""
    with writing(engine) as conn:
        facts.remember(conn, _name(executive_id, network), answer.strip())


def _name(executive_id: int, network: str) -> str:
    return f"answer.{executive_id}.{network}"
