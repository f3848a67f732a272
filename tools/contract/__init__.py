"""Hold our contract against an OpenAPI document that the vendor publishes, by example.

Requests are made up that our models can build, and the vendor's schemas have to accept them. Answers are made up that
the vendor's schemas allow, and our models have to understand them. Run as `python -m tools.contract PUBLISHED`.
"""
