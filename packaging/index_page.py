"""What an index of packages shows of this project: the README, with links that lead somewhere from there.

Hatchling calls it when it builds (pyproject.toml). In a checkout pictures and documents are found beside the README; on
an index's page there is nothing beside it. Where the source lies is not known in the tree, so whoever publishes says it
in the environment, RNNVIZ_SOURCE=https://.../rnnviz. Without it the page has no pictures rather than broken ones.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

try:
    from hatchling.metadata.plugin.interface import MetadataHookInterface
except ImportError:  # only a build has it
    MetadataHookInterface = object

PICTURE = re.compile(r"!\[(?P<text>[^]]*)\]\((?P<path>(?!\w+:)[^)]+)\)")
LINK = re.compile(r"(?<!!)\[(?P<text>[^]]*)\]\((?P<path>(?!\w+:|#)[^)]+)\)")
TABLE = re.compile(r"(?:^\|.*\n)+", re.M)


class IndexPage(MetadataHookInterface):
    """Fills in the fields that pyproject.toml calls dynamic."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, object]) -> None:
        """`readme`, and `urls` where they are known."""
        source = os.environ.get("RNNVIZ_SOURCE", "").rstrip("/")
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": page(text, source, f"v{metadata['version']}")}
        metadata["urls"] = urls(source)


def page(readme: str, source: str, tag: str) -> str:
    """The README with absolute links into `source` at `tag`; with no source, without pictures and links of its own."""
    if source:
        shown = PICTURE.sub(rf"![\g<text>]({source}/raw/{tag}/\g<path>)", readme)
        return LINK.sub(rf"[\g<text>]({source}/blob/{tag}/\g<path>)", shown)
    shown = PICTURE.sub("", TABLE.sub(_without_pictures, readme))
    return LINK.sub(r"\g<text>", shown)


def _without_pictures(table: re.Match[str]) -> str:
    return "" if PICTURE.search(table[0]) else table[0]


def urls(source: str) -> dict[str, str]:
    """The project's addresses, as an index lists them."""
    changes = {"Source": source, "Issues": f"{source}/issues", "Changes": f"{source}/blob/main/CHANGELOG.md"}
    return changes if source else {}
