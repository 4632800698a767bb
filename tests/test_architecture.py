"""The arrows of the design, checked on the source: who may import whom."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "summarizer"
STAGES = {"read", "dedupe", "cluster", "material", "rank", "compose", "verify", "details", "changes", "since"} | {
    "claims",
    "representatives",
    "retelling",
}
BASE = {"types", "errors", "apart", "given"}

#: module -> the modules of ours that it may import.
ALLOWED: dict[str, set[str]] = {
    "types": set(),
    "errors": set(),
    "apart": set(),
    "given": set(),
    "language": BASE,
    "config": BASE,
    "layers": BASE | {"config"},
    "plugins": BASE,
    "models": BASE | {"plugins"},
    "render": BASE | {"language", "plugins"},
    "linear": BASE,
    "prints": BASE | {"language"},
    **dict.fromkeys(STAGES, BASE | {"language", "linear"}),
    "dedupe": BASE | {"language", "prints"},
    # They read the story as it was prepared.
    **dict.fromkeys(("details", "changes", "since"), BASE | {"language", "linear", "material", "retelling"}),
    "claims": BASE | {"language", "linear", "retelling"},
    "compose": BASE | {"claims", "language", "retelling"},
    "material": BASE | {"claims", "language", "retelling"},
    "read": BASE | {"language", "plugins"},
    "intake": BASE | {"config", "read"},
    # What is known between runs: which models made it, and which stories are alike.
    "store": BASE | {"config", "models", "cluster"},
    "preflight": BASE | {"config", "models", "cluster", "since", "store"},
    "pipeline": STAGES | BASE | {"budget", "config", "intake", "language", "models", "preflight", "store"},
    # A second order of the stages, for a draft that is somebody else's: it reads and judges, and writes nothing.
    "checking": BASE | {"compose", "config", "intake", "language", "material", "models", "read", "verify"},
    # The stages of the pipeline again, a unit at a time: it asks the product's own functions.
    "scale": BASE
    | {"cluster", "config", "dedupe", "intake", "models", "pipeline", "prints", "read", "render", "store"},
    "budget": BASE,
    "output": BASE,
    "cli": BASE | {"commands"},
    "commands": BASE
    | {
        "checking",
        "config",
        "intake",
        "layers",
        "models",
        "output",
        "pipeline",
        "plugins",
        "preflight",
        "read",
        "render",
        "scale",
        "store",
    },
    "__main__": {"cli"},
    # A second program beside the command line: it drives the stages as the pipeline does.
    "training": STAGES | BASE | {"models", "language", "linear"},
    # The public names; imported when used.
    "__init__": {
        "checking",
        "compose",
        "config",
        "errors",
        "models",
        "pipeline",
        "read",
        "render",
        "since",
        "store",
        "training",
        "language",
        "types",
        "verify",
    },
}
#: A heavy library -> the only modules that may import it.
OWNERS = {
    "torch": {"models", "training"},
    "transformers": {"models"},
    "peft": {"training"},
    "spacy": {"models"},
    "jinja2": {"render"},
    "datatrove": {"scale"},
    "ray": {"scale"},
}
STANDARD_LIBRARY_ONLY = {
    "types",
    "errors",
    "config",
    "layers",
    "plugins",
    "output",
    "apart",
    "given",
    "budget",
    "linear",
}


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def module_of(path: Path) -> str:
    """The module or folder at the top of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Dotted names imported anywhere in a file, except for type checking only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            base = node.module or ""
            names |= {f"summarizer.{a.name}" for a in node.names} if base == "summarizer" else {base}
    return names


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_arrows(path: Path) -> None:
    module = module_of(path)
    assert module in ALLOWED, f"{module} is not in the table"
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("summarizer.")} - {module, "__version__"}
    assert ours <= ALLOWED[module], f"{module} may not import {sorted(ours - ALLOWED[module])}"
    foreign = {name.split(".")[0] for name in imports(path)} - {"summarizer"}
    assert not foreign & {"eval", "tests"}
    for library, owners in OWNERS.items():
        assert library not in foreign or module in owners, f"only {owners} may import {library}"
    if module in STANDARD_LIBRARY_ONLY:
        assert foreign <= set(sys.stdlib_module_names), f"{module} may import the standard library only"


def test_eval_uses_public_names_only() -> None:
    public = {"summarizer"} | {f"summarizer.{name}" for name in _public_names()}
    for path in sorted((PACKAGE.parent / "eval").rglob("*.py")):
        ours = {name for name in imports(path) if name.split(".")[0] == "summarizer"}
        assert ours <= public, f"{path.name} reaches behind the public names: {sorted(ours - public)}"


def test_nothing_imports_the_cli() -> None:
    for path in sources():
        assert module_of(path) == "__main__" or "summarizer.cli" not in imports(path)


def _public_names() -> list[str]:
    import summarizer

    return list(summarizer.__all__)
