"""What the service does, without HTTP: a file for each kind of thing that it knows.

Every call of the contract is a method of its name (`operationId`), which takes the identifiers of its path, the body as
`body`, what is asked for as keywords and, where it may be called with one, a session's token. It returns the `data` of
the answer, or raises a Refusal.
"""
