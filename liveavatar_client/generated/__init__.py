"""The typed models, endpoint modules and calls of the LiveAvatar API.

Everything in this folder is written by openapi-python-client from `openapi.yaml`, `generator-config.yml`
and `tools/templates/`. Do not edit it: change those, and run `make generate`.
"""

from .client import AuthenticatedClient, Client

__all__ = ("AuthenticatedClient", "Client")
