"""The direction of imports, enforced."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

INNERMOST = {"model", "errors", "registry", "settings"}
TEXTS = INNERMOST | {"articles"}

#: Room -> the rooms it may import. Rooms that are not listed are verbs and may import any but ui.
MAY_IMPORT = {
    "model": set(),
    "errors": set(),
    "registry": set(),
    "settings": {"errors"},
    "articles": {"model", "errors"},
    "toml_values": {"errors"},
    "voice": {"model", "errors", "toml_values"},
    "rulebook": {"model", "errors", "toml_values"},
    "store": INNERMOST | {"store"},
    "stories": TEXTS | {"stories"},
    "ranking": TEXTS | {"ranking"},
    "sources": TEXTS | {"sources"},
}
MAY_IMPORT["articles"].add("articles")
MAY_IMPORT["rulebook"].add("rulebook")
MAY_IMPORT["settings"].add("settings")

#: Families whose members know nothing of each other; modules with an underscore are the family's.
FAMILIES = ("ranking/signals", "sharing/guidelines", "sharing/networks", "sources/kinds")

MODULES = sorted(ROOT.glob("briefing/**/*.py"))


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "briefing":
            yield from (f"briefing.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def room(path):
    return path.relative_to(ROOT / "briefing").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_point_inwards(path):
    allowed = MAY_IMPORT.get(room(path))
    for name in imports(path):
        top, *rest = name.split(".")
        if top == "streamlit":
            assert room(path) == "ui", "only briefing.ui may know Streamlit"
        if top == "briefing" and rest:
            assert rest[0] != "ui" or room(path) == "ui", "nothing below knows the pages"
            assert allowed is None or rest[0] in allowed, f"{room(path)} may not import {rest[0]}"


@pytest.mark.parametrize("family", FAMILIES)
def test_members_of_a_family_do_not_know_each_other(family):
    folder = ROOT / "briefing" / family
    members = {path.stem for path in folder.glob("[!_]*.py")}
    assert members
    package = f"briefing.{family.replace('/', '.')}"
    for member in members:
        for name in imports(folder / f"{member}.py"):
            assert name.removeprefix(f"{package}.") not in members


def test_the_rooms_that_are_named_exist():
    for name in MAY_IMPORT:
        assert (ROOT / "briefing" / name).is_dir() or (ROOT / f"briefing/{name}.py").is_file()


def test_pages_are_thin():
    for path in (ROOT / "app.py", *ROOT.glob("pages/*.py")):
        source = path.read_text()
        assert len(source.splitlines()) <= 60, path
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Try)]
        assert "sqlalchemy" not in source
