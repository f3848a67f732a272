"""Our changes of the generator's templates: the old text, which has to be there exactly once, and the new one.

Whole templates of ours, and the pieces that the new texts call, are in tools/templates/.
"""

import inspect
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

GENERATOR = "openapi-python-client"


class DoesNotFit(Exception):
    """A template of this version of the generator is not what an edit expects. The message names the edit's line."""


class _Edit:
    def __init__(self, template: str, old: str, new: str) -> None:
        self.template, self.old, self.new = template, old, new
        self.line = inspect.stack()[1].lineno


def write_edited(folder: Path) -> None:
    """Write the generator's templates that have edits, edited, to `folder`. Raises DoesNotFit."""
    originals = files(GENERATOR.replace("-", "_")) / "templates"
    texts: dict[str, str] = {}
    for edit in EDITS:
        original = originals.joinpath(edit.template)
        text = texts.get(edit.template) or (original.read_text(encoding="utf-8") if original.is_file() else "")
        if text.count(edit.old) != 1:
            raise DoesNotFit(
                f"{Path(__file__).name}:{edit.line}: {text.count(edit.old)} places, not one, in {edit.template} of "
                f"{GENERATOR} {version(GENERATOR)} hold {edit.old!r}. Look at what became of it, and mend the edit."
            )
        texts[edit.template] = text.replace(edit.old, edit.new)
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


