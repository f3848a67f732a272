"""What belongs to other providers: their keys, and the language models that these open."""

from attrs import define, field

from .things import Clock, Json, found, named, new_id, part, time


@define
class Keys:
    """Secrets, whose values are never given back, and language models."""

    clock: Clock
    secrets: dict[str, Json] = field(factory=dict, repr=False)
    models: dict[str, Json] = field(factory=dict, repr=False)

    # ---- secrets ----

    def list_secrets(self) -> list[Json]:
        return list(self.secrets.values())

    def create_secret(self, *, body: Json) -> Json:
        secret = {"id": new_id(), **part(body, "secret_name", "secret_type"), "created_at": time(self.clock.now())}
        self.secrets[secret["id"]] = secret
        return part(secret, "id", "secret_name")

    def delete_secret(self, secret_id: str) -> None:
        found(self.secrets, secret_id, "Secret")
        del self.secrets[secret_id]

    # ---- language models ----

    def list_llm_configurations(self) -> list[Json]:
        return [part(model, "id", "display_name", "model_name", "secret_id") for model in self.models.values()]

    def create_llm_configuration(self, *, body: Json) -> Json:
        named(body, "secret_id", self.secrets, "Secret")
        now = time(self.clock.now())
        model = {
            "id": new_id(),
            "base_url": body.get("base_url"),
            **part(body, "display_name", "model_name", "secret_id"),
            "created_at": now,
            "updated_at": now,
        }
        self.models[model["id"]] = model
        return model

    def get_llm_configuration(self, config_id: str) -> Json:
        return found(self.models, config_id, "LLM configuration")

    def update_llm_configuration(self, config_id: str, *, body: Json) -> Json:
        model = found(self.models, config_id, "LLM configuration")
        named(body, "secret_id", self.secrets, "Secret")
        model |= {name: body[name] for name in model.keys() & body.keys() - {"id"} if body[name] is not None}
        model["updated_at"] = time(self.clock.now())
        return model

    def delete_llm_configuration(self, config_id: str) -> None:
        found(self.models, config_id, "LLM configuration")
        del self.models[config_id]
