"""The configurations of a session that make sense: each mode has fields of its own, and some exclude each other."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from tools.contract.schema import Schema


@frozen
class Mode:
    """What a session's configuration holds in one mode, beside the fields that all modes share."""

    fields: frozenset[str] = frozenset()
    alternatives: frozenset[str] = frozenset()
    """One of these, and no two of them."""
    needs_one: bool = False


# The one list of this kind, beside the descriptions in openapi.yaml. A field that is not in it is tried in every mode.
MODES: Mapping[str, Mode] = {
    "LITE": Mode(
        alternatives=frozenset(
            {
                "livekit_config",
                "agora_config",
                "elevenlabs_agent_config",
                "openai_realtime_config",
                "gemini_realtime_config",
            }
        )
    ),
    "FULL": Mode(
        fields=frozenset({"interactivity_type", "llm_configuration_id", "dynamic_variables", "memory"}),
        alternatives=frozenset({"avatar_persona", "voice_agent"}),
        needs_one=True,
    ),
}
DEFAULT = "LITE"
"""The mode of a request that does not name one."""


def configurations(schema: Schema) -> Iterator[Schema]:
    """Yield the schemas of the requests that make sense, the simplest first; `schema` is that of all requests."""
    special = frozenset[str]().union(*(mode.fields | mode.alternatives for mode in MODES.values()))
    for name, mode in MODES.items():
        named: Schema = {"properties": {"mode": {"enum": [name, None] if name == DEFAULT else [name]}}}
        named["required"] = [] if name == DEFAULT else ["mode"]
        for choice in ([] if mode.needs_one else [None]) + sorted(mode.alternatives):
            left_out = {"properties": dict.fromkeys(sorted(special - mode.fields - {choice}), False)}
            parts = [named, left_out]
            if choice is not None:
                parts.append({"properties": {choice: {"type": "object"}}, "required": [choice]})
            yield {"allOf": [schema, {"properties": {"body": {"allOf": parts}}}], "$defs": schema["$defs"]}
