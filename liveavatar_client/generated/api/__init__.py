"""Every operation of the API."""

from .sessions import SessionsOperations


class Operations(SessionsOperations):
    """Every operation of the API, a method for each."""
