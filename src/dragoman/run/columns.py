"""Readings as Arrow columns: one row a report, nested as in the JSON contract.

The Arrow schema is derived from the JSON Schema that the project ships, so
that the contract is written down once. A row is either a reading (all columns
of the contract) or a failure (`source` and `reason`), told apart by `outcome`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dragoman.model import Failure, Reading
from dragoman.model.contract import from_json, to_json

if TYPE_CHECKING:
    import pyarrow as pa

OUTCOME_READING = "reading"
OUTCOME_FAILURE = "failure"


@cache
def load_contract() -> dict[str, Any]:
    """The JSON Schema of a reading."""
    text = files("dragoman.schema").joinpath("reading.schema.json").read_text("utf-8")
    contract: dict[str, Any] = json.loads(text)
    return contract


def _arrow_type(schema: dict[str, Any], definitions: dict[str, Any]) -> pa.DataType:
    import pyarrow as pa

    if "$ref" in schema:
        return _arrow_type(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    if "anyOf" in schema:
        return _arrow_type(schema["anyOf"][0], definitions)
    kind = schema.get("type", "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return pa.struct(
            [(name, _arrow_type(part, definitions)) for name, part in schema["properties"].items()]
        )
    if kind == "array":
        return pa.list_(_arrow_type(schema["items"], definitions))
    simple = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    return simple.get(kind, pa.string())


@cache
def outcome_schema() -> pa.Schema:
    """The columns of a row: the contract's, then `failure` and `outcome`."""
    import pyarrow as pa

    contract = load_contract()
    definitions = contract["$defs"]
    columns = [(n, _arrow_type(p, definitions)) for n, p in contract["properties"].items()]
    failure = pa.struct([("source", pa.string()), ("reason", pa.string())])
    return pa.schema([*columns, ("failure", failure), ("outcome", pa.string())])


def _row(outcome: Reading | Failure) -> dict[str, Any]:
    if isinstance(outcome, Failure):
        failure = {"source": outcome.source, "reason": outcome.reason}
        return {"failure": failure, "outcome": OUTCOME_FAILURE}
    return {**to_json(outcome), "outcome": OUTCOME_READING}


def to_batch(outcomes: Iterable[Reading | Failure]) -> pa.RecordBatch:
    """Outcomes as one Arrow batch, a row each."""
    import pyarrow as pa

    return pa.RecordBatch.from_pylist([_row(x) for x in outcomes], schema=outcome_schema())


def from_batch(batch: pa.RecordBatch) -> Iterator[Reading | Failure]:
    """The outcomes that `to_batch` put into a batch."""
    for row in batch.to_pylist():
        if row["failure"] is not None:
            yield Failure(**row["failure"])
        else:
            yield from_json(row)
