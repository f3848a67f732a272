from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.video_encoding import VideoEncoding
from ..models.video_quality import VideoQuality
from ..types import UNSET, Unset
from ..types import Extra as _Extra
from ..types import fields_of as _fields_of
from ..types import guard_secrets as _guard_secrets
from ..types import readable as _readable
from ..types import same as _same
from ..types import shown as _shown

T = TypeVar("T", bound="VideoSettings")


@_attrs_define(repr=False, field_transformer=_guard_secrets)
class VideoSettings:
    """How the video is encoded.

    Attributes:
        encoding (None | Unset | VideoEncoding): The codec. VP8 is deprecated by the service. Default:
            VideoEncoding.H264.
        quality (None | Unset | VideoQuality): The quality of the picture. More quality takes more bandwidth. Default:
            VideoQuality.HIGH.
    """

    encoding: None | Unset | VideoEncoding = VideoEncoding.H264
    """ The codec. VP8 is deprecated by the service. """
    quality: None | Unset | VideoQuality = VideoQuality.HIGH
    """ The quality of the picture. More quality takes more bandwidth. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=_Extra)

    __repr__ = _readable
    _repr_html_ = _shown
    __eq__ = _same  # attrs' own would have pytest take two models apart, field by field

    _kinds: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "encoding": (frozenset({"H264", "VP8"}), None),
        "quality": (frozenset({"high", "low", "medium", "very_high"}), None),
    }

    def to_dict(self, *, times_as_text: bool = True) -> dict[str, Any]:
        """The fields by their names in JSON, those that are left out not among them.

        Times are texts (ISO 8601), for JSON; with times_as_text=False they are datetime, for pandas.
        """
        encoding: None | str | Unset
        if isinstance(self.encoding, Unset):
            encoding = UNSET
        elif isinstance(self.encoding, VideoEncoding):
            encoding = str(self.encoding)
        else:
            encoding = self.encoding

        quality: None | str | Unset
        if isinstance(self.quality, Unset):
            quality = UNSET
        elif isinstance(self.quality, VideoQuality):
            quality = str(self.quality)
        else:
            quality = self.quality

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if encoding is not UNSET:
            field_dict["encoding"] = encoding
        if quality is not UNSET:
            field_dict["quality"] = quality

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = _fields_of(src_dict)

        def _parse_encoding(data: object) -> None | Unset | VideoEncoding:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                encoding_type_0 = VideoEncoding(data)

                return encoding_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | VideoEncoding, data)

        encoding = _parse_encoding(d.pop("encoding", UNSET))

        def _parse_quality(data: object) -> None | Unset | VideoQuality:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                quality_type_0 = VideoQuality(data)

                return quality_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | VideoQuality, data)

        quality = _parse_quality(d.pop("quality", UNSET))

        _made = cls(encoding=encoding, quality=quality)

        _made.additional_properties = _Extra(d)
        return _made

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
