"""The wheel holds everything and answers from anywhere: what breaks releases is what was not packed."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from email import message_from_bytes
from pathlib import Path

import pytest

import graph

CHECKOUT = Path(__file__).resolve().parent.parent
DIST_INFO = f"provincial_kg-{graph.__version__}.dist-info"
QUESTION = ("ask", "partners", "Sơn La")


def files_below(folder: str, pattern: str = "*") -> set[str]:
    """Return the POSIX paths, relative to the checkout, of the files in a folder and its subfolders."""
    found = (CHECKOUT / folder).rglob(pattern)
    return {
        path.relative_to(CHECKOUT).as_posix() for path in found if path.is_file() and "__pycache__" not in path.parts
    }


def build(target: str, source: Path, into: Path) -> Path:
    """Build a wheel or an sdist with the hatchling of this environment, so without any network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(into)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return next(into.glob("*.whl" if target == "wheel" else "*.tar.gz"))


def answer(command: Sequence[str | Path], cwd: Path, python_path: Path) -> str:
    """Run a command elsewhere, in the plainest locale, on the packed modules; return what it prints."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONPATH": str(python_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", CHECKOUT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a folder, where another distribution already has a package called queries."""
    site = tmp_path_factory.mktemp("site")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--target", str(site)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(wheel)], check=True, capture_output=True)
    (site / "queries").mkdir()
    (site / "queries" / "__init__.py").write_text('raise ImportError("not ours")\n', encoding="utf-8")
    return site


def test_wheel_holds_all_data_and_nothing_else(names: set[str]) -> None:
    data = {name.removeprefix("graph/_data/") for name in names if name.startswith("graph/_data/")}
    assert data == files_below("ontology") | files_below("queries")
    assert data & files_below("ontology")
    assert data & files_below("queries")


def test_wheel_holds_every_module(names: set[str]) -> None:
    modules = files_below("graph", "*.py")
    assert modules
    assert modules | {"graph/py.typed", "kg_cli.py"} <= names


def test_wheel_holds_what_modules_read_beside_them(names: set[str]) -> None:
    assert files_below("graph") - files_below("graph", "*.pyc") <= names


def test_wheel_takes_no_other_top_level_name(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"graph", "kg_cli.py", DIST_INFO}


def test_wheel_tells_its_version_licences_and_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = message_from_bytes(archive.read(f"{DIST_INFO}/METADATA"))
        scripts = archive.read(f"{DIST_INFO}/entry_points.txt").decode("utf-8")
    assert metadata["Version"] == graph.__version__
    assert {"LICENSE", "LICENSE-DATA"} <= set(metadata.get_all("License-File", []))
    assert scripts.split() == ["[console_scripts]", "kg", "=", "kg_cli:main"]


def test_wheel_built_from_the_sdist_is_the_same(names: set[str], tmp_path: Path) -> None:
    with tarfile.open(build("sdist", CHECKOUT, tmp_path)) as archive:
        archive.extractall(tmp_path, filter="data")
    again = build("wheel", next(tmp_path.glob("provincial_kg-*/")), tmp_path)
    assert set(zipfile.ZipFile(again).namelist()) == names


@pytest.mark.parametrize("command", [("-m", "kg_cli"), ("-m", "graph"), ("bin/kg",)], ids=" ".join)
def test_installed_wheel_answers_from_another_folder(command: tuple[str, ...], site: Path, tmp_path: Path) -> None:
    start = [site / command[0]] if command == ("bin/kg",) else [sys.executable, *command]
    assert "Hủa Phăn" in answer([*start, *QUESTION], tmp_path, site)


def test_installed_wheel_is_what_runs(site: Path, tmp_path: Path) -> None:
    program = "import graph, kg_cli; print(graph.__file__, kg_cli.__file__)"
    assert answer([sys.executable, "-c", program], tmp_path, site).count(str(site)) == 2


def test_wheel_answers_unpacked(wheel: Path, tmp_path: Path) -> None:
    assert "Hủa Phăn" in answer([sys.executable, "-m", "kg_cli", *QUESTION], tmp_path, wheel)
