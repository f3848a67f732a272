"""The reference pages: the client, its errors, its models, and the emulator, a page for each."""
