"""What others made is what we say it is; nothing on a page comes from elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src" / "kouprey" / "web"
ASSETS = tomllib.loads((ROOT / "vendor.toml").read_text(encoding="utf-8"))["asset"]
OURS = sorted(
    path
    for path in WEB.rglob("*")
    if path.suffix in {".html", ".css", ".js", ".svg", ".txt"} and "vendor" not in path.parts
)
OWN_SCRIPT = r"""<script defer src="{% static '[\w./-]+' %}"></script>"""


@pytest.mark.parametrize("asset", ASSETS, ids=lambda asset: asset["package"])
def test_vendored_files_are_as_listed(asset: dict):
    folder = ROOT / asset["folder"]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there == set(asset["files"])
    for name, sha256 in asset["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256, name
    assert asset["licence"]
    assert re.fullmatch(r"[0-9a-f]{64}", asset["sha256"])
    assert folder.name.endswith(asset["version"])


def test_every_vendored_folder_is_listed():
    there = {path for path in (ROOT / "src").rglob("vendor/*") if path.is_dir()}
    assert there == {ROOT / asset["folder"] for asset in ASSETS}


def test_the_list_names_no_address():
    assert "://" not in (ROOT / "vendor.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(WEB)))
def test_our_files_name_no_address(path: Path):
    body = re.sub(r'xmlns(:\w+)?="[^"]*"', "", path.read_text(encoding="utf-8"))
    assert not re.search(r"https?://|url\(\s*[\"']?//|(src|href)=[\"']//", body)


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(WEB)))
def test_our_templates_hold_no_inline_script_or_style(path: Path):
    body = re.sub(r"\{%.*?%\}", "", re.sub(OWN_SCRIPT, "", path.read_text(encoding="utf-8")))
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", body)


def test_vendored_sheets_fetch_nothing_from_elsewhere():
    for path in WEB.rglob("vendor/**/*.css"):
        body = path.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\(\s*[\"']?(https?:)?//", body)


def weight(*names: str) -> int:
    """Bytes of static files, compressed, by how their path ends (before its hash)."""
    from kouprey.web.config import settings

    root = Path(settings.STATIC_ROOT)
    found = [next(root.glob(re.sub(r"(\.\w+)$", r".*\1", name))) for name in names]
    return sum(len(gzip.compress(path.read_bytes())) for path in found)


THE_MAP = ("ui/map.css", "ui/map.js", "vendor/leaflet-1.9.4/leaflet.css", "vendor/leaflet-1.9.4/leaflet.js")


def test_the_map_adds_little():
    assert weight(*THE_MAP) < 60_000


def test_what_a_first_page_carries_is_light(page: Client):
    body = page.get("/trade/").content
    carried = re.findall(rb'(?:href|src)="/static/([^"]+)"', body)
    assert {Path(name.decode()).suffix for name in carried} == {".css", ".js", ".svg"}
    from kouprey.web.config import settings

    files = [(Path(settings.STATIC_ROOT) / name.decode()).read_bytes() for name in set(carried)]
    assert sum(len(gzip.compress(file)) for file in [body, *files]) < 250_000
