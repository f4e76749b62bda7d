"""Holds JSON documents to their schemas, one a line, until standard input ends.

A validator of other hands (Debian's python3-jsonschema). A request is NUMBER, tab, NAME, tab, DOCUMENT; the
answer is NUMBER, tab, and `ok` or what is wrong. A document that is nothing but `error` is held to the schema
of errors, whoever said it.
"""

import json
import pathlib
import sys

from jsonschema import Draft202012Validator, RefResolver
from jsonschema.exceptions import best_match

folder = pathlib.Path(sys.argv[1])
schemas = {path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
           for path in sorted(folder.glob("*.schema.json"))}
store = {schema["$id"]: schema for schema in schemas.values()}
validators = {}
for name, schema in schemas.items():
    Draft202012Validator.check_schema(schema)
    assert schema["$id"].endswith(f"/{name}.schema.json"), schema["$id"]
    resolver = RefResolver(schema["$id"], schema, store=store)
    validators[name] = Draft202012Validator(schema, resolver=resolver)


def members(pairs):
    """An object; a key that stands there twice is a mistake that parsers pass over."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in " + ", ".join(key for key, _ in pairs))
    return found


def constant(text):
    raise ValueError(f"{text} is no JSON")


def judge(name, text):
    try:
        document = json.loads(text, object_pairs_hook=members, parse_constant=constant)
    except ValueError as error:
        return str(error)
    if isinstance(document, dict) and set(document) == {"error"}:
        name = "error"
    if name not in validators:
        return f"there is no schema {name}"
    error = best_match(validators[name].iter_errors(document))
    return "ok" if error is None else f"{name}: {error.json_path}: {error.message}"


print("ready", len(validators), flush=True)
for line in sys.stdin:
    number, name, text = line.rstrip("\n").split("\t", 2)
    print(number, judge(name, text).replace("\n", " "), sep="\t", flush=True)
