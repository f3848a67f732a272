"""The types that a contract may come to declare, beside those that it does now."""

import pytest

from liveavatar_client.fitting import _fits
from liveavatar_client.generated.types import UNSET


@pytest.mark.parametrize(
    ("value", "annotation", "fits"),
    [
        (1, "int", True),
        (True, "int", False),
        (1, "float | None", True),
        (None, "float | None", True),
        (UNSET, "str", True),
        ("x", "Literal['x', 'y'] | Unset", True),
        ("z", "Literal['x', 'y'] | Unset", False),
        ([1, "a"], "list[int | str] | None | Unset", True),
        ([1, None], "list[int | str] | None | Unset", False),
        ([1, ["a"]], "list[int | list[str]] | Unset", True),
        ([1, [2]], "list[int | list[str]] | Unset", False),
        ([], "None | list[str]", True),
        ({}, "Any | Unset", True),
        ({}, "None | str", False),
    ],
)
def test_fits(value: object, annotation: str, fits: bool) -> None:
    assert _fits(value, annotation) is fits
