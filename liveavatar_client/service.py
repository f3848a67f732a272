"""What is known of the service itself."""

ADDRESS = "https://api.liveavatar.com"

SANDBOX_AVATAR = "dd73ea75-1218-4ef3-92ce-606d5f7fbc0a"
"""The one avatar that it allows in its sandbox."""
