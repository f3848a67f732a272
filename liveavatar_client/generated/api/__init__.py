"""Every operation of the API. They are in one file, since a script that uses one loads all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..types import Calls

if TYPE_CHECKING:
    from ..models.avatar import Avatar
    from ..models.avatar_update import AvatarUpdate
    from ..models.context import Context
    from ..models.context_request import ContextRequest
    from ..models.context_summary import ContextSummary
    from ..models.credits_ import Credits
    from ..models.embed import Embed
    from ..models.embed_request import EmbedRequest
    from ..models.imported_voice import ImportedVoice
    from ..models.language import Language
    from ..models.llm_configuration import LlmConfiguration
    from ..models.llm_configuration_request import LlmConfigurationRequest
    from ..models.llm_configuration_update import LlmConfigurationUpdate
    from ..models.memory import Memory
    from ..models.memory_request import MemoryRequest
    from ..models.memory_summary import MemorySummary
    from ..models.secret_request import SecretRequest
    from ..models.session_record import SessionRecord
    from ..models.stored_secret import StoredSecret
    from ..models.transcript import Transcript
    from ..models.voice import Voice
    from ..models.voice_agent_record import VoiceAgentRecord
    from ..models.voice_import import VoiceImport
    from ..models.voice_preview import VoicePreview
    from ..models.voice_update import VoiceUpdate


class Operations(Calls):
    """Every operation of the API, a method for each."""

    # ---- sessions ----

    def list_sessions(
        self,
        type: str = "active",
        *,
        page_size: int = 100,
        avatar_id: str | None = None,
        embed_id: str | None = None,
        context_id: str | None = None,
    ) -> Sequence[SessionRecord]:
        """The account's sessions, the newest first.

        Args:
            type: active for the running sessions, historic for the ended ones.
            page_size: How many to ask for at a time, 1 to 100.
            avatar_id: Only sessions with this avatar (a UUID).
            embed_id: Only sessions of this embed (a UUID).
            context_id: Only sessions with this context (a UUID).

        Returns:
            The sessions. Times are timezone-aware, durations in seconds, costs in credits.
            Iterate over them as often as you like: the first page is asked for now, the others are as they are reached.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.session_list_response import SessionListResponse
        from .sessions import list_sessions as _endpoint

        _arguments: dict[str, Any] = {
            "type_": self._given("type", type, (str,), choices=["active", "historic"]),
            "page_size": self._given("page_size", page_size, (int, None), minimum=1, maximum=100),
            "avatar_id": self._given("avatar_id", avatar_id, (str, None), minLength=1),
            "embed_id": self._given("embed_id", embed_id, (str, None), minLength=1),
            "context_id": self._given("context_id", context_id, (str, None), minLength=1),
        }

        def page(number: int) -> tuple[Sequence[SessionRecord] | None, object]:
            _data = self._call(
                _endpoint._get_kwargs(**_arguments, page=number), SessionListResponse, with_key=True
            ).data
            return _data.results, _data.next_

        return self._list(page)

    def get_session(self, session_id: str) -> SessionRecord:
        """What the service keeps of one session, running or ended.

        Args:
            session_id: The session's identifier (a UUID).

        Returns:
            The record. Times are timezone-aware, the duration in seconds, the cost in credits.

        Raises:
            NotFoundError: There is no such session.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.session_record_response import SessionRecordResponse
        from .sessions import get_session as _endpoint

        _arguments: dict[str, Any] = {
            "session_id": self._given("session_id", session_id, (str,), identifier=True)
        }
        return self._call(_endpoint._get_kwargs(**_arguments), SessionRecordResponse, with_key=True).data

    def get_transcript(
        self, session_id: str, *, start_timestamp: int | None = None, end_timestamp: int | None = None
    ) -> Transcript:
        """What was said in a session.

        Args:
            session_id: The session's identifier (a UUID).
            start_timestamp: Only what was said from this Unix time (seconds) on. To read on while the session
                runs, the next_timestamp of the transcript before.
            end_timestamp: Only what was said up to this Unix time (seconds).

        Returns:
            The transcript so far, with who said what in transcript_data.

        Raises:
            NotFoundError: There is no such session.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.transcript_response import TranscriptResponse
        from .sessions import get_transcript as _endpoint

        _arguments: dict[str, Any] = {
            "session_id": self._given("session_id", session_id, (str,), identifier=True),
            "start_timestamp": self._given("start_timestamp", start_timestamp, (int, None), minimum=0),
            "end_timestamp": self._given("end_timestamp", end_timestamp, (int, None), minimum=0),
        }
        return self._call(_endpoint._get_kwargs(**_arguments), TranscriptResponse, with_key=True).data

    def delete_session_events(self, session_id: str) -> None:
        """Delete what the service keeps of what happened in a session, its transcript included.

        Args:
            session_id: The session's identifier (a UUID).

        Raises:
            NotFoundError: There is no such session.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from .sessions import delete_session_events as _endpoint

        _arguments: dict[str, Any] = {
            "session_id": self._given("session_id", session_id, (str,), identifier=True)
        }
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)

    # ---- avatars ----

    def list_avatars(self, *, page_size: int = 100) -> Sequence[Avatar]:
        """The account's own avatars, the newest first.

        An avatar is who is seen. Only one whose status is ACTIVE and that is not expired can be used. What
        everybody may use is in list_public_avatars().

        Args:
            page_size: How many to ask for at a time, 1 to 100.

        Returns:
            The avatars, in whatever status. Times are timezone-aware.
            Iterate over them as often as you like: the first page is asked for now, the others are as they are reached.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.avatar_list_response import AvatarListResponse
        from .avatars import list_avatars as _endpoint

        _arguments: dict[str, Any] = {
            "page_size": self._given("page_size", page_size, (int, None), minimum=1, maximum=100)
        }

        def page(number: int) -> tuple[Sequence[Avatar] | None, object]:
            _data = self._call(
                _endpoint._get_kwargs(**_arguments, page=number), AvatarListResponse, with_key=True
            ).data
            return _data.results, _data.next_

        return self._list(page)

    def list_public_avatars(self, *, page_size: int = 100) -> Sequence[Avatar]:
        """The avatars that every account may use.

        Where an avatar_id comes from, unless you have an avatar of your own: each has a picture (preview_url). The
        API key is not sent, since it is not needed.

        Args:
            page_size: How many to ask for at a time, 1 to 100.

        Returns:
            The avatars. Times are timezone-aware.
            Iterate over them as often as you like: the first page is asked for now, the others are as they are reached.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.avatar_list_response import AvatarListResponse
        from .avatars import list_public_avatars as _endpoint

        _arguments: dict[str, Any] = {
            "page_size": self._given("page_size", page_size, (int, None), minimum=1, maximum=100)
        }

        def page(number: int) -> tuple[Sequence[Avatar] | None, object]:
            _data = self._call(
                _endpoint._get_kwargs(**_arguments, page=number), AvatarListResponse, with_key=False
            ).data
            return _data.results, _data.next_

        return self._list(page)

    def get_avatar(self, avatar_id: str) -> Avatar:
        """One avatar, be it your own or a public one.

        Args:
            avatar_id: The avatar's identifier (a UUID).

        Returns:
            The avatar. Times are timezone-aware.

        Raises:
            NotFoundError: There is no such avatar.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.avatar_response import AvatarResponse
        from .avatars import get_avatar as _endpoint

        _arguments: dict[str, Any] = {
            "avatar_id": self._given("avatar_id", avatar_id, (str,), identifier=True)
        }
        return self._call(_endpoint._get_kwargs(**_arguments), AvatarResponse, with_key=True).data

    def delete_avatar(self, avatar_id: str) -> None:
        """Delete an avatar of your own.

        Args:
            avatar_id: The avatar's identifier (a UUID).

        Raises:
            NotFoundError: There is no such avatar of your own.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from .avatars import delete_avatar as _endpoint

        _arguments: dict[str, Any] = {
            "avatar_id": self._given("avatar_id", avatar_id, (str,), identifier=True)
        }
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)

    def update_avatar(self, avatar_id: str, request: AvatarUpdate) -> Avatar:
        """Change an avatar of your own.

        What is left out stays as it is.

        Args:
            avatar_id: The avatar's identifier (a UUID).
            request: What to change of an avatar. What is left out stays as it is.

        Returns:
            The avatar as it is now.

        Raises:
            NotFoundError: There is no such avatar of your own.
            InvalidRequestError: There is no such voice. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.avatar_response import AvatarResponse
        from .avatars import update_avatar as _endpoint

        _arguments: dict[str, Any] = {
            "avatar_id": self._given("avatar_id", avatar_id, (str,), identifier=True),
            "body": self._given("request", request, ("AvatarUpdate",)),
        }
        return self._call(_endpoint._get_kwargs(**_arguments), AvatarResponse, with_key=True).data

    # ---- voices ----

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
        from ..models.voice_list_response import VoiceListResponse
        from .voices import list_voices as _endpoint

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
        from ..models.imported_voice_response import ImportedVoiceResponse
        from .voices import import_voice as _endpoint

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
        from ..models.voice_response import VoiceResponse
        from .voices import get_voice as _endpoint

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
        from .voices import delete_voice as _endpoint

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
        from ..models.voice_response import VoiceResponse
        from .voices import update_voice as _endpoint

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
        from ..models.voice_preview_response import VoicePreviewResponse
        from .voices import get_voice_preview as _endpoint

        _arguments: dict[str, Any] = {"voice_id": self._given("voice_id", voice_id, (str,), identifier=True)}
        return self._call(_endpoint._get_kwargs(**_arguments), VoicePreviewResponse, with_key=True).data

    # ---- contexts ----

    def list_contexts(self, *, page_size: int = 100) -> Sequence[ContextSummary]:
        """The account's contexts, the newest first.

        A context is what an avatar knows in FULL mode, and what it says first. The list has no prompts:
        get_context() gives one. Where a context_id comes from, together with create_context().

        Args:
            page_size: How many to ask for at a time, 1 to 100.

        Returns:
            The contexts, without their prompts. Times are timezone-aware.
            Iterate over them as often as you like: the first page is asked for now, the others are as they are reached.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.context_list_response import ContextListResponse
        from .contexts import list_contexts as _endpoint

        _arguments: dict[str, Any] = {
            "page_size": self._given("page_size", page_size, (int, None), minimum=1, maximum=100)
        }

        def page(number: int) -> tuple[Sequence[ContextSummary] | None, object]:
            _data = self._call(
                _endpoint._get_kwargs(**_arguments, page=number), ContextListResponse, with_key=True
            ).data
            return _data.results, _data.next_

        return self._list(page)

    def create_context(self, request: ContextRequest) -> Context:
        """Make a context.

        Names are unique in an account. A prompt of more than 65,535 characters is a ValueError before anything is
        sent, since the service would cut it in silence. Words in double braces in the prompt, such as {{hotel}},
        are variables, to which a session gives their values (dynamic_variables).

        Args:
            request: What an avatar knows, and what it says first. All of name, prompt and opening_text is
                needed.

        Returns:
            The context, with its identifier and the variables in its prompt.

        Raises:
            InvalidRequestError: There is a context of that name already. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.context_response import ContextResponse
        from .contexts import create_context as _endpoint

        _arguments: dict[str, Any] = {"body": self._given("request", request, ("ContextRequest",))}
        return self._call(_endpoint._get_kwargs(**_arguments), ContextResponse, with_key=True).data

    def get_context(self, context_id: str) -> Context:
        """One context, with its prompt.

        Args:
            context_id: The context's identifier (a UUID).

        Returns:
            The context. Times are timezone-aware.

        Raises:
            NotFoundError: There is no such context.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.context_response import ContextResponse
        from .contexts import get_context as _endpoint

        _arguments: dict[str, Any] = {
            "context_id": self._given("context_id", context_id, (str,), identifier=True)
        }
        return self._call(_endpoint._get_kwargs(**_arguments), ContextResponse, with_key=True).data

    def delete_context(self, context_id: str) -> None:
        """Delete a context.

        Args:
            context_id: The context's identifier (a UUID).

        Raises:
            NotFoundError: There is no such context.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from .contexts import delete_context as _endpoint

        _arguments: dict[str, Any] = {
            "context_id": self._given("context_id", context_id, (str,), identifier=True)
        }
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)

    def update_context(self, context_id: str, request: ContextRequest) -> Context:
        """Replace what is in a context.

        It takes all of name, prompt and opening_text, also those that stay as they are: get_context() has them.
        Names are unique in an account. A prompt of more than 65,535 characters is a ValueError before anything is
        sent, since the service would cut it in silence.

        Args:
            context_id: The context's identifier (a UUID).
            request: What an avatar knows, and what it says first. All of name, prompt and opening_text is
                needed.

        Returns:
            The context as it is now.

        Raises:
            NotFoundError: There is no such context.
            InvalidRequestError: There is another context of that name. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.context_response import ContextResponse
        from .contexts import update_context as _endpoint

        _arguments: dict[str, Any] = {
            "context_id": self._given("context_id", context_id, (str,), identifier=True),
            "body": self._given("request", request, ("ContextRequest",)),
        }
        return self._call(_endpoint._get_kwargs(**_arguments), ContextResponse, with_key=True).data

    # ---- memories ----

    def list_memories(self, *, page_size: int = 100, type: str = "session") -> Sequence[MemorySummary]:
        """What was kept of earlier sessions, the newest first.

        Args:
            page_size: How many to ask for at a time, 1 to 100.
            type: Which kind of memory. There is one, session.

        Returns:
            The memories, with the beginnings of what is in them. Times are timezone-aware.
            Iterate over them as often as you like: the first page is asked for now, the others are as they are reached.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.memory_list_response import MemoryListResponse
        from .memories import list_memories as _endpoint

        _arguments: dict[str, Any] = {
            "page_size": self._given("page_size", page_size, (int, None), minimum=1, maximum=100),
            "type_": self._given("type", type, (str, None), minLength=1),
        }

        def page(number: int) -> tuple[Sequence[MemorySummary] | None, object]:
            _data = self._call(
                _endpoint._get_kwargs(**_arguments, page=number), MemoryListResponse, with_key=True
            ).data
            return _data.results, _data.next_

        return self._list(page)

    def create_memory(self, request: MemoryRequest) -> Memory:
        """Keep what was said in a session, for later ones.

        A later session remembers it with memory=SessionMemory(session_memory_id=...) in its request.

        Args:
            request: Which session to remember.

        Returns:
            The memory. What is in it may come later.

        Raises:
            NotFoundError: There is no such session.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.memory_response import MemoryResponse
        from .memories import create_memory as _endpoint

        _arguments: dict[str, Any] = {"body": self._given("request", request, ("MemoryRequest",))}
        return self._call(_endpoint._get_kwargs(**_arguments), MemoryResponse, with_key=True).data

    def get_memory(self, memory_id: str) -> Memory:
        """One memory, with what is in it.

        Args:
            memory_id: The memory's identifier (a UUID).

        Returns:
            The memory. Times are timezone-aware.

        Raises:
            NotFoundError: There is no such memory.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.memory_response import MemoryResponse
        from .memories import get_memory as _endpoint

        _arguments: dict[str, Any] = {
            "memory_id": self._given("memory_id", memory_id, (str,), identifier=True)
        }
        return self._call(_endpoint._get_kwargs(**_arguments), MemoryResponse, with_key=True).data

    def delete_memory(self, memory_id: str) -> None:
        """Forget a memory.

        Args:
            memory_id: The memory's identifier (a UUID).

        Raises:
            NotFoundError: There is no such memory.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from .memories import delete_memory as _endpoint

        _arguments: dict[str, Any] = {
            "memory_id": self._given("memory_id", memory_id, (str,), identifier=True)
        }
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)

    # ---- secrets ----

    def list_secrets(self) -> Sequence[StoredSecret]:
        """The keys of other providers that are stored with the service.

        Returns:
            The secrets, never their values. Times are timezone-aware.

        Raises:
            LiveAvatarError: Anything else; see the class.
        """
        from ..models.secret_list_response import SecretListResponse
        from .secrets import list_secrets as _endpoint

        _arguments: dict[str, Any] = {}
        _data = self._call(_endpoint._get_kwargs(**_arguments), SecretListResponse, with_key=True).data
        return self._list(lambda number: (_data, None))

    def create_secret(self, request: SecretRequest) -> StoredSecret:
        """Store a key of another provider with the service.

        For language models, voices and connectors of your own. The value is never given back.

        Args:
            request: A key of another provider.

        Returns:
            The secret's identifier and its name.

        Raises:
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.secret_response import SecretResponse
        from .secrets import create_secret as _endpoint

        _arguments: dict[str, Any] = {"body": self._given("request", request, ("SecretRequest",))}
        return self._call(_endpoint._get_kwargs(**_arguments), SecretResponse, with_key=True).data

    def delete_secret(self, secret_id: str) -> None:
        """Delete a stored key.

        Args:
            secret_id: The secret's identifier (a UUID).

        Raises:
            NotFoundError: There is no such secret.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from .secrets import delete_secret as _endpoint

        _arguments: dict[str, Any] = {
            "secret_id": self._given("secret_id", secret_id, (str,), identifier=True)
        }
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)

    # ---- language_models ----

    def list_llm_configurations(self) -> Sequence[LlmConfiguration]:
        """The language models of your own that are set up.

        Returns:
            The configurations. Times are timezone-aware.

        Raises:
            LiveAvatarError: Anything else; see the class.
        """
        from ..models.llm_configuration_list_response import LlmConfigurationListResponse
        from .language_models import list_llm_configurations as _endpoint

        _arguments: dict[str, Any] = {}
        _data = self._call(
            _endpoint._get_kwargs(**_arguments), LlmConfigurationListResponse, with_key=True
        ).data
        return self._list(lambda number: (_data, None))

    def create_llm_configuration(self, request: LlmConfigurationRequest) -> LlmConfiguration:
        """Set up a language model of your own.

        Any that speaks OpenAI's protocol. Its key has to be stored before, by create_secret(). A session in FULL
        mode uses it with llm_configuration_id in its request; a wrong one fails at the session's start only.

        Args:
            request: A language model of your own, which speaks OpenAI's protocol.

        Returns:
            The configuration, with its identifier.

        Raises:
            InvalidRequestError: There is no such secret. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.llm_configuration_response import LlmConfigurationResponse
        from .language_models import create_llm_configuration as _endpoint

        _arguments: dict[str, Any] = {"body": self._given("request", request, ("LlmConfigurationRequest",))}
        return self._call(_endpoint._get_kwargs(**_arguments), LlmConfigurationResponse, with_key=True).data

    def get_llm_configuration(self, config_id: str) -> LlmConfiguration:
        """One language model of your own.

        Args:
            config_id: The configuration's identifier (a UUID).

        Returns:
            The configuration. Times are timezone-aware.

        Raises:
            NotFoundError: There is no such configuration.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.llm_configuration_response import LlmConfigurationResponse
        from .language_models import get_llm_configuration as _endpoint

        _arguments: dict[str, Any] = {
            "config_id": self._given("config_id", config_id, (str,), identifier=True)
        }
        return self._call(_endpoint._get_kwargs(**_arguments), LlmConfigurationResponse, with_key=True).data

    def delete_llm_configuration(self, config_id: str) -> None:
        """Delete a language model's configuration.

        Args:
            config_id: The configuration's identifier (a UUID).

        Raises:
            NotFoundError: There is no such configuration.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from .language_models import delete_llm_configuration as _endpoint

        _arguments: dict[str, Any] = {
            "config_id": self._given("config_id", config_id, (str,), identifier=True)
        }
        self._do(_endpoint._get_kwargs(**_arguments), with_key=True)

    def update_llm_configuration(self, config_id: str, request: LlmConfigurationUpdate) -> LlmConfiguration:
        """Change a language model of your own.

        What is left out stays as it is.

        Args:
            config_id: The configuration's identifier (a UUID).
            request: What to change of a language model's configuration. What is left out stays as it is.

        Returns:
            The configuration as it is now.

        Raises:
            NotFoundError: There is no such configuration.
            InvalidRequestError: There is no such secret. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.llm_configuration_response import LlmConfigurationResponse
        from .language_models import update_llm_configuration as _endpoint

        _arguments: dict[str, Any] = {
            "config_id": self._given("config_id", config_id, (str,), identifier=True),
            "body": self._given("request", request, ("LlmConfigurationUpdate",)),
        }
        return self._call(_endpoint._get_kwargs(**_arguments), LlmConfigurationResponse, with_key=True).data

    # ---- account ----

    def list_languages(self) -> Sequence[Language]:
        """The languages that an avatar can speak.

        The API key is not sent, since it is not needed.

        Returns:
            The languages, with their codes.

        Raises:
            LiveAvatarError: Anything else; see the class.
        """
        from ..models.language_list_response import LanguageListResponse
        from .account import list_languages as _endpoint

        _arguments: dict[str, Any] = {}
        _data = self._call(_endpoint._get_kwargs(**_arguments), LanguageListResponse, with_key=False).data
        return self._list(lambda number: (_data, None))

    def get_credits(self) -> Credits:
        """What is left of the account's credits.

        Returns:
            The credits, as a decimal in a text, such as "8.5".

        Raises:
            LiveAvatarError: Anything else; see the class.
        """
        from ..models.credits_response import CreditsResponse
        from .account import get_credits as _endpoint

        _arguments: dict[str, Any] = {}
        return self._call(_endpoint._get_kwargs(**_arguments), CreditsResponse, with_key=True).data

    # ---- voice_agents ----

    def list_voice_agents(self) -> Sequence[VoiceAgentRecord]:
        """The account's voice agents.

        A voice agent is voice, prompt and behaviour in one, prepared with the service. A session in FULL mode uses
        one with voice_agent=VoiceAgent(id=...) in its request.

        Returns:
            The voice agents, without their configurations.

        Raises:
            LiveAvatarError: Anything else; see the class.
        """
        from ..models.voice_agent_list_response import VoiceAgentListResponse
        from .voice_agents import list_voice_agents as _endpoint

        _arguments: dict[str, Any] = {}
        _data = self._call(_endpoint._get_kwargs(**_arguments), VoiceAgentListResponse, with_key=True).data
        return self._list(lambda number: (_data, None))

    def get_voice_agent(self, agent_id: str) -> VoiceAgentRecord:
        """One voice agent, with its configuration.

        Args:
            agent_id: The voice agent's identifier (a UUID).

        Returns:
            The voice agent. Times are timezone-aware.

        Raises:
            NotFoundError: There is no such voice agent.
            InvalidRequestError: A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.voice_agent_response import VoiceAgentResponse
        from .voice_agents import get_voice_agent as _endpoint

        _arguments: dict[str, Any] = {"agent_id": self._given("agent_id", agent_id, (str,), identifier=True)}
        return self._call(_endpoint._get_kwargs(**_arguments), VoiceAgentResponse, with_key=True).data

    # ---- embeds ----

    def create_embed(self, request: EmbedRequest) -> Embed:
        """Make an avatar that can be put into a web page.

        Who opens the page starts sessions on the account's credits. It takes a context or, in the newer form, a
        voice agent. In the sandbox the service wants the avatar 65f9e3c9-d48b-4118-b73a-4ae2e3cbb8f0.

        Args:
            request: What an avatar in a web page shall be like. It takes context_id or voice_agent_id, and not
                both: that is refused.

        Returns:
            The embed, with the address of its page.

        Raises:
            InvalidRequestError: The sandbox does not allow the avatar, or both a context and a voice agent are
                given. A field is missing or invalid.
            LiveAvatarError: Anything else; see the class.
            TypeError: An argument, or a field of one, is of the wrong type.
            ValueError: An argument, or a field of one, has a value that is not allowed.
        """
        from ..models.embed_response import EmbedResponse
        from .embeds import create_embed as _endpoint

        _arguments: dict[str, Any] = {"body": self._given("request", request, ("EmbedRequest",))}
        return self._call(_endpoint._get_kwargs(**_arguments), EmbedResponse, with_key=True).data
