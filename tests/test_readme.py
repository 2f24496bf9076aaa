"""What the README and the architecture say is so: the scripts run, and every module of the lower layers is named."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
SHAPE = (ROOT / "doc" / "architecture.md").read_text(encoding="utf-8").partition("## The engine")[0]
MODULES = [p for layer in ("engine", "model") for p in sorted((ROOT / "rnnviz" / layer).glob("[a-z]*.py"))]


@pytest.mark.parametrize(("script", "says"), list(zip(SCRIPTS, ["(60, 8)", "1.0"], strict=True)))
def test_the_scripts_of_the_readme_run(script: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(script, {})
    assert says in capsys.readouterr().out


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_module_below_the_view_has_its_place_in_the_architecture(module: Path) -> None:
    words = set(re.findall(r"[a-z_]+\*?", SHAPE))
    assert any(module.stem == w or (w.endswith("*") and module.stem.startswith(w[:-1])) for w in words)
