"""What is to be looked for in an operation, and looking for it."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from attrs import frozen
from jsonschema import Draft202012Validator

from tools.contract import client
from tools.contract.configuration import configurations
from tools.contract.fault import Fault, refusals, shortened
from tools.contract.operation import Operation
from tools.contract.schema import Schema
from tools.contract.search import Judge, Outcome, search


@frozen
class Check:
    """One search: for requests that the vendor's schema refuses, or for answers that our models do not understand."""

    what: str
    """What is tried, such as "requests"."""
    schemas: Sequence[Schema]
    """Of the examples."""
    judge: Judge
    unknown_fields: bool
    """Whether the examples have fields that their schemas do not name."""

    def run(self, seconds: float) -> Outcome:
        """Look for counter-examples, for about so many seconds at most."""
        return search(self.schemas, self.judge, unknown_fields=self.unknown_fields, seconds=seconds)


def checks(ours: Operation, theirs: Operation) -> Iterator[Check]:
    """Yield what is to be looked for in an operation that both documents have."""
    module = client.endpoint(ours.operation_id)
    accepts, model = Draft202012Validator(theirs.request), client.body_model(module)

    def refused(request: dict[str, Any]) -> Iterator[Fault]:
        wire = request
        if model is not None and "body" in request:
            try:
                wire = {**request, "body": client.sent(model, request["body"])}
            except (KeyError, TypeError, ValueError) as error:
                yield Fault("ours", f"cannot be sent: {type(error).__name__}: {shortened(str(error))}", request)
                return
        yield from refusals(accepts, wire)

    requests = list(configurations(ours.request)) if model is client.CONFIGURATION else [ours.request]
    yield Check("requests", requests, refused, unknown_fields=False)
    for status, schema in theirs.answers.items():
        misunderstood = partial(client.misunderstood, module, status)
        yield Check(f"answers with status {status}", [schema], misunderstood, unknown_fields=True)
