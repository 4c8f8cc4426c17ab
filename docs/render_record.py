"""Write docs/record.md and docs/record.schema.json from the types of the code: python docs/render_record.py [--check]."""

import json
import sys
from pathlib import Path
from typing import Any

from isnad.model.record import Record

DOCS = Path(__file__).parent
HEAD = """# The record

One JSON object a report. Generated from `src/isnad/model` by `python docs/render_record.py`; the JSON Schema is
`record.schema.json` (`isnad schema` prints it).

- Every offset counts Unicode code points of `text`, 0-based, end exclusive; for every value with a `text`,
  `record.text[start:end]` is that text.
- Nothing is dropped in silence: what could not be read, resolved or linked stands in `notes` with a code and a span.
- Where the outlet itself speaks, `attributions` is empty.
- The publication date is never written as an event's date; at most it bounds one (`latest`).
- Links, coordinates and codes are the reader's own additions; everything else rests on words of the report, but what
  `report` has from what came with it (side-car, command, feed, export): `url`, `outlet`, `author`, `published` as its
  basis says, and `via`.
- The chain of a claim is read from the outlet outwards: `report.outlet`, `report.via` (whom it forwarded the report
  from), then the attribution's `via`, then its `source`.
"""


def render() -> dict[str, str]:
    """File name → its text."""
    schema = Record.model_json_schema(by_alias=True, mode="serialization")
    parts = [HEAD, _section("Record", schema)]
    parts += [_section(name, body) for name, body in sorted(schema["$defs"].items())]
    return {
        "record.md": "\n".join(parts),
        "record.schema.json": json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    }


def _section(name: str, body: dict[str, Any]) -> str:
    said = (body.get("description") or "").split("\n")[0]
    lines = [f"## {name}", "", said, ""]
    if "enum" in body:
        lines += [" · ".join(f"`{v}`" for v in body["enum"]), ""]
    if body.get("properties"):
        lines += ["| field | type |", "|---|---|"]
        lines += [f"| `{field}` | {_type(value)} |" for field, value in body["properties"].items()]
        lines.append("")
    return "\n".join(lines)


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        return " or ".join(_type(v) for v in value["anyOf"])
    if value.get("type") == "array":
        return f"list of {_type(value['items'])}"
    return str(value.get("type", "any"))


def main() -> int:
    stale = []
    for name, text in render().items():
        path = DOCS / name
        if "--check" in sys.argv:
            stale += [name] if not path.exists() or path.read_text(encoding="utf-8") != text else []
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        print("stale, run `python docs/render_record.py`:", *stale)  # noqa: T201
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
