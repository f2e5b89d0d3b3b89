"""Roles: in words, and as fields of a form."""

from collections.abc import Iterable, Mapping

import streamlit as st
from markupsafe import Markup

from briefing.model import Membership
from briefing.permissions import FOR_ONE, ROLES, SAYS

DESK = tuple(role for role in ROLES if role not in FOR_ONE)
#: The fields of a form, by the role that each gives for an executive.
FOR = {"executive": "Executive", "delegate": "Delegate for"}


def in_words(memberships: Iterable[Membership], names: Mapping[int, str]) -> str:
    """E.g. "Curator, delegate for Dana Okafor"; "" of nobody's."""
    said = ", ".join(_one(membership, names) for membership in memberships)
    return said[:1].upper() + said[1:]


def fields(form: str, names: Mapping[int, str], held: Iterable[Membership] = ()) -> None:
    """What somebody may be, to be chosen; `form` starts the keys of the fields."""
    held = list(held)
    st.pills(
        "For the whole desk",
        DESK,
        selection_mode="multi",
        default=[one.role for one in held if one.role in DESK] or None,
        format_func=str.capitalize,
        key=f"{form}.desk",
    )
    for role, label in FOR.items() if names else ():
        st.pills(
            label,
            list(names),
            selection_mode="multi",
            default=[one.executive_id for one in held if one.role == role and one.executive_id]
            or None,
            format_func=lambda n: names.get(n, ""),
            key=f"{form}.{role}",
        )
    with st.expander("What each role may do", key=f"{form}.roles"):
        st.html(_legend())


def chosen(form: str) -> list[Membership]:
    """What the fields say."""
    said = st.session_state.get
    whole = [Membership(role) for role in said(f"{form}.desk") or ()]
    return whole + [Membership(role, n) for role in FOR for n in said(f"{form}.{role}") or ()]


def clear(form: str) -> None:
    """For `on_click`: nothing is chosen any more."""
    for name in ("desk", *FOR):
        st.session_state[f"{form}.{name}"] = []


def _one(membership: Membership, names: Mapping[int, str]) -> str:
    role, whom = membership.role, names.get(membership.executive_id or 0, "everybody")
    if role not in ROLES:
        return f"“{role}”, which is no role"
    if role == "executive":
        return f"executive, as {whom}"
    return f"delegate for {whom}" if role == "delegate" else role


def _legend() -> Markup:
    line = Markup("<dt>{}</dt><dd>{}</dd>")
    return Markup("<dl class='figures'>{}</dl>").format(
        Markup("").join(line.format(role.capitalize(), says) for role, says in SAYS.items())
    )
