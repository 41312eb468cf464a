"""Rules that the files of the product keep: which layer imports what, where caching lives, how long a file may be."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

LAYERS = ("app", "web", "pages", "kpis", "data_access")

# Layer -> what of this project it may import, by the beginning of the name; itself always.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "app": ("web",),
    "web": ("data_access",),
    "pages": ("pages.shared", "kpis", "data_access"),
    "pages.shared": ("kpis", "data_access"),
    "kpis": ("data_access.vocabulary", "data_access.periods"),
    "kpis.__main__": ("data_access",),
    "data_access": (),
}
# Layer -> libraries that it may never import.
NEVER_IMPORTS: dict[str, tuple[str, ...]] = {
    "web": ("altair", "pydeck", "pandas"),
    "pages": ("sqlalchemy", "alembic"),
    "pages.shared": ("sqlalchemy", "alembic"),
    "kpis": ("streamlit", "altair", "pydeck", "sqlalchemy", "os", "pathlib", "time", "zoneinfo"),
    "data_access": ("streamlit", "altair", "pydeck"),
}
# How the data layer stores things is its own affair: above it, only reads, writes and forms.
INSIDE_DATA_ACCESS = ("data_access.models", "data_access.store", "data_access.audit", "data_access.migrate")
# What each subject's records are read and written with. A part of pages/shared that names a subject belongs to its
# pages alone: it names no second one, and nothing that all pages share may lean on it.
SUBJECT_OF = {
    "data_access.events": "events",
    "data_access.registers": "events",
    "data_access.meetings": "events",
    "data_access.surveys": "surveys",
    "data_access.survey_links": "surveys",
    "data_access.survey_results": "surveys",
    "data_access.case_studies": "case studies",
    "data_access.codebook": "cultural change",
    "data_access.evidence_pieces": "cultural change",
    "data_access.free_texts": "cultural change",
    "data_access.passages": "cultural change",
    "data_access.themes_found": "cultural change",
    "data_access.self_evaluations": "self-evaluation",
    "data_access.to_read": "cultural change",
    "data_access.imports": "imports",
    "data_access.import_runs": "imports",
    "data_access.accounts": "people",
    "data_access.audit_log": "audit log",
}
CACHE, CACHE_HOME = "cache_data", "pages/shared/facts.py"
LONGEST_PAGE, LONGEST_FILE = 120, 250
CLOCK = {"today", "now", "utcnow"}


def sources(root: Path) -> Iterator[Path]:
    for layer in LAYERS:
        yield from sorted((root / layer).rglob("*.py"))
    yield from (path for path in [root / "app.py"] if path.exists())


def module_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(module: str) -> str:
    """The row of the table that a module belongs to: the longest that fits."""
    return max((layer for layer in MAY_IMPORT if is_in(module, layer)), key=len)


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def is_page(path: Path, root: Path) -> bool:
    return path.parent == root / "pages" and path.name not in {"__init__.py", "main.py"}


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module imported, wherever in the file; `from a import b` as a.b, since b may be a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def arrows_that_point_up(path: Path, root: Path) -> Iterator[str]:
    layer = layer_of(module_of(path, root))
    # A page is a layer of its own: it may not import another page. Every other layer may import itself.
    itself = () if layer == "pages" else ("kpis",) if layer == "kpis.__main__" else (layer,)
    for name in imports(ast.parse(path.read_text())):
        is_ours = any(is_in(name, other) for other in LAYERS)
        if is_ours and not any(is_in(name, allowed) for allowed in (*itself, *MAY_IMPORT[layer])):
            yield f"imports {name}"


def libraries_out_of_place(path: Path, root: Path) -> Iterator[str]:
    unwanted = NEVER_IMPORTS.get(layer_of(module_of(path, root)), ())
    for name in imports(ast.parse(path.read_text())):
        yield from (f"imports {name}" for library in unwanted if is_in(name, library))


def reaching_into_the_store(path: Path, root: Path) -> Iterator[str]:
    if is_in(module_of(path, root), "pages") or is_in(module_of(path, root), "kpis"):
        for name in imports(ast.parse(path.read_text())):
            yield from (f"imports {name}" for inside in INSIDE_DATA_ACCESS if is_in(name, inside))


def subjects_named_where_all_share(path: Path, root: Path) -> Iterator[str]:
    if is_in(module_of(path, root), "pages.shared"):
        own, imported = subjects_of(path), list(imports(ast.parse(path.read_text())))
        if len(own) > 1:
            yield f"names {len(own)} subjects"
        for other in sorted((root / "pages" / "shared").rglob("*.py")):
            name = module_of(other, root)
            if any(is_in(one, name) for one in imported) and subjects_of(other) - own:
                yield f"leans on {name}, which belongs to another subject"


def subjects_of(path: Path) -> set[str]:
    found = imports(ast.parse(path.read_text()))
    return {subject for name in found for module, subject in SUBJECT_OF.items() if is_in(name, module)}


def caches_outside_their_home(path: Path, root: Path) -> Iterator[str]:
    if path != root / CACHE_HOME:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and node.attr == CACHE:
                yield f"line {node.lineno} uses {CACHE}"
            if isinstance(node, ast.ImportFrom) and any(alias.name == CACHE for alias in node.names):
                yield f"line {node.lineno} imports {CACHE}"


def clocks_in_measures(path: Path, root: Path) -> Iterator[str]:
    if layer_of(module_of(path, root)) == "kpis":
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
                yield f"line {node.lineno} asks the clock"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
                yield f"line {node.lineno} opens a file"


def arithmetic_and_styling_in_pages(path: Path, root: Path) -> Iterator[str]:
    if not is_page(path, root):
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and node.attr in {"groupby", "pivot_table"}:
            yield f"line {node.lineno} groups data"
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            yield f"line {node.lineno} formats a number"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"round", "format"}:
            yield f"line {node.lineno} formats a number"
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            yield f"line {node.value.lineno} styles by hand"
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and ("<style" in node.value or "style=" in node.value)
        ):
            yield f"line {node.lineno} styles by hand"


def too_long(path: Path, root: Path) -> Iterator[str]:
    if "migrations" in path.parts:
        return
    limit = LONGEST_PAGE if is_page(path, root) else LONGEST_FILE
    lines = len(path.read_text().splitlines())
    if lines > limit:
        yield f"has {lines} lines, more than {limit}"


Rule = Callable[[Path, Path], Iterator[str]]
RULES: tuple[Rule, ...] = (
    arrows_that_point_up,
    libraries_out_of_place,
    reaching_into_the_store,
    subjects_named_where_all_share,
    caches_outside_their_home,
    clocks_in_measures,
    arithmetic_and_styling_in_pages,
    too_long,
)
