"""What the README says is so: its scripts run."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize(("script", "says"), list(zip(SCRIPTS, ["(60, 8)", "1.0"], strict=True)))
def test_the_scripts_of_the_readme_run(script: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(script, {})
    assert says in capsys.readouterr().out
