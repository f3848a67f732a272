"""Compare our contract with an OpenAPI document that the vendor publishes, and say what it means for this client.

Run as `python -m tools.api_diff [--contract FILE] [PUBLISHED]`.
"""
