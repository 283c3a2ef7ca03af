"""The app package is what Teams takes: by Microsoft's own schema, and by what the schema does not say."""

import io
import json
import struct
import zipfile
from importlib import metadata
from pathlib import Path

import jsonschema_rs
import pytest
from typer.testing import CliRunner

import bot
from bot.commands import app
from bot.conversation.understanding import Phrases
from bot.packaging.package import Deployment, PackageError, manifest, package
from bot.teams.extension import COMMAND, PARAMETER
from bot.texts import swedish

GIVEN = {
    "app_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "host": "inkopsbot.example.org",
    "developer": "Exempelkommunen",
    "website": "https://example.org/boten",
    "privacy": "https://example.org/personuppgifter",
    "terms": "https://example.org/villkor",
}
DEPLOYMENT = Deployment(**GIVEN)
HERE = Path(__file__).parent


def opened():
    with zipfile.ZipFile(io.BytesIO(package(DEPLOYMENT))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("file", "schema"), [("manifest.json", "teams-1.19.json"), ("en.json", "teams-localization-1.19.json")]
)
def test_each_file_follows_microsofts_schema(file, schema):
    """Both are checked: a key that the schema does not know is a fault."""
    read = json.loads(opened()[file])
    rules = jsonschema_rs.validator_for(json.loads((HERE / schema).read_text(encoding="utf-8")))
    assert [error.message for error in rules.iter_errors(read)] == []


def test_the_schema_refuses_what_is_none():
    rules = jsonschema_rs.validator_for(json.loads((HERE / "teams-1.19.json").read_text(encoding="utf-8")))
    for broken in (
        {**manifest(DEPLOYMENT), "extra": 1},
        {**manifest(DEPLOYMENT), "id": "x"},
        {**manifest(DEPLOYMENT), "name": {"short": "x" * 31}},
    ):
        assert not rules.is_valid(broken)


def size(png):
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def test_the_icons_have_the_sizes_that_teams_wants():
    files = opened()
    assert (size(files["color.png"]), size(files["outline.png"])) == ((192, 192), (32, 32))


def test_every_command_of_the_list_is_understood():
    """What the list offers is sent as it stands."""
    phrases = Phrases(swedish().understands, swedish().openings)
    for commands in manifest(DEPLOYMENT)["bots"][0]["commandLists"]:
        for command in commands["commands"]:
            assert phrases.meaning(command["title"]), command
            assert len(command["title"]) <= 32
            assert len(command["description"]) <= 128


def test_the_search_is_the_one_that_the_bot_answers():
    (command,) = manifest(DEPLOYMENT)["composeExtensions"][0]["commands"]
    assert (command["id"], command["parameters"][0]["name"]) == (COMMAND, PARAMETER)


def test_every_translation_has_its_place():
    """A path into the manifest that leads nowhere would be passed over in silence."""
    for path, text in json.loads(opened()["en.json"]).items():
        if path.startswith("$"):
            continue
        place = manifest(DEPLOYMENT)
        for step in path.replace("[", ".").replace("]", "").split("."):
            place = place[int(step)] if step.isdigit() else place[step]
        assert isinstance(place, str)
        assert text


def test_the_version_is_the_bots_own_where_no_other_is_given():
    assert manifest(DEPLOYMENT)["version"] == bot.__version__ == metadata.version("inkopsbot")


def test_a_package_is_made_where_the_bot_is_not_installed_as_one(tmp_path, monkeypatch):
    """A container has the folders alone."""

    def none(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", none)
    assert run(*ARGUMENTS, "--out", str(tmp_path / "app.zip")).exit_code == 0


def test_the_same_deployment_gives_the_same_file():
    assert package(DEPLOYMENT) == package(DEPLOYMENT)


@pytest.mark.parametrize(
    "changes",
    [
        {"app_id": "x"},
        {"app_id": "00000000-0000-0000-0000-000000000000"},
        {"host": "https://inkopsbot.example.org"},
        {"host": "localhost"},
        {"host": "*.example.org"},
        {"developer": ""},
        {"developer": "x" * 33},
        {"website": "http://example.org"},
        {"privacy": "example.org"},
        {"terms": "javascript:alert(1)"},
        {"version": ""},
        {"version": "1.2"},
        {"version": "01.2.3"},
        {"version": "1.2.3-beta"},
        {"version": "1.2.3\n"},
        {"version": f"1.2.{'9' * 260}"},
    ],
)
def test_what_teams_would_refuse_is_refused_here(changes):
    with pytest.raises(PackageError, match=r"--[a-z-]+ ska vara"):
        Deployment(**GIVEN | changes)


def run(*arguments):
    return CliRunner().invoke(app, ["package", *arguments])


ARGUMENTS = [
    "--app-id",
    GIVEN["app_id"],
    "--host",
    GIVEN["host"],
    "--developer",
    "A",
    "--website",
    GIVEN["website"],
]


def test_the_command_writes_the_file(tmp_path):
    result = run(*ARGUMENTS, "--out", str(tmp_path / "app.zip"))
    assert result.exit_code == 0
    with zipfile.ZipFile(tmp_path / "app.zip") as archive:
        assert sorted(archive.namelist()) == ["color.png", "en.json", "manifest.json", "outline.png"]


def test_an_update_has_a_version_of_its_own(tmp_path):
    assert run(*ARGUMENTS, "--version", "1.2.10", "--out", str(tmp_path / "app.zip")).exit_code == 0
    with zipfile.ZipFile(tmp_path / "app.zip") as archive:
        assert json.loads(archive.read("manifest.json"))["version"] == "1.2.10"


def test_wrong_use_is_told_in_a_sentence(tmp_path):
    result = run(*ARGUMENTS, "--app-id", "x", "--out", str(tmp_path / "app.zip"))
    assert result.exit_code == 2
    assert "--app-id ska vara" in result.output
    assert "går inte att skriva" in run(*ARGUMENTS, "--out", str(tmp_path / "no" / "app.zip")).output
