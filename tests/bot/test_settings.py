"""Settings are read once and strictly: what is wrong stops the start, with a hint."""

import pytest

from bot.settings import Settings, SettingsError, read_settings

APP = "0f8fad5b-d9cb-469f-a165-70867728950e"
TENANT = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
OTHER = "16fd2706-8baf-433b-82eb-8c7fada847da"
REGISTERED = {"MICROSOFT_APP_ID": APP, "MICROSOFT_APP_PASSWORD": "s", "TENANT_ID": TENANT}
CHANNEL = "19:aBc_d-1@thread.tacv2"
SERVICE = "https://smba.trafficmanager.net/emea/"


def read(**environment: str) -> Settings:
    return read_settings({f"INKOPSBOT_{name}": value for name, value in environment.items()})


def wrong(**environment: str) -> str:
    with pytest.raises(SettingsError) as raised:
        read(**environment)
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
    assert "MICROSOFT_APP_PASSWORD" in wrong(MICROSOFT_APP_ID=APP, TENANT_ID=TENANT)
    assert "TENANT_ID" in wrong(MICROSOFT_APP_ID=APP, MICROSOFT_APP_PASSWORD="s")


def test_secrets_are_not_shown():
    """A secret stays out of messages and of print."""
    settings = read(**REGISTERED | {"MICROSOFT_APP_PASSWORD": "hemligt"})
    assert "hemligt" not in repr(settings)
    assert "hemligt" not in wrong(MICROSOFT_APP_PASSWORD="hemligt", PORT="x")


def test_tenants_are_a_list_with_the_own_one_as_default():
    """Who may talk to the bot is said by the deployment."""
    assert read(**REGISTERED).tenants == (TENANT,)
    both = read(**REGISTERED, ALLOWED_TENANTS=f"{TENANT}, {OTHER}")
    assert both.tenants == (TENANT, OTHER)


@pytest.mark.parametrize("name", ["TENANT_ID", "ALLOWED_TENANTS", "MICROSOFT_APP_ID"])
def test_what_entra_names_by_an_id_is_written_as_that_id(name):
    """With a domain's name the bot would start, and refuse everybody."""
    assert f"INKOPSBOT_{name}: fel värde" in wrong(**REGISTERED | {name: "example.org"})
    assert read(**REGISTERED | {name: OTHER.upper()}) == read(**REGISTERED | {name: OTHER})


def test_the_experts_channel_is_one_that_teams_knows():
    told = {"EXPERT_CHANNEL_ID": CHANNEL, "EXPERT_SERVICE_URL": SERVICE}
    assert read(**REGISTERED, **told).expert_channel_id == CHANNEL
    encoded = CHANNEL.replace(":", "%3a").replace("@", "%40")
    assert "%3a" in wrong(**REGISTERED, **told | {"EXPERT_CHANNEL_ID": encoded})
    for address in (
        SERVICE.removeprefix("https://"),
        SERVICE.replace("https", "http"),
        "https://example.org/",
    ):
        assert "EXPERT_SERVICE_URL" in wrong(**REGISTERED, **told | {"EXPERT_SERVICE_URL": address})


def test_an_empty_setting_is_none():
    """A file of settings to fill in can be used before all of it is filled in."""
    assert read(**{name.upper(): "" for name in Settings.model_fields}) == Settings()
    assert "menade du INKOPSBOT_DATA_DIR" in wrong(DATADIR="")


def test_each_setting_says_what_it_is():
    """The description is the hint and the manual."""
    assert all(field.description for field in Settings.model_fields.values())
