"""A dense list, and beside it the thing chosen from it; on a phone that lies over the list.

What is chosen stands in the address, so that it can be passed on as a link.
"""

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx


def panes() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Room for the list, and for what was chosen."""
    with st.container(key="panes"):
        left, right = st.columns([7, 5], gap="medium")
        return left.container(key="pane-list"), right.container(key="pane-chosen")


def chosen(param: str) -> int | None:
    """The id that the address names, if it names one."""
    said = named(param)
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def named(param: str) -> str:
    """What the address says of a parameter; "" for nothing.

    What a browser sends has the address as it was then, and may have been on its way when another
    choice was made. So where only a part of the page is drawn anew the last choice counts: whoever
    goes to another address has the whole page drawn.
    """
    last = st.session_state.get(_key(param))
    if last is not None and _in_part() and st.query_params.get(param, "") != last:
        name(param, last)
    said = st.query_params.get(param, "")
    st.session_state[_key(param)] = said
    return said


def name(param: str, said: str) -> None:
    """Have the address say so of a parameter; "" takes it out."""
    st.session_state[_key(param)] = said
    if said:
        st.query_params[param] = said
    else:
        st.query_params.pop(param, None)


def _key(param: str) -> str:
    return f"panes.{param}"


def _in_part() -> bool:
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


def row(words: Markup, *, param: str, id_: int, key: str, label: str, on: bool) -> None:
    """One line of a list. All of it can be tapped; `label` says what that does, without looking."""
    with st.container(key=f"row-{key.replace('.', '-')}"):
        st.html(Markup("<div class='row{}'>{}</div>").format(" on" if on else "", words))
        st.button(label, key=key, on_click=choose, args=(param, id_))


def back(param: str, key: str) -> None:
    """The way back to the list, where the chosen thing lies over it."""
    if chosen(param) is None:
        return
    st.html("<i class='opened'></i>")
    st.button(
        "Back to the list",
        key=key,
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=close,
        args=(param,),
    )


def choose(param: str, id_: int) -> None:
    """For `on_click`: name it in the address."""
    name(param, str(id_))


def close(param: str) -> None:
    """For `on_click`: name nothing any more."""
    name(param, "")