EDITS = [
    # ---- models ----
    _Edit(
        "model.py.jinja",
        "from ..types import UNSET, Unset\n",
        "from ..types import UNSET, Unset, Extra as _Extra, fields_of as _fields_of, "
        "guard_secrets as _guard_secrets, keep_times as _keep_times, moment as _moment, readable as _readable, "
        "same as _same, shown as _shown\n"
        '{% from "contract.jinja" import limits %}\n'
        '{% from "ours.jinja" import keep_times, kinds, transform_when_set %}\n',
    ),
    # The list of attributes stands in the class's docstring, too: there help() and notebooks look for it.
    _Edit("model.py.jinja", "(not config.docstrings_on_attributes) and (model", "(model"),
    # The variable for the model has no name that a field may have, as with a Language's `language`.
    _Edit("model.py.jinja", "{% set module_name = model.class_info.module_name %}", '{% set module_name = "_made" %}'),
    _Edit("model.py.jinja", "@_attrs_define\n", "@_attrs_define(repr=False, field_transformer=_guard_secrets)\n"),
    _Edit(
        "model.py.jinja",
        "        {{ module_name }}.additional_properties = d\n",
        "        {{ module_name }}.additional_properties = _Extra(d)\n",
    ),
    _Edit(
        "model.py.jinja",
        "= _attrs_field(init=False, factory=dict)\n    {% endif %}\n",
        "= _attrs_field(init=False, factory=_Extra)\n    {% endif %}\n\n"
        "    __repr__ = _readable\n"
        "    _repr_html_ = _shown\n"
        "    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field\n\n"
        "    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {\n"
        "    {% for property in model.required_properties + model.optional_properties %}\n"
        '        "{{ property.python_name }}": ({{ kinds(property) }}),\n'
        "    {% endfor %}\n"
        "    }\n"
        "    {% if limits[class_name] %}\n"
        "    _limits: ClassVar[Mapping[str, Mapping[str, Any]]] = {\n"
        "    {% for property in model.required_properties + model.optional_properties %}\n"
        "    {% for name, limit in limits[class_name].items() if python_identifier(name) == property.python_name %}\n"
        '        "{{ property.python_name }}": {{ limit }},\n'
        "    {% endfor %}\n"
        "    {% endfor %}\n"
        "    }\n"
        "    {% endif %}\n",
    ),
    _Edit("model.py.jinja", "import Any, TypeVar, BinaryIO,", "import Any, ClassVar, TypeVar, BinaryIO,"),
    # What an answer leaves out is None, by its default: see generator_input.lenient().
    _Edit(
        "model.py.jinja",
        """{% set property_source = 'd.pop("' + (property.name | in_double_quote_literal) + '")' %}""",
        "{% set property_source = 'd.pop(\"' + (property.name | in_double_quote_literal) + "
        '(\'", None)\' if property.default and (property.default.raw_value == "None" '
        "or property.required and property.inner_properties) else '\")') %}",
    ),
    # The models of a field that is left out are not loaded: a request has many fields, and a script sets few of them.
    _Edit(
        "model.py.jinja",
        '{{ _transform_property(property, "self." + property.python_name) }}',
        '{% if property.required or not property.get_lazy_imports(prefix="..") %}\n'
        '{{ _transform_property(property, "self." + property.python_name) }}\n'
        "{% else %}\n"
        '{{ transform_when_set(property, "self." + property.python_name) }}\n'
        "{% endif %}",
    ),
    _Edit(
        "model.py.jinja",
        "    def to_dict(self) -> dict[str, Any]:\n    {% for lazy_import in model.lazy_imports | sort %}\n"
        "        {{ lazy_import }} # noqa: PLC0415\n    {% endfor %}\n",
        "    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:\n"
        '        """The fields by their names in JSON, those that are left out not among them.\n\n'
        "        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.\n"
        '        """\n'
        "    {# Those are always there. An `additional_properties` without a type is True, and no property. #}\n"
        "    {% set typed = [model.additional_properties] if model.additional_properties.template else [] %}\n"
        "    {% for property in model.required_properties + typed %}\n"
        '    {% for lazy_import in property.get_lazy_imports(prefix="..") | sort %}\n'
        "        {{ lazy_import }} # noqa: PLC0415\n    {% endfor %}\n    {% endfor %}\n",
    ),
    _Edit("model.py.jinja", "\nreturn field_dict\n", "\n{{ keep_times(model) }}\nreturn field_dict\n"),
    # A value of an enum may be given as what it stands for: VideoSettings(quality="high").
    _Edit(
        "property_templates/enum_property.py.jinja",
        '{% set transformed = source + ".value" %}',
        '{% set transformed = property.value_type.__name__ + "(" + source + ")" %}',
    ),
    # Times without a zone are UTC, as all of the service's are.
    _Edit("property_templates/datetime_property.py.jinja", "datetime.datetime.fromisoformat(", "_moment("),
    # A list of pairs, or an empty one, would pass for an object, too.
    _Edit("model.py.jinja", "        d = dict(src_dict)\n", "        d = _fields_of(src_dict)\n"),
    # What should be a model or a list of models, and is not, is an error, in place of a raw value that passes for one.
    _Edit(
        "property_templates/union_property.py.jinja",
        "    return cast({{ property.get_type_string() | as_unembedded_code }}, data)\n",
        "    {% from 'ours.jinja' import raw_values %}\n"
        "    {% set raw = raw_values(property) %}\n"
        "    {% if raw == 'none' %}\n"
        "    raise TypeError(type(data))\n"
        "    {% else %}\n"
        "    {% if raw == 'plain' %}\n"
        "    if isinstance(data, (dict, list)):\n"
        "        raise TypeError(type(data))\n"
        "    {% endif %}\n"
        "    return cast({{ property.get_type_string() | as_unembedded_code }}, data)\n"
        "    {% endif %}\n",
    ),
    _Edit(
        "str_enum.py.jinja",
        "class {{ enum.class_info.name }}(StrEnum):\n",
        '{% from "helpers.jinja" import docstring %}\n'
        "class {{ enum.class_info.name }}(StrEnum):\n"
        "    {% if enum.description %}\n"
        "    {{ docstring(enum.description | safe_for_docstring) | indent(4) }}\n\n"
        "    {% endif %}\n",
    ),
    # A value is a name of its member, too (VideoQuality.high), unless it is a keyword or a name that each member has.
    _Edit(
        "str_enum.py.jinja",
        '    {{ key }} = "{{ value }}"\n',
        '    {% if value != key and strings.PythonIdentifier(value, "_", true) == value and ""[value] is undefined'
        ' and value not in ("mro", "name", "value") %}\n'
        '    {{ value }} = "{{ value }}"\n'
        "    {% endif %}\n"
        '    {{ key }} = "{{ value }}"\n',
    ),
    # ---- what all share ----
    _Edit("types.py.jinja", "from attrs import define\n", "{% include 'shared_imports.py.jinja' %}\n"),
    # An enum, so that copying and pickling keep the one UNSET that `is` finds.
    _Edit(
        "types.py.jinja",
        "class Unset:\n",
        'class Unset(Enum):\n    """The type of UNSET, the mark of a field left out."""\n\n    UNSET = "UNSET"\n\n'
        "    def __repr__(self) -> str:\n        return self.name\n\n",
    ),
    _Edit(
        "types.py.jinja",
        "UNSET: Unset = Unset()\n",
        "UNSET: Final = Unset.UNSET\n\n{% include 'shared.py.jinja' %}\n",
    ),
    # Without attrs, which takes a millisecond for a class.
    _Edit("types.py.jinja", "@define\nclass File:\n", "class File(NamedTuple):\n"),
    _Edit("types.py.jinja", "@define\nclass Response(Generic[T]):\n", "class Response(NamedTuple, Generic[T]):\n"),
    # The repr of a client shows no key.
    _Edit(
        "client.py.jinja",
        'field(factory=dict, kw_only=True, alias="cookies")',
        'field(factory=dict, kw_only=True, alias="cookies", repr=False)',
    ),
    _Edit(
        "client.py.jinja",
        'field(factory=dict, kw_only=True, alias="httpx_args")',
        'field(factory=dict, kw_only=True, alias="httpx_args", repr=False)',
    ),
    _Edit("client.py.jinja", '{{ declare_attr("token") | indent(4) }}', "token: str = field(repr=False)"),
    _Edit(
        "client.py.jinja",
        'field(factory=dict, kw_only=True, alias="headers")',
        'field(factory=dict, kw_only=True, alias="headers", repr=False)',
    ),
    _Edit(
        "package_init.py.jinja",
        "{{ docstring(package_description | safe_for_docstring) }}\n",
        '"""The typed models, endpoint modules and calls of the LiveAvatar API.\n\n'
        "Everything in this folder is written by openapi-python-client from `openapi.yaml`, `generator-config.yml`,\n"
        "`tools/templates/` and `tools/template_edits.py`. Do not edit it: change those, and run `make generate`.\n"
        '"""\n\n',
    ),
]
