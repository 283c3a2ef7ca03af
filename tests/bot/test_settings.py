"""Settings are read once and strictly: what is wrong stops the start, with a hint."""

import pytest

from bot.settings import Settings, SettingsError, read_settings


def wrong(**environment: str) -> str:
    with pytest.raises(SettingsError) as raised:
        read_settings({f"INKOPSBOT_{name}": value for name, value in environment.items()})
    return str(raised.value)


def test_nothing_set_is_a_bot_for_this_machine_alone():
    """The defaults are what the terminal and the Playground need."""
    settings = read_settings({"PATH": "/bin"})
    assert (settings.host, settings.port) == ("127.0.0.1", 3978)
    assert settings.database == "sqlite:///data/inkopsbot.db"


def test_a_misspelt_name_is_pointed_out():
    """A setting that nobody reads is a setting that somebody believes in."""
    assert "menade du INKOPSBOT_DATA_DIR" in wrong(DATADIR="x")


def test_a_wrong_value_says_what_the_setting_is():
    """The hint is the setting's own description."""
    assert "INKOPSBOT_PORT: fel värde, fann 'åtta' – Porten boten lyssnar på." in wrong(PORT="åtta")


def test_all_faults_are_told_at_once():
    """Two faults take one start to find."""
    told = wrong(PORT="99999", LOG_LEVEL="loud", DATADIR="x")
    assert all(name in told for name in ("PORT", "LOG_LEVEL", "DATADIR"))


def test_unsigned_requests_are_taken_on_loopback_only():
    """Without an app id anyone could talk to the bot, so it listens to this machine alone."""
    assert "lyssnar därför bara lokalt" in wrong(HOST="192.0.2.1")
    assert read_settings({"INKOPSBOT_HOST": "::1"}).host == "::1"


def test_an_app_id_needs_its_secret_and_tenant():
    """Half a registration is none."""
    assert "MICROSOFT_APP_PASSWORD" in wrong(MICROSOFT_APP_ID="a", TENANT_ID="t")
    assert "TENANT_ID" in wrong(MICROSOFT_APP_ID="a", MICROSOFT_APP_PASSWORD="s")


def test_secrets_are_not_shown():
    """A secret stays out of messages and of print."""
    settings = read_settings(
        {
            "INKOPSBOT_MICROSOFT_APP_ID": "a",
            "INKOPSBOT_MICROSOFT_APP_PASSWORD": "hemligt",
            "INKOPSBOT_TENANT_ID": "t",
        }
    )
    assert "hemligt" not in repr(settings)
    assert "hemligt" not in wrong(MICROSOFT_APP_PASSWORD="hemligt", PORT="x")


def test_tenants_are_a_list_with_the_own_one_as_default():
    """Who may talk to the bot is said by the deployment."""
    base = {
        "INKOPSBOT_MICROSOFT_APP_ID": "a",
        "INKOPSBOT_MICROSOFT_APP_PASSWORD": "s",
        "INKOPSBOT_TENANT_ID": "t",
    }
    assert read_settings(base).tenants == ("t",)
    assert read_settings(base | {"INKOPSBOT_ALLOWED_TENANTS": "t, u"}).tenants == ("t", "u")


def test_each_setting_says_what_it_is():
    """The description is the hint and the manual."""
    assert all(field.description for field in Settings.model_fields.values())
