"""The operations of the tag voices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...types import Calls

if TYPE_CHECKING:
    from ...models.imported_voice import ImportedVoice
    from ...models.voice import Voice
    from ...models.voice_import import VoiceImport
    from ...models.voice_preview import VoicePreview
    from ...models.voice_update import VoiceUpdate


class VoicesOperations(Calls):
    """The operations of the tag voices, a method for each."""

    def list_voices(self, *, page_size: int = 100, voice_type: str = "public") -> Sequence[Voice]:
        """The voices that an avatar can speak with.

        Where a voice_id comes from. get_voice_preview() lets one be heard.

        Args:
            page_size: How many to ask for at a time, 1 to 100.
            voice_type: public for the voices that every account may use, private for the account's own.

        Returns:
            The voices. Times are timezone-aware.
            Iterate over them as often as you like: the first page is asked for now, the others are as they are reached.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.voice_list_response import VoiceListResponse
        from . import list_voices as _endpoint

        _arguments: dict[str, Any] = {
            "page_size": self._given("page_size", page_size, (int, None), minimum=1, maximum=100),
            "voice_type": self._given("voice_type", voice_type, (str, None), choices=["public", "private"]),
        }

        def page(number: int) -> tuple[Sequence[Voice] | None, object]:
            _data = self._call(
                _endpoint._get_kwargs(**_arguments, page=number), VoiceListResponse, with_key=True
            ).data
            return _data.results, _data.next_

        return self._list(page)

    def import_voice(self, request: VoiceImport) -> ImportedVoice:
        """Bring in a voice of yours from another provider.

        The provider's key has to be stored before, by create_secret(), such as one of the type ELEVENLABS_API_KEY.
        From then on the voice is among list_voices(voice_type="private").

        Args:
            request: A voice at another provider.

        Returns:
            The voice's identifier here.

        Raises:
            InvalidRequestError: There is no such secret. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.imported_voice_response import ImportedVoiceResponse
        from . import import_voice as _endpoint

        _arguments: dict[str, Any] = {"body": self._given("request", request, ("VoiceImport",))}
        return self._call(_endpoint._get_kwargs(**_arguments), ImportedVoiceResponse, with_key=True).data

    def get_voice(self, voice_id: str) -> Voice:
        """One voice, be it your own or a public one.

        Args:
            voice_id: The voice's identifier (a UUID).

        Returns:
            The voice. Times are timezone-aware.

        Raises:
            NotFoundError: There is no such voice.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.voice_response import VoiceResponse
        from . import get_voice as _endpoint

        _arguments: dict[str, Any] = {"voice_id": self._given("voice_id", voice_id, (str,), identifier=True)}
        return self._call(_endpoint._get_kwargs(**_arguments), VoiceResponse, with_key=True).data

    def delete_voice(self, voice_id: str) -> None:
        """Delete a voice of your own.

        Args:
            voice_id: The voice's identifier (a UUID).

        Raises:
            NotFoundError: There is no such voice of your own.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from . import delete_voice as _endpoint

        _arguments: dict[str, Any] = {"voice_id": self._given("voice_id", voice_id, (str,), identifier=True)}
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)

    def update_voice(self, voice_id: str, request: VoiceUpdate) -> Voice:
        """Rename a voice of your own.

        Args:
            voice_id: The voice's identifier (a UUID).
            request: What to change of a voice.

        Returns:
            The voice as it is now.

        Raises:
            NotFoundError: There is no such voice of your own.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.voice_response import VoiceResponse
        from . import update_voice as _endpoint

        _arguments: dict[str, Any] = {
            "voice_id": self._given("voice_id", voice_id, (str,), identifier=True),
            "body": self._given("request", request, ("VoiceUpdate",)),
        }
        return self._call(_endpoint._get_kwargs(**_arguments), VoiceResponse, with_key=True).data

    def get_voice_preview(self, voice_id: str) -> VoicePreview:
        """A few words in a voice.

        base64.b64decode(preview.audio_base64) gives the bytes of an audio file.

        Args:
            voice_id: The voice's identifier (a UUID).

        Returns:
            The words, as audio in Base64.

        Raises:
            NotFoundError: There is no such voice.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ...models.voice_preview_response import VoicePreviewResponse
        from . import get_voice_preview as _endpoint

        _arguments: dict[str, Any] = {"voice_id": self._given("voice_id", voice_id, (str,), identifier=True)}
        return self._call(_endpoint._get_kwargs(**_arguments), VoicePreviewResponse, with_key=True).data
