"""The command `liveavatar`."""
