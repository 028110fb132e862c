"""What others made is what we say it is; nothing on a page comes from elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src" / "kouprey" / "web"
ASSETS = tomllib.loads((ROOT / "vendor.toml").read_text(encoding="utf-8"))["asset"]
OURS = sorted(
    path
    for path in WEB.rglob("*")
    if path.suffix in {".html", ".css", ".js", ".svg", ".txt"} and "vendor" not in path.parts
)


@pytest.mark.parametrize("asset", ASSETS, ids=lambda asset: asset["package"])
def test_vendored_files_are_as_listed(asset: dict):
    folder = ROOT / asset["folder"]
    assert {path.name for path in folder.rglob("*") if path.is_file()} == set(asset["files"])
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
    body = path.read_text(encoding="utf-8")
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", body)


def test_vendored_sheets_fetch_nothing_from_elsewhere():
    for path in WEB.rglob("vendor/**/*.css"):
        body = path.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\(\s*[\"']?(https?:)?//", body)


def test_what_a_first_page_carries_is_light():
    from kouprey.web.config import settings

    carried = [path for path in Path(settings.STATIC_ROOT).rglob("*") if path.suffix in {".css", ".svg"}]
    assert len(carried) == 4
    assert sum(len(gzip.compress(path.read_bytes())) for path in carried) < 150_000
