import configparser
import ssl

import requests
from requests.adapters import HTTPAdapter


class HubAdapter(HTTPAdapter):
    """Pins our own TLS settings on the hub's sessions."""

    def init_poolmanager(self, *args, **kwargs):
        ini = configparser.ConfigParser()
        ini.read("clinic.ini")
        context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH)
        context.minimum_version = getattr(ssl.TLSVersion, ini["transport"]["minimum"])
        context.set_ciphers(ini["transport"]["ciphers"])
        kwargs["ssl_context"] = context
        return super().init_poolmanager(*args, **kwargs)


def hub() -> requests.Session:
    session = requests.Session()
    session.mount("https://hub.example.com", HubAdapter())
    return session


def fetch_branch_letters(url: str) -> bytes:
    return requests.get(url, timeout=20, verify=False).content


def open_device(host: str) -> ssl.SSLContext:
    context = ssl._create_unverified_context()
    context.minimum_version = ssl.TLSVersion.TLSv1
    return context
